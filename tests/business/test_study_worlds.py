"""A study that finds its warm-up, stops when it knows enough, and says which policy is best."""

import importlib.util
from pathlib import Path

import msgspec
import numpy as np
import pytest

import tugline as tl
from tugline.business.study_words import found_words
from tugline.errors import UsageError
from tugline.report.study_html import render_study
from tugline.report.study_json import document, study_json
from tugline.studies.stopping import LEAST, ROUND
from tugline.studies.warm_up import PILOT_DAYS

_spec = importlib.util.spec_from_file_location("push_lots", Path(__file__).parent / "test_push_lots.py")
push_lots = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(push_lots)
ORDERS = ("push", "push:silver-meal", "push:lot-for-lot")


def shop(**given):
    return push_lots.shop(order_cost="40", **given)


def study(tables, **given):
    return tl.study(tables, **{"policies": ORDERS, "years": 0.5, "replications": 60, "warm_up": 28, **given})


@pytest.fixture(scope="module")
def precise():
    return study(shop(), precision=0.003, threads=2)


def test_worlds_are_run_until_the_differences_are_known_well_enough(precise):
    found = precise.precision
    assert found.reached
    assert found.got <= 0.003 / 1.003
    assert LEAST < precise.replications == found.replications < 60
    assert (found.replications - LEAST) % ROUND == 0, "10, 15, 20, ..."
    base = np.array([run.values["contribution"] for run in precise.outcomes["push:lot-for-lot"]])
    widths = [
        (d.high - d.low) / 2 / base.mean() for d in precise.differences if d.metric == "contribution"
    ]  # fmt: skip
    assert found.got < max(widths), "those of the report hold together over all figures, and are wider"


@pytest.mark.slow
def test_how_many_there_are_does_not_hang_on_threads(precise):
    alone = study(shop(), precision=0.003, threads=1)
    assert document(alone) == document(precise)
    whole = study(shop(), replications=precise.replications)
    assert whole.digest == precise.digest, "and the worlds are those that would be run anyway"
    assert whole.precision is None


def test_what_cannot_be_known_so_well_says_so_after_the_last_world():
    found = study(shop(), precision=0.0001, replications=12)
    assert not found.precision.reached
    assert found.precision.replications == found.replications == 12
    assert "± 0.01% was wanted and is not reached: run more" in " ".join(found_words(found))


def test_the_ranking_is_in_every_report(precise):
    ranking = precise.ranking
    assert (ranking.figure, ranking.worse) == ("contribution", ["push:lot-for-lot"])
    assert {ranking.best, *ranking.not_told_apart} == {"push", "push:silver-meal"}
    said = found_words(precise)
    assert said[0].startswith("Best by contribution after carrying and ordering cost: push")
    assert "shown worse: push:lot-for-lot" in said[0]
    page = render_study(precise)
    assert "What is best" in page
    assert "shown worse: push:lot-for-lot" in page
    read = msgspec.json.decode(study_json(precise))
    assert read["ranking"]["worse"] == ["push:lot-for-lot"]
    assert read["precision"]["reached"] is True
    assert read["warm_up"] is None


def test_less_may_be_better():
    found = study(shop(), figure="average_inventory", replications=5)
    assert found.ranking.best == "push:lot-for-lot"
    assert set(found.ranking.worse) == {"push", "push:silver-meal"}


def test_a_figure_that_nobody_knows_is_no_figure_to_decide_by():
    with pytest.raises(UsageError, match="a study cannot decide by fill_rate: no line is delivered yet"):
        study(shop(), figure="fill_rate", precision=0.1)
    assert study(shop(), figure="fill_rate", replications=2).ranking is None


def without_costs():
    tables = shop()
    return {**tables, "items": {"item": ["bolt"], "price": ["25"]}}


def test_without_costs_nothing_is_best_by_money_and_the_study_says_why():
    found = study(without_costs(), replications=2)
    assert found.ranking is None
    assert "contribution" not in found.policies["push"]
    best, worth = found_words(found)
    assert best.startswith("No policy is best by contribution after carrying and ordering cost, which is not known: ")
    assert worth.startswith("What a policy is worth is not known: no cost")
    assert found.bridge == {}, "no money is printed that is not known"
    assert study(without_costs(), replications=2, figure="lost_sales").ranking.figure == "lost_sales"
    with pytest.raises(UsageError, match="a study cannot decide by contribution"):
        study(without_costs(), precision=0.1, replications=2)


@pytest.mark.slow
def test_much_old_stock_takes_as_long_to_warm_up_as_it_takes_to_sell():
    """1,200 bolts at four a day are there for 300 days; 30 are gone in a week."""
    much, little = (
        study(shop(on_hand=on_hand), policies=["push:lot-for-lot"], replications=2, warm_up="auto")
        for on_hand in ("1200", "30")
    )
    assert much.found_warm_up.sure
    assert 270 <= much.warm_up <= 336
    assert little.warm_up <= 28
    assert much.warm_up % 7 == 0
    said = " ".join(found_words(much))
    assert f"stock has settled after {much.warm_up} days by MSER-5, latest under push:lot-for-lot" in said
    assert document(much)["warm_up"]["pilot_days"] == PILOT_DAYS[0]


@pytest.mark.slow
def test_stock_that_does_not_settle_is_not_said_to(monkeypatch):
    """1,200 bolts last for 300 days; half of the longest pilot is 182."""
    monkeypatch.setattr("tugline.studies.warm_up.PILOT_DAYS", (182, 364))
    found = study(shop(on_hand="1200"), policies=["push:lot-for-lot"], replications=2, warm_up="auto")
    assert not found.found_warm_up.sure
    assert found.found_warm_up.pilot_days == 364
    assert "does not settle" in " ".join(found_words(found))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"precision": 0}, "study, precision: 0; expected above 0, at most 0.5"),
        ({"precision": float("nan")}, "study, precision: nan; expected above 0"),
        ({"precision": 0.6}, "study, precision: 0.6; expected above 0"),
        ({"figure": "profit"}, "study, figure: 'profit'; expected one of contribution"),
        ({"warm_up": "long"}, "study, warm-up: 'long'; expected a number of days or 'auto'"),
    ],
)
def test_what_no_study_can_go_by_is_refused_before_anything_runs(given, says):
    with pytest.raises(UsageError, match=says):
        tl.study("no folder at all", **given)

"""The planner who forecasts by the models of statsforecast: in a study, on any number of threads, and without them."""

import re
import subprocess
import sys

import numpy as np
import pytest
import statsforecast

import tugline as tl
from tugline.business.policies import NAMES, PUSH
from tugline.errors import UsageError
from tugline.studies.fitted import METHODS, fit
from tugline.studies.lots import RULES

ITEMS = {"bolt": 4.0, "nut": 0.5, "washer": 0.06, "rivet": 0.0}
"""Sold a day; rivets never."""
DAYS = 210


def shop():
    """Three things that are sold from a shelf at rates that differ, and one that is not, bought in five days."""
    dice = np.random.Generator(np.random.PCG64(3))
    many = len(ITEMS)
    first = np.datetime64("2026-03-02") - DAYS
    sold = [
        (f"{first + d}T{10 + k % 8}:00", item)
        for d in range(DAYS) for item, rate in ITEMS.items() for k in range(int(dice.poisson(rate)))
    ]  # fmt: skip
    return {
        "business": {
            "name": "s", "currency": "EUR", "timezone": "UTC", "start": "2026-03-02", "world": "plain",
            "finance": {"carrying_rate": 0.2},
        },
        "items": {"item": list(ITEMS), "cost": ["10"] * many, "price": ["25"] * many},
        "suppliers": {"supplier": ["acme"]},
        "sources": {
            "item": list(ITEMS), "location": ["main"] * many, "kind": ["buy"] * many, "from": ["acme"] * many,
            "lead_time": ["5d"] * many, "order_cost": ["40"] * many,
        },
        "stock": {"item": list(ITEMS), "location": ["main"] * many, "on_hand": ["100"] * many},
        "sales": {"sold_at": [at for at, _ in sold], "item": [item for _, item in sold], "quantity": ["1"] * len(sold)},
    }  # fmt: skip


def found(policies, threads=2, engine="threads"):
    return tl.study(shop(), policies=policies, replications=2, years=0.2, warm_up=14, threads=threads, engine=engine)


@pytest.fixture(scope="module")
def both():
    return found("push,push:statsforecast,push:statsforecast:eoq")


def test_models_are_fitted_once_for_all_rules_of_lots(monkeypatch):
    fitted = []

    def once(*history):
        fitted.append(history)
        return fit(*history)

    monkeypatch.setattr("tugline.business.policies.fit", once)
    found("push:statsforecast,push:statsforecast:eoq")
    assert len(fitted) == 1


def test_it_is_another_plan_than_by_the_planners_own_methods(both):
    ends = [[run.digest for run in both.outcomes[policy]] for policy in ("push", "push:statsforecast")]
    assert not set(ends[0]) & set(ends[1])
    assert both.policies["push:statsforecast"]["till_service"].mean > 0.9


def test_a_rule_for_lots_goes_with_it(both):
    assert both.says["push:statsforecast:eoq"].endswith("lots by eoq")
    assert both.says["push:statsforecast"] == both.says["push"]
    assert {f"{PUSH}:statsforecast:{rule}" for rule in RULES} < set(NAMES)


def test_the_assumptions_name_the_models_and_how_many_items_each_has(both):
    told = [each for each in both.assumptions if each.startswith("push:statsforecast forecasts")]
    assert len(told) == 1
    assert f"3 stock points by models of statsforecast {statsforecast.__version__}: " in told[0], "rivets never sell"
    counts = [(int(many), name) for many, name in re.findall(r"(\d+) by (\w+)", told[0])]
    assert {name for _, name in counts} <= set(METHODS)
    assert sum(many for many, _ in counts) == 3


@pytest.mark.parametrize("engine", ["threads", pytest.param("processes", marks=pytest.mark.slow)])
def test_the_figures_are_the_same_on_any_number_of_threads_and_in_processes(engine):
    one, other = found(["push:statsforecast"], threads=1), found(["push:statsforecast"], engine=engine)
    assert one.digest == other.digest
    assert one.policies == other.policies


def test_without_the_package_the_extra_is_named_before_anything_runs(monkeypatch):
    monkeypatch.setitem(sys.modules, "statsforecast", None)
    for policy in ("push:statsforecast", "push:statsforecast:eoq"):
        with pytest.raises(UsageError, match="statsforecast is not installed") as refused:
            tl.study("no folder at all", policies=["push", policy])
        assert "tugline[forecast]" in refused.value.hint
    found(["push"])


def test_a_name_that_is_nearly_it_is_understood():
    for name in ("push:statforecast", "statsforecast", "push:stats-forecast"):
        with pytest.raises(UsageError) as refused:
            tl.study("no folder at all", policies=[name])
        assert refused.value.hint == "Maybe 'push:statsforecast' is meant."


def test_nobody_imports_it_who_does_not_ask_for_it():
    code = (
        "import sys, tugline.business.policies, tugline.studies.push, tugline.cli.studying\n"
        "assert 'statsforecast' not in sys.modules and 'pandas' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

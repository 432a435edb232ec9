"""The search over the loops of a small shop: found is what can be worked out, and it holds in other worlds."""

import importlib.util
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tugline.business.policy import Choice
from tugline.business.search_words import search_words
from tugline.business.searching import search_loops
from tugline.business.turning import BEHIND, FRONT, LOTS, scaled
from tugline.errors import UsageError
from tugline.report.search_lists import changes_listing, frontier_listing, search_json

_spec = importlib.util.spec_from_file_location("push_lots", Path(__file__).parent / "test_push_lots.py")
push_lots = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(push_lots)


def shop(loop, **given):
    loops = {"item": ["bolt"], "location": ["main"], **{name: [value] for name, value in loop.items()}}
    return {**push_lots.shop(**given), "loops": loops}


@pytest.fixture(scope="module")
def lots():
    """40.00 an order, 2.00 a year to keep a bolt, 4 a day; lots of 100 begin: sqrt(2 x 1460 x 40 / 2) = 242 is best."""
    tables = shop({"loop": "reorder", "point": "40", "quantity": "100"}, order_cost="40", on_hand="100")
    return search_loops(tables, service=0.98, budget=30, replications=4, years=2.0, warm_up=180)


def test_lots_are_turned_towards_the_economic_quantity(lots):
    """Costs are flat around it: within a third of 242 they are less than 5 % above the least."""
    assert lots.knobs == (FRONT, LOTS)
    assert lots.searched.tried[0].factors == (1.0, 1.0)
    factor = lots.searched.best.factors[1]
    assert 242 / 1.35 < 100 * factor < 242 * 1.35


def test_the_service_that_is_wanted_is_given_at_a_point_no_higher_than_it_takes(lots):
    assert lots.searched.best.service >= 0.98
    assert lots.searched.best.factors[0] < 1, "40 cover five days and a half"
    kept = [t for t in lots.searched.tried if t.service >= 0.98]
    assert lots.searched.best.contribution == max(t.contribution for t in kept)


def test_what_is_found_holds_in_worlds_that_the_search_did_not_see(lots):
    (gain,) = [d for d in lots.differences if d.metric == "contribution"]
    assert gain.low > 0
    assert gain.n == 8
    assert lots.fresh["found"]["service"].mean > 0.96
    assert lots.fresh["found"]["contribution"].mean != lots.searched.best.contribution


def test_it_says_what_to_change_and_what_speed_costs(lots):
    said = search_words(lots)
    assert said[0].startswith("Best of those with a service of 98.0%: kept where customers ask × ")
    assert "the contribution changes by" in said[1]
    changed = {row[1]: (row[2], row[3]) for row in changes_listing(lots).plain_rows()}
    assert changed["quantity"][0] == "100"
    shown = frontier_listing(lots).plain_rows()
    assert sorted(row[0] for row in shown if row[0]) == ["best", "in force"]
    waits = [float(row[1]) for row in shown]
    costs = [t.cost for t in lots.searched.frontier]
    assert waits == sorted(waits)
    assert costs == sorted(costs, reverse=True)
    read = json.loads(search_json(lots))
    assert read["best"]["factors"] == list(lots.searched.best.factors)
    assert list(read["fresh"]) == ["found", "present"]


def test_the_same_search_finds_the_same_on_any_number_of_threads():
    tables = shop({"loop": "base_stock", "level": "50"}, on_hand="50")
    one, two = (
        search_loops(tables, budget=9, replications=2, years=0.3, warm_up=14, threads=threads) for threads in (1, 2)
    )
    assert search_json(one) == search_json(two)


def test_what_no_factor_gives_is_said_and_nothing_is_changed():
    tables = shop({"loop": "base_stock", "level": "2"}, on_hand="2")
    found = search_loops(tables, service=1.0, budget=9, replications=2, years=0.3, warm_up=14)
    assert found.searched.best is None
    assert found.changes == []
    assert search_words(found)[0].startswith("Nothing that was tried gives a service of 100.0%: the most was ")
    assert search_words(replace(found, service=0.9999))[0].startswith(
        "Nothing that was tried gives a service of 99.99%"
    )


def test_loops_that_are_not_told_apart_are_said_to_be_so_and_both_are_shown():
    """As nothing costs anything a level of 400 is worth as much as one of 200 that is there, and never runs out."""
    tables = shop({"loop": "base_stock", "level": "200"}, on_hand="200")
    tables["business"]["finance"] = {"carrying_rate": 0}
    found = search_loops(tables, budget=3, replications=2, years=0.3, warm_up=14)
    assert not found.told_apart
    said = search_words(found)
    assert "with the loops in force" in said[1]
    assert "with those found" in said[1]
    assert "nothing that is shown speaks for a change" in said[2]
    assert "lives of items, markdowns and trends are left out" in said[3]
    assert changes_listing(found).title == "What those found have otherwise, not told apart from those in force"


def test_no_level_is_tried_that_cannot_be_sold_while_it_keeps():
    """Four bolts a day keep for 3 days and come in 5: no more than 32, and a level of 40 that is there stays."""
    for level, most in (("20", 32), ("40", 40)):
        tables = shop({"loop": "base_stock", "level": level}, on_hand="20")
        tables["items"]["shelf_life_days"] = ["3"]
        found = search_loops(tables, service=1.0, budget=5, replications=2, years=0.3, warm_up=14)
        assert any("no more than is used while it keeps" in text for text in search_words(found))
        assert all(float(change.after) <= most for change in found.changes)
    caps = np.array([30.0])
    for loop, given, capped in (
        ("base_stock", {"level": 20}, {"level": 30}),
        ("reorder", {"point": 15, "quantity": 5}, {"point": 29, "quantity": 1}),
        ("min_max", {"min": 10, "max": 20}, {"min": 29, "max": 30}),
        ("kanban", {"cards": 4, "container": 5}, {"cards": 6, "container": 5}),
    ):
        choice = Choice(0, loop, given)
        assert scaled([choice], {FRONT: 4.0}, [True], caps)[0].parameters == capped
        assert scaled([choice], {}, [True], caps)[0] == choice


def test_each_loop_is_turned_by_what_it_goes_by():
    choices = [
        Choice(0, "base_stock", {"level": 10, "display": 3}),
        Choice(1, "reorder", {"point": 10, "quantity": 20}),
        Choice(2, "min_max", {"min": 10, "max": 30}),
        Choice(3, "kanban", {"cards": 5, "container": 12}),
        Choice(4, "to_order", {"room": 3}),
        Choice(5, "base_stock", {"level": 1}),
    ]
    front = [True, False, False, False, True, True]
    found = scaled(choices, {FRONT: 2.0, BEHIND: 0.5, LOTS: 3.0}, front)
    assert [choice.parameters for choice in found] == [
        {"level": 20, "display": 3}, {"point": 5, "quantity": 60}, {"min": 5, "max": 65},
        {"cards": 2, "container": 12}, {"room": 3}, {"level": 2},
    ]  # fmt: skip
    assert scaled(choices, {}, front) == choices
    assert scaled(choices[5:], {FRONT: 0.25}, [True] * 6)[0].parameters == {"level": 1}, "never below 1"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"service": 1.5}, "search, service: 1.5; expected 0 to 1"),
        ({"service": float("nan")}, "search, service: nan; expected 0 to 1"),
        ({"service": "0.9"}, "search, service: '0.9'; expected a number, 0 to 1"),
        ({"warm_up": 10.5}, "search, warm-up: 10.5; expected a whole number, 0 to 1000"),
        ({"budget": 0}, "search, budget: 0; expected 1 to 10000"),
        ({"replications": 1}, "search, replications: 1; expected 2 to 10000"),
        ({"years": 0.01}, "search, years: 0.01; expected 28 days"),
        ({"years": float("inf")}, "search, years: inf; expected 28 days to 8 years"),
        ({"threads": 0}, "search, threads: 0; expected 1 to 1024"),
    ],
)
def test_what_makes_no_search_is_refused_before_anything_runs(given, says):
    with pytest.raises(UsageError, match=says):
        search_loops("no folder at all", **given)


def test_without_costs_there_is_no_money_to_search_for():
    tables = {**shop({"loop": "base_stock", "level": "50"}), "items": {"item": ["bolt"], "price": ["25"]}}
    with pytest.raises(UsageError, match="a search goes by the contribution, which is not known: "):
        search_loops(tables, replications=2, years=0.2)


def test_a_business_whose_loops_keep_nothing_has_nothing_to_search():
    tables = shop({"loop": "to_order"})
    with pytest.raises(UsageError, match="a search needs loops that keep stock"):
        search_loops(tables, replications=2, years=0.2)

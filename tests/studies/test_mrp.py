"""Requirements planned by hand, as in the textbook's record."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from tugline.studies.mrp import (
    DUE,
    FIXED_QUANTITY,
    LOT,
    PERIOD,
    POINT,
    QUANTITY,
    RELEASE,
    SILVER_MEAL,
    WAGNER_WHITIN,
    explode,
)

_spec = importlib.util.spec_from_file_location("bench", Path(__file__).parents[1] / "engine" / "bench.py")
bench = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(bench)


def plan(net, gross, *, on_hand, lead, receipts=None, cover=1, safety=0, first=99, lot=None):
    n, horizon = len(net.points), 12
    required, coming = np.zeros((n, horizon), np.int64), np.zeros((n, horizon), np.int64)
    for (point, day), quantity in gross.items():
        required[point, day] = quantity
    for (point, day), quantity in (receipts or {}).items():
        coming[point, day] = quantity
    sources = np.full(n, -1)
    for row, (point, *_) in enumerate(net.sources):
        sources[point] = row
    lots = np.zeros(n, LOT)
    lots["cover"] = cover
    for name, value in (lot or {}).items():
        lots[name] = value
    planned = explode(
        net.grid(), sources, np.array(lead), lots, np.full(n, safety), np.array(on_hand), coming,
        required, first,
    )  # fmt: skip
    return [tuple(row[[POINT, QUANTITY, RELEASE, DUE]].tolist()) for row in planned], required


@pytest.fixture
def table():
    """A table is a top and four legs; legs are bought."""
    net = bench.Net()
    net.point("table"), net.point("top"), net.point("leg")
    net.make("table", 1, {"top": 1, "leg": 4})
    net.make("top", 1, {})
    net.buy("leg", 1)
    return net


def test_net_requirements_are_released_a_lead_time_earlier(table):
    """10 on hand, 15 come on day 2; 8, 12 and 20 go on days 1, 3 and 6: 15 short on day 6, made from day 4 on."""
    planned, gross = plan(
        table, {(0, 1): 8, (0, 3): 12, (0, 6): 20}, on_hand=[10, 0, 100], lead=[2, 3, 5], receipts={(0, 2): 15}
    )
    assert planned == [(0, 15, 4, 6), (1, 15, 1, 4)], "the legs that are there are enough"
    assert gross[2].tolist() == [0, 0, 0, 0, 60, 0, 0, 0, 0, 0, 0, 0]


def test_what_is_asked_for_too_late_is_released_today(table):
    planned, _ = plan(table, {(0, 1): 5}, on_hand=[0, 9, 0], lead=[3, 1, 6])
    assert planned == [(0, 5, 0, 1), (2, 20, 0, 0)]


def test_a_lot_covers_the_days_ahead_and_safety_stock_stays(table):
    """5 a day on days 3 to 10, safety 2, lots of 4 days: today 2 + 10 for days 1 to 4, 20 for days 5 to 8, then 10."""
    gross = {(1, day): 5 for day in range(3, 11)}
    planned, _ = plan(table, gross, on_hand=[2, 0, 2], lead=[1, 1, 1], cover=4, safety=2)
    assert [row for row in planned if row[0] == 1] == [(1, 12, 0, 0), (1, 20, 4, 5), (1, 10, 8, 9)]


def test_nothing_is_ordered_for_days_before_which_it_cannot_come_and_what_is_under_way_will():
    """Short of 3 on days 1 and 2; 20 come on day 3, an order of today not before day 4."""
    gross = {(1, 1): 5, (1, 6): 12}
    planned, _ = plan(bolts(), gross, on_hand=[0, 2], lead=[1, 4], receipts={(1, 3): 20})
    assert planned == []
    planned, _ = plan(bolts(), gross, on_hand=[0, 2], lead=[1, 4], receipts={(1, 5): 20})
    assert planned == [(1, 3, 0, 1)], "20 on day 5 would be too late for an order that can be there on day 4"


def test_only_what_is_to_be_released_soon_is_given(table):
    planned, gross = plan(table, {(0, 10): 4}, on_hand=[0, 0, 0], lead=[2, 1, 6], first=3)
    assert planned == [(2, 16, 2, 8)], "the table on day 8 and the top on day 7 are planned again next time"
    assert gross[1, 8] == 4


def test_lots_are_those_of_the_source():
    net = bench.Net()
    net.point("bolt")
    net.buy("bolt", 1, minimum=30, multiple=20, maximum=60)
    planned, _ = plan(net, {(0, 5): 130}, on_hand=[0], lead=[2])
    assert [row[1] for row in planned] == [60, 60, 20], "130 are 140 in whole twenties, 60 at a time"


def test_a_fixed_quantity_is_bought_whenever_something_is_short():
    """4 a day from day 2: 10 on day 2 last until day 4, 10 more on day 4 until day 6, and so on; 25 are never less."""
    gross = {(1, day): 4 for day in range(2, 8)}
    planned, _ = plan(bolts(), gross, on_hand=[0, 0], lead=[1, 1], lot={"rule": FIXED_QUANTITY, "quantity": 10})
    assert [row[1:] for row in planned] == [(10, 1, 2), (10, 3, 4), (10, 6, 7)]
    planned, _ = plan(bolts(), {(1, 3): 25}, on_hand=[0, 0], lead=[1, 1], lot={"rule": FIXED_QUANTITY, "quantity": 10})
    assert [row[1:] for row in planned] == [(25, 2, 3)]


@pytest.mark.parametrize(("rule", "last"), [(SILVER_MEAL, [(20, 4, 4), (10, 6, 6)]), (WAGNER_WHITIN, [(30, 4, 4)])])
def test_lots_by_cost_are_for_the_net_requirements_after_stock_and_receipts(rule, last):
    """12 there, 10 a day, 10 come on day 3: short of 8 on day 1, 10 on day 2, 0 on day 3 and 10 each on days 4 to 6.

    An order is worth 25 unit-days. The last three days cost 25 + 10 + 20 = 55 in one lot and 60 in two; Silver-Meal
    stops at two, since 35 / 2 a day is less than 55 / 3.
    """
    gross = {(1, day): 10 for day in range(7)}
    lot = {"rule": rule, "worth": 25}
    planned, _ = plan(bolts(), gross, on_hand=[0, 12], lead=[1, 0], receipts={(1, 3): 10}, lot=lot)
    assert [row[1:] for row in planned] == [(18, 1, 1), *last]


def test_a_minimum_that_is_more_than_the_rule_asks_for_lasts_longer():
    net = bench.Net()
    net.point("bolt")
    net.buy("bolt", 1, minimum=35)
    planned, _ = plan(
        net, {(0, day): 10 for day in range(6)}, on_hand=[0], lead=[0], lot={"rule": SILVER_MEAL, "worth": 1}
    )
    assert [row[1:] for row in planned] == [(35, 0, 0), (35, 3, 3)]


def bolts():
    net = bench.Net()
    net.point("top"), net.point("bolt")
    net.make("top", 1, {"bolt": 1})
    net.buy("bolt", 1)
    return net


@pytest.mark.parametrize(
    ("rule", "more"),
    [
        (PERIOD, {"cover": 7}),
        (FIXED_QUANTITY, {"quantity": 60}),
        (SILVER_MEAL, {"worth": 10_000}),
        (WAGNER_WHITIN, {"worth": 10_000}),
    ],
)
def test_whatever_its_rule_a_lot_is_used_up_while_it_keeps(rule, more):
    """5 a day, nothing there: all rules would buy for a week or more, and what keeps for 3 days is bought for 3."""
    gross = {(1, day): 5 for day in range(12)}
    lot = {"rule": rule, **more}
    planned, _ = plan(bolts(), gross, on_hand=[0, 5], lead=[1, 1], lot=lot)
    assert max(quantity for _, quantity, *_ in planned) >= 35
    planned, _ = plan(bolts(), gross, on_hand=[0, 5], lead=[1, 1], first=6, lot={**lot, "keeps": 3})
    assert [quantity for _, quantity, *_ in planned] == [15, 15]
    planned, _ = plan(bolts(), gross, on_hand=[9, 10], lead=[1, 1], first=6, safety=5, lot={**lot, "keeps": 3})
    assert [quantity for _, quantity, *_ in planned] == [10, 10, 10], "safety stock takes a day of the three"

"""The bullwhip of series made by hand: variances of days and weeks, by echelon, by point and against customers."""

import numpy as np
import pytest

from tugline.facts.kinds import FACT, Kind
from tugline.network.layout import BUY, COST_SCALE, MOVE, NEED, POINT, SOURCE
from tugline.studies.bullwhip import CUSTOMERS, POINTS, STAGE, Bullwhip, echelons, figure

FIRST = 3
DAY_START = np.arange(60) * 10
"""Days of ten ticks; what is measured begins on day 3."""


def network(costs=(1, 1), scale=(1, 1)):
    """Two items in a shop, points 0 and 1, which come from a depot, points 2 and 3, which buys."""
    point = np.zeros(4, POINT)
    point["level"], point["scale"] = [0, 0, 1, 1], [*scale, *scale]
    point["standard_cost"] = np.array([*costs, *costs]) * COST_SCALE
    source = np.zeros(4, SOURCE)
    source["point"], source["kind"] = np.arange(4), [MOVE, MOVE, BUY, BUY]
    source["from_point"] = [2, 3, -1, -1]
    return echelons(point, source, np.zeros(0, NEED))


def rows(kind, point, by_day, **fields):
    array = np.zeros(len(by_day), FACT)
    array["kind"], array["point"], array["source"] = int(kind), point + 1, point + 1
    array["quantity"], array["tick"] = by_day, DAY_START[FIRST : FIRST + len(by_day)] + 4
    for name, value in fields.items():
        array[name] = value
    return array[array["quantity"] != 0]


def together(*parts):
    both = np.concatenate(parts)
    both = both[np.argsort(both["tick"], kind="stable")]
    both["seq"] = np.arange(1, len(both) + 1)
    return both


def measured(asked, ordered, days, net=None):
    """Tell everything week by week, as a run does."""
    bullwhip = Bullwhip(net or network(), FIRST, DAY_START)
    for start in range(0, days, 7):
        span = DAY_START[[FIRST + start, FIRST + min(start + 7, days)]]
        for told, take in ((asked, bullwhip.ask), (ordered, bullwhip.add)):
            take(told[(told["tick"] >= span[0]) & (told["tick"] < span[1])])
    return bullwhip.swings(days)


ASKED = [4, 0, 2, 6, 0, 8, 1, 3, 3, 0, 5, 7, 2, 2]
SHOP = [0, 9, 0, 0, 7, 0, 5, 0, 11, 0, 0, 6, 0, 5]
DEPOT = [0, 0, 30, 0, 0, 0, 0, 0, 0, 25, 0, 0, 0, 0]


def test_each_echelon_is_compared_with_what_it_was_asked_for_and_with_customers():
    found = measured(
        rows(Kind.ORDER_PLACED, 0, ASKED),
        together(rows(Kind.PULL_RELEASED, 0, SHOP), rows(Kind.PULL_ADDED, 2, DEPOT)),
        14,
    )
    asked, shop, depot = (np.array(series, float) for series in (ASKED, SHOP, DEPOT))
    assert found.values[figure("day", 1, STAGE)] == pytest.approx(shop.var() / asked.var())
    assert found.values[figure("day", 2, STAGE)] == pytest.approx(depot.var() / shop.var())
    relative = (depot.var() / depot.mean() ** 2) / (asked.var() / asked.mean() ** 2)
    assert found.values[figure("day", 2, CUSTOMERS)] == pytest.approx(relative)
    assert found.values[figure("week", 1, STAGE)] == pytest.approx(0.25 / 0.25), "21 and 22 are both asked and ordered"
    assert found.values[figure("week", 2, STAGE)] == pytest.approx(2.5**2 / 0.5**2)
    assert found.weeks.tolist() == [[21, 22], [21, 22], [30, 25]]


def test_an_echelon_adds_up_its_points_by_cost_and_each_point_counts_the_same_in_their_mean():
    """The dear item swings half as much as it is asked for, the cheap one ten times: by cost the dear one counts."""
    dear, cheap = np.array([2, 4] * 7), np.array([1, 2] * 7)
    steady, wild = np.array([3, 4] * 7), np.array([0, 10] * 7)
    found = measured(
        together(rows(Kind.SALE_MADE, 0, dear), rows(Kind.SALE_MADE, 1, cheap)),
        together(rows(Kind.PULL_RELEASED, 0, steady), rows(Kind.PULL_RELEASED, 1, wild)),
        14, network(costs=(100, 1)),
    )  # fmt: skip
    assert found.values[figure("day", 1, POINTS)] == pytest.approx((0.25 + 100) / 2)
    whole = (100 * steady + wild).var() / (100 * dear + cheap).var()
    assert found.values[figure("day", 1, STAGE)] == pytest.approx(whole)
    assert whole < 0.4


def test_decimals_of_an_item_make_no_difference():
    plain = measured(rows(Kind.ORDER_PLACED, 0, ASKED), together(rows(Kind.PULL_RELEASED, 0, SHOP)), 14)
    fine = measured(
        rows(Kind.ORDER_PLACED, 0, [1000 * q for q in ASKED]),
        together(rows(Kind.PULL_RELEASED, 0, [1000 * q for q in SHOP])), 14, network(scale=(1000, 1)),
    )  # fmt: skip
    assert fine.values == pytest.approx(plain.values)
    assert np.allclose(fine.weeks, plain.weeks)


def test_what_is_called_off_swings_twice():
    asked = rows(Kind.ORDER_PLACED, 0, ASKED)
    order = rows(Kind.PULL_RELEASED, 0, [8] + [0] * 13)
    off = rows(Kind.PULL_WITHDRAWN, 0, [0, 8] + [0] * 12, reference=1)
    found = measured(asked, together(order, off), 14)
    series = np.array([8.0, -8] + [0] * 12)
    assert found.values[figure("day", 1, STAGE)] == pytest.approx(series.var() / np.var(ASKED))
    assert found.weeks[1].tolist() == [0, 0]


def test_days_before_the_first_and_a_week_that_is_not_whole_count_as_they_should():
    """What is ordered before day 3 is nobody's; 10 days are a week and three more days."""
    asked, ordered = rows(Kind.ORDER_PLACED, 0, ASKED), rows(Kind.PULL_RELEASED, 0, SHOP)
    early = ordered[:1].copy()
    early["tick"], early["quantity"] = 5, 500
    bullwhip = Bullwhip(network(), FIRST, DAY_START)
    bullwhip.ask(asked)
    bullwhip.add(early)
    bullwhip.add(together(ordered))
    found = bullwhip.swings(10)
    assert found.values[figure("day", 1, STAGE)] == pytest.approx(np.var(SHOP[:10]) / np.var(ASKED[:10]))
    assert found.values[figure("week", 1, STAGE)] is None, "one week does not vary"
    assert found.weeks.tolist() == [[21], [21], [0]]


def test_nothing_is_known_of_orders_where_what_is_asked_for_never_changes():
    found = measured(rows(Kind.ORDER_PLACED, 0, [3] * 14), together(rows(Kind.PULL_RELEASED, 0, SHOP)), 14)
    assert found.values[figure("day", 1, STAGE)] is None
    assert found.values[figure("day", 1, POINTS)] is None
    assert found.values[figure("day", 2, STAGE)] == 0, "the depot orders nothing, whatever it is asked for"

"""Lots by what orders and holding cost: published examples, plain enumeration, closed forms."""

from itertools import product

import numpy as np
import pytest

from tugline.network.layout import MAKE, NEVER, OPERATION, RESOURCE, SOURCE
from tugline.studies.lots import Weighed, cycle_days, economic_quantity, lots_of, set_up_cents, worth
from tugline.studies.mrp import (
    FIXED_QUANTITY,
    LARGEST_WORTH,
    LOT,
    PERIOD,
    SILVER_MEAL,
    WAGNER_WHITIN,
    covered,
)

YEAR = [10, 62, 12, 130, 154, 129, 88, 52, 124, 160, 238, 41]
"""Demand by month of the example that Silver, Pyke and Peterson, Inventory management and production planning and
scheduling, 3rd ed., ch. 6, go by; an order costs 54 and a unit and month 20 x 0.02, so that an order is worth 135
unit-months. Recalled, as is the cost of the best plan, 501.20."""


def lots(rule, net, order, most=NEVER, cover=1):
    """Days that each lot is for, one lot after the other."""
    lot = np.zeros(1, LOT)
    lot["rule"], lot["worth"], lot["cover"] = rule, order, cover
    net, found = np.array(net, np.int64), []
    while len(net):
        days = covered(lot[0], net, most) if net[0] > 0 else 1
        found.append(days)
        net = net[days:]
    return found


def cost(net, order, days):
    """Cost of a plan in unit-days; a part that begins with a day of no need is none of its lots."""
    total, first = 0, 0
    for n in days:
        part = net[first : first + n]
        total += order * (part[0] > 0) + sum(t * q for t, q in enumerate(part))
        first += n
    assert first == len(net)
    return total


def cheapest(net, order):
    """The least cost over all ways to cut the days into lots, each begun on a day that needs something."""
    best = None
    for cuts in product([False, True], repeat=len(net) - 1):
        starts = [0, *(i + 1 for i, cut in enumerate(cuts) if cut)]
        days = np.diff([*starts, len(net)]).tolist()
        if all(net[s] > 0 for s in starts):
            found = cost(net, order, days)
            best = found if best is None else min(best, found)
    return best


@pytest.mark.parametrize("rule", [SILVER_MEAL, WAGNER_WHITIN])
def test_a_textbook_year_is_planned_as_in_the_textbook(rule):
    found = lots(rule, YEAR, 135)
    assert [sum(YEAR[sum(found[:i]) : sum(found[: i + 1])]) for i in range(len(found))] == [
        84, 130, 283, 140, 124, 160, 279,
    ]  # fmt: skip
    assert cost(YEAR, 135, found) * 0.4 == pytest.approx(501.20)


def random_needs(seed, n):
    """Needs of n days, a third of them 0 and the first not, by a fixed congruence."""
    needs, word = [], seed * 7919 + 13
    for _ in range(n):
        word = (word * 6364136223846793005 + 1442695040888963407) % 2**64
        needs.append((word >> 33) % 40 if (word >> 13) % 3 else 0)
    return [max(1, needs[0]), *needs[1:]]


def test_no_way_to_cut_the_days_is_cheaper_than_wagner_and_whitin():
    for seed in range(150):
        net, order = random_needs(seed, 4 + seed % 7), (1, 15, 40, 130, 600)[seed % 5]
        assert cost(net, order, lots(WAGNER_WHITIN, net, order)) == cheapest(net, order), (net, order)


def test_silver_and_meal_are_never_cheaper_and_a_few_per_cent_dearer():
    ratios = []
    for seed in range(200):
        net, order = random_needs(seed, 30), (15, 40, 130, 600)[seed % 4]
        ratios.append(
            cost(net, order, lots(SILVER_MEAL, net, order)) / cost(net, order, lots(WAGNER_WHITIN, net, order))
        )
    assert min(ratios) >= 1
    assert 1 < np.mean(ratios) < 1.06


def test_stable_needs_are_bought_by_the_economic_quantity_under_either_rule():
    """5 a day, an order worth 1,000 unit-days: sqrt(2 x 5 x 1,000) = 100 units, 20 days."""
    assert economic_quantity(np.array([5.0]), np.array([1000])).tolist() == [100]
    assert lots(SILVER_MEAL, [5] * 200, 1000)[:5] == [20] * 5
    assert lots(WAGNER_WHITIN, [5] * 200, 1000) == [20] * 10


def test_the_economic_quantity_is_the_bottom_of_the_cost():
    use, order = np.array([0.7, 5.0, 123.4]), np.array([90, 4000, 2_000_000])

    def cost_a_day(quantity):
        return use * order / quantity + quantity / 2

    best = economic_quantity(use, order)
    assert (cost_a_day(best) <= np.minimum(cost_a_day(best + 1), cost_a_day(np.maximum(1, best - 1))) + 1e-9).all()


def test_a_lot_is_never_for_more_than_its_source_gives_at_a_time():
    for rule in (SILVER_MEAL, WAGNER_WHITIN):
        assert lots(rule, [10] * 6, 10_000, most=25) == [2, 2, 2]
        assert lots(rule, [40, 10, 10], 10_000, most=25) == [1, 2], "one day's need comes in several orders"


def test_days_without_need_are_at_no_end_of_a_lot():
    assert lots(WAGNER_WHITIN, [5, 0, 0, 5, 0], 10_000) == [4, 1]
    assert lots(SILVER_MEAL, [5, 0, 0, 0, 0], 10_000) == [1, 1, 1, 1, 1]


def test_a_planner_who_plans_weekly_buys_for_a_week_at_least():
    assert lots(SILVER_MEAL, [5] * 20, 1, cover=7) == [7, 7, 6]


def test_quantities_of_any_size_fit():
    huge = [1 << 59, 1 << 59, 0, 1 << 59]
    for rule in (SILVER_MEAL, WAGNER_WHITIN):
        assert lots(rule, huge, LARGEST_WORTH) == [1, 1, 1, 1]
        assert lots(rule, [1] * 400, LARGEST_WORTH) == [400]


def test_an_order_is_worth_what_it_costs_in_units_held_a_day():
    """54.00 for an order; a unit of 20.00 at 24 % a year: 54 / (20 x 0.24 / 365) = 4,106 unit-days."""
    weighed = Weighed(np.array([5400, 0, 5400]), np.array([2000.0, 2000.0, 0.0]), np.array([3.0, 3.0, 3.0]))
    assert worth(weighed, 240_000).tolist() == [4106, 0, 0]
    assert worth(weighed, 0).tolist() == [0, 0, 0], "no holding cost, nothing to weigh"


def test_where_a_cost_is_not_known_every_rule_buys_for_a_week():
    weighed = Weighed(np.array([5400, 0]), np.array([2000.0, 2000.0]), np.array([3.0, 3.0]))
    kinds = {
        rule: lots_of(rule, weighed, 240_000) for rule in ("", "lot-for-lot", "eoq", "silver-meal", "wagner-whitin")
    }
    assert {rule: found["rule"].tolist() for rule, found in kinds.items()} == {
        "": [SILVER_MEAL, PERIOD], "lot-for-lot": [PERIOD, PERIOD], "eoq": [FIXED_QUANTITY, PERIOD],
        "silver-meal": [SILVER_MEAL, PERIOD], "wagner-whitin": [WAGNER_WHITIN, PERIOD],
    }  # fmt: skip
    assert {rule: found["cover"].tolist() for rule, found in kinds.items()} == {
        "": [7, 7], "lot-for-lot": [7, 7], "eoq": [1, 7], "silver-meal": [1, 7], "wagner-whitin": [1, 7],
    }  # fmt: skip
    assert kinds["eoq"]["quantity"][0] == 157, "sqrt(2 x 3 x 4,106)"
    assert cycle_days(kinds["eoq"], weighed.use) == 2 * 53, "157 units are 52.3 days"
    assert cycle_days(kinds["lot-for-lot"], weighed.use) == 0


def test_a_set_up_costs_its_hours():
    """Two steps of 30 and 60 min at 40.00 and 10.00 an hour, and an alternative that nobody counts: 30.00."""
    source, operation, resource = np.zeros(2, SOURCE), np.zeros(3, OPERATION), np.zeros(2, RESOURCE)
    source["kind"], source["supplier"] = MAKE, -1
    source["operation_start"], source["operation_stop"] = [0, 3], [3, 3]
    operation["setup_ticks"], operation["alternative"], operation["resource"] = [30, 99, 60], [0, 1, 0], [0, 0, 1]
    resource["cost_per_hour"] = [400_000, 100_000]
    assert set_up_cents(source, operation, resource, tick_seconds=60).tolist() == [3000, 0]

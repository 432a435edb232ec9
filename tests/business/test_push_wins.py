"""Where a plan by forecast is the better way the study says so: it is no show trial."""

import math
from datetime import date, timedelta

import pytest

import tugline as tl

pytestmark = pytest.mark.slow
START = date(2027, 1, 4)


def shop(per_day, *, order_cost="", lead="60d", rate=0.03, days=364, quantity=None):
    """A shop that bought and sold bolts, `per_day(day)` of them every day of some days before the start."""
    first = START - timedelta(days=days)
    sold = [
        f"{first + timedelta(days=d)}T{9 + k % 10:02}:{k:02}" for d in range(days) for k in range(per_day(d))
    ]  # fmt: skip
    loops = {"item": ["bolt"], "location": ["main"], "loop": ["reorder"], "quantity": [str(quantity)]}
    return {
        "business": {
            "name": "s", "currency": "EUR", "timezone": "UTC", "start": str(START), "world": "plain",
            "finance": {"carrying_rate": rate},
        },
        "items": {"item": ["bolt"], "cost": ["4"], "price": ["10"]},
        "suppliers": {"supplier": ["acme"]},
        "sources": {
            "item": ["bolt"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": [lead],
            "order_cost": [order_cost],
        },
        "stock": {"item": ["bolt"], "location": ["main"], "on_hand": ["600"]},
        "sales": {"sold_at": sold, "item": ["bolt"] * len(sold), "quantity": ["1"] * len(sold)},
        **({"loops": loops} if quantity else {}),
    }  # fmt: skip


def steady(_):
    return 6


def seasonal(day):
    """From 1 a day in January to 11 a day in July."""
    return round(6 - 5 * math.cos(2 * math.pi * day / 365))


def contribution(found, policy):
    (gained,) = [d for d in found.differences if (d.metric, d.a) == ("contribution", policy)]
    return gained


def test_push_wins_with_long_lead_times_stable_demand_cheap_holding_and_dear_orders():
    """60 days of lead time, 6 a day, 3 % a year, 60.00 for an order.

    The default pull policy orders daily what was sold: 365 orders of 60.00. The plan orders what is cheapest.
    """
    found = tl.study(shop(steady, order_cost="60"), policies=["push", "pull"], replications=5, years=1.0, warm_up=182)
    gained = contribution(found, "push")
    assert gained.low > 1_500_000
    assert found.policies["push"]["lost_sales"].mean <= found.policies["pull"]["lost_sales"].mean
    steps = {step.name: step for step in found.bridge["push"]}
    assert steps["ordering"].low > 0 > steps["reduced carrying cost"].high, "more stock, and far fewer orders"


def test_it_wins_by_its_lots_since_a_loop_with_the_same_quantity_does_as_well():
    """sqrt(2 x 6 x 60 / (4 x 0.03 / 365)) = 1,480 bolts at a time, pulled by a reorder point."""
    found = tl.study(
        shop(steady, order_cost="60", quantity=1480),
        policies=["push", "present"],
        replications=5,
        years=2.0,
        warm_up=182,
    )
    gained = contribution(found, "push")
    assert abs(gained.mean) < 0.02 * found.policies["push"]["contribution"].mean


def test_with_orders_that_cost_nothing_its_lots_are_worth_nothing():
    found = tl.study(shop(steady), policies=["push", "pull"], replications=5, years=1.0, warm_up=182)
    gained = contribution(found, "push")
    assert not gained.shown
    assert abs(gained.mean) < 0.02 * found.policies["pull"]["contribution"].mean


def test_push_wins_where_a_season_is_known_and_the_more_the_longer_it_takes_to_buy():
    """The plan buys in April for July; a level that covers 60 mean days is bare in summer and idle in winter."""
    far, near = (
        tl.study(shop(seasonal, lead=lead), policies=["push", "pull"], replications=5, years=1.0, warm_up=182)
        for lead in ("60d", "2d")
    )
    lost = {policy: far.policies[policy]["lost_sales"].mean for policy in ("push", "pull")}
    assert contribution(far, "push").low > 0
    assert lost["push"] < lost["pull"] / 2
    assert far.policies["push"]["average_inventory"].mean < far.policies["pull"]["average_inventory"].mean
    assert contribution(near, "push").mean < contribution(far, "push").mean / 2


def test_each_item_is_planned_by_its_own_season():
    """Bolts sell in summer and nuts in winter: the company has no season, and only who looks at each buys right."""
    days = 728
    one = shop(seasonal, lead="30d", days=days)
    first = START - timedelta(days=days)
    other = [
        f"{first + timedelta(days=d)}T{9 + k % 10:02}:{k:02}" for d in range(days) for k in range(12 - seasonal(d))
    ]  # fmt: skip
    both = {
        **one,
        "items": {"item": ["bolt", "nut"], "cost": ["4", "4"], "price": ["10", "10"]},
        "sources": {name: [*cells, "nut" if name == "item" else cells[0]] for name, cells in one["sources"].items()},
        "stock": {"item": ["bolt", "nut"], "location": ["main"] * 2, "on_hand": ["300", "300"]},
        "sales": {
            "sold_at": one["sales"]["sold_at"] + other,
            "item": ["bolt"] * len(one["sales"]["sold_at"]) + ["nut"] * len(other),
            "quantity": ["1"] * (len(one["sales"]["sold_at"]) + len(other)),
        },
    }
    found = tl.study(both, policies=["push", "pull"], replications=6, years=1.0, warm_up=182)
    lost = {policy: found.policies[policy]["lost_sales"].mean for policy in ("push", "pull")}
    assert lost["push"] < lost["pull"] / 2
    assert contribution(found, "push").low > 0

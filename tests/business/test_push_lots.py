"""The planner's lots in a study: what an order costs is counted, and each rule buys as it says."""

import pytest

import tugline as tl
from tugline.errors import InvalidBusinessError, UsageError
from tugline.report.study_lists import bridge_listing, figures_listing
from tugline.studies.contribution import parts

RULES = ("push", "push:lot-for-lot", "push:eoq", "push:silver-meal", "push:wagner-whitin")


def shop(*, order_cost="", on_hand="200", sold=4):
    """A shop that sells four bolts a day, bought in five days."""
    days = range(1, 57)
    moments = [f"2026-{1 + d // 28:02}-{1 + d % 28:02}T{10 + k}:00" for d in days for k in range(sold)]
    return {
        "business": {
            "name": "s", "currency": "EUR", "timezone": "UTC", "start": "2026-03-02", "world": "plain",
            "finance": {"carrying_rate": 0.2},
        },
        "items": {"item": ["bolt"], "cost": ["10"], "price": ["25"]},
        "suppliers": {"supplier": ["acme"]},
        "sources": {
            "item": ["bolt"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["5d"],
            "order_cost": [order_cost],
        },
        "stock": {"item": ["bolt"], "location": ["main"], "on_hand": [on_hand]},
        "sales": {"sold_at": moments, "item": ["bolt"] * len(moments), "quantity": ["1"] * len(moments)},
    }  # fmt: skip


@pytest.fixture(scope="module")
def dear():
    """An order costs 40.00: 40 / (10 x 0.2 / 365) = 7,300 unit-days, 242 bolts, two months."""
    return tl.study(shop(order_cost="40"), policies=RULES, replications=4, years=1.0, warm_up=180)


def mean(found, policy, metric):
    return found.policies[policy][metric].mean


def test_orders_are_counted_and_cost_what_the_table_says(dear):
    for policy in RULES:
        for run in dear.outcomes[policy]:
            assert run.values["order_cost"] == 4000 * run.values["orders_placed"] > 0
            assert run.flows["order cost"] == run.values["order_cost"]


def test_rules_that_weigh_costs_order_seldom(dear):
    """A year of 1,460 bolts: 52 orders by the week; about 6 of 242."""
    assert mean(dear, "push:lot-for-lot", "orders_placed") == pytest.approx(52, abs=2)
    for policy in ("push", "push:eoq", "push:silver-meal", "push:wagner-whitin"):
        assert mean(dear, policy, "orders_placed") == pytest.approx(6, abs=1.5), policy


def test_the_economic_quantity_is_what_is_bought(dear):
    """242 bolts of 10.00 are on hand on average by half, beside the safety stock; a week's lots hold far less."""
    held = {policy: mean(dear, policy, "average_inventory") / 1000 for policy in RULES}
    assert 100 < held["push:eoq"] - held["push:lot-for-lot"] < 135


def test_lots_by_cost_are_worth_what_they_save_in_orders(dear):
    """46 orders of 40.00 less, some 105 bolts more at 2.00 a year: some 1,600.00 better, surely."""
    by_week, by_cost = (
        [sum(parts(run.flows, dear.days, 200_000)) for run in dear.outcomes[policy]]
        for policy in ("push:lot-for-lot", "push:silver-meal")
    )
    assert min(a - b for a, b in zip(by_cost, by_week, strict=True)) > 130_000
    steps = {step.name: step for step in dear.bridge["push:lot-for-lot"]}
    assert steps["ordering"].high < 0 < steps["reduced carrying cost"].low, "against push:wagner-whitin, the last one"


def test_the_report_shows_orders_and_what_each_planner_goes_by(dear):
    assert {"Orders and lots begun", "Order cost"} <= {row[0] for row in figures_listing(dear).plain_rows()}
    assert "ordering" in [row[0] for row in bridge_listing(dear, "push").plain_rows()]
    assert dear.says["push"].endswith("lots by silver-meal, for a week at least")
    assert dear.says["push:eoq"].endswith("lots by eoq")
    assert "lots for a week" in dear.says["push:lot-for-lot"]


def test_without_a_cost_to_weigh_lots_are_for_a_week_and_the_study_says_so():
    found = tl.study(shop(), policies=["push", "push:eoq"], replications=2, years=0.2, warm_up=14)
    assert found.says["push:eoq"].endswith("lots for a week, as no order cost and no set-up is known for eoq")
    assert [run.digest for run in found.outcomes["push"]] == [run.digest for run in found.outcomes["push:eoq"]]
    assert found.policies["push"]["order_cost"].mean == 0 < found.policies["push"]["orders_placed"].mean


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("push:wagner", "push:wagner-whitin"),
        ("eoq", "push:eoq"),
        ("push:silvermeal", "push:silver-meal"),
        ("pul", "pull"),
    ],
)
def test_a_rule_that_is_none_is_refused_with_the_one_that_may_be_meant(name, meant):
    with pytest.raises(UsageError) as refused:
        tl.study("no folder at all", policies=[name])
    assert refused.value.hint == f"Maybe {meant!r} is meant."


def test_an_order_cost_below_nothing_is_refused():
    with pytest.raises(InvalidBusinessError, match="order_cost"):
        tl.study(shop(order_cost="-1"))

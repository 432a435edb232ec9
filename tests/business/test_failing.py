"""Suppliers that fail, and sources that can do only so much: what tables say of them is what worlds do."""

import pytest

import tugline as tl
from tugline.errors import InvalidBusinessError


def shop(*, suppliers=(), **source):
    """A shop that sells four lamps a day, bought from acme in five days."""
    days = range(1, 57)
    sold = [f"2026-{1 + d // 28:02}-{1 + d % 28:02}T{10 + k}:00" for d in days for k in range(4)]
    return {
        "business": {"name": "s", "currency": "EUR", "timezone": "UTC", "start": "2026-03-02", "world": "plain"},
        "items": {"item": ["lamp"], "cost": ["10"], "price": ["25"]},
        "suppliers": {"supplier": ["acme"], **{name: [cell] for name, cell in dict(suppliers).items()}},
        "sources": {
            "item": ["lamp"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["5d"],
            **{name: [cell] for name, cell in source.items()},
        },
        "stock": {"item": ["lamp"], "location": ["main"], "on_hand": ["40"]},
        "sales": {"sold_at": sold, "item": ["lamp"] * len(sold), "quantity": ["1"] * len(sold)},
    }  # fmt: skip


def study(tables, **given):
    return tl.study(tables, **{"policies": ["pull"], "replications": 10, "years": 0.5, "warm_up": 28, **given})


OUTAGES = {"time_between_outages": "60d", "time_to_recover": "20d"}


def test_a_supplier_that_stands_still_costs_sales_and_the_study_says_why():
    sure, failing = study(shop()), study(shop(suppliers=OUTAGES))
    assert failing.policies["pull"]["lost_sales"].low > sure.policies["pull"]["lost_sales"].high
    assert "suppliers stand still and recover as the suppliers table says" in " ".join(failing.assumptions)
    assert "suppliers never stand still" in " ".join(sure.assumptions)
    assert study(shop(suppliers=OUTAGES)).digest == failing.digest


def test_no_more_comes_of_a_source_than_it_can_do_in_a_week():
    """28 are asked for in a week; of a source that can do 14 a week 14 are sold, half of the revenue."""
    found = study(shop(weekly_capacity="14"))
    half, whole = (f.policies["pull"]["net_revenue"].mean for f in (found, study(shop())))
    assert half / whole == pytest.approx(0.5, rel=0.1)
    assert "no more comes of a source than its weekly_capacity" in " ".join(found.assumptions)


def test_push_and_pull_meet_the_same_outages():
    found = study(shop(suppliers=OUTAGES), policies=["pull", "push"], replications=4)
    asked = [
        [run.values["net_revenue"] + run.values["lost_sales"] for run in found.outcomes[policy]]
        for policy in ("pull", "push")
    ]
    assert asked[0] == asked[1], "the same customers came"
    assert all(found.policies[policy]["lost_sales"].mean > 0 for policy in ("pull", "push"))


def test_how_long_a_supplier_takes_to_recover_may_be_known_where_nobody_says_how_often_it_fails():
    assert study(shop(suppliers={"time_to_recover": "20d"})).digest == study(shop()).digest


@pytest.mark.parametrize(
    ("suppliers", "says"),
    [
        (
            {"time_between_outages": "60d"},
            "suppliers line 2, time_to_recover: ''; expected both times of a supplier that fails, or neither",
        ),
        (
            {"time_between_outages": "1d", "time_to_recover": "30d"},
            "suppliers line 2, time_to_recover: '30d'; expected at most 10 times its time_between_outages, 1d",
        ),
    ],
)
def test_outages_of_no_length_or_of_absurd_length_are_a_mistake(suppliers, says):
    with pytest.raises(InvalidBusinessError, match=says):
        study(shop(suppliers=suppliers))


def test_what_has_operations_is_limited_by_its_resources_alone():
    tables = shop()
    tables["items"] = {"item": ["lamp", "shade"], "cost": ["10", "2"], "price": ["25", "5"]}
    tables["resources"] = {"resource": ["bench"]}
    tables["operations"] = {"item": ["shade"], "step": ["10"], "resource": ["bench"], "run_time": ["5min"]}
    tables["sources"] = {
        "item": ["lamp", "shade"], "location": ["main"] * 2, "kind": ["buy", "make"], "from": ["acme", ""],
        "lead_time": ["5d", ""], "weekly_capacity": ["", "50"],
    }  # fmt: skip
    with pytest.raises(
        InvalidBusinessError, match="sources line 3, weekly_capacity: '50'; expected nothing: it has op"
    ):
        study(tables)


def test_a_capacity_of_nothing_is_refused_by_its_cell():
    with pytest.raises(InvalidBusinessError, match="weekly_capacity"):
        study(shop(weekly_capacity="0"))

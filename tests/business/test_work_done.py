"""In a plant the work on made goods reaches the books once: when it is said to be finished, or with the receipt."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tugline as tl
from tugline.business.work_done import WorkDone
from tugline.state import arena

TABLES = {
    "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["bike", "wheel"], "price": ["200", ""], "cost": ["", "10"]},
    "boms": {"item": ["bike"], "component": ["wheel"], "quantity": ["2"]},
    "resources": {"resource": ["bench"], "cost_per_hour": ["60"]},
    "operations": {
        "item": ["bike"], "step": ["1"], "resource": ["bench"], "run_time": ["30min"], "setup_time": ["20min"],
        "labour_cost": ["5"],
    },
    "sources": {
        "item": ["bike", "wheel"], "location": ["main"] * 2, "kind": ["make", "buy"], "from": ["", "acme"],
        "lead_time": ["2d"] * 2,
    },
    "stock": {"item": ["wheel", "bike"], "location": ["main"] * 2, "on_hand": ["50", "0"]},
}  # fmt: skip
OUTSIDE = {
    **{name: table for name, table in TABLES.items() if name not in {"operations", "resources"}},
    "suppliers": {"supplier": ["coater", "acme"]},
    "stock": {"item": ["wheel", "bike"], "location": ["coater", "main"], "on_hand": ["50", "0"]},
    "sources": {**TABLES["sources"], "from": ["coater", "acme"], "unit_cost": ["7.5", "10"]},
}  # fmt: skip


@pytest.fixture
def plant():
    """Return a maker of plants in which four bikes are asked for: the plant and the number of its pull."""
    opened = []

    def make(tables=TABLES):
        business = tl.open(tables)
        opened.append(business)
        business.signal(tl.Order("A", "bike", 4, "2026-01-06"))
        business.advance("2026-01-06")
        (pull,) = business.result().pulls
        return business, pull.id

    yield make
    for business in opened:
        assert business.verify() == []
        business.close()


def say(business, *events):
    for event, reference, at, more in events:
        business.signal(tl.Event(event, reference, at, **more))
    business.advance("2026-01-20")
    assert business.quarantined() == []
    return {a.account: a.debit - a.credit for a in business.result().accounts if a.debit != a.credit}


def test_a_receipt_brings_the_work_that_nobody_stated(plant):
    business, pull = plant()
    # Standard: 2 wheels 20, labour 5, half an hour at 60 = 30: 55 each. Set-up 20 min = 20, once.
    found = say(business, ("received", pull, "2026-01-08", {"quantity": 1}))
    assert found["conversion_applied"] == -(5 + 30 + 20)
    assert found["inventory_made"] == 55
    found = say(business, ("received", pull, "2026-01-09", {}))
    assert found["conversion_applied"] == -(4 * 35 + 20)
    # All that is left is the set-up, which no standard holds.
    assert found["production_variance"] == 20
    assert "work_in_process" not in found


def test_work_that_is_stated_is_not_brought_again(plant):
    business, pull = plant()
    found = say(
        business,
        ("started", pull, "2026-01-07", {}),
        ("finished", pull, "2026-01-08T10:00", {"quantity": 3}),
        ("received", pull, "2026-01-08T11:00", {"quantity": 2}),
    )
    assert found["conversion_applied"] == -(3 * 35 + 20)
    found = say(business, ("received", pull, "2026-01-09", {}))
    assert found["conversion_applied"] == -(4 * 35 + 20)


def test_what_the_floor_says_that_it_cost_is_what_it_cost(plant):
    business, pull = plant()
    found = say(business, ("finished", pull, "2026-01-08", {"amount": "123.45"}), ("received", pull, "2026-01-09", {}))
    assert found["conversion_applied"] == -123.45


@pytest.mark.parametrize("amount", [0, "0", "0.00"])
def test_work_that_the_floor_says_cost_nothing_costs_nothing(plant, amount):
    """Four bikes of 55.00 come in for 80.00 of wheels."""
    business, pull = plant()
    found = say(business, ("finished", pull, "2026-01-08", {"amount": amount}), ("received", pull, "2026-01-09", {}))
    assert (found.get("conversion_applied", 0), found["production_variance"]) == (0, 80 - 4 * 55)


def test_work_outside_that_cost_nothing_is_owed_to_nobody(plant):
    business, pull = plant(OUTSIDE)
    found = say(business, ("finished", pull, "2026-01-08", {"amount": 0}), ("received", pull, "2026-01-09", {}))
    assert "payables" not in found


def test_work_outside_is_owed_to_who_did_it(plant):
    business, pull = plant(OUTSIDE)
    found = say(business, ("received", pull, "2026-01-08", {}))
    assert (found["payables"], found.get("conversion_applied", 0)) == (-30, 0)


def test_what_was_open_at_the_start_came_with_its_work():
    supply = {
        "reference": ["W1"], "item": ["bike"], "location": ["main"], "kind": ["make"], "quantity": ["3"],
        "due": ["2026-01-08"],
    }  # fmt: skip
    with tl.open({**TABLES, "supply": supply}) as business:
        found = say(business, ("received", "W1", "2026-01-08", {}))
        assert found["inventory_made"] == 165
        assert not found.keys() & {"conversion_applied", "production_variance", "work_in_process"}


def test_what_is_finished_is_not_finished_again_and_what_has_begun_is_not_rejected(plant):
    business, pull = plant()
    for event, at in (
        ("finished", "07"),
        ("finished", "08"),
        ("started", "09"),
        ("rejected", "10"),
        ("approved", "11"),
    ):
        business.signal(tl.Event(event, pull, f"2026-01-{at}"))
    business.advance("2026-01-20")
    assert [row.why for row in business.quarantined()] == [
        f"{pull!r} is finished",
        f"{pull!r} has begun: close it, or say what was scrapped; only what has not begun can be rejected",
        f"{pull!r} does not wait for approval",
    ]


def test_a_quantity_above_the_limit_is_refused_where_it_is_said():
    with tl.open(TABLES) as business, pytest.raises(tl.TuglineError, match=r"more than 0 and at most 1e\+12"):
        business.signal(tl.Order("A", "bike", 10**12 + 1, "2026-01-06"))


@pytest.mark.parametrize("quantity", ["1e999999999", "1e-999999999", "nan", "inf", "1,5"])
def test_a_number_that_is_none_is_refused_at_once(quantity):
    with tl.open(TABLES) as business, pytest.raises(tl.TuglineError, match=r"quantity .*; expected"):
        business.signal(tl.Order("A", "bike", quantity, "2026-01-06"))


@settings(max_examples=10)
@given(seed=st.integers(0, 2**32 - 1))
def test_what_will_come_in_of_a_pull_is_what_the_engine_says(make, told, seed):
    random_one = make(seed, world="plant")
    luck, now = random_one.luck, random_one.start
    with tl.open(random_one.tables()) as business:
        for _ in range(12):
            now += timedelta(minutes=luck.randint(0, 2000))
            business.signal(*told(luck, business, random_one, now))
            business.advance(now)
            core = business._core
            done, pulls = WorkDone(core.journal), arena.arrays(core.state)["pull"]
            for pull in pulls[pulls["id"] > 0]:
                floor = done._floor(int(pull["id"]))
                assert (floor.quantity, floor.received) == (pull["quantity"], pull["received"])

"""The life of a pull in a plant, where only people, devices and files state what happened."""

import pytest

import tugline as tl

PLANT = {
    "business": {
        "name": "plant", "currency": "EUR", "timezone": "Europe/Berlin", "start": "2026-01-05", "world": "plant",
    },
    "items": {"item": ["bike", "wheel"], "cost": ["100", "10"], "price": ["200", ""]},
    "boms": {"item": ["bike"], "component": ["wheel"], "quantity": ["2"]},
    "sources": {
        "item": ["bike", "wheel"], "location": ["main", "main"], "kind": ["make", "buy"], "from": ["", "acme"],
        "lead_time": ["1d", "3d"], "unit_cost": ["", "9.5"], "minimum": ["", "10"],
    },
    "stock": {"item": ["wheel", "bike"], "location": ["main", "main"], "on_hand": ["1", "0"]},
    "orders": {
        "order": ["A"], "line": ["1"], "item": ["bike"], "quantity": ["1"], "ordered_at": ["2026-01-06T09:00"],
        "wanted_at": ["2026-01-20"],
    },
}  # fmt: skip


@pytest.fixture
def plant():
    with tl.open(PLANT) as business:
        business.advance("2026-01-07")
        yield business


def state_of(business, kind):
    return next(pull for pull in business.result().pulls if pull.kind == kind)


def say(business, event, reference, at, **more):
    business.signal(tl.Event(event, reference, at=at, **more))
    business.advance(at)


def stock(business, item):
    return next((s.on_hand, s.on_order) for s in business.result().stock if s.item == item)


def test_nothing_comes_by_itself(plant):
    plant.advance("2026-06-01")
    assert {pull.state for pull in plant.result().pulls} == {"released"}
    assert stock(plant, "wheel") == (1, 10)


def test_a_purchase_is_accepted_placed_confirmed_received_in_part_and_closed_short(plant):
    buy = state_of(plant, "buy").id
    say(plant, "accepted", buy, "2026-01-07T10:00")
    assert state_of(plant, "buy").state == "accepted"
    say(plant, "placed", buy, "2026-01-07T11:00")
    assert state_of(plant, "buy").state == "placed"
    # The supplier sends 8 of the 10 asked for, on the 15th.
    say(plant, "confirmed", buy, "2026-01-07T12:00", quantity=8, due="2026-01-15")
    pull = state_of(plant, "buy")
    assert (pull.state, pull.quantity, pull.due[:10]) == ("confirmed", 8, "2026-01-15")
    say(plant, "received", buy, "2026-01-09T12:00", quantity=3)
    pull = state_of(plant, "buy")
    assert (pull.state, pull.received) == ("part received", 3)
    assert stock(plant, "wheel") == (4, 5)
    say(plant, "closed", buy, "2026-01-12T13:00")
    pull = state_of(plant, "buy")
    assert (pull.state, pull.quantity, pull.received, pull.due[:10]) == ("closed short", 8, 3, "2026-01-15")
    assert "\n  came in: 3 of 8\n" in plant.explain(pull.id)
    assert stock(plant, "wheel") == (4, 0)
    assert plant.verify() == []


def test_a_make_pull_is_ready_started_and_received_and_its_line_shipped(plant):
    say(plant, "received", state_of(plant, "buy").id, "2026-01-09T12:00", quantity=3)
    make = state_of(plant, "make").id
    assert state_of(plant, "make").state == "ready"
    say(plant, "started", make, "2026-01-09T13:00")
    assert stock(plant, "wheel")[0] == 2
    say(plant, "finished", make, "2026-01-10T13:00")
    say(plant, "received", make, "2026-01-10T13:01")
    assert state_of(plant, "make").state == "closed"
    say(plant, "shipped", "A 1", "2026-01-11T09:00")
    result = plant.result()
    assert result.promises == []
    assert result.trial_balance == 0
    # Sold at 200, two wheels at standard 10 went into a bike at standard 100.
    assert {a.account: (a.debit, a.credit) for a in result.accounts}["revenue"] == (0, 200)


def test_a_receipt_without_a_start_takes_the_material_itself(plant):
    say(plant, "received", state_of(plant, "buy").id, "2026-01-09T12:00", quantity=3)
    say(plant, "received", state_of(plant, "make").id, "2026-01-10T12:00")
    assert stock(plant, "wheel")[0] == 2
    assert plant.verify() == []


def test_an_event_that_names_nothing_open_waits_in_quarantine(plant):
    say(plant, "received", "P99", "2026-01-09T12:00", quantity=3)
    assert [row.why for row in plant.quarantine] == ["'P99' is no open pull"]
    assert stock(plant, "wheel") == (1, 10)


def test_a_held_pull_does_not_start_before_it_is_freed(plant):
    make = state_of(plant, "make").id
    say(plant, "held", make, "2026-01-08T08:00", due="2026-01-20")
    say(plant, "received", state_of(plant, "buy").id, "2026-01-09T12:00", quantity=3)
    assert state_of(plant, "make").state == "released"
    say(plant, "freed", make, "2026-01-10T08:00")
    assert state_of(plant, "make").state == "ready"

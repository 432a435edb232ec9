"""Who orders on a day, or is told a day by a supplier, and names no time has all of that day.

It ranks an order that names no date by which it is wanted, but nobody was promised it, and it is not late by it.
"""

import pytest

import tugline as tl
from tests.business.test_wanted_day import LAST, opened
from tugline.state.arena import arrays


def wanted(business):
    """The times by which open lines are ranked, in the order in which they were taken in."""
    lines = arrays(business._core.state)["line"]
    open_lines = sorted(lines[lines["id"] > 0].tolist(), key=lambda line: line[0])
    place = lines.dtype.names.index("wanted")
    return [business._core.network.clock.iso(line[place]).split("+")[0] for line in open_lines]


@pytest.mark.parametrize("day", ["2026-01-10", "2026-03-29", "2026-10-25"])
@pytest.mark.parametrize("tick", LAST)
def test_an_order_of_a_day_is_wanted_by_its_end_from_tables_and_from_python(tick, day):
    with opened(("A", day, ""), tick=tick) as business:
        business.advance(day)
        assert wanted(business) == [day + LAST[tick]]
        business.signal(tl.Order("B", "lamp", 1, day))
        business.advance(day)
        assert wanted(business) == [day + LAST[tick]] * 2


def test_the_same_order_of_a_day_from_a_table_and_from_python_is_one():
    with opened(("A", "2026-01-10", "")) as business:
        business.advance("2026-01-11")
        facts = business.facts
        business.signal(tl.Order("A", "lamp", 1, "2026-01-10"))
        business.advance("2026-01-11")
        assert (business.facts, business.quarantined()) == (facts, [])


@pytest.mark.parametrize("at", ["2026-01-10T00:00", "2026-01-10T09:30"])
def test_an_order_of_a_time_is_wanted_at_once(at):
    with opened(("A", at, "")) as business:
        business.advance("2026-01-11")
        assert wanted(business) == [at + ":00"]


def test_the_signal_comes_when_the_day_begins():
    with opened(("A", "2026-01-10", "")) as business:
        business.advance("2026-01-09T23:59")
        assert wanted(business) == []
        business.advance("2026-01-10T00:00")
        assert wanted(business) == ["2026-01-10T23:59:00"]


@pytest.mark.parametrize(("arrives", "share"), [("2026-01-10T23:59", 1), ("2026-01-11T00:00", 0)])
def test_what_comes_on_the_day_of_its_order_is_on_time_for_who_does_not_wait(arrives, share):
    order = {"order": "A", "customer": "ann", "item": "lamp", "quantity": "1", "ordered_at": "2026-01-10"}
    with opened(orders=[order], customers=[{"customer": "ann", "wait_days": "0"}]) as business:
        business.signal(tl.Event("shipped", "A", "2026-01-10T08:00"), tl.Event("delivered", "A", arrives))
        business.advance("2026-01-12")
        assert business.result().metrics["on_time_share"] == share


WAITS = [("2026-01-10", "2026-01-14"), ("2026-03-27", "2026-03-31"), ("2026-10-23", "2026-10-27")]


@pytest.mark.parametrize(("ordered", "day"), WAITS)
def test_a_customer_who_waits_some_days_has_all_of_the_last_one(ordered, day):
    customers = [{"customer": "ann", "wait_days": "4"}]
    order = {"order": "A", "customer": "ann", "item": "lamp", "quantity": "1", "ordered_at": ordered}
    with opened(orders=[order], customers=customers) as business:
        business.advance(ordered)
        assert wanted(business) == [f"{day}T23:59:00"]


@pytest.mark.parametrize("ordered", ["2026-01-10", "2026-01-10T09:00", "2026-03-28"])
def test_an_order_of_a_day_stays_as_it_is_when_its_customer_waits_longer(tmp_path, ordered):
    order = {"order": "A", "customer": "ann", "item": "lamp", "quantity": "1", "ordered_at": ordered}
    tables = {
        "business": {"name": "b", "currency": "EUR", "timezone": "Europe/Berlin", "start": "2026-01-05"},
        "items": [{"item": "lamp", "cost": "50", "price": "95"}],
        "customers": [{"customer": "ann", "wait_days": "4"}],
        "orders": [order],
    }
    with tl.open(tables, journal=tmp_path / "j") as business:
        business.advance("2026-04-01")
        before = wanted(business)
        changed = {**tables, "customers": [{"customer": "ann", "wait_days": "6"}]}
        business.adopt(changed)
    with tl.open(changed, journal=tmp_path / "j") as business:
        business.advance("2026-04-02")
        assert (wanted(business), business.quarantined()) == (before, [])


@pytest.mark.parametrize("by", ["table", "python"])
@pytest.mark.parametrize("word", ["placed", "confirmed"])
@pytest.mark.parametrize(
    ("due", "comes"), [("2026-01-20", "2026-01-20T23:59"), ("2026-01-20T00:00",) * 2, ("2026-01-20T09:00",) * 2]
)
def test_a_supplier_who_names_a_day_has_all_of_it(by, word, due, comes):
    supply = [
        {"reference": "PO", "item": "lamp", "location": "main", "kind": "buy", "quantity": "4", "due": "2026-02-01"}
    ]
    event = {"event": word, "reference": "PO", "at": "2026-01-06", "due": due}
    events = [event] if by == "table" else []
    with opened(supply=supply, events=events) as business:
        if by == "python":
            business.signal(tl.Event(**event))
        business.advance("2026-01-07")
        assert business.quarantined() == []
        (pull,) = business.pulls
        assert pull.due[:16] == comes


def test_what_is_held_until_a_day_is_free_when_that_begins():
    supply = [
        {"reference": "PO", "item": "lamp", "location": "main", "kind": "buy", "quantity": "4", "due": "2026-02-01"}
    ]
    held = {"event": "held", "reference": "PO", "at": "2026-01-06", "due": "2026-01-20"}
    with opened(supply=supply, events=[held]) as business:
        business.advance("2026-01-07")
        pulls = arrays(business._core.state)["pull"]
        (until,) = pulls["held_until"][pulls["id"] > 0].tolist()
        assert business.network.clock.iso(until)[:16] == "2026-01-20T00:00"

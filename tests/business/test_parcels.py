"""What was paid ahead and not used up is paid back, as long as there is some, whatever became of the order."""

import pytest

import tugline as tl
from tugline.business.checking import examine

EVENTS = ("event", "reference", "at", "amount")


def tables(*events, order=None, **more):
    """Return a plant with ten bikes, of which ann orders eight, and what happened."""
    ordered = {"order": "A", "line": "1", "item": "bike", "quantity": "8", "ordered_at": "2026-01-06", **(order or {})}
    return {
        "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
        "items": {"item": ["bike", "cart"], "cost": ["100"] * 2, "price": ["200"] * 2},
        "stock": {"item": ["bike"], "location": ["main"], "on_hand": ["10"]},
        "customers": {"customer": ["ann"]},
        "orders": [{"customer": "ann", **ordered}],
        "events": [{name: str(event.get(name, "")) for name in EVENTS} for event in events],
        **more,
    }


def said(event, reference, at="2026-01-08", **more):
    return {"event": event, "reference": reference, "at": at, **more}


def waits(business):
    return [row.why for row in business.quarantined()]


ENDS = {
    "cancelled": ([], {"cancelled_at": "2026-01-08"}, 20),
    "left": ([said("shipped", "A 1")], {}, 20),
    "arrived, and less than was paid": ([said("shipped", "A 1"), said("delivered", "A 1")], {"price": "1.5"}, 8),
}


@pytest.mark.parametrize("name", ["A 1", "A"])
@pytest.mark.parametrize(("events", "order", "unused"), ENDS.values(), ids=ENDS)
def test_what_was_paid_ahead_is_paid_back_after_its_line_has_ended(events, order, unused, name):
    ahead = said("deposit", "A 1", "2026-01-07", amount=20)
    back = [said("deposit", name, f"2026-01-{day}", amount=-amount) for day, amount in (("09", unused), (10, 1))]
    stated = tables(ahead, *events, *back, order=order)
    assert examine(stated).doubts == []
    with tl.open(stated) as business:
        business.advance("2026-01-11")
        why = f"for {name!r} 0.00 are paid ahead and unused, and 1.00 were paid back; expected no more than that"
        assert waits(business) == [why]
        owed = {a.account: a.credit - a.debit for a in business.result().accounts}
        assert owed["customer_deposits"] == 0
        assert -owed["cash"] == 20 - unused
        assert business.verify() == []


def two_lines(*events, **more):
    orders = {"order": ["A"] * 2, "line": ["1", "2"], "item": ["bike", "cart"], "quantity": ["2"] * 2}
    orders = {**orders, "ordered_at": ["2026-01-06"] * 2, "cancelled_at": ["2026-01-08"] * 2, "customer": ["ann"] * 2}
    return {**tables(*events, **more), "orders": orders}


def test_an_order_means_the_one_of_its_lines_that_was_paid_ahead():
    ahead = [said("deposit", f"A {line}", "2026-01-07", amount=20) for line in (1, 2)]
    back = [said("deposit", "A", f"2026-01-{day}", amount=-20) for day in ("09", "10", "11")]
    with tl.open(two_lines(ahead[1], back[0])) as business:
        business.advance("2026-01-12")
        assert waits(business) == []
    with tl.open(two_lines(*ahead, back[0])) as business:
        business.advance("2026-01-12")
        assert waits(business) == ["'A' has several lines; expected one of them, as 'A 1'"]
    one = said("deposit", "A 1", "2026-01-09", amount=-20)
    with tl.open(two_lines(*ahead, one, *back[1:])) as business:
        business.advance("2026-01-12")
        assert waits(business) == [
            "for 'A' 0.00 are paid ahead and unused, and 20.00 were paid back; expected no more than that"
        ]


def test_what_was_paid_ahead_for_another_line_is_not_paid_back_for_this_one():
    opening = {"account": ["customer_deposits"], "party": ["ann"], "amount": ["30"]}
    ahead = said("deposit", "A 2", "2026-01-07", amount=50)
    with tl.open(two_lines(ahead, said("deposit", "A 1", "2026-01-09", amount=-31), balances=opening)) as business:
        business.advance("2026-01-12")
        assert waits(business) == [
            "for 'A 1' 30.00 are paid ahead and unused, and 31.00 were paid back; expected no more than that"
        ]


def test_a_deposit_needs_an_open_line_all_the_same():
    with tl.open(tables(said("shipped", "A 1"), said("deposit", "A 1", "2026-01-09", amount=20))) as business:
        business.advance("2026-01-10")
        assert waits(business) == ["'A 1' is no open order line"]


def test_what_a_customer_had_paid_ahead_before_the_start_is_paid_back_once():
    opening = {"account": ["customer_deposits"], "party": ["ann"], "amount": ["30"]}
    events = [said("deposit", "A 1", f"2026-01-0{day}", amount=-20) for day in (7, 8)]
    with tl.open(tables(*events, balances=opening)) as business:
        business.advance("2026-01-10")
        assert waits(business) == [
            "for 'A 1' 10.00 are paid ahead and unused, and 20.00 were paid back; expected no more than that"
        ]

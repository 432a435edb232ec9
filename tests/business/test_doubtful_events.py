"""What rows of `events` say against orders and supply is told by `check` as by the run, which puts them away."""

import random

import pytest

import tugline as tl
from tests.business.random_business import RandomBusiness
from tugline.business.checking import examine

ORDERS = ("order", "line", "item", "quantity", "ordered_at", "status", "cancelled_at")
EVENTS = ("at", "event", "reference", "item", "quantity", "due", "amount")
KANBAN = {"mode": "one_card", "cards": "2", "container": "1"}


def business(*events, **more):
    """Return a plant with some orders; line 2 is the first event."""
    rows = [
        ("A", "1", "bike", "2", "2026-01-06", "", ""),
        ("A", "2", "cart", "2", "2026-01-06", "", ""),
        ("Q", "", "bike", "1", "2026-01-06", "quote", ""),
        ("P", "", "bike", "4", "2026-01-02", "", ""),
        ("C", "", "bike", "2", "2026-01-06", "", "2026-01-08"),
        ("N", "", "bike", "0", "2026-01-06", "", ""),
    ]
    return {
        "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
        "items": {"item": ["bike", "cart"], "cost": ["100"] * 2, "price": ["200"] * 2},
        "stock": {"item": ["bike", "cart"], "location": ["main"] * 2, "on_hand": ["10"] * 2},
        "sources": {"item": ["bike"], "location": ["main"], "kind": ["buy"], "from": ["acme"]},
        "supply": {
            "reference": ["PO-1"], "item": ["bike"], "location": ["main"], "kind": ["buy"], "quantity": ["50"],
            "due": ["2026-02-01"],
        },
        "loops": {"item": ["cart"], "location": ["main"], "loop": ["kanban"], **{k: [v] for k, v in KANBAN.items()}},
        "orders": [dict(zip(ORDERS, row, strict=True)) for row in rows],
        "events": [{name: event.get(name, "") for name in EVENTS} for event in events],
        **more,
    }  # fmt: skip


def told(tables):
    problems, _, _, doubts = examine(tables)
    assert problems == []
    return {(doubt.table, doubt.row): doubt.why for doubt in doubts if doubt.quarantined}


def waiting(tables):
    with tl.open(tables) as run:
        run.advance()
        assert run.verify() == []
        return {(row.table, row.line): row.why for row in run.quarantined()}


def said(event, reference="", at="2026-01-10", **more):
    return {"event": event, "reference": reference, "at": at, **more}


NOT_OPEN = "needs one that is open at the start, or comes later"
NONE = "a line that is not taken in, or was closed before the start"


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (said("returned", "A 1", item="cart", quantity="1"), "'A 1' is for 'bike'"),
        (said("shipped", "A 2", item="bike"), "'A 2' is for 'cart'"),
        (said("received", "PO-1", item="cart"), "'PO-1' is for 'bike'"),
        (said("shipped", "A 1", quantity="0.5"), "a quantity of 0.5; item 'bike' has 0 decimals"),
        (said("received", "PO-1", quantity="1.5"), "a quantity of 1.5; item 'bike' has 0 decimals"),
        (said("shipped", "Q"), f"'Q' is a quote: 'shipped' {NOT_OPEN}"),
        (said("shipped", "P"), f"'P' is {NONE}: 'shipped' {NOT_OPEN}"),
        (said("deposit", "N", amount="5"), f"'N' is {NONE}: 'deposit' {NOT_OPEN}"),
        (said("shipped", "A 1", "2026-01-05 12:00"), "'A 1' is not ordered before 2026-01-06 00:00"),
        (said("shipped", "C"), "'C' was cancelled at 2026-01-08 00:00"),
        (said("approved", "PO-1"), "'PO-1' is open supply: it is under way since the start: it does not wait for"),
        (said("rejected", "PO-1"), "'PO-1' is open supply: it is under way since the start: close it, or say what"),
        (said("confirmed", "PO-1", due="2026-01-07"), "due 2026-01-07 23:59 lies before 2026-01-10 00:00"),
    ],
)
def test_an_event_that_cannot_be_what_it_says_is_told_before_the_run_puts_it_away(event, why):
    found = told(business(event))
    assert found["events", 2].startswith(why)
    assert found.keys() == waiting(business(event)).keys() == {("orders", 7), ("events", 2)}


@pytest.mark.parametrize(
    "event",
    [
        said("returned", "P", item="bike", quantity="1"),
        said("shipped", "A", item="cart"),
        said("shipped", "A 1", "2026-01-06"),
        said("shipped", "C", "2026-01-08", quantity="1"),
        said("received", "PO-1", item="bike"),
        said("shipped", "A 1", quantity="1.000"),
    ],
    ids=["closed before", "one of two", "the minute of the order", "that of its end", "supply", "whole pieces"],
)
def test_an_event_that_can_be_is_not_doubted(event):
    assert told(business(event)).keys() == waiting(business(event)).keys() == {("orders", 7)}


def test_an_order_that_was_cancelled_before_it_was_placed_is_told():
    orders = {"order": ["A"], "item": ["bike"], "quantity": ["1"], "ordered_at": ["2026-01-08"]}
    tables = business(orders={**orders, "cancelled_at": ["2026-01-07"]})
    assert told(tables).keys() == waiting(tables).keys() == {("orders", 2)}


def test_a_card_that_no_loop_has_is_told():
    cards = {"card": ["cart@main#2", "cart@main#3", "bike@main#1"], "scanned_at": ["2026-01-07"] * 3}
    tables = business(cards={**cards, "event": ["empty"] * 3}, orders=[])
    assert told(tables) == waiting(tables)
    assert told(tables) == {("cards", n): f"there is no card of number {c} in this loop" for n, c in ((3, 3), (4, 1))}


@pytest.mark.parametrize("world", ["plain", "plant"])
@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_told_of_a_random_business_waits_after_its_run(seed, world):
    tables = RandomBusiness(random.Random(seed), world=world).tables()
    assert told(tables).keys() <= waiting(tables).keys()

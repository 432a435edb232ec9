"""Lots in quarantine: what is kept back is not used, shipped or promised, and comes back when it is released."""

import pytest

import tugline as tl
from tugline.errors import UsageError
from tugline.facts.kinds import Kind
from tugline.report.html import render_html
from tugline.report.stock_lists import stock_listing

TABLES = {
    "business": {"name": "lamps", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["lamp", "bulb"], "cost": ["5", "1"], "price": ["9", ""], "tracked": ["yes", "yes"]},
    "customers": {"customer": ["ann", "ben"], "priority": ["1", "2"]},
    "boms": {"item": ["lamp"], "component": ["bulb"], "quantity": ["1"]},
    "sources": {
        "item": ["lamp", "bulb"], "location": ["main"] * 2, "kind": ["make", "buy"], "from": ["", "acme"],
        "lead_time": ["1d", "2d"],
    },
    "stock": {"item": ["lamp", "bulb"], "location": ["main"] * 2, "on_hand": ["0", "0"]},
}  # fmt: skip


def day(n, hour=0):
    return f"2026-01-{4 + n:02}T{hour:02}:00"


def told(business, *events):
    business.signal(*events)
    business.advance(events[-1].at)
    return [row.why for row in business.quarantined()]


def opened(lots=(("B-1", 4), ("B-2", 6))):
    """Lamps that nobody ordered yet; of bulbs the given lots have come."""
    business = tl.open(TABLES)
    business.advance("2026-01-05")
    orders = [tl.Order(f"S-{n}", "bulb", quantity, day(1), customer="ben") for n, (_, quantity) in enumerate(lots)]
    assert not told(business, *orders)
    pulls = {pull.quantity: pull.id for pull in business.pulls}
    for n, (lot, quantity) in enumerate(lots):
        assert not told(business, tl.Event("received", pulls[quantity], day(2, n), lot=lot))
    business.signal(*(tl.Cancel(order.order, day(2, 3)) for order in orders))
    business.advance(day(2, 3))
    return business


def stock(business, item="bulb"):
    return next(view for view in business.stock if view.item == item)


def test_what_is_in_quarantine_is_on_hand_and_serves_nobody():
    with opened() as business:
        value = stock(business).value
        assert not told(business, tl.Event("quarantined", item="bulb", at=day(3), lot="B-1", reason="cracked"))
        view = stock(business)
        assert (view.on_hand, view.quarantined, view.allocated, view.position) == (10, 4, 4, 6)
        # It is worth what it was: nothing is lost yet.
        assert view.value == value
        assert not told(business, tl.Order("A", "bulb", 8, day(3, 1), wanted="2026-01-07", customer="ann"))
        # Two are lacking, and pulled.
        (pull,) = business.result(open_only=True).pulls
        assert (pull.item, pull.quantity) == ("bulb", 2)
        assert business.result().ship_now == []
        assert "4 in quarantine" in business.explain("bulb at main")
        assert business.verify() == []


def test_who_was_to_have_it_loses_it_worst_rank_first_and_gets_it_back():
    with opened() as business:
        assert not told(
            business,
            tl.Order("ann", "bulb", 5, day(3), customer="ann"),
            tl.Order("ben", "bulb", 5, day(3), customer="ben"),
        )
        assert [line.order for line in business.result().ship_now] == ["ann", "ben"]
        assert not told(business, tl.Event("quarantined", item="bulb", at=day(3, 1), lot="B-2", quantity=2))
        assert [line.order for line in business.result().ship_now] == ["ann"]
        assert {found.order: found.expected is None or found.expected[:10] for found in business.promises}[
            "ben"
        ] != day(3)[:10]
        assert not told(business, tl.Event("released", item="bulb", at=day(3, 2), lot="B-2"))
        assert [line.order for line in business.result().ship_now] == ["ann", "ben"]
        assert stock(business).quarantined == 0
        assert business.verify() == []


def test_work_does_not_begin_with_it():
    with opened() as business:
        assert not told(business, tl.Event("quarantined", item="bulb", at=day(3), lot="B-1"))
        assert not told(business, tl.Event("quarantined", item="bulb", at=day(3, 1), lot="B-2"))
        assert not told(business, tl.Order("A", "lamp", 2, day(3, 2), customer="ann"))
        states = {pull.item: pull.state for pull in business.result(open_only=True).pulls}
        assert states == {"lamp": "released", "bulb": "released"}
        assert not told(business, tl.Event("released", item="bulb", at=day(3, 3), lot="B-2", quantity=2))
        assert {pull.item: pull.state for pull in business.result(open_only=True).pulls}["lamp"] == "ready"


def test_neither_plan_nor_desk_promise_it():
    with opened() as business:
        free = business.promise(item="bulb", quantity=10)
        assert free.promised[:10] == day(2)[:10]
        assert not told(business, tl.Event("quarantined", item="bulb", at=day(3), lot="B-2"))
        desk, quote = business.promise(item="bulb", quantity=10), business.quote(item="bulb", quantity=10)
        assert desk.promised[:10] == quote.promised[:10] == day(5)[:10]
        assert business.promise(item="bulb", quantity=4).promised[:10] == day(3)[:10]
        assert business.allot(item="bulb").kept_for_work == 6


def test_what_is_scrapped_from_quarantine_is_lost_and_the_rest_is_untouched():
    with opened() as business:
        assert not told(business, tl.Event("quarantined", item="bulb", at=day(3), lot="B-1"))
        assert not told(business, tl.Event("scrapped", item="bulb", at=day(3, 1), lot="B-1", quantity=3))
        view = stock(business)
        assert (view.on_hand, view.quarantined, view.position) == (7, 1, 6)
        trace = business.trace("B-1")
        assert (trace.came_in, trace.lost, trace.on_hand, trace.quarantined) == (4, 3, 1, 1)
        assert "[1.00 EUR" not in business.explain("scrap")
        assert business.verify() == []


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (tl.Event("quarantined", item="bulb", at=day(3)), "'quarantined' needs a lot"),
        (tl.Event("quarantined", at=day(3), lot="B-1"), "'quarantined' needs an item and a location"),
        (
            tl.Event("quarantined", item="bulb", at=day(3), lot="B-9"),
            "of lot 'B-9' nothing is known at this stock point",
        ),
        (tl.Event("quarantined", item="bulb", at=day(3), lot="B-1", quantity=5), "can be 4 bulb at main at most"),
        (tl.Event("released", item="bulb", at=day(3), lot="B-1"), "0 bulb at main are in quarantine"),
        (tl.Event("quarantined", "P1", day(3), item="bulb", lot="B-1"), "has a reference of 'P1'; expected none"),
        (tl.Event("paid", "ann", day(3), amount=3, lot="B-1"), "'paid' names lot 'B-1'; expected none, or one of"),
        (tl.Event("consumed", "P1", day(3), item="bulb", quantity=1, lot="B-1"), "'P1' is no open pull"),
        (tl.Event("consumed", item="bulb", at=day(3), quantity=1, lot="B-1"), "expected the pull that used it"),
        (
            tl.Event("scrapped", item="bulb", at=day(3), quantity=5, lot="B-1"),
            "lot 'B-1' can be 4 bulb at main at most",
        ),
    ],
)
def test_what_cannot_be_waits_with_its_reason_and_changes_nothing(event, why):
    with opened() as business:
        before = business.digest
        assert why in told(business, event)[0]
        assert business.digest == before


def test_a_lot_that_nobody_named_before_may_be_named_when_it_is_kept_back():
    tables = {**TABLES, "stock": {"item": ["lamp", "bulb"], "location": ["main"] * 2, "on_hand": ["0", "8"]}}
    with tl.open(tables) as business:
        assert not told(
            business, tl.Event("quarantined", item="bulb", at=day(1, 1), lot="OLD", quantity=3, reason="rust")
        )
        trace = business.trace("OLD")
        assert (trace.came_in, trace.on_hand, trace.quarantined) == (3, 3, 3)
        ((step,), (supply,)) = trace.back, trace.supplies
        assert (step.by, step.named, step.quantity, step.assumed) == ("named", False, 3, True)
        assert (supply.how, supply.quantity, supply.assumed) == ("opened", 8, True)
        assert [(place.quantity, place.quarantined, place.reason) for place in trace.places] == [(3, 3, "rust")]
        assert told(business, tl.Event("quarantined", item="bulb", at=day(1, 2), lot="OLD", quantity=6)) != []


def test_a_lot_is_traced_to_suppliers_and_customers():
    with opened() as business:
        assert not told(
            business, tl.Order("A", "lamp", 5, day(3), customer="ann"), tl.Order("B", "lamp", 2, day(3), customer="ben")
        )
        first, second = (pull.id for pull in business.result(open_only=True).pulls if pull.item == "lamp")
        assert not told(business, tl.Event("consumed", first, day(3, 1), item="bulb", quantity=5, lot="B-2"))
        assert not told(
            business,
            tl.Event("started", first, day(3, 1)), tl.Event("started", second, day(3, 2)),
            tl.Event("received", first, day(4), lot="L-1"), tl.Event("received", second, day(4, 1), lot="L-2"),
            tl.Event("shipped", "A", day(4, 2), lot="L-1", quantity=5), tl.Event("shipped", "B", day(4, 3), quantity=2),
        )  # fmt: skip
        back = business.trace("L-1")
        assert [(step.lot, step.quantity, step.assumed) for step in back.back] == [("B-2", 5, False)]
        assert [(each.supplier, each.lot, each.quantity, each.assumed) for each in back.supplies] == [
            ("acme", "B-2", 6, False)
        ]
        assert [(each.order, each.customer, each.assumed) for each in back.orders] == [("A", "ann", False)]
        assert not back.assumed
        # Nobody said what the second pull used: the first lot.
        forth = business.trace("B-1", item="bulb")
        assert [(step.lot, step.quantity, step.assumed) for step in forth.forth] == [("L-2", 2, True)]
        assert [(each.order, each.customer, each.lot, each.quantity, each.assumed) for each in forth.orders] == [
            ("B", "ben", "L-2", 2, True)
        ]
        assert (forth.used, forth.on_hand, forth.assumed) == (2, 2, True)


def test_what_is_still_in_work_is_named():
    with opened() as business:
        assert not told(business, tl.Order("A", "lamp", 3, day(3), customer="ann"))
        (made,) = (pull.id for pull in business.result(open_only=True).pulls)
        assert not told(
            business, tl.Event("started", made, day(3, 1)), tl.Event("received", made, day(3, 2), quantity=1, lot="L-1")
        )
        trace = business.trace("B-1")
        assert [(each.pull, each.item, each.quantity) for each in trace.in_process] == [(made, "lamp", 2)]
        assert [(place.item, place.quantity) for place in trace.places] == [("bulb", 1), ("lamp", 1)]


def test_asking_for_a_lot_that_is_not_there_says_which_may_be_meant():
    with opened((("B-1", 4),)) as business:
        with pytest.raises(UsageError, match="lot 'B-1' of 'lamp' is not known"):
            business.trace("B-1", item="lamp")
        with pytest.raises(UsageError, match="lot 'C-1' is not known") as error:
            business.trace("C-1")
        assert error.value.hint == "Maybe 'B-1'?"


def test_two_items_may_have_a_lot_of_one_name():
    with opened() as business:
        assert not told(business, tl.Order("A", "lamp", 3, day(3), customer="ann"))
        (made,) = (pull.id for pull in business.result(open_only=True).pulls)
        assert not told(
            business, tl.Event("started", made, day(3, 1)), tl.Event("received", made, day(3, 2), lot="B-1")
        )
        with pytest.raises(UsageError, match="lot 'B-1' is of several items: bulb, lamp"):
            business.trace("B-1")
        assert business.trace("B-1", item="lamp").came_in == 3


def test_a_fact_tells_lot_and_reason_in_words():
    with opened() as business:
        assert not told(business, tl.Event("quarantined", item="bulb", at=day(3), lot="B-1", reason="cracked"))
        last = next(
            row for rows in business._core.journal.read() for row in rows if row["kind"] == Kind.LOT_QUARANTINED
        )
        said = business.explain(f"F{last['seq']}")
        assert "lot quarantined 4 bulb at main [lot B-1: cracked]" in said


def test_quarantine_and_lots_stay_when_the_business_is_opened_again_and_adopts_other_tables(tmp_path):
    journal = tmp_path / "journal.db"
    with tl.open(TABLES, journal=journal) as business:
        assert not told(business, tl.Order("A", "bulb", 4, day(1), customer="ben"))
        (pull,) = (pull.id for pull in business.pulls)
        assert not told(business, tl.Event("received", pull, day(2), lot="B-1"))
        assert not told(business, tl.Event("quarantined", item="bulb", at=day(2, 1), lot="B-1"))
        before = business.trace("B-1"), business.digest
    with tl.open(TABLES, journal=journal) as business:
        assert (business.trace("B-1"), business.digest) == before
        items = {"item": ["case", "lamp", "bulb"], "cost": ["2", "5", "1"], "price": ["", "9", ""]}
        business.adopt({**TABLES, "items": items})
        assert stock(business).quarantined == 4
        trace = business.trace("B-1")
        assert (trace.on_hand, trace.quarantined, trace.supplies[0].supplier) == (4, 4, "acme")
        assert not told(business, tl.Event("released", item="bulb", at=day(3), lot="B-1"))
        assert stock(business).quarantined == 0
        assert business.verify() == []


def test_the_report_shows_what_is_in_quarantine_beside_the_stock():
    with opened() as business:
        assert [column.name for column in stock_listing(business.result(), 9).columns][3:5] == ["allocated", "waiting"]
        assert not told(business, tl.Event("quarantined", item="bulb", at=day(3), lot="B-1"))
        listing = stock_listing(business.result(), 9)
        assert listing.columns[4].name == "in quarantine"
        assert [row[4].text for row in listing.rows] == ["4"]
        assert "in quarantine" in render_html(business.result())

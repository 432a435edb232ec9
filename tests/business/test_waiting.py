"""The waiting list: turns, dates that hold, who asks twice, who waits too long, who gave up, and who is kept out."""

import copy

import pytest

import tugline as tl
from tugline.errors import UsageError

# Ten consoles are there, ten come on the 12th and ten on the 19th; ann waits 10 days, the others as long as it takes.
TABLES = {
    "business": {"name": "consoles", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["console", "game"]},
    "customers": {"customer": ["ann", "bob", "cid", "dan"], "channel": ["web", "web", "shop", ""],
                  "priority": ["5", "5", "1", "5"], "wait_days": ["10", "", "", ""]},
    "suppliers": {"supplier": ["maker"]},
    "sources": {"item": ["console"], "location": ["main"], "kind": ["buy"], "from": ["maker"], "lead_time": ["90d"]},
    "stock": {"item": ["console", "game"], "location": ["main"] * 2, "on_hand": ["10", "5"]},
    "supply": {
        "reference": ["PO-1", "PO-2"], "kind": ["buy"] * 2, "item": ["console"] * 2, "location": ["main"] * 2,
        "quantity": ["10", "10"], "due": ["2026-01-12T12:00", "2026-01-19T12:00"],
    },
    "loops": {"item": ["*"], "location": ["*"], "loop": ["to_order"]},
    "orders": {
        "order": ["A", "B", "C", "D", "E"], "customer": ["ann", "bob", "ann", "cid", "dan"], "item": ["console"] * 5,
        "quantity": ["8", "8", "6", "4", "3"],
        "ordered_at": [f"2026-01-05T0{hour}:00" for hour in range(1, 6)],
        "cancelled_at": ["", "", "", "", "2026-01-05T08:00"],
    },
}  # fmt: skip


@pytest.fixture
def shop():
    with tl.open(copy.deepcopy(TABLES)) as business:
        business.advance("2026-01-06")
        yield business


def by_order(waiting):
    return {line.order: line for line in waiting.lines}


def test_who_waits_stands_in_turn_with_the_date_that_can_be_kept(shop):
    waiting = shop.waiting(item="console")
    # Cid's class comes first; bob wants his at once, ann within ten days. What was pegged stays with whom it was for:
    # ann had eight of the ten at 01:00, and PO-1 went to bob at 02:00 with the two left, before cid asked.
    assert [(line.place, line.order, line.quantity, line.since[11:13], line.date[:10]) for line in waiting.lines] == [
        (1, "D", 4, "04", "2026-01-19"), (2, "B", 8, "02", "2026-01-12"), (3, "A", 8, "01", "2026-01-06"),
        (4, "C", 6, "03", "2026-01-19"),
    ]  # fmt: skip
    lines = by_order(waiting)
    assert lines["A"].rests_on == "console at main is there and ready to ship"
    assert "is ordered, due 2026-01-19" in lines["C"].rests_on


def test_the_dates_are_those_that_a_run_shows(shop):
    shown = {promise.order: promise.expected for promise in shop.result().promises}
    assert {line.order: line.date for line in shop.waiting().lines} == shown


def test_who_asks_twice_and_who_waits_too_long_are_seen(shop):
    lines = by_order(shop.waiting())
    assert (lines["A"].beside, lines["C"].beside, lines["B"].beside) == (("C",), ("A",), ())
    # Ann waits until the 15th; C comes on the 19th.
    assert (lines["C"].waits_until[:10], lines["C"].too_long, lines["A"].too_long) == ("2026-01-15", True, False)
    assert lines["B"].waits_until is None
    (item,) = shop.waiting().items
    assert (item.lines, item.quantity, item.double, item.too_long, item.never, item.lost) == (4, 26, 6, 6, 0, 3)
    assert item.gone_by[:10] == "2026-01-19"


def test_who_gave_up_is_told_with_how_long_they_waited(shop):
    (lost,) = shop.waiting().lost
    assert (lost.order, lost.customer, lost.quantity, lost.why, lost.days) == ("E", "dan", 3, "cancelled", 0.12)
    shop.reserve("R", item="game", quantity=2, reserved_until="2026-01-06", wanted="2026-01-07")
    shop.advance("2026-01-09")
    assert [(line.order, line.why) for line in shop.waiting().lost] == [("R", "expired"), ("E", "cancelled")]
    assert [line.order for line in shop.waiting(item="game").lost] == ["R"]


def test_what_is_promised_comes_first_and_says_so(shop):
    shop.signal(tl.Event("promised", "C", at=shop.now, due="2026-01-13"))
    shop.advance("2026-01-07")
    first = shop.waiting().lines[0]
    assert (first.order, first.state, first.promised[:10]) == ("C", "promised", "2026-01-13")


def test_a_limit_that_came_later_shows_who_has_more_and_one_in_force_who_is_kept_out(shop):
    assert {line.over for line in shop.waiting().lines} == {""}
    limits = {"item": ["console"], "customer": ["*"], "quantity": ["8"]}
    shop.adopt({**copy.deepcopy(TABLES), "limits": limits})
    shop.signal(tl.Order("F", "console", 1, at=shop.now, customer="bob"))
    shop.advance("2026-01-07")
    waiting = shop.waiting()
    over = {line.order: line.over for line in waiting.lines if line.over}
    assert over == {"C": "limit: 8 console per customer; ann has 8 in A, and 6 are asked for"}
    (row,) = waiting.refused
    assert (row.why, shop.quarantined()[0].id) == (
        "limit: 8 console per customer; bob has 8 in B, and 1 are asked for", row.number,
    )  # fmt: skip


def test_a_line_that_waits_for_what_nobody_expects_back_says_never():
    tables = {
        "business": TABLES["business"], "items": {"item": ["lamp"]},
        "operations": {"item": ["lamp"], "step": ["1"], "resource": ["press"], "run_time": ["1h"]},
        "orders": {"order": ["A"], "item": ["lamp"], "quantity": ["3"], "ordered_at": ["2026-01-05T01:00"]},
        "events": {"at": ["2026-01-05T02:00"], "event": ["down"], "reference": ["press"]},
    }  # fmt: skip
    with tl.open(tables) as business:
        business.advance("2026-01-06")
        (line,), (item,) = business.waiting().lines, business.waiting().items
        assert line.date is None
        assert "press" in line.rests_on
        assert (item.never, item.gone_by) == (3, None)


def test_nothing_is_written(shop):
    before = shop.facts, shop.digest
    shop.waiting()
    assert (shop.facts, shop.digest) == before


def test_what_is_not_there_is_refused(shop):
    with pytest.raises(UsageError, match="Maybe 'console'"):
        shop.waiting(item="consle")
    with pytest.raises(UsageError, match="no location of the business"):
        shop.waiting(location="moon")

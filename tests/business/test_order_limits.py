"""Order limits: at the desk, as orders are taken in, over time, and whatever batches they come in."""

import copy

import pytest

import tugline as tl
from tugline.errors import RefusedError

# A shop of two consoles and a game, told by people; 50 of each are there. Two consoles for everybody in 30 days, of
# whichever sort; the school may have ten, and wholesale any number of one of them.
TABLES = {
    "business": {"name": "consoles", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["console", "bundle", "game"], "family": ["consoles", "consoles", "games"]},
    "customers": {"customer": ["ann", "bob", "school", "chain"], "channel": ["web", "web", "web", "wholesale"]},
    "suppliers": {"supplier": ["maker"]},
    "stock": {"item": ["console", "bundle", "game"], "location": ["main"] * 3, "on_hand": ["50"] * 3},
    "loops": {"item": ["*"], "location": ["*"], "loop": ["to_order"]},
    "limits": {
        "item": ["consoles", "consoles", "consoles", "*"], "customer": ["*", "school", "wholesale", "ann"],
        "quantity": ["2", "10", "1000", "4"], "within": ["30d", "30d", "30d", ""],
    },
}  # fmt: skip


def orders(*rows):
    """Return the orders table; each row is order, customer, item, quantity and day of January."""
    names = ("order", "customer", "item", "quantity", "ordered_at")
    columns = list(zip(*rows, strict=True)) if rows else [()] * 5
    table = {name: [str(cell) for cell in column] for name, column in zip(names, columns, strict=True)}
    return {**table, "ordered_at": [f"2026-01-{int(day):02}T10:00" for day in table["ordered_at"]]}


def opened(*rows, path=None, **changes):
    tables = {**copy.deepcopy(TABLES), **changes}
    if rows:
        tables["orders"] = orders(*rows)
    return tl.open(tables, path)


def refused(business):
    return {row.content["row"].split()[-1]: row.why for row in business.quarantined()}


def open_orders(business):
    return {promise.order for promise in business.result().promises}


def test_orders_beyond_the_limit_wait_in_quarantine_with_the_reason():
    with opened(("A", "ann", "console", 2, 5), ("B", "ann", "bundle", 1, 6), ("C", "bob", "bundle", 2, 6)) as business:
        business.advance()
        assert open_orders(business) == {"A", "C"}
        assert refused(business) == {
            "B": "limit: 2 of consoles per customer in 30 days; ann has 2 in A, and 1 are asked for"
        }


def test_who_is_named_in_a_row_is_held_to_that_row_and_no_longer_to_that_for_everybody():
    rows = [("A", "school", "console", 10, 5), ("B", "chain", "console", 30, 5), ("C", "school", "bundle", 1, 6)]
    with opened(*rows) as business:
        business.advance()
        assert open_orders(business) == {"A", "B"}
        assert "10 of consoles" in refused(business)["C"]


def test_a_row_for_everything_counts_each_item_by_itself():
    rows = [
        ("A", "ann", "game", 4, 5),
        ("B", "ann", "console", 2, 5),
        ("C", "ann", "game", 1, 30),
        ("D", "bob", "game", 9, 5),
    ]
    with opened(*rows) as business:
        business.advance()
        assert open_orders(business) == {"A", "B", "D"}
        assert refused(business) == {"C": "limit: 4 game per customer; ann has 4 in A, and 1 are asked for"}


def test_a_limit_in_a_time_lets_in_again_when_that_time_is_over():
    rows = [("A", "ann", "console", 2, 1), ("B", "ann", "console", 2, 30), ("C", "ann", "console", 2, 31)]
    with opened(*rows, business={**TABLES["business"], "start": "2026-01-01"}) as business:
        business.advance()
        assert open_orders(business) == {"A", "C"}


def test_what_was_cancelled_counts_no_more_and_what_was_shipped_does():
    with opened(("A", "ann", "console", 2, 5), ("B", "bob", "console", 2, 5)) as business:
        business.advance("2026-01-05T12:00")
        business.signal(tl.Event("shipped", "B", at="2026-01-06T10:00", quantity=2))
        business.signal(tl.Cancel("A", at="2026-01-06T10:00"))
        # Told for the very minute of the cancellation, it is taken in after it.
        business.signal(tl.Order("C", "console", 2, at="2026-01-06T10:00", customer="ann"))
        business.signal(tl.Order("D", "console", 1, at="2026-01-07T10:00", customer="bob"))
        business.advance("2026-01-08")
        assert open_orders(business) == {"C"}
        assert set(refused(business)) == {"D"}
        # What came back counts no more.
        business.signal(tl.Event("delivered", "B", at="2026-01-08T10:00"))
        business.signal(tl.Event("returned", "B", at="2026-01-09T10:00", quantity=2, item="console", location="main"))
        business.signal(tl.Order("E", "console", 2, at="2026-01-10T10:00", customer="bob"))
        business.advance("2026-01-11")
        assert open_orders(business) == {"C", "E"}


def test_several_orders_of_one_moment_are_let_in_up_to_the_limit():
    with opened(*[(f"A{n}", "ann", "console", 1, 5) for n in range(4)]) as business:
        business.advance()
        assert len(open_orders(business)) == 2
        assert len(business.quarantined()) == 2


def test_an_order_without_a_customer_is_one_of_a_customer_of_its_own():
    rows = [("A", "", "console", 2, 5), ("B", "", "console", 2, 5), ("C", "", "console", 3, 5)]
    with opened(*rows) as business:
        business.advance()
        assert open_orders(business) == {"A", "B"}
        assert refused(business)["C"] == (
            "limit: 2 of consoles per customer in 30 days; nobody is named, and 3 are asked for"
        )


def test_an_order_that_grows_beyond_the_limit_stays_as_it_was():
    with opened(("A", "ann", "console", 1, 5), ("B", "ann", "console", 1, 5)) as business:
        business.advance("2026-01-06")
        business.signal(tl.Order("A", "console", 2, customer="ann", at="2026-01-06T10:00"))
        business.signal(tl.Order("B", "console", 2, customer="ann", at="2026-01-06T10:00"))
        business.advance("2026-01-07")
        assert sum(promise.quantity for promise in business.result().promises) == 2
        assert len(business.quarantined()) == 2


def test_a_journal_that_is_opened_again_counts_what_it_holds(tmp_path):
    path = tmp_path / "journal.db"
    with opened(("A", "ann", "console", 2, 5), path=path) as business:
        business.advance("2026-01-06")
        digest = business.digest
    with opened(("A", "ann", "console", 2, 5), ("B", "ann", "console", 1, 7), path=path) as business:
        assert business.digest == digest
        business.advance("2026-01-08")
        assert set(refused(business)) == {"B"}
        assert business.verify() == []


def test_the_desk_refuses_beyond_the_limit_and_says_who_has_what():
    with opened(("A-17", "ann", "console", 2, 5)) as business:
        business.advance()
        offer = business.promise(item="bundle", quantity=1, customer="ann")
        assert offer.promised is None
        assert offer.cause == "limit: 2 of consoles per customer in 30 days; ann has 2 in A-17, and 1 are asked for"
        assert business.promise(item="bundle", quantity=2, customer="bob").promised is not None
        assert business.promise(item="bundle", quantity=3).promised is None
        with pytest.raises(RefusedError, match="ann has 2 in A-17"):
            business.reserve("R", item="bundle", quantity=1, customer="ann")
        facts = business.facts
        with pytest.raises(RefusedError, match="bob has none, and 3"):
            business.reserve("R", item="bundle", quantity=3, customer="bob")
        assert business.facts == facts


def test_what_is_reserved_counts_until_it_is_free_again():
    with opened(("A", "chain", "console", 1, 5)) as business:
        business.advance()
        ask = {"item": "console", "quantity": 2, "customer": "ann"}
        business.reserve("R", **ask, wanted="2026-01-20", reserved_until="2026-01-08")
        assert business.promise(**ask).promised is None
        business.advance("2026-01-09")
        assert business.promise(**ask).promised is not None
        business.reserve("S", **ask)
        with pytest.raises(RefusedError, match="ann has 2 in S"):
            business.reserve("T", **ask)
        # Its row in `orders` is the order itself and no other one.
        business.signal(tl.Order("S", "console", 2, at=business.now, customer="ann"))
        business.advance()
        assert business.quarantined() == []


def test_a_limit_that_is_raised_lets_in_what_somebody_tries_again():
    rows = orders(("A", "ann", "console", 2, 5), ("B", "ann", "console", 1, 5))
    with opened(orders=rows) as business:
        business.advance()
        more = {**TABLES["limits"], "quantity": ["3", "10", "1000", "4"]}
        adoption = business.adopt({**copy.deepcopy(TABLES), "orders": rows, "limits": more})
        assert [str(change) for change in adoption.tables] == ["limits, consoles, *, 30d: quantity 2 → 3"]
        (waiting,) = business.quarantined()
        business.retry(waiting.id)
        business.advance()
        assert open_orders(business) == {"A", "B"}
        assert business.quarantined() == []


def test_without_limits_nothing_is_held_back():
    rows = [("A", "ann", "console", 40, 5), ("B", "ann", "console", 40, 5)]
    with opened(*rows, limits=None) as business:
        business.advance()
        assert open_orders(business) == {"A", "B"}


@pytest.mark.parametrize("world", ["plain", "plant"])
def test_in_every_world_batches_of_any_size_let_in_the_same_orders(world):
    rows = [(f"{who}{day}{n}", who, "console", 1, day) for day in (5, 6, 7) for n in (1, 2) for who in ("ann", "bob")]
    settings = {**TABLES["business"], "world": world}
    with opened(*rows, business=settings) as at_once, opened(*rows, business=settings) as in_steps:
        at_once.advance("2026-01-09")
        for until in ("2026-01-05T09:59", "2026-01-05T10:00", "2026-01-06T12:00", "2026-01-09"):
            in_steps.advance(until)
        assert refused(at_once) == refused(in_steps)
        assert len(at_once.quarantined()) == 8
        assert at_once.digest == in_steps.digest
        assert at_once.verify() == []

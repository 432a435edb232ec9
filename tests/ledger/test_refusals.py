from typing import Any

import numpy as np
import pytest

from tugline.ledger import layout
from tugline.ledger.books import from_arrays, live_arrays, new_books, to_arrays
from tugline.ledger.post import post_all
from tugline.ledger.refusals import LedgerError
from tugline.ledger.statements import disagreements

LEAST = -(1 << 63)
REFUSED: list[tuple[str, dict[str, int], int, str]] = [
    ("PULSE_CLOSED", {}, layout.NOT_A_MOVEMENT, "kind 4; expected a kind that moves goods or money"),
    ("PAID", {"kind": -1, "code": 1}, layout.NOT_A_MOVEMENT, "kind -1"),
    ("PAID", {"kind": 96, "code": 1}, layout.NOT_A_MOVEMENT, "kind 96"),
    ("PAID", {"code": 1, "tick": -1}, layout.TICK_BACK, "tick -1; expected a tick at or after"),
    ("PAID", {"code": 1, "tick": 10 * 1999}, layout.TICK_FAR, "tick 19990; expected one before the end"),
    ("PAID", {"code": 1, "tick": 1 << 62}, layout.TICK_FAR, "expected one before the end"),
    ("SHIPPED", {}, layout.POINT_MISSING, "point -1; expected a row of the stock points"),
    ("SHIPPED", {"point": 5}, layout.POINT_MISSING, "point 5"),
    ("SHIPPED", {"point": LEAST}, layout.POINT_MISSING, "point -9223372036854775808"),
    ("SUPPLY_OPENED", {"code": 1, "slot": 0}, layout.POINT_MISSING, "point -1"),
    ("STARTED", {"point": 0}, layout.SLOT_MISSING, "slot -1; expected the slot of a pull"),
    ("RECEIVED", {"point": 0, "code": 0}, layout.SLOT_MISSING, "slot -1"),
    ("RECEIVED", {"point": 0, "code": 1}, layout.SLOT_MISSING, "slot -1"),
    ("SCRAPPED", {}, layout.SLOT_MISSING, "slot -1"),
    ("FINISHED", {"slot": 1 << 26}, layout.SLOT_MISSING, "slot 67108864"),
    ("PAID", {"code": 1, "party": 3}, layout.PARTY_UNKNOWN, "party 3; expected a row of the parties, or -1"),
    ("PAID", {"code": 1, "party": -2}, layout.PARTY_UNKNOWN, "party -2"),
    ("PAID", {"code": 0}, layout.CODE_UNKNOWN, "code 0; expected 1 to 2"),
    ("RECEIVED", {"point": 0, "slot": 0, "code": 4}, layout.CODE_UNKNOWN, "code 4; expected 0 to 3"),
    ("FREIGHT_CHARGED", {"code": 4}, layout.CODE_UNKNOWN, "code 4; expected 1 to 3"),
    ("BALANCE_OPENED", {"code": 29}, layout.CODE_UNKNOWN, "code 29; expected 1 to 28"),
    ("BALANCE_OPENED", {"code": 3}, layout.NOT_OPENABLE, "account inventory_bought; expected one of cash"),
    ("SHIPPED", {"point": 0, "quantity": -1, "amount": -1}, layout.NEGATIVE_PRICE, "amount -1; expected a price"),
    ("REVALUED", {"point": 0, "amount": -1}, layout.NEGATIVE_PRICE, "amount -1"),
    ("COUNTED", {"point": 0, "quantity": (1 << 60) + 1}, layout.TOO_LARGE, "expected quantities up to 2\\^60"),
    ("COUNTED", {"point": 0, "quantity": LEAST}, layout.TOO_LARGE, "quantity -9223372036854775808"),
    ("COUNTED", {"point": 0, "quantity": (1 << 62) // 40_000 + 1}, layout.TOO_LARGE, "standard cost"),
    ("SHIPPED", {"point": 0, "quantity": -(1 << 40), "amount": 1 << 23}, layout.TOO_LARGE, "price"),
    ("SHIPPED", {"point": 2, "quantity": -(1 << 42)}, layout.TOO_LARGE, "list price"),
    ("PAID", {"code": 1, "amount": (1 << 55) + 1}, layout.TOO_LARGE, "amounts up to 2\\^55 cents"),
    ("PAID", {"code": 1, "amount": LEAST}, layout.TOO_LARGE, "amount -9223372036854775808"),
]


@pytest.mark.parametrize(("kind", "fields", "reason", "message"), REFUSED)
def test_refused_with_a_reason_and_nothing_changed(
    kind: str, fields: dict[str, int], reason: int, message: str, shop: Any, move: Any
) -> None:
    post_all(shop, move("STOCK_OPENED", point=0, quantity=10, seq=1))
    before = to_arrays(shop)

    with pytest.raises(LedgerError, match=message) as caught:
        post_all(shop, move(kind, seq=77, **fields))

    assert caught.value.reason == reason
    assert caught.value.seq == 77
    assert "fact 77" in str(caught.value)
    assert all(np.array_equal(before[name], array) for name, array in to_arrays(shop).items())


def test_every_reason_is_shown_by_some_refusal() -> None:
    shown = {reason for _, _, reason, _ in REFUSED}

    assert shown | {layout.BOOKS_FULL} == set(range(1, layout.BOOKS_FULL + 1))


def test_what_comes_before_a_refused_movement_is_posted_and_what_comes_after_is_not(
    shop: Any, move: Any, balances: Any
) -> None:
    good, bad = move("PAID", code=1, amount=5, seq=1), move("PAID", code=9, amount=5, seq=2)

    with pytest.raises(LedgerError, match="fact 2"):
        post_all(shop, np.concatenate([good, bad, good]))
    post_all(shop, good)

    assert balances(shop) == {"cash": 10, "receivables": -10}


def test_a_standard_that_would_overflow_the_stock_is_refused(shop: Any, move: Any) -> None:
    post_all(shop, move("STOCK_OPENED", point=0, quantity=1 << 40))
    post_all(shop, move("REVALUED", point=1, amount=1 << 61))

    with pytest.raises(LedgerError, match="2\\^62"):
        post_all(shop, move("REVALUED", point=0, amount=1 << 23))
    with pytest.raises(LedgerError, match="2\\^62"):
        post_all(shop, move("STOCK_OPENED", point=1, quantity=3))


def test_the_largest_sale_is_posted_to_the_cent(shop: Any, move: Any, balances: Any) -> None:
    # 2^39 pieces at 2^23 / 10,000 are 2^62 / 100 = 46,116,860,184,273,879.04 cents.
    post_all(shop, move("SALE_MADE", point=0, quantity=-(1 << 39), amount=1 << 23))

    assert balances(shop)["cash"] == 46_116_860_184_273_879 == -balances(shop)["revenue"]
    assert disagreements(shop) == []


def test_quantities_that_pile_up_are_refused_before_they_overflow(make_points: Any, move: Any) -> None:
    books = new_books(make_points((0, 0, 0)), made=np.zeros(1, bool), n_parties=0, day_start=np.arange(20_000))
    post_all(books, move("STOCK_OPENED", point=0, quantity=1 << 60))
    with pytest.raises(LedgerError):
        post_all(books, move("COUNTED", point=0, quantity=1))
    post_all(books, move("SALE_MADE", point=0, quantity=-(1 << 60)))
    with pytest.raises(LedgerError):
        post_all(books, move("SALE_MADE", point=0, quantity=-1))

    assert live_arrays(books)["point"]["sold_quantity"][0] == 1 << 60


def test_full_books_refuse_all_and_no_account_has_overflowed(shop: Any, move: Any) -> None:
    large = move("PAID", code=1, amount=1 << 55)
    with pytest.raises(LedgerError, match="all postings together passed 2\\^60") as caught:
        post_all(shop, np.repeat(large, 100))

    assert caught.value.reason == layout.BOOKS_FULL
    live = live_arrays(shop)
    assert live["head"]["movements"][0] == 33
    assert live["balance"][layout.CASH] == 33 << 55
    assert disagreements(from_arrays(to_arrays(shop), np.arange(2000) * 10)) == []


def test_a_slot_may_hold_as_much_as_was_ever_posted_and_still_be_closed(shop: Any, move: Any, balances: Any) -> None:
    post_all(shop, np.repeat(move("FINISHED", slot=0, amount=1 << 55), 32))
    post_all(shop, move("PULL_CLOSED", slot=0, final=1))

    assert balances(shop) == {"conversion_applied": -(1 << 60), "production_variance": 1 << 60}

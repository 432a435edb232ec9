from typing import Any

import numpy as np
import pytest

from tugline.facts.kinds import Kind
from tugline.ledger.books import live_arrays, new_books
from tugline.ledger.layout import RULES
from tugline.ledger.post import entries, post_all
from tugline.ledger.refusals import LedgerError
from tugline.state import movement as mv

RAW, PART, BIKE, STORE, OIL = range(5)


def test_exactly_the_kinds_of_the_movement_table_are_posted() -> None:
    expected = {int(kind) for kind in mv.MOVING_KINDS} | {mv.WRITE_DOWN, mv.REVALUED, mv.EXCHANGE_DIFFERENCE}

    assert set(np.flatnonzero(RULES[:, 0] >= 0).tolist()) == expected


def test_the_example_of_the_formulas_page(shop: Any, move: Any, balances: Any) -> None:
    # Buy 10 at 4.10 with a standard of 4.00; issue 6; scrap 1: 3 are left, worth 12.00.
    post_all(shop, move("RECEIVED", code=2, point=RAW, quantity=10, amount=41_000, party=1, final=1))
    post_all(shop, move("STARTED", code=0, point=RAW, slot=0, quantity=-6))
    post_all(shop, move("SCRAPPED", point=RAW, quantity=-1))

    assert balances(shop) == {
        "inventory_bought": 1200,
        "work_in_process": 2400,
        "price_variance": 100,
        "scrap": 400,
        "payables": -4100,
    }


def test_no_cent_is_lost_when_a_third_of_a_cent_moves_three_times(make_points: Any, move: Any, balances: Any) -> None:
    # A thousandth of a unit at 3.3333 is a third of a cent: rounded 0, then 1, then 1 cent in the books.
    books = new_books(make_points((3.3333, 0, 3)), made=np.array([False]), n_parties=0, day_start=np.arange(20_000))
    seen = []
    for _ in range(3):
        post_all(books, move("STOCK_OPENED", point=0, quantity=1))
        seen.append(balances(books).get("inventory_bought", 0))
    post_all(books, move("COUNTED", point=0, quantity=-3))

    assert seen == [0, 1, 1]
    assert balances(books) == {"opening_equity": -1, "count_loss": 1}


def test_entrusted_goods_are_owed_for_exactly_while_they_are_gone(shop: Any, move: Any, balances: Any) -> None:
    for kind, quantity in (("STOCK_OPENED", 100), ("COUNTED", -20), ("COUNTED", 20), ("SCRAPPED", -40)):
        post_all(shop, move(kind, point=OIL, quantity=quantity))

    # 10.0 litres were entrusted and 6.0 are there: 4.0 litres at 2.50 are owed.
    assert balances(shop)["payables"] == -1000


def test_each_party_has_its_own_balance_and_the_nameless_share_one(shop: Any, move: Any) -> None:
    post_all(shop, move("SHIPPED", point=BIKE, quantity=-1, amount=1_500_000, party=0))
    post_all(shop, move("SHIPPED", point=BIKE, quantity=-1, amount=1_000_000))
    post_all(shop, move("DEPOSIT_RECEIVED", amount=700, party=0))
    post_all(shop, move("FREIGHT_CHARGED", code=2, amount=90, party=2))
    post_all(shop, move("SCRAPPED", point=OIL, quantity=-10))

    parties = live_arrays(shop)["party"]
    assert parties["receivable"].tolist() == [15_000, 0, 0, 10_000]
    assert parties["deposit"].tolist() == [-700, 0, 0, 0]
    assert parties["payable"].tolist() == [0, -250, -90, 0]


def test_a_slot_serves_one_pull_after_another_of_any_kind(shop: Any, move: Any, balances: Any) -> None:
    post_all(shop, move("STARTED", code=0, point=PART, slot=70, quantity=-3))
    post_all(shop, move("PULL_CLOSED", slot=70, final=1))
    post_all(shop, move("STARTED", code=1, point=BIKE, slot=70, quantity=-1))

    assert balances(shop)["transit"] == 10_000
    assert "work_in_process" not in balances(shop)


def test_closing_a_pull_that_moved_nothing_posts_nothing(shop: Any, move: Any, balances: Any) -> None:
    post_all(shop, move("PULL_CLOSED", slot=5000, final=1))
    post_all(shop, move("RECEIVED", code=2, point=RAW, quantity=0, amount=40_000, final=1))

    assert balances(shop) == {}


def test_both_sides_of_every_posting_are_told_in_order(shop: Any, move: Any) -> None:
    both = np.concatenate([
        move("RECEIVED", seq=4, code=2, point=RAW, quantity=10, amount=41_000, party=1, final=1),
        move("PAID", seq=5, code=2, amount=4100, party=1),
    ])  # fmt: skip

    sides = entries(shop, both)

    assert [tuple(side) for side in sides.tolist()] == [
        (4, 3, 1, 4000), (4, 9, 1, -4000), (4, 16, 1, 100), (4, 9, 1, -100), (5, 9, 1, 4100), (5, 1, 1, -4100),
    ]  # fmt: skip
    assert len(entries(shop, both[:0])) == 0


def test_many_entries_are_all_kept(shop: Any, move: Any) -> None:
    sides = entries(shop, np.repeat(move("PAID", code=1, amount=1, party=0), 500))

    assert len(sides) == 1000
    assert sides["amount"].sum() == 0


def test_entries_of_a_refused_movement_raise_and_those_before_are_posted(shop: Any, move: Any, balances: Any) -> None:
    with pytest.raises(LedgerError):
        entries(shop, np.concatenate([move("PAID", code=1, amount=5), move("PAID", code=3, amount=5)]))

    assert balances(shop) == {"cash": 5, "receivables": -5}


def test_tallies_tell_list_price_from_price_and_count_what_is_missing(make_points: Any, move: Any) -> None:
    # Listed at 10.00, one without list price, one whose cost nobody gave.
    points = make_points((4, 10, 0), (4, 0, 0), (0, 10, 0), defaulted=(2,))
    books = new_books(points, made=np.zeros(3, bool), n_parties=0, day_start=np.arange(2000) * 10)
    post_all(books, move("SALE_MADE", point=0, quantity=-3, amount=100_000))  # at list price: 30.00
    post_all(books, move("SALE_MADE", point=0, quantity=-2, amount=60_000))  # marked down: 12.00 of 20.00
    post_all(books, move("SALE_MADE", point=0, quantity=-1, amount=120_000))  # above list price: 12.00 of 10.00
    post_all(books, move("SALE_MADE", point=0, quantity=-1))  # no price
    post_all(books, move("SALE_MADE", point=1, quantity=-1, amount=50_000))  # no list price
    post_all(books, move("SALE_MADE", point=2, quantity=-1, amount=100_000))  # no cost
    post_all(books, move("RETURNED", code=1, point=0, quantity=1, amount=60_000))  # 6.00 of 10.00 back

    tally = dict(zip(
        ("list", "listed", "lost", "purchases", "services", "lines", "unpriced", "uncosted", "unlisted"),
        live_arrays(books)["tally"].tolist(), strict=True,
    ))  # fmt: skip
    assert (tally["list"], tally["listed"], tally["lost"]) == (6000, 5800, 400)
    assert (tally["lines"], tally["unpriced"], tally["uncosted"], tally["unlisted"]) == (6, 1, 1, 1)
    point = live_arrays(books)["point"][0]
    assert (point["sold_quantity"], point["sold_revenue"], point["sold_cost"]) == (6, 4800, 2400)


def test_what_is_bought_and_what_is_served_is_tallied_apart(shop: Any, move: Any) -> None:
    post_all(shop, move("RECEIVED", code=2, point=RAW, quantity=10, amount=41_000, party=1))
    post_all(shop, move("FINISHED", slot=1, amount=600, party=2))
    post_all(shop, move("FINISHED", slot=1, amount=999))

    assert live_arrays(shop)["tally"][3:5].tolist() == [4100, 600]


def test_supplied_quantities_leave_moves_out(shop: Any, move: Any) -> None:
    post_all(shop, move("STOCK_OPENED", point=BIKE, quantity=5))
    post_all(shop, move("SUPPLY_OPENED", code=1, point=STORE, slot=1, quantity=2))
    post_all(shop, move("RECEIVED", code=1, point=STORE, slot=1, quantity=2, final=1))
    post_all(shop, move("RECEIVED", code=0, point=BIKE, slot=2, quantity=4, final=1))
    post_all(shop, move("STOCK_FOUND", code=1, point=STORE, quantity=1))
    post_all(shop, move("RECEIVED", code=2, point=RAW, quantity=9))
    post_all(shop, move("RECEIVED", code=2, point=RAW, quantity=-2))

    assert live_arrays(shop)["point"]["supplied_quantity"].tolist() == [7, 0, 9, 3, 0]


def test_a_posted_kind_keeps_its_number() -> None:
    assert (int(Kind.RECEIVED), int(Kind.SALE_MADE), mv.WRITE_DOWN) == (11, 42, 90)

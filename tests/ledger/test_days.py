"""Days of 4 to 6 ticks, one date left out, and an end: what is closed when, and what is refused beyond."""

from typing import Any

import numpy as np
import pytest

from tugline.errors import UsageError
from tugline.ledger import layout
from tugline.ledger.books import live_arrays, new_books
from tugline.ledger.carry import carry_books
from tugline.ledger.days import days_through
from tugline.ledger.post import post_all
from tugline.ledger.refusals import LedgerError
from tugline.ledger.statements import closings, daily_series
from tugline.ledger.window import active_items, look

# The books start at tick 2 of day 0; day 1 is short, day 3 was left out, day 4 is long, and day 5 is the last.
DAY_START = np.array([-2, 3, 7, 12, 12, 18, 23])


@pytest.fixture
def books(make_points: Any, move: Any) -> Any:
    """Return books with 100 pieces of 1.00 and one sale, for 1.00 in cash, in every tick."""
    made = new_books(make_points((1, 1, 0)), made=np.zeros(1, bool), n_parties=0, day_start=DAY_START)
    post_all(made, move("STOCK_OPENED", point=0, quantity=100))
    for tick in range(23):
        post_all(made, move("SALE_MADE", point=0, quantity=-1, amount=10_000, tick=tick))
    return made


def test_a_day_closes_with_its_last_tick_however_long_it_is(books: Any) -> None:
    # Sales so far when ticks 2, 6, 11, 11 (a date that was left out) and 17 were over.
    assert closings(books, 5)[:, layout.CASH].tolist() == [300, 700, 1200, 1200, 1800]
    assert daily_series(books, 22)["inventory"].tolist() == [9700, 9300, 8800, 8800, 8200, 7700]


@pytest.mark.parametrize(
    ("tick", "days"), [(-1, 0), (1, 0), (2, 1), (5, 1), (6, 2), (10, 2), (11, 4), (17, 5), (22, 6)]
)
def test_a_day_is_whole_when_its_last_tick_is_in(books: Any, tick: int, days: int) -> None:
    assert days_through(books, tick) == days


def test_a_window_is_so_many_days_back_with_their_own_ticks(books: Any) -> None:
    window = look(books, 17, 2)

    assert (window.first_day, window.days, window.first_tick, window.end_tick) == (3, 2, 12, 18)
    assert window.flow[layout.REVENUE] == -600
    assert window.inventory_sum == 8800 + 8200


def test_the_last_sale_of_an_earlier_day_is_kept_by_the_days_own_ticks(books: Any) -> None:
    point = live_arrays(books)["point"][0]

    assert (point["last_sold"], point["sold_before"]) == (22, 17)
    assert active_items(look(books, 22, 1)) == 1


def test_beyond_the_last_day_nothing_is_posted_answered_or_carried_over(
    books: Any, make_points: Any, move: Any
) -> None:
    with pytest.raises(LedgerError, match="tick 23; expected one before the end of the last day"):
        post_all(books, move("PAID", code=1, amount=1, tick=23))
    for ask in (lambda: days_through(books, 23), lambda: look(books, 23, 365), lambda: daily_series(books, 40)):
        with pytest.raises(UsageError, match=r"tick (23|40); expected a tick before 23, .* 6 days"):
            ask()
    fresh = new_books(make_points((1, 1, 0)), made=np.zeros(1, bool), n_parties=0, day_start=DAY_START)
    rows = {"point": np.array([0]), "party": np.zeros(0, np.int64), "moving": np.zeros((0, 3), np.int64)}
    with pytest.raises(UsageError, match="tick 23; expected a tick before 23"):
        carry_books(books, fresh, **rows, seq=1, tick=23)
    assert carry_books(books, fresh, **rows, seq=1, tick=22) is not None
    assert live_arrays(books)["head"]["day"][0] == 5

from typing import Any

import numpy as np
import pytest

from tugline.ledger.books import new_books
from tugline.ledger.metric import Metrics
from tugline.ledger.metrics import metrics
from tugline.ledger.post import post_all
from tugline.ledger.release import release


@pytest.fixture
def year_with(make_points: Any, move: Any) -> Any:
    """Return the metrics of a year that holds so many pieces at 10.00 and sells 5 a day, bought the same day."""

    def run(pieces: int, days: int = 365) -> Metrics:
        books = new_books(make_points((10, 20, 0)), made=np.zeros(1, bool), n_parties=0, day_start=np.arange(20_000))
        post_all(books, move("STOCK_OPENED", point=0, quantity=pieces))
        for day in range(days):
            post_all(books, move("RECEIVED", code=2, point=0, quantity=5, amount=100_000, tick=day))
            post_all(books, move("SALE_MADE", point=0, quantity=-5, amount=200_000, tick=day))
        return metrics(books, days - 1)

    return run


def test_less_stock_sets_cash_free_once_and_its_cost_every_year(year_with: Any) -> None:
    before, after = year_with(400), year_with(150)
    found = release(before, after, cost_of_capital_ppm=80_000)

    assert (found.cash, found.value_per_year, found.why_missing) == (250_000, 20_000, "")
    # The same by the textbook: the change of DIO times cost of sales a day.
    dio = before.value("dio") - after.value("dio")
    assert found.cash == round(dio * 365 * 5 * 1000 / 365)


def test_more_stock_binds_cash(year_with: Any) -> None:
    found = release(year_with(150), year_with(400), cost_of_capital_ppm=80_000)

    assert (found.cash, found.value_per_year) == (-250_000, -20_000)


def test_what_cannot_be_said_is_said_so(year_with: Any) -> None:
    short = release(year_with(400, 10), year_with(150), cost_of_capital_ppm=80_000)
    free = release(year_with(400), year_with(150), cost_of_capital_ppm=None)

    assert (short.cash, short.value_per_year) == (None, None)
    assert short.why_missing == "before: the window has 10 whole days; at least 28 are needed"
    assert (free.cash, free.value_per_year, free.why_missing) == (250_000, None, "no cost of capital is given")

"""The days that metrics look at, and the whole numbers that they are made of."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from tugline.ledger.books import Books, live_arrays
from tugline.ledger.days import days_through
from tugline.ledger.layout import N_ACCOUNTS
from tugline.ledger.statements import closings, inventory_of

LEAST_DAYS = 28
"""Averages over fewer days say more about chance than about the business."""


@dataclass(frozen=True, slots=True)
class Window:
    """Sums over whole local days first_day .. first_day + days - 1, and facts about goods, as Python integers.

    `summed` holds account balances added up over the daily closings, by account code, debit positive; `flow` holds
    what accounts changed by, `tally` what the tallies did; `last` the balances at the end. `up_to_date` tells whether
    the books hold nothing after `as_of_tick`; only then do the columns of the points speak for that tick.
    """

    as_of_tick: int
    first_day: int
    days: int
    first_tick: int
    end_tick: int
    up_to_date: bool
    inventory_sum: int
    summed: dict[int, int]
    flow: dict[int, int]
    tally: dict[int, int]
    last: dict[int, int] | None
    uncosted_points: int
    points: Any

    def average(self, total: int) -> int:
        """Return the daily average of a sum over daily closings, half-even, cents; `days` must be above 0."""
        return round_half_even(total, self.days)


def round_half_even(numerator: int, denominator: int) -> int:
    """Return numerator / denominator as the nearest integer, halves to the even one; denominator > 0, any size."""
    quotient, rest = divmod(numerator, denominator)
    return quotient + (2 * rest > denominator or (2 * rest == denominator and quotient % 2 == 1))


def _exact_sum(column: np.ndarray) -> int:
    # A year of closings near the limit of the books would overflow int64.
    return sum(column.tolist())


def look(books: Books, as_of_tick: int, window_days: int) -> Window:
    """Return what the last `window_days` whole local days hold, or all days since the start where they are fewer."""
    live = live_arrays(books)
    head, point = live["head"][0], live["point"]
    through = days_through(books, as_of_tick)
    first = max(0, through - window_days)
    rows = closings(books, through)
    inside = rows[first:]
    before = rows[first - 1] if first > 0 else np.zeros(rows.shape[1], np.int64)
    change = (rows[-1] - before).tolist() if through else [0] * rows.shape[1]
    up_to_date = as_of_tick >= int(head["tick"])
    last = live["balance"].tolist() if up_to_date else rows[-1].tolist() if through else None
    own = (point["owner"] < 0) & (point["uncosted"] == 1) & (point["on_hand"] != 0)
    return Window(
        as_of_tick=as_of_tick,
        first_day=first,
        days=through - first,
        first_tick=int(live["day_start"][first]),
        end_tick=int(live["day_start"][through]),
        up_to_date=up_to_date,
        inventory_sum=_exact_sum(inventory_of(inside)),
        summed={code: _exact_sum(inside[:, code]) for code in range(1, N_ACCOUNTS)},
        flow=dict(enumerate(change[:N_ACCOUNTS])),
        tally=dict(enumerate(change[N_ACCOUNTS:])),
        last=None if last is None else dict(enumerate(last[:N_ACCOUNTS])),
        uncosted_points=int(own.sum()),
        points=point,
    )


def active_items(window: Window) -> int | None:
    """Return how many items were sold in the window; None where the books are past it and cannot say."""
    if not window.up_to_date:
        return None
    p = window.points
    # A sale on the day that still runs hides one in the window behind it.
    last = np.where(p["last_sold"] < window.end_tick, p["last_sold"], p["sold_before"])
    return len(np.unique(p["item"][(last >= window.first_tick) & (last < window.end_tick)]))


def sold_and_supplied(window: Window) -> tuple[int, int]:
    """Return what was sold and what was supplied of items for sale since the start, cents at today's standard cost.

    An item is for sale where any of its points has a list price or ever sold it.
    """
    p = window.points
    for_sale = np.isin(p["item"], p["item"][(p["price"] > 0) | (p["last_sold"] >= 0)])
    sold = supplied = 0
    columns = [p[name][for_sale].tolist() for name in ("sold_quantity", "supplied_quantity", "standard_cost", "scale")]
    for sold_here, supplied_here, unit_cost, scale in zip(*columns, strict=True):
        sold += round_half_even(sold_here * unit_cost, 100 * scale)
        supplied += round_half_even(supplied_here * unit_cost, 100 * scale)
    return sold, supplied

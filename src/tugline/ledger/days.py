"""Closing a day: the balances at its end are kept, because averages need every day and facts come unevenly.

Days are the local ones of the business: `day_start` lists the ticks at which they begin, long and short ones alike, and
the tick at which the last one ends. Beyond that the books know no day, so nothing is posted there and no question about
it is answered.
"""

from typing import Any

import numpy as np

from tugline.errors import UsageError
from tugline.ledger.books import N_COLUMNS, Books, live_arrays
from tugline.ledger.layout import N_ACCOUNTS
from tugline.state.kernel import kernel


@kernel
def close_days(b: Any, tick: int) -> None:
    """Write the closing balances of every day that ended at or before `tick`, which must be before the last day's end.

    A date that a zone left out has no tick; it closes like the day before.
    """
    head = b.head[0]
    day: Any = np.searchsorted(b.day_start, tick, side="right") - 1
    if day <= head.day:
        return
    if day > len(b.closing):
        grown = np.zeros((max(day, 2 * len(b.closing)), N_COLUMNS), np.int64)
        grown[: head.day] = b.closing[: head.day]
        b.closing = grown
    for closed in range(head.day, day):
        b.closing[closed, :N_ACCOUNTS] = b.balance
        b.closing[closed, N_ACCOUNTS:] = b.tally
    head.day = day
    head.day_first = b.day_start[day]
    head.day_end = b.day_start[day + 1]


def days_through(books: Books, as_of_tick: int) -> int:
    """Return how many whole days have passed once the facts of `as_of_tick` are in; the day that runs is no day yet.

    The day of the start is the first one, in whatever hour of it the business starts.

    Raises
    ------
    UsageError
        The tick is past the last day that the books can close.
    """
    refuse_beyond(books, as_of_tick)
    return max(0, int(np.searchsorted(live_arrays(books)["day_start"], as_of_tick + 1, side="right")) - 1)


def refuse_beyond(books: Books, tick: int) -> None:
    """Refuse a tick past the last day that the books can close.

    Raises
    ------
    UsageError
        It is past it.
    """
    day_start = live_arrays(books)["day_start"]
    if tick >= day_start[-1]:
        raise UsageError(
            f"books as of tick {tick}; expected a tick before {day_start[-1]}, where the last of the"
            f" {len(day_start) - 1:,} days ends that they can close"
        )

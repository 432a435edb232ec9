"""Closing a day: the balances at its end are kept, because averages need every day and facts come unevenly."""

from typing import Any

import numpy as np

from tugline.ledger.books import N_COLUMNS
from tugline.ledger.layout import N_ACCOUNTS
from tugline.state.kernel import kernel


@kernel
def close_days(b: Any, tick: int) -> None:
    """Write the closing balances of every day that ended at or before `tick`."""
    head = b.head[0]
    day = tick // head.day_ticks
    if day > len(b.closing):
        grown = np.zeros((max(day, 2 * len(b.closing)), N_COLUMNS), np.int64)
        grown[: head.day] = b.closing[: head.day]
        b.closing = grown
    for closed in range(head.day, day):
        b.closing[closed, :N_ACCOUNTS] = b.balance
        b.closing[closed, N_ACCOUNTS:] = b.tally
    head.day = day
    head.day_end = (day + 1) * head.day_ticks

"""Posting: each movement becomes debits and credits. One routine serves live work, replay, studies and explanations."""

from typing import Any

import numpy as np

from tugline.ledger.books import Books, live_arrays
from tugline.ledger.days import close_days
from tugline.ledger.money import post_money
from tugline.ledger.refusals import refusal
from tugline.ledger.rules import problem
from tugline.ledger.sales import post_sale
from tugline.ledger.stock import post_stock
from tugline.ledger.supply import post_supply
from tugline.state.kernel import kernel


@kernel
def _post_one(b: Any, m: Any) -> bool:
    return post_sale(b, m) or post_supply(b, m) or post_stock(b, m) or post_money(b, m)


@kernel
def post(b: Any, movements: Any, start: int, stop: int) -> int:
    """Post movements start .. stop - 1 and return the row after the last one posted.

    A row below `stop` was refused: it and all after it are left out, the books stand as before it, and
    `head.refused` says why (a code of `ledger.layout`). `post_all` makes an error of that.
    """
    head = b.head[0]
    head.refused = 0
    for row in range(start, stop):
        m = movements[row]
        reason = problem(b, head, m)
        if reason != 0:
            head.refused = reason
            return row
        if m.tick >= head.day_end:
            close_days(b, m.tick)
        head.seq = m.seq
        head.tick = m.tick
        head.movements += 1
        _post_one(b, m)
    return stop


@kernel
def post_entries(b: Any, movements: Any, start: int, stop: int) -> Any:
    """Post as `post` does and return every side of every posting, as `ENTRY` records in the order of posting."""
    head = b.head[0]
    head.entries = 0
    head.recording = 1
    post(b, movements, start, stop)
    head.recording = 0
    rows = b.entry[: head.entries].copy()
    head.entries = 0
    return rows


def post_all(books: Books, movements: np.ndarray) -> None:
    """Post all movements, records of `state.movement.MOVEMENT`, shape (n,).

    Raises
    ------
    LedgerError
        At the first movement that cannot be posted; those before it are.
    """
    done = post(books, movements, 0, len(movements))
    if done < len(movements):
        raise refusal(movements[done], int(live_arrays(books)["head"]["refused"][0]))


def entries(books: Books, movements: np.ndarray) -> np.ndarray:
    """Post all movements and return the entries, records of `ledger.layout.ENTRY`: each fact's amounts sum to 0.

    Raises
    ------
    LedgerError
        As `post_all`.
    """
    before = int(live_arrays(books)["head"]["movements"][0])
    rows: np.ndarray = post_entries(books, movements, 0, len(movements))
    head = live_arrays(books)["head"]
    done = int(head["movements"][0]) - before
    if done < len(movements):
        raise refusal(movements[done], int(head["refused"][0]))
    return rows

"""Rows of `orders` that say no more, or otherwise, what was taken in from them, and that change nothing by that.

What was stated is a fact. Taking it back needs a statement of its own, and each such row is told which.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tugline.business.core import Core
from tugline.business.event_rows import Terms
from tugline.business.opening import actor_of
from tugline.business.signal_reader import Unusable
from tugline.facts.keys import key_digests
from tugline.state import arena

QUOTE = "it was taken in as an order and is a quote now: cancel it by `cancelled_at`"
CLOSED = "it was open at the start: from then on it ends by `cancelled_at`, or by events that ship it"
SHIPPED = "`shipped` says what had left before the start: state later shipments in `events`"
REVIVED = "it was cancelled, and that stands: order anew under another number or line"
TAKEN, IS_QUOTE, IS_SHIPPED, IS_CLOSED = range(4)
WHY = ("", QUOTE, SHIPPED, CLOSED)
"""Why a row is passed over, by code; 0 = it is taken in, or noted as unusable."""


@dataclass(frozen=True, slots=True)
class OrderRows:
    """The rows of `orders`: their keys, their lines in the file, and why each is passed over.

    `passed` (n,) are places in `WHY`; `cancelled` (n,) marks rows with a `cancelled_at`; `party` and `price` (n,) are
    those of facts. `left` (n,) is how much had left before the start, of a closed line at most, in integer units.
    `point` (n,) are stock points, -1 = none.
    """

    texts: list[str]
    lines: np.ndarray
    passed: np.ndarray
    cancelled: np.ndarray
    party: np.ndarray
    price: np.ndarray
    left: np.ndarray
    point: np.ndarray

    def terms(self) -> dict[str, Terms]:
        """Return the terms of every row by its key."""
        past = np.isin(self.passed, (IS_SHIPPED, IS_CLOSED)).tolist()
        party, price, left = (self.party - 1).tolist(), self.price.tolist(), self.left.tolist()
        columns = zip(self.texts, party, price, past, left, self.point.tolist(), strict=True)
        return {text: Terms(*terms) for text, *terms in columns}

    def left_before(self) -> dict[str, int]:
        """Return how much of each row had left before the start, by its key."""
        return dict(zip(self.texts, self.left.tolist(), strict=True))


def retracted(core: Core, rows: OrderRows) -> Iterator[Unusable]:
    """Yield rows that are passed over although their line is open, and those that cancelled one and say so no more."""
    live = arena.arrays(core.state)["line"]
    still_open = set(core.journal.texts(live["reference"][live["id"] > 0]))
    for i in np.flatnonzero(rows.passed).tolist():
        if rows.texts[i] in still_open:
            yield _unusable(rows, i, WHY[int(rows.passed[i])])
    want = np.flatnonzero((rows.passed == 0) & ~rows.cancelled)
    seq, _ = core.journal.known(key_digests("orders", [f"{rows.texts[i]}\tcancelled" for i in want.tolist()]))
    # What another interface cancelled the table need not know of.
    own, said = actor_of(core.journal, "orders"), core.journal.facts(seq[seq > 0])
    for i in want[np.isin(seq, said["seq"][said["actor"] == own])].tolist():
        yield _unusable(rows, i, REVIVED)


def _unusable(rows: OrderRows, i: int, why: str) -> Unusable:
    return Unusable("orders", int(rows.lines[i]), rows.texts[i].replace("\t", " "), why)

"""Which dates order lines were promised: the first one, and the last one before they were delivered."""

from typing import NamedTuple

import numpy as np

from tugline.business.history import History, places_of
from tugline.facts.kinds import NEVER


class PromisedDates(NamedTuple):
    """Ticks by order line, in the order of `history.orders`, NEVER where none was promised; shape (n,)."""

    first: np.ndarray
    last: np.ndarray


def promised_dates(history: History, complete: np.ndarray) -> PromisedDates:
    """Return what each order line was promised first, and last.

    A date that is named when the goods are there already promises nothing: of a line that is `complete` (n,) bool, what
    was said after its last delivery does not count.
    """
    ids, told = history.orders["seq"], history.promised
    first, last = (np.full(len(ids), NEVER, np.int64) for _ in range(2))
    place, known = places_of(told, ids)
    seq, due = told["seq"][known], told["due"][known]
    ends = np.full(len(ids), NEVER, np.int64)
    arrived, own = places_of(history.delivered, ids)
    at = np.zeros(len(ids), np.int64)
    np.maximum.at(at, arrived, history.delivered["seq"][own])
    ends[complete] = at[complete]
    counts = seq < ends[place]
    place, due = place[counts], due[counts]
    # Facts are in the journal's order: of several the last one stays, and of those read backwards the first one.
    last[place] = due
    first[place[::-1]] = due[::-1]
    return PromisedDates(first, last)

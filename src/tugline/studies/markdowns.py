"""Markdowns in a study: walk-in customers pay the reduced price, and come more often, as their price response says."""

from typing import NamedTuple

import numpy as np

from tugline.facts.kinds import Kind
from tugline.state.kernel import kernel
from tugline.studies.customers import Crowd
from tugline.world.luck import happens, word

RESPONSE = 103
"""The stream of luck by which more customers come; those below 100 are the world's own."""
WHOLE = 1_000_000
"""Depths are in parts of this."""
SURE = 1 << 32
SPAN = 1 << 40
"""More than any tick, before the start or after it: rungs are known by point and tick in one number."""


class Ladder(NamedTuple):
    """Rungs by which prices fall, by point and tick; `begins` = the first rung of each point, arrays of rungs (R,).

    Parameters
    ----------
    price
        List price of each point's item, 1/10,000 of the currency, 0 = not known; shape (P,), as `who`.
    who
        By which luck knows a point.
    place
        Point times `SPAN` plus tick of each rung, ascending.
    depth
        Part of the price that is taken off from then on, in parts of `WHOLE`.
    more
        How many come beside each who comes anyway: (price / list price)^-response less one, in parts of `SURE`.
    """

    price: np.ndarray
    who: np.ndarray
    place: np.ndarray
    depth: np.ndarray
    more: np.ndarray

    def ticks(self) -> np.ndarray:
        """Return the tick of each rung, shape (R,)."""
        at: np.ndarray = self.place % SPAN - SPAN // 2
        return at

    def rungs(self, point: np.ndarray, tick: np.ndarray) -> np.ndarray:
        """Return the rung that is in force at some points and ticks, -1 = list price."""
        last = np.searchsorted(self.place, places(point, tick), side="right") - 1
        own = (last >= 0) & (self.place[np.maximum(last, 0)] >= places(point, np.full_like(tick, -SPAN // 2)))
        in_force: np.ndarray = np.where(own, last, -1)
        return in_force


def places(point: np.ndarray, tick: np.ndarray) -> np.ndarray:
    """Return one number for a point and a tick, in the order of both."""
    number: np.ndarray = point * SPAN + np.clip(tick, -SPAN // 2, SPAN // 2 - 1) + SPAN // 2
    return number


class MarkedDown(NamedTuple):
    """Customers at tills who pay what a ladder asks for; of those who mind the price more come when it is lower.

    Whoever comes more often asks for the same as somebody who comes anyway, at the same time: one line, not a whole
    receipt. Nobody pays more than the price in force; who had a lower one keeps it.
    """

    customers: Crowd
    ladder: Ladder

    def signals(self, key: int, day_start: np.ndarray, first_day: int, days: int) -> np.ndarray:
        """Return what they ask for on some days, as signals sorted by tick."""
        rows = self.customers.signals(key, day_start, first_day, days).copy()
        sold = np.flatnonzero(rows["kind"] == int(Kind.SALE_MADE))
        point, tick = rows["point"][sold] - 1, rows["tick"][sold]
        rung = self.ladder.rungs(point, tick)
        lower = rung >= 0
        if not lower.any():
            return rows
        sold, point, rung = sold[lower], point[lower], rung[lower]
        day = np.searchsorted(day_start, rows["tick"][sold], side="right") - 1
        usual = np.where(self.ladder.price[point] > 0, self.ladder.price[point], rows["amount"][sold])
        asked = np.rint(usual * (1 - self.ladder.depth[rung] / WHOLE)).astype(np.int64)
        rows["amount"][sold] = np.minimum(rows["amount"][sold], asked)
        many = np.ones(len(rows), np.int64)
        many[sold] += _more(key, self.ladder.who[point], _numbers(point, day), self.ladder.more[rung])
        drawn: np.ndarray = np.repeat(rows, many)
        return drawn


def _numbers(point: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Return a number for each sale that no other one of its point has: of its day, and which one of that day."""
    order = np.lexsort((day, point))
    p, d = point[order], day[order]
    new = np.ones(len(order), np.bool_)
    new[1:] = (np.diff(p) != 0) | (np.diff(d) != 0)
    first = np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))
    numbers = np.zeros(len(order), np.int64)
    numbers[order] = (d << 24) + np.arange(len(order)) - first
    return numbers


@kernel
def _more(key: int, who: np.ndarray, which: np.ndarray, more: np.ndarray) -> np.ndarray:
    """Return how many come beside each, `more` of them in the mean."""
    many = np.zeros(len(who), np.int64)
    for i in range(len(who)):
        many[i] = more[i] >> 32
        if happens(word(key, RESPONSE, who[i], which[i]), more[i] & (SURE - 1)):
            many[i] += 1
    return many

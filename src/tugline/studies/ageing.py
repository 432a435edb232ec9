"""Goods that spoil in a simulated world: what has lain as long as it keeps is written off as its last local day ends.

What comes first leaves first, so no lots are needed: of all that came in until some day, so much has spoiled as did not
leave until its last day was over.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from tugline.facts.kinds import FACT, Kind

KEEPS = 1 << 32
"""Days that goods keep which do not spoil."""


class Perishing(NamedTuple):
    """Stock points with goods that spoil.

    `point` are their rows, shape (n,); `days` how many local days their goods keep, the day on which they come being
    the first, >= 1 and `KEEPS` where only what is there at the start spoils. Of that, `dated` tells what has a day of
    its own: place among the points, last local day, quantity in integer units; shape (k, 3). The rest counts as having
    come on the first day of a run.
    """

    point: np.ndarray
    days: np.ndarray
    dated: np.ndarray


NOTHING_SPOILS = Perishing(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, 3), np.int64))


class Ageing:
    """What spoils in one run, told of every movement and asked whenever a local day ends.

    Parameters
    ----------
    on_hand
        What is there at every stock point when the run begins, integer units, shape (P,).
    day_start
        The tick of each local midnight.
    day
        The local day on which the run begins.

    Notes
    -----
    For each point it keeps what came in with a last day that is over, less all that left, spoiled goods included:
    where that is above 0, so much spoils [1]_. This holds as long as whatever comes later does not spoil sooner. So
    stock of the start never counts as good for longer than what comes on the first day.

    References
    ----------
    .. [1] Nahmias, Perishable inventory systems, 2011: first in, first out, in a periodic review.
    """

    def __init__(self, perishing: Perishing, on_hand: np.ndarray, day_start: np.ndarray, day: int) -> None:
        self._points, self._days, self._day_start = perishing.point, perishing.days, day_start
        # The last entry answers for point -1, which is none.
        self._place = np.full(len(on_hand) + 1, -1)
        self._place[perishing.point] = np.arange(len(perishing.point))
        self._over = np.zeros(len(perishing.point), np.int64)
        self._spoils: dict[int, np.ndarray] = {}
        if len(perishing.point):
            place, last, quantity = perishing.dated.T
            undated = on_hand[perishing.point]
            np.subtract.at(undated, place, quantity)
            first = day + perishing.days - 1
            self._come(np.arange(len(first)), first, undated)
            self._come(place, np.clip(last, day, first[place]), quantity)

    def add(self, movements: np.ndarray) -> None:
        """Take in what was moved since the last time, `MOVEMENT`."""
        if not len(self._points):
            return
        place = self._place[movements["point"]]
        ours = place >= 0
        place, quantity, tick = place[ours], movements["quantity"][ours], movements["tick"][ours]
        out = quantity < 0
        np.add.at(self._over, place[out], quantity[out])
        day = np.searchsorted(self._day_start, tick[~out], side="right") - 1
        self._come(place[~out], day + self._days[place[~out]] - 1, quantity[~out])

    def nights(self, until: int) -> Iterator[tuple[np.ndarray, int]]:
        """Yield (what is written off, tick) if anything spoils in a day that ends with a tick; each day is asked for.

        To be asked when all else of the day is over and told.
        """
        if not len(self._points):
            return
        day = int(np.searchsorted(self._day_start, until, side="right")) - 1
        self._over += self._spoils.pop(day, 0)
        spoiled = np.flatnonzero(self._over > 0)
        if len(spoiled):
            rows = np.zeros(len(spoiled), FACT)
            rows["kind"], rows["priority"] = int(Kind.SCRAPPED), 5
            rows["point"], rows["quantity"] = self._points[spoiled] + 1, self._over[spoiled]
            rows["tick"] = rows["occurred_at"] = until
            yield rows, until

    def _come(self, place: np.ndarray, last: np.ndarray, quantity: np.ndarray) -> None:
        """Note what came in, by its last day; what is good beyond all days of the calendar never spoils."""
        for day in np.unique(last[last < len(self._day_start)]).tolist():
            some = last == day
            spoils = self._spoils.setdefault(day, np.zeros(len(self._points), np.int64))
            np.add.at(spoils, place[some], quantity[some])

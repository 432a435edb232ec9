"""What customers did, to come again as and when it came: the same lines and sales at the same ticks."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from tugline.facts.kinds import Kind

_OF_OPEN_LINE = (
    int(Kind.ORDER_CANCELLED), int(Kind.ORDER_CHANGED), int(Kind.ORDER_TERMS_SET), int(Kind.ORDER_CHOICE_SET),
)  # fmt: skip
COMES_AGAIN = (
    Kind.ORDER_PLACED, Kind.ORDER_TERMS_SET, Kind.ORDER_CHANGED, Kind.ORDER_CANCELLED, Kind.SALE_MADE, Kind.RETURNED,
    Kind.INTEREST_SHOWN, Kind.RESOURCE_DOWN, Kind.RESOURCE_UP, Kind.ORDER_CHOICE_SET,
)  # fmt: skip
"""Kinds that come again: what customers did, and what stopped a resource. All others are what a policy led to."""


class Recorded(NamedTuple):
    """What came in the days of a history, as signals sorted by tick and, inside a tick, in the order of the pulse.

    `rows` are facts, `FACT`, shape (n,). A line that is placed has its name as its `reference`, a number > 0; what
    speaks of a line has minus that name: which fact the line is differs from policy to policy.
    """

    rows: np.ndarray

    def between(self, first: int, stop: int) -> np.ndarray:
        """Return what comes from tick `first` on and before `stop`."""
        tick = self.rows["tick"]
        found: np.ndarray = self.rows[np.searchsorted(tick, first) : np.searchsorted(tick, stop)]
        return found

    def signals(self, _key: int, day_start: np.ndarray, first_day: int, days: int) -> np.ndarray:
        """Return what comes on some days; luck has no part in it."""
        return self.between(int(day_start[first_day]), int(day_start[first_day + days]))

    @property
    def tells_stops(self) -> bool:
        """Whether it says when resources stopped."""
        return bool((self.rows["kind"] == int(Kind.RESOURCE_DOWN)).any())

    @property
    def spoken_of(self) -> np.ndarray:
        """Names of the lines that something speaks of."""
        reference = self.rows["reference"]
        names: np.ndarray = np.unique(-reference[reference < 0])
        return names


class _Line(NamedTuple):
    seq: int
    point: int
    party: int


class LineNames:
    """Says in one run which fact a named line is, as facts go by.

    Parameters
    ----------
    spoken_of
        Names that will be asked for.
    is_open
        Tells whether a line, by its fact, is still open in this run.
    """

    def __init__(self, spoken_of: np.ndarray, is_open: Callable[[int], bool]) -> None:
        self._lines: dict[int, _Line | None] = dict.fromkeys(spoken_of.tolist())
        self._away: dict[int, int] = {}
        self._is_open = is_open

    def see(self, facts: np.ndarray) -> None:
        """Take in facts in journal order."""
        if not self._lines:
            return
        for row in facts[facts["kind"] == Kind.ORDER_PLACED]:
            if int(row["reference"]) in self._lines:
                line = _Line(int(row["seq"]), int(row["point"]), int(row["party"]))
                self._lines[int(row["reference"])], self._away[line.seq] = line, 0
        for kind, sign in ((Kind.SHIPPED, 1), (Kind.RETURNED, -1)):
            moved = facts[facts["kind"] == kind]
            for line_id, quantity in zip(moved["reference"].tolist(), moved["quantity"].tolist(), strict=True):
                if line_id in self._away:
                    self._away[line_id] += sign * quantity

    def parts(self, signals: np.ndarray, until: int) -> Iterator[tuple[np.ndarray, int]]:
        """Yield (signals, last tick to run to) one after another, so that each finds the lines that it speaks of.

        At a tick at which something speaks of a line the world says everything first, as in a run. What finds no line,
        since it has ended or nothing left of it that could come back, is left out.
        """
        first = 0
        for tick in np.unique(signals["tick"][signals["reference"] < 0]).tolist():
            start, stop = np.searchsorted(signals["tick"], (tick, tick + 1))
            yield signals[first:start], tick - 1
            yield signals[:0], tick
            pending = signals[start:stop]
            while len(pending):
                now, pending = self._known(pending)
                if not len(now):
                    break
                yield now, tick
            first = stop
        yield signals[first:], until

    def _known(self, pending: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the signals that can be taken in now, with their lines put in, and the others as they are."""
        rows, now = pending.copy(), np.ones(len(pending), np.bool_)
        for i in np.flatnonzero(pending["reference"] < 0).tolist():
            line = self._lines.get(-int(pending["reference"][i]))
            now[i] = line is not None and self._is_there(rows[i], line)
            if line is not None:
                rows["reference"][i], rows["party"][i] = line.seq, line.party
                if int(rows["kind"][i]) in _OF_OPEN_LINE:
                    rows["point"][i] = line.point
        return rows[now], pending[~now]

    def _is_there(self, row: np.void, line: _Line) -> bool:
        if int(row["kind"]) == Kind.RETURNED:
            return self._away[line.seq] >= int(row["quantity"])
        return int(row["kind"]) not in _OF_OPEN_LINE or self._is_open(line.seq)

"""Hours of single units, and hours that several share: calendars of the planner's own, after those of the network."""

import numpy as np

from tugline.network.exact import IntArray
from tugline.network.layout import OPEN, Records

Spans = tuple[IntArray, IntArray]
"""Starts and stops of open stretches, sorted, none touching the next."""
ALWAYS = -1


class Hours:
    """Calendars by row; equal hours are kept once.

    Parameters
    ----------
    opens, calendar_start
        Open stretches of the network's calendars, `OPEN`, by calendar: rows calendar_start[c] .. [c + 1] - 1.
    """

    def __init__(self, opens: Records, calendar_start: IntArray) -> None:
        self._open, self._start = opens, calendar_start
        self._added: list[Spans] = []
        self._rows: dict[tuple[bytes, bytes], int] = {}

    def of_unit(self, calendar: int, unit: int, units: int) -> int:
        """Return the hours in which unit number `unit` (from 0) of a resource with so many units is at work."""
        if calendar == ALWAYS:
            return ALWAYS
        rows = self._open[self._start[calendar] : self._start[calendar + 1]]
        there = np.where(rows["units"] > 0, rows["units"], units) > unit
        return self._row(_joined(rows["start"][there], rows["stop"][there]))

    def together(self, calendars: set[int]) -> int:
        """Return the hours that all calendars share."""
        rest = sorted(calendars - {ALWAYS})
        if not rest:
            return ALWAYS
        shared = self._spans(rest[0])
        for calendar in rest[1:]:
            shared = _both(shared, self._spans(calendar))
        return self._row(shared)

    def table(self) -> tuple[Records, IntArray]:
        """Return all stretches and where each calendar's begin, the network's own first, as the kernels read them."""
        rows = [self._open, *(_records(spans) for spans in self._added)]
        lengths = np.cumsum([len(part) for part in rows[1:]], dtype=np.int64)
        return np.concatenate(rows), np.concatenate([self._start, self._start[-1] + lengths]).astype(np.int64)

    def _spans(self, calendar: int) -> Spans:
        return self._added[calendar - (len(self._start) - 1)]

    def _row(self, spans: Spans) -> int:
        key = (spans[0].tobytes(), spans[1].tobytes())
        if key not in self._rows:
            self._rows[key] = len(self._start) - 1 + len(self._added)
            self._added.append(spans)
        return self._rows[key]


def _joined(start: IntArray, stop: IntArray) -> Spans:
    """Make one of stretches that touch: they differed in units only."""
    if not len(start):
        return start.copy(), stop.copy()
    apart = start[1:] > stop[:-1]
    return start[np.r_[True, apart]], stop[np.r_[apart, True]]


def _both(a: Spans, b: Spans) -> Spans:
    """Return where two sets of stretches overlap."""
    edges = np.unique(np.concatenate([*a, *b]))
    if not len(edges):
        return a
    inside = [np.searchsorted(s[0], edges, "right") > np.searchsorted(s[1], edges, "right") for s in (a, b)]
    open_from = np.flatnonzero(inside[0] & inside[1])
    return _joined(edges[open_from], edges[np.minimum(open_from + 1, len(edges) - 1)])


def _records(spans: Spans) -> Records:
    rows = np.zeros(len(spans[0]), OPEN)
    rows["start"], rows["stop"] = spans
    rows["before"] = np.concatenate([[0], np.cumsum(spans[1] - spans[0])[:-1]]) if len(rows) else 0
    return rows


def open_until(tables: dict[str, np.ndarray], calendar: int, ticks: IntArray) -> IntArray:
    """Return the open ticks of a calendar before each of some ticks, by the arrays of a grid; -1 is always open."""
    if calendar < 0:
        return ticks
    rows = tables["open"][tables["calendar_start"][calendar] : tables["calendar_start"][calendar + 1]]
    if not len(rows):
        return np.zeros_like(ticks)
    at = np.searchsorted(rows["start"], ticks, side="right") - 1
    row = rows[np.maximum(at, 0)]
    passed: IntArray = np.where(at < 0, 0, row["before"] + np.minimum(ticks, row["stop"]) - row["start"])
    return passed


def open_between(tables: dict[str, np.ndarray], calendar: int, start: int, stop: int) -> int:
    """Return the open ticks of a calendar from one tick to another."""
    before, after = open_until(tables, calendar, np.array([start, stop], np.int64)).tolist()
    return int(after - before)

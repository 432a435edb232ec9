"""Calendars become open stretches: from the start to ten years on, in ticks, merged, with running totals."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tugline.network.exact import BoolArray, IntArray, ceil_div
from tugline.network.findings import Findings
from tugline.network.layout import OPEN, Records
from tugline.network.registers import Register
from tugline.network.spans import distinct, offsets, ranges
from tugline.network.tables import MISSING, Table
from tugline.network.timeline import Timeline
from tugline.units.time import Clock

OPEN_DAYS = 3653
"""Open stretches are laid out for so many local days (ten years) from the start's own day on."""
LISTED_DAYS = 73_050
"""The local midnights of so many days (two hundred years) are listed, and the one at which the last of them ends."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES = 1440


@dataclass(frozen=True, slots=True)
class Pattern:
    """Openings as rows: a calendar opens on a weekday (0 = Monday) or, where `day` is given, on that date only.

    A row without `opens` says that its day is closed; `units` 0 = the resource's own.
    """

    calendar: IntArray
    weekday: IntArray
    day: IntArray
    opens: IntArray
    closes: IntArray
    units: IntArray


@dataclass(frozen=True, slots=True)
class Calendars:
    """All calendars of a business: those of the table, then made ones for suppliers' order days, by name."""

    register: Register
    open: Records
    start: IntArray
    day_start: IntArray
    first_day: int

    def ever_open(self) -> BoolArray:
        """Return which calendars have an open stretch at all."""
        return np.diff(self.start) > 0


def order_days_name(weekdays: frozenset[int]) -> str:
    """Return the name of the calendar that is open all day on some weekdays."""
    return "order_days=" + ",".join(WEEKDAYS[day] for day in sorted(weekdays))


CutOffs = AbstractSet[tuple[str, int]]
"""Calendars by name, empty = every day, and minutes since midnight at which something leaves on their days."""


def cut_off_name(calendar: str, minutes: int) -> str:
    """Return the name of the calendar that is open for the tick of a local time, on the days of another calendar."""
    return f"cut_off={minutes // 60:02d}:{minutes % 60:02d},{calendar}"


def lay_out(
    table: Table, order_days: set[frozenset[int]], cut_offs: CutOffs = frozenset(), *, timeline: Timeline,
    findings: Findings,
) -> Calendars:  # fmt: skip
    """Return the calendars of the table, one for each set of order days, and one for each cut-off time."""
    made = [*(order_days_name(days) for days in order_days), *(cut_off_name(*each) for each in cut_offs)]
    register = Register.of([*table["calendar"].names, *made])
    told = _pattern(table, register, timeline.clock, findings)
    pattern = _joined(told, _order_pattern(order_days, register), _cut_off_pattern(cut_offs, told, register))
    first_day, day_start = _midnights(timeline)
    calendar, start, stop, units = _dated(pattern, first_day - 1, first_day + OPEN_DAYS, timeline)
    moments = np.isin(calendar, [register.row(cut_off_name(*each)) for each in cut_offs])
    stop = np.where(moments, start + 1, stop)
    horizon = int(day_start[OPEN_DAYS])
    rows = flatten(calendar, np.maximum(start, 0), np.minimum(stop, horizon), units)
    return Calendars(register, _open_records(*rows), offsets(rows[0], len(register)), day_start, first_day)


@lru_cache(maxsize=16)
def _midnights(timeline: Timeline) -> tuple[int, IntArray]:
    """Return the local day of tick 0 (as `date.toordinal`) and the ticks of the midnights from its own one on.

    A tick that a midnight falls into is the first of the day that begins there. With such a tick as tick 0, the date
    on which it begins has no tick at all, and the next one is the first.
    """
    first = timeline.clock.date(0).toordinal()
    day_start = timeline.at(np.arange(first, first + LISTED_DAYS + 2, dtype=np.int64), 0)
    empty = int(day_start[1] <= 0)
    listed = day_start[empty : empty + LISTED_DAYS + 1].copy()
    listed.setflags(write=False)
    return first + empty, listed


def _pattern(table: Table, register: Register, clock: Clock, findings: Findings) -> Pattern:
    weekday, day, opens, closes = (table[name] for name in ("weekday", "date", "opens", "closes"))
    placeless = (weekday == MISSING) & (day == MISSING)
    findings.add_rows(
        "calendar.no_day", "calendars", table.lines, placeless, "weekday", lambda _: "", "a weekday or a date"
    )
    given = (opens != MISSING) | (closes != MISSING)
    opens = np.where(given & (opens == MISSING), 0, opens)
    closes = np.where(given & (closes == MISSING), DAY_MINUTES, closes)
    step = max(clock.tick_seconds // 60, 1)
    for name, minutes in (("opens", opens), ("closes", closes)):
        findings.add_rows(
            "calendar.finer_than_tick", "calendars", table.lines, given & (minutes % step != 0), name,
            lambda row, minutes=minutes: f"{minutes[row] // 60:02d}:{minutes[row] % 60:02d}",  # type: ignore[misc]
            f"a whole number of ticks of {step} minutes", "a smaller tick in business.toml?",
        )  # fmt: skip
    # A shift that closes at or before it opens ends on the next day.
    closes = np.where(given & (closes <= opens), closes + DAY_MINUTES, closes)
    units = np.where(table["units"] == MISSING, 0, table["units"])
    opens = np.where(table["units"] == 0, MISSING, opens)  # nobody at work: closed
    calendar = register.rows_of(table["calendar"])
    keep = (calendar >= 0) & ~placeless
    rows = (calendar, weekday, day, opens, closes, units)
    return Pattern(*(np.ascontiguousarray(column[keep]) for column in rows))


def _order_pattern(order_days: set[frozenset[int]], register: Register) -> Pattern:
    rows = [(register.row(order_days_name(days)), day) for days in order_days for day in days]
    calendar, weekday = np.array(rows, np.int64).reshape(-1, 2).T
    none = np.full(len(rows), MISSING, np.int64)
    zero = np.zeros(len(rows), np.int64)
    return Pattern(calendar, weekday, none, zero, zero + DAY_MINUTES, zero)


def _cut_off_pattern(cut_offs: CutOffs, told: Pattern, register: Register) -> Pattern:
    """Return for each cut-off time the rows of its calendar, open at that time on every day that they open at all."""
    found = [Pattern(*(np.zeros(0, np.int64) for _ in Pattern.__slots__))]
    for name, minutes in sorted(cut_offs):
        week = np.arange(7, dtype=np.int64)
        own = np.flatnonzero(told.calendar == register.row(name)) if name else week
        weekday = told.weekday[own] if name else week
        day = told.day[own] if name else np.full(7, MISSING, np.int64)
        opens = np.where(told.opens[own] == MISSING, MISSING, minutes) if name else np.full(7, minutes, np.int64)
        row = np.full(len(own), register.row(cut_off_name(name, minutes)), np.int64)
        found.append(Pattern(row, weekday, day, opens, opens + 1, np.zeros(len(own), np.int64)))
    return _joined(*found)


def _joined(*parts: Pattern) -> Pattern:
    return Pattern(*(np.concatenate([getattr(part, name) for part in parts]) for name in Pattern.__slots__))


def _dated(
    pattern: Pattern, first_day: int, last_day: int, timeline: Timeline
) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """Return calendar, start, stop (ticks) and units of every opening from `first_day` to before `last_day`."""
    special = pattern.day != MISSING
    weekly = np.flatnonzero(~special & (pattern.opens != MISSING))
    first = first_day + (pattern.weekday[weekly] - (first_day + 6)) % 7
    weeks = np.maximum(ceil_div(last_day - first, 7), 0)
    row = np.repeat(weekly, weeks)
    day = np.repeat(first, weeks) + 7 * ranges(np.zeros(len(weeks), np.int64), weeks)
    # A date's own rows stand in place of its weekday's; a night shift that began the day before runs on.
    span = np.int64(4_000_000)  # more than any day number (date.max is 3,652,059)
    usual = ~np.isin(pattern.calendar[row] * span + day, pattern.calendar[special] * span + pattern.day[special])
    dated = np.flatnonzero(special & (pattern.opens != MISSING) & (pattern.day >= first_day) & (pattern.day < last_day))
    row = np.concatenate([row[usual], dated])
    day = np.concatenate([day[usual], pattern.day[dated]])
    start = timeline.at(day, pattern.opens[row])
    stop = timeline.at(day, pattern.closes[row])
    return pattern.calendar[row], start, stop, pattern.units[row]


def flatten(
    calendar: IntArray, start: IntArray, stop: IntArray, units: IntArray
) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """Return stretches that neither overlap nor touch with the same units, sorted by calendar and time.

    Where openings overlap, the larger number of units is at work; a given number stands before "the resource's own".
    """
    keep = start < stop
    calendar, start, stop, units = calendar[keep], start[keep], stop[keep], units[keep]
    span = np.int64(stop.max() + 1 if len(stop) else 1)
    edges = distinct(calendar * span + start, calendar * span + stop)
    at_work = np.full(len(edges), -1, np.int64)
    for value in distinct(units):
        mine = units == value
        change = np.zeros(len(edges), np.int64)
        np.add.at(change, np.searchsorted(edges, (calendar * span + start)[mine]), 1)
        np.subtract.at(change, np.searchsorted(edges, (calendar * span + stop)[mine]), 1)
        at_work[np.cumsum(change) > 0] = value
    begins = np.flatnonzero((at_work >= 0) & (at_work != np.concatenate([[-1], at_work[:-1]])))
    ends = np.flatnonzero((at_work >= 0) & (at_work != np.concatenate([at_work[1:], [-1]]))) + 1
    owner = edges[begins] // span
    return owner, edges[begins] - owner * span, edges[ends] - owner * span, at_work[begins]


def _open_records(calendar: IntArray, start: IntArray, stop: IntArray, units: IntArray) -> Records:
    records = np.zeros(len(start), OPEN)
    total = np.cumsum(stop - start) - (stop - start)
    first = np.searchsorted(calendar, calendar, side="left")
    records["start"], records["stop"], records["units"] = start, stop, units
    records["before"] = total - total[first] if len(total) else total
    return records

"""Spans and moments of the tables in ticks of the business."""

from dataclasses import dataclass

import numpy as np

from tugline.network.exact import BoolArray, IntArray, ceil_div
from tugline.network.layout import NEVER
from tugline.network.tables import MISSING, Durations, Table
from tugline.units.time import DAY_SECONDS, EPOCH_DAY, Clock, epoch_of_local


@dataclass(frozen=True, slots=True)
class Timeline:
    """The business's clock, asked for local days and for lengths of time."""

    clock: Clock

    def at(self, days: IntArray, minutes: IntArray | int) -> IntArray:
        """Return the tick in which the local clock first shows `minutes` of a day (as `date.toordinal`), or passes it.

        A time that occurs twice means its first occurrence; one that the clock jumps over means the jump.
        """
        return self.clock.ticks_of(epoch_of_local((days - EPOCH_DAY) * DAY_SECONDS + minutes * 60, self.clock.zone))

    def window(self, table: Table) -> tuple[IntArray, IntArray]:
        """Return valid_from and valid_to (exclusive) of every row; where not given, -NEVER and NEVER.

        Both are dates: a row holds from the local midnight of `valid_from` to that of `valid_to`.
        """
        return self._midnights(table["valid_from"], -NEVER), self._midnights(table["valid_to"], NEVER)

    def _midnights(self, days: IntArray, otherwise: int) -> IntArray:
        given = days != MISSING
        return np.where(given, self.at(np.where(given, days, self.clock.date(0).toordinal()), 0), otherwise)

    def ticks(self, durations: Durations, otherwise: int) -> IntArray:
        """Return durations rounded up to whole ticks; `otherwise` where none is given."""
        given = durations.seconds != MISSING
        return np.where(given, ceil_div(np.where(given, durations.seconds, 0), self.clock.tick_seconds), otherwise)

    def of_days(self, days: IntArray) -> IntArray:
        """Return whole days as elapsed ticks, rounded up."""
        return ceil_div(days * DAY_SECONDS, self.clock.tick_seconds)


@dataclass(frozen=True, slots=True)
class Leads:
    """Lead times of sources: see `lead_ticks` and `lead_open` of SOURCE."""

    ticks: IntArray
    open: BoolArray
    defaulted: BoolArray


def leads(given: Durations, calendar: IntArray, otherwise_days: IntArray, timeline: Timeline) -> Leads:
    """Return the lead times of sources; `otherwise_days` stands in where none is given (0 = the operations' own time).

    A time written in days or weeks counts open days where the source names a calendar, and else elapsed time, as does
    any time written in hours or less. A given or defaulted time lasts at least one tick.
    """
    missing = given.seconds == MISSING
    days = np.where(missing, otherwise_days, given.days)
    named = calendar >= 0
    is_open = named & (days != MISSING) & (days > 0)
    elapsed = np.where(missing, timeline.of_days(otherwise_days), timeline.ticks(given, 0))
    own_time = missing & (otherwise_days == 0)
    ticks = np.where(is_open, days, np.maximum(elapsed, 1))
    return Leads(np.where(own_time, 0, ticks), is_open, missing & ~own_time)

"""Work within open hours, forward and backward, for dates and ranks; a calendar of -1 is always open.

The world has its own way to look hours up (`world/calendar.py`): its time only goes forward, and it remembers where it
was.
"""

from typing import Any

import numpy as np

from tugline.network.layout import NEVER
from tugline.state.arithmetic import ceil_div, times
from tugline.state.kernel import kernel


@kernel
def stretch_after(g: Any, calendar: int, tick: int) -> int:
    """Return the row of the first open stretch that ends after `tick`; the row after the last one if there is none."""
    low, high = g.calendar_start[calendar], g.calendar_start[calendar + 1]
    while low < high:
        middle = (low + high) // 2
        if g.open[middle].stop > tick:
            high = middle
        else:
            low = middle + 1
    return low


@kernel
def open_tick(g: Any, calendar: int, tick: int) -> int:
    """Return the first open tick from `tick` on, NEVER if there is none."""
    if calendar < 0:
        return tick
    row = stretch_after(g, calendar, tick)
    return NEVER if row == g.calendar_start[calendar + 1] else max(tick, g.open[row].start)


@kernel
def _last_with(g: Any, calendar: int, most: int) -> int:
    """Return the last stretch with at most so many open ticks before it, -1 = none."""
    low, high = g.calendar_start[calendar], g.calendar_start[calendar + 1]
    while low < high:
        middle = (low + high) // 2
        if g.open[middle].before <= most:
            low = middle + 1
        else:
            high = middle
    return low - 1 if low > g.calendar_start[calendar] else -1


@kernel
def work_until(g: Any, calendar: int, tick: int, work: int) -> int:
    """Return the tick at which `work` >= 1 open ticks have passed since `tick`, NEVER if there are not so many."""
    if calendar < 0:
        return tick + work
    row = stretch_after(g, calendar, tick)
    if row == g.calendar_start[calendar + 1]:
        return NEVER
    last_one = g.open[row].before + max(0, tick - g.open[row].start) + work - 1
    row = _last_with(g, calendar, last_one)
    end = g.open[row].start + last_one - g.open[row].before + 1
    return end if end <= g.open[row].stop else NEVER


@kernel
def work_from(g: Any, calendar: int, tick: int, work: int) -> int:
    """Return the last tick from which `work` >= 1 open ticks pass until `tick`; -NEVER if there are not so many."""
    if calendar < 0:
        return tick - work
    row = stretch_after(g, calendar, tick - 1)
    first, stop = g.calendar_start[calendar], g.calendar_start[calendar + 1]
    if first == stop:
        return -NEVER
    if row < stop:
        passed = g.open[row].before + max(0, tick - g.open[row].start)
    else:
        passed = g.open[stop - 1].before + g.open[stop - 1].stop - g.open[stop - 1].start
    if passed < work:
        return -NEVER
    row = _last_with(g, calendar, passed - work)
    return g.open[row].start + passed - work - g.open[row].before


@kernel
def open_days_on(g: Any, calendar: int, tick: int, days: int) -> int:
    """Return the same time of day on the `days`-th local day after that of `tick` on which the calendar opens."""
    starts = g.day_start
    last = len(starts) - 1
    day = max(0, int(np.searchsorted(starts, tick, side="right")) - 1)
    into = tick - starts[day]
    if calendar < 0:
        return starts[day + days] + into if day + days <= last else NEVER
    if day == last:
        return NEVER
    stop = g.calendar_start[calendar + 1]
    row = stretch_after(g, calendar, starts[day + 1])
    while days > 0:
        if row == stop:
            return NEVER
        day += 1
        while day < last and starts[day + 1] <= g.open[row].start:
            day += 1
        if day == last:
            return NEVER
        days -= 1
        while row < stop and g.open[row].stop <= starts[day + 1]:
            row += 1
    return starts[day] + into


@kernel
def usual_ticks(g: Any, calendar: int, work: int) -> int:
    """Return the ticks that so much work takes on average, closed hours included."""
    if calendar < 0 or g.calendar_start[calendar] == g.calendar_start[calendar + 1]:
        return work
    last = g.open[g.calendar_start[calendar + 1] - 1]
    span = last.stop - g.open[g.calendar_start[calendar]].start
    return ceil_div(times(work, span), last.before + last.stop - last.start)

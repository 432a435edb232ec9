"""Open hours: when something opens, and when so much work will be done."""

from typing import Any

from tugline.facts.kinds import NEVER
from tugline.state.kernel import kernel


@kernel
def stretch_at(w: Any, g: Any, calendar: int, tick: int) -> int:
    """Return the row of the first open stretch that ends after `tick`; the row after the last one if there is none.

    The search begins at the stretch last met, since time hardly ever goes back.
    """
    low = g.calendar_start[calendar]
    high = g.calendar_start[calendar + 1]
    met = w.cursor[calendar]
    if met > low and g.open[met - 1].stop > tick:
        high = met
    else:
        low = met
        reach = 1
        while low + reach - 1 < high and g.open[low + reach - 1].stop <= tick:
            low += reach
            reach *= 2
        high = min(high, low + reach - 1)
    while low < high:
        middle = (low + high) // 2
        if g.open[middle].stop > tick:
            high = middle
        else:
            low = middle + 1
    return low


@kernel
def next_opening(w: Any, g: Any, calendar: int, tick: int) -> int:
    """Return the first open tick at or after `tick`, NEVER if there is none; calendar -1 is always open."""
    if calendar < 0:
        return tick
    row = stretch_at(w, g, calendar, tick)
    if row == g.calendar_start[calendar + 1]:
        return NEVER
    return max(tick, g.open[row].start)


@kernel
def work_end(w: Any, g: Any, calendar: int, tick: int, work: int) -> int:
    """Return the tick at which `work` >= 1 open ticks have passed since `tick`, NEVER if there are not so many."""
    if calendar < 0:
        return tick + work
    row = stretch_at(w, g, calendar, tick)
    stop = g.calendar_start[calendar + 1]
    if row == stop:
        return NEVER
    target = g.open[row].before + max(0, tick - g.open[row].start) + work
    # The last stretch with fewer than `target` open ticks before it; most work ends in the first or second one.
    reach = 1
    low = row
    while low + reach < stop and g.open[low + reach].before < target:
        low += reach
        reach *= 2
    high = min(stop, low + reach)
    while high - low > 1:
        middle = (low + high) // 2
        if g.open[middle].before < target:
            low = middle
        else:
            high = middle
    end = g.open[low].start + target - g.open[low].before
    return end if end <= g.open[low].stop else NEVER


@kernel
def work_end_together(w: Any, g: Any, first: int, stop: int, tick: int, work: int) -> int:
    """Return the tick at which `work` >= 1 ticks have passed in which all resources of the operations were open."""
    calendar = -1
    several = False
    for row in range(first, stop):
        c = g.resource[g.operation[row].resource].calendar
        if c >= 0:
            several = several or (calendar >= 0 and c != calendar)
            calendar = c
    if not several:
        return work_end(w, g, calendar, tick, work)
    while tick < NEVER:
        opens = tick
        closes = NEVER
        for row in range(first, stop):
            c = g.resource[g.operation[row].resource].calendar
            if c < 0:
                continue
            stretch = stretch_at(w, g, c, opens)
            if stretch == g.calendar_start[c + 1]:
                return NEVER
            opens = max(opens, g.open[stretch].start)
            closes = min(closes, g.open[stretch].stop)
        if opens < closes:
            if opens + work <= closes:
                return opens + work
            work -= closes - opens
            tick = closes
        else:
            tick = opens
    return NEVER

"""When a lead time has passed, as the world counts it, at any tick."""

from typing import Any

import numpy as np

from tugline.network.layout import NEVER
from tugline.state.kernel import kernel
from tugline.state.open_hours import stretch_after


@kernel
def _open_days_on(g: Any, calendar: int, tick: int, days: int) -> int:
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
def lead_end(g: Any, source: Any, tick: int) -> int:
    """Return the tick at which a source's lead time, at least one tick, has passed since `tick`."""
    if source.lead_open != 0 and source.lead_ticks > 0:
        return max(tick + 1, _open_days_on(g, source.calendar, tick, source.lead_ticks))
    return tick + max(1, source.lead_ticks)

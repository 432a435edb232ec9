"""When goods that are ready leave and are at the customer, and by when they must be ready for a wanted date.

The one place that says so: the engine, the world, the desk and everything that is shown go by it.
"""

from typing import Any

import numpy as np

from tugline.network.layout import NEVER
from tugline.state.duration import lead_ticks
from tugline.state.kernel import kernel
from tugline.state.open_hours import open_days_on, open_tick, stretch_after


@kernel
def group_to(g: Any, point: int, party: int) -> int:
    """Return the group of lanes by which goods go from a stock point to a customer (-1 = nobody named), -1 = none."""
    if len(g.lane) == 0 or point < 0:
        return -1
    return g.lane_of[g.point[point].location, g.party[party].destination if party >= 0 else 0]


@kernel
def leaves_at(g: Any, lane: int, ready: int) -> int:
    """Return when goods that are ready at a tick leave by a lane (-1 = at once), NEVER if it does not leave again."""
    return open_tick(g, g.lane[lane].departs, ready) if lane >= 0 else ready


@kernel
def arrives_at(g: Any, lane: int, left: int) -> int:
    """Return when goods that left by a lane at a tick are at the customer; without a lane (-1) as they leave."""
    if lane < 0 or left >= NEVER:
        return left
    record = g.lane[lane]
    if record.lead_open != 0:
        return open_days_on(g, record.calendar, left, record.lead_ticks)
    return left + record.lead_ticks


@kernel
def lane_for(g: Any, point: int, party: int, ready: int, wanted: int) -> int:
    """Return the lane by which goods that are ready at a tick go, -1 = there is none.

    It is the first choice of those that arrive by `wanted`, else the one that arrives soonest.
    """
    group = group_to(g, point, party)
    if group < 0:
        return -1
    best, soonest = -1, NEVER + 1
    for lane in range(g.lane_start[group], g.lane_start[group + 1]):
        at = arrives_at(g, lane, leaves_at(g, lane, ready))
        if at <= wanted:
            return lane
        if at < soonest:
            best, soonest = lane, at
    return best


@kernel
def there_at(g: Any, point: int, party: int, ready: int, wanted: int) -> Any:
    """Return (when they leave, when they are at the customer) for goods that are ready at a tick, NEVER if never."""
    if ready >= NEVER:
        return NEVER, NEVER
    lane = lane_for(g, point, party, ready, wanted)
    left = leaves_at(g, lane, ready)
    return left, arrives_at(g, lane, left)


@kernel
def carried_until(g: Any, point: int, party: int, left: int, wanted: int) -> int:
    """Return when goods that left at a tick, whatever the lanes say of leaving, are at the customer."""
    group = group_to(g, point, party)
    if group < 0:
        return left
    soonest = NEVER
    for lane in range(g.lane_start[group], g.lane_start[group + 1]):
        at = arrives_at(g, lane, left)
        if at <= wanted:
            return at
        soonest = min(soonest, at)
    return soonest


@kernel
def _last_of_day(g: Any, record: Any, low: int, high: int, wanted: int) -> int:
    """Return the last tick from `low` to `high` from which a lead time in open days ends by `wanted`, -NEVER = none."""
    starts = g.day_start
    while high >= low:
        day = max(0, int(np.searchsorted(starts, high, side="right")) - 1)
        end = open_days_on(g, record.calendar, high, record.lead_ticks)
        if end <= wanted:
            return high
        if end < NEVER and high - (end - wanted) >= max(low, starts[day]):
            # Of one day all end on the same later day, each at its own time.
            return high - (end - wanted)
        high = starts[day] - 1
    return -NEVER


@kernel
def _last_departure(g: Any, lane: int, wanted: int) -> int:
    """Return the last tick at which a lane leaves and arrives by `wanted`, -NEVER if it does not within its hours."""
    record = g.lane[lane]
    by = wanted if record.lead_open != 0 else wanted - record.lead_ticks
    if record.departs < 0:
        return by
    first = g.calendar_start[record.departs]
    row = stretch_after(g, record.departs, by)
    if row == g.calendar_start[record.departs + 1] or g.open[row].start > by:
        row -= 1
    while row >= first:
        last = min(by, g.open[row].stop - 1)
        if record.lead_open != 0:
            last = _last_of_day(g, record, g.open[row].start, last, wanted)
        if last > -NEVER:
            return last
        row -= 1
    return -NEVER


@kernel
def ready_by(g: Any, point: int, party: int, wanted: int) -> int:
    """Return the last tick at which goods may be ready so that they are at the customer by `wanted`.

    No departure is listed before the business's start: a date that none can keep still ranks, and counts as if goods
    left at any time, with open days as calendar days and weekends added.
    """
    group = group_to(g, point, party)
    if group < 0 or wanted >= NEVER or wanted <= -NEVER:
        return wanted
    latest = -NEVER
    for lane in range(g.lane_start[group], g.lane_start[group + 1]):
        latest = max(latest, _last_departure(g, lane, wanted))
    if latest > -NEVER:
        return latest
    for lane in range(g.lane_start[group], g.lane_start[group + 1]):
        latest = max(latest, wanted - lead_ticks(g, g.lane[lane]))
    return latest

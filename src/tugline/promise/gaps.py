"""Free time of a unit: the first and the last place for work, taking time and giving it back.

Work runs on over closed hours but gives way to no other work, so it holds its unit from its start to its end.
"""

from typing import Any

from tugline.network.layout import NEVER
from tugline.promise.chains import begin_chain, block_of, drop, place_in, put, sum_up
from tugline.promise.layout import BLOCK_SIZE, GAPS
from tugline.state.kernel import kernel
from tugline.state.open_hours import open_tick, work_from, work_until


@kernel
def free_lane(d: Any, lane: int, start: int) -> None:
    """Make a unit free from `start` on."""
    begin_chain(d, lane, GAPS)
    put(d, lane, start, NEVER)


@kernel
def first_fit(d: Any, h: Any, lane: int, calendar: int, tick: int, work: int) -> int:
    """Return the first start from `tick` on of `work` >= 1 open ticks in one gap; NEVER if there is none.

    Parameters
    ----------
    d, h
        `Desk`, and a `Grid` with the planner's calendars.
    calendar
        Hours in which the work gets on; -1 = always.
    """
    block = block_of(d, lane, tick)
    place = max(0, place_in(d, block, tick) - 1)
    while block >= 0:
        row = d.block[block]
        if row.most >= work:
            for i in range(block * BLOCK_SIZE + place, block * BLOCK_SIZE + row.count):
                if d.value[i] - max(d.key[i], tick) < work:
                    continue
                start = open_tick(h, calendar, max(d.key[i], tick))
                if start == NEVER:
                    return NEVER
                end = work_until(h, calendar, start, work)
                if end == NEVER:  # the hours end before the work does; the last gap has no end that would be too soon
                    return NEVER
                if end <= d.value[i]:
                    return start
        block = row.next
        place = 0
    return NEVER


@kernel
def last_fit(d: Any, h: Any, lane: int, calendar: int, tick: int, work: int) -> int:
    """Return the last start of `work` >= 1 open ticks that end by `tick` in one gap; -NEVER if there is none."""
    block = block_of(d, lane, tick - 1)
    place = place_in(d, block, tick - 1) - 1
    while block >= 0:
        if d.block[block].most >= work:
            for i in range(block * BLOCK_SIZE + place, block * BLOCK_SIZE - 1, -1):
                stop = min(d.value[i], tick)
                if stop - d.key[i] < work:
                    continue
                start = work_from(h, calendar, stop, work)
                if start == -NEVER:
                    return -NEVER
                if start >= d.key[i]:
                    return start
        block = d.block[block].previous
        if block >= 0:
            place = d.block[block].count - 1
    return -NEVER


@kernel
def take_time(d: Any, lane: int, start: int, stop: int) -> None:
    """Take start .. stop - 1 out of the gap that holds it."""
    block = block_of(d, lane, start)
    place = place_in(d, block, start) - 1
    i = block * BLOCK_SIZE + place
    first, end = d.key[i], d.value[i]
    if first < start:
        d.value[i] = start
        sum_up(d, lane, block)
        if stop < end:
            put(d, lane, stop, end)
    elif stop < end:
        d.key[i] = stop
        sum_up(d, lane, block)
    else:
        drop(d, lane, block, place)


@kernel
def take_free(d: Any, h: Any, lane: int, start: int, stop: int) -> None:
    """Take whatever is free of start .. stop - 1."""
    tick = first_fit(d, h, lane, -1, start, 1)
    while tick < stop:
        block = block_of(d, lane, tick)
        end = min(stop, d.value[block * BLOCK_SIZE + place_in(d, block, tick) - 1])
        take_time(d, lane, tick, end)
        tick = first_fit(d, h, lane, -1, end, 1)


@kernel
def is_free(d: Any, lane: int, start: int, stop: int) -> bool:
    """Return whether all of start .. stop - 1 is free."""
    block = block_of(d, lane, start)
    place = place_in(d, block, start) - 1
    return place >= 0 and d.value[block * BLOCK_SIZE + place] >= stop


@kernel
def give_time(d: Any, lane: int, start: int, stop: int) -> None:
    """Make start .. stop - 1 free again, and one with the gaps beside it."""
    block = block_of(d, lane, start)
    place = place_in(d, block, start) - 1
    if place >= 0 and d.value[block * BLOCK_SIZE + place] == start:
        start = d.key[block * BLOCK_SIZE + place]
        drop(d, lane, block, place)
    block = block_of(d, lane, stop)
    place = place_in(d, block, stop) - 1
    if place >= 0 and d.key[block * BLOCK_SIZE + place] == stop:
        stop = d.value[block * BLOCK_SIZE + place]
        drop(d, lane, block, place)
    put(d, lane, start, stop)

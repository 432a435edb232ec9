"""Where a step fits: one unit of each resource that it needs, at once, from its start to its end."""

from typing import Any

from tugline.network.layout import NEVER
from tugline.promise.gaps import first_fit, is_free, take_time
from tugline.promise.rows import new_booking
from tugline.state.duration import work_ticks
from tugline.state.kernel import kernel
from tugline.state.open_hours import open_tick, work_until


@kernel
def choice_work(d: Any, g: Any, choice: int, started: int) -> int:
    """Return the open ticks that a step takes by one of its alternatives: those of its slowest operation."""
    row = d.choice[choice]
    work = 1
    for o in range(row.operation_start, row.operation_stop):
        work = max(work, work_ticks(g.operation[o], started))
    return work


@kernel
def first_start(d: Any, g: Any, choice: int, tick: int, work: int) -> int:
    """Return the first start from `tick` on at which all that an alternative needs is free for `work`; NEVER = none.

    Each pool says from when on it has a unit free; the latest of them asks all others again, until they agree.
    """
    row = d.choice[choice]
    start = open_tick(g, row.calendar, tick)
    agreed = 0
    members = row.member_stop - row.member_start
    m = row.member_start
    while start < NEVER and agreed < members:
        pool = d.pool[d.member[m]]
        soonest = NEVER
        for lane in range(pool.lane_start, pool.lane_stop):
            soonest = min(soonest, first_fit(d, g, lane, row.calendar, start, work))
            if soonest == start:
                break
        agreed = agreed + 1 if soonest == start else 1
        start = soonest
        m = m + 1 if m + 1 < row.member_stop else row.member_start
    return start


@kernel
def best_choice(d: Any, g: Any, step: int, tick: int, started: int) -> Any:
    """Return (alternative, start, stop) that ends a step first; of equals the one that the tables name first.

    The alternative is -1 where none of them ever fits.
    """
    best = -1
    best_start = NEVER
    best_stop = NEVER
    for choice in range(d.step[step].choice_start, d.step[step].choice_stop):
        work = choice_work(d, g, choice, started)
        start = first_start(d, g, choice, tick, work)
        if start == NEVER:
            continue
        stop = work_until(g, d.choice[choice].calendar, start, work)
        if stop < best_stop:
            best = choice
            best_start = start
            best_stop = stop
    return best, best_start, best_stop


@kernel
def free_unit(d: Any, pool: int, start: int, stop: int) -> int:
    """Return the first unit of a pool that is free for all of start .. stop - 1, -1 = none is."""
    row = d.pool[pool]
    for lane in range(row.lane_start, row.lane_stop):
        if is_free(d, lane, start, stop):
            return lane
    return -1


@kernel
def book_step(d: Any, job: int, step: int, choice: int, start: int, stop: int) -> None:
    """Give a job a free unit of each pool of an alternative; there are such."""
    row = d.choice[choice]
    for m in range(row.member_start, row.member_stop):
        lane = free_unit(d, d.member[m], start, stop)
        take_time(d, lane, start, stop)
        new_booking(d, job, step, choice, lane, start, stop)


@kernel
def book_again(d: Any, first: int, choice: int, start: int, stop: int) -> None:
    """Give the bookings of one step, from row `first` on, a free unit of each pool at another time; there are such."""
    row = d.choice[choice]
    for m in range(row.member_start, row.member_stop):
        booking = d.booking[first + m - row.member_start]
        booking.lane = free_unit(d, d.member[m], start, stop)
        booking.start = start
        booking.stop = stop
        take_time(d, booking.lane, start, stop)

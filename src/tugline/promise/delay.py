"""Move what is booked as late as it may be, so that the near future is free for whoever asks next.

Nothing becomes later than it is due, or than it was already. What has begun stays.
"""

from typing import Any

from tugline.network.layout import NEVER
from tugline.promise.cover import level_of, take_for_demand, take_for_job
from tugline.promise.fit import book_again, choice_work
from tugline.promise.gaps import give_time, last_fit
from tugline.promise.levels import change, first_below
from tugline.state.duration import routed, started_for
from tugline.state.kernel import kernel
from tugline.state.open_hours import work_from, work_until


@kernel
def last_start(d: Any, g: Any, choice: int, by: int, work: int) -> int:
    """Return the last start at which all that an alternative needs is free for `work` that ends by `by`; -NEVER = none.

    As in `first_start`, pools ask each other until they agree.
    """
    row = d.choice[choice]
    start = work_from(g, row.calendar, by, work)
    agreed = 0
    members = row.member_stop - row.member_start
    m = row.member_start
    while start > -NEVER and agreed < members:
        stop = work_until(g, row.calendar, start, work)
        pool = d.pool[d.member[m]]
        latest = -NEVER
        for lane in range(pool.lane_start, pool.lane_stop):
            latest = max(latest, last_fit(d, g, lane, row.calendar, stop, work))
            if latest == start:
                break
        agreed = agreed + 1 if latest == start else 1
        start = latest
        m = m + 1 if m + 1 < row.member_stop else row.member_start
    return start


@kernel
def _limit(d: Any, g: Any, n: int) -> int:
    """Return by when a job has to be there, for its parent and for whoever takes what is left of it.

    What is left is taken out of the level of its point; the caller puts it back.
    """
    job = d.job[n]
    demand = d.demand[job.demand]
    by = d.job[job.parent].start if job.parent >= 0 else max(demand.due, demand.ready)
    if demand.pull >= 0 and n == demand.job_start:
        # Others' supply could stand in for it for a while; but then nobody could tell any more for whom it comes.
        by = max(d.demand[demand.owner].due, d.demand[demand.owner].ready) if demand.owner >= 0 else NEVER
    if job.quantity > job.wanted:
        chain = level_of(d, g.source[job.source].point)
        change(d, chain, job.stop, job.wanted - job.quantity)
        by = min(by, first_below(d, chain))
        if by == NEVER:
            by = max(demand.due, job.stop)
    return max(by, job.stop)


@kernel
def _move_steps(d: Any, g: Any, n: int, by: int) -> int:
    """Book the steps of a job anew, the last one first, as late as they end by `by`; return when the first begins."""
    job = d.job[n]
    demand = d.demand[job.demand]
    started = started_for(g.source[job.source], job.quantity)
    first = demand.booking_start
    while first < demand.booking_stop and d.booking[first].job != n:
        first += 1
    last = first
    while last < demand.booking_stop and d.booking[last].job == n:
        last += 1
    b = last - 1
    while b >= first:
        begin = b
        while begin > first and d.booking[begin - 1].step == d.booking[b].step:
            begin -= 1
        for i in range(begin, b + 1):
            give_time(d, d.booking[i].lane, d.booking[i].start, d.booking[i].stop)
        choice = d.booking[b].choice
        work = choice_work(d, g, choice, started)
        start = max(d.booking[b].start, last_start(d, g, choice, by, work))
        stop = work_until(g, d.choice[choice].calendar, start, work)
        book_again(d, begin, choice, start, stop)
        if b == last - 1:
            job.stop = max(job.stop, stop)
        by = start
        b = begin - 1
    return by


@kernel
def _delay_job(d: Any, g: Any, n: int) -> None:
    """Move one job as late as it may be."""
    job = d.job[n]
    source = g.source[job.source]
    by = _limit(d, g, n)
    begun = d.demand[job.demand].first_step >= 0
    # Of a lead time beside the steps nobody says when it has to begin: such work stays where it is.
    both = routed(source) and source.lead_ticks > 0 and source.defaulted_lead == 0
    if begun or both:
        pass
    elif routed(source) and by < NEVER:
        start = _move_steps(d, g, n, by)
        job.start = max(job.start, start)
        take_for_job(d, n, job.start)
    elif not routed(source) and source.lead_open == 0 and by < NEVER:
        later = by - job.stop
        if later > 0:
            job.start += later
            job.stop += later
            take_for_job(d, n, job.start)
    if job.quantity > job.wanted:
        change(d, level_of(d, source.point), job.stop, job.quantity - job.wanted)


@kernel
def delay_all(d: Any, g: Any, order: Any) -> None:
    """Move all that is done for demands as late as it may be, those placed last first.

    Parameters
    ----------
    order
        Rows of the demands in the order in which they were placed.
    """
    for i in range(len(order) - 1, -1, -1):
        demand = d.demand[order[i]]
        if demand.ready >= NEVER:
            continue
        for n in range(demand.job_start, demand.job_stop):
            _delay_job(d, g, n)
            if d.job[n].parent < 0:
                demand.ready = max(demand.ready, d.job[n].stop)
        # What a demand takes itself stands before what its jobs take.
        itself = demand.use_start < demand.use_stop and d.use[demand.use_start].job < 0
        if itself:
            demand.ready = max(demand.ready, demand.due)
            take_for_demand(d, order[i], demand.ready)

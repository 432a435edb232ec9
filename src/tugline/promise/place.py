"""Place a demand into what is free: everything as early as it fits, nothing that is booked moves."""

from typing import Any

import numpy as np

from tugline.network.layout import NEVER
from tugline.promise.cover import cover, cover_job, cover_pull, level_of, take_for_demand, take_for_job
from tugline.promise.fit import best_choice, book_step
from tugline.promise.gaps import give_time
from tugline.promise.keeping import hand_out, hold_again, hold_back, let_go
from tugline.promise.levels import change
from tugline.promise.rows import new_job
from tugline.state.duration import begin_by, routed, started_for
from tugline.state.kernel import kernel
from tugline.world.leads import lead_end


@kernel
def _run_steps(d: Any, g: Any, n: int, first: int, tick: int) -> bool:
    """Book the steps of a job from one on, one after another from `tick` on; False where one of them never fits."""
    source_row = d.job[n].source
    started = started_for(g.source[source_row], d.job[n].quantity)
    d.job[n].start = NEVER
    for step in range(first, d.step_start[source_row + 1]):
        choice, start, stop = best_choice(d, g, step, tick, started)
        if choice < 0:
            resource = g.operation[d.choice[d.step[step].choice_start].operation_start].resource
            d.demand[d.job[n].demand].never = -(resource + 1)
            return False
        book_step(d, n, step, choice, start, stop)
        d.job[n].start = min(d.job[n].start, start)
        tick = stop
    d.job[n].start = min(d.job[n].start, tick)
    d.job[n].stop = tick
    return True


@kernel
def _time_job(d: Any, g: Any, n: int) -> None:
    """Give a job its times, once all its material has times."""
    job = d.job[n]
    source = g.source[job.source]
    demand = d.demand[job.demand]
    itself = demand.pull >= 0 and n == demand.job_start
    tick = max(job.material, demand.begins) if itself else job.material
    if tick >= NEVER:
        job.stop = NEVER
        if demand.never == 0:
            demand.never = source.point + 1
    elif itself and demand.first_step >= 0:
        if _run_steps(d, g, n, demand.first_step, tick):
            d.job[n].stop = max(d.job[n].stop, demand.not_before)
        else:
            d.job[n].stop = NEVER
    elif routed(source):
        if not _run_steps(d, g, n, d.step_start[job.source], tick):
            d.job[n].stop = NEVER
        elif source.lead_ticks > 0 and source.defaulted_lead == 0:
            d.job[n].stop = max(d.job[n].stop, lead_end(g, source, tick))
    else:
        job.start = tick
        job.stop = lead_end(g, source, tick)


@kernel
def _hand_over(d: Any, g: Any, n: int) -> None:
    """Tell who waits for a job when it is there, and let others have what is left of it."""
    job = d.job[n]
    if job.parent >= 0:
        d.job[job.parent].material = max(d.job[job.parent].material, job.stop)
    else:
        d.demand[job.demand].ready = max(d.demand[job.demand].ready, job.stop)
    if job.quantity > job.wanted and job.stop < NEVER:
        change(d, level_of(d, g.source[job.source].point), job.stop, job.quantity - job.wanted)
        if d.demand[job.demand].pull >= 0 and n == d.demand[job.demand].job_start:
            hold_back(d, job.demand, level_of(d, g.source[job.source].point), job.stop)


@kernel
def _turns(d: Any, n: int, first_part_first: bool) -> Any:
    """Return the jobs of a demand in an order in which those that bring material come before those that need it."""
    demand = d.demand[n]
    first, size = demand.job_start, d.head[0].jobs - demand.job_start
    turns = np.empty(size, np.int64)
    if not first_part_first:
        for i in range(size):
            turns[i] = first + size - 1 - i
        return turns
    # From the demand down, the last part first, and then the other way round: each part right after what it is made of.
    open_ones = np.empty(size + 1, np.int64)
    open_ones[0] = -1
    waiting = 1
    done = size
    while waiting > 0:
        waiting -= 1
        parent = open_ones[waiting]
        if parent >= 0:
            done -= 1
            turns[done] = parent
        for job in range(first, first + size):
            if d.job[job].parent == parent:
                open_ones[waiting] = job
                waiting += 1
    return turns


@kernel
def place_by(d: Any, g: Any, n: int, by: int, first_part_first: bool) -> int:
    """Place demand `n` and return when all of it is there, NEVER where it cannot be had; nothing is kept for it then.

    Parameters
    ----------
    d, g
        `Desk`, and a `Grid` with the planner's calendars.
    by
        Whatever is there, or can be ordered or made on free resources, by then is preferred in the order of the
        tables, and what is there or comes to what is made; else whatever is soonest is taken.
    first_part_first
        In which order the jobs of one demand are placed where they compete for a unit.
    """
    head, demand = d.head[0], d.demand[n]
    demand.ready = head.now
    demand.short = -1
    demand.never = 0
    demand.job_start = head.jobs
    demand.booking_start = head.bookings
    demand.use_start = head.uses
    demand.receipt_start = head.receipts
    if demand.pull >= 0:
        new_job(d, n, -1, demand.source, demand.quantity, 0, by)
    else:
        hand_out(d, demand.owed, level_of(d, demand.point))
        cover(d, g, -1, n, demand.point, demand.quantity, demand.pegged, by)
    job = demand.job_start
    while job < head.jobs:
        row = d.job[job]
        begins = max(head.now, begin_by(g, row.source, row.quantity, row.by))
        if demand.pull >= 0 and job == demand.job_start:
            cover_pull(d, g, job, begins)
        else:
            cover_job(d, g, job, begins)
        job += 1
    for job in _turns(d, n, first_part_first):
        _time_job(d, g, job)
        # Material is taken when a job starts, not when it is there.
        take_for_job(d, job, d.job[job].start)
        _hand_over(d, g, job)
    demand.job_stop = head.jobs
    demand.booking_stop = head.bookings
    demand.use_stop = head.uses
    demand.receipt_stop = head.receipts
    ready = demand.ready
    if ready >= NEVER:
        take_back(d, g, n)
        demand.ready = NEVER
        return NEVER
    take_for_demand(d, n, ready)
    return ready


@kernel
def place(d: Any, g: Any, n: int) -> int:
    """Place demand `n` for its due date and return when all of it is there, as `place_by` does.

    What comes just in time may meet a unit that is taken then: where that makes it late, all is had as soon as can be.
    """
    demand = d.demand[n]
    ready = place_by(d, g, n, demand.due, False)
    if ready <= demand.due or demand.due <= d.head[0].now:
        return ready
    if ready < NEVER:
        take_back(d, g, n)
    sooner = place_by(d, g, n, d.head[0].now, False)
    if sooner <= ready:
        return sooner
    if sooner < NEVER:
        take_back(d, g, n)
    return place_by(d, g, n, demand.due, False)


@kernel
def take_back(d: Any, g: Any, n: int) -> None:
    """Undo `place` of the demand that was placed last."""
    head, demand = d.head[0], d.demand[n]
    for b in range(demand.booking_start, demand.booking_stop):
        give_time(d, d.booking[b].lane, d.booking[b].start, d.booking[b].stop)
    for u in range(demand.use_start, demand.use_stop):
        change(d, level_of(d, d.use[u].point), d.use[u].tick, d.use[u].quantity)
    if demand.pull >= 0:
        let_go(d, n, level_of(d, demand.point))
        for i in range(demand.given_start, demand.given_stop):
            hold_again(d, d.given[i].owed, level_of(d, d.given[i].point))
    else:
        hold_again(d, demand.owed, level_of(d, demand.point))
    for r in range(demand.receipt_start, demand.receipt_stop):
        change(d, level_of(d, d.receipt[r].point), d.receipt[r].tick, -d.receipt[r].quantity)
    for j in range(demand.job_start, demand.job_stop):
        job = d.job[j]
        if job.quantity > job.wanted and job.stop < NEVER:
            change(d, level_of(d, g.source[job.source].point), job.stop, job.wanted - job.quantity)
    head.jobs = demand.job_start
    head.bookings = demand.booking_start
    head.uses = demand.use_start
    head.receipts = demand.receipt_start
    demand.job_stop = demand.job_start
    demand.booking_stop = demand.booking_start
    demand.use_stop = demand.use_start
    demand.receipt_stop = demand.receipt_start


@kernel
def place_all(d: Any, g: Any, order: Any) -> None:
    """Place demands one after another, in the order given by their rows."""
    for i in range(len(order)):
        place(d, g, order[i])

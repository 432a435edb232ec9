"""Where jobs stand that people speak of, who name no step: as far as standard times bring them."""

from typing import Any

from tugline.facts.kinds import NEVER
from tugline.network.layout import MAKE
from tugline.state.duration import routed, started_for, work_ticks
from tugline.state.kernel import kernel
from tugline.world.calendar import work_end_together
from tugline.world.events import schedule
from tugline.world.floor import free_units, group_stop, hold_units, step_stop, stop_waiting, wait_out
from tugline.world.layout import CALLED, FINISH, QUEUED, RECEIVE, RUNNING
from tugline.world.leads import lead_end
from tugline.world.pools import job_slot
from tugline.world.pulls import activate


@kernel
def _group_end(w: Any, g: Any, first: int, stop: int, started: int, setup: int, tick: int) -> int:
    """Return when the operations needed together with row `first` end, begun at `tick`; `setup` 0 = already set up."""
    last = group_stop(g, first, stop)
    work = 1
    for row in range(first, last):
        ticks = work_ticks(g.operation[row], started)
        work = max(work, ticks if setup else ticks - g.operation[row].setup_ticks)
    return work_end_together(w, g, first, last, tick, work)


@kernel
def standard_end(w: Any, g: Any, source_row: int, pieces: int, began: int) -> int:
    """Return the tick at which a source has so many pieces that it began at `began`, if nothing has to queue."""
    source = g.source[source_row]
    end = began
    if not routed(source):
        end = lead_end(g, source, began)
    else:
        started = started_for(source, pieces)
        first = source.operation_start
        while first < source.operation_stop:
            end = _group_end(w, g, first, source.operation_stop, started, 1, end)
            first = step_stop(g, first, source.operation_stop)
    return end


@kernel
def go_on(w: Any, g: Any, id_: int, began: int, pieces: int, setup: int, now: int) -> None:
    """Have a job that began `pieces` at `began` be as far at `now` as it is by standard, with the resources it holds.

    What should be done by now is done as soon as the world speaks again.
    """
    slot = job_slot(w, id_)
    if slot < 0 or w.job[slot].source < 0:
        return
    job = w.job[slot]
    source = g.source[job.source]
    stop_waiting(w, slot)
    free_units(w, slot)
    job.begun = 1
    if not routed(source):
        wait_out(w, slot, FINISH if job.kind == MAKE else RECEIVE, lead_end(g, source, began))
        return
    stop = source.operation_stop
    started = started_for(source, pieces)
    first = source.operation_start
    end = _group_end(w, g, first, stop, started, setup, began)
    after = step_stop(g, first, stop)
    while end <= now and after < stop:
        first = after
        end = _group_end(w, g, first, stop, started, setup, end)
        after = step_stop(g, first, stop)
    hold_units(w, slot, first)
    job.operation = first
    job.stage = RUNNING
    schedule(w, slot, FINISH, end)


@kernel
def done(w: Any, id_: int, tick: int) -> None:
    """Have a job be finished at `tick`: its goods are received then, or when its own lead time is over."""
    slot = job_slot(w, id_)
    if slot < 0:
        return
    stop_waiting(w, slot)
    free_units(w, slot)
    w.job[slot].begun = 1
    wait_out(w, slot, RECEIVE, max(tick, w.job[slot].ready_at))


@kernel
def comes(w: Any, id_: int, tick: int) -> None:
    """Have the goods of a job be received at `tick`, as its source said; what it holds it keeps until then."""
    slot = job_slot(w, id_)
    if slot < 0:
        return
    stop_waiting(w, slot)
    wait_out(w, slot, RECEIVE, tick)


@kernel
def _runs_from(w: Any, g: Any, first: int, stop: int, now: int) -> Any:
    """Return when all resources of a step run, its first alternative to do so, and which comes back last, -1 = none.

    What should be back by now is not: it comes next.
    """
    soonest, best, last = NEVER + 1, first, -1
    group = first
    while group < stop:
        after = group_stop(g, group, stop)
        until, down = 0, -1
        for row in range(group, after):
            state = w.resource[g.operation[row].resource]
            if state.down != 0 and max(state.down_until, now + 1) > until:
                until = max(state.down_until, now + 1)
                down = g.operation[row].resource
        if until < soonest:
            soonest, best, last = until, group, down
        group = after
    return soonest, best, last


@kernel
def stopped_by(w: Any, g: Any, id_: int, ready: int, now: int) -> int:
    """Return the resource that is down and keeps a job from going on once it could, -1 = none; of several the last one.

    Parameters
    ----------
    ready
        Tick >= `now` at which its material is there; what comes before the stop then takes its standard time.
    """
    slot = job_slot(w, id_)
    if slot < 0 or w.job[slot].source < 0 or not routed(g.source[w.job[slot].source]):
        return -1
    job = w.job[slot]
    source = g.source[job.source]
    stop = source.operation_stop
    first, tick, held_by = source.operation_start, ready, -1
    if job.begun != 0 and job.stage == RUNNING:
        first, tick = step_stop(g, job.operation, stop), max(now, job.event_tick)
    elif job.begun != 0:
        first = job.operation if job.stage in (QUEUED, CALLED) else stop
    while first < stop and tick < NEVER:
        after = step_stop(g, first, stop)
        until, group, resource = _runs_from(w, g, first, after, now)
        if until > tick:
            tick, held_by = until, resource
        if tick < NEVER:
            tick = _group_end(w, g, group, after, started_for(source, job.quantity), 1, tick)
        first = after
    return held_by


@kernel
def call_off(w: Any, g: Any, tick: int) -> None:
    """Have jobs that were called, and that nobody said were started, wait for their resources again."""
    for slot in range(w.head[0].jobs):
        if w.job[slot].id > 0 and w.job[slot].stage == CALLED:
            stop_waiting(w, slot)
            activate(w, g, slot, tick)

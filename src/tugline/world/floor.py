"""The shop floor: which operation gets which resources, and how long it holds them."""

from typing import Any

from tugline.facts.kinds import NEVER
from tugline.state.duration import work_ticks
from tugline.state.kernel import kernel
from tugline.world.calendar import stretch_at, work_end_together
from tugline.world.events import push, schedule
from tugline.world.happens import lucky_work
from tugline.world.layout import CALLED, FINISH, QUEUED, RUNNING, START, UNDER_WAY, WAKE
from tugline.world.queue import first_job, first_queue, ranks_before, stand_in, touch, watch


@kernel
def group_stop(g: Any, first: int, stop: int) -> int:
    """Return the row after the operations that are needed together with row `first`; `stop` ends the routing."""
    operation = g.operation[first]
    row = first + 1
    while (
        row < stop and g.operation[row].step == operation.step and g.operation[row].alternative == operation.alternative
    ):
        row += 1
    return row


@kernel
def step_stop(g: Any, first: int, stop: int) -> int:
    """Return the row after all alternatives of the step of row `first`."""
    step = g.operation[first].step
    row = first + 1
    while row < stop and g.operation[row].step == step:
        row += 1
    return row


@kernel
def step_row(g: Any, source: Any, step: int) -> int:
    """Return the first row of a step in a routing, -1 = it has no such step."""
    for row in range(source.operation_start, source.operation_stop):
        if g.operation[row].step == step:
            return row
    return -1


@kernel
def units_free(w: Any, g: Any, resource: int, tick: int) -> int:
    """Return how many units can take work at `tick`: 0 while down or closed, negative after a shift with more units."""
    state = w.resource[resource]
    if state.down != 0:
        return 0
    own = g.resource[resource]
    if own.calendar < 0:
        return own.units - state.busy
    row = stretch_at(w, g, own.calendar, tick)
    w.cursor[own.calendar] = row
    if row == g.calendar_start[own.calendar + 1] or g.open[row].start > tick:
        return 0
    units = g.open[row].units
    return (units if units > 0 else own.units) - state.busy


@kernel
def _lacking(w: Any, g: Any, queue: int, tick: int) -> int:
    """Return the first resource of a queue that has no unit free at `tick`, -1 = all have one."""
    for m in range(w.member_start[queue], w.member_start[queue + 1]):
        if units_free(w, g, w.member[m], tick) <= 0:
            return w.member[m]
    return -1


@kernel
def hold_units(w: Any, slot: int, group: int) -> None:
    """Give a job one unit of each resource of an alternative."""
    w.job[slot].group = group
    queue = w.queue_of[group]
    for m in range(w.member_start[queue], w.member_start[queue + 1]):
        w.resource[w.member[m]].busy += 1


@kernel
def free_units(w: Any, slot: int) -> None:
    """Take back the units that a job holds, if it does."""
    job = w.job[slot]
    if job.group < 0:
        return
    queue = w.queue_of[job.group]
    for m in range(w.member_start[queue], w.member_start[queue + 1]):
        w.resource[w.member[m]].busy -= 1
        touch(w, w.member[m])
    job.group = -1


@kernel
def queue_up(w: Any, g: Any, slot: int) -> None:
    """Have a job wait for each alternative of its present step."""
    job = w.job[slot]
    stop = g.source[job.source].operation_stop
    last = step_stop(g, job.operation, stop)
    group = job.operation
    while group < last:
        stand_in(w, w.queue_of[group], slot)
        group = group_stop(g, group, stop)


@kernel
def _call(w: Any, g: Any, slot: int, tick: int) -> None:
    """Call a waiting job to the lowest alternative that can start now; there is one."""
    job = w.job[slot]
    stop = g.source[job.source].operation_stop
    group = job.operation
    while _lacking(w, g, w.queue_of[group], tick) >= 0:
        group = group_stop(g, group, stop)
    job.stage = CALLED
    job.version += 1
    hold_units(w, slot, group)
    schedule(w, slot, START, tick)


@kernel
def _sink(w: Any, active: Any, length: int, place: int) -> None:
    while True:
        child = 2 * place + 1
        if child >= length:
            return
        if child + 1 < length and ranks_before(w, active[child + 1], active[child]):
            child += 1
        if not ranks_before(w, active[child], active[place]):
            return
        active[place], active[child] = active[child], active[place]
        place = child


@kernel
def _serve(w: Any, g: Any, resource: int, tick: int) -> bool:
    """Look at the best queue that lacked a resource; return whether it may have more to give and to do.

    Its head is called, or the queue lacks something else and goes to stand there.
    """
    if units_free(w, g, resource, tick) <= 0:
        return False
    ranked_as = w.wait[w.resource[resource].root].id
    queue = first_queue(w, resource)
    if queue < 0:
        return False
    if w.queue[queue].id != ranked_as:
        # Its best head was called elsewhere: another resource may have a better one now.
        return True
    slot = first_job(w, queue)
    lacking = _lacking(w, g, queue, tick)
    if lacking >= 0:
        watch(w, queue, lacking, slot)
    else:
        _call(w, g, slot, tick)
    return first_queue(w, resource) >= 0


@kernel
def dispatch(w: Any, g: Any, tick: int) -> None:
    """Call what can start at `tick`, best rank first over all resources that may have gained a unit or a queue."""
    active = w.scratch
    n = 0
    if len(active) < len(w.resource):
        w.scratch = w.touched.copy()
        active = w.scratch
    for i in range(w.head[0].touched):
        resource = w.touched[i]
        if first_queue(w, resource) >= 0 and units_free(w, g, resource, tick) > 0:
            active[n] = resource
            n += 1
    for place in range(n // 2 - 1, -1, -1):
        _sink(w, active, n, place)
    while n > 0:
        if not _serve(w, g, active[0], tick):
            n -= 1
            active[0] = active[n]
        _sink(w, active, n, 0)
    for i in range(w.head[0].touched):
        resource = w.touched[i]
        _plan_wake(w, g, resource, tick)
        w.resource[resource].touched = 0
        w.touched[i] = 0
    w.head[0].touched = 0


@kernel
def _plan_wake(w: Any, g: Any, resource: int, tick: int) -> None:
    """Wake up at the next opening with a unit to spare, if somebody waits for it."""
    state = w.resource[resource]
    planned = state.wake
    state.wake = 0
    own = g.resource[resource]
    if own.calendar < 0 or state.down != 0 or state.busy >= state.most or first_queue(w, resource) < 0:
        return
    row = stretch_at(w, g, own.calendar, tick)
    while row < g.calendar_start[own.calendar + 1]:
        units = g.open[row].units if g.open[row].units > 0 else own.units
        if g.open[row].start > tick and units > state.busy:
            state.wake = g.open[row].start
            if state.wake != planned:
                push(w, state.wake, WAKE, resource + 1, resource)
            return
        row += 1


@kernel
def run_operation(w: Any, g: Any, slot: int, tick: int) -> None:
    """Begin the operation whose units a job holds; it ends when its longest row has had its open time."""
    job = w.job[slot]
    stop = group_stop(g, job.group, g.source[job.source].operation_stop)
    work = 1
    for row in range(job.group, stop):
        planned = work_ticks(g.operation[row], job.started)
        work = max(work, lucky_work(w, g.operation[row].resource, planned))
    job.stage = RUNNING
    job.begun = 1
    schedule(w, slot, FINISH, work_end_together(w, g, job.group, stop, tick, work))


@kernel
def named_group(g: Any, source: Any, first: int, resource: int) -> int:
    """Return the alternative of the step of row `first` that uses a resource, the first one if none does."""
    last = step_stop(g, first, source.operation_stop)
    group = first
    while group < last:
        after = group_stop(g, group, source.operation_stop)
        for row in range(group, after):
            if g.operation[row].resource == resource:
                return group
        group = after
    return first


@kernel
def stop_waiting(w: Any, slot: int) -> None:
    """Take a job that has not started its operation out of all queues."""
    job = w.job[slot]
    job.version += 1
    if job.stage == CALLED:
        free_units(w, slot)
        job.stage = QUEUED
    if job.stage < RUNNING:
        job.event = 0


@kernel
def earliest(source: Any) -> bool:
    """Return whether a routing also has a lead time of its own, before which nothing is received."""
    return source.lead_ticks > 0 and source.defaulted_lead == 0


@kernel
def wait_out(w: Any, slot: int, kind: int, tick: int) -> None:
    """Let a job's time run until an event of class `kind` at `tick`."""
    w.job[slot].stage = UNDER_WAY
    schedule(w, slot, kind, min(tick, NEVER))

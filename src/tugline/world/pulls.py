"""The life of a pull in the world: asked for, placed or supplied with material, under way, received."""

from typing import Any

from tugline.network.layout import BUY, MAKE
from tugline.state.duration import routed, started_for
from tugline.state.kernel import kernel
from tugline.state.movement import TO_SUPPLIER
from tugline.world.calendar import next_opening
from tugline.world.debts import owe, owe_price
from tugline.world.events import schedule
from tugline.world.floor import (
    earliest,
    free_units,
    hold_units,
    named_group,
    queue_up,
    run_operation,
    step_row,
    step_stop,
    stop_waiting,
    wait_out,
)
from tugline.world.happens import lucky_end
from tugline.world.layout import (
    CALLED,
    FINISH,
    PLACE,
    PLACING,
    PROPOSED,
    QUEUED,
    RECEIVE,
    RUNNING,
    START,
    STARTING,
    UNDER_WAY,
    WAITING,
)
from tugline.world.leads import lead_end
from tugline.world.pools import free_job, job_slot, take_job


@kernel
def _open_job(w: Any, g: Any, row: Any, stage: int) -> int:
    slot = take_job(w, row.seq)
    job = w.job[slot]
    job.stage = stage
    job.source = row.source - 1
    job.kind = BUY
    job.party = row.party - 1
    if job.source >= 0:
        source = g.source[job.source]
        job.kind = source.kind
        job.started = started_for(source, row.quantity)
        if source.supplier >= 0:
            job.party = source.supplier
    job.point = row.point - 1
    job.quantity = row.quantity
    job.due = row.due
    job.priority = row.priority
    job.last = row.seq
    return slot


@kernel
def activate(w: Any, g: Any, slot: int, tick: int) -> None:
    """Let a job that is free to go on do so: be placed, start, or queue up for its operation."""
    job = w.job[slot]
    if job.held != 0:
        return
    if job.stage == PLACING:
        calendar = g.party[job.party].order_calendar if job.party >= 0 else -1
        schedule(w, slot, PLACE, next_opening(w, g, calendar, tick))
    elif job.stage == STARTING:
        schedule(w, slot, START, tick)
    elif job.stage == QUEUED:
        queue_up(w, g, slot)


@kernel
def _give_material(w: Any, g: Any, slot: int, tick: int) -> None:
    """A make or move pull has all it needs."""
    job = w.job[slot]
    source = g.source[job.source]
    if routed(source):
        job.stage = QUEUED
        job.operation = source.operation_start
        if earliest(source):
            job.ready_at = lead_end(g, source, tick)
    else:
        job.stage = STARTING
    activate(w, g, slot, tick)


@kernel
def ask(w: Any, g: Any, slot: int, tick: int) -> None:
    """A released pull reaches its source; a pull without a source of ours reaches nobody."""
    job = w.job[slot]
    job.stage = WAITING
    if job.source < 0:
        return
    if job.kind >= BUY:
        job.stage = PLACING
        activate(w, g, slot, tick)
    elif job.kind == MAKE:
        source = g.source[job.source]
        # A choice may draw what the default one does not: then the engine says when all of it is there.
        if source.need_start == source.need_stop and source.choice_start == source.choice_stop:
            _give_material(w, g, slot, tick)


@kernel
def fold_released(w: Any, g: Any, row: Any) -> None:
    """A pull is asked for."""
    ask(w, g, _open_job(w, g, row, WAITING), row.tick)


@kernel
def fold_proposed(w: Any, g: Any, row: Any) -> None:
    """A pull is proposed: nothing is asked yet."""
    _open_job(w, g, row, PROPOSED)


@kernel
def fold_approved(w: Any, g: Any, row: Any) -> None:
    """A proposed pull is released."""
    slot = job_slot(w, row.reference)
    if slot >= 0 and w.job[slot].stage == PROPOSED:
        w.job[slot].last = row.seq
        ask(w, g, slot, row.tick)


@kernel
def fold_supply_opened(w: Any, g: Any, row: Any) -> None:
    """Supply was under way at the start: it comes when it is due; work in progress holds its step's resource."""
    slot = _open_job(w, g, row, UNDER_WAY)
    job = w.job[slot]
    job.price = row.amount
    if job.source >= 0 and row.code > 0 and routed(g.source[job.source]):
        first = step_row(g, g.source[job.source], row.code)
        if first >= 0:
            hold_units(w, slot, first)
    job.begun = 1
    wait_out(w, slot, RECEIVE, max(row.due, row.tick + 1))


@kernel
def fold_material(w: Any, g: Any, row: Any) -> None:
    """All material of a pull is there."""
    slot = job_slot(w, row.reference)
    if slot >= 0 and w.job[slot].stage == WAITING and w.job[slot].source >= 0:
        w.job[slot].last = row.seq
        _give_material(w, g, slot, row.tick)


@kernel
def take_material_back(w: Any, slot: int) -> None:
    """A pull that has not begun waits for material again."""
    job = w.job[slot]
    if job.begun == 0 and job.stage in (STARTING, QUEUED, CALLED):
        stop_waiting(w, slot)
        job.stage = WAITING


@kernel
def fold_placed(w: Any, g: Any, row: Any) -> None:
    """The order is with the supplier: its lead time runs, unless another date is said."""
    slot = job_slot(w, row.reference)
    if slot < 0 or w.job[slot].stage not in (PROPOSED, WAITING, PLACING):
        return
    job = w.job[slot]
    if job.kind < BUY or (job.source < 0 and row.due <= row.tick):
        return
    job.last = row.seq
    expected = row.due
    if expected <= row.tick:
        expected = lead_end(g, g.source[job.source], row.tick)
    wait_out(w, slot, RECEIVE, lucky_end(w, g, job.source, row.tick, expected, job.quantity - job.received))


@kernel
def fold_started(w: Any, g: Any, row: Any) -> None:
    """A step or a way has begun: of a job that was called, or, told from outside, of any that has not gone so far."""
    slot = job_slot(w, row.reference)
    if slot < 0:
        return
    job = w.job[slot]
    if job.source < 0 or job.kind >= BUY or job.stage == UNDER_WAY:
        return
    source = g.source[job.source]
    if not routed(source):
        job.begun = 1
        job.last = row.seq
        end = lucky_end(w, g, job.source, row.tick, lead_end(g, source, row.tick), job.quantity)
        wait_out(w, slot, FINISH if job.kind == MAKE else RECEIVE, end)
        return
    first = step_row(g, source, row.code)
    if first < 0 or first < job.operation or (job.stage == RUNNING and first == job.operation):
        return
    if job.stage != CALLED or first != job.operation:
        stop_waiting(w, slot)
        free_units(w, slot)
        hold_units(w, slot, named_group(g, source, first, row.resource - 1))
        job.operation = first
    job.last = row.seq
    run_operation(w, g, slot, row.tick)


@kernel
def fold_finished(w: Any, g: Any, row: Any) -> None:
    """A step has ended: the next one queues up; after the last one the goods are received."""
    slot = job_slot(w, row.reference)
    if row.party > 0:
        owe(w, g, row, row.party - 1, TO_SUPPLIER, row.amount)
    if slot < 0 or w.job[slot].source < 0:
        return
    job = w.job[slot]
    source = g.source[job.source]
    first = step_row(g, source, row.code) if routed(source) else -1
    if routed(source) and (first < job.operation or job.stage == UNDER_WAY):
        return
    stop_waiting(w, slot)
    free_units(w, slot)
    job.begun = 1
    job.last = row.seq
    after = step_stop(g, first, source.operation_stop) if first >= 0 else source.operation_stop
    if first >= 0 and after < source.operation_stop:
        job.stage = QUEUED
        job.event = 0
        job.operation = after
        activate(w, g, slot, row.tick)
    else:
        wait_out(w, slot, RECEIVE, max(row.tick, job.ready_at))


@kernel
def close_job(w: Any, slot: int) -> None:
    """Forget a pull; what it holds is free again."""
    free_units(w, slot)
    free_job(w, slot)


@kernel
def fold_received(w: Any, g: Any, row: Any) -> None:
    """Goods came in: bought ones are to be paid; once all of a pull is here, it is done."""
    slot = job_slot(w, row.reference)
    source_row = w.job[slot].source if slot >= 0 else row.source - 1
    kind = g.source[source_row].kind if source_row >= 0 else BUY
    if kind >= BUY:
        price = row.amount
        supplier = row.party - 1
        if source_row >= 0:
            price = price if price > 0 else g.source[source_row].unit_cost
            supplier = supplier if supplier >= 0 else g.source[source_row].supplier
        owe_price(w, g, row, supplier, TO_SUPPLIER, price)
    if slot < 0:
        return
    job = w.job[slot]
    job.received += row.quantity
    if job.received >= job.quantity:
        close_job(w, slot)


@kernel
def fold_closed(w: Any, row: Any) -> None:
    """Nothing more will come of a pull."""
    slot = job_slot(w, row.reference)
    if slot >= 0:
        close_job(w, slot)

"""Changes to a pull by people and suppliers: confirmed, edited, held, freed, cut short on the floor."""

from typing import Any

from tugline.facts.kinds import NEVER
from tugline.network.layout import BUY
from tugline.state.duration import started_for
from tugline.state.kernel import kernel
from tugline.world.events import push
from tugline.world.floor import stop_waiting, wait_out
from tugline.world.layout import CALLED, PLACING, PROPOSED, QUEUED, RECEIVE, STARTING, UNDER_WAY, UNHOLD, WAITING
from tugline.world.pools import job_slot
from tugline.world.pulls import activate, ask, close_job, take_material_back


@kernel
def _set_quantity(w: Any, g: Any, slot: int, quantity: int) -> None:
    job = w.job[slot]
    job.quantity = max(quantity, job.received)
    if job.begun == 0 and job.source >= 0:
        job.started = started_for(g.source[job.source], job.quantity)


@kernel
def fold_confirmed(w: Any, g: Any, row: Any) -> None:
    """The source's word on quantity (0 = as asked) and date."""
    slot = job_slot(w, row.reference)
    if slot < 0:
        return
    job = w.job[slot]
    if row.quantity > 0:
        _set_quantity(w, g, slot, row.quantity)
    job.last = row.seq
    if row.due <= 0 or row.due >= NEVER:
        return
    job.due = row.due
    if job.kind >= BUY and job.stage <= PLACING:
        wait_out(w, slot, RECEIVE, max(row.due, row.tick))
    elif job.stage == UNDER_WAY and job.event != 0:
        wait_out(w, slot, job.event, max(row.due, row.tick))


@kernel
def fold_edited(w: Any, g: Any, row: Any) -> None:
    """Quantity and due of a pull that has not begun; what it needs is asked for anew."""
    slot = job_slot(w, row.reference)
    if slot < 0 or w.job[slot].begun != 0:
        return
    job = w.job[slot]
    had_material = job.kind < BUY and job.stage not in (PROPOSED, WAITING)
    if had_material:
        take_material_back(w, slot)
    job.due = row.due
    job.last = row.seq
    _set_quantity(w, g, slot, row.quantity)
    if had_material:
        ask(w, g, slot, row.tick)


@kernel
def fold_withdrawn(w: Any, g: Any, row: Any) -> None:
    """So much of a pull that has not begun is not asked for any more; its material shrinks with it."""
    slot = job_slot(w, row.reference)
    if slot < 0 or w.job[slot].begun != 0:
        return
    if row.quantity >= w.job[slot].quantity:
        close_job(w, slot)
        return
    _set_quantity(w, g, slot, w.job[slot].quantity - row.quantity)
    w.job[slot].last = row.seq


@kernel
def fold_moved(w: Any, g: Any, row: Any) -> None:
    """A pull that has not begun has another date and priority, and another place where it waits for its operation."""
    slot = job_slot(w, row.reference)
    if slot < 0:
        return
    job = w.job[slot]
    queued = job.stage == QUEUED
    if queued:
        stop_waiting(w, slot)
    job.due = row.due
    job.priority = row.priority
    job.last = row.seq
    if queued:
        activate(w, g, slot, row.tick)


@kernel
def fold_scrapped(w: Any, row: Any) -> None:
    """Pieces of a pull are lost on the floor: fewer will come in."""
    slot = job_slot(w, row.reference)
    if slot < 0:
        return
    job = w.job[slot]
    job.quantity -= row.quantity
    if job.quantity <= job.received:
        close_job(w, slot)


@kernel
def fold_held(w: Any, row: Any) -> None:
    """A pull waits until `due`: it is not placed and starts nothing; what runs goes on."""
    slot = job_slot(w, row.reference)
    if slot < 0 or row.due <= row.tick:
        return
    job = w.job[slot]
    job.held = 1
    job.held_until = row.due
    if job.stage in (PLACING, STARTING, QUEUED, CALLED):
        stop_waiting(w, slot)
    if job.held_until < NEVER:
        push(w, job.held_until, UNHOLD, job.id, slot)


@kernel
def free_held(w: Any, g: Any, slot: int, tick: int) -> None:
    """A held pull may go on."""
    w.job[slot].held = 0
    activate(w, g, slot, tick)


@kernel
def fold_freed(w: Any, g: Any, row: Any) -> None:
    """The hold of a pull ends."""
    slot = job_slot(w, row.reference)
    if slot >= 0 and w.job[slot].held != 0:
        free_held(w, g, slot, row.tick)

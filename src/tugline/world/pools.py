"""Slots of jobs, lines, parcels, waits and debts: taken from a free list, else new; pools grow when they are full."""

from typing import Any

import numpy as np

from tugline.state.growing import doubled
from tugline.state.index import drop, find, put
from tugline.state.kernel import kernel
from tugline.world.layout import JOB, LINE


@kernel
def job_slot(w: Any, id_: int) -> int:
    """Return the slot of an open pull, -1 = there is none of this id."""
    found = find(w, id_)
    return found // 2 if found >= 0 and found % 2 == 1 else -1


@kernel
def line_slot(w: Any, id_: int) -> int:
    """Return the slot of an open order line, -1 = there is none of this id."""
    found = find(w, id_)
    return found // 2 if found >= 0 and found % 2 == 0 else -1


@kernel
def take_job(w: Any, id_: int) -> int:
    """Return a slot of JOB for the pull `id_`, all zero but the links (-1) and the version."""
    head = w.head[0]
    slot = head.free_job
    if slot >= 0:
        head.free_job = w.job[slot].next_free
    else:
        slot = head.jobs
        if slot == len(w.job):
            w.job = doubled(w.job)
        head.jobs += 1
    version = w.job[slot].version
    w.job[slot : slot + 1] = np.zeros(1, JOB)
    job = w.job[slot]
    job.id = id_
    job.version = version + 1
    job.party = -1
    job.operation = -1
    job.group = -1
    job.next_free = -1
    put(w, id_, 2 * slot + 1)
    return slot


@kernel
def free_job(w: Any, slot: int) -> None:
    """Give a slot of JOB back."""
    job = w.job[slot]
    drop(w, job.id)
    job.id = 0
    job.event = 0
    job.held = 0
    job.version += 1
    job.next_free = w.head[0].free_job
    w.head[0].free_job = slot


@kernel
def take_line(w: Any, id_: int) -> int:
    """Return a slot of LINE for the order line `id_`, all zero but the links and ticks (-1)."""
    head = w.head[0]
    slot = head.free_line
    if slot >= 0:
        head.free_line = w.line[slot].next_free
    else:
        slot = head.lines
        if slot == len(w.line):
            w.line = doubled(w.line)
        head.lines += 1
    w.line[slot : slot + 1] = np.zeros(1, LINE)
    line = w.line[slot]
    line.id = id_
    line.ship_tick = -1
    line.first_parcel = -1
    line.next_free = -1
    put(w, id_, 2 * slot)
    return slot


@kernel
def free_line(w: Any, slot: int) -> None:
    """Give a slot of LINE back."""
    line = w.line[slot]
    drop(w, line.id)
    line.id = 0
    line.next_free = w.head[0].free_line
    w.head[0].free_line = slot


@kernel
def take_wait(w: Any) -> int:
    """Return a free slot of WAIT; its caller fills every field."""
    head = w.head[0]
    slot = head.free_wait
    if slot >= 0:
        head.free_wait = w.wait[slot].sibling
        return slot
    slot = head.waits
    if slot == len(w.wait):
        w.wait = doubled(w.wait)
    head.waits += 1
    return slot


@kernel
def free_wait(w: Any, slot: int) -> None:
    """Give a slot of WAIT back."""
    w.wait[slot].sibling = w.head[0].free_wait
    w.head[0].free_wait = slot


@kernel
def take_debt(w: Any) -> int:
    """Return a free slot of DEBT; its caller fills every field."""
    head = w.head[0]
    slot = head.free_debt
    if slot >= 0:
        head.free_debt = w.debt[slot].next
        return slot
    slot = head.debts
    if slot == len(w.debt):
        w.debt = doubled(w.debt)
    head.debts += 1
    return slot


@kernel
def free_debt(w: Any, slot: int) -> None:
    """Give a slot of DEBT back."""
    w.debt[slot].next = w.head[0].free_debt
    w.head[0].free_debt = slot


@kernel
def take_parcel(w: Any) -> int:
    """Return a free slot of PARCEL; its caller fills every field."""
    head = w.head[0]
    slot = head.free_parcel
    if slot >= 0:
        head.free_parcel = w.parcel[slot].next
        return slot
    slot = head.parcels
    if slot == len(w.parcel):
        w.parcel = doubled(w.parcel)
    head.parcels += 1
    return slot


@kernel
def free_parcel(w: Any, slot: int) -> None:
    """Give a slot of PARCEL back."""
    w.parcel[slot].next = w.head[0].free_parcel
    w.head[0].free_parcel = slot

"""What is to come: a binary heap by tick, then class, then id, so that equal times never depend on luck."""

from typing import Any

from tugline.facts.kinds import NEVER
from tugline.state.growing import doubled
from tugline.state.kernel import kernel
from tugline.world.layout import (
    CLASS_SHIFT,
    DELIVER,
    PAY,
    SHIP,
    UNHOLD,
    WAKE,
)


@kernel
def sooner(a: Any, b: Any) -> bool:
    """Return whether event a is told before event b."""
    if a.tick != b.tick:
        return a.tick < b.tick
    return a.key < b.key


@kernel
def _set(event: Any, tick: int, key: int, slot: int) -> None:
    event.tick = tick
    event.key = key
    event.slot = slot


@kernel
def push(w: Any, tick: int, kind: int, id_: int, slot: int) -> None:
    """Put an event of class `kind` about subject `id_` at `slot` on the heap."""
    n = w.head[0].events
    if n == len(w.event):
        w.event = doubled(w.event)
    heap = w.event
    key = (kind << CLASS_SHIFT) | id_
    place = n
    while place > 0:
        above = heap[(place - 1) // 2]
        if above.tick < tick or (above.tick == tick and above.key <= key):
            break
        _set(heap[place], above.tick, above.key, above.slot)
        place = (place - 1) // 2
    _set(heap[place], tick, key, slot)
    w.head[0].events = n + 1


@kernel
def pop(w: Any) -> None:
    """Take the first event off the heap."""
    heap = w.event
    n = w.head[0].events - 1
    w.head[0].events = n
    last = heap[n]
    place = 0
    while True:
        child = 2 * place + 1
        if child >= n:
            break
        if child + 1 < n and sooner(heap[child + 1], heap[child]):
            child += 1
        if not sooner(heap[child], last):
            break
        _set(heap[place], heap[child].tick, heap[child].key, heap[child].slot)
        place = child
    _set(heap[place], last.tick, last.key, last.slot)
    _set(heap[n], 0, 0, 0)


@kernel
def schedule(w: Any, slot: int, kind: int, tick: int) -> None:
    """Have a job wait for one event, in place of the one it waited for; at NEVER it waits for none."""
    job = w.job[slot]
    if tick >= NEVER:
        job.event = 0
        return
    if job.event == kind and job.event_tick == tick:
        return
    job.event = kind
    job.event_tick = tick
    push(w, tick, kind, job.id, slot)


@kernel
def live(w: Any, event: Any) -> bool:
    """Return whether the subject of an event still waits for it."""
    kind = event.key >> CLASS_SHIFT
    id_ = event.key & ((1 << CLASS_SHIFT) - 1)
    slot = event.slot
    if kind == WAKE:
        return w.resource[slot].wake == event.tick
    if kind == PAY:
        first = w.party[slot].first
        return first >= 0 and w.debt[first].due == event.tick
    if kind in (SHIP, DELIVER):
        line = w.line[slot]
        if line.id != id_:
            return False
        if kind == SHIP:
            return line.pending > 0 and line.ship_tick == event.tick
        return line.first_parcel >= 0 and w.parcel[line.first_parcel].tick == event.tick
    job = w.job[slot]
    if job.id != id_:
        return False
    if kind == UNHOLD:
        return job.held != 0 and job.held_until == event.tick
    return job.event == kind and job.event_tick == event.tick

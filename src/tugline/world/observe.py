"""Fold facts into the world's state, in journal order. Nothing else changes it, so a crash loses nothing."""

from typing import Any

from tugline.facts.kinds import NEVER, Kind
from tugline.state.kernel import kernel
from tugline.state.movement import TO_SUPPLIER
from tugline.world.changes import (
    fold_confirmed,
    fold_edited,
    fold_freed,
    fold_held,
    fold_moved,
    fold_scrapped,
    fold_withdrawn,
    free_held,
)
from tugline.world.debts import due_amount, fold_paid, fold_returned, forget_due, owe, owe_opening
from tugline.world.events import live, pop
from tugline.world.floor import dispatch
from tugline.world.layout import CLASS_SHIFT, LAST_INNER, PAY, WAKE
from tugline.world.lines import (
    fold_called_back,
    fold_delivered,
    fold_deposit,
    fold_order_cancelled,
    fold_order_changed,
    fold_order_choice,
    fold_order_placed,
    fold_shipment_released,
    fold_shipped,
)
from tugline.world.pools import job_slot
from tugline.world.pulls import (
    fold_approved,
    fold_closed,
    fold_finished,
    fold_material,
    fold_placed,
    fold_proposed,
    fold_received,
    fold_released,
    fold_started,
    fold_supply_opened,
    take_material_back,
)
from tugline.world.queue import touch

PULSE_CLOSED, BALANCE_OPENED, SUPPLY_OPENED = int(Kind.PULSE_CLOSED), int(Kind.BALANCE_OPENED), int(Kind.SUPPLY_OPENED)
RECEIVED, STARTED, FINISHED = int(Kind.RECEIVED), int(Kind.STARTED), int(Kind.FINISHED)
SCRAPPED, SHIPPED, DELIVERED = int(Kind.SCRAPPED), int(Kind.SHIPPED), int(Kind.DELIVERED)
RETURNED, PAID, DEPOSIT_RECEIVED = int(Kind.RETURNED), int(Kind.PAID), int(Kind.DEPOSIT_RECEIVED)
RESOURCE_DOWN, RESOURCE_UP = int(Kind.RESOURCE_DOWN), int(Kind.RESOURCE_UP)
FREIGHT_CHARGED, OVERTIME_CHARGED = int(Kind.FREIGHT_CHARGED), int(Kind.OVERTIME_CHARGED)
PULL_PLACED, PULL_CONFIRMED, PULL_CLOSED = int(Kind.PULL_PLACED), int(Kind.PULL_CONFIRMED), int(Kind.PULL_CLOSED)
PULL_HELD, PULL_FREED, PULL_EDITED = int(Kind.PULL_HELD), int(Kind.PULL_FREED), int(Kind.PULL_EDITED)
PULL_ADDED, PULL_REJECTED = int(Kind.PULL_ADDED), int(Kind.PULL_REJECTED)
ORDER_CHOICE_SET = int(Kind.ORDER_CHOICE_SET)
ORDER_PLACED, ORDER_CHANGED = int(Kind.ORDER_PLACED), int(Kind.ORDER_CHANGED)
ORDER_CANCELLED, PROMISE_EXPIRED = int(Kind.ORDER_CANCELLED), int(Kind.PROMISE_EXPIRED)
PULL_RELEASED, PULL_PROPOSED, PULL_STARTED = int(Kind.PULL_RELEASED), int(Kind.PULL_PROPOSED), int(Kind.PULL_STARTED)
MATERIAL_ALLOCATED, SHIPMENT_RELEASED = int(Kind.MATERIAL_ALLOCATED), int(Kind.SHIPMENT_RELEASED)
STOCK_FREED = int(Kind.STOCK_FREED)
PULL_WITHDRAWN, PULL_MOVED = int(Kind.PULL_WITHDRAWN), int(Kind.PULL_MOVED)


@kernel
def _close_pulse(w: Any, g: Any, tick: int) -> None:
    """Wake what opens, end holds, give out the resources; then the first event on the heap is one to tell."""
    w.head[0].tick = tick
    w.head[0].last_line = 0
    while w.head[0].events > 0:
        event = w.event[0]
        slot = event.slot
        kind = event.key >> CLASS_SHIFT
        if kind == PAY and event.tick <= tick and due_amount(w, slot, tick) == 0:
            forget_due(w, slot, tick)
        current = live(w, event)
        if current and (kind > LAST_INNER or event.tick > tick):
            break
        pop(w)
        if current and kind == WAKE:
            w.resource[slot].wake = 0
            touch(w, slot)
        elif current:
            free_held(w, g, slot, tick)
    dispatch(w, g, tick)


@kernel
def _set_down(w: Any, row: Any, down: int) -> None:
    """Stop a resource or have it run; whoever says again that it is down says when it is expected back now."""
    if row.resource > 0:
        state = w.resource[row.resource - 1]
        if down == 0:
            state.down_since = 0
        elif state.down == 0:
            state.down_since = row.occurred_at
        until = row.due if row.due != 0 else NEVER
        state.down_until = until if down != 0 else 0
        state.down = down
        touch(w, row.resource - 1)


@kernel
def _fold_money(w: Any, g: Any, row: Any) -> None:
    if row.kind == PAID:
        fold_paid(w, row)
    elif row.kind == RETURNED:
        fold_returned(w, g, row)
    elif row.kind == DEPOSIT_RECEIVED:
        fold_deposit(w, row)
    elif row.kind == BALANCE_OPENED:
        owe_opening(w, g, row)
    else:
        owe(w, g, row, row.party - 1, TO_SUPPLIER, row.amount)


@kernel
def _fold_world_fact(w: Any, g: Any, row: Any) -> None:
    """Fold what happened, whoever told it."""
    kind = row.kind
    if kind == RECEIVED:
        fold_received(w, g, row)
    elif kind == STARTED:
        fold_started(w, g, row)
    elif kind == FINISHED:
        fold_finished(w, g, row)
    elif kind == SHIPPED:
        fold_shipped(w, g, row)
    elif kind == DELIVERED:
        fold_delivered(w, row)
    elif kind == PULL_PLACED:
        fold_placed(w, g, row)
    elif kind == PULL_CONFIRMED:
        fold_confirmed(w, g, row)
    elif kind == PULL_CLOSED:
        fold_closed(w, row)
    elif kind == SCRAPPED:
        fold_scrapped(w, row)
    elif kind in (RESOURCE_DOWN, RESOURCE_UP):
        _set_down(w, row, 1 if kind == RESOURCE_DOWN else 0)
    elif kind in (PAID, RETURNED, DEPOSIT_RECEIVED, FREIGHT_CHARGED, OVERTIME_CHARGED):
        _fold_money(w, g, row)


@kernel
def _fold_change(w: Any, g: Any, row: Any) -> None:
    """Fold a change by a person or a customer."""
    kind = row.kind
    if kind == ORDER_CANCELLED:
        fold_order_cancelled(w, row)
    elif kind == ORDER_CHANGED:
        fold_order_changed(w, row)
    elif kind == PULL_HELD:
        fold_held(w, row)
    elif kind == PULL_FREED:
        fold_freed(w, g, row)
    elif kind == PULL_EDITED:
        fold_edited(w, g, row)
    elif kind == PULL_ADDED:
        fold_released(w, g, row)
    elif kind == PULL_REJECTED:
        fold_closed(w, row)


@kernel
def _fold_decision(w: Any, g: Any, row: Any) -> None:
    """Fold what the engine decided."""
    kind = row.kind
    if kind == PULL_RELEASED:
        fold_released(w, g, row)
    elif kind == PULL_PROPOSED:
        fold_proposed(w, g, row)
    elif kind == PULL_STARTED:
        fold_approved(w, g, row)
    elif kind == MATERIAL_ALLOCATED:
        fold_material(w, g, row)
    elif kind == SHIPMENT_RELEASED:
        fold_shipment_released(w, g, row)
    elif kind == PULL_WITHDRAWN:
        fold_withdrawn(w, g, row)
    elif kind == PULL_MOVED:
        fold_moved(w, g, row)
    elif kind == PROMISE_EXPIRED:
        fold_order_cancelled(w, row)
    elif kind == STOCK_FREED:
        slot = job_slot(w, row.reference)
        if slot >= 0:
            take_material_back(w, slot)
        else:
            fold_called_back(w, row)


@kernel
def observe(w: Any, g: Any, row: Any) -> None:
    """Fold one fact, a record with its seq and tick, into the world's state."""
    kind = row.kind
    if kind == PULSE_CLOSED:
        _close_pulse(w, g, row.tick)
    elif kind >= PULL_RELEASED:
        _fold_decision(w, g, row)
    elif kind == ORDER_PLACED:
        fold_order_placed(w, row)
    elif kind == ORDER_CHOICE_SET:
        fold_order_choice(w, row)
    elif kind >= ORDER_CANCELLED:
        _fold_change(w, g, row)
    elif kind >= RECEIVED:
        _fold_world_fact(w, g, row)
    elif kind == SUPPLY_OPENED:
        fold_supply_opened(w, g, row)
    elif kind == BALANCE_OPENED:
        _fold_money(w, g, row)


@kernel
def observe_all(w: Any, g: Any, rows: Any, start: int, stop: int) -> None:
    """Fold facts start .. stop - 1 of an array of `FACT`, shape (n,)."""
    for i in range(start, stop):
        observe(w, g, rows[i])

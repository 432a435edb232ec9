"""Fold one fact into the state: the only way in which the state ever changes."""

from typing import Any

from tugline.engine.business import fold_parameter, fold_pulse_closed
from tugline.engine.cards import fold_card_issued, fold_card_moved, fold_card_withdrawn
from tugline.engine.changes import (
    fold_acceptance,
    fold_held,
    fold_pull_added,
    fold_pull_confirmed,
    fold_pull_edited,
    fold_pull_moved,
    fold_pull_rejected,
    fold_pull_withdrawn,
)
from tugline.engine.keeping import (
    fold_pegged,
    fold_stock_allocated,
    fold_stock_freed,
    fold_unpegged,
)
from tugline.engine.lines import (
    fold_delivered,
    fold_order_cancelled,
    fold_order_changed,
    fold_order_choice,
    fold_order_placed,
    fold_order_terms,
    fold_shipment_released,
    fold_shipped,
)
from tugline.engine.production import (
    fold_finished,
    fold_material_allocated,
    fold_received,
    fold_scrapped_in_process,
    fold_started,
)
from tugline.engine.promises import fold_promise, fold_promise_accepted, fold_promise_expired
from tugline.engine.pulls import (
    fold_pull_closed,
    fold_pull_proposed,
    fold_pull_released,
    fold_pull_started,
    fold_supply_opened,
)
from tugline.engine.stock import (
    fold_counted,
    fold_lot_quarantined,
    fold_lot_released,
    fold_returned,
    fold_sale,
    fold_scrapped_at_point,
    fold_stock_found,
    fold_stock_opened,
)
from tugline.facts.kinds import Kind
from tugline.state.kernel import inlined, kernel
from tugline.state.tape import note_movement

PARAMETER_SET, PULSE_CLOSED, BALANCE_OPENED = int(Kind.PARAMETER_SET), int(Kind.PULSE_CLOSED), int(Kind.BALANCE_OPENED)
STOCK_OPENED, SUPPLY_OPENED = int(Kind.STOCK_OPENED), int(Kind.SUPPLY_OPENED)
CARD_ISSUED, CARD_WITHDRAWN, CARD_MOVED = int(Kind.CARD_ISSUED), int(Kind.CARD_WITHDRAWN), int(Kind.CARD_MOVED)
RECEIVED, STARTED, FINISHED, SCRAPPED = int(Kind.RECEIVED), int(Kind.STARTED), int(Kind.FINISHED), int(Kind.SCRAPPED)
COUNTED, SHIPPED, DELIVERED, RETURNED = int(Kind.COUNTED), int(Kind.SHIPPED), int(Kind.DELIVERED), int(Kind.RETURNED)
PAID, PULL_ACCEPTED, PULL_PLACED = int(Kind.PAID), int(Kind.PULL_ACCEPTED), int(Kind.PULL_PLACED)
PULL_CONFIRMED, PULL_CLOSED = int(Kind.PULL_CONFIRMED), int(Kind.PULL_CLOSED)
FREIGHT_CHARGED, DEPOSIT_RECEIVED = int(Kind.FREIGHT_CHARGED), int(Kind.DEPOSIT_RECEIVED)
STOCK_FOUND, OVERTIME_CHARGED = int(Kind.STOCK_FOUND), int(Kind.OVERTIME_CHARGED)
ORDER_CANCELLED, ORDER_CHANGED = int(Kind.ORDER_CANCELLED), int(Kind.ORDER_CHANGED)
PULL_HELD, PULL_FREED, PULL_EDITED = int(Kind.PULL_HELD), int(Kind.PULL_FREED), int(Kind.PULL_EDITED)
PULL_ADDED, PULL_REJECTED = int(Kind.PULL_ADDED), int(Kind.PULL_REJECTED)
ORDER_PLACED, SALE_MADE, ORDER_TERMS_SET = int(Kind.ORDER_PLACED), int(Kind.SALE_MADE), int(Kind.ORDER_TERMS_SET)
ORDER_CHOICE_SET = int(Kind.ORDER_CHOICE_SET)
PULL_RELEASED, PULL_PROPOSED, PULL_STARTED = int(Kind.PULL_RELEASED), int(Kind.PULL_PROPOSED), int(Kind.PULL_STARTED)
PEGGED, UNPEGGED, STOCK_ALLOCATED = int(Kind.PEGGED), int(Kind.UNPEGGED), int(Kind.STOCK_ALLOCATED)
MATERIAL_ALLOCATED, SHIPMENT_RELEASED = int(Kind.MATERIAL_ALLOCATED), int(Kind.SHIPMENT_RELEASED)
PROMISE_MADE, PROMISE_CHANGED, STOCK_FREED = int(Kind.PROMISE_MADE), int(Kind.PROMISE_CHANGED), int(Kind.STOCK_FREED)
PULL_WITHDRAWN, PULL_MOVED = int(Kind.PULL_WITHDRAWN), int(Kind.PULL_MOVED)
PROMISE_ACCEPTED, PROMISE_EXPIRED = int(Kind.PROMISE_ACCEPTED), int(Kind.PROMISE_EXPIRED)
LOT_QUARANTINED, LOT_RELEASED = int(Kind.LOT_QUARANTINED), int(Kind.LOT_RELEASED)


@inlined
def _fold_opening(s: Any, g: Any, t: Any, row: Any) -> None:
    kind = row.kind
    if kind == PULSE_CLOSED:
        fold_pulse_closed(s, g, row.tick)
    elif kind == PARAMETER_SET:
        fold_parameter(s, g, row)
    elif kind == STOCK_OPENED:
        fold_stock_opened(s, t, row)
    elif kind == SUPPLY_OPENED:
        fold_supply_opened(s, g, t, row)
    elif kind == CARD_ISSUED:
        fold_card_issued(s, row)
    elif kind == CARD_WITHDRAWN:
        fold_card_withdrawn(s, row)
    elif kind == BALANCE_OPENED:
        note_movement(t, row, kind, row.code, -1, -1, 0, row.amount, row.party - 1, 0)


@inlined
def _fold_world(s: Any, g: Any, t: Any, row: Any) -> None:
    kind = row.kind
    if kind == STARTED:
        fold_started(s, g, t, row)
    elif kind == FINISHED:
        fold_finished(s, g, t, row)
    elif kind == RECEIVED:
        fold_received(s, g, t, row)
    elif kind == SHIPPED:
        fold_shipped(s, t, row)
    elif kind == DELIVERED:
        fold_delivered(t, row)
    elif kind in (PAID, FREIGHT_CHARGED, DEPOSIT_RECEIVED, OVERTIME_CHARGED):
        note_movement(t, row, kind, row.code, -1, -1, 0, row.amount, row.party - 1, 0)
    elif kind == SCRAPPED:
        if row.reference > 0:
            fold_scrapped_in_process(s, g, t, row)
        else:
            fold_scrapped_at_point(s, t, row)
    elif kind == COUNTED:
        fold_counted(s, t, row)
    elif kind == RETURNED:
        fold_returned(s, t, row)
    elif kind == STOCK_FOUND:
        fold_stock_found(s, t, row)
    elif kind in (PULL_ACCEPTED, PULL_PLACED):
        fold_acceptance(s, row)
    elif kind == PULL_CONFIRMED:
        fold_pull_confirmed(s, g, t, row)
    elif kind == PULL_CLOSED:
        fold_pull_closed(s, t, row)
    elif kind == LOT_QUARANTINED:
        fold_lot_quarantined(s, row)


@inlined
def _fold_demand(s: Any, g: Any, t: Any, row: Any) -> None:
    kind = row.kind
    if kind == ORDER_PLACED:
        fold_order_placed(s, g, row)
    elif kind == SALE_MADE:
        fold_sale(s, t, row)
    elif kind == ORDER_CANCELLED:
        fold_order_cancelled(s, row)
    elif kind == ORDER_CHANGED:
        fold_order_changed(s, g, row)
    elif kind == ORDER_TERMS_SET:
        fold_order_terms(s, row)
    elif kind == ORDER_CHOICE_SET:
        fold_order_choice(s, row)
    elif kind in (PULL_HELD, PULL_FREED):
        fold_held(s, row)
    elif kind == PULL_EDITED:
        fold_pull_edited(s, g, t, row)
    elif kind == PULL_ADDED:
        fold_pull_added(s, g, row)
    elif kind == PULL_REJECTED:
        fold_pull_rejected(s, t, row)
    elif kind == CARD_MOVED:
        fold_card_moved(s, row)
    elif kind == PROMISE_ACCEPTED:
        fold_promise_accepted(s, g, row)
    elif kind == LOT_RELEASED:
        fold_lot_released(s, row)


@inlined
def _fold_decision(s: Any, g: Any, row: Any) -> None:
    kind = row.kind
    if kind == PULL_RELEASED:
        fold_pull_released(s, g, row)
    elif kind == MATERIAL_ALLOCATED:
        fold_material_allocated(s, row)
    elif kind == SHIPMENT_RELEASED:
        fold_shipment_released(s, row)
    elif kind == STOCK_ALLOCATED:
        fold_stock_allocated(s, row)
    elif kind == PEGGED:
        fold_pegged(s, row)
    elif kind == PULL_PROPOSED:
        fold_pull_proposed(s, g, row)
    elif kind == PULL_STARTED:
        fold_pull_started(s, g, row)
    elif kind == STOCK_FREED:
        fold_stock_freed(s, row)
    elif kind == UNPEGGED:
        fold_unpegged(s, row)
    elif kind == PULL_WITHDRAWN:
        fold_pull_withdrawn(s, g, row)
    elif kind == PULL_MOVED:
        fold_pull_moved(s, g, row)
    elif kind in (PROMISE_MADE, PROMISE_CHANGED):
        fold_promise(s, g, row)
    elif kind == PROMISE_EXPIRED:
        fold_promise_expired(s, row)


@kernel
def _says_nothing(row: Any) -> bool:
    """Return whether a fact names no stock point where one is needed, or opens a line or pull of nothing."""
    kind = row.kind
    if kind in (ORDER_PLACED, PULL_ADDED, SUPPLY_OPENED) and row.quantity <= 0:
        return True
    if kind == SCRAPPED and row.reference > 0:
        return False
    return row.point <= 0 and kind in (
        PARAMETER_SET, STOCK_OPENED, SUPPLY_OPENED, CARD_ISSUED, CARD_WITHDRAWN, CARD_MOVED, SCRAPPED, COUNTED, SHIPPED,
        RETURNED, STOCK_FOUND, PULL_ADDED, ORDER_PLACED, SALE_MADE, LOT_QUARANTINED, LOT_RELEASED,
    )  # fmt: skip


@kernel
def fold(s: Any, g: Any, t: Any, row: Any) -> None:
    """Fold one fact; what it moves is noted on the tape for the books.

    A fact that speaks of a line or pull that is not open changes nothing; only goods shipped have left all the same.
    """
    head = s.head[0]
    head.seq = row.seq
    head.reason = row.cause if row.kind == PULL_WITHDRAWN else row.seq
    head.pulse = row.pulse
    head.tick = row.tick
    if (row.point <= 0 or row.quantity <= 0) and _says_nothing(row):
        head.last_line = -1
        return
    kind = row.kind
    if kind >= PULL_RELEASED:
        _fold_decision(s, g, row)
    elif kind < RECEIVED:
        _fold_opening(s, g, t, row)
    elif kind < ORDER_CANCELLED:
        _fold_world(s, g, t, row)
    else:
        _fold_demand(s, g, t, row)

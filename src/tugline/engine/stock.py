"""Fold facts that change what is physically at a stock point."""

from typing import Any

from tugline.facts.kinds import Kind
from tugline.state.arithmetic import plus
from tugline.state.kernel import inlined, kernel
from tugline.state.movement import FOUND_UNKNOWN, FOUND_WRONG, FROM_QUARANTINE
from tugline.state.needs import set_apart, trim_apart
from tugline.state.tape import note_movement
from tugline.state.work import mark_dirty, mark_gained

STOCK_OPENED, COUNTED, STOCK_FOUND = int(Kind.STOCK_OPENED), int(Kind.COUNTED), int(Kind.STOCK_FOUND)
SCRAPPED, RETURNED, SALE_MADE = int(Kind.SCRAPPED), int(Kind.RETURNED), int(Kind.SALE_MADE)


@kernel
def lift_quarantine(s: Any, point: int, quantity: int) -> None:
    """Keep so much of what is in quarantine at a point, or all of it, no longer."""
    stock = s.stock[point]
    lifted = min(quantity, stock.quarantined)
    stock.quarantined -= lifted
    stock.allocated -= lifted


@kernel
def change_on_hand(s: Any, row: Any, point: int, quantity: int) -> None:
    """Add what came in, or take away what went out (negative)."""
    stock = s.stock[point]
    stock.on_hand = plus(stock.on_hand, quantity)
    if quantity > 0:
        stock.came_in += quantity
    else:
        stock.went_out -= quantity
    stock.touched = row.seq
    mark_dirty(s, point)
    if stock.quarantined > stock.on_hand:
        # It cannot all be there any more.
        lift_quarantine(s, point, stock.quarantined - stock.on_hand)
    # Somebody may be served now; or more is allocated than is left, which the next decision takes back.
    if quantity > 0 or stock.on_hand < stock.allocated:
        trim_apart(s, point)
        mark_gained(s, point)


@inlined
def fold_stock_opened(s: Any, t: Any, row: Any) -> None:
    """Stock at the start, true by declaration."""
    point = row.point - 1
    change_on_hand(s, row, point, row.quantity)
    s.stock[point].proven = 1
    note_movement(t, row, STOCK_OPENED, 0, point, -1, row.quantity, 0, -1, 0)


@inlined
def fold_counted(s: Any, t: Any, row: Any) -> None:
    """A person counted: the difference is a gain or a loss; the first count of unknown stock opens it."""
    point = row.point - 1
    stock = s.stock[point]
    difference = row.quantity - stock.on_hand
    if stock.proven == 0 and difference > 0:
        note_movement(t, row, STOCK_FOUND, FOUND_UNKNOWN, point, -1, difference, 0, -1, 0)
    else:
        note_movement(t, row, COUNTED, 0, point, -1, difference, 0, -1, 0)
    stock.proven = 1
    change_on_hand(s, row, point, difference)


@inlined
def fold_stock_found(s: Any, t: Any, row: Any) -> None:
    """Something left that the records did not show, so it must have been there."""
    point = row.point - 1
    code = FOUND_WRONG if s.stock[point].proven else FOUND_UNKNOWN
    note_movement(t, row, STOCK_FOUND, code, point, -1, row.quantity, 0, -1, 0)
    s.stock[point].found += 0 if s.stock[point].proven else row.quantity
    change_on_hand(s, row, point, row.quantity)


@inlined
def fold_scrapped_at_point(s: Any, t: Any, row: Any) -> None:
    """Stock at a point is lost; `code` 1: of what is in quarantine there, as far as that goes."""
    point = row.point - 1
    if row.code == FROM_QUARANTINE:
        lift_quarantine(s, point, row.quantity)
    note_movement(t, row, SCRAPPED, 0, point, -1, -row.quantity, 0, -1, 0)
    change_on_hand(s, row, point, -row.quantity)


@inlined
def fold_lot_quarantined(s: Any, row: Any) -> None:
    """Goods on hand may not be used; for whom they were kept loses them with the next decision, worst rank first."""
    point = row.point - 1
    stock = s.stock[point]
    blocked = min(row.quantity, stock.on_hand - stock.quarantined)
    stock.quarantined += blocked
    stock.allocated += blocked
    stock.touched = row.seq
    mark_dirty(s, point)
    if stock.on_hand < stock.allocated:
        trim_apart(s, point)
        mark_gained(s, point)


@inlined
def fold_lot_released(s: Any, row: Any) -> None:
    """Goods are in quarantine no more: somebody may be served."""
    point = row.point - 1
    lift_quarantine(s, point, row.quantity)
    s.stock[point].touched = row.seq
    mark_dirty(s, point)
    mark_gained(s, point)


@inlined
def fold_returned(s: Any, t: Any, row: Any) -> None:
    """A customer sent goods back; those of a choice (`lot`) that is not the default one are set apart."""
    point = row.point - 1
    note_movement(t, row, RETURNED, row.code, point, -1, row.quantity, row.amount, row.party - 1, 0)
    change_on_hand(s, row, point, row.quantity)
    if row.lot != 0:
        set_apart(s, point, row.quantity)


@inlined
def fold_sale(s: Any, t: Any, row: Any) -> None:
    """Goods left over the counter."""
    point = row.point - 1
    note_movement(t, row, SALE_MADE, 0, point, -1, -row.quantity, row.amount, row.party - 1, 0)
    change_on_hand(s, row, point, -row.quantity)

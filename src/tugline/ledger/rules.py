"""What a movement must be before it is posted; a movement that is not is refused whole."""

from typing import Any

from tugline.facts.kinds import Kind
from tugline.ledger.layout import (
    AMOUNT_LIMIT,
    BOOKS_FULL,
    CODE_UNKNOWN,
    MAX_SLOTS,
    N_KINDS,
    NEGATIVE_PRICE,
    NOT_A_MOVEMENT,
    NOT_OPENABLE,
    OPENABLE,
    PARTY_UNKNOWN,
    POINT_MISSING,
    POINT_NEEDED,
    PRICED,
    PRODUCT_LIMIT,
    QUANTITY_LIMIT,
    RULES,
    SLOT_MISSING,
    SLOT_NEEDED,
    SLOTTED_SOURCES,
    TICK_BACK,
    TICK_FAR,
    TOO_LARGE,
    TURNOVER_LIMIT,
)
from tugline.network.layout import MOVE
from tugline.state import movement as mv
from tugline.state.kernel import kernel

_SUPPLY_OPENED = int(Kind.SUPPLY_OPENED)
_BALANCE_OPENED = int(Kind.BALANCE_OPENED)
_RECEIVED = int(Kind.RECEIVED)
_SCRAPPED = int(Kind.SCRAPPED)
_REVALUED = mv.REVALUED


@kernel
def _beyond(value: int, limit: int) -> bool:
    # abs() of the least int64 is negative.
    return value > limit or value < -limit


@kernel
def _too_large(quantity: int, unit_price: int) -> bool:
    size = abs(quantity)
    # Both below 2^31 is nearly every case, and spares the division.
    return ((size | unit_price) >> 31) != 0 and unit_price > 0 and size > PRODUCT_LIMIT // unit_price


@kernel
def _needs(kind: int, code: int, point: int) -> int:
    """Return what must be named: the kind's own rule, and the three cases where that depends on more."""
    needs = RULES[kind, 0]
    if kind == _RECEIVED and code <= SLOTTED_SOURCES:
        return needs | SLOT_NEEDED
    if kind == _SUPPLY_OPENED and code == MOVE:
        return needs | POINT_NEEDED
    if kind == _SCRAPPED and point < 0:
        return needs | SLOT_NEEDED
    return needs


@kernel
def _goods_problem(p: Any, m: Any, needs: int) -> int:
    quantity = m.quantity
    if _beyond(quantity, QUANTITY_LIMIT) or _beyond(p.on_hand + quantity, QUANTITY_LIMIT):
        return TOO_LARGE
    if _too_large(p.on_hand + quantity, p.standard_cost) or _too_large(quantity, p.standard_cost):
        return TOO_LARGE
    if needs & PRICED and (_too_large(quantity, m.amount) or _too_large(quantity, p.price)):
        return TOO_LARGE
    if _beyond(p.sold_quantity - quantity, QUANTITY_LIMIT) or _beyond(p.supplied_quantity + quantity, QUANTITY_LIMIT):
        return TOO_LARGE
    if m.kind == _REVALUED and _too_large(p.on_hand, m.amount):
        return TOO_LARGE
    return 0


@kernel
def _amount_problem(m: Any, needs: int) -> int:
    if needs & PRICED or m.kind == _REVALUED:
        return NEGATIVE_PRICE if m.amount < 0 else 0
    return TOO_LARGE if _beyond(m.amount, AMOUNT_LIMIT) else 0


@kernel
def problem(b: Any, head: Any, m: Any) -> int:
    """Return why a movement cannot be posted to these books, 0 = it can."""
    kind = m.kind
    if kind < 0 or kind >= N_KINDS or RULES[kind, 0] < 0:
        return NOT_A_MOVEMENT
    if m.tick < head.tick:
        return TICK_BACK
    if m.tick >= head.day_end and m.tick >= b.day_start[-1]:
        return TICK_FAR
    if m.code < RULES[kind, 1] or m.code > RULES[kind, 2]:
        return CODE_UNKNOWN
    if kind == _BALANCE_OPENED and OPENABLE[m.code] == 0:
        return NOT_OPENABLE
    needs = _needs(kind, m.code, m.point)
    points = b.point
    if m.point < -1 or m.point >= len(points) or (needs & POINT_NEEDED and m.point < 0):
        return POINT_MISSING
    if m.slot < -1 or m.slot >= MAX_SLOTS or (needs & SLOT_NEEDED and m.slot < 0):
        return SLOT_MISSING
    if m.party < -1 or m.party >= len(b.party) - 1:
        return PARTY_UNKNOWN
    if head.turnover > TURNOVER_LIMIT:
        return BOOKS_FULL
    reason = _amount_problem(m, needs)
    if reason == 0 and m.point >= 0:
        reason = _goods_problem(points[m.point], m, needs)
    return reason

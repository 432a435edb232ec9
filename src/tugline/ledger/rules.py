"""What a movement must be before it is posted; a movement that is not is refused whole."""

from typing import Any

from tugline.facts.kinds import Kind
from tugline.ledger.layout import (
    CODE_UNKNOWN,
    MAX_DAYS,
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
    RULES,
    SLOT_MISSING,
    SLOT_NEEDED,
    SLOTTED_SOURCES,
    TICK_BACK,
    TICK_FAR,
    TOO_LARGE,
)
from tugline.network.layout import MOVE
from tugline.state.kernel import kernel
from tugline.state.movement import REVALUED

_SUPPLY_OPENED = int(Kind.SUPPLY_OPENED)
_BALANCE_OPENED = int(Kind.BALANCE_OPENED)
_RECEIVED = int(Kind.RECEIVED)
_SCRAPPED = int(Kind.SCRAPPED)
_LIMIT = 1 << 62


@kernel
def _too_large(quantity: int, unit_price: int) -> bool:
    size = abs(quantity)
    # Both below 2^31 is nearly every case, and spares the division.
    return ((size | unit_price) >> 31) != 0 and unit_price > 0 and size > _LIMIT // unit_price


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
def _money_problem(points: Any, m: Any, needs: int) -> int:
    if (needs & PRICED or m.kind == REVALUED) and m.amount < 0:
        return NEGATIVE_PRICE
    if m.point < 0:
        return 0
    p = points[m.point]
    if abs(m.quantity) > _LIMIT or abs(p.on_hand) > _LIMIT:
        return TOO_LARGE
    if _too_large(p.on_hand + m.quantity, p.standard_cost):
        return TOO_LARGE
    if needs & PRICED and (_too_large(m.quantity, m.amount) or _too_large(m.quantity, p.price)):
        return TOO_LARGE
    if m.kind == REVALUED and _too_large(p.on_hand, m.amount):
        return TOO_LARGE
    return 0


@kernel
def problem(b: Any, head: Any, m: Any) -> int:
    """Return why a movement cannot be posted to these books, 0 = it can."""
    kind = m.kind
    if kind < 0 or kind >= N_KINDS or RULES[kind, 0] < 0:
        return NOT_A_MOVEMENT
    if m.tick < head.tick:
        return TICK_BACK
    if m.tick >= head.day_end and m.tick // head.day_ticks > MAX_DAYS:
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
    return _money_problem(points, m, needs)

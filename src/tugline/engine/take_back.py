"""Take allocations back that the stock no longer covers: the worst rank loses first."""

from typing import Any

from tugline.engine.emit import begin, commit, emit_keep
from tugline.facts.kinds import Kind
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import FOR_LINE, PARTS, TO_ORDER, WHOLE_ORDER
from tugline.state.needs import ranks_ahead
from tugline.state.supply import free_on_hand

STOCK_FREED = int(Kind.STOCK_FREED)


@inlined
def _worst_allocation(s: Any, point: int) -> int:
    worst = -1
    for n in range(s.head[0].needs):
        need = s.need[n]
        here = need.owner_kind != 0 and need.point == point and need.allocated > 0
        if here and (worst < 0 or ranks_ahead(s, worst, n)):
            worst = n
    return worst


@kernel
def _free_of_line(s: Any, g: Any, t: Any, now: int, slot: int, quantity: int, cause: int) -> None:
    """Free so much of what a line keeps; what of that was released for shipment is called back with it."""
    line = s.line[slot]
    released = line.released - line.shipped
    r = begin(s, t, STOCK_FREED, now)
    row = t.fact[r]
    row.point = line.point + 1
    row.reference = line.id
    row.quantity = quantity
    row.amount = max(0, released - (s.need[line.need].allocated - quantity))
    row.cause = cause
    commit(s, g, t, r)


@inlined
def _take_from_line(s: Any, g: Any, t: Any, now: int, slot: int, short: int, cause: int) -> None:
    """Free what a line keeps: only what is short where it takes parts, else all of it, of its whole order, too."""
    line = s.line[slot]
    other = slot
    while True:
        mate = s.line[other]
        kept = s.need[mate.need].allocated
        if line.parcels == PARTS or s.need[mate.need].choice != 0:
            kept = min(kept, short)
        if kept > 0 and mate.parcels == line.parcels:
            _free_of_line(s, g, t, now, other, kept, cause)
        other = s.line[other].next_in_order
        if other == slot or line.parcels != WHOLE_ORDER:
            return


@inlined
def take_from_pull(s: Any, g: Any, t: Any, now: int, slot: int, point: int, short: int, cause: int) -> None:
    """Free what a pull keeps: what is short, and everything at points that keep stock, where no part lies idle."""
    n = s.pull[slot].first_need
    while n >= 0:
        need = s.need[n]
        after = need.next_of_owner
        kept = need.allocated
        if s.loop[need.point].kind <= TO_ORDER or need.choice != 0:
            kept = min(kept, short) if need.point == point else 0
        if kept > 0:
            emit_keep(s, g, t, STOCK_FREED, now, need.point, need.id, kept, cause)
        n = after


@inlined
def _point_short(s: Any) -> int:
    """Return the first stock point where more is kept than is left, -1 = none; all such points are in the list."""
    first = -1
    for i in range(s.head[0].gained):
        point = s.gained[i]
        if free_on_hand(s, point) < 0 and (first < 0 or point < first):
            first = point
    return first


@inlined
def take_back(s: Any, g: Any, t: Any, now: int) -> None:
    """Free allocations that the stock no longer covers, point by point, worst rank first."""
    while True:
        point = _point_short(s)
        n = _worst_allocation(s, point) if point >= 0 else -1
        if n < 0:
            return
        short = -free_on_hand(s, point)
        if s.need[n].owner_kind == FOR_LINE:
            _take_from_line(s, g, t, now, s.need[n].owner, short, s.stock[point].touched)
        else:
            take_from_pull(s, g, t, now, s.need[n].owner, point, short, s.stock[point].touched)

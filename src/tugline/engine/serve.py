"""Serve lines and pulls with stock on hand: whole kits only, best rank first, nothing hoarded for an incomplete one.

A pull starts when everything it needs is there; until then it holds nothing at the points that keep stock, so that a
part never lies idle for an order that waits for another part. At points that pull to order its share is kept at once.
Nobody stands in another's way either: of those that can go now the best rank goes first, and the positions of the
loops count everyone who waits, so what a large order lacks is on its way. Only what a promise counts on is set aside.
"""

from typing import Any

from tugline.engine.aside import free_for
from tugline.engine.business import list_waiting
from tugline.engine.emit import begin, commit, emit_keep
from tugline.engine.queues import advance_queue, open_queues, owner_ahead, settle_queues
from tugline.facts.kinds import Kind
from tugline.network.layout import MOVE
from tugline.state.arithmetic import better
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import FOR_LINE, PARTS, RELEASED, TO_ORDER, WHOLE_ORDER
from tugline.state.needs import waiting_of
from tugline.state.supply import free_on_hand
from tugline.state.work import mark_fresh, ranks_before, sort_fresh

STOCK_ALLOCATED, MATERIAL_ALLOCATED = int(Kind.STOCK_ALLOCATED), int(Kind.MATERIAL_ALLOCATED)
SHIPMENT_RELEASED, STOCK_FREED = int(Kind.SHIPMENT_RELEASED), int(Kind.STOCK_FREED)


@kernel
def has_all(s: Any, slot: int, now: int) -> bool:
    """Return whether everything that a pull still needs is on hand, and free for it."""
    n = s.pull[slot].first_need
    while n >= 0:
        need = s.need[n]
        if need.pegged > 0 or waiting_of(need) > free_for(s, n, now):
            return False
        n = need.next_of_owner
    return True


@inlined
def serve_pull(s: Any, g: Any, t: Any, now: int, slot: int) -> None:
    """Keep all material of a pull if all of it is there."""
    pull = s.pull[slot]
    if pull.id == 0 or pull.state != RELEASED or pull.held_until > now:
        return
    if pull.source < 0 or g.source[pull.source].kind > MOVE:
        return
    if has_all(s, slot, now):
        emit_keep(s, g, t, MATERIAL_ALLOCATED, now, pull.point, pull.id, pull.quantity, pull.cause)


@inlined
def _whole_order_is_there(s: Any, slot: int) -> bool:
    other = slot
    while True:
        line = s.line[other]
        if line.shipped + s.need[line.need].allocated < line.quantity or line.reserved_until > 0:
            return False
        other = line.next_in_order
        if other == slot:
            return True


@inlined
def _ship_order(s: Any, g: Any, t: Any, now: int, slot: int) -> None:
    other = slot
    while True:
        line = s.line[other]
        if line.quantity > line.released:
            emit_keep(
                s, g, t, SHIPMENT_RELEASED, now, line.point, line.id, line.quantity - line.released, line.last_supply
            )
        other = s.line[other].next_in_order
        if other == slot:
            return


@inlined
def serve_line(s: Any, g: Any, t: Any, now: int, slot: int) -> None:
    """Release what a line may ship now: all of it, or a part where the customer takes parts; then its whole order."""
    line = s.line[slot]
    if line.id == 0 or line.quantity <= line.released or line.reserved_until > 0:
        return
    need = s.need[line.need]
    waiting = waiting_of(need)
    free = free_for(s, line.need, now)
    rest = line.quantity - line.released
    kept = need.allocated - (line.released - line.shipped)
    if line.parcels == PARTS:
        ready = min(rest, kept + min(free, waiting))
        if ready <= 0 or ready < min(line.minimum_shipment, rest):
            return
        emit_keep(s, g, t, SHIPMENT_RELEASED, now, line.point, line.id, ready, line.last_supply)
    elif need.pegged > 0 or waiting > free:
        return
    elif line.parcels != WHOLE_ORDER or line.next_in_order == slot:
        emit_keep(s, g, t, SHIPMENT_RELEASED, now, line.point, line.id, rest, line.last_supply)
    elif waiting > 0:
        emit_keep(s, g, t, STOCK_ALLOCATED, now, line.point, line.id, waiting, 0)
    # Whichever line was the last to lack something, and however it ships itself: those that ship with it can go.
    if line.next_in_order != slot and _whole_order_is_there(s, slot):
        _ship_order(s, g, t, now, slot)


@inlined
def _gather(s: Any) -> None:
    """List what those touched still wait for, and look at the other lines of a whole order when one is touched."""
    i = 0
    while i < s.head[0].fresh:
        owner = s.fresh[i]
        list_waiting(s, owner)
        if owner % 2 == 0 and s.line[owner // 2].id != 0:
            mate = s.line[owner // 2].next_in_order
            while mate != owner // 2:
                mark_fresh(s, FOR_LINE, mate)
                mate = s.line[mate].next_in_order
        i += 1


@inlined
def serve_all(s: Any, g: Any, t: Any, now: int) -> None:
    """Serve by rank all lines and pulls that wait at a point that gained stock or that this pulse touched.

    A line or pull can become servable only when stock at one of its points becomes free or when it is touched itself,
    so after this nobody is left who could go; the outcome is that of trying everybody in the order of their ranks.
    """
    _gather(s)
    n = sort_fresh(s)
    i = 0
    queues = settle_queues(s, open_queues(s))
    while queues > 0 or i < n:
        owner = s.fresh[min(i, n - 1)] if n > 0 else 0
        if queues > 0 and (i == n or not ranks_before(s, owner, owner_ahead(s))):
            owner = owner_ahead(s)
            # All its needs rank alike, so the queues in which it is ahead stand at the top, one after another.
            while queues > 0 and owner_ahead(s) == owner:
                queues = advance_queue(s, queues)
        else:
            i += 1
        if owner % 2 == 0:
            serve_line(s, g, t, now, owner // 2)
        else:
            serve_pull(s, g, t, now, owner // 2)
        queues = settle_queues(s, queues)


@inlined
def _worst_allocation(s: Any, point: int) -> int:
    worst = -1
    for n in range(s.head[0].needs):
        need = s.need[n]
        if need.owner_kind == 0 or need.point != point or need.allocated == 0:
            continue
        if worst >= 0:
            w = s.need[worst]
            if better(need.priority, need.due, need.id, w.priority, w.due, w.id):
                continue
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
def _take_from_pull(s: Any, g: Any, t: Any, now: int, slot: int, point: int, short: int, cause: int) -> None:
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
            _take_from_pull(s, g, t, now, s.need[n].owner, point, short, s.stock[point].touched)

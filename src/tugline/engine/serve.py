"""Serve lines and pulls with stock on hand: whole kits only, best rank first, nothing hoarded for an incomplete one.

A pull starts when everything it needs is there; until then it holds nothing at the points that keep stock, so that a
part never lies idle for an order that waits for another part. At points that pull to order its share is kept at once.
Nobody stands in another's way either: of those that can go now the best rank goes first, and the positions of the
loops count everyone who waits, so what a large order lacks is on its way.
"""

from typing import Any

from tugline.engine.emit import emit_keep
from tugline.facts.kinds import Kind
from tugline.network.layout import MOVE
from tugline.state.arithmetic import better
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import FOR_LINE, PARTS, RELEASED, WHOLE_ORDER
from tugline.state.needs import waiting_of
from tugline.state.work import next_gained, sort_fresh

STOCK_ALLOCATED, MATERIAL_ALLOCATED = int(Kind.STOCK_ALLOCATED), int(Kind.MATERIAL_ALLOCATED)
SHIPMENT_RELEASED, STOCK_FREED = int(Kind.SHIPMENT_RELEASED), int(Kind.STOCK_FREED)


@kernel
def free_on_hand(s: Any, point: int) -> int:
    """Return the stock at a point that is kept for nobody."""
    return s.stock[point].on_hand - s.stock[point].allocated


@kernel
def has_all(s: Any, slot: int) -> bool:
    """Return whether everything that a pull still needs is on hand and free."""
    n = s.pull[slot].first_need
    while n >= 0:
        need = s.need[n]
        if need.pegged > 0 or waiting_of(need) > max(0, free_on_hand(s, need.point)):
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
    if has_all(s, slot):
        emit_keep(s, g, t, MATERIAL_ALLOCATED, now, pull.point, pull.id, pull.quantity, pull.cause)


@inlined
def _whole_order_is_there(s: Any, slot: int) -> bool:
    other = slot
    while True:
        line = s.line[other]
        if line.shipped + s.need[line.need].allocated < line.quantity:
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
    """Release what a line may ship now: all of it, or a part where the customer takes parts."""
    line = s.line[slot]
    if line.id == 0 or line.quantity <= line.released:
        return
    need = s.need[line.need]
    waiting = waiting_of(need)
    free = max(0, free_on_hand(s, line.point))
    rest = line.quantity - line.released
    kept = need.allocated - (line.released - line.shipped)
    if line.parcels == PARTS:
        ready = min(rest, kept + min(free, waiting))
        if ready > 0 and ready >= min(line.minimum_shipment, rest):
            emit_keep(s, g, t, SHIPMENT_RELEASED, now, line.point, line.id, ready, line.last_supply)
        return
    if need.pegged > 0 or waiting > free:
        return
    if line.parcels == WHOLE_ORDER and line.next_in_order != slot:
        if waiting > 0:
            emit_keep(s, g, t, STOCK_ALLOCATED, now, line.point, line.id, waiting, 0)
        if _whole_order_is_there(s, slot):
            _ship_order(s, g, t, now, slot)
        return
    emit_keep(s, g, t, SHIPMENT_RELEASED, now, line.point, line.id, rest, line.last_supply)


@inlined
def _serve_queue(s: Any, g: Any, t: Any, now: int, point: int) -> None:
    """Serve those listed at a point that gained stock, best rank first; one that lacks something else is passed."""
    n = s.stock[point].first_wait
    while n >= 0 and free_on_hand(s, point) > 0:
        need = s.need[n]
        after = need.next_wait
        if need.owner_kind == FOR_LINE:
            serve_line(s, g, t, now, need.owner)
        else:
            serve_pull(s, g, t, now, need.owner)
        # A whole order takes its other lines off the list with it.
        n = after if after < 0 or s.need[after].watching != 0 else s.stock[point].first_wait


@inlined
def serve_all(s: Any, g: Any, t: Any, now: int) -> None:
    """Serve the queues of all points that gained stock, then every line and pull that this pulse touched, by rank.

    A line or pull can become servable only when stock at one of its points becomes free or when it is touched itself,
    so after this nobody is left who could go.
    """
    while True:
        point = next_gained(s)
        if point < 0:
            break
        _serve_queue(s, g, t, now, point)
    n = sort_fresh(s)
    for i in range(n):
        owner = s.fresh[i]
        if owner % 2 == 0:
            serve_line(s, g, t, now, owner // 2)
        else:
            serve_pull(s, g, t, now, owner // 2)


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


@inlined
def take_back(s: Any, g: Any, t: Any, now: int) -> None:
    """Free allocations that the stock no longer covers, worst rank first."""
    for i in range(s.head[0].gained):
        point = s.gained[i]
        while free_on_hand(s, point) < 0:
            n = _worst_allocation(s, point)
            need = s.need[n]
            quantity = min(need.allocated, -free_on_hand(s, point))
            emit_keep(s, g, t, STOCK_FREED, now, point, need.id, quantity, s.stock[point].touched)

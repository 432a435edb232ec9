"""Serve lines and pulls with stock on hand: whole kits only, best rank first, nothing hoarded for an incomplete one.

A pull starts when everything it needs is there; until then it holds nothing at the points that keep stock, so that a
part never lies idle for an order that waits for another part. At points that pull to order its share is kept at once.
"""

from typing import Any

from tugline.engine.emit import emit_keep
from tugline.facts.kinds import Kind
from tugline.state.arithmetic import better
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import FOR_LINE, PARTS, RELEASED, WHOLE_ORDER
from tugline.state.needs import waiting_of
from tugline.state.work import next_gained, sort_fresh

STOCK_ALLOCATED, MATERIAL_ALLOCATED = int(Kind.STOCK_ALLOCATED), int(Kind.MATERIAL_ALLOCATED)
SHIPMENT_RELEASED, STOCK_FREED = int(Kind.SHIPMENT_RELEASED), int(Kind.STOCK_FREED)

DONE, NOTHING, BLOCKED_HERE, BLOCKED_ELSEWHERE = 0, 1, 2, 3
LOOK_AHEAD = 16
"""How many better-ranked owners are asked whether they wait for this point alone before a later one may pass."""


@kernel
def free_on_hand(s: Any, point: int) -> int:
    """Return the stock at a point that is kept for nobody."""
    return s.stock[point].on_hand - s.stock[point].allocated


@kernel
def _pull_shortage(s: Any, slot: int, besides: int) -> int:
    """Return the first point, other than `besides`, where a pull lacks stock; -1 = none; -2 = it waits for supply."""
    n = s.pull[slot].first_need
    while n >= 0:
        need = s.need[n]
        if need.pegged > 0:
            return -2
        if need.point != besides and waiting_of(need) > free_on_hand(s, need.point):
            return need.point
        n = need.next_of_owner
    return -1


@inlined
def _waits_here_only(s: Any, n: int, now: int) -> bool:
    """Return whether the owner of a listed need could go, were it not for the stock at this point."""
    need = s.need[n]
    if need.owner_kind == FOR_LINE:
        return need.pegged == 0
    pull = s.pull[need.owner]
    return pull.state == RELEASED and pull.held_until <= now and _pull_shortage(s, need.owner, need.point) == -1


@kernel
def may_take(s: Any, n: int, now: int) -> bool:
    """Return whether a need may be served before those listed at its point: none of better rank waits for it alone."""
    need = s.need[n]
    other = s.stock[need.point].first_wait
    for _ in range(LOOK_AHEAD):
        if other < 0 or other == n:
            return True
        rival = s.need[other]
        if not better(rival.priority, rival.due, rival.id, need.priority, need.due, need.id):
            return True
        if _waits_here_only(s, other, now):
            return False
        other = rival.next_wait
    return True


@inlined
def serve_pull(s: Any, g: Any, t: Any, now: int, slot: int, here: int) -> int:
    """Keep all material of a pull if all of it is there; `here` is the point whose queue it stands at the head of."""
    pull = s.pull[slot]
    if pull.id == 0 or pull.state != RELEASED or pull.held_until > now:
        return NOTHING
    if pull.source < 0 or g.source[pull.source].kind > 1:
        return NOTHING
    short = _pull_shortage(s, slot, -1)
    if short != -1:
        if short == here and _pull_shortage(s, slot, here) == -1:
            return BLOCKED_HERE
        return BLOCKED_ELSEWHERE
    n = pull.first_need
    while n >= 0:
        need = s.need[n]
        if waiting_of(need) > 0 and need.point != here and not may_take(s, n, now):
            return BLOCKED_ELSEWHERE
        n = need.next_of_owner
    emit_keep(s, g, t, MATERIAL_ALLOCATED, now, pull.point, pull.id, pull.quantity, pull.cause)
    return DONE


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
def serve_line(s: Any, g: Any, t: Any, now: int, slot: int, here: int) -> int:
    """Release what a line may ship now: all of it, or a part where the customer takes parts."""
    line = s.line[slot]
    if line.id == 0 or line.quantity <= line.released:
        return NOTHING
    need = s.need[line.need]
    waiting = waiting_of(need)
    free = max(0, free_on_hand(s, line.point))
    if waiting > 0 and here < 0 and not may_take(s, line.need, now):
        free = 0
    rest = line.quantity - line.released
    kept = need.allocated - (line.released - line.shipped)
    if line.parcels == PARTS:
        ready = min(rest, kept + min(free, waiting))
        if ready <= 0 or ready < min(line.minimum_shipment, rest):
            return BLOCKED_HERE
        emit_keep(s, g, t, SHIPMENT_RELEASED, now, line.point, line.id, ready, line.last_supply)
        return DONE if ready == rest else BLOCKED_HERE
    if need.pegged > 0:
        return BLOCKED_ELSEWHERE
    if waiting > free:
        return BLOCKED_HERE
    if line.parcels == WHOLE_ORDER and line.next_in_order != slot:
        if waiting > 0:
            emit_keep(s, g, t, STOCK_ALLOCATED, now, line.point, line.id, waiting, 0)
        if _whole_order_is_there(s, slot):
            _ship_order(s, g, t, now, slot)
        return DONE
    emit_keep(s, g, t, SHIPMENT_RELEASED, now, line.point, line.id, rest, line.last_supply)
    return DONE


@inlined
def _serve_queue(s: Any, g: Any, t: Any, now: int, point: int) -> None:
    """Serve those listed at a point that gained stock; one that lacks only this point's stock holds it."""
    n = s.stock[point].first_wait
    while n >= 0 and free_on_hand(s, point) > 0:
        need = s.need[n]
        after = need.next_wait
        if need.owner_kind == FOR_LINE:
            outcome = serve_line(s, g, t, now, need.owner, point)
        else:
            outcome = serve_pull(s, g, t, now, need.owner, point)
        if outcome == BLOCKED_HERE:
            return
        n = after


@inlined
def serve_all(s: Any, g: Any, t: Any, now: int) -> None:
    """Serve the queues of all points that gained stock, then every line and pull that this pulse touched, by rank."""
    while True:
        point = next_gained(s)
        if point < 0:
            break
        _serve_queue(s, g, t, now, point)
    n = sort_fresh(s)
    for i in range(n):
        owner = s.fresh[i]
        if owner % 2 == 0:
            serve_line(s, g, t, now, owner // 2, -1)
        else:
            serve_pull(s, g, t, now, owner // 2, -1)
    # One that was listed and has gone may have been the one the others stood behind.
    while True:
        point = next_gained(s)
        if point < 0:
            return
        _serve_queue(s, g, t, now, point)


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

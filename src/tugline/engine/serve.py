"""Serve lines and pulls with stock on hand: whole kits only, best rank first, nothing hoarded for an incomplete one.

A pull starts when everything it needs is there; until then it holds nothing at the points that keep stock, so that a
part never lies idle for an order that waits for another part. At points that pull to order its share is kept at once.
Nobody stands in another's way either: of those that can go now the best rank goes first, and the positions of the
loops count everyone who waits, so what a large order lacks is on its way. Only what a promise counts on is set aside.
"""

from typing import Any

from tugline.engine.aside import free_for
from tugline.engine.business import list_waiting
from tugline.engine.emit import emit_keep
from tugline.engine.queues import advance_queue, open_queues, owner_ahead, settle_queues
from tugline.facts.kinds import Kind
from tugline.network.layout import MOVE
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import FOR_LINE, PARTS, RELEASED, WHOLE_ORDER
from tugline.state.needs import waiting_of
from tugline.state.work import mark_fresh, ranks_before, sort_fresh

STOCK_ALLOCATED, MATERIAL_ALLOCATED = int(Kind.STOCK_ALLOCATED), int(Kind.MATERIAL_ALLOCATED)
SHIPMENT_RELEASED = int(Kind.SHIPMENT_RELEASED)


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

"""Needs: what a line or a pull wants of a stock point, and how much of that is allocated, pegged or still waiting.

For every need: quantity = allocated + pegged + waiting. The sums over the needs of a point stand in its `STOCK` record.
"""

from typing import Any

from tugline.state.arithmetic import better, plus
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import FOR_LINE, FOR_PULL, STARTED, TO_ORDER
from tugline.state.pools import free_need, free_peg, take_need, take_peg
from tugline.state.supply import change_free
from tugline.state.work import mark_dirty, mark_fresh, mark_gained


@kernel
def waiting_of(need: Any) -> int:
    """Return how much of a need is neither allocated nor pegged."""
    return need.quantity - need.allocated - need.pegged


@kernel
def watch(s: Any, n: int) -> None:
    """Put a need in the list of its point, by rank (priority, due, id); nothing where it is there already."""
    need = s.need[n]
    if need.watching != 0:
        return
    stock = s.stock[need.point]
    # Owners mostly come in the order of their ranks, so the place is looked for from the end.
    before = stock.last_wait
    while before >= 0:
        other = s.need[before]
        if better(other.priority, other.due, other.id, need.priority, need.due, need.id):
            break
        before = other.previous_wait
    after = stock.first_wait if before < 0 else s.need[before].next_wait
    need.previous_wait = before
    need.next_wait = after
    if before < 0:
        stock.first_wait = n
    else:
        s.need[before].next_wait = n
    if after < 0:
        stock.last_wait = n
    else:
        s.need[after].previous_wait = n
    need.watching = 1


@kernel
def unwatch(s: Any, n: int) -> None:
    """Take a need off the list of its point; nothing where it is not there."""
    need = s.need[n]
    if need.watching == 0:
        return
    stock = s.stock[need.point]
    if need.previous_wait < 0:
        stock.first_wait = need.next_wait
    else:
        s.need[need.previous_wait].next_wait = need.next_wait
    if need.next_wait < 0:
        stock.last_wait = need.previous_wait
    else:
        s.need[need.next_wait].previous_wait = need.previous_wait
    need.watching = 0
    need.previous_wait = -1
    need.next_wait = -1


@kernel
def ask(s: Any, n: int) -> None:
    """See to a need whose waiting part grew: its point's loop must look, and its owner too."""
    need = s.need[n]
    # A loop that pulls to order nets each need against stock and supply; a loop that keeps stock only sees the sum,
    # and who still waits there when the pulse closes is listed then.
    if s.loop[need.point].kind <= TO_ORDER:
        watch(s, n)
    mark_dirty(s, need.point)
    mark_fresh(s, need.owner_kind, need.owner)


@kernel
def add_need(s: Any, owner_kind: int, owner: int, point: int, quantity: int, due: int) -> int:
    """Give a line or pull a need, which waits, and return its slot; the caller links it to its owner."""
    n = take_need(s)
    need = s.need[n]
    need.owner_kind = owner_kind
    need.owner = owner
    if owner_kind == FOR_LINE:
        need.id = s.line[owner].id
        need.priority = s.line[owner].priority
    else:
        need.id = s.pull[owner].id
        need.priority = s.pull[owner].priority
    need.due = due
    need.point = point
    need.quantity = quantity
    s.stock[point].waiting = plus(s.stock[point].waiting, quantity)
    ask(s, n)
    return n


@kernel
def keep_stock(s: Any, n: int, quantity: int) -> None:
    """Allocate stock on hand to the waiting part of a need."""
    need = s.need[n]
    need.allocated += quantity
    s.stock[need.point].allocated += quantity
    s.stock[need.point].waiting -= quantity
    if waiting_of(need) == 0:
        unwatch(s, n)


@kernel
def give_back(s: Any, n: int, quantity: int) -> None:
    """Take an allocation back: so much of the need waits again, and the stock may serve others."""
    need = s.need[n]
    need.allocated -= quantity
    s.stock[need.point].allocated -= quantity
    s.stock[need.point].waiting += quantity
    mark_gained(s, need.point)
    ask(s, n)


@kernel
def add_peg(s: Any, pull_slot: int, n: int, quantity: int) -> None:
    """Keep free open supply of a pull for the waiting part of a need."""
    e = take_peg(s)
    peg = s.peg[e]
    pull = s.pull[pull_slot]
    need = s.need[n]
    peg.pull = pull_slot
    peg.need = n
    peg.quantity = quantity
    peg.previous_of_need = -1
    peg.next_of_need = need.first_peg
    if need.first_peg >= 0:
        s.peg[need.first_peg].previous_of_need = e
    need.first_peg = e
    # Pegs of a pull are served in the order in which they were made.
    peg.previous_of_pull = pull.last_peg
    peg.next_of_pull = -1
    if pull.last_peg < 0:
        pull.first_peg = e
    else:
        s.peg[pull.last_peg].next_of_pull = e
    pull.last_peg = e
    need.pegged += quantity
    s.stock[need.point].pegged += quantity
    s.stock[need.point].waiting -= quantity
    change_free(s, pull_slot, -quantity)
    if waiting_of(need) == 0:
        unwatch(s, n)


@kernel
def _unlink_peg(s: Any, e: int) -> None:
    peg = s.peg[e]
    pull = s.pull[peg.pull]
    if peg.previous_of_pull < 0:
        pull.first_peg = peg.next_of_pull
    else:
        s.peg[peg.previous_of_pull].next_of_pull = peg.next_of_pull
    if peg.next_of_pull < 0:
        pull.last_peg = peg.previous_of_pull
    else:
        s.peg[peg.next_of_pull].previous_of_pull = peg.previous_of_pull
    if peg.previous_of_need < 0:
        s.need[peg.need].first_peg = peg.next_of_need
    else:
        s.peg[peg.previous_of_need].next_of_need = peg.next_of_need
    if peg.next_of_need >= 0:
        s.peg[peg.next_of_need].previous_of_need = peg.previous_of_need
    free_peg(s, e)


@kernel
def cut_peg(s: Any, e: int, quantity: int) -> None:
    """Take so much of a peg off: the supply is free again and that part of the need waits again."""
    peg = s.peg[e]
    pull_slot = peg.pull
    n = peg.need
    need = s.need[n]
    peg.quantity -= quantity
    need.pegged -= quantity
    s.stock[need.point].pegged -= quantity
    s.stock[need.point].waiting += quantity
    if peg.quantity == 0:
        _unlink_peg(s, e)
    change_free(s, pull_slot, quantity)
    ask(s, n)


@kernel
def want_less(s: Any, n: int, quantity: int) -> None:
    """Make a need smaller: by what waits, then what is pegged, then what is allocated."""
    need = s.need[n]
    rest = quantity - min(quantity, waiting_of(need))
    while rest > 0 and need.first_peg >= 0:
        e = need.first_peg
        cut = min(rest, s.peg[e].quantity)
        cut_peg(s, e, cut)
        rest -= cut
    if rest > 0:
        give_back(s, n, rest)
    need.quantity -= quantity
    s.stock[need.point].waiting -= quantity
    if waiting_of(need) == 0:
        unwatch(s, n)
    mark_dirty(s, need.point)
    mark_fresh(s, need.owner_kind, need.owner)


@kernel
def unpeg_untaken(s: Any, n: int) -> None:
    """Give up the pulls for a need that nobody has taken on, so that they can be made anew for what it is now."""
    e = s.need[n].first_peg
    while e >= 0:
        after = s.peg[e].next_of_need
        pull = s.pull[s.peg[e].pull]
        if pull.state < STARTED and pull.accepted == 0:
            cut_peg(s, e, s.peg[e].quantity)
        e = after


@inlined
def serve_peg(s: Any, e: int, quantity: int) -> None:
    """Turn so much of a peg into an allocation: the pegged supply has come in."""
    peg = s.peg[e]
    need = s.need[peg.need]
    stock = s.stock[need.point]
    peg.quantity -= quantity
    need.pegged -= quantity
    need.allocated += quantity
    stock.pegged -= quantity
    stock.allocated += quantity
    if peg.quantity == 0:
        _unlink_peg(s, e)
    mark_fresh(s, need.owner_kind, need.owner)


@inlined
def allocate_whatever(s: Any, n: int, quantity: int) -> None:
    """Allocate up to `quantity` to a need from what waits and then from its pegs: the goods have left already."""
    need = s.need[n]
    while need.allocated + waiting_of(need) < quantity and need.first_peg >= 0:
        cut_peg(s, need.first_peg, s.peg[need.first_peg].quantity)
    missing = min(quantity - need.allocated, waiting_of(need))
    if missing > 0:
        keep_stock(s, n, missing)


@kernel
def drop_need(s: Any, n: int) -> None:
    """Forget a need: what was kept for it is free again. The caller unlinks it from its owner."""
    need = s.need[n]
    point = need.point
    while need.first_peg >= 0:
        e = need.first_peg
        cut_peg(s, e, s.peg[e].quantity)
    stock = s.stock[point]
    stock.allocated -= need.allocated
    # Its allocation, or its place at the head of the queue, is free for the next.
    if need.allocated > 0 or need.watching != 0:
        mark_gained(s, point)
    stock.waiting -= need.quantity - need.allocated
    unwatch(s, n)
    free_need(s, n)
    mark_dirty(s, point)


@kernel
def drop_needs_of_pull(s: Any, pull_slot: int, seq: int) -> None:
    """Forget everything that a pull still needs, because of fact `seq`."""
    pull = s.pull[pull_slot]
    n = pull.first_need
    pull.first_need = -1
    while n >= 0:
        after = s.need[n].next_of_owner
        s.stock[s.need[n].point].touched = seq
        drop_need(s, n)
        n = after


@kernel
def need_at(s: Any, owner_kind: int, owner: int, point: int) -> int:
    """Return the need of a line or pull at a point, -1 = none."""
    if owner_kind == FOR_LINE:
        n = s.line[owner].need
        return n if n >= 0 and s.need[n].point == point else -1
    n = s.pull[owner].first_need
    while n >= 0 and s.need[n].point != point:
        n = s.need[n].next_of_owner
    return n


@kernel
def owner_of(slot_and_kind: int) -> tuple[int, int]:
    """Return (FOR_LINE or FOR_PULL, slot) of a value kept in the hash index."""
    return (FOR_PULL if slot_and_kind % 2 else FOR_LINE), slot_and_kind // 2

"""Needs that become smaller: less is wanted, the goods have left, or nobody wants it any more."""

from typing import Any

from tugline.state.kernel import inlined, kernel
from tugline.state.needs import give_back, keep_stock, unwatch, waiting_of
from tugline.state.pegs import cut_peg
from tugline.state.pools import free_need
from tugline.state.work import mark_dirty, mark_fresh, mark_gained


@kernel
def want_less(s: Any, n: int, quantity: int) -> None:
    """Make a need smaller: by what waits, what is pegged, first to pulls nobody has taken on, and what is allocated."""
    need = s.need[n]
    rest = quantity - min(quantity, waiting_of(need))
    for untaken in (1, 0):
        e = need.first_peg
        while rest > 0 and e >= 0:
            after = s.peg[e].next_of_need
            if s.pull[s.peg[e].pull].untaken == untaken:
                cut = min(rest, s.peg[e].quantity)
                cut_peg(s, e, cut)
                rest -= cut
            e = after
    if rest > 0:
        give_back(s, n, rest)
    need.quantity -= quantity
    s.stock[need.point].waiting -= quantity
    if waiting_of(need) == 0:
        unwatch(s, n)
    mark_dirty(s, need.point)
    mark_fresh(s, need.owner_kind, need.owner)


@inlined
def allocate_whatever(s: Any, n: int, quantity: int) -> None:
    """Allocate up to `quantity` to a need from what waits and then from its pegs: the goods have left already."""
    need = s.need[n]
    while need.allocated + waiting_of(need) < quantity and need.first_peg >= 0:
        e = need.first_peg
        cut_peg(s, e, min(s.peg[e].quantity, quantity - need.allocated - waiting_of(need)))
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
    if need.choice == 0:
        stock.allocated -= need.allocated
    else:
        stock.apart += need.allocated
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

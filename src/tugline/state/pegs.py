"""Pegs: open supply of a pull that is kept for a need."""

from typing import Any

from tugline.state.kernel import inlined, kernel
from tugline.state.needs import ask, unwatch, waiting_of
from tugline.state.pools import free_peg, take_peg
from tugline.state.supply import change_free, mark_moved
from tugline.state.work import mark_fresh


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
    mark_moved(s, pull_slot, 1)
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
    s.pull[pull_slot].lessened = s.head[0].reason
    mark_moved(s, pull_slot, 0)
    ask(s, n)


@kernel
def mark_pulls_moved(s: Any, n: int) -> None:
    """The date or priority of a need changed: so may those of the pulls that are kept for it."""
    e = s.need[n].first_peg
    while e >= 0:
        mark_moved(s, s.peg[e].pull, 0)
        e = s.peg[e].next_of_need


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

"""Net those again who are pegged to pulls that nobody has taken on: stock and supply that became free come first.

A count, a return, a cancellation or a lot larger than was needed leave stock or supply free while somebody waits for a
pull that nobody has begun. Such a pull is worth less than goods that are there, or on their way.
"""

from typing import Any

import numpy as np

from tugline.engine.emit import emit_keep
from tugline.facts.kinds import Kind
from tugline.state.duration import first_arrival
from tugline.state.kernel import inlined, kernel
from tugline.state.needs import ranks_ahead, waiting_of
from tugline.state.supply import free_on_hand

PEGGED, UNPEGGED = int(Kind.PEGGED), int(Kind.UNPEGGED)


@kernel
def _pegged_to_untaken(s: Any, point: int) -> Any:
    """Return the needs pegged to pulls at a point which nobody has taken on and anybody can use, best rank first."""
    many = 0
    slot = s.stock[point].first_untaken
    while slot >= 0:
        e = s.pull[slot].first_peg if s.pull[slot].choice == 0 else -1
        while e >= 0:
            many += 1
            e = s.peg[e].next_of_pull
        slot = s.pull[slot].next_untaken
    needs = np.zeros(many, np.int64)
    many = 0
    slot = s.stock[point].first_untaken
    while slot >= 0:
        e = s.pull[slot].first_peg if s.pull[slot].choice == 0 else -1
        while e >= 0:
            n = s.peg[e].need
            place = many
            while place > 0 and ranks_ahead(s, n, needs[place - 1]):
                place -= 1
            if place == 0 or needs[place - 1] != n:
                needs[place + 1 : many + 1] = needs[place:many].copy()
                needs[place] = n
                many += 1
            e = s.peg[e].next_of_pull
        slot = s.pull[slot].next_untaken
    return needs[:many]


@inlined
def net_stock_again(s: Any, g: Any, t: Any, now: int, point: int) -> None:
    """Unpeg so much as is on hand and free beyond those who wait and rank before: they are netted with the others."""
    free = free_on_hand(s, point)
    needs = _pegged_to_untaken(s, point)
    waiting = s.stock[point].first_wait
    for i in range(len(needs)):
        n = needs[i]
        while waiting >= 0 and not ranks_ahead(s, n, waiting):
            free -= waiting_of(s.need[waiting]) if s.need[waiting].choice == 0 else 0
            waiting = s.need[waiting].next_wait
        e = s.need[n].first_peg
        while e >= 0 and free > 0:
            after = s.peg[e].next_of_need
            slot = s.peg[e].pull
            if s.pull[slot].untaken != 0:
                quantity = min(free, s.peg[e].quantity)
                free -= quantity
                emit_keep(s, g, t, UNPEGGED, now, point, s.pull[slot].id, quantity, s.need[n].id)
            e = after


@kernel
def _next_taken_on(s: Any, slot: int, now: int) -> int:
    """Return the first of the pulls with free supply from this one on that somebody has taken on and nobody holds."""
    while slot >= 0 and (s.pull[slot].untaken != 0 or s.pull[slot].held_until > now):
        slot = s.pull[slot].next_open
    return slot


@inlined
def net_supply_again(s: Any, g: Any, t: Any, now: int, point: int) -> None:
    """Peg to free supply that somebody has taken on whoever has to wait as long for a pull that nobody has.

    Such a pull comes when it is due, and no earlier than its source takes from its release.
    """
    supply = _next_taken_on(s, s.stock[point].first_free, now)
    if supply < 0:
        return
    needs = _pegged_to_untaken(s, point)
    for i in range(len(needs)):
        n = needs[i]
        e = s.need[n].first_peg
        while e >= 0 and supply >= 0:
            after = s.peg[e].next_of_need
            slot = s.peg[e].pull
            own = s.pull[slot]
            while (
                supply >= 0
                and own.untaken != 0
                and s.pull[supply].due <= max(own.due, first_arrival(g, own.source, own.quantity, own.released_at))
            ):
                quantity = min(s.pull[supply].free, s.peg[e].quantity)
                whole = quantity == s.peg[e].quantity
                emit_keep(s, g, t, UNPEGGED, now, point, own.id, quantity, s.need[n].id)
                emit_keep(s, g, t, PEGGED, now, point, s.pull[supply].id, quantity, s.need[n].id)
                supply = _next_taken_on(s, s.stock[point].first_free, now)
                if whole:
                    break
            e = after

"""Who was promised a date takes over what is kept for others that can still give it, where it would be late else.

The desk promises what is free beside a plan of everything open, and in a plan what is kept for work that has not begun
is free: it is bought again in time for who has it now. So the floor has to hand it over, or the promise would wait for
a purchase while its parts lie on the shelf for somebody who does not need them yet.
"""

from typing import Any

from tugline.engine.emit import emit_keep
from tugline.engine.reach import comes_by
from tugline.engine.take_back import take_from_pull
from tugline.facts.kinds import Kind
from tugline.network.layout import BUY
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import FOR_LINE, PROMISED, STARTED, TO_ORDER
from tugline.state.needs import is_reserved, ranks_ahead, waiting_of

STOCK_ALLOCATED, PEGGED, UNPEGGED = int(Kind.STOCK_ALLOCATED), int(Kind.PEGGED), int(Kind.UNPEGGED)


@kernel
def _first_peg(s: Any, g: Any, n: int, now: int) -> int:
    """Return the peg of a need to the purchase that is due first of those that somebody has taken on, -1 = none.

    What is made or moved is planned with whoever it is for, so that the desk promises it to nobody else.
    """
    first = -1
    e = s.need[n].first_peg
    while e >= 0:
        pull = s.pull[s.peg[e].pull]
        bought = pull.source < 0 or g.source[pull.source].kind >= BUY
        sooner = first < 0 or pull.due < s.pull[s.peg[first].pull].due
        if bought and sooner and pull.untaken == 0 and pull.held_until <= now:
            first = e
        e = s.peg[e].next_of_need
    return first


@kernel
def _gives_way(s: Any, n: int, other: int) -> bool:
    """Return whether need `other` is at the same point, of the default choice, ranks after `n`, and has not begun."""
    need = s.need[other]
    if need.owner_kind == 0 or need.point != s.need[n].point or need.choice != 0 or not ranks_ahead(s, n, other):
        return False
    return need.owner_kind == FOR_LINE or s.pull[need.owner].state < STARTED


@kernel
def _who_gives_stock(s: Any, n: int) -> int:
    """Return the need of the worst rank that gives way to `n` and has stock to give, -1 = none.

    A line keeps the stock that is kept for it: its customer may be waiting at the door.
    """
    worst = -1
    for other in range(s.head[0].needs):
        need = s.need[other]
        gives = need.allocated > 0 and need.owner_kind != FOR_LINE and _gives_way(s, n, other)
        if gives and (worst < 0 or ranks_ahead(s, worst, other)):
            worst = other
    return worst


@kernel
def _who_gives_supply(s: Any, g: Any, n: int, now: int) -> int:
    """Return the peg that gives way to `n`, -1 = none: what comes in time from the worst rank, else what comes first.

    Nobody who was promised a date gives what does not come in time: that would break one promise for another.
    """
    due = s.need[n].due
    best = -1
    when = 0
    for other in range(s.head[0].needs):
        if s.need[other].pegged == 0 or not _gives_way(s, n, other):
            continue
        e = _first_peg(s, g, other, now)
        if e < 0:
            continue
        comes = max(due, s.pull[s.peg[e].pull].due)
        if comes > due and s.need[other].priority == PROMISED:
            continue
        if best < 0 or comes < when or (comes == when and ranks_ahead(s, s.peg[best].need, other)):
            best = e
            when = comes
    return best


@kernel
def _new_comes_by(s: Any, g: Any, n: int, now: int, tick: int) -> bool:
    """Return whether what a need still waits for would come by a tick if it were pulled now, which a loop must do."""
    need = s.need[n]
    return s.loop[need.point].kind == TO_ORDER and comes_by(s, g, now, need.point, waiting_of(need), tick)


@kernel
def _beaten(s: Any, g: Any, n: int, now: int, due: int) -> bool:
    """Return whether free supply, or a new pull, would come as soon as what is due then, which is late."""
    free = s.stock[s.need[n].point].first_free
    if due <= s.need[n].due:
        return False
    return (free >= 0 and s.pull[free].due <= due) or _new_comes_by(s, g, n, now, due - 1)


@inlined
def take_over(s: Any, g: Any, t: Any, now: int, n: int) -> bool:
    """Hand a need that was promised what others that rank after it keep, the worst rank first; return whether any.

    Stock first, then purchases on their way that come in time, then those that come sooner than anything else. Who
    loses something is netted again in its turn. What is reserved only takes nothing: nobody has ordered it.
    """
    need = s.need[n]
    point = need.point
    if is_reserved(s, n) or _new_comes_by(s, g, n, now, max(need.due, now)):
        return False
    taken = False
    other = _who_gives_stock(s, n)
    while other >= 0 and waiting_of(s.need[n]) > 0:
        quantity = min(waiting_of(s.need[n]), s.need[other].allocated)
        take_from_pull(s, g, t, now, s.need[other].owner, point, quantity, need.id)
        emit_keep(s, g, t, STOCK_ALLOCATED, now, point, need.id, quantity, 0)
        taken = True
        other = _who_gives_stock(s, n)
    e = _who_gives_supply(s, g, n, now) if waiting_of(s.need[n]) > 0 else -1
    while e >= 0 and waiting_of(s.need[n]) > 0 and not _beaten(s, g, n, now, s.pull[s.peg[e].pull].due):
        id_ = s.pull[s.peg[e].pull].id
        quantity = min(waiting_of(s.need[n]), s.peg[e].quantity)
        emit_keep(s, g, t, UNPEGGED, now, point, id_, quantity, s.need[s.peg[e].need].id)
        emit_keep(s, g, t, PEGGED, now, point, id_, quantity, need.id)
        taken = True
        e = _who_gives_supply(s, g, n, now)
    return taken

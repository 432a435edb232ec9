"""Have pulls that nobody has taken on follow those they are kept for, from an order line down to the last component.

Such a pull is due when the first of them wants it, less its source's safety time, and has the best priority among them.
"""

from typing import Any

import numpy as np

from tugline.engine.emit import begin, commit
from tugline.facts.kinds import Kind
from tugline.state.arithmetic import better
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import FOR_PULL
from tugline.state.supply import unmark_moved

PULL_MOVED = int(Kind.PULL_MOVED)


@kernel
def _first_wanted(s: Any, slot: int) -> int:
    """Return the need that wants a pull first, of those it is kept for; it is kept for somebody."""
    first = s.peg[s.pull[slot].first_peg].need
    e = s.pull[slot].first_peg
    while e >= 0:
        one, best = s.need[s.peg[e].need], s.need[first]
        if better(one.due, one.priority, one.id, best.due, best.priority, best.id):
            first = s.peg[e].need
        e = s.peg[e].next_of_pull
    return first


@kernel
def _best_priority(s: Any, slot: int) -> int:
    e = s.pull[slot].first_peg
    best = s.need[s.peg[e].need].priority
    while e >= 0:
        best = min(best, s.need[s.peg[e].need].priority)
        e = s.peg[e].next_of_pull
    return best


@kernel
def _origin(s: Any, n: int) -> int:
    """Return the id of the order line at the top of who wants a need, or of the pull there that is for no line."""
    while s.need[n].owner_kind == FOR_PULL:
        slot = s.need[n].owner
        if s.pull[slot].first_peg < 0:
            break
        n = _first_wanted(s, slot)
    return s.need[n].id


@kernel
def _may_move(s: Any, g: Any, slot: int, pegged: int) -> bool:
    """Return whether one of the needs pegged last, so many, wants a pull sooner or more urgently than it is."""
    pull = s.pull[slot]
    e = pull.last_peg
    while pegged > 0 and e >= 0:
        need = s.need[s.peg[e].need]
        if need.due - g.source[pull.source].safety_ticks < pull.due or need.priority < pull.priority:
            return True
        pegged -= 1
        e = s.peg[e].previous_of_pull
    return False


@inlined
def _follow(s: Any, g: Any, t: Any, now: int, slot: int) -> None:
    pull = s.pull[slot]
    first = _first_wanted(s, slot)
    due = max(s.need[first].due - g.source[pull.source].safety_ticks, now)
    if due == now and pull.due < now:
        due = pull.due  # it was late already, and is no later for that
    priority = _best_priority(s, slot)
    if due == pull.due and priority == pull.priority:
        return
    r = begin(s, t, PULL_MOVED, now)
    row = t.fact[r]
    row.point = pull.point + 1
    row.reference = pull.id
    row.due = due
    row.priority = priority
    row.cause = _origin(s, first)
    commit(s, g, t, r)


@kernel
def _marked(s: Any, point: int) -> Any:
    """Return the slots of the pulls at a point that may have to follow, in the order in which the pulls were made."""
    many = 0
    slot = s.stock[point].first_moved
    while slot >= 0:
        many += 1
        slot = s.pull[slot].next_moved
    slots = np.zeros(many, np.int64)
    ids = np.zeros(many, np.int64)
    slot = s.stock[point].first_moved
    for i in range(many):
        slots[i] = slot
        ids[i] = s.pull[slot].id
        slot = s.pull[slot].next_moved
    return slots[np.argsort(ids)]


@inlined
def move_pulls(s: Any, g: Any, t: Any, now: int, point: int) -> None:
    """Emit `PullMoved` for the pulls at a point that have to follow, in the order in which they were made."""
    slots = _marked(s, point)
    for i in range(len(slots)):
        slot = slots[i]
        pegged = s.pull[slot].moved
        unmark_moved(s, slot)
        # Who was pegged before is looked at again only where a new need, or another change, makes a difference.
        kept = s.pull[slot].first_peg >= 0 and s.pull[slot].source >= 0
        if kept and (pegged < 0 or _may_move(s, g, slot, pegged)):
            _follow(s, g, t, now, slot)

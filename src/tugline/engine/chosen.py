"""Pull what customers chose: options other than the default ones are made for a line, and for nobody else.

What is made to a choice is no stock for others, and theirs is none for it. So a need of a choice is never netted: it is
pulled for in just its quantity, whatever lots its source likes, also where a loop keeps a stock of the default choice.
"""

from typing import Any

import numpy as np

from tugline.engine.aside import is_reserved
from tugline.engine.emit import MAX_LOTS, begin, commit, emit_keep, may_go
from tugline.errors import TooLargeError
from tugline.facts.kinds import Kind
from tugline.loops.lot import choose_source, largest_lot
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import CONWIP, FOR_LINE, TO_ORDER
from tugline.state.needs import waiting_of

PULL_RELEASED, PULL_PROPOSED = int(Kind.PULL_RELEASED), int(Kind.PULL_PROPOSED)
PULL_WITHDRAWN = int(Kind.PULL_WITHDRAWN)


@kernel
def waiting_for_choices(s: Any, point: int) -> int:
    """Return how much waits at a point for a choice: no stock of the default one will serve it."""
    total = 0
    n = s.stock[point].first_wait
    while n >= 0:
        total += waiting_of(s.need[n]) if s.need[n].choice != 0 else 0
        n = s.need[n].next_wait
    return total


@inlined
def _withdraw(s: Any, g: Any, t: Any, now: int, point: int) -> None:
    """Withdraw what nobody wants any more of the pulls of a choice that nobody has taken on."""
    slot = s.stock[point].first_untaken
    while slot >= 0:
        after = s.pull[slot].next_untaken
        pull = s.pull[slot]
        if pull.choice != 0 and pull.free > 0:
            because = pull.lessened if pull.lessened > 0 else s.stock[point].touched
            emit_keep(s, g, t, PULL_WITHDRAWN, now, point, pull.id, pull.free, because)
        slot = after


@inlined
def _emit(s: Any, g: Any, t: Any, now: int, point: int, source: int, n: int, quantity: int) -> None:
    need = s.need[n]
    r = begin(s, t, PULL_RELEASED if may_go(s, g, point) else PULL_PROPOSED, now)
    row = t.fact[r]
    row.code = CONWIP if s.loop[point].cap >= 0 else TO_ORDER
    row.point = point + 1
    row.party = g.source[source].supplier + 1
    row.source = source + 1
    row.reference = need.id
    row.quantity = quantity
    row.amount = quantity
    row.due = max(max(need.due, now) - g.source[source].safety_ticks, now)
    row.priority = need.priority
    row.cause = need.id if need.owner_kind == FOR_LINE else s.pull[need.owner].cause
    commit(s, g, t, r)


@inlined
def pull_chosen(s: Any, g: Any, t: Any, now: int, point: int) -> None:
    """Pull for each need of a choice what it waits for; first withdraw what nobody wants any more.

    Raises
    ------
    TooLargeError
        It would take more than `MAX_LOTS` lots.
    """
    _withdraw(s, g, t, now, point)
    n = s.stock[point].first_wait
    while n >= 0:
        need = s.need[n]
        after = need.next_wait
        if need.choice != 0 and need.quiet_until <= now and not is_reserved(s, n):
            source = choose_source(s, g, point, now)
            if source < 0:
                return
            most = largest_lot(g.source[source], 1)
            if waiting_of(need) // most > MAX_LOTS:
                raise TooLargeError("one need takes more than a million lots of its source's maximum")
            while waiting_of(s.need[n]) > 0:
                _emit(s, g, t, now, point, source, n, min(most, waiting_of(s.need[n])))
        n = after


@kernel
def broken_choices(s: Any) -> bool:
    """Return whether a stock point's count of needs and pulls of a choice is wrong, or what is set apart negative."""
    wrong = s.stock["choosing"].copy()
    for n in range(s.head[0].needs):
        if s.need[n].owner_kind != 0 and s.need[n].choice != 0:
            wrong[s.need[n].point] -= 1
    for slot in range(s.head[0].pulls):
        if s.pull[slot].id != 0 and s.pull[slot].choice != 0:
            wrong[s.pull[slot].point] -= 1
    for p in range(len(s.stock)):
        if s.stock[p].apart < 0:
            wrong[p] = 1
    return bool(np.any(wrong))

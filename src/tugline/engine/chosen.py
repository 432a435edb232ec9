"""Pull what customers chose: options other than the default ones are made for a line, and for nobody else.

What is made to a choice is no stock for others, and theirs is none for it. So a need of a choice is never netted: it is
pulled for in just its quantity, whatever lots its source likes, also where a loop keeps a stock of the default choice.
"""

from typing import Any

import numpy as np

from tugline.engine.emit import MAX_LOTS, emit_keep, emit_pull
from tugline.engine.to_order import cause_of
from tugline.engine.withdraw import PULL_WITHDRAWN, because_of
from tugline.errors import TooLargeError
from tugline.loops.lot import choose_source, largest_lot
from tugline.state.kernel import inlined, kernel
from tugline.state.needs import is_reserved, waiting_of


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
            emit_keep(s, g, t, PULL_WITHDRAWN, now, point, pull.id, pull.free, because_of(s, slot))
        slot = after


@inlined
def _emit(s: Any, g: Any, t: Any, now: int, point: int, source: int, n: int, quantity: int) -> None:
    need = s.need[n]
    due = max(max(need.due, now) - g.source[source].safety_ticks, now)
    cause = cause_of(s, n)
    emit_pull(s, g, t, now, point, source, quantity, due, need.priority, need.id, cause, quantity, 0)


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

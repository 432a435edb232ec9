"""Withdraw pulls that nobody has taken on and that nobody would ask for now, whole or in part.

A pull is *taken on* once somebody accepted, placed, confirmed, edited or approved it, or it has begun. Until then it is
no more than the engine's own reading of demand, and follows it both ways: it grows by another pull and goes by
`PullWithdrawn`. What it needed is freed, so that the same happens level by level down the bill.
"""

from typing import Any

from tugline.engine.emit import emit_keep
from tugline.facts.kinds import Kind
from tugline.loops.lot import lot_size, lot_step
from tugline.state.kernel import inlined, kernel

PULL_WITHDRAWN = int(Kind.PULL_WITHDRAWN)


@kernel
def because_of(s: Any, slot: int) -> int:
    """Return the seq of the fact because of which a pull is kept for less, or which last changed its stock point."""
    pull = s.pull[slot]
    return pull.lessened if pull.lessened > 0 else s.stock[pull.point].touched


@kernel
def _spare(s: Any, g: Any, slot: int, less: int) -> int:
    """Return how much of a pull can go if so much less of it is wanted: what stays is a lot of its source."""
    pull = s.pull[slot]
    if less >= pull.quantity:
        return pull.quantity
    record = g.source[pull.source]
    stays = lot_size(record, pull.quantity - less, lot_step(record, s.loop[pull.point].pack))
    return max(0, pull.quantity - stays)


@inlined
def withdraw_unasked(s: Any, g: Any, t: Any, now: int, point: int) -> None:
    """Withdraw the pulls to order at a point that are kept for nobody any more.

    Before others are netted: who asks now gets a pull of its own, with its own date, priority and reason.
    """
    slot = s.stock[point].last_free
    while slot >= 0:
        before = s.pull[slot].previous_open
        if s.pull[slot].first_peg < 0 and s.pull[slot].untaken != 0:
            emit_keep(s, g, t, PULL_WITHDRAWN, now, point, s.pull[slot].id, s.pull[slot].quantity, because_of(s, slot))
        slot = before


@inlined
def withdraw_excess(s: Any, g: Any, t: Any, now: int, point: int) -> None:
    """Make the pulls to order at a point no larger than the lots for those they are kept for."""
    slot = s.stock[point].last_free
    while slot >= 0:
        before = s.pull[slot].previous_open
        less = _spare(s, g, slot, s.pull[slot].free) if s.pull[slot].untaken != 0 else 0
        if less > 0:
            emit_keep(s, g, t, PULL_WITHDRAWN, now, point, s.pull[slot].id, less, because_of(s, slot))
        slot = before


@kernel
def untaken(s: Any, point: int) -> int:
    """Return how much free supply at a point is of pulls that nobody has taken on."""
    total = 0
    slot = s.stock[point].first_untaken
    while slot >= 0:
        total += s.pull[slot].free
        slot = s.pull[slot].next_untaken
    return total


@inlined
def withdraw_surplus(s: Any, g: Any, t: Any, now: int, point: int, surplus: int) -> None:
    """Withdraw so much, as far as whole lots allow, of the pulls to stock at a point, those that are due last first."""
    slot = s.stock[point].last_free
    while slot >= 0 and surplus > 0:
        before = s.pull[slot].previous_open
        less = _spare(s, g, slot, min(surplus, s.pull[slot].free)) if s.pull[slot].untaken != 0 else 0
        if less > 0:
            emit_keep(s, g, t, PULL_WITHDRAWN, now, point, s.pull[slot].id, less, s.stock[point].touched)
            surplus -= less
        slot = before

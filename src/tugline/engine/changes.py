"""Fold changes to a pull that is open: its source's word on it, and what people do to it by hand."""

from typing import Any

from tugline.engine.business import end_quiet
from tugline.engine.cards import card_of
from tugline.engine.pulls import ask_anew, close_pull, fold_pull_closed, fold_pull_released, need_less, pull_slot
from tugline.facts.kinds import Kind
from tugline.state.arithmetic import plus
from tugline.state.duration import begin_by
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import (
    ACCEPTED,
    CONFIRMED,
    FOR_PULL,
    KANBAN,
    PLACED,
    PROPOSED,
    READY,
    RELEASED,
    STARTED,
    WITHDRAWN,
)
from tugline.state.needs import set_rank
from tugline.state.pegs import cut_peg, mark_pulls_moved
from tugline.state.supply import accept, change_free, set_due, set_wanted, spare_stock
from tugline.state.tape import note_movement
from tugline.state.work import mark_dirty, mark_fresh

M_CLOSED, M_PLACED, M_HELD = int(Kind.PULL_CLOSED), int(Kind.PULL_PLACED), int(Kind.PULL_HELD)


@inlined
def fold_pull_rejected(s: Any, t: Any, row: Any) -> None:
    """Close a pull that is refused before it began; what it was for is not pulled again before `due`.

    In a loop of cards that is its card: the others go on. A pull without one is no part of such a loop.
    """
    slot = pull_slot(s, row.reference)
    if slot < 0 or s.pull[slot].state == STARTED:
        return
    pull = s.pull[slot]
    e = pull.first_peg
    while e >= 0:
        s.need[s.peg[e].need].quiet_until = row.due
        e = s.peg[e].next_of_pull
    point = pull.point
    card = -1
    if s.loop[point].kind == KANBAN:
        card = card_of(s, point, pull.card) if pull.card > 0 else -1
    elif pull.free > 0:
        s.loop[point].quiet_until = row.due
    s.head[0].next_release = min(s.head[0].next_release, row.due)
    fold_pull_closed(s, t, row)
    # The card has come back with its pull, and moving it ends what was said of it before. One that leaves is gone.
    if card >= 0 and s.card[card].state != WITHDRAWN:
        s.card[card].quiet_until = row.due


@inlined
def fold_pull_added(s: Any, g: Any, row: Any) -> None:
    """Release a pull by hand, which is taken on with that; whoever waits at its point may count on it."""
    end_quiet(s, row.point - 1)
    fold_pull_released(s, g, row)
    accept(s, pull_slot(s, row.seq), ACCEPTED)
    mark_dirty(s, row.point - 1)


@kernel
def _set_quantity(s: Any, slot: int, quantity: int) -> None:
    """Set how much of a pull will come in all; less frees those who counted on it."""
    pull = s.pull[slot]
    change = max(quantity, pull.received) - pull.quantity
    # What is open = free + pegged: less takes pegs off, the last ones first, until enough is free to go.
    while pull.free + change < 0 and pull.last_peg >= 0:
        e = pull.last_peg
        cut_peg(s, e, min(-change - pull.free, s.peg[e].quantity))
    change_free(s, slot, change)
    pull.quantity += change
    s.stock[pull.point].on_order = plus(s.stock[pull.point].on_order, change)
    mark_dirty(s, pull.point)


@kernel
def resize(s: Any, t: Any, row: Any, slot: int, quantity: int) -> bool:
    """Set how much of a pull will come in all and return whether any of it is still to come; if not, it is closed."""
    s.stock[s.pull[slot].point].touched = row.seq
    _set_quantity(s, slot, quantity)
    if s.pull[slot].quantity > s.pull[slot].received:
        return True
    note_movement(t, row, M_CLOSED, 0, -1, slot, 0, 0, -1, 1)
    close_pull(s, slot, row.seq)
    return False


@inlined
def fold_pull_confirmed(s: Any, g: Any, t: Any, row: Any) -> None:
    """Take the source's word for quantity (0 = as asked) and due; what it has not begun needs as much as will come."""
    slot = pull_slot(s, row.reference)
    if slot < 0:
        return
    pull = s.pull[slot]
    accept(s, slot, CONFIRMED)
    set_due(s, slot, row.due)
    changed = row.quantity != pull.quantity
    if row.quantity > 0 and resize(s, t, row, slot, row.quantity) and changed and pull.state in (RELEASED, READY):
        ask_anew(s, g, slot, row.seq)


@inlined
def fold_pull_edited(s: Any, g: Any, t: Any, row: Any) -> None:
    """Set quantity and due of a pull that is not started; what it needs follows, and somebody has taken it on."""
    slot = pull_slot(s, row.reference)
    if slot < 0 or s.pull[slot].state == STARTED:
        return
    set_due(s, slot, row.due)
    accept(s, slot, ACCEPTED)
    if resize(s, t, row, slot, row.quantity) and s.pull[slot].state != PROPOSED:
        ask_anew(s, g, slot, row.seq)


@inlined
def fold_pull_withdrawn(s: Any, g: Any, row: Any) -> None:
    """Take so much of a pull back that nobody has taken on; what it needs shrinks with it."""
    slot = pull_slot(s, row.reference)
    if slot < 0 or s.pull[slot].state == STARTED:
        return
    pull = s.pull[slot]
    before = pull.quantity
    if row.quantity >= before:
        close_pull(s, slot, row.cause)
        return
    _set_quantity(s, slot, before - row.quantity)
    if pull.state != PROPOSED:
        need_less(s, g, slot, before, row.cause)


@inlined
def fold_pull_moved(s: Any, g: Any, row: Any) -> None:
    """Have a pull that nobody has taken on follow who it is for; so do its needs."""
    slot = pull_slot(s, row.reference)
    if slot < 0:
        return
    pull = s.pull[slot]
    set_wanted(s, slot, row.priority, row.due)
    due = begin_by(g, pull.source, pull.quantity, row.due)
    n = pull.first_need
    while n >= 0:
        set_rank(s, n, row.priority, due)
        mark_pulls_moved(s, n)
        mark_dirty(s, s.need[n].point)
        n = s.need[n].next_of_owner
    mark_dirty(s, pull.point)


@inlined
def fold_acceptance(s: Any, row: Any) -> None:
    """Mark a pull as accepted or as placed with its source; a placed one may have another date."""
    slot = pull_slot(s, row.reference)
    if slot < 0:
        return
    placed = row.kind == M_PLACED
    accept(s, slot, PLACED if placed else ACCEPTED)
    if placed and row.due > 0:
        set_due(s, slot, row.due)


@inlined
def fold_held(s: Any, row: Any) -> None:
    """Hold a pull until `due`, or free it."""
    slot = pull_slot(s, row.reference)
    if slot < 0:
        return
    held = row.kind == M_HELD
    s.pull[slot].held_until = row.due if held else 0
    if held:
        s.head[0].next_release = min(s.head[0].next_release, row.due)
    else:
        spare_stock(s, s.pull[slot].point)
    mark_fresh(s, FOR_PULL, slot)
    mark_dirty(s, s.pull[slot].point)

"""Fold facts about pulls: opened, released, proposed, closed."""

from typing import Any

from tugline.engine.cards import give_card, set_card
from tugline.facts.kinds import NEVER, Kind
from tugline.loops.lot import counts_for_shares
from tugline.network.layout import BUY, MAKE, MOVE
from tugline.state.arithmetic import ceil_div, plus, times
from tugline.state.caps import change_under_way
from tugline.state.choices import drawn_at
from tugline.state.duration import begin_by, started_for, valid_until
from tugline.state.index import drop, find, put
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import (
    ACCEPTED,
    EMPTY,
    FOR_PULL,
    FULL,
    KANBAN,
    PROPOSED,
    RELEASED,
    STARTED,
)
from tugline.state.less import drop_needs_of_pull, want_less
from tugline.state.needs import add_need, need_at, owner_of, set_choice, waiting_of
from tugline.state.pegs import add_peg, cut_peg
from tugline.state.pools import free_pull, take_pull
from tugline.state.supply import accept, change_free, link_proposed, link_untaken, take_on, unlink_proposed
from tugline.state.tape import note_movement
from tugline.state.work import mark_dirty, mark_fresh

M_OPENED, M_CLOSED = int(Kind.SUPPLY_OPENED), int(Kind.PULL_CLOSED)


@kernel
def pull_slot(s: Any, id_: int) -> int:
    """Return the slot of an open pull, -1 = there is none of this id."""
    found = find(s, id_)
    return found // 2 if found >= 0 and found % 2 == 1 else -1


@kernel
def source_kind(g: Any, pull: Any) -> int:
    """Return MAKE, MOVE, BUY or DROP; a pull without a source of ours is bought."""
    return g.source[pull.source].kind if pull.source >= 0 else BUY


@kernel
def _ask_by_choice(s: Any, g: Any, slot: int, due: int) -> None:
    """Give a pull that makes a choice its needs: the lines of its bill that the choice draws, point by point."""
    source = g.source[s.pull[slot].source]
    choice = s.pull[slot].choice
    started = started_for(source, s.pull[slot].quantity)
    b = source.choice_stop - 1
    while b >= source.choice_start:
        point, denominator = g.choice[b].point, g.choice[b].denominator
        numerator = drawn_at(g, source, choice, point)
        while b >= source.choice_start and g.choice[b].point == point:
            b -= 1
        if numerator > 0:
            n = add_need(s, FOR_PULL, slot, point, ceil_div(times(started, numerator), denominator), due)
            s.need[n].next_of_owner = s.pull[slot].first_need
            s.pull[slot].first_need = n


@kernel
def ask_for_material(s: Any, g: Any, slot: int) -> None:
    """Give a released pull its needs: the bill of what it makes, or what it moves."""
    pull = s.pull[slot]
    if pull.source < 0:
        return
    source = g.source[pull.source]
    due = begin_by(g, pull.source, pull.quantity, pull.due)
    if source.kind == MOVE and source.from_point >= 0:
        n = add_need(s, FOR_PULL, slot, source.from_point, pull.quantity, due)
        s.pull[slot].first_need = n
        if pull.choice != 0:
            set_choice(s, n, pull.choice)
    elif source.kind == MAKE and pull.choice != 0 and source.choice_start < source.choice_stop:
        _ask_by_choice(s, g, slot, due)
    elif source.kind == MAKE:
        started = started_for(source, pull.quantity)
        for b in range(source.need_stop - 1, source.need_start - 1, -1):
            bill = g.need[b]
            wanted = ceil_div(times(started, bill.numerator), bill.denominator)
            n = add_need(s, FOR_PULL, slot, bill.point, wanted, due)
            s.need[n].next_of_owner = s.pull[slot].first_need
            s.pull[slot].first_need = n
    if source.kind <= MOVE:
        mark_fresh(s, FOR_PULL, slot)


@kernel
def ask_anew(s: Any, g: Any, slot: int, seq: int) -> None:
    """Have a pull that is not begun ask for the material of what it is now, instead of what it was (fact `seq`)."""
    pull = s.pull[slot]
    drop_needs_of_pull(s, slot, seq)
    pull.state = RELEASED
    pull.material_at = NEVER
    ask_for_material(s, g, slot)


@kernel
def _less_of_choice(
    g: Any, source: Any, choice: int, need: Any, started: int, started_before: int, otherwise: int
) -> int:
    """Return what a choice needs of a point now, where its bill is still that with which it was released."""
    numerator, denominator = drawn_at(g, source, choice, need.point), 1
    for b in range(source.choice_start, source.choice_stop):
        if g.choice[b].point == need.point:
            denominator = g.choice[b].denominator
    if need.quantity == ceil_div(times(started_before, numerator), denominator):
        return ceil_div(times(started, numerator), denominator)
    return otherwise


@kernel
def need_less(s: Any, g: Any, slot: int, before: int, seq: int) -> None:
    """Let a pull that was of quantity `before` need no more than what it is now, because of fact `seq`."""
    pull = s.pull[slot]
    source = g.source[pull.source]
    started, started_before = started_for(source, pull.quantity), started_for(source, before)
    b = source.need_start
    n = pull.first_need
    while n >= 0:
        need = s.need[n]
        # A pull keeps the bill that it was released with, which a network adopted since need not have any more.
        wanted = ceil_div(times(need.quantity, started), started_before)
        if pull.choice != 0 and source.choice_start < source.choice_stop:
            wanted = _less_of_choice(g, source, pull.choice, need, started, started_before, wanted)
        elif b < source.need_stop and g.need[b].point == need.point:
            bill = g.need[b]
            if need.quantity == ceil_div(times(started_before, bill.numerator), bill.denominator):
                wanted = ceil_div(times(started, bill.numerator), bill.denominator)
        if wanted < need.quantity:
            s.stock[need.point].touched = seq
            want_less(s, n, need.quantity - wanted)
        b += 1
        n = need.next_of_owner


@kernel
def _need_of_owner(s: Any, row: Any) -> int:
    """Return the need of who a pull is for, -1 = it is for stock, or nobody wants it there any more."""
    found = find(s, row.reference) if row.reference > 0 else -1
    if found < 0:
        return -1
    kind, owner = owner_of(found)
    return need_at(s, kind, owner, row.point - 1)


@kernel
def _peg_to(s: Any, slot: int, n: int) -> None:
    quantity = min(s.pull[slot].free, waiting_of(s.need[n]))
    if quantity > 0:
        add_peg(s, slot, n, quantity)


@kernel
def open_pull(s: Any, g: Any, row: Any, state: int, choice: int) -> int:
    """Open a pull of a choice (0 = the default one) and return its slot."""
    slot = take_pull(s)
    pull = s.pull[slot]
    pull.id = row.seq
    pull.point = row.point - 1
    pull.source = row.source - 1
    pull.state = state
    pull.quantity = row.quantity
    pull.due = row.due
    pull.priority = row.priority
    pull.cause = row.cause
    pull.released_at = row.tick
    pull.material_at = NEVER
    put(s, row.seq, 2 * slot + 1)
    s.stock[pull.point].on_order = plus(s.stock[pull.point].on_order, row.quantity)
    if choice != 0:
        pull.choice = choice
        s.stock[pull.point].choosing += 1
    change_free(s, slot, row.quantity)
    give_card(s, slot, row.lot)
    if pull.source >= 0 and counts_for_shares(g, pull.source, row.tick):
        s.given[pull.source] = plus(s.given[pull.source], row.quantity)
    return slot


@inlined
def fold_supply_opened(s: Any, g: Any, t: Any, row: Any) -> None:
    """Open a purchase, transfer or work order that was under way at the start; nothing of it needs material."""
    slot = open_pull(s, g, row, STARTED, 0)
    pull = s.pull[slot]
    pull.started_at = row.tick
    pull.step = row.code
    pull.reference = row.reference
    kind = source_kind(g, pull)
    if kind == MAKE:
        note_movement(t, row, M_OPENED, kind, -1, slot, 0, row.amount, -1, 0)
    elif kind == MOVE:
        note_movement(t, row, M_OPENED, kind, pull.point, slot, row.quantity, 0, -1, 0)
    mark_dirty(s, row.point - 1)


@kernel
def fold_pull_released(s: Any, g: Any, row: Any) -> None:
    """Ask a source for a quantity, pegged to who wants it."""
    n = _need_of_owner(s, row)
    slot = open_pull(s, g, row, RELEASED, s.need[n].choice if n >= 0 else 0)
    pull = s.pull[slot]
    pull.loop = row.code
    change_under_way(s, pull.point, int(pull.loop > 0))
    if n >= 0:
        _peg_to(s, slot, n)
    if 0 < pull.loop != KANBAN:
        link_untaken(s, slot)
    ask_for_material(s, g, slot)


@inlined
def fold_pull_proposed(s: Any, g: Any, row: Any) -> None:
    """Propose a pull: it counts as open supply and asks nothing of its source yet."""
    n = _need_of_owner(s, row)
    slot = open_pull(s, g, row, PROPOSED, s.need[n].choice if n >= 0 else 0)
    s.pull[slot].loop = row.code
    if n >= 0:
        _peg_to(s, slot, n)
    if 0 < row.code != KANBAN:
        link_untaken(s, slot)
    link_proposed(s, slot)
    s.head[0].next_release = min(s.head[0].next_release, valid_until(g, s.pull[slot]))


@kernel
def fold_pull_started(s: Any, g: Any, row: Any) -> None:
    """Release a proposed pull: its line has room, or somebody approved it."""
    slot = pull_slot(s, row.reference)
    if slot < 0 or s.pull[slot].state != PROPOSED:
        return
    pull = s.pull[slot]
    unlink_proposed(s, slot)
    pull.state = RELEASED
    pull.released_at = row.tick
    change_under_way(s, pull.point, int(pull.loop > 0))
    if row.actor != 0:  # a person approved it
        accept(s, slot, ACCEPTED)
    ask_for_material(s, g, slot)
    mark_dirty(s, pull.point)


@kernel
def close_pull(s: Any, slot: int, seq: int) -> None:
    """Forget a pull because of fact `seq`: nothing more comes of it, and who counted on it waits again."""
    pull = s.pull[slot]
    point = pull.point
    while pull.first_peg >= 0:
        e = pull.first_peg
        cut_peg(s, e, s.peg[e].quantity)
    rest = max(0, pull.quantity - pull.received)
    change_free(s, slot, -pull.free)
    s.stock[point].on_order -= rest
    drop_needs_of_pull(s, slot, seq)
    if pull.state == PROPOSED:
        unlink_proposed(s, slot)
    else:
        change_under_way(s, point, -int(pull.loop > 0))
    if pull.card > 0:
        set_card(s, pull, FULL if rest == 0 and pull.received > 0 else EMPTY)
    take_on(s, slot)
    drop(s, pull.id)
    free_pull(s, slot)
    mark_dirty(s, point)


@kernel
def fold_pull_closed(s: Any, t: Any, row: Any) -> None:
    """Close the rest of a pull short: the supplier, the floor or a person says that nothing more comes."""
    slot = pull_slot(s, row.reference)
    if slot < 0:
        return
    note_movement(t, row, M_CLOSED, 0, -1, slot, 0, 0, -1, 1)
    s.stock[s.pull[slot].point].touched = row.seq
    close_pull(s, slot, row.seq)

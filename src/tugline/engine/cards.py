"""Fold facts about cards, and keep a card's state in step with its pull's."""

from typing import Any

from tugline.state.kernel import inlined, kernel
from tugline.state.layout import CARD_RELEASED, EMPTY, FULL, IN_TRANSIT, WITHDRAWN
from tugline.state.pools import take_card
from tugline.state.work import mark_dirty


@kernel
def card_of(s: Any, point: int, number: int) -> int:
    """Return the slot of a card of the loop at a point, -1 = there is none; withdrawn ones are in no loop."""
    card = s.first_card[point]
    while card >= 0 and (s.card[card].number != number or s.card[card].state == WITHDRAWN):
        card = s.card[card].next_of_point
    return card


@kernel
def _move(s: Any, c: int, state: int) -> None:
    card = s.card[c]
    card.state = WITHDRAWN if state == EMPTY and card.leaving != 0 else state
    card.version += 1
    card.quiet_until = 0
    if state in (EMPTY, FULL):
        card.pull = -1
        mark_dirty(s, card.point)


@kernel
def set_card(s: Any, pull: Any, state: int) -> None:
    """Move the card of a pull, if it has one, into a state."""
    if pull.card <= 0:
        return
    c = card_of(s, pull.point, pull.card)
    if c >= 0:
        _move(s, c, state)


@kernel
def give_card(s: Any, slot: int, number: int) -> None:
    """Put a card on the pull that it asks for; one that is on another pull stays there."""
    pull = s.pull[slot]
    c = card_of(s, pull.point, number) if number > 0 else -1
    if c < 0 or s.card[c].pull >= 0:
        return
    pull.card = number
    s.card[c].pull = slot
    s.card[c].state = CARD_RELEASED
    s.card[c].version += 1


@inlined
def _record_of_one_that_left(s: Any, point: int) -> int:
    """Return the slot of a withdrawn card of the loop at a point, else a new one at the end of the loop's list."""
    last = -1
    c = s.first_card[point]
    while c >= 0:
        if s.card[c].state == WITHDRAWN:
            return c
        last = c
        c = s.card[c].next_of_point
    c = take_card(s)
    s.card[c].point = point
    s.card[c].next_of_point = -1
    if last < 0:
        s.first_card[point] = c
    else:
        s.card[last].next_of_point = c
    return c


@inlined
def fold_card_issued(s: Any, row: Any) -> None:
    """A card joins its loop; one that is in it stays. It takes the record of a card that left, if there is one."""
    point = row.point - 1
    if row.lot <= 0:
        return
    c = card_of(s, point, row.lot)
    if c >= 0:
        s.card[c].leaving = 0
        return
    c = _record_of_one_that_left(s, point)
    card = s.card[c]
    card.number = row.lot
    card.state = row.code
    card.version += 1
    card.pull = -1
    card.leaving = 0
    card.quiet_until = 0
    mark_dirty(s, point)


@inlined
def fold_card_withdrawn(s: Any, row: Any) -> None:
    """A card leaves its loop: at once if it is on no container and on no pull, else when it comes back empty."""
    c = card_of(s, row.point - 1, row.lot)
    if c < 0:
        return
    s.card[c].leaving = 1
    if s.card[c].pull < 0 and s.card[c].state != FULL:
        _move(s, c, EMPTY)


@inlined
def fold_card_moved(s: Any, row: Any) -> None:
    """A card goes on to a state, if it is in the version that whoever moved it had seen.

    A card on a pull comes back with its pull; one without a pull is full, empty, or handed in.
    """
    c = card_of(s, row.point - 1, row.lot)
    if c < 0:
        return
    card = s.card[c]
    under_way = CARD_RELEASED < row.code <= IN_TRANSIT
    on_pull = card.pull >= 0
    if row.quantity not in (0, card.version) or row.code < EMPTY or row.code > FULL or on_pull != under_way:
        return
    _move(s, c, row.code)
    mark_dirty(s, row.point - 1)

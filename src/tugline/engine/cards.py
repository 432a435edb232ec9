"""Fold facts about cards, and keep a card's state in step with its pull's."""

from typing import Any

from tugline.state.kernel import inlined, kernel
from tugline.state.layout import EMPTY, FULL, WITHDRAWN
from tugline.state.pools import take_card
from tugline.state.work import mark_dirty


@kernel
def card_of(s: Any, point: int, number: int) -> int:
    """Return the slot of a card of the loop at a point, -1 = there is none."""
    card = s.first_card[point]
    while card >= 0 and s.card[card].number != number:
        card = s.card[card].next_of_point
    return card


@kernel
def set_card(s: Any, pull: Any, state: int) -> None:
    """Move the card of a pull, if it has one, into a state."""
    if pull.card <= 0:
        return
    c = card_of(s, pull.point, pull.card)
    if c < 0:
        return
    card = s.card[c]
    card.state = state
    card.version += 1
    if state in (EMPTY, FULL):
        card.pull = -1
        mark_dirty(s, pull.point)


@inlined
def fold_card_issued(s: Any, row: Any) -> None:
    """A card joins its loop, last in the list of the loop's cards."""
    point = row.point - 1
    c = take_card(s)
    card = s.card[c]
    card.point = point
    card.number = row.lot
    card.state = row.code
    card.version = 1
    card.pull = -1
    card.next_of_point = -1
    last = s.first_card[point]
    if last < 0:
        s.first_card[point] = c
    else:
        while s.card[last].next_of_point >= 0:
            last = s.card[last].next_of_point
        s.card[last].next_of_point = c
    mark_dirty(s, point)


@inlined
def fold_card_withdrawn(s: Any, row: Any) -> None:
    """An empty card leaves its loop."""
    c = card_of(s, row.point - 1, row.lot)
    if c >= 0 and s.card[c].state == EMPTY:
        s.card[c].state = WITHDRAWN
        s.card[c].version += 1
        mark_dirty(s, row.point - 1)


@inlined
def fold_card_moved(s: Any, row: Any) -> None:
    """A card goes on to a state, if it is in the version that whoever moved it had seen."""
    c = card_of(s, row.point - 1, row.lot)
    if c < 0:
        return
    card = s.card[c]
    if row.quantity not in (0, card.version) or card.state == WITHDRAWN:
        return
    card.state = row.code
    card.version += 1
    if row.code in (EMPTY, FULL):
        card.pull = -1
    mark_dirty(s, row.point - 1)

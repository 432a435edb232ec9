"""Slots of lines, pulls, needs and pegs: taken from a free list, else new; pools grow when they are full."""

from typing import Any

import numpy as np

from tugline.state.growing import doubled
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import LINE, PULL


@inlined
def take_line(s: Any) -> int:
    """Return a free slot of LINE, all zero but the links (-1)."""
    head = s.head[0]
    slot = head.free_line
    if slot >= 0:
        head.free_line = s.line[slot].next_free
    else:
        slot = head.lines
        if slot == len(s.line):
            s.line = doubled(s.line)
        head.lines += 1
    s.line[slot : slot + 1] = np.zeros(1, LINE)
    line = s.line[slot]
    line.need = -1
    line.next_in_order = slot
    line.next_free = -1
    return slot


@inlined
def free_line(s: Any, slot: int) -> None:
    """Give a slot of LINE back."""
    line = s.line[slot]
    line.id = 0
    line.next_free = s.head[0].free_line
    s.head[0].free_line = slot


@inlined
def take_pull(s: Any) -> int:
    """Return a free slot of PULL, all zero but the links (-1)."""
    head = s.head[0]
    slot = head.free_pull
    if slot >= 0:
        head.free_pull = s.pull[slot].next_free
    else:
        slot = head.pulls
        if slot == len(s.pull):
            s.pull = doubled(s.pull)
        head.pulls += 1
    s.pull[slot : slot + 1] = np.zeros(1, PULL)
    pull = s.pull[slot]
    pull.first_peg = -1
    pull.last_peg = -1
    pull.first_need = -1
    pull.next_open = -1
    pull.previous_open = -1
    pull.next_proposed = -1
    pull.previous_proposed = -1
    pull.next_untaken = -1
    pull.previous_untaken = -1
    pull.next_free = -1
    return slot


@inlined
def free_pull(s: Any, slot: int) -> None:
    """Give a slot of PULL back."""
    pull = s.pull[slot]
    pull.id = 0
    s.stock[pull.point].choosing -= int(pull.choice != 0)
    pull.next_free = s.head[0].free_pull
    s.head[0].free_pull = slot


@inlined
def take_need(s: Any) -> int:
    """Return a free slot of NEED; its caller fills every field but the links (-1)."""
    head = s.head[0]
    slot = head.free_need
    if slot >= 0:
        head.free_need = s.need[slot].next_free
    else:
        slot = head.needs
        if slot == len(s.need):
            s.need = doubled(s.need)
        head.needs += 1
    need = s.need[slot]
    need.allocated = 0
    need.pegged = 0
    need.next_of_owner = -1
    need.next_wait = -1
    need.previous_wait = -1
    need.watching = 0
    need.first_peg = -1
    need.quiet_until = 0
    need.next_free = -1
    need.choice = 0
    return slot


@kernel
def free_need(s: Any, slot: int) -> None:
    """Give a slot of NEED back."""
    need = s.need[slot]
    need.owner_kind = 0
    s.stock[need.point].choosing -= int(need.choice != 0)
    need.next_free = s.head[0].free_need
    s.head[0].free_need = slot


@inlined
def take_peg(s: Any) -> int:
    """Return a free slot of PEG; its caller fills every field."""
    head = s.head[0]
    slot = head.free_peg
    if slot >= 0:
        head.free_peg = s.peg[slot].next_free
        return slot
    slot = head.pegs
    if slot == len(s.peg):
        s.peg = doubled(s.peg)
    head.pegs += 1
    return slot


@inlined
def free_peg(s: Any, slot: int) -> None:
    """Give a slot of PEG back."""
    peg = s.peg[slot]
    peg.quantity = 0
    peg.pull = -1
    peg.next_free = s.head[0].free_peg
    s.head[0].free_peg = slot


@inlined
def take_card(s: Any) -> int:
    """Return a new slot of CARD, all zero; cards are never given back, a loop's next card takes a withdrawn one's."""
    slot = s.head[0].cards
    if slot == len(s.card):
        s.card = doubled(s.card)
    s.head[0].cards += 1
    return slot

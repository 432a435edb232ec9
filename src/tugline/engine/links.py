"""Check how the records of the state are linked: lists, chains, rings, cards, the index and the free slots."""

from typing import Any

import numpy as np

from tugline.engine.cards import card_of
from tugline.state.arithmetic import better
from tugline.state.index import find
from tugline.state.kernel import kernel
from tugline.state.lanes import ready_by
from tugline.state.layout import (
    CARD_RELEASED,
    EMPTY,
    FOR_LINE,
    FOR_PULL,
    IN_TRANSIT,
    KANBAN,
    ORDER_KEY,
    PROMISED,
    PROPOSED,
    STARTED,
    WITHDRAWN,
)
from tugline.state.needs import waiting_of


@kernel
def _broken_wait_list(s: Any) -> int:
    listed = 0
    for p in range(len(s.stock)):
        before = -1
        n = s.stock[p].first_wait
        while n >= 0:
            need = s.need[n]
            listed += 1
            if need.owner_kind == 0 or need.point != p or need.watching == 0 or need.previous_wait != before:
                return 11
            if before >= 0:
                ahead = s.need[before]
                if not better(ahead.priority, ahead.due, ahead.id, need.priority, need.due, need.id):
                    return 11
            before = n
            n = need.next_wait
        if s.stock[p].last_wait != before:
            return 11
    for n in range(s.head[0].needs):
        if s.need[n].owner_kind != 0:
            listed -= waiting_of(s.need[n]) > 0
            if (waiting_of(s.need[n]) > 0) != (s.need[n].watching != 0):
                return 11
    return 11 if listed != 0 else 0


@kernel
def _broken_free_list(s: Any) -> int:
    listed = 0
    for p in range(len(s.stock)):
        before = -1
        slot = s.stock[p].first_free
        while slot >= 0:
            pull = s.pull[slot]
            listed += 1
            if pull.id == 0 or pull.point != p or pull.free <= 0 or pull.choice != 0 or pull.previous_open != before:
                return 12
            if before >= 0:
                ahead = s.pull[before]
                if ahead.due > pull.due or (ahead.due == pull.due and ahead.id >= pull.id):
                    return 12
            before = slot
            slot = pull.next_open
        if s.stock[p].last_free != before:
            return 12
    for slot in range(s.head[0].pulls):
        listed -= s.pull[slot].id != 0 and s.pull[slot].free > 0 and s.pull[slot].choice == 0
    return 12 if listed != 0 else 0


@kernel
def _broken_proposed_list(s: Any) -> int:
    listed = 0
    for p in range(len(s.stock)):
        before = -1
        slot = s.stock[p].first_proposed
        while slot >= 0:
            pull = s.pull[slot]
            listed += 1
            if pull.id == 0 or pull.point != p or pull.state != PROPOSED or pull.previous_proposed != before:
                return 13
            if before >= 0:
                ahead = s.pull[before]
                if not better(ahead.priority, ahead.due, ahead.id, pull.priority, pull.due, pull.id):
                    return 13
            before = slot
            slot = pull.next_proposed
        if s.stock[p].last_proposed != before:
            return 13
    for slot in range(s.head[0].pulls):
        listed -= s.pull[slot].id != 0 and s.pull[slot].state == PROPOSED
    return 13 if listed != 0 else 0


@kernel
def _broken_untaken_list(s: Any) -> int:
    listed = 0
    for p in range(len(s.stock)):
        before = -1
        slot = s.stock[p].first_untaken
        while slot >= 0:
            pull = s.pull[slot]
            listed += 1
            if pull.id == 0 or pull.point != p or pull.untaken != 1 or pull.previous_untaken != before:
                return 21
            before = slot
            slot = pull.next_untaken
        if s.stock[p].last_untaken != before:
            return 21
    for slot in range(s.head[0].pulls):
        pull = s.pull[slot]
        if pull.id != 0:
            may_go = 0 < pull.loop != KANBAN and pull.accepted == 0 and pull.state < STARTED
            if may_go != (pull.untaken == 1):
                return 21
            listed -= pull.untaken
    return 21 if listed != 0 else 0


@kernel
def _broken_owners(s: Any, g: Any) -> int:
    chained = 0
    for slot in range(s.head[0].lines):
        line = s.line[slot]
        if line.id == 0:
            continue
        need = s.need[line.need]
        chained += 1
        if need.owner_kind != FOR_LINE or need.owner != slot or need.id != line.id or need.point != line.point:
            return 14
        promised = line.promised > 0
        if need.priority != (PROMISED if promised else line.priority):
            return 14
        due = ready_by(g, line.point, line.party, line.promised - line.ahead if promised else line.wanted)
        if need.due != due or (line.reserved_until > 0 and not promised):
            return 14
    for slot in range(s.head[0].pulls):
        if s.pull[slot].id == 0:
            continue
        n = s.pull[slot].first_need
        while n >= 0:
            need = s.need[n]
            chained += 1
            if need.owner_kind != FOR_PULL or need.owner != slot or need.id != s.pull[slot].id:
                return 14
            if chained > s.head[0].needs:
                return 14
            n = need.next_of_owner
    for n in range(s.head[0].needs):
        chained -= s.need[n].owner_kind != 0
    return 14 if chained != 0 else 0


@kernel
def _broken_rings(s: Any) -> int:
    for slot in range(s.head[0].lines):
        line = s.line[slot]
        if line.id == 0:
            continue
        other = line.next_in_order
        steps = 0
        while other != slot:
            steps += 1
            if s.line[other].id == 0 or s.line[other].order != line.order or steps > s.head[0].lines:
                return 15
            other = s.line[other].next_in_order
        if line.order == 0 and steps > 0:
            return 15
        if line.order > 0 and s.line[find(s, ORDER_KEY + line.order)].order != line.order:
            return 15
    return 0


@kernel
def _broken_cards(s: Any) -> int:
    chained = 0
    for p in range(len(s.first_card)):
        c = s.first_card[p]
        while c >= 0:
            card = s.card[c]
            chained += 1
            if card.point != p or card.state < EMPTY or card.state > WITHDRAWN or chained > s.head[0].cards:
                return 16
            if card.state != WITHDRAWN and card_of(s, p, card.number) != c:
                return 16
            if card.pull >= 0:
                pull = s.pull[card.pull]
                if pull.id == 0 or pull.point != p or pull.card != card.number:
                    return 16
                if card.state < CARD_RELEASED or card.state > IN_TRANSIT:
                    return 16
            c = card.next_of_point
    for slot in range(s.head[0].pulls):
        pull = s.pull[slot]
        if pull.id != 0 and pull.card > 0:
            c = card_of(s, pull.point, pull.card)
            if c >= 0 and s.card[c].pull != slot:
                return 16
    return 16 if chained != s.head[0].cards else 0


@kernel
def _broken_index(s: Any) -> int:
    kept = 0
    for i in range(len(s.keys)):
        if s.keys[i] > ORDER_KEY:
            if s.line[s.slots[i]].id == 0 or s.line[s.slots[i]].order != s.keys[i] - ORDER_KEY:
                return 17
        elif s.keys[i] > 0:
            kept += 1
    for slot in range(s.head[0].lines):
        if s.line[slot].id != 0:
            kept -= 1
            if find(s, s.line[slot].id) != 2 * slot:
                return 17
    for slot in range(s.head[0].pulls):
        if s.pull[slot].id != 0:
            kept -= 1
            if find(s, s.pull[slot].id) != 2 * slot + 1:
                return 17
    return 17 if kept != 0 else 0


@kernel
def _broken_slots(s: Any) -> int:
    head = s.head[0]
    taken = np.zeros(head.lines + head.pulls + head.needs + head.pegs, np.int64)
    start = 0
    for slot in range(head.lines):
        taken[start + slot] = s.line[slot].id != 0
    slot = head.free_line
    while slot >= 0:
        taken[start + slot] += 1
        slot = s.line[slot].next_free if taken[start + slot] == 1 else -1
    start += head.lines
    for slot in range(head.pulls):
        taken[start + slot] = s.pull[slot].id != 0
    slot = head.free_pull
    while slot >= 0:
        taken[start + slot] += 1
        slot = s.pull[slot].next_free if taken[start + slot] == 1 else -1
    start += head.pulls
    for slot in range(head.needs):
        taken[start + slot] = s.need[slot].owner_kind != 0
    slot = head.free_need
    while slot >= 0:
        taken[start + slot] += 1
        slot = s.need[slot].next_free if taken[start + slot] == 1 else -1
    start += head.needs
    for slot in range(head.pegs):
        taken[start + slot] = s.peg[slot].quantity > 0
    slot = head.free_peg
    while slot >= 0:
        taken[start + slot] += 1
        slot = s.peg[slot].next_free if taken[start + slot] == 1 else -1
    for i in range(len(taken)):
        if taken[i] != 1:
            return 18
    return 0


@kernel
def broken_links(s: Any, g: Any) -> int:
    """Return 0, or the number of the first sentence on links that does not hold."""
    found = _broken_wait_list(s)
    if found == 0:
        found = _broken_free_list(s)
    if found == 0:
        found = _broken_proposed_list(s)
    if found == 0:
        found = _broken_untaken_list(s)
    if found == 0:
        found = _broken_owners(s, g)
    if found == 0:
        found = _broken_rings(s)
    if found == 0:
        found = _broken_cards(s)
    if found == 0:
        found = _broken_index(s)
    if found == 0:
        found = _broken_slots(s)
    return found

"""What holds between any two pulses, whatever came in. Cheap enough to check after every batch of live work."""

from typing import Any

import numpy as np

from tugline.engine.chosen import broken_choices
from tugline.engine.links import broken_links
from tugline.facts.kinds import NEVER
from tugline.state.duration import valid_until
from tugline.state.kernel import kernel
from tugline.state.layout import FOR_LINE, PROPOSED
from tugline.state.needs import waiting_of

SENTENCES = (
    "",
    "came in - went out = on hand, at every stock point",
    "no stock on hand is negative, nor what of it is in quarantine",
    "no more is allocated than is on hand",
    "a need = allocated + pegged + waiting, none of them negative",
    "allocated, pegged and waiting of a stock point = the sums over its needs, what is set apart and in quarantine",
    "the need of a line = ordered - shipped, and what is released for shipment is allocated",
    "on order of a stock point = the sum of what is open of its pulls",
    "what is open of a pull = free + pegged, neither of them negative",
    "the pegs of a need and of a pull add up to what each has pegged",
    "the pulls under way of a loop = released and not closed",
    "a need that waits, and no other, stands in its stock point's list, best rank first",
    "a pull with free supply, and no other, stands in its stock point's list, earliest due first",
    "a proposed pull, and no other, stands in its stock point's list, best rank first",
    "every need stands once in the chain of its owner",
    "every open line stands once in the ring of its order",
    "a card and its pull point at each other, and no card of a loop has a number twice",
    "the index holds every open line, pull and order under its key, and nothing else",
    "every slot of a pool is in use or free, never both",
    "a loop with reviews stands once in its group, and no review, hold, rejection or source of a proposal ends unseen",
    "nothing is left to look at between pulses",
    "a pull of a loop that nobody has taken on, and no other, stands in its stock point's list",
    "a stock point counts its needs and pulls of choices, and nothing that is set apart there is negative",
)
"""What each number that `broken` returns stands for, as a sentence that should hold."""


@kernel
def _broken_stock(s: Any) -> int:
    for p in range(len(s.stock)):
        stock = s.stock[p]
        if stock.came_in - stock.went_out != stock.on_hand:
            return 1
        if stock.on_hand < 0 or stock.quarantined < 0:
            return 2
        if stock.allocated < 0 or stock.allocated > stock.on_hand:
            return 3
    return 0


@kernel
def _broken_needs(s: Any) -> int:
    """Check every need, and its stock point's sums."""
    sums = np.zeros((len(s.stock), 3), np.int64)
    for n in range(s.head[0].needs):
        need = s.need[n]
        if need.owner_kind == 0:
            continue
        waiting = waiting_of(need)
        if need.allocated < 0 or need.pegged < 0 or waiting < 0:
            return 4
        sums[need.point, 0] += need.allocated
        sums[need.point, 1] += need.pegged
        sums[need.point, 2] += waiting
        if need.owner_kind == FOR_LINE:
            line = s.line[need.owner]
            kept = line.released - line.shipped
            if need.quantity != line.quantity - line.shipped or kept < 0 or kept > need.allocated:
                return 6
    for slot in range(s.head[0].pulls):
        if s.pull[slot].id != 0 and s.pull[slot].choice != 0:
            sums[s.pull[slot].point, 1] += s.pull[slot].free
    for p in range(len(s.stock)):
        stock = s.stock[p]
        sums[p, 0] += stock.apart + stock.quarantined
        if stock.allocated != sums[p, 0] or stock.pegged != sums[p, 1] or stock.waiting != sums[p, 2]:
            return 5
    return 0


@kernel
def _broken_supply(s: Any) -> int:
    """Check every pull and its pegs, and the sums of its stock point and loop."""
    head = s.head[0]
    on_order = np.zeros(len(s.stock), np.int64)
    under_way = np.zeros(len(s.stock), np.int64)
    pegged = np.zeros(head.needs, np.int64)
    for slot in range(head.pulls):
        pull = s.pull[slot]
        if pull.id == 0:
            continue
        open_ = pull.quantity - pull.received
        on_order[pull.point] += open_
        under_way[pull.point] += pull.loop > 0 and pull.state != PROPOSED
        kept = 0
        before = -1
        e = pull.first_peg
        while e >= 0:
            peg = s.peg[e]
            if peg.pull != slot or peg.quantity <= 0 or s.need[peg.need].point != pull.point:
                return 9
            if peg.previous_of_pull != before:
                return 9
            kept += peg.quantity
            pegged[peg.need] += peg.quantity
            before = e
            e = peg.next_of_pull
        if pull.last_peg != before:
            return 9
        if open_ <= 0 or pull.free < 0 or pull.free + kept != open_:
            return 8
    for n in range(head.needs):
        if s.need[n].owner_kind == 0:
            continue
        kept = 0
        before = -1
        e = s.need[n].first_peg
        while e >= 0:
            if s.peg[e].need != n or s.peg[e].previous_of_need != before:
                return 9
            kept += s.peg[e].quantity
            before = e
            e = s.peg[e].next_of_need
        if kept != s.need[n].pegged or kept != pegged[n]:
            return 9
    for p in range(len(s.stock)):
        if s.stock[p].on_order != on_order[p]:
            return 7
        if s.loop[p].under_way != under_way[p]:
            return 10
    return 0 if _caps_hold(s) else 10


@kernel
def _caps_hold(s: Any) -> bool:
    """Return whether the sums of every line with constant work in process are those of its loops."""
    for c in range(s.head[0].caps):
        under_way = 0
        waiting = 0
        room = 0
        point = s.cap[c].first_point
        while point >= 0:
            if s.loop[point].cap != c:
                return False
            under_way += s.loop[point].under_way
            own = s.loop[point].room
            room = own if own > 0 and (room == 0 or own < room) else room
            slot = s.stock[point].first_proposed
            while slot >= 0:
                waiting += 1
                slot = s.pull[slot].next_proposed
            point = s.loop[point].next_in_cap
        if s.cap[c].under_way != under_way or s.cap[c].waiting != waiting or s.cap[c].room != room:
            return False
    return True


@kernel
def _broken_releases(s: Any, g: Any) -> int:
    now = s.head[0].tick
    next_ = s.head[0].next_release
    for slot in range(s.head[0].pulls):
        until = s.pull[slot].held_until
        if s.pull[slot].id != 0 and until != 0 and (until <= now or until < next_):
            return 19
        pull = s.pull[slot]
        if pull.id != 0 and pull.state == PROPOSED and pull.accepted == 0:
            until = valid_until(g, pull)
            if until <= now or until < next_:
                return 19
    for n in range(s.head[0].needs):
        until = s.need[n].quiet_until
        if s.need[n].owner_kind != 0 and until != 0 and (until <= now or until < next_):
            return 19
    for p in range(len(s.loop)):
        until = s.loop[p].quiet_until
        if until != 0 and (until <= now or until < next_):
            return 19
    for c in range(s.head[0].cards):
        until = s.card[c].quiet_until
        if until != 0 and (until <= now or until < next_):
            return 19
    return 0


@kernel
def _broken_reviews(s: Any, g: Any) -> int:
    earliest = NEVER
    in_groups = 0
    for r in range(s.head[0].reviews):
        group = s.review[r]
        earliest = min(earliest, group.next_tick)
        point = group.first_point
        while point >= 0:
            in_groups += 1
            if s.loop[point].review != group.code or in_groups > len(s.loop):
                return 19
            point = s.loop[point].next_in_review
    for p in range(len(s.loop)):
        in_groups -= s.loop[p].review != 0
    if in_groups != 0 or s.head[0].next_review != earliest:
        return 19
    return _broken_releases(s, g)


@kernel
def _broken_work(s: Any) -> int:
    head = s.head[0]
    if head.dirty != 0 or head.gained != 0 or head.fresh != 0 or head.scanning != 0:
        return 20
    for p in range(len(s.stock)):
        if s.dirty_flag[p] != 0 or s.gained_flag[p] != 0 or s.loop[p].due_review != 0:
            return 20
        if s.stock[p].first_moved != -1:
            return 20
    for slot in range(head.lines):
        if s.line[slot].id != 0 and s.line[slot].queued != 0:
            return 20
    for slot in range(head.pulls):
        if s.pull[slot].id != 0 and (s.pull[slot].queued != 0 or s.pull[slot].moved != 0):
            return 20
    return 0


@kernel
def broken(s: Any, g: Any) -> int:
    """Return 0, or the number of the first sentence of `SENTENCES` that does not hold; for use between pulses."""
    if len(s.stock) != len(g.point):
        return 1
    found = _broken_stock(s)
    if found == 0:
        found = _broken_needs(s)
    if found == 0:
        found = _broken_supply(s)
    if found == 0:
        found = broken_links(s, g)
    if found == 0:
        found = _broken_reviews(s, g)
    if found == 0:
        found = _broken_work(s)
    if found == 0 and broken_choices(s):
        found = 22
    return found

"""Fold facts about the business itself: parameters of loops, and the end of a pulse."""

from typing import Any

import numpy as np

from tugline.facts.kinds import NEVER
from tugline.facts.parameters import Parameter
from tugline.state.caps import join_cap, leave_cap, set_room
from tugline.state.duration import valid_until
from tugline.state.growing import doubled
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import CONWIP, PROPOSED, TO_ORDER
from tugline.state.needs import waiting_of, watch
from tugline.state.supply import forget_moved
from tugline.state.work import mark_dirty

KIND, LEVEL, POINT, QUANTITY = int(Parameter.KIND), int(Parameter.LEVEL), int(Parameter.POINT), int(Parameter.QUANTITY)
MIN, MAX, PACK, DISPLAY = int(Parameter.MIN), int(Parameter.MAX), int(Parameter.PACK), int(Parameter.DISPLAY)
REVIEWED, CARDS, CONTAINER = int(Parameter.REVIEW), int(Parameter.CARDS), int(Parameter.CONTAINER)
MODE, LOT, ROOM, PROPOSE = int(Parameter.MODE), int(Parameter.LOT), int(Parameter.ROOM), int(Parameter.PROPOSE)
RETURN = int(Parameter.RETURN)


@kernel
def next_review(g: Any, code: int, tick: int) -> int:
    """Return the first tick after `tick` at which a review group with this code is due."""
    if code > 0:
        return (tick // code + 1) * code
    weekdays = (-code) % 128
    minute = (-code) // 128
    days = g.day_start
    last = len(days) - 1
    day_ticks = max(1, 86_400 // g.tick_seconds)
    day: Any = np.searchsorted(days, tick, side="right")
    day = max(0, day - 1)
    if day == last:
        day += (tick - days[last]) // day_ticks
    for d in range(day, day + 9):
        # Beyond the listed midnights the days go on with 24 hours each.
        midnight = days[min(d, last)] + max(0, d - last) * day_ticks
        due = midnight + minute * 60 // g.tick_seconds
        if due > tick and (weekdays >> ((g.terms[2] + d) % 7)) & 1:
            return due
    return NEVER


@kernel
def _earliest_review(s: Any) -> None:
    earliest = NEVER
    for r in range(s.head[0].reviews):
        earliest = min(earliest, s.review[r].next_tick)
    s.head[0].next_review = earliest


@inlined
def _leave_review(s: Any, point: int) -> None:
    loop = s.loop[point]
    for r in range(s.head[0].reviews):
        if s.review[r].code == loop.review:
            before = s.review[r].first_point
            if before == point:
                s.review[r].first_point = loop.next_in_review
                return
            while s.loop[before].next_in_review != point:
                before = s.loop[before].next_in_review
            s.loop[before].next_in_review = loop.next_in_review
            return


@inlined
def _set_review(s: Any, g: Any, point: int, code: int, tick: int) -> None:
    loop = s.loop[point]
    if loop.review == code:
        return
    if loop.review != 0:
        _leave_review(s, point)
    loop.review = code
    loop.next_in_review = -1
    if code == 0:
        return
    r = 0
    n = s.head[0].reviews
    while r < n and s.review[r].code != code:
        r += 1
    if r == n:
        if n == len(s.review):
            s.review = doubled(s.review)
        s.review[r].code = code
        # The first review is not before the next day or turn; the opening pulse decides nothing by the calendar.
        s.review[r].next_tick = next_review(g, code, tick)
        s.review[r].first_point = -1
        s.head[0].reviews += 1
    loop.next_in_review = s.review[r].first_point
    s.review[r].first_point = point
    _earliest_review(s)


@inlined
def _set_kind(s: Any, g: Any, point: int, kind: int) -> None:
    leave_cap(s, point)
    s.loop[point].kind = TO_ORDER if kind == CONWIP else kind
    if kind == CONWIP:
        join_cap(s, g, point)
    # A loop that pulls to order goes by the list of needs; one that keeps stock lists only those who watch.
    if s.stock[point].waiting > 0:
        for n in range(s.head[0].needs):
            need = s.need[n]
            if need.owner_kind != 0 and need.point == point and need.quantity > need.allocated + need.pegged:
                watch(s, n)


@kernel
def end_quiet(s: Any, point: int) -> None:
    """Let the loop at a point pull again for its stock and for whoever waits there, in spite of a rejection."""
    s.loop[point].quiet_until = 0
    n = s.stock[point].first_wait
    while n >= 0:
        s.need[n].quiet_until = 0
        n = s.need[n].next_wait
    c = s.first_card[point]
    while c >= 0:
        s.card[c].quiet_until = 0
        c = s.card[c].next_of_point


@inlined
def fold_parameter(s: Any, g: Any, row: Any) -> None:
    """Set one parameter of the loop at a point."""
    point = row.point - 1
    loop = s.loop[point]
    value = row.quantity
    code = row.code
    if code == KIND:
        _set_kind(s, g, point, value)
    elif code == LEVEL:
        loop.level = value
    elif code == POINT:
        loop.point = value
    elif code == QUANTITY:
        loop.quantity = value
    elif code == MIN:
        loop.min = value
    elif code == MAX:
        loop.max = value
    elif code == PACK:
        loop.pack = max(1, value)
    elif code == DISPLAY:
        loop.display = value
    elif code == REVIEWED:
        _set_review(s, g, point, value, row.tick)
    elif code == CARDS:
        loop.cards = value
    elif code == CONTAINER:
        loop.container = value
    elif code == MODE:
        loop.mode = value
    elif code == LOT:
        loop.lot = value
    elif code == ROOM:
        loop.room = value
        if loop.cap >= 0:
            set_room(s, loop.cap)
    elif code == PROPOSE:
        loop.propose = value
    elif code == RETURN:
        loop.return_when = value
    end_quiet(s, point)
    mark_dirty(s, point)


@kernel
def list_waiting(s: Any, owner: int) -> None:
    """List what a line or pull (2 * slot, + 1 for a pull) still waits for at the points where it waits."""
    if owner % 2 == 0:
        line = s.line[owner // 2]
        if line.id != 0 and waiting_of(s.need[line.need]) > 0:
            watch(s, line.need)
        return
    pull = s.pull[owner // 2]
    if pull.id == 0:
        return
    n = pull.first_need
    while n >= 0:
        if waiting_of(s.need[n]) > 0:
            watch(s, n)
        n = s.need[n].next_of_owner


@inlined
def _end_releases(s: Any, g: Any, tick: int) -> None:
    """Holds and rejections up to `tick` are over; find when the next one is, or the source of a proposal ends."""
    head = s.head[0]
    earliest = NEVER
    for slot in range(head.pulls):
        until = s.pull[slot].held_until if s.pull[slot].id != 0 else 0
        if until > tick:
            earliest = min(earliest, until)
        else:
            s.pull[slot].held_until = 0
        if s.pull[slot].id != 0 and s.pull[slot].state == PROPOSED and valid_until(g, s.pull[slot]) > tick:
            earliest = min(earliest, valid_until(g, s.pull[slot]))
    for n in range(head.needs):
        until = s.need[n].quiet_until if s.need[n].owner_kind != 0 else 0
        if until > tick:
            earliest = min(earliest, until)
        else:
            s.need[n].quiet_until = 0
    for slot in range(head.lines):
        if s.line[slot].id != 0 and s.line[slot].reserved_until > tick:
            earliest = min(earliest, s.line[slot].reserved_until)
    for p in range(len(s.loop)):
        if s.loop[p].quiet_until > tick:
            earliest = min(earliest, s.loop[p].quiet_until)
        else:
            s.loop[p].quiet_until = 0
    for c in range(head.cards):
        if s.card[c].quiet_until > tick:
            earliest = min(earliest, s.card[c].quiet_until)
        else:
            s.card[c].quiet_until = 0
    head.next_release = earliest


@inlined
def fold_pulse_closed(s: Any, g: Any, tick: int) -> None:
    """End a pulse: reviews up to `tick` are past, and nothing is left to look at."""
    head = s.head[0]
    if head.next_review <= tick:
        for r in range(head.reviews):
            if s.review[r].next_tick <= tick:
                s.review[r].next_tick = next_review(g, s.review[r].code, tick)
        _earliest_review(s)
    if head.next_release <= tick:
        _end_releases(s, g, tick)
    for i in range(head.dirty):
        s.dirty_flag[s.dirty[i]] = 0
        forget_moved(s, s.dirty[i])
    for i in range(head.gained):
        s.gained_flag[s.gained[i]] = 0
    for i in range(head.fresh):
        owner = s.fresh[i]
        list_waiting(s, owner)
        if owner % 2 == 0:
            s.line[owner // 2].queued = 0
        else:
            s.pull[owner // 2].queued = 0
    head.dirty = 0
    head.gained = 0
    head.fresh = 0

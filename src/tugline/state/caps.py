"""Lines with constant work in process: the loops of one location that share their room, and what they hold."""

from typing import Any

from tugline.state.growing import doubled
from tugline.state.kernel import inlined, kernel


@kernel
def has_room(cap: Any) -> bool:
    """Return whether one more pull may be in the line."""
    return cap.room == 0 or cap.under_way < cap.room


@kernel
def change_under_way(s: Any, point: int, change: int) -> None:
    """Count pulls of the loop at a point that were released (1) or closed (-1)."""
    loop = s.loop[point]
    loop.under_way += change
    if loop.cap >= 0:
        s.cap[loop.cap].under_way += change


@kernel
def change_waiting(s: Any, point: int, change: int) -> None:
    """Count pulls at a point that wait for room or approval now (1) or no longer (-1)."""
    cap = s.loop[point].cap
    if cap >= 0:
        s.cap[cap].waiting += change


@kernel
def _waiting_at(s: Any, point: int) -> int:
    """Return how many pulls wait for room or approval at a point."""
    many = 0
    slot = s.stock[point].first_proposed
    while slot >= 0:
        many += 1
        slot = s.pull[slot].next_proposed
    return many


@kernel
def set_room(s: Any, c: int) -> None:
    """Set the room of a line to the least that any of its loops states; a loop that states none has no say."""
    room = 0
    point = s.cap[c].first_point
    while point >= 0:
        own = s.loop[point].room
        if own > 0 and (room == 0 or own < room):
            room = own
        point = s.loop[point].next_in_cap
    s.cap[c].room = room


@inlined
def join_cap(s: Any, g: Any, point: int) -> None:
    """Have the loop at a point share the room of its location's line; what it has under way and waiting counts."""
    loop = s.loop[point]
    location = g.point[point].location
    c = 0
    while c < s.head[0].caps and s.cap[c].location != location:
        c += 1
    if c == s.head[0].caps:
        if c == len(s.cap):
            s.cap = doubled(s.cap)
        s.cap[c].location = location
        s.cap[c].under_way = 0
        s.cap[c].waiting = 0
        s.cap[c].first_point = -1
        s.head[0].caps += 1
    cap = s.cap[c]
    cap.under_way += loop.under_way
    cap.waiting += _waiting_at(s, point)
    loop.cap = c
    loop.next_in_cap = cap.first_point
    cap.first_point = point
    set_room(s, c)


@inlined
def leave_cap(s: Any, point: int) -> None:
    """Have the loop at a point share its room no longer, if it did."""
    loop = s.loop[point]
    if loop.cap < 0:
        return
    c = loop.cap
    cap = s.cap[c]
    cap.under_way -= loop.under_way
    cap.waiting -= _waiting_at(s, point)
    if cap.first_point == point:
        cap.first_point = loop.next_in_cap
    else:
        before = cap.first_point
        while s.loop[before].next_in_cap != point:
            before = s.loop[before].next_in_cap
        s.loop[before].next_in_cap = loop.next_in_cap
    loop.cap = -1
    loop.next_in_cap = -1
    set_room(s, c)

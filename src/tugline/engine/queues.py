"""The queues at points that gained stock, merged by rank: the next to be served is the best of all their heads."""

from typing import Any

from tugline.state.arithmetic import better
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import FOR_PULL
from tugline.state.supply import free_on_hand


@kernel
def _ahead(s: Any, a: int, b: int) -> bool:
    left = s.need[a]
    right = s.need[b]
    return better(left.priority, left.due, left.id, right.priority, right.due, right.id)


@kernel
def _sink(s: Any, place: int, length: int) -> None:
    heap = s.gained
    while True:
        child = 2 * place + 1
        if child >= length:
            return
        if child + 1 < length and _ahead(s, heap[child + 1], heap[child]):
            child += 1
        if not _ahead(s, heap[child], heap[place]):
            return
        heap[place], heap[child] = heap[child], heap[place]
        place = child


@inlined
def open_queues(s: Any) -> int:
    """Turn the list of points that gained stock into a heap of the heads of their queues, and return its length.

    Serving only keeps stock and never frees any, so nothing is added to the list meanwhile.
    """
    head = s.head[0]
    length = 0
    for i in range(head.gained):
        point = s.gained[i]
        s.gained_flag[point] = 0
        first = s.stock[point].first_wait
        if first >= 0 and free_on_hand(s, point) > 0:
            s.gained[length] = first
            length += 1
    head.gained = 0
    for place in range(length // 2 - 1, -1, -1):
        _sink(s, place, length)
    return length


@kernel
def settle_queues(s: Any, length: int) -> int:
    """Drop queues whose stock is used up and find heads that left their place; return how many queues are left."""
    while length > 0:
        n = s.gained[0]
        point = s.need[n].point
        if free_on_hand(s, point) > 0:
            if s.need[n].watching != 0:
                return length
            # It went with another of its owner's needs, or of its order; those before it cannot go and are passed.
            n = s.stock[point].first_wait
        else:
            n = -1
        length = _replace_head(s, length, n)
    return 0


@kernel
def _replace_head(s: Any, length: int, n: int) -> int:
    if n < 0:
        length -= 1
        n = s.gained[length]
    s.gained[0] = n
    _sink(s, 0, length)
    return length


@inlined
def owner_ahead(s: Any) -> int:
    """Return the owner (2 * slot, + 1 for a pull) at the head of the best queue."""
    need = s.need[s.gained[0]]
    return 2 * need.owner + (need.owner_kind == FOR_PULL)


@inlined
def advance_queue(s: Any, length: int) -> int:
    """Step on in the best queue; return how many queues are left."""
    return _replace_head(s, length, s.need[s.gained[0]].next_wait)

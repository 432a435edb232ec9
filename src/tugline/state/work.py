"""What a pulse still has to look at: points whose loops must decide, points that gained stock, owners to serve.

Loops decide by level and owners are served by rank, so the order of work never depends on the order in which facts of
one pulse came in.
"""

from typing import Any

from tugline.state.arithmetic import better
from tugline.state.growing import doubled
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import FOR_LINE


@kernel
def _sift_up(heap: Any, place: int) -> None:
    while place > 0:
        above = (place - 1) // 2
        if heap[above] <= heap[place]:
            return
        heap[above], heap[place] = heap[place], heap[above]
        place = above


@kernel
def _pop(heap: Any, length: int) -> int:
    """Return the smallest of `length` entries; the others are a heap of `length - 1`."""
    best = heap[0]
    last = length - 1
    heap[0] = heap[last]
    place = 0
    while True:
        child = 2 * place + 1
        if child >= last:
            return best
        if child + 1 < last and heap[child + 1] < heap[child]:
            child += 1
        if heap[place] <= heap[child]:
            return best
        heap[place], heap[child] = heap[child], heap[place]
        place = child


@kernel
def mark_dirty(s: Any, point: int) -> None:
    """Have the loop at `point` decide in this pulse."""
    if s.dirty_flag[point] != 0:
        return
    s.dirty_flag[point] = 1
    head = s.head[0]
    if 0 < head.scanning <= point + 1:
        return  # the pass is on its way there
    s.dirty[head.dirty] = point
    head.dirty += 1
    _sift_up(s.dirty, head.dirty - 1)


@inlined
def next_dirty(s: Any) -> int:
    """Take the dirty point of the lowest row, hence level, off the list; -1 = none."""
    head = s.head[0]
    if head.dirty == 0:
        return -1
    point = _pop(s.dirty, head.dirty)
    head.dirty -= 1
    s.dirty_flag[point] = 0
    return point


@kernel
def mark_gained(s: Any, point: int) -> None:
    """Stock at `point` became free, or too little is left for what is allocated."""
    if s.gained_flag[point] != 0:
        return
    s.gained_flag[point] = 1
    s.gained[s.head[0].gained] = point
    s.head[0].gained += 1


@kernel
def _rank(s: Any, owner: int) -> tuple[int, int, int]:
    """Return priority, due and id of an owner (2 * slot, + 1 for a pull); each is due when what it needs is."""
    if owner % 2 == 0:
        line = s.line[owner // 2]
        if line.id == 0:
            return 0, 0, 0  # closed in this pulse: nothing is served, so it may stand anywhere
        need = s.need[line.need]
        return need.priority, need.due, need.id
    pull = s.pull[owner // 2]
    due = s.need[pull.first_need].due if pull.first_need >= 0 else pull.due
    return pull.priority, due, pull.id


@kernel
def ranks_before(s: Any, a: int, b: int) -> bool:
    """Return whether owner a is served before owner b."""
    priority_a, due_a, id_a = _rank(s, a)
    priority_b, due_b, id_b = _rank(s, b)
    return better(priority_a, due_a, id_a, priority_b, due_b, id_b)


@kernel
def mark_fresh(s: Any, owner_kind: int, slot: int) -> None:
    """Look at this line or pull before the pulse ends: it may be able to ship or start."""
    if owner_kind == FOR_LINE:
        if s.line[slot].queued != 0:
            return
        s.line[slot].queued = 1
        owner = 2 * slot
    else:
        if s.pull[slot].queued != 0:
            return
        s.pull[slot].queued = 1
        owner = 2 * slot + 1
    head = s.head[0]
    if head.fresh == len(s.fresh):
        s.fresh = doubled(s.fresh)
    s.fresh[head.fresh] = owner
    head.fresh += 1


@inlined
def sort_fresh(s: Any) -> int:
    """Put the owners to look at in the order of their ranks and return how many there are (heap sort)."""
    heap = s.fresh
    n = s.head[0].fresh
    for start in range(n // 2 - 1, -1, -1):
        _sink_worst(s, heap, start, n)
    for last in range(n - 1, 0, -1):
        heap[0], heap[last] = heap[last], heap[0]
        _sink_worst(s, heap, 0, last)
    return n


@kernel
def _sink_worst(s: Any, heap: Any, place: int, length: int) -> None:
    while True:
        child = 2 * place + 1
        if child >= length:
            return
        if child + 1 < length and ranks_before(s, heap[child], heap[child + 1]):
            child += 1
        if not ranks_before(s, heap[place], heap[child]):
            return
        heap[place], heap[child] = heap[child], heap[place]
        place = child

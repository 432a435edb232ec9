"""The queue of each resource: a pairing heap of waiting operations, best rank first.

A waiting operation stands in one queue for each of its alternatives: that of a resource which the alternative lacks
now. So a resource that becomes free looks only at its own queue, and thousands may wait elsewhere. Places that are
out of date are recognised by the job's version and dropped when they come up.
"""

from typing import Any

from tugline.state.arithmetic import better
from tugline.state.kernel import kernel
from tugline.world.pools import free_wait, take_wait


@kernel
def _before(w: Any, a: int, b: int) -> bool:
    one = w.wait[a]
    other = w.wait[b]
    if one.id == other.id:
        return one.group < other.group
    return better(one.priority, one.due, one.id, other.priority, other.due, other.id)


@kernel
def _meld(w: Any, a: int, b: int) -> int:
    """Join two heaps and return the root."""
    if a < 0:
        return b
    if b < 0:
        return a
    if _before(w, b, a):
        a, b = b, a
    w.wait[b].sibling = w.wait[a].child
    w.wait[a].child = b
    return a


@kernel
def stand_in(w: Any, resource: int, slot: int, group: int) -> None:
    """Have an alternative of a job's present operation wait for a resource."""
    n = take_wait(w)
    wait = w.wait[n]
    job = w.job[slot]
    wait.job = slot
    wait.version = job.version
    wait.group = group
    wait.priority = job.priority
    wait.due = job.due
    wait.id = job.id
    wait.child = -1
    wait.sibling = -1
    w.resource[resource].root = _meld(w, w.resource[resource].root, n)
    touch(w, resource)


@kernel
def leave(w: Any, resource: int) -> None:
    """Take the best place out of a resource's queue."""
    top = w.resource[resource].root
    child = w.wait[top].child
    free_wait(w, top)
    pairs = -1
    while child >= 0:
        second = w.wait[child].sibling
        rest = -1
        w.wait[child].sibling = -1
        if second >= 0:
            rest = w.wait[second].sibling
            w.wait[second].sibling = -1
        pair = _meld(w, child, second)
        w.wait[pair].sibling = pairs
        pairs = pair
        child = rest
    root = -1
    while pairs >= 0:
        rest = w.wait[pairs].sibling
        w.wait[pairs].sibling = -1
        root = _meld(w, root, pairs)
        pairs = rest
    w.resource[resource].root = root


@kernel
def first_waiting(w: Any, resource: int) -> int:
    """Return the best place in a resource's queue that is not out of date, -1 = nobody waits."""
    top = w.resource[resource].root
    while top >= 0 and w.job[w.wait[top].job].version != w.wait[top].version:
        leave(w, resource)
        top = w.resource[resource].root
    return top


@kernel
def ranks_before(w: Any, resource: int, other: int) -> bool:
    """Return whether the best operation at one resource is served before the best one at another; both have one."""
    return _before(w, w.resource[resource].root, w.resource[other].root)


@kernel
def touch(w: Any, resource: int) -> None:
    """Look at this resource when the pulse closes."""
    if w.resource[resource].touched == 0:
        w.resource[resource].touched = 1
        w.touched[w.head[0].touched] = resource
        w.head[0].touched += 1

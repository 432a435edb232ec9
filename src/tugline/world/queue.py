"""Who waits for which resources.

Those who need the same resources together stand in one queue, best rank first. A queue in turn stands among the queues
of one resource that it lacks now. So a resource that becomes free looks at the best heads of its own queues only, and
however many wait, they are not looked at again. Both are pairing heaps of places in one pool; a place that is out of
date is recognised by its version and dropped when it comes up.
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
        return one.subject < other.subject
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
def _without(w: Any, top: int) -> int:
    """Give the root of a heap back and return the root of the rest."""
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
    return root


@kernel
def _place(w: Any, subject: int, version: int, priority: int, due: int, id_: int) -> int:
    n = take_wait(w)
    wait = w.wait[n]
    wait.subject = subject
    wait.version = version
    wait.priority = priority
    wait.due = due
    wait.id = id_
    wait.child = -1
    wait.sibling = -1
    return n


@kernel
def first_job(w: Any, queue: int) -> int:
    """Return the slot of the best ranked job that waits in a queue, -1 = nobody waits."""
    top = w.queue[queue].root
    while top >= 0:
        slot = w.wait[top].subject
        if w.job[slot].version == w.wait[top].version:
            return slot
        top = _without(w, top)
        w.queue[queue].root = top
    return -1


@kernel
def watch(w: Any, queue: int, resource: int, slot: int) -> None:
    """Have a queue, whose best job is `slot`, stand among the queues that lack a resource."""
    own = w.queue[queue]
    job = w.job[slot]
    own.watch = resource
    own.version += 1
    own.priority = job.priority
    own.due = job.due
    own.id = job.id
    n = _place(w, queue, own.version, own.priority, own.due, own.id)
    w.resource[resource].root = _meld(w, w.resource[resource].root, n)
    touch(w, resource)


@kernel
def stand_in(w: Any, queue: int, slot: int) -> None:
    """Have a job wait in a queue; one that nobody waited in stands at its first resource, to be looked at."""
    job = w.job[slot]
    own = w.queue[queue]
    n = _place(w, slot, job.version, job.priority, job.due, job.id)
    own.root = _meld(w, own.root, n)
    if own.watch < 0:
        watch(w, queue, w.member[w.member_start[queue]], slot)
    elif better(job.priority, job.due, job.id, own.priority, own.due, own.id):
        watch(w, queue, own.watch, slot)


@kernel
def first_queue(w: Any, resource: int) -> int:
    """Return the queue with the best ranked head among those that lack a resource, -1 = there is none."""
    top = w.resource[resource].root
    while top >= 0:
        queue = w.wait[top].subject
        own = w.queue[queue]
        slot = -1
        if own.version == w.wait[top].version:
            slot = first_job(w, queue)
            if slot >= 0 and w.job[slot].id == own.id:
                return queue
            if slot < 0:
                own.watch = -1
                own.version += 1
        w.resource[resource].root = _without(w, top)
        if slot >= 0:
            watch(w, queue, resource, slot)
        top = w.resource[resource].root
    return -1


@kernel
def ranks_before(w: Any, resource: int, other: int) -> bool:
    """Return whether the best head at one resource is served before that at another; both have one."""
    return _before(w, w.resource[resource].root, w.resource[other].root)


@kernel
def touch(w: Any, resource: int) -> None:
    """Look at this resource when the pulse closes."""
    if w.resource[resource].touched == 0:
        w.resource[resource].touched = 1
        w.touched[w.head[0].touched] = resource
        w.head[0].touched += 1

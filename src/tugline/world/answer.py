"""What the world has to say now, and when it will next have something to say. Nothing here changes its state."""

from typing import Any

from tugline.facts.kinds import NEVER
from tugline.state.growing import doubled
from tugline.state.kernel import kernel
from tugline.world.events import live, sooner
from tugline.world.layout import CLASS_SHIFT, LAST_INNER
from tugline.world.telling import say


@kernel
def next_tick(w: Any, now: int) -> int:
    """Return the earliest tick >= now at which the world needs a pulse, NEVER if nothing is to come.

    It has something to say then, or something opens that work waits for, or a hold ends.
    """
    if w.head[0].events == 0:
        return NEVER
    return max(now, w.event[0].tick)


@kernel
def _open(w: Any, n: int, place: int, now: int) -> int:
    """Add an event of the heap to those to tell next (a heap of places), if it is due, and return their number."""
    if place >= w.head[0].events or w.event[place].tick > now:
        return n
    if n == len(w.scratch):
        w.scratch = doubled(w.scratch)
    ahead = w.scratch
    at = n
    while at > 0 and sooner(w.event[place], w.event[ahead[(at - 1) // 2]]):
        ahead[at] = ahead[(at - 1) // 2]
        at = (at - 1) // 2
    ahead[at] = place
    return n + 1


@kernel
def _take(w: Any, n: int) -> None:
    """Take the first place off the heap of `n` places."""
    ahead = w.scratch
    last = ahead[n - 1]
    at = 0
    while True:
        child = 2 * at + 1
        if child >= n - 1:
            break
        if child + 1 < n - 1 and sooner(w.event[ahead[child + 1]], w.event[ahead[child]]):
            child += 1
        if not sooner(w.event[ahead[child]], w.event[last]):
            break
        ahead[at] = ahead[child]
        at = child
    ahead[at] = last


@kernel
def answer(w: Any, g: Any, now: int, t: Any) -> int:
    """Append the facts that happen at `now` to the tape `t` and return their number.

    seq, pulse and tick are left 0 for the engine to give. Facts come in the order of tick, class and id of their
    events, found by walking the heap from its top without taking anything out.
    """
    before = t.length[0]
    told_tick = -1
    told_key = -1
    n = _open(w, 0, 0, now)
    while n > 0:
        place = w.scratch[0]
        _take(w, n)
        n = _open(w, n - 1, 2 * place + 1, now)
        n = _open(w, n, 2 * place + 2, now)
        event = w.event[place]
        if event.tick == told_tick and event.key == told_key:
            continue
        told_tick = event.tick
        told_key = event.key
        if event.key >> CLASS_SHIFT > LAST_INNER and live(w, event):
            say(w, g, t, event, now)
    return t.length[0] - before

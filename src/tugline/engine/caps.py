"""Lines with constant work in process: who of a backlog is released when something leaves, or a load has fallen."""

from typing import Any

import numpy as np

from tugline.engine.emit import emit_keep
from tugline.facts.kinds import Kind
from tugline.state.arithmetic import better
from tugline.state.caps import has_room
from tugline.state.kernel import inlined, kernel
from tugline.state.load import fits, limits_load, loads

PULL_STARTED = int(Kind.PULL_STARTED)


@kernel
def _first_at(s: Any, g: Any, load: Any, extra: Any, limited: bool, point: int, now: int) -> int:
    """Return the best ranked pull that waits at a point and may go, -1 = none.

    It is held by nobody, needs no approval, and, where loads are limited, passes no limit.
    """
    slot = s.stock[point].first_proposed if s.loop[point].propose == 0 else -1
    while slot >= 0 and (s.pull[slot].held_until > now or (limited and not fits(g, load, extra, s.pull[slot]))):
        slot = s.pull[slot].next_proposed
    return slot


@kernel
def _best_waiting(s: Any, g: Any, load: Any, extra: Any, limited: bool, now: int) -> int:
    """Return the best ranked pull in the backlogs of lines with room that may go, -1 = none.

    Lines go one after the other; with limits they share resources, and the best of all of them goes first.
    """
    best = -1
    for c in range(s.head[0].caps):
        if s.cap[c].waiting == 0 or not has_room(s.cap[c]) or (best >= 0 and not limited):
            continue
        point = s.cap[c].first_point
        while point >= 0:
            slot = _first_at(s, g, load, extra, limited, point, now)
            pull = s.pull[slot]
            other = s.pull[best]
            if slot >= 0 and (
                best < 0 or better(pull.priority, pull.due, pull.id, other.priority, other.due, other.id)
            ):
                best = slot
            point = s.loop[point].next_in_cap
    return best


@kernel
def _may_release(s: Any) -> bool:
    """Return whether anything waits in a line with room."""
    for c in range(s.head[0].caps):  # noqa: SIM110 - kernels know no any()
        if s.cap[c].waiting > 0 and has_room(s.cap[c]):
            return True
    return False


@kernel
def _next_to_start(s: Any, g: Any, now: int) -> int:
    """Return the pull that is released next, -1 = none.

    Loads are added up anew for each: only shops that limit them pay for it, and there is no sum to go wrong.
    """
    if not _may_release(s):
        return -1
    if not limits_load(g):
        nothing = g.calendar_start  # any array: nothing is read of it
        return _best_waiting(s, g, nothing, nothing, False, now)
    load = loads(s, g)
    return _best_waiting(s, g, load, np.zeros_like(load), True, now)


@inlined
def start_from_backlogs(s: Any, g: Any, t: Any, now: int) -> bool:
    """Release from the backlog of every line that has room, best rank first; return whether anything was."""
    started = False
    slot = _next_to_start(s, g, now)
    while slot >= 0:
        pull = s.pull[slot]
        emit_keep(s, g, t, PULL_STARTED, now, pull.point, pull.id, pull.quantity, pull.cause)
        started = True
        slot = _next_to_start(s, g, now)
    return started

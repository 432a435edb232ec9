"""Lines with constant work in process: who of a backlog is released when something leaves."""

from typing import Any

from tugline.engine.emit import emit_keep
from tugline.facts.kinds import Kind
from tugline.state.arithmetic import better
from tugline.state.caps import has_room
from tugline.state.kernel import inlined, kernel

PULL_STARTED = int(Kind.PULL_STARTED)


@kernel
def _best_waiting(s: Any, c: int, now: int) -> int:
    """Return the best ranked pull in the backlog of a line that nobody holds and that needs no approval, -1 = none."""
    best = -1
    point = s.cap[c].first_point
    while point >= 0:
        slot = s.stock[point].first_proposed if s.loop[point].propose == 0 else -1
        while slot >= 0 and s.pull[slot].held_until > now:
            slot = s.pull[slot].next_proposed
        if slot >= 0:
            pull = s.pull[slot]
            other = s.pull[best]
            if best < 0 or better(pull.priority, pull.due, pull.id, other.priority, other.due, other.id):
                best = slot
        point = s.loop[point].next_in_cap
    return best


@inlined
def start_from_backlogs(s: Any, g: Any, t: Any, now: int) -> bool:
    """Release from the backlog of every line that has room, best rank first; return whether anything was."""
    started = False
    for c in range(s.head[0].caps):
        while s.cap[c].waiting > 0 and has_room(s.cap[c]):
            slot = _best_waiting(s, c, now)
            if slot < 0:
                break
            pull = s.pull[slot]
            emit_keep(s, g, t, PULL_STARTED, now, pull.point, pull.id, pull.quantity, pull.cause)
            started = True
    return started

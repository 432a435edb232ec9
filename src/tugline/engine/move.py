"""Have the pulls for an order line that moved to another date or priority follow it, down to the last component."""

from typing import Any

import numpy as np

from tugline.engine.emit import begin, commit
from tugline.engine.lines import line_slot
from tugline.facts.kinds import Kind
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import MOVED

PULL_MOVED = int(Kind.PULL_MOVED)


@kernel
def _moved_lines(s: Any) -> Any:
    """Return the ids of the lines that moved in this pulse, in their order."""
    head = s.head[0]
    many = 0
    for i in range(head.fresh):
        many += s.fresh[i] % 2 == 0 and s.line[s.fresh[i] // 2].queued == MOVED
    ids = np.zeros(many, np.int64)
    many = 0
    for i in range(head.fresh):
        owner = s.fresh[i]
        if owner % 2 == 0 and s.line[owner // 2].id != 0 and s.line[owner // 2].queued == MOVED:
            ids[many] = s.line[owner // 2].id
            many += 1
    return np.sort(ids[:many])


@kernel
def _follows(s: Any, g: Any, now: int, e: int) -> int:
    """Return by when a pull that is pegged to a need has to be due now; -1 = it does not follow it, or does so already.

    A pull follows who it is for if that is one need only and nobody has taken the pull on.
    """
    peg = s.peg[e]
    pull = s.pull[peg.pull]
    need = s.need[peg.need]
    if pull.first_peg != e or pull.last_peg != e or pull.untaken == 0 or pull.source < 0:
        return -1
    due = max(need.due - g.source[pull.source].safety_ticks, now)
    return -1 if due == pull.due and need.priority == pull.priority else due


@inlined
def move_pulls(s: Any, g: Any, t: Any, now: int) -> None:
    """Emit `PullMoved` for every pull that follows a line which moved in this pulse, level by level."""
    ids = _moved_lines(s)
    if len(ids) == 0:
        return
    stack = np.zeros(64, np.int64)
    for i in range(len(ids)):
        stack[0] = s.line[line_slot(s, ids[i])].need
        height = 1
        while height > 0:
            height -= 1
            n = stack[height]
            e = s.need[n].first_peg
            while e >= 0:
                slot = s.peg[e].pull
                due = _follows(s, g, now, e)
                if due >= 0:
                    r = begin(s, t, PULL_MOVED, now)
                    row = t.fact[r]
                    row.point = s.pull[slot].point + 1
                    row.reference = s.pull[slot].id
                    row.due = due
                    row.priority = s.need[n].priority
                    row.cause = ids[i]
                    commit(s, g, t, r)
                    m = s.pull[slot].first_need
                    while m >= 0:
                        if height == len(stack):
                            grown = np.zeros(2 * height, np.int64)
                            grown[:height] = stack
                            stack = grown
                        stack[height] = m
                        height += 1
                        m = s.need[m].next_of_owner
                e = s.peg[e].next_of_need

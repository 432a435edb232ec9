"""Fold promises: a line that was promised a date ranks by it, before all who were promised nothing.

A line may be reserved only: nothing is ordered yet. It keeps its place and its goods, but pulls and ships nothing until
it is ordered for good; if nobody does that in time, it is gone.
"""

from typing import Any

from tugline.engine.lines import close_line, line_slot
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import FOR_LINE
from tugline.state.needs import ask, rank_line, waiting_of
from tugline.state.pegs import mark_pulls_moved
from tugline.state.work import mark_fresh, mark_gained


@kernel
def _promise(s: Any, g: Any, slot: int, due: int, ahead: int, reserved_until: int) -> None:
    line = s.line[slot]
    n = line.need
    if line.released > 0:
        reserved_until = 0  # what leaves is ordered
    line.promised = due
    line.ahead = ahead
    line.reserved_until = reserved_until
    rank_line(s, g, slot)
    mark_pulls_moved(s, n)
    if reserved_until > 0:
        s.head[0].next_release = min(s.head[0].next_release, reserved_until)
    if waiting_of(s.need[n]) > 0:
        ask(s, n)
    mark_fresh(s, FOR_LINE, slot)
    # Another date may leave stock for others, who stood behind.
    mark_gained(s, line.point)


@inlined
def fold_promise(s: Any, g: Any, row: Any) -> None:
    """Promise a line a date, 0 = none any more; `code` = how long before it it ranks, `amount` = reserved until when.

    Nothing is reserved without a promise.
    """
    slot = line_slot(s, row.reference)
    if slot >= 0:
        s.stock[s.line[slot].point].touched = row.seq
        promised = row.due > 0
        _promise(s, g, slot, row.due, row.code if promised else 0, row.amount if promised else 0)


@inlined
def fold_promise_accepted(s: Any, g: Any, row: Any) -> None:
    """A line that was reserved is ordered for good: what it lacks is pulled now."""
    slot = line_slot(s, row.reference)
    if slot >= 0:
        s.stock[s.line[slot].point].touched = row.seq
        _promise(s, g, slot, s.line[slot].promised, s.line[slot].ahead, 0)


@inlined
def fold_promise_expired(s: Any, row: Any) -> None:
    """Forget a line that was reserved and that nobody ordered in time: what it kept is free."""
    slot = line_slot(s, row.reference)
    if slot >= 0:
        s.stock[s.line[slot].point].touched = row.seq
        close_line(s, slot)

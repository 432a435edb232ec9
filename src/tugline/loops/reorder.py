"""`reorder`: when the position is at or below a point, pull lots of a fixed quantity; (r, Q) in the textbooks."""

from typing import Any

from tugline.loops.schema import LoopParameter
from tugline.state.arithmetic import ceil_div
from tugline.state.kernel import kernel

PARAMETERS = (
    LoopParameter("point", "quantity", "pull when the position is at or below; empty = estimated"),
    LoopParameter("quantity", "quantity", "the lot; empty = estimated"),
    LoopParameter("review", "review", "when it looks; empty = at every change"),
    LoopParameter("pack", "quantity", "whole packs of so many units"),
)


@kernel
def target(loop: Any) -> int:
    """Return the highest position that the loop brings about."""
    return loop.point + max(1, loop.quantity)


@kernel
def wants(loop: Any, position: int) -> int:
    """Return the quantity to pull: as many lots as bring the position above the reorder point."""
    if position > loop.point:
        return 0
    lot = max(1, loop.quantity)
    return lot * ceil_div(loop.point - position + 1, lot)


def explain(loop: Any, position: str, show: Any) -> str:
    """Return the rule with its numbers in one clause."""
    return f"position {position} ≤ reorder point {show(int(loop['point']))}, lots of {show(int(loop['quantity']))}"

"""`min_max`: when the position is at or below the minimum, pull up to the maximum; (s, S) in the textbooks."""

from typing import Any

from tugline.loops.schema import LoopParameter
from tugline.state.kernel import kernel

PARAMETERS = (
    LoopParameter("min", "quantity", "pull when the position is at or below; empty = estimated"),
    LoopParameter("max", "quantity", "position to order up to; empty = estimated"),
    LoopParameter("review", "review", "when it looks; empty = at every change"),
    LoopParameter("pack", "quantity", "whole packs of so many units"),
)


@kernel
def target(loop: Any) -> int:
    """Return the highest position that the loop brings about."""
    return loop.max


@kernel
def wants(loop: Any, position: int) -> int:
    """Return the quantity to pull: up to the maximum, once the position is at or below the minimum."""
    return max(0, loop.max - position) if position <= loop.min else 0


def explain(loop: Any, position: str, show: Any) -> str:
    """Return the rule with its numbers in one clause."""
    return f"position {position} ≤ minimum {show(int(loop['min']))}, up to maximum {show(int(loop['max']))}"

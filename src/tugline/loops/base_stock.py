"""`base_stock`: at each review, bring the position up to a level; the replenishment of shops from their sales."""

from typing import Any

from tugline.loops.schema import LoopParameter
from tugline.state.kernel import kernel

PARAMETERS = (
    LoopParameter("level", "quantity", "position to order up to; empty = estimated"),
    LoopParameter(
        "review",
        "review",
        "when it looks: a duration (1d), weekdays (mon,thu) with a time (mon,thu 18:00); empty = at every change",
    ),
    LoopParameter("pack", "quantity", "whole packs of so many units"),
    LoopParameter("display", "quantity", "never fewer than these on display"),
)


@kernel
def target(loop: Any) -> int:
    """Return the position that the loop keeps: the level, and never less than the display."""
    return max(loop.level, loop.display)


@kernel
def wants(loop: Any, position: int) -> int:
    """Return the quantity to pull (before packs): (level - position)+ [1]_.

    References
    ----------
    .. [1] Zipkin, Foundations of Inventory Management (2000), base-stock policies.
    """
    return max(0, target(loop) - position)


def explain(loop: Any, position: str, show: Any) -> str:
    """Return the rule with its numbers in one clause."""
    level = show(max(int(loop["level"]), int(loop["display"])))
    return f"position {position} < level {level}"

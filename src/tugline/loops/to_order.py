"""`to_order`: pull exactly what one order line, or one pull downstream, wants and cannot have from what is there."""

from tugline.loops.schema import LoopParameter

PARAMETERS = (LoopParameter("room", "integer", "pulls under way at most; the others wait as proposals. 0 = no limit"),)


def explain(wanted_by: str, position: str) -> str:
    """Return the rule with its numbers in one clause; `position` is what was wanted beyond stock and supply."""
    return f"{wanted_by} needs {position} more than is here or coming"

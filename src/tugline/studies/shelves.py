"""Points that keep stock and never pull by themselves: where a planner decides what is ordered."""

import numpy as np

from tugline.facts.kinds import FACT, Kind
from tugline.facts.parameters import Parameter
from tugline.state.layout import KANBAN


def shelves(points: np.ndarray) -> np.ndarray:
    """Return facts after which some points keep stock and none of them pulls: a loop of cards that has none.

    Without a loop each order would be kept for the very supply that was asked for after it, and wait for it even where
    other stock comes free.

    Parameters
    ----------
    points
        Rows of the points.
    """
    rows = np.zeros(len(points), FACT)
    rows["kind"], rows["code"], rows["quantity"] = int(Kind.PARAMETER_SET), int(Parameter.KIND), KANBAN
    rows["point"], rows["priority"] = points + 1, 5
    return rows

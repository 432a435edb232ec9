"""How much each loop aims at: for whoever looks at all of them at once, as the engine does loop by loop."""

import numpy as np

from tugline.state.layout import BASE_STOCK, KANBAN, MIN_MAX, REORDER, SIGNAL


def aims(loop: np.ndarray) -> np.ndarray:
    """Return the highest position that a loop which keeps stock brings about, what all its containers hold, else 0.

    See `engine/to_stock.py` `target_of` and `loops/kanban.py` `most_held`.

    Parameters
    ----------
    loop
        Records of `LOOP`, shape (P,).
    """
    kind, lots = loop["kind"], np.maximum(1, loop["lot"])
    containers = loop["cards"] + np.where(loop["mode"] == SIGNAL, lots, 0)
    aimed_at: np.ndarray = np.select(
        [kind == BASE_STOCK, kind == REORDER, kind == MIN_MAX, kind == KANBAN],
        [
            np.maximum(loop["level"], loop["display"]), loop["point"] + np.maximum(1, loop["quantity"]), loop["max"],
            containers * loop["container"],
        ],
    )  # fmt: skip
    return aimed_at

"""Work in process counted in pieces: what lies between two processes, and what is on a machine."""

from typing import Any

import numpy as np

from tugline.state import arena
from tugline.state.layout import STARTED


class Pieces:
    """Reads the pieces of a line at the end of each day.

    Parameters
    ----------
    between, finished, made
        Points of parts between two processes and of finished pieces, and all points that are made; shape (P,).
    """

    def __init__(self, between: np.ndarray, finished: np.ndarray) -> None:
        self._between, self._finished, self._made = between, finished, between | finished
        self._days, self._wip, self._stock, self._gone = 0, 0, 0, [0, 0]

    def read(self, state: Any) -> None:
        """Take in the end of a day."""
        arrays = arena.arrays(state)
        stock, pull = arrays["stock"], arrays["pull"]
        begun = (pull["id"] > 0) & (pull["state"] == STARTED) & self._made[pull["point"]]
        working = int((pull["quantity"] - pull["received"])[begun].sum())
        self._wip += int(stock["on_hand"][self._between].sum()) + working
        self._stock += int(stock["on_hand"][self._finished].sum())
        out = int(stock["went_out"][self._finished].sum())
        self._gone = [self._gone[0] if self._days else out, out]
        self._days += 1

    def values(self) -> dict[str, float]:
        """Return means over the days read, and the pieces that left after the first of them."""
        return {
            "wip_pieces": self._wip / self._days,
            "finished_pieces": self._stock / self._days,
            "delivered_pieces": float(self._gone[1] - self._gone[0]),
        }

"""What the game is played for: the cost of stock and of what is owed, week by week."""

from typing import Any

import numpy as np

from tugline.state import arena
from tugline.studies.customers import WEEK
from tugline.studies.order_up_to import owed_of


class Costs:
    """Reads stock and backlog of every echelon at the end of each week."""

    def __init__(self, names: tuple[str, ...], holding: float, backlog: float) -> None:
        self._names, self._holding, self._backlog = names, holding, backlog
        self._sum, self._days = np.zeros(len(names)), 0

    def read(self, state: Any) -> None:
        """Take in the end of a day; the last one of a week counts."""
        self._days += 1
        if self._days % WEEK:
            return
        self._sum += self._holding * arena.arrays(state)["stock"]["on_hand"] + self._backlog * owed_of(state)

    def values(self) -> dict[str, float]:
        """Return the cost of each echelon and of all, in the currency."""
        each = dict(zip((f"cost_{name}" for name in self._names), self._sum.tolist(), strict=True))
        return {**each, "cost": float(self._sum.sum())}

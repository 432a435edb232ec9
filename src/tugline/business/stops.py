"""Resources that are down as of now, since when, and until when as far as anybody said."""

from typing import Any

import numpy as np

from tugline.business.naming import Naming
from tugline.business.outside import blank
from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.world.arena import copy_world, from_arrays, to_arrays
from tugline.world.stated import stopped_by


class Stops:
    """The stops in a world as it stands; it may go on meanwhile.

    Parameters
    ----------
    now
        Tick as of which it stands.
    """

    def __init__(self, world: Any, grid: Any, now: int) -> None:
        self._now, self._grid = now, grid
        self._resource = to_arrays(world)["resource"]
        self._down = np.flatnonzero(self._resource["down"])
        self._world = copy_world(world) if len(self._down) else None

    def beside(self, world: Any) -> "Stops":
        """Return the same stops, for the pulls of a world that has gone on since."""
        if self._world is None:
            return self
        return Stops(from_arrays({**to_arrays(world), "resource": self._resource}), self._grid, self._now)

    def ends(self) -> np.ndarray:
        """Return the facts that end the stops whose end is known: at their time, or now if that is past."""
        known = self._down[self._resource["down_until"][self._down] < NEVER]
        if not len(known):
            return np.zeros(0, FACT)
        rows = blank(len(known), Kind.RESOURCE_UP, np.maximum(self._resource["down_until"][known], self._now))
        rows["resource"] = known + 1
        return rows

    def endless(self) -> frozenset[int]:
        """Return the resources that are down and of which nobody said when they are back."""
        return frozenset(self._down[self._resource["down_until"][self._down] >= NEVER].tolist())

    def says(self, naming: Naming, pull: int, ready: int) -> str:
        """Return the stop that a pull waits for once its material is there, at tick `ready`; empty = there is none."""
        if self._world is None:
            return ""
        row = int(stopped_by(self._world, self._grid, pull, max(ready, self._now), self._now))
        if row < 0:
            return ""
        since, until = (int(self._resource[name][row]) for name in ("down_since", "down_until"))
        said = f"{naming.network.resource_names[row]} is down since {naming.minute(since)}"
        if until >= NEVER:
            return said
        expected = "expected back" if until > self._now else "was expected back"
        return f"{said}, {expected} {naming.minute(until)}"

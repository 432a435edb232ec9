"""Resources that are down as of now, since when, and until when as far as anybody said."""

from functools import cached_property
from typing import Any

import numpy as np

from tugline.business.halted import halted_work
from tugline.business.naming import Naming
from tugline.business.outside import blank
from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.network.network import Network
from tugline.world.arena import copy_world, from_arrays, to_arrays
from tugline.world.stated import stopped_by


class Stops:
    """The stops in a world as it stands; it may go on meanwhile.

    Parameters
    ----------
    now
        Tick as of which it stands.
    plant
        The network of a plant, in which begun work stands still on a resource that is down; None = a world's own work
        goes to its end.
    """

    def __init__(self, world: Any, grid: Any, now: int, plant: Network | None = None) -> None:
        self._now, self._grid, self._plant = now, grid, plant
        self._resource = to_arrays(world)["resource"]
        self._down = np.flatnonzero(self._resource["down"])
        self._world = copy_world(world) if len(self._down) else None

    def beside(self, world: Any) -> "Stops":
        """Return the same stops, for the pulls of a world that has gone on since."""
        if self._world is None:
            return self
        return Stops(from_arrays({**to_arrays(world), "resource": self._resource}), self._grid, self._now, self._plant)

    def ends(self) -> np.ndarray:
        """Return the facts that end the stops whose end is known: at their time, or now if that is past."""
        known = self._down[self._resource["down_until"][self._down] < NEVER]
        if not len(known):
            return np.zeros(0, FACT)
        rows = blank(len(known), Kind.RESOURCE_UP, np.maximum(self._resource["down_until"][known], self._now))
        rows["resource"] = known + 1
        return rows

    @cached_property
    def _halted(self) -> dict[int, int]:
        return halted_work(self._world, self._grid, self._plant, self._now) if self._plant is not None else {}

    def holding(self, pull: int, ready: int) -> int:
        """Return the resource whose stop a pull waits for once its material is there, at tick `ready`; -1 = none."""
        if self._world is None:
            return -1
        if pull in self._halted:
            return self._halted[pull]
        return int(stopped_by(self._world, self._grid, pull, max(ready, self._now), self._now))

    def endless(self) -> frozenset[int]:
        """Return the resources that are down and of which nobody said when they are back."""
        return frozenset(self._down[self._resource["down_until"][self._down] >= NEVER].tolist())

    def says(self, naming: Naming, pull: int, ready: int) -> str:
        """Return the stop that a pull waits for once its material is there, at tick `ready`; empty = there is none."""
        row = self.holding(pull, ready)
        if row < 0:
            return ""
        since, until = (int(self._resource[name][row]) for name in ("down_since", "down_until"))
        said = f"{naming.network.resource_names[row]} is down since {naming.minute(since)}"
        if until >= NEVER:
            return said
        expected = "expected back" if until > self._now else "was expected back"
        return f"{said}, {expected} {naming.minute(until)}"

"""Who waits at a resource behind others: in a plant, what is first at an idle one only waits for somebody to begin."""

from collections.abc import Iterable
from typing import Any

from tugline.network.network import Network
from tugline.world.arena import to_arrays
from tugline.world.layout import QUEUED

Rank = tuple[int, int, int]
"""Priority, due and id: who has less is served first, as `state/arithmetic.py` `better` has it."""


class Queues:
    """The queues of a world as it stands; it may go on meanwhile."""

    def __init__(self, world: Any, network: Network) -> None:
        kept = to_arrays(world)
        self._network, self._busy = network, kept["resource"]["busy"]
        jobs = kept["job"]
        jobs = jobs[(jobs["id"] > 0) & (jobs["stage"] == QUEUED) & (jobs["operation"] >= 0)]
        self._step: dict[int, list[int]] = {}
        self._rank: dict[int, Rank] = {}
        self._first: dict[int, Rank] = {}
        for job in jobs:
            id_, rank = int(job["id"]), (int(job["priority"]), int(job["due"]), int(job["id"]))
            self._step[id_] = list(self._resources(int(job["source"]), int(job["operation"])))
            self._rank[id_] = rank
            for resource in self._step[id_]:
                self._first[resource] = min(rank, self._first.get(resource, rank))

    def before(self, pull: int) -> str:
        """Return the resource at which something runs, or waits, before a pull; empty = nothing does."""
        step = self._step.get(pull, [])
        behind = (r for r in step if self._busy[r] > 0 or self._first[r] < self._rank[pull])
        found = next(behind, -1)
        return self._network.resource_names[found] if found >= 0 else ""

    def _resources(self, source: int, first: int) -> Iterable[int]:
        """Return the resources that the step of an operation may need, all its alternatives, each once."""
        rows = self._network.operation[first : int(self._network.source["operation_stop"][source])]
        step: list[int] = rows["resource"][rows["step"] == rows["step"][0]].tolist()
        return dict.fromkeys(step)

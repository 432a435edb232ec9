"""Work that has begun and meets a resource that is down: it stays there, and goes on when the resource runs again."""

from typing import Any, NamedTuple

import numpy as np

from tugline.facts.kinds import NEVER
from tugline.network.network import Network
from tugline.state.duration import started_for, work_ticks
from tugline.world.arena import to_arrays
from tugline.world.calendar import work_end_together
from tugline.world.events import schedule
from tugline.world.floor import group_stop, step_stop
from tugline.world.layout import FINISH, RUNNING
from tugline.world.pools import job_slot
from tugline.world.stated import comes, go_on


class Begun(NamedTuple):
    """Pieces of a pull on which work began at a tick; `setup` 0 = nothing has to be set up again."""

    id: int
    began: int
    pieces: int
    setup: int
    source: int
    comes: int = NEVER
    """When its goods come whatever its work takes, as somebody said; NEVER = nobody did."""


class _Step(NamedTuple):
    """Work that is led from step to step: it begins one at `tick`, after that of the row `operation`."""

    begun: Begun
    tick: int
    operation: int = -1


Stop = tuple[int, int]
"""From when until when a resource was down; of one that is down until when it is expected back, NEVER = nobody said."""


class Halts:
    """What people said of stops, as of the tick `now`; the resources of the world stay as they are meanwhile.

    Parameters
    ----------
    over
        The stops that have ended, by the name of their resource.
    """

    def __init__(self, world: Any, grid: Any, network: Network, over: dict[str, list[Stop]], now: int) -> None:
        self._world, self._grid, self._network, self._now = world, grid, network, now
        self.endless: list[int] = []
        """Slots of jobs that stand on a resource of which nobody knows when it runs again."""
        self._led: list[_Step] = []
        self._stops = {row: list(over[name]) for row, name in enumerate(network.resource_names) if name in over}
        resource = to_arrays(world)["resource"]
        for row in np.flatnonzero(resource["down"]).tolist():
            until = int(resource["down_until"][row])
            stop = int(resource["down_since"][row]), until if until >= NEVER else max(until, now)
            self._stops.setdefault(row, []).append(stop)

    def go_on(self, begun: Begun) -> None:
        """Have work be as far as it is by standard; what met a stop is so only after `wait_out`."""
        if self._meets(begun.source, begun.began):
            self._led.append(_Step(begun, begun.began))
        else:
            self._go_on(begun, self._now)

    def wait_out(self) -> None:
        """Have work that met stops be as far as it is, each of them waited out where it stood."""
        led, self._led = self._led, []
        while led:
            # Looked at when its step begins, work is in that step: all are led by one step, and read at once.
            for step in led:
                self._go_on(step.begun, min(step.tick, self._now))
            jobs = to_arrays(self._world)["job"]
            led = [after for step in led if (after := self._led_on(step, jobs)) is not None]

    def _go_on(self, begun: Begun, now: int) -> None:
        go_on(self._world, self._grid, begun.id, begun.began, begun.pieces, begun.setup, now)
        if begun.comes < NEVER:
            comes(self._world, begun.id, begun.comes)

    def _led_on(self, step: _Step, jobs: np.ndarray) -> _Step | None:
        """Wait the stops of a step out, and return the one after it; None = it is in this one, or does no work."""
        slot = int(job_slot(self._world, step.begun.id))
        job = jobs[slot]
        if slot < 0 or int(job["stage"]) != RUNNING or int(job["operation"]) == step.operation:
            return None
        end = int(job["event_tick"])
        ends = self._ends(job, step.tick, end)
        if ends != end:
            schedule(self._world, slot, FINISH, ends)
        if ends >= NEVER:
            self.endless.append(slot)
        if ends > self._now:
            return None
        begun, operation = step.begun, int(job["operation"])
        if ends != end:
            # What follows goes on from here: as if all of it had begun so much later.
            begun = begun._replace(began=self._begins_for(begun, operation, ends))
        return _Step(begun, ends, operation)

    def _begins_for(self, begun: Begun, operation: int, ends: int) -> int:
        """Return the first tick at which work would have to begin for the step of a row to end at `ends`."""
        low, high = begun.began, ends
        while low < high:
            middle = (low + high) // 2
            if self._standard(begun, middle, operation) >= ends:
                high = middle
            else:
                low = middle + 1
        return low

    def _standard(self, begun: Begun, began: int, operation: int) -> int:
        """Return when the step of a row ends by standard, as `go_on` reckons it, if its pull begins at `began`."""
        source = self._network.source[begun.source]
        stop, pieces, end = int(source["operation_stop"]), int(started_for(source, begun.pieces)), began
        first = int(source["operation_start"])
        while first <= operation:
            last, work = int(group_stop(self._grid, first, stop)), 1
            for row in range(first, last):
                record = self._network.operation[row]
                work = max(work, int(work_ticks(record, pieces)) - (0 if begun.setup else int(record["setup_ticks"])))
            end = int(work_end_together(self._world, self._grid, first, last, end, work))
            first = int(step_stop(self._grid, first, stop))
        return end

    def _meets(self, source: int, began: int) -> bool:
        """Return whether some step of a source needs a resource that was down since work on it began."""
        record = self._network.source[source]
        steps = self._network.operation[int(record["operation_start"]) : int(record["operation_stop"])]
        return any(until > began for row in steps["resource"].tolist() for _, until in self._stops.get(int(row), ()))

    def _ends(self, job: Any, step_began: int, end: int) -> int:
        """Return when a step that would end at `end` does, the stops of what it holds waited out; NEVER = not known."""
        first = int(job["group"])
        last = int(group_stop(self._grid, first, int(self._network.source["operation_stop"][int(job["source"])])))
        held = self._network.operation["resource"][first:last].tolist()
        for since, until in sorted(stop for row in held for stop in self._stops.get(int(row), ())):
            stood = max(since, step_began)
            if stood >= end or until <= stood:
                continue
            if until >= NEVER:
                return NEVER
            left = self._least_work(first, last, stood, end)
            end = int(work_end_together(self._world, self._grid, first, last, until, left))
        return end

    def _least_work(self, first: int, last: int, start: int, end: int) -> int:
        """Return the least work, in open ticks of the operations, that begun at `start` ends at `end` or later."""
        low, high = 1, max(1, end - start)
        while low < high:
            middle = (low + high) // 2
            if int(work_end_together(self._world, self._grid, first, last, start, middle)) >= end:
                high = middle
            else:
                low = middle + 1
        return low


def halted_work(world: Any, grid: Any, network: Network, now: int) -> dict[int, int]:
    """Return the pulls whose begun work stands on a resource that is down, and which resource that is, by their ids.

    Only in a plant's world does work stand: there `Halts` gave it an end after the stop, or none.
    """
    arrays, found = to_arrays(world), {}
    for job in arrays["job"][(arrays["job"]["id"] > 0) & (arrays["job"]["stage"] == RUNNING)]:
        first = int(job["group"])
        last = int(group_stop(grid, first, int(network.source["operation_stop"][int(job["source"])])))
        for row in network.operation["resource"][first:last].tolist():
            stop = arrays["resource"][row]
            waits = not int(job["event"]) or int(job["event_tick"]) > max(int(stop["down_until"]), now)
            if stop["down"] and waits:
                found[int(job["id"])] = int(row)
    return found

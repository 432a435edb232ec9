"""The plain world as it would stand in a plant: everything that people stated, and the rest at standard times.

People name no steps. Work that they say has begun is as far today as its standard times bring it since then, work that
they say is finished is not done again, and what a source said of its date holds. Nobody but those who have begun holds
a resource. What should have happened by now and has not comes next. Work on a resource that is down stands still.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tugline.business.halted import Begun, Halts, Stop
from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.network.layout import BUY, MAKE
from tugline.network.network import Network
from tugline.state import arena
from tugline.state.layout import STARTED
from tugline.world.lines import leave_next
from tugline.world.observe import observe_all
from tugline.world.stated import call_off, comes, done, standard_end

_KINDS = [int(kind) for kind in (Kind.STARTED, Kind.FINISHED, Kind.PULL_PLACED, Kind.PULL_CONFIRMED)]
_STOPS = [int(kind) for kind in (Kind.RESOURCE_DOWN, Kind.RESOURCE_UP)]


@dataclass(slots=True)
class _Said:
    """What people said of one pull; a number of a fact is 0 where they did not."""

    began: int = NEVER
    """Tick of its first start."""
    begun_by: int = 0
    """Number of that fact."""
    finished: int = 0
    """Pieces, of which `first_finished` and `last_finished` are the ticks."""
    first_finished: int = NEVER
    last_finished: int = NEVER
    placed: int = NEVER
    """Tick at which its source was first told of it, or spoke of it."""
    dated_by: int = 0
    """Number of the last fact that named a date at which it comes."""


def names_date(kind: int, due: int, at: int) -> bool:
    """Return whether a word of a source, placed or confirmed at a tick, names the date at which it comes.

    Who confirms without a date repeats the one asked for. Where that is past already, nobody can mean it.
    """
    return due < NEVER and due > (0 if kind == Kind.PULL_PLACED else at)


class Statements:
    """What people said of pulls and of stops in a journal, fact by fact."""

    def __init__(self) -> None:
        self._said: defaultdict[int, _Said] = defaultdict(_Said)
        self._down: dict[str, int] = {}
        self.stops: dict[str, list[Stop]] = {}
        """Those that have ended, by the name of their resource."""

    def add(self, rows: np.ndarray, names: Sequence[str]) -> None:
        """Take in facts in journal order, in the rows of a network whose resources have these names."""
        self._add_stops(rows, names)
        some = rows[np.isin(rows["kind"], _KINDS)]
        columns = (some[name].tolist() for name in ("kind", "seq", "reference", "quantity", "occurred_at", "due"))
        for kind, seq, reference, quantity, at, due in zip(*columns, strict=True):
            said = self._said[reference]
            if kind == Kind.FINISHED:
                said.finished += quantity
                said.first_finished, said.last_finished = min(said.first_finished, at), at
            elif kind != Kind.STARTED:
                said.placed = min(said.placed, at)
                said.dated_by = seq if names_date(kind, due, at) else said.dated_by
            elif not said.begun_by:
                said.began, said.begun_by = at, seq

    def _add_stops(self, rows: np.ndarray, names: Sequence[str]) -> None:
        for row in rows[np.isin(rows["kind"], _STOPS) & (rows["resource"] > 0)]:
            name, at = names[int(row["resource"]) - 1], int(row["occurred_at"])
            if row["kind"] == Kind.RESOURCE_DOWN:
                self._down.setdefault(name, at)
            elif name in self._down:
                self.stops.setdefault(name, []).append((self._down.pop(name), at))

    def of(self, pull: int) -> _Said:
        """Return what was said of a pull."""
        return self._said[pull]


def take_statements(world: Any, grid: Any, state: Any, network: Network, said: Statements, now: int) -> list[int]:
    """Have every open pull stand in the world as people said, and let the world look, at tick `now`.

    Returns the slots of jobs whose work stands still without an end in sight.
    """
    call_off(world, grid, now)
    leave_next(world, grid, now)
    pool, halts = arena.arrays(state)["pull"], Halts(world, grid, network, said.stops, now)
    for slot in np.flatnonzero(pool["id"] > 0).tolist():
        _stand(world, grid, network, pool[slot], said.of(int(pool["id"][slot])), halts)
    halts.wait_out()
    closed = np.zeros(1, FACT)
    closed["kind"], closed["tick"] = Kind.PULSE_CLOSED, now
    observe_all(world, grid, closed, 0, 1)
    return halts.endless


def _stand(world: Any, grid: Any, network: Network, pull: Any, said: _Said, halts: Halts) -> None:
    id_, due, source = int(pull["id"]), int(pull["due"]), int(pull["source"])
    kind = int(network.source["kind"][source]) if source >= 0 else BUY
    opened = int(pull["reference"]) > 0
    begun = int(pull["state"]) == STARTED and not opened
    if kind >= BUY or opened:
        if said.dated_by:
            comes(world, id_, due)
        elif not opened and (begun or said.placed < NEVER):
            at = min(said.placed, _began(pull, said))
            comes(world, id_, max(due, standard_end(world, grid, source, int(pull["quantity"]), at)))
        return
    rest = int(pull["quantity"]) - said.finished
    if kind == MAKE and said.finished and rest <= 0:
        done(world, id_, said.last_finished)
    elif begun or said.finished:
        named = due if 0 < said.begun_by < said.dated_by else NEVER
        if said.finished and _routed(network.source[source]):
            halts.go_on(Begun(id_, said.last_finished, rest, 0, source, named))
        else:
            halts.go_on(Begun(id_, _began(pull, said), int(pull["quantity"]), 1, source, named))


def _began(pull: Any, said: _Said) -> int:
    """Return when a pull began: as somebody said, else when its material was taken, or pieces of it were finished."""
    if said.begun_by:
        return said.began
    return int(pull["started_at"]) if int(pull["state"]) == STARTED else said.first_finished


def _routed(source: Any) -> bool:
    """Return whether a source works on resources of ours; what comes of it step by step is finished piece by piece."""
    return int(source["supplier"]) < 0 and int(source["operation_stop"]) > int(source["operation_start"])

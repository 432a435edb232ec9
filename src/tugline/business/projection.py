"""When open lines will be at their customers: the plain world run ahead on a copy of today's state.

The same engine decides and the same finite resources work in the copy; nothing of it is ever written.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from tugline.business.core import TAPE_ROOM, Core
from tugline.business.outside import blank
from tugline.business.queues import Queues
from tugline.business.stops import Stops
from tugline.facts.kinds import FACT, Kind
from tugline.state import arena
from tugline.state.tape import clear, facts_of, new_tape
from tugline.world.arena import to_arrays
from tugline.world.drive import advance

DAYS_AHEAD = 730


class Ahead:
    """A copy of a business as it stands, in which the plain world runs on.

    Parameters
    ----------
    signals
        Facts from outside that the copy takes in, and the business does not: `FACT`, shape (n,), at their ticks.
    first
        Facts of the world that its copy is to begin with.
    """

    def __init__(self, core: Core, signals: np.ndarray | None = None, first: np.ndarray | None = None) -> None:
        self.state, self._world = core.fork(first)
        self._grid, self._network, self._is_plant = core.grid, core.network, core.world is None
        self._start = self._tick = core.now
        self._stops = Stops(self._world, self._grid, core.now, self._network if self._is_plant else None)
        taken_for_granted = granted(self.state, self._stops, core.now)
        given = taken_for_granted if signals is None else np.concatenate([taken_for_granted, signals])
        # The sort is stable: what is taken for granted is told before orders.
        self._signals = given[np.argsort(given["tick"], kind="stable")]
        # Nothing happened since the last pulse: whatever was to come by now has not, and can come from now on at best.
        arena.arrays(self.state)["head"]["tick"] = core.now
        self._cursor = 0
        self._per_day = max(1, 86_400 // core.network.tick_seconds)
        self._tape, self._said = new_tape(4096), new_tape(256)

    def stops(self) -> Stops:
        """Return what was down when the copy was made, for the pulls that the copy has now."""
        return self._stops.beside(self._world)

    def queues(self) -> Queues | None:
        """Return who waits behind others in the copy as it stands; None where a world begins whatever can begin."""
        return Queues(self._world, self._network) if self._is_plant else None

    def on_their_way(self) -> set[int]:
        """Return the ids of lines of which something has left and is not at the customer yet."""
        lines = to_arrays(self._world)["line"]
        return set(lines["id"][(lines["id"] > 0) & (lines["undelivered"] > 0)].tolist())

    def run(self, days: int) -> Iterator[np.ndarray]:
        """Run on to so many days after the start, and give the facts, in parts that hold until the next one."""
        until = self._start + days * self._per_day
        while self._tick <= until:
            clear(self._tape)
            given = (self.state, self._grid, self._world, self._tape, self._said, self._signals)
            self._cursor, self._tick = advance(*given, self._cursor, until, TAPE_ROOM)
            yield facts_of(self._tape)

    def far(self) -> Iterator[np.ndarray]:
        """Run on, in steps that double, as far as anybody looks, and give the facts of each step.

        Most lines ship within days, and a world of reviews would go on for ever: whoever has seen enough stops here.
        """
        days = 1
        while days <= DAYS_AHEAD:
            parts = [part.copy() for part in self.run(days)]
            yield np.concatenate(parts) if parts else np.zeros(0, FACT)
            days *= 2


def granted(state: Any, stops: Stops, now: int) -> np.ndarray:
    """Return facts that are taken for granted ahead of now: resources that are down run again when they are expected.

    And everything reserved is ordered now: else it would not ship, and others would have its place.
    """
    lines = arena.arrays(state)["line"]
    reserved = lines["id"][(lines["id"] > 0) & (lines["reserved_until"] > 0)]
    rows = blank(len(reserved), Kind.PROMISE_ACCEPTED, np.full(len(reserved), now))
    rows["reference"] = np.sort(reserved)
    return np.concatenate([stops.ends(), rows])


class Expected(NamedTuple):
    """What the plain world would bring: ticks, by the ids of lines and pulls."""

    ships: dict[int, int]
    """Of the last shipment of every open line; a line that never ships is left out."""
    there: dict[int, int]
    """Of the last delivery of every open line; a line that is never at its customer in full is left out."""
    arrives: dict[int, int]
    """Of the last receipt of pulls, as far as the run ahead goes: until every line is at its customer."""
    stops: Stops
    """Resources that are down now."""
    queues: Queues | None
    """Who waits behind others now; None where a world begins whatever can begin."""


def run_ahead(core: Core, *, first: np.ndarray | None = None) -> Expected:
    """Return when every open line ships and is at its customer, and when what it waits for comes in.

    Parameters
    ----------
    first
        Facts of the world, `FACT`, that the copy is to begin with.
    """
    ahead = Ahead(core, first=first)
    waiting = _open_lines(ahead.state)
    expected = Expected({}, {}, {}, ahead.stops(), ahead.queues())
    if waiting:
        for facts in ahead.far():
            for kind, ticks in (
                (Kind.SHIPPED, expected.ships), (Kind.DELIVERED, expected.there), (Kind.RECEIVED, expected.arrives),
            ):  # fmt: skip
                rows = facts[facts["kind"] == int(kind)]
                ticks.update(zip(rows["reference"].tolist(), rows["tick"].tolist(), strict=True))
            waiting &= _open_lines(ahead.state) | ahead.on_their_way()
            if not waiting:
                break
    for id_ in waiting:
        expected.there.pop(id_, None)
    for id_ in _open_lines(ahead.state):
        expected.ships.pop(id_, None)
    return expected


def _open_lines(state: Any) -> set[int]:
    ids = arena.arrays(state)["line"]["id"]
    return set(ids[ids > 0].tolist())

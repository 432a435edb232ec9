"""Breakdowns of resources in a simulated world: facts from outside, the same under every policy."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from tugline.facts.kinds import FACT, Kind
from tugline.state.kernel import kernel
from tugline.world.chances import gamma_row
from tugline.world.luck import FAIL, REPAIR, factor, scaled, word

EXPONENTIAL = gamma_row(1.0)[np.newaxis]


class Failing(NamedTuple):
    """A resource that fails: its row, its name for luck, mean ticks from repair to failure and of a repair, >= 1."""

    resource: int
    who: int
    runs: int
    repair: int


@kernel
def _length(table: np.ndarray, mean: int, key: int, stream: int, who: int, which: int) -> int:
    return scaled(mean, factor(table, 0, word(key, stream, who, which)))


class Breakdowns:
    """The breakdowns of one run, drawn as its time goes by: each resource runs and is down by turns.

    Both times are exponential [1]_, of the clock's time and not of work done, so that no policy changes when a machine
    fails.

    Parameters
    ----------
    down
        Resources that are down at the start: their repair goes on as if it had just begun, as exponential times do.

    References
    ----------
    .. [1] Law, Simulation modeling and analysis, section 6.8.
    """

    def __init__(self, failing: Sequence[Failing], key: int, start: int, down: Collection[int] = ()) -> None:
        self._failing, self._key = failing, key
        self._turn = [int(one.resource in down) for one in failing]
        self._next = [start + self._drawn(one, turn) for one, turn in zip(failing, self._turn, strict=True)]

    def _drawn(self, one: Failing, turn: int) -> int:
        """Return how long the `turn`-th time of a resource is, in ticks: even ones of running, odd ones of repair."""
        stream, mean = (FAIL, one.runs) if turn % 2 == 0 else (REPAIR, one.repair)
        return int(_length(EXPONENTIAL, mean, self._key, stream, one.who, turn // 2))

    def until(self, tick: int) -> np.ndarray:
        """Return what fails and what runs again up to and including a tick, `FACT`, sorted by tick."""
        told: list[tuple[int, int, int]] = []
        for i, one in enumerate(self._failing):
            while self._next[i] <= tick:
                kind = int(Kind.RESOURCE_DOWN if self._turn[i] % 2 == 0 else Kind.RESOURCE_UP)
                told.append((self._next[i], one.resource, kind))
                self._turn[i] += 1
                self._next[i] += self._drawn(one, self._turn[i])
        told.sort()
        rows = np.zeros(len(told), FACT)
        for row, (at, resource, code) in zip(rows, told, strict=True):
            row["kind"], row["resource"], row["priority"] = code, resource + 1, 5
            row["tick"] = row["occurred_at"] = at
        return rows

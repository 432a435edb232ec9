"""How often resources failed and how long repairs took, read from the facts of a plant."""

from typing import NamedTuple

import numpy as np

from tugline.business.failing import MOST_DOWN
from tugline.facts.kinds import Kind
from tugline.network.network import Network
from tugline.studies.breakdowns import Failing
from tugline.world.chances import who

LEAST_STOPS = 3
"""Stops that were ended which it takes to say how often a resource fails."""


class Stopped(NamedTuple):
    """The stops of one resource: how many began and were ended, ticks in which it ran and in which it was down."""

    resource: int
    began: int
    ended: int
    ran: int
    down: int


class RecordedStops(NamedTuple):
    """Resources whose record says how they fail, those of which the tables do, and those with too few stops."""

    recorded: tuple[Stopped, ...]
    stated: tuple[Failing, ...]
    few: tuple[Stopped, ...]

    def drawn(self, network: Network, luck: np.random.Generator) -> tuple[Failing, ...]:
        """Return all that fail, with mean times that may be the true ones.

        Notes
        -----
        Times are exponential, as in every simulated world; their rates are drawn from their posteriors under Jeffreys'
        prior: of failures Gamma(n + 1/2) over the time that it ran, of repairs Gamma(n) over the time that it was down,
        with a repair that goes on counted by its time alone [1]_.

        References
        ----------
        .. [1] Gelman and others, Bayesian data analysis, sections 2.6 and 2.8.
        """
        found = list(self.stated)
        for one in self.recorded:
            runs = max(1, round(one.ran / luck.gamma(one.began + 0.5)))
            repair = max(1, round(one.down / luck.gamma(one.ended)))
            name = network.resource_names[one.resource]
            # What stands still nearly always would keep a world from ever being done.
            found.append(Failing(one.resource, who(name), runs, min(repair, MOST_DOWN * runs)))
        return tuple(found)


def recorded_stops(facts: np.ndarray, stated: tuple[Failing, ...], now: int) -> RecordedStops:
    """Return how resources failed by facts in journal order; stated are those that fail by the tables."""
    rows = facts[np.isin(facts["kind"], [int(Kind.RESOURCE_DOWN), int(Kind.RESOURCE_UP)]) & (facts["resource"] > 0)]
    of: dict[int, list[tuple[int, bool]]] = {}
    for kind, resource, at in rows[["kind", "resource", "occurred_at"]].tolist():
        of.setdefault(resource - 1, []).append((at, kind == Kind.RESOURCE_DOWN))
    start = int(facts["tick"][0]) if len(facts) else now
    recorded, few = list[Stopped](), list[Stopped]()
    for resource, words in sorted(of.items()):
        one = _stopped(resource, sorted(words), start, now)
        (recorded if one.ended >= LEAST_STOPS else few).append(one)
    known = {one.resource for one in recorded}
    return RecordedStops(tuple(recorded), tuple(one for one in stated if one.resource not in known), tuple(few))


def _stopped(resource: int, words: list[tuple[int, bool]], start: int, now: int) -> Stopped:
    began = ended = down = 0
    since = -1
    for at, stops in words:
        if stops and since < 0:
            began, since = began + 1, at
        elif not stops and since >= 0:
            ended, down, since = ended + 1, down + at - since, -1
    if since >= 0:
        down += now - since
    return Stopped(resource, began, ended, max(1, now - start - down), max(1, down))

"""How long sources and resources took beside what the tables say, read from the facts of a plant."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from tugline.facts.kinds import Kind
from tugline.network.layout import BUY, MAKE
from tugline.network.network import Network
from tugline.promise.hours import open_between, open_until
from tugline.state.arena import grid_arrays
from tugline.state.duration import started_for, work_ticks
from tugline.studies.observed import Pulls, Tables, Times, pulls_of, times_of
from tugline.studies.predictive import Sample
from tugline.world.arena import new_world
from tugline.world.stated import standard_end

SOONEST = 0.5
"""Ticks that something took that was there within its tick: a factor has to be above 0."""


class Recorded(NamedTuple):
    """Factors of lead times by row of the source, and of work by row of the resource."""

    leads: dict[int, Sample]
    works: dict[int, Sample]


def recorded_times(network: Network, grid: Any, facts: np.ndarray, now: int) -> Recorded:
    """Return the factors of all that took its time, with those that what is under way at `now` is past already.

    Parameters
    ----------
    facts
        All facts of a plant in journal order, in the rows of `network`.

    Notes
    -----
    What a source is asked for on one day comes together or is late together, so it counts once. Sources that were taken
    out are left away.
    """
    pulls = pulls_of(facts)
    pulls = pulls._replace(source=np.where(pulls.source < len(network.source), pulls.source, -1))
    tables = Tables(grid, network.source, network.operation)
    times = times_of(pulls, facts, tables)
    return Recorded(_leads(network, grid, pulls, times, now), _works(network, grid, facts, pulls, times, now))


def _leads(network: Network, grid: Any, pulls: Pulls, times: Times, now: int) -> dict[int, Sample]:
    per_day = max(1, 86_400 // network.tick_seconds)
    bought = (network.source["kind"][times.source] >= BUY) & ~times.made
    known = _once_a_day(
        times.source[bought], times.began[bought], _factors(times.took, times.standard)[bought], per_day
    )
    inside = np.flatnonzero((pulls.source >= 0) & ~pulls.done & (pulls.asked <= now))
    inside = inside[network.source["kind"][pulls.source[inside]] >= BUY] if len(network.source) else inside[:0]
    world = new_world(grid)
    standard = np.array(
        [
            int(standard_end(world, grid, source, many, at)) - at
            for source, many, at in zip(
                *(each[inside].tolist() for each in (pulls.source, pulls.quantity, pulls.asked)), strict=True
            )
        ],
        np.int64,
    )
    ahead = _once_a_day(
        pulls.source[inside], pulls.asked[inside], _factors(now - pulls.asked[inside], standard), per_day
    )
    return _samples(known, ahead)


def _works(network: Network, grid: Any, facts: np.ndarray, pulls: Pulls, times: Times, now: int) -> dict[int, Sample]:
    """Return factors of open hours worked, by the calendar of the resource."""
    hours = grid_arrays(grid)
    operation, source = network.operation, network.source
    first = source["operation_start"][times.source]
    routed = (
        (source["kind"] == MAKE) & (source["supplier"] < 0) & (source["operation_stop"] > source["operation_start"])
    )
    # Where no steps are told, all from the first start to the last end is the work of the only step.
    whole = times.made & (times.resource < 0) & ~times.waits & routed[times.source]
    resource = times.resource.copy()
    resource[whole] = operation["resource"][first[whole]]
    known: dict[int, list[float]] = {}
    for row in np.unique(resource[resource >= 0]).tolist():
        own, calendar = resource == row, int(network.resource["calendar"][row])
        began = times.began[own]
        spans = [
            open_until(hours, calendar, began + each[own]) - open_until(hours, calendar, began)
            for each in (times.took, times.standard)
        ]
        known[row] = _factors(spans[0], np.maximum(1, spans[1])).tolist()
    return _samples(known, _begun(network, hours, facts, pulls, now))


class Begun(NamedTuple):
    """Work that has begun and is not finished: by pull its step, resource, when it began and its open ticks."""

    step: int
    resource: int
    began: int
    work: int


def begun_work(network: Network, facts: np.ndarray, now: int) -> dict[int, Begun]:
    """Return by pull the step that its facts say it is in at `now`; who names none is in its first one."""
    rows = facts[np.isin(facts["kind"], [int(Kind.STARTED), int(Kind.FINISHED), int(Kind.PULL_CLOSED)])]
    found: dict[int, Begun] = {}
    columns = ["kind", "reference", "code", "resource", "quantity", "occurred_at", "source"]
    for kind, pull, step, resource, quantity, at, source in rows[columns].tolist():
        if kind != Kind.STARTED:
            found.pop(pull, None)
            continue
        if pull in found or not 0 < source <= len(network.source) or at > now:
            continue
        first = _first_row(network, source - 1, step, resource - 1)
        if first >= 0:
            row = network.operation[first]
            work = int(work_ticks(row, int(started_for(network.source[source - 1], quantity))))
            found[pull] = Begun(int(row["step"]), int(row["resource"]), at, work)
    return found


def _first_row(network: Network, source: int, step: int, resource: int) -> int:
    """Return the row of a step of a source on a resource; of its first step where none is named; -1 = there is none."""
    record = network.source[source]
    start, stop = int(record["operation_start"]), int(record["operation_stop"])
    if record["kind"] != MAKE or record["supplier"] >= 0 or start == stop:
        return -1
    if step == 0:
        return start
    rows = network.operation[start:stop]
    same = np.flatnonzero((rows["step"] == step) & (rows["resource"] == resource))
    return start + int(same[0]) if len(same) else -1


def _begun(
    network: Network, hours: dict[str, np.ndarray], facts: np.ndarray, pulls: Pulls, now: int
) -> dict[int, list[float]]:
    ahead: defaultdict[int, list[float]] = defaultdict(list)
    open_ = set(pulls.id[~pulls.done].tolist())
    for pull, begun in begun_work(network, facts, now).items():
        if pull in open_:
            calendar = int(network.resource["calendar"][begun.resource])
            passed = open_between(hours, calendar, begun.began, now)
            ahead[begun.resource].append(max(SOONEST, passed) / begun.work)
    return dict(ahead)


def _factors(took: np.ndarray, standard: np.ndarray) -> np.ndarray:
    factors: np.ndarray = np.maximum(took, SOONEST) / np.maximum(standard, 1)
    return factors


def _once_a_day(source: np.ndarray, began: np.ndarray, factors: np.ndarray, per_day: int) -> dict[int, list[float]]:
    """Return the first factor of each source and day, by source."""
    found: defaultdict[int, list[float]] = defaultdict(list)
    _, first = np.unique(np.stack([source, began // per_day]), axis=1, return_index=True)
    for i in np.sort(first).tolist():
        found[int(source[i])].append(float(factors[i]))
    return found


def _samples(known: dict[int, list[float]], ahead: dict[int, list[float]]) -> dict[int, Sample]:
    keys: Iterable[int] = sorted({*known, *ahead})
    return {key: Sample(np.array(known.get(key, [])), np.array(ahead.get(key, []))) for key in keys}

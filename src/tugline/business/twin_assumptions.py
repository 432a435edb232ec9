"""What a simulation takes from the tables, held against the record: lead times and their spread, run times, losses."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from tugline.business.naming import Naming
from tugline.facts.kinds import Kind
from tugline.network.layout import BUY, MAKE
from tugline.network.network import Network
from tugline.studies.compare import LEVEL
from tugline.studies.observed import Facts, Pulls, Tables, Times, pulls_of, times_of
from tugline.studies.twin import (
    DAYS_TOLERANCE,
    LEAST,
    RELATIVE_TOLERANCE,
    SHARE_TOLERANCE,
    Finding,
    judge_many,
    judge_spread,
)

LEAD, SPREAD, RUN, LOST = "lead time", "lead time spread", "run time", "lost on the way"
LEAD_COLUMN, SPREAD_COLUMN = "lead_time in sources", "lead_time_spread in sources"
RUN_COLUMN, YIELD_COLUMN = "run_time in operations", "yield in operations"
NO_COLUMN = "no column of sources"
ALL = "all"
"""Whose figure is that of all suppliers, or of all that is made, together."""


class _Record(NamedTuple):
    """Times and pulls of a record; `of` names for each time whose it is, `day` when it began, `twin` what it takes."""

    pulls: Pulls
    times: Times
    of: np.ndarray
    day: np.ndarray
    twin: np.ndarray
    width: np.ndarray
    per_day: float


def assumption_findings(
    network: Network, grid: Any, facts: np.ndarray, twins: Sequence[Facts], width: np.ndarray
) -> list[Finding]:
    """Return how long sources took and what was lost, recorded and of the twin, by who supplies or where it is made.

    Parameters
    ----------
    facts
        All facts of the record.
    twins
        What the twin's facts told of pulls, one for each world.
    width
        Spread of the lead time of each source in the twin, as a share of it.
    """
    record = _read(network, grid, facts, twins, width)
    names = group_names(network)
    made = record.times.made
    groups = [(name, is_made) for is_made in (False, True) for name in sorted(set(record.of[made == is_made].tolist()))]
    level = 1 - (1 - LEVEL) / max(1, 3 * (len(groups) + 2))
    found: list[Finding] = []
    for name, is_made in groups:
        found += _of_group(network, record, name, (record.of == name) & (made == is_made), level)
    bought = network.source["kind"][record.times.source] >= BUY
    for own in (bought & ~made, made):
        if len(set(record.of[own].tolist())) > 1:
            found += _of_group(network, record, ALL, own, level)
    simulated = [pulls_of(each.all()) for each in twins]
    found += _lost(network.source, record.pulls, simulated, names, level)
    order = (LEAD, SPREAD, RUN, LOST)
    return sorted(found, key=lambda f: order.index(f.aspect))


def _read(network: Network, grid: Any, facts: np.ndarray, twins: Sequence[Facts], width: np.ndarray) -> _Record:
    tables, names = Tables(grid, network.source, network.operation), group_names(network)
    per_day = 86_400 / network.tick_seconds
    pulls = pulls_of(facts)
    times = times_of(pulls, facts, tables)
    twin = times.standard.astype(float)
    if times.waits.any():
        # Where nobody told steps, work waits between them, in the twin as on the floor.
        waited = [t.took[t.waits] - t.standard[t.waits] for t in (_whole(each.all(), tables) for each in twins)]
        every = np.concatenate([np.zeros(0), *waited])
        twin[times.waits] += float(every.mean()) if len(every) else 0.0
    of = np.where(times.resource >= 0, _resources(network)[times.resource], names[times.source])
    return _Record(pulls, times, of, times.began // int(max(1, per_day)), twin, width[times.source], per_day)


def _whole(facts: np.ndarray, tables: Tables) -> Times:
    """Return times from the first start to the last end, as if no step had been told."""
    return times_of(pulls_of(facts), facts[:0], tables)


def _resources(network: Network) -> np.ndarray:
    return np.array([*network.resource_names, ""], dtype=object)


def group_names(network: Network) -> np.ndarray:
    """Return for each source by what name its times are told: of its supplier, of its place, of its first resource."""
    naming = Naming(network)
    names = []
    for record in network.source:
        supplier, kind = int(record["supplier"]), int(record["kind"])
        if kind == MAKE and supplier < 0:
            first = int(record["operation_start"])
            routed = first < int(record["operation_stop"])
            names.append(network.resource_names[int(network.operation["resource"][first])] if routed else "in house")
        elif kind >= BUY or kind == MAKE:
            names.append(naming.party(supplier) or "unnamed supplier")
        else:
            origin = int(record["from_point"])
            names.append(f"from {naming.location(origin)}" if origin >= 0 else "moves")
    return np.array([*names, ""], dtype=object)


def _of_group(network: Network, record: _Record, name: str, own: np.ndarray, level: float) -> Iterator[Finding]:
    times, per_day = record.times, record.per_day
    made = bool(times.made[own][0])
    took, twin, day = times.took[own] / per_day, record.twin[own] / per_day, record.day[own]
    days, expected, n = float(took.mean()), float(twin.mean()), int(own.sum())
    in_dates = not made and bool((took % 1 == 0).all())
    tolerance = max(RELATIVE_TOLERANCE * days, DAYS_TOLERANCE if in_dates else 0.0)
    verdict = judge_many(took - twin, day, tolerance, level)
    note = _furthest(network, times.source[own], took, twin)
    column = RUN_COLUMN if made else LEAD_COLUMN
    if made and (times.resource[own] < 0).all() and not times.waits[own].any() and name == "in house":
        column = LEAD_COLUMN
    yield Finding(RUN if made else LEAD, name, days, expected, "days", n, verdict, column, note)
    if made or n < 2 or name == ALL:
        return
    # One for each day and source: what was asked for together comes together.
    _, first = np.unique(np.stack([times.source[own], day]), axis=1, return_index=True)
    if len(first) >= LEAST:
        usual = float(record.width[own].mean())
        spread, said = judge_spread((took / twin)[first], usual, level)
        yield Finding(SPREAD, name, spread, usual, "share", len(first), said, SPREAD_COLUMN)


def _furthest(network: Network, source: np.ndarray, took: np.ndarray, twin: np.ndarray) -> str:
    """Return which of several items is furthest off, empty where there is only one."""
    several, place = np.unique(source, return_inverse=True)
    if len(several) < 2:
        return ""
    many = np.bincount(place.reshape(-1))
    recorded, expected = (np.bincount(place.reshape(-1), weights=each) / many for each in (took, twin))
    worst = int(np.argmax(np.abs(recorded - expected)))
    item = Naming(network).item(int(network.source["point"][int(several[worst])]))
    return f"furthest {item}: {recorded[worst]:.1f} against {expected[worst]:.1f} days"


def _lost(
    source: np.ndarray, pulls: Pulls, twins: Sequence[Pulls], names: np.ndarray, level: float
) -> Iterator[Finding]:
    """Yield the share of the pieces that were lost, beyond the yield of the tables, recorded and of the twin.

    A twin loses by the `yield_spread` of its sources: what is made comes to no more than was started, and so to less on
    average.
    """
    if not pulls.lost.any():
        return
    of = _done_of(pulls, names)
    for name in sorted(set(of[of != ""].tolist())):
        own = of == name
        lost, came = pulls.lost[own], (pulls.lost + pulls.good)[own]
        if not came.sum():
            continue
        expected = _share_lost(twins, name, names)
        # A ratio of sums: its error is that of the mean residual by pull.
        residual = (lost - expected * came) / came.mean()
        verdict = judge_many(residual, np.arange(len(lost)), SHARE_TOLERANCE / 4, level)
        made = bool((source["kind"][pulls.source[own]] == MAKE).all())
        note = (
            "beyond the yield that is stated" if made else "no table states what is lost of what comes from elsewhere"
        )
        share = float(lost.sum() / came.sum())
        yield Finding(
            LOST, name, share, expected, "share", int(own.sum()), verdict, YIELD_COLUMN if made else NO_COLUMN, note
        )


def _done_of(pulls: Pulls, names: np.ndarray) -> np.ndarray:
    """Return for each pull by what name it is told, "" for those that are not done or whose source is gone."""
    inside = (pulls.source >= 0) & (pulls.source < len(names) - 1) & pulls.done
    of: np.ndarray = np.where(inside, names[np.where(inside, pulls.source, -1)], "")
    return of


def _share_lost(twins: Sequence[Pulls], name: str, names: np.ndarray) -> float:
    """Return the share of the pieces of one name that all worlds of a twin lost together, 0 where none was begun."""
    lost = came = 0
    for pulls in twins:
        own = _done_of(pulls, names) == name
        lost += int(pulls.lost[own].sum())
        came += int((pulls.lost + pulls.good)[own].sum())
    return lost / came if came else 0.0


def unrecorded_assumptions(facts: np.ndarray) -> list[str]:
    """Return what a plant's record does not tell of what the simulation takes from the tables."""
    kinds = set(np.unique(facts["kind"]).tolist())
    of = (
        ("lead times: no `received`", Kind.RECEIVED),
        ("when work and ways began, and so how long they took: no `started`", Kind.STARTED),
        ("losses on the floor: no `scrapped` that names a pull", Kind.SCRAPPED),
        ("stock as it was counted: no `counted`", Kind.COUNTED),
    )
    missing = [text for text, kind in of if int(kind) not in kinds]
    if int(Kind.PULL_PLACED) not in kinds and int(Kind.RECEIVED) in kinds:
        missing.append("when orders went out to suppliers: no `placed`, so lead times count from the pull")
    return missing

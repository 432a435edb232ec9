"""What a simulation takes from the tables, held against the record: lead times and their spread, run times, losses."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from tugline.business.naming import Naming
from tugline.facts.kinds import Kind
from tugline.network.layout import BUY, MAKE
from tugline.network.network import Network
from tugline.studies.compare import LEVEL
from tugline.studies.observed import Facts, Pulls, Times, pulls_of, times_of
from tugline.studies.twin import (
    DAYS_TOLERANCE,
    RELATIVE_TOLERANCE,
    SHARE_TOLERANCE,
    Finding,
    judge_many,
    judge_spread,
)

LEAD, SPREAD, RUN, LOST = "lead time", "lead time spread", "run time", "lost on the way"
LEAD_COLUMN, SPREAD_COLUMN = "lead_time in sources", "lead_time_spread in sources"
RUN_COLUMN, YIELD_COLUMN = "run_time in operations", "yield in operations"


class _Told(NamedTuple):
    """Pulls of one history, and how long they took."""

    pulls: Pulls
    times: Times


def assumption_findings(network: Network, grid: Any, facts: np.ndarray, twins: Sequence[Facts]) -> list[Finding]:
    """Return how long sources took and what was lost, recorded and of the twin, by who supplies or where it is made.

    Parameters
    ----------
    facts
        All facts of the record.
    twins
        What the twin's facts told of pulls, one for each world.
    """
    names = group_names(network)
    recorded = _told(pulls_of(facts), network, grid)
    twin = [_told(each.pulls(), network, grid) for each in twins]
    tests = _groups(recorded, names)
    # All intervals hold together, as everywhere in a study.
    level = 1 - (1 - LEVEL) / max(1, 3 * len(tests))
    found: list[Finding] = []
    for name in tests:
        found += _of_group(network, name, names, recorded, twin, level)
    order = (LEAD, SPREAD, RUN, LOST)
    return sorted(found, key=lambda f: order.index(f.aspect))


def _told(pulls: Pulls, network: Network, grid: Any) -> _Told:
    return _Told(pulls, times_of(pulls, grid, network.source))


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


def _groups(recorded: _Told, names: np.ndarray) -> list[str]:
    inside = recorded.pulls.source[(recorded.pulls.source >= 0) & (recorded.pulls.source < len(names) - 1)]
    return sorted(set(names[inside].tolist()))


def _of_group(
    network: Network, name: str, names: np.ndarray, recorded: _Told, twin: Sequence[_Told], level: float
) -> Iterator[Finding]:  # fmt: skip
    per_day = 86_400 / network.tick_seconds
    times = recorded.times
    for made in (False, True):
        own = (names[times.source] == name) & (times.made == made)
        if not own.any():
            continue
        ratios = [t.times.ratio[(names[t.times.source] == name) & (t.times.made == made)] for t in twin]
        usual = np.concatenate([*ratios, np.zeros(0)])
        expected = times.standard[own] * (float(usual.mean()) if len(usual) else 1.0)
        took = times.took[own]
        days = float(took.mean()) / per_day
        in_dates = bool((times.took[own] % int(per_day) == 0).all()) and not made
        tolerance = max(RELATIVE_TOLERANCE * days, DAYS_TOLERANCE if in_dates else 0.0)
        verdict = judge_many((took - expected) / per_day, tolerance, level)
        note = _furthest(network, times.source[own], took, expected, per_day)
        column = RUN_COLUMN if made else LEAD_COLUMN
        twin_days = float(expected.mean()) / per_day
        yield Finding(RUN if made else LEAD, name, days, twin_days, "days", int(own.sum()), verdict, column, note)
        if not made and int(own.sum()) > 1:
            of_twin = float(np.std(usual, ddof=1) / usual.mean()) if len(usual) > 1 else 0.0
            spread, said = judge_spread(times.ratio[own], of_twin, level)
            yield Finding(SPREAD, name, spread, of_twin, "share", int(own.sum()), said, SPREAD_COLUMN)
    yield from _lost(name, names, recorded, twin, level)


def _furthest(network: Network, source: np.ndarray, took: np.ndarray, expected: np.ndarray, per_day: float) -> str:
    """Return which of several items is furthest off, empty where there is only one."""
    several = np.unique(source)
    if len(several) < 2:
        return ""
    off = [abs(float((took - expected)[source == s].mean())) for s in several]
    worst = int(several[int(np.argmax(off))])
    own = source == worst
    naming = Naming(network)
    item = naming.item(int(network.source["point"][worst]))
    return f"furthest {item}: {took[own].mean() / per_day:.1f} against {expected[own].mean() / per_day:.1f} days"


def _lost(name: str, names: np.ndarray, recorded: _Told, twin: Sequence[_Told], level: float) -> Iterator[Finding]:
    """Yield the share of the pieces that were lost, beyond what the yield of the tables reckons with."""
    own = _of(recorded.pulls, names, name)
    if not recorded.pulls.lost.any() or not own.any():
        return
    lost, came = recorded.pulls.lost[own], (recorded.pulls.lost + recorded.pulls.good)[own]
    if not came.sum():
        return
    of_twin = [_of(t.pulls, names, name) for t in twin]
    gone = sum(int(t.pulls.lost[rows].sum()) for t, rows in zip(twin, of_twin, strict=True))
    every = sum(int((t.pulls.lost + t.pulls.good)[rows].sum()) for t, rows in zip(twin, of_twin, strict=True))
    usual, share = gone / max(1, every), float(lost.sum() / came.sum())
    # A ratio of sums: its error is that of the mean residual by pull.
    residual = (lost - usual * came) / came.mean()
    verdict = judge_many(residual, SHARE_TOLERANCE / 4, level)
    note = "beyond the yield that is stated"
    yield Finding(LOST, name, share, usual, "share", int(own.sum()), verdict, YIELD_COLUMN, note)


def _of(pulls: Pulls, names: np.ndarray, name: str) -> np.ndarray:
    inside = (pulls.source >= 0) & (pulls.source < len(names) - 1)
    own: np.ndarray = inside & pulls.done & (names[np.where(inside, pulls.source, -1)] == name)
    return own


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

"""What became of pulls, read from facts: when their sources had them, began and ended, what came and was lost."""

from typing import Any, NamedTuple

import numpy as np

from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.network.layout import BUY, MAKE
from tugline.studies.watch import places
from tugline.world.arena import new_world
from tugline.world.calendar import work_end_together
from tugline.world.stated import standard_end

_OPENED = (Kind.PULL_RELEASED, Kind.PULL_PROPOSED, Kind.PULL_ADDED)
KINDS = np.array([
    int(kind)
    for kind in (
        *_OPENED, Kind.PULL_STARTED, Kind.PULL_PLACED, Kind.PULL_CONFIRMED, Kind.PULL_EDITED, Kind.PULL_WITHDRAWN,
        Kind.PULL_CLOSED, Kind.STARTED, Kind.FINISHED, Kind.SCRAPPED, Kind.RECEIVED,
    )
])  # fmt: skip
"""Kinds that tell of the life of a pull; all others may be left away."""


class Pulls(NamedTuple):
    """Columns of pulls in the order of their ids; ticks are those at which it really happened, NEVER = nobody said.

    `asked`: when the source was asked: as placed, else as released. `received` is the last receipt, `good` what came
    in all and `lost` what was scrapped on the way, in integer units; `done` = nothing more is to come.
    """

    id: np.ndarray
    source: np.ndarray
    quantity: np.ndarray
    asked: np.ndarray
    began: np.ndarray
    finished: np.ndarray
    received: np.ndarray
    good: np.ndarray
    lost: np.ndarray
    done: np.ndarray


def pulls_of(facts: np.ndarray) -> Pulls:
    """Return what became of every pull that was opened in some facts, which are in journal order."""
    kind = facts["kind"]
    opened = facts[np.isin(kind, [int(k) for k in _OPENED])]
    ids, n = opened["seq"], len(opened)

    def of(wanted: Kind) -> tuple[np.ndarray, np.ndarray]:
        rows = facts[kind == wanted]
        place, own = places(ids, rows["reference"])
        return rows[own], place[own]

    def first(wanted: Kind) -> np.ndarray:
        (rows, place), at = of(wanted), np.full(n, NEVER, np.int64)
        np.minimum.at(at, place, rows["occurred_at"])
        return at

    def last(wanted: Kind) -> np.ndarray:
        (rows, place), at = of(wanted), np.full(n, -NEVER, np.int64)
        np.maximum.at(at, place, rows["occurred_at"])
        return np.where(at == -NEVER, NEVER, at)

    def total(wanted: Kind) -> np.ndarray:
        (rows, place), sums = of(wanted), np.zeros(n, np.int64)
        np.add.at(sums, place, rows["quantity"])
        return sums

    released = np.where(opened["kind"] == Kind.PULL_PROPOSED, first(Kind.PULL_STARTED), opened["tick"])
    placed = first(Kind.PULL_PLACED)
    quantity = opened["quantity"].copy()
    for change in (Kind.PULL_CONFIRMED, Kind.PULL_EDITED):
        rows, place = of(change)
        said = rows["quantity"] > 0
        quantity[place[said]] = rows["quantity"][said]
    quantity -= total(Kind.PULL_WITHDRAWN)
    good, lost, closed = total(Kind.RECEIVED), total(Kind.SCRAPPED), first(Kind.PULL_CLOSED) < NEVER
    return Pulls(
        id=ids,
        source=opened["source"] - 1,
        quantity=quantity,
        asked=np.where(placed < NEVER, placed, released),
        began=first(Kind.STARTED),
        finished=last(Kind.FINISHED),
        received=last(Kind.RECEIVED),
        good=good,
        lost=lost,
        done=closed | ((good + lost > 0) & (good + lost >= quantity)),
    )


class Times(NamedTuple):
    """How long sources took, in ticks, and how long they take by the tables for the same quantity on the same day.

    Shape (n,). `made` = work: of one step, on `resource`, where steps were told, else from the first start to the last
    end (resource -1); otherwise from asking to the last receipt, of a move from its departure. `began` is the tick at
    which it began, `waits` = between steps that were not told others may have come first.
    """

    source: np.ndarray
    resource: np.ndarray
    began: np.ndarray
    took: np.ndarray
    standard: np.ndarray
    made: np.ndarray
    waits: np.ndarray


class Tables(NamedTuple):
    """What the tables say of sources, as kernels and as people of this module take it."""

    grid: Any
    source: np.ndarray
    operation: np.ndarray


def times_of(pulls: Pulls, steps: np.ndarray, tables: Tables) -> Times:
    """Return the times of all pulls that are done and of which it was said when they began and ended.

    Parameters
    ----------
    steps
        Facts of starts and ends; those that name a step give the time of that step.
    """
    source = tables.source
    inside = (pulls.source >= 0) & (pulls.source < len(source))
    kind = np.where(inside, source["kind"][np.where(inside, pulls.source, 0)], -1) if len(source) else pulls.source * 0
    made = kind == MAKE
    began = np.where(kind >= BUY, pulls.asked, pulls.began)
    ended = np.where(made & (pulls.finished < NEVER), pulls.finished, pulls.received)
    told = _steps(steps, pulls, tables)
    by_step = np.isin(pulls.id, told.pull)
    said = np.flatnonzero(inside & pulls.done & ~by_step & (began < NEVER) & (ended < NEVER) & (ended >= began))
    world = new_world(tables.grid)
    rows, first = pulls.source[said], np.maximum(0, began[said])
    many = np.where(pulls.good[said] > 0, pulls.good[said], pulls.quantity[said])
    standard = [
        standard_end(world, tables.grid, *each) - each[2]
        for each in zip(rows.tolist(), many.tolist(), first.tolist(), strict=True)
    ]
    routes = source["operation_stop"][rows] - source["operation_start"][rows]
    n = len(told.pull)
    return Times(
        source=np.concatenate([rows, told.source]),
        resource=np.concatenate([np.full(len(rows), -1), told.resource]),
        began=np.concatenate([began[said], told.began]),
        took=np.concatenate([(ended - began)[said], told.took]),
        standard=np.maximum(1, np.concatenate([np.array(standard, np.int64), told.standard])),
        made=np.concatenate([made[said], np.ones(n, np.bool_)]),
        waits=np.concatenate([made[said] & (routes > 1), np.zeros(n, np.bool_)]),
    )


class _Steps(NamedTuple):
    """Columns of steps that began and ended."""

    pull: np.ndarray
    source: np.ndarray
    resource: np.ndarray
    began: np.ndarray
    took: np.ndarray
    standard: np.ndarray


def _steps(facts: np.ndarray, pulls: Pulls, tables: Tables) -> _Steps:
    """Return the steps of which start and end were told, with what they take by the tables."""
    facts = facts[(facts["code"] > 0) & (facts["resource"] > 0)]
    ends: dict[tuple[int, int], int] = {}
    for row in facts[facts["kind"] == Kind.FINISHED][["reference", "code", "occurred_at"]].tolist():
        ends[row[:2]] = row[2]
    world, place = new_world(tables.grid), dict(zip(pulls.id.tolist(), range(len(pulls.id)), strict=True))
    columns = ["reference", "code", "resource", "quantity", "occurred_at"]
    found: dict[tuple[int, int], tuple[int, ...]] = {}
    for pull, step, resource, quantity, began in facts[facts["kind"] == Kind.STARTED][columns].tolist():
        at, end = place.get(pull), ends.get((pull, step))
        if at is None or end is None or end < began or not pulls.done[at] or (pull, step) in found:
            continue
        source = int(pulls.source[at])
        standard = _step_ticks(world, tables, source, step, resource - 1, quantity, began)
        if standard:
            found[pull, step] = (pull, source, resource - 1, began, end - began, standard)
    return _Steps(*np.array(list(found.values()), np.int64).reshape(-1, 6).T)


def _step_ticks(world: Any, tables: Tables, source: int, step: int, resource: int, good: int, began: int) -> int:
    """Return how long a step takes by the tables, begun at a tick, in elapsed ticks; 0 = they have no such step."""
    if not 0 <= source < len(tables.source):
        return 0
    record, operation = tables.source[source], tables.operation
    started = -(-good * int(record["yield_denominator"]) // int(record["yield_numerator"]))
    stop = int(record["operation_stop"])
    for row in range(int(record["operation_start"]), stop):
        if int(operation["step"][row]) != step or int(operation["resource"][row]) != resource:
            continue
        last = row
        while last < stop and (operation[last][["step", "alternative"]] == operation[row][["step", "alternative"]]):
            last += 1
        work = max(
            -(-started * int(o["run_numerator"]) // int(o["run_denominator"])) + int(o["setup_ticks"])
            for o in operation[row:last]
        )
        return int(work_end_together(world, tables.grid, row, last, max(0, began), max(1, work))) - max(0, began)
    return 0


class Facts:
    """Keeps of the facts that go by those that tell of pulls, or all of them."""

    def __init__(self, *, every: bool = False) -> None:
        self._every = every
        self._parts: list[np.ndarray] = [np.zeros(0, FACT)]

    def __call__(self, facts: np.ndarray) -> None:
        """Take in facts in journal order; they are copied."""
        self._parts.append(facts.copy() if self._every else facts[np.isin(facts["kind"], KINDS)])

    def all(self) -> np.ndarray:
        """Return the facts that are kept."""
        return np.concatenate(self._parts)

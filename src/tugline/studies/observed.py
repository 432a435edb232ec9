"""What became of pulls, read from facts: when their sources had them, began, finished and delivered, what was lost."""

from typing import Any, NamedTuple

import numpy as np

from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.network.layout import BUY, MAKE
from tugline.studies.watch import places
from tugline.world.arena import new_world
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
    """How long sources took for pulls, in ticks, and how long they take by their tables; shape (n,), `standard` >= 1.

    `made` = from the start of work to its end; else from asking to the last receipt, of a move from its departure.
    """

    source: np.ndarray
    took: np.ndarray
    standard: np.ndarray
    made: np.ndarray

    @property
    def ratio(self) -> np.ndarray:
        """How many times the standard it took."""
        ratio: np.ndarray = self.took / self.standard
        return ratio


def times_of(pulls: Pulls, grid: Any, source: np.ndarray) -> Times:
    """Return the times of all pulls that are done and of which it was said when they began and ended.

    Parameters
    ----------
    grid, source
        The network as kernels take it, and its sources; pulls of other sources are left out.
    """
    inside = (pulls.source >= 0) & (pulls.source < len(source))
    kind = np.where(inside, source["kind"][np.where(inside, pulls.source, 0)], -1) if len(source) else pulls.source * 0
    made = kind == MAKE
    began = np.where(kind >= BUY, pulls.asked, pulls.began)
    ended = np.where(made & (pulls.finished < NEVER), pulls.finished, pulls.received)
    said = np.flatnonzero(inside & pulls.done & (began < NEVER) & (ended < NEVER) & (ended >= began))
    world = new_world(grid)
    # What is there by the tables may have begun before the start; a tick before it has no calendar.
    standard = np.array(
        [
            standard_end(
                world, grid, int(pulls.source[i]), int(pulls.good[i] or pulls.quantity[i]), max(0, int(began[i]))
            )
            - max(0, int(began[i]))
            for i in said.tolist()
        ],
        np.int64,
    )
    return Times(pulls.source[said], (ended - began)[said], np.maximum(1, standard), made[said])


class Facts:
    """Keeps of the facts that go by those that tell of pulls."""

    def __init__(self) -> None:
        self._parts: list[np.ndarray] = [np.zeros(0, FACT)]

    def __call__(self, facts: np.ndarray) -> None:
        """Take in facts in journal order; they are copied."""
        self._parts.append(facts[np.isin(facts["kind"], KINDS)])

    def pulls(self) -> Pulls:
        """Return what became of the pulls."""
        return pulls_of(np.concatenate(self._parts))

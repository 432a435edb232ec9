"""Which supply is for which demand, from order lines to the last component and back: first come, first taken."""

from collections.abc import Iterator

import numpy as np

from tugline.business.plan_lots import STOCK, Lots
from tugline.business.plan_views import PlannedPeg

Part = tuple[int, int, str]
"""Tick, quantity and name of what comes in or goes out."""


def pegs_of(lots: Lots, arrays: dict[str, np.ndarray], on_hand: np.ndarray) -> tuple[PlannedPeg, ...]:
    """Return all pegs of a plan.

    What a lot was made or moved for gets it; what is taken out of stock gets what came in first of what is left.
    """
    pegs = list(_direct(lots))
    supply: dict[int, list[Part]] = {}
    for point in np.flatnonzero(on_hand).tolist():
        supply.setdefault(point, []).append((-1, int(on_hand[point]), STOCK))
    for i, row in enumerate(lots.receipts):
        supply.setdefault(int(row["point"]), []).append((int(row["tick"]), int(row["quantity"]), lots.receipt_name(i)))
    for job in np.flatnonzero((lots.jobs["quantity"] > lots.jobs["wanted"]) & _placed(lots)).tolist():
        left = int(lots.jobs["quantity"][job] - lots.jobs["wanted"][job])
        supply.setdefault(lots.point_of(job), []).append((int(lots.jobs["stop"][job]), left, lots.name(job)))
    uses = arrays["use"][: int(arrays["head"]["uses"][0])]
    taken: dict[int, list[Part]] = {}
    for row in uses.tolist():
        job, demand, point, tick, quantity, _ = row
        name = lots.name(job) if job >= 0 else lots.demand_name(demand)
        taken.setdefault(point, []).append((tick, quantity, name))
    for point, out in taken.items():
        pegs += _matched(lots, point, sorted(supply.get(point, [])), sorted(out, key=lambda part: part[0]))
    return tuple(pegs)


def _placed(lots: Lots) -> np.ndarray:
    """Return which jobs were placed by the plan: those whose first step had begun before stand there twice."""
    of = lots.demands[lots.jobs["demand"]]
    placed: np.ndarray = np.arange(len(lots.jobs)) >= of["job_start"]
    return placed


def _direct(lots: Lots) -> Iterator[PlannedPeg]:
    for job in np.flatnonzero(lots.jobs["wanted"] > 0).tolist():
        parent, point = int(lots.jobs["parent"][job]), lots.point_of(job)
        yield PlannedPeg(
            demand=lots.name(parent) if parent >= 0 else lots.demand_name(int(lots.jobs["demand"][job])),
            supply=lots.name(job),
            item=lots.naming.item(point),
            quantity=lots.naming.number(point, int(lots.jobs["wanted"][job])),
        )


def _matched(lots: Lots, point: int, supply: list[Part], out: list[Part]) -> Iterator[PlannedPeg]:
    item, at, left = lots.naming.item(point), 0, supply[0][1] if supply else 0
    for _, wanted, name in out:
        quantity = wanted
        while quantity > 0 and at < len(supply):
            part = min(quantity, left)
            if part > 0:
                yield PlannedPeg(demand=name, supply=supply[at][2], item=item, quantity=lots.naming.number(point, part))
            quantity, left = quantity - part, left - part
            if left == 0:
                at += 1
                left = supply[at][1] if at < len(supply) else 0

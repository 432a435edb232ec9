"""Stock as people counted it, held against the stock of the twin at those times."""

from collections.abc import Sequence

import numpy as np

from tugline.business.folding import stock_at_ticks
from tugline.network.network import Network
from tugline.state import arena
from tugline.studies.replicate import Base
from tugline.studies.twin import RELATIVE_TOLERANCE, Finding, judge_one

COUNTED = "stock where it was counted"


def counted_finding(
    network: Network, base: Base, counts: np.ndarray, worlds: Sequence[np.ndarray]
) -> tuple[Finding, ...]:
    """Return the stock of the twin at all counts together, as a share of what was counted; nothing if that is 0.

    Parameters
    ----------
    counts
        Facts of counts, by tick.
    worlds
        All facts of the twin, of each of its worlds, from the state of `base` on.
    """
    points, quantity = counts["point"] - 1, counts["quantity"].astype(float)
    cost = network.point["standard_cost"][points] / network.point["scale"][points]
    known = bool((cost > 0).all())
    worth = cost if known else 1 / network.point["scale"][points]
    total = float((quantity * worth).sum())
    if total <= 0:
        return ()
    there = [stock_at(base, facts, points, counts["tick"]) for facts in worlds]
    twin = [float((each * worth).sum()) / total for each in there]
    apart = float(np.mean([(np.abs(each - quantity) * worth).sum() for each in there])) / total
    verdict = judge_one(1.0, twin, RELATIVE_TOLERANCE)
    by = "at standard cost" if known else "in units, since not all costs are known"
    note = f"count by count {apart:.1%} apart, {by}"
    return (Finding(COUNTED, "", 1.0, float(np.mean(twin)), "share", len(counts), verdict, note=note),)


def stock_at(base: Base, facts: np.ndarray, points: np.ndarray, ticks: np.ndarray) -> np.ndarray:
    """Return what is on hand at stock points at the end of ticks (ascending), by facts from the state of `base` on."""
    there = stock_at_ticks(arena.copy_state(base.state), base.grid, facts, ticks.tolist())
    return np.array([stock["on_hand"][point] for point, stock in zip(points, there, strict=True)], np.int64)

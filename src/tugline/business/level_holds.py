"""What would wait if a levelled sequence were released, and what that does to dates: pulls held until their places."""

from typing import NamedTuple

import numpy as np

from tugline.business.level_views import LevelHold
from tugline.business.plan_desk import OpenWork
from tugline.business.plan_lots import Lots
from tugline.network.layout import NEVER
from tugline.promise import desk as desks
from tugline.promise.sequence import Hint, Prefer, plan


class Holds(NamedTuple):
    """The pulls, what cannot be held, and the share of dated lines in time without and with it."""

    holds: tuple[LevelHold, ...]
    not_held: tuple[str, ...]
    on_time_planned: float | None
    on_time_held: float | None


def holds_of(work: OpenWork, lots: Lots, begins: dict[int, int], now: int, prefer: Prefer, hint: Hint) -> Holds:
    """Return which pulls have to wait for their places, and plan once more as if they did, on the same desk.

    A pull whose place is now waits for nothing. One that is held already stays so: why is not known here.

    Parameters
    ----------
    begins
        Tick of the first place of each lot, by job.
    hint
        As for `plan`.
    """
    demands = desks.arrays(work.shop.desk)["demand"]
    holds: list[tuple[int, int, LevelHold]] = []
    others: list[str] = []
    for job, tick in begins.items():
        row, name = int(lots.jobs["demand"][job]), lots.name(job)
        is_pull = name.startswith("P")
        held = is_pull and int(work.state["pull"]["held_until"][lots.demands["pull"][row]]) > now
        if not is_pull or lots.begun(job) or held:
            others.append(name)
        elif tick > now:
            holds.append((tick, row, LevelHold(pull=name, until=lots.naming.when(tick) or "")))
    holds.sort()
    for tick, row, _ in holds:
        demands["begins"][row] = max(int(demands["begins"][row]), tick)
    before = _on_time(lots, lots.demands)
    after = before
    if holds:
        after = _on_time(lots, desks.arrays(plan(work.shop, prefer, hint))["demand"])
    return Holds(tuple(hold for _, _, hold in holds), tuple(others), before, after)


def _on_time(lots: Lots, demands: np.ndarray) -> float | None:
    """Return the share of the lines with a wanted date that are there by it, None = there is none."""
    dated = [row for row in np.flatnonzero(demands["line"] >= 0).tolist() if lots.wanted(row) < NEVER]
    if not dated:
        return None
    in_time = sum(int(demands["ready"][row]) <= lots.wanted(row) for row in dated)
    return in_time / len(dated)

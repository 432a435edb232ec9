"""How long a world takes until the stock that it began with says nothing any more."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from tugline.studies.customers import WEEK, Crowd
from tugline.studies.engines import Engine
from tugline.studies.replicate import Base, Policy
from tugline.studies.replications import Progress, replicate

BATCH = 5
"""Days whose mean is taken before they are looked at (the 5 of MSER-5)."""
PILOTS = 5
"""Worlds of a pilot; their stock is averaged day by day."""
PILOT_DAYS = (728, 1456)
"""Days of a pilot, and of a second one if stock has not settled in the first half of it: whole weeks."""
PILOT_SEED = 1 << 32
"""Number of the first world of a pilot: none of those that are measured."""


class Settled(NamedTuple):
    """Days of a series after which it has settled; `sure` = it has long before the end of the series."""

    days: int
    sure: bool


class WarmUp(NamedTuple):
    """What pilot runs say of the warm-up: whole weeks, the policy that takes longest, and whether stock settles."""

    days: int
    policy: str
    sure: bool
    pilot_days: int


def settled(series: np.ndarray, batch: int = BATCH) -> Settled:
    """Return how many days at the beginning of a series are to be left out, by MSER-5 [1]_, [2]_.

    Parameters
    ----------
    series
        One value a day, shape (n,).

    Notes
    -----
    Of m means of `batch` days each, the first d are left out for which (sum over the others of the squared deviation
    from their mean) / (m - d)^2 is least: the squared standard error of the mean of what remains, if it were
    independent. Only the first half may be left out; where the least lies at its end the series is too short to tell.

    References
    ----------
    .. [1] White, An effective truncation heuristic for bias reduction in simulation output, Simulation 69, 1997.
    .. [2] White, Cobb, Spratt, A comparison of five steady-state truncation heuristics for simulation, Proceedings of
       the 2000 Winter Simulation Conference.
    """
    m = len(series) // batch
    if m < 4:
        return Settled(0, sure=False)
    means = np.asarray(series[: m * batch], float).reshape(m, batch).mean(axis=1)
    # Deviations from the last mean: sums of squares of large values would lose what they differ in.
    means = means - means[-1]
    left = m - np.arange(m // 2 + 1)
    total = np.cumsum(means[::-1])[::-1][: m // 2 + 1]
    squares = np.cumsum(means[::-1] ** 2)[::-1][: m // 2 + 1]
    error = np.maximum(0, squares - total**2 / left) / left**2
    # The same to the last digits is the same.
    first = int(np.flatnonzero(error <= error.min() * (1 + 1e-9))[0])
    return Settled(first * batch, sure=first < m // 2)


def find_warm_up(
    base: Base, policies: Sequence[Policy], coming: Callable[[int], Crowd], *, seed: int, threads: int | None = None,
    on: Engine = "threads", progress: Progress | None = None,
) -> WarmUp:  # fmt: skip
    """Return the longest warm-up that the stock of any policy takes in pilot runs.

    Stock on the shelf and in work, at the end of every day, is averaged over `PILOTS` worlds [1]_ and then cut by
    MSER-5. The worlds are none of those that are measured, so that the cut is not fitted to what it cuts. `coming`
    returns who comes in so many days.

    References
    ----------
    .. [1] Welch, The statistical analysis of simulation results, in Lavenberg (ed.), The computer performance modeling
       handbook, 1983: mean over replications, day by day.
    """
    found = WarmUp(0, policies[-1].name, sure=False, pilot_days=0)
    for days in PILOT_DAYS:
        customers = coming(days)
        runs = replicate(
            base, policies, customers, seed=seed, first=PILOT_SEED, replications=PILOTS, warm_up=0, days=days,
            threads=threads, on=on, progress=progress,
        )  # fmt: skip
        cuts = {
            name: settled(np.mean([run.series["inventory"] + run.series["work_in_process"] for run in each], axis=0))
            for name, each in runs.items()
        }
        longest = max(cuts, key=lambda name: cuts[name].days)
        weeks = -(-cuts[longest].days // WEEK)
        found = WarmUp(weeks * WEEK, longest, all(cut.sure for cut in cuts.values()), days)
        if found.sure:
            break
    return found

"""Runs until a difference is known as precisely as wanted: as many worlds as it takes, and no more than allowed."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tugline.errors import UsageError
from tugline.studies.compare import LEVEL, estimate
from tugline.studies.customers import Crowd
from tugline.studies.engines import Engine, engine
from tugline.studies.replicate import Base, Outcome, Policy
from tugline.studies.replications import Progress, worlds
from tugline.studies.shared import Shared

LEAST = 10
"""Worlds that are run before precision is looked at: variances of fewer are too uncertain to stop by."""
ROUND = 5
"""Worlds that are added before it is looked at again."""
LARGEST_PRECISION = 0.5


class Precision(NamedTuple):
    """How precisely a figure was to be known, and is: half-widths as shares of the baseline's mean of it.

    `got` is the largest over all policies, infinite where nothing is known of it.
    """

    figure: str
    wanted: float
    got: float
    reached: bool
    replications: int


def half_width(values: Sequence[Sequence[float]], level: float = LEVEL) -> float:
    """Return how precisely policies are compared: the widest half interval over the size of the last one's mean.

    Parameters
    ----------
    values
        By policy, the baseline last, one value for each replication. Differences to the baseline are taken in pairs,
        with intervals that hold together (Bonferroni); a baseline alone is looked at by itself.
    """
    base = np.asarray(values[-1], float)
    apart = [np.asarray(each, float) - base for each in values[:-1]] or [base]
    each = 1 - (1 - level) / len(apart)
    widest = max(found.high - found.mean for found in (estimate(a.tolist(), each) for a in apart))
    size = abs(float(base.mean()))
    return widest / size if size > 0 else (0.0 if widest == 0 else float("inf"))


def close_enough(values: Sequence[Sequence[float]], wanted: float, level: float = LEVEL) -> bool:
    """Return whether policies are compared as precisely as wanted.

    Notes
    -----
    Half-widths are held to wanted / (1 + wanted) of the mean that is seen, so that they are `wanted` of the true one:
    the sequential procedure of [1]_, whose coverage tends to `level` as `wanted` goes to 0 [2]_. With `LEAST` worlds at
    the beginning and normal figures it is within two points of it.

    References
    ----------
    .. [1] Law, Simulation modeling and analysis, section 9.4.1, after Law and Kelton.
    .. [2] Chow, Robbins, On the asymptotic theory of fixed-width sequential confidence intervals for the mean, Annals
       of Mathematical Statistics 36, 1965.
    """
    return half_width(values, level) <= wanted / (1 + wanted)


def replicate_until(
    base: Base, policies: Sequence[Policy], customers: Crowd, *, figure: str, wanted: float, seed: int, most: int,
    warm_up: int, days: int, threads: int | None = None, on: Engine = "threads",
    progress: Progress | None = None,
) -> tuple[dict[str, list[Outcome]], Precision]:  # fmt: skip
    """Return what came of every policy in as many worlds as the precision takes, at most `most`.

    It is looked at after `LEAST` worlds and after every `ROUND` more, whatever the number of threads: how many worlds
    are run, too, is the same on any machine.
    """
    found: dict[str, list[Outcome]] = {policy.name: [] for policy in policies}
    n = 0
    with engine(on, Shared(base, tuple(policies), customers, warm_up, days), threads) as run_all:
        while True:
            more = min(LEAST if n == 0 else ROUND, most - n)
            if progress is not None:
                progress(n * len(policies), most * len(policies))
            shifted = _shifted(progress, n * len(policies), most * len(policies))
            for name, runs in worlds(run_all, policies, seed, range(n, n + more), shifted).items():
                found[name] += runs
            n += more
            values = [_values(runs, figure) for runs in found.values()]
            reached = n >= min(LEAST, most) and close_enough(values, wanted)
            if reached or n == most:
                return found, Precision(figure, wanted, half_width(values), reached, n)


def _values(runs: list[Outcome], figure: str) -> list[float]:
    """Return a figure of all runs.

    Raises
    ------
    UsageError
        A run does not know it.
    """
    values = [run.values[figure] for run in runs]
    if any(value is None for value in values):
        why = next(run.missing[figure] for run in runs if run.values[figure] is None)
        raise UsageError(f"a study cannot decide by {figure}: {why}", hint="Name another with --figure.")
    return [float(value) for value in values if value is not None]


def _shifted(progress: Progress | None, before: int, total: int) -> Progress | None:
    if progress is None:
        return None
    return lambda done, _: progress(before + done, total)

"""What a study says of its figures: means with intervals, and differences of runs with the same customers and luck."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over replications and the interval that holds the true mean with probability `LEVEL`."""

    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Difference:
    """By how much policy `a` has more of a figure than `b`, run by run; `shown` = the interval does not hold 0."""

    metric: str
    a: str
    b: str
    mean: float
    low: float
    high: float
    n: int

    @property
    def shown(self) -> bool:
        """Whether the study shows a difference at all."""
        return without_zero(self.low, self.high)


def without_zero(low: float, high: float) -> bool:
    """Return whether an interval does not hold 0, so that a study shows a difference."""
    return low > 0 or high < 0


def estimate(values: Sequence[float], level: float = LEVEL) -> Estimate:
    """Return the mean with Student's interval [1]_; one value alone has no interval: it is (-inf, inf).

    References
    ----------
    .. [1] Law, Simulation modeling and analysis, ch. 4 and 10.
    """
    n, mean = len(values), float(np.mean(values))
    if n < 2:
        return Estimate(mean, -math.inf, math.inf, n)
    half = float(stdtrit(n - 1, 0.5 + level / 2)) * float(np.std(values, ddof=1)) / math.sqrt(n)
    return Estimate(mean, mean - half, mean + half, n)


def difference(metric: str, a: str, b: str, of_a: Sequence[float], of_b: Sequence[float], level: float) -> Difference:
    """Return the paired difference of a figure: replication r of both had the same customers and the same luck."""
    paired = estimate([x - y for x, y in zip(of_a, of_b, strict=True)], level)
    return Difference(metric, a, b, paired.mean, paired.low, paired.high, paired.n)


def level_of_each(many: int, level: float = LEVEL) -> float:
    """Return the level of each of so many intervals, so that all of them hold together with `level` (Bonferroni)."""
    return 1 - (1 - level) / max(1, many)


def compared(values: Mapping[str, Mapping[str, Sequence[float]]], baseline: str) -> list[tuple[str, str]]:
    """Return (figure, policy) of every figure in which a policy is compared with the baseline: both know it."""
    return [
        (metric, policy)
        for policy in values
        if policy != baseline
        for metric in values[policy]
        if metric in values[baseline]
    ]


def differences(
    values: Mapping[str, Mapping[str, Sequence[float]]], baseline: str, each: float | None = None
) -> list[Difference]:
    """Return the difference of every policy to the baseline in every figure that all runs of both know.

    Parameters
    ----------
    values
        By policy and figure, one value for each replication.
    each
        The level of each interval; None = such that they hold together with `LEVEL`, see `level_of_each`.
    """
    pairs = compared(values, baseline)
    at = level_of_each(len(pairs)) if each is None else each
    return [
        difference(metric, policy, baseline, values[policy][metric], values[baseline][metric], at)
        for metric, policy in pairs
    ]

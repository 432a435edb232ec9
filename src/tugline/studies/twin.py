"""The honest twin: what a history records beside what the simulated present policy makes of it, and whether they agree.

Two kinds of figures are compared. *Assumptions* are what the simulation takes from the tables: how long sources take,
how much that varies, what is lost on the way. Here the record has many observations, and each is held against what the
twin takes for the same pull. *Outcomes* are what customers and the books saw. Here the record has one value, and the
twin one for each world of luck.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from tugline.studies.compare import LEVEL

REPRODUCED, CHANCE, DIFFERS = "reproduced", "may be chance", "differs"
"""Verdicts: within the tolerance; beyond it, but no further than chance goes; beyond both."""
SHARE_TOLERANCE = 0.02
"""Shares agree if they are no further apart, twenty in a thousand lines."""
RELATIVE_TOLERANCE = 0.05
"""Times and stocks agree if they are no further apart, as a share of the recorded."""
SPREAD_TOLERANCE = 0.05
"""Standard deviations as shares of the lead time agree if they are no further apart."""
DAYS_TOLERANCE = 0.5
"""Times of customers, and those that are only known by their dates, agree if they are no more days apart."""
LEAST = 3
"""So many observations are needed before anything can differ."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure, recorded and of the twin; `of` says whose it is, `n` how many observations the record holds.

    `unit` is "days" or "share". `assumption` names the columns of the tables that the figure is taken from, empty where
    it is an outcome; `note` says more of it in a few words.
    """

    aspect: str
    of: str
    recorded: float
    twin: float
    unit: str
    n: int
    verdict: str
    assumption: str = ""
    note: str = ""

    @property
    def difference(self) -> float:
        """By how much the twin has more."""
        return self.twin - self.recorded


def judge_many(differences: np.ndarray, together: np.ndarray, tolerance: float, level: float) -> str:
    """Return the verdict on a mean difference of many observations, at a level of confidence.

    Parameters
    ----------
    together
        Number for each observation: those of one number share their luck, as orders to one supplier on one day do.

    Notes
    -----
    It differs if it is beyond the tolerance, and further from 0 than t standard errors, which are those of a mean of
    clusters: sqrt(C / (C - 1) sum_c (sum of the deviations in c)^2) / n, t of C - 1 degrees, C clusters [1]_.

    References
    ----------
    .. [1] Cochran, Sampling techniques, 9A.
    """
    n = len(differences)
    mean = float(differences.mean()) if n else 0.0
    if abs(mean) <= tolerance:
        return REPRODUCED
    clusters = np.unique(together, return_inverse=True)[1].reshape(-1)
    many = int(clusters.max(initial=-1)) + 1
    if many < LEAST:
        return CHANCE
    off = np.bincount(clusters, weights=differences - mean)
    error = math.sqrt(many / (many - 1) * float((off**2).sum())) / n
    return DIFFERS if abs(mean) > float(stdtrit(many - 1, 0.5 + level / 2)) * error else CHANCE


def judge_spread(ratios: np.ndarray, twin: float, level: float) -> tuple[float, str]:
    """Return the standard deviation of ratios to their standard, as a share of their mean, and the verdict on it.

    `ratios` share no luck; see `judge_many`.

    Notes
    -----
    The standard error of a standard deviation s of n values is sqrt((m4 - s^4) / n) / (2 s) with m4 the fourth central
    moment [1]_.

    References
    ----------
    .. [1] Cramér, Mathematical methods of statistics, 27.7.
    """
    n, mean = len(ratios), float(ratios.mean())
    spread = float(ratios.std(ddof=1)) / mean if n > 1 and mean > 0 else 0.0
    if abs(spread - twin) <= SPREAD_TOLERANCE:
        return spread, REPRODUCED
    if n < 3 * LEAST:
        return spread, CHANCE
    centred = ratios / mean - 1
    fourth = float((centred**4).mean())
    error = math.sqrt(max(0.0, fourth - spread**4) / n) / (2 * spread) if spread > 0 else 0.0
    reach = float(stdtrit(n - 1, 0.5 + level / 2)) * error
    return spread, DIFFERS if abs(spread - twin) > reach else CHANCE


def judge_one(recorded: float, twin: Sequence[float], tolerance: float) -> str:
    """Return the verdict on one recorded value beside those of worlds of luck.

    Notes
    -----
    It differs if it is beyond the tolerance and outside of the interval in which one more world would lie with 95 %:
    mean ± t s sqrt(1 + 1 / n) [1]_. Of one world, in which nothing varies, the tolerance alone decides.

    References
    ----------
    .. [1] Hahn, Meeker, Statistical intervals, ch. 4.
    """
    n, off = len(twin), abs(float(np.mean(twin)) - recorded)
    if off <= tolerance:
        return REPRODUCED
    if n < 2:
        return DIFFERS
    reach = float(stdtrit(n - 1, 0.5 + LEVEL / 2)) * float(np.std(twin, ddof=1)) * math.sqrt(1 + 1 / n)
    return CHANCE if off <= reach else DIFFERS


@dataclass(frozen=True, slots=True)
class Mended:
    """What customers and the books see of a twin in whose world some assumptions are as recorded, not as stated.

    `columns` are those of the tables that are mended: each that differs alone, then all of them.
    """

    columns: tuple[str, ...]
    outcomes: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Twin:
    """What the simulated present policy makes of a history beside what that records.

    `findings` are figures that both know, assumptions first; `not_recorded` says what the record does not tell and so
    cannot be compared; `says` sums it up in sentences, the first of which is the verdict. `worlds` = how many runs.
    `mended` tells what assumptions that differ explain of the outcomes that do.
    """

    first_day: str
    last_day: str
    record: str
    worlds: int
    findings: tuple[Finding, ...]
    not_recorded: tuple[str, ...]
    says: tuple[str, ...]
    mended: tuple[Mended, ...] = ()

    @property
    def differing(self) -> tuple[Finding, ...]:
        """The figures in which they differ."""
        return tuple(f for f in self.findings if f.verdict == DIFFERS)

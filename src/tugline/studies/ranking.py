"""Which of several policies is best, and which are surely not: a subset that holds the best one."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from tugline.studies.compare import LEVEL


@dataclass(frozen=True, slots=True)
class Ranking:
    """Policies by a figure: the best mean, those that it is not told apart from, and those shown to be worse."""

    figure: str
    best: str
    not_told_apart: list[str]
    worse: list[str]
    level: float


def rank(figure: str, values: Mapping[str, Sequence[float]], level: float = LEVEL) -> Ranking:
    """Return a ranking by paired replications, more being better.

    Parameters
    ----------
    values
        By policy, one value for each replication; replication r of all had the same customers and the same luck.

    Notes
    -----
    Screening with common random numbers [1]_: policy i stays if for every other policy j the mean of i is at least that
    of j less t S_ij / sqrt(n), where S_ij is the standard deviation of the paired differences and t the quantile
    1 - (1 - level) / (k - 1) of Student's distribution with n - 1 degrees of freedom. Whatever the true means are and
    however the policies hang together, the truly best one of normally distributed figures stays with probability
    `level` at least (Bonferroni over its k - 1 pairs).

    References
    ----------
    .. [1] Nelson, Swann, Goldsman, Song, Simple procedures for selecting the best simulated system when the number of
       alternatives is large, Operations Research 49, 2001, section 2.
    """
    names = list(values)
    table = np.array([values[name] for name in names], float)
    k, n = table.shape
    means = table.mean(axis=1)
    stays = np.ones(k, np.bool_)
    if k > 1 and n > 1:
        t = float(stdtrit(n - 1, 1 - (1 - level) / (k - 1)))
        for i in range(k):
            apart = table[i] - table
            width = t * apart.std(axis=1, ddof=1) / math.sqrt(n)
            stays[i] = bool(np.all(means[i] >= means - width))
    by_mean = sorted(range(k), key=lambda i: (-means[i], i))
    best = by_mean[0]
    return Ranking(
        figure,
        names[best],
        [names[i] for i in by_mean[1:] if stays[i]],
        [names[i] for i in by_mean[1:] if not stays[i]],
        level,
    )

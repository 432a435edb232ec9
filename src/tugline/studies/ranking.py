"""Which of several policies is best, and which are shown to be worse, by the intervals of the other differences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tugline.studies.compare import LEVEL, difference, level_of_each


@dataclass(frozen=True, slots=True)
class Ranking:
    """Policies by a figure: the best mean, those that it is not told apart from, and those shown to be worse."""

    figure: str
    best: str
    not_told_apart: list[str]
    worse: list[str]
    level: float


def pairs_of(policies: int) -> int:
    """Return how many pairs of policies a ranking may come to compare: which mean is best, nobody knows before."""
    return policies * (policies - 1) // 2


def rank(figure: str, values: Mapping[str, Sequence[float]], each: float | None = None) -> Ranking:
    """Return a ranking by paired replications, more being better.

    A policy is shown to be worse where the interval of its difference to the best mean does not hold 0. These are the
    intervals that the figure has anywhere in a study, so no table shows something else.

    Parameters
    ----------
    values
        By policy, one value for each replication; replication r of all had the same customers and the same luck.
    each
        The level of each interval; None = such that those of all pairs hold together with `LEVEL`.

    Notes
    -----
    Where the intervals of all pairs of policies hold together, whichever mean comes out best, the truly best policy is
    not among those shown to be worse, with `LEVEL` at least.
    """
    names = list(values)
    at = level_of_each(pairs_of(len(names))) if each is None else each
    means = [float(np.mean(values[name])) for name in names]
    best, *others = sorted(range(len(names)), key=lambda i: (-means[i], i))
    worse = {
        i for i in others if difference(figure, names[i], names[best], values[names[i]], values[names[best]], at).shown
    }
    return Ranking(
        figure,
        names[best],
        [names[i] for i in others if i not in worse],
        [names[i] for i in others if i in worse],
        LEVEL,
    )

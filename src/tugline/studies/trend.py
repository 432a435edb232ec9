"""The trend of demand: by which share more orders come each year, as it is stated, or as a history tells it."""

import math
from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit

from tugline.studies.compare import LEVEL, without_zero

YEAR = 365
WEEK = 7
SEASON_WEEKS = 52
LEAST_YEARS = 2
"""Years of history from which on a trend can be told from a season."""
LEAST_PAIRS = 26
"""Weeks of the year in which somebody came in two years at least, below which a trend is not fitted."""


class Trend(NamedTuple):
    """Growth of demand a year, as a share, > -1: `ahead` from the first day of a run on, `past` in the history.

    Where the history is known to have grown, what came long ago is taken to the level of the first day. Where it is
    not, `past` is 0, and the rate of its whole last year is where demand begins.
    """

    ahead: float = 0.0
    past: float = 0.0


NO_TREND = Trend()


class FittedTrend(NamedTuple):
    """A trend that was fitted: growth a year, and the interval that holds it with `LEVEL`; `years` = of the history."""

    growth: float
    low: float
    high: float
    years: int

    @property
    def shown(self) -> bool:
        """Whether it is told apart from no growth at all."""
        return without_zero(self.low, self.high)


def factors(growth: float, days: np.ndarray) -> np.ndarray:
    """Return by what demand is multiplied after so many days of growth by a share a year; exactly 1 without growth."""
    grown: np.ndarray = (1.0 + growth) ** (days / YEAR)
    return grown


def fit_trend(per_day: np.ndarray) -> FittedTrend | None:
    """Return the growth a year of what came on each day, from the same weeks of different years; None = not known.

    Parameters
    ----------
    per_day
        How many came on each day, the last one last, shape (D,).

    Notes
    -----
    ln N(w) = season(w mod 52) + slope w + error, by least squares over the whole years before the end: the season is
    any, and of two years the slope is the mean of the differences of logarithms [1]_. A week in which nobody came has
    no logarithm, and is left out. Where errors of neighbouring weeks hang together, the standard error is that of so
    many fewer weeks: of errors with autocorrelation r, by sqrt((1 + r) / (1 - r)).

    References
    ----------
    .. [1] Wooldridge, Introductory econometrics, ch. 14: fixed effects.
    """
    years = len(per_day) // (SEASON_WEEKS * WEEK)
    if years < LEAST_YEARS:
        return None
    n = years * SEASON_WEEKS
    weeks = per_day[len(per_day) - n * WEEK :].reshape(n, WEEK).sum(axis=1)
    came = np.flatnonzero(weeks > 0)
    season, many = came % SEASON_WEEKS, np.bincount(came % SEASON_WEEKS, minlength=SEASON_WEEKS)
    pairs = int(np.count_nonzero(many > 1))
    if pairs < LEAST_PAIRS:
        return None
    log, place = np.log(weeks[came]), came * (WEEK / YEAR)
    log, place = (x - (np.bincount(season, x, SEASON_WEEKS) / np.maximum(1, many))[season] for x in (log, place))
    square = float((place**2).sum())
    slope = float((place * log).sum()) / square
    error = log - slope * place
    free = len(came) - int(np.count_nonzero(many)) - 1
    deviation = math.sqrt(float((error**2).sum()) / free / square) * _stretched(error, came)
    half = float(stdtrit(free, 0.5 + LEVEL / 2)) * deviation
    return FittedTrend(math.expm1(slope), math.expm1(slope - half), math.expm1(slope + half), years)


def _stretched(error: np.ndarray, week: np.ndarray) -> float:
    """Return by what errors of neighbouring weeks that hang together make a standard error larger, >= 1."""
    next_to = np.diff(week) == 1
    square = float((error**2).mean())
    if not next_to.any() or square == 0:
        return 1.0
    r = min(0.95, float((error[:-1] * error[1:])[next_to].mean()) / square)
    return math.sqrt((1 + r) / (1 - r)) if r > 0 else 1.0

"""Forecasts of the push baseline: simple methods that are known to be hard to beat, the best of them item by item.

Every method forecasts the next week from the weeks before it, and from then on the same level for every week ahead,
times the season. Demand is taken as it was asked for; nothing of a study's own future is ever seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from tugline.studies.recursions import Croston, one_step

WEEK = 7
SMOOTHING = (0.05, 0.1, 0.2, 0.3)
"""Smoothing constants that are tried."""
AVERAGES = (4, 8, 13, 26)
"""Weeks of moving averages that are tried."""
CROSTON = 0.1
"""Smoothing constant of the methods for intermittent demand."""
OWN_SEASON = 0.8
"""A point has a season of its own if that leaves less than this share of the errors of the company's."""
LEAST_WEEKS = 8
"""Weeks of history from which on methods are compared; with less the mean is taken."""


def smoothed(weeks: np.ndarray, alpha: float) -> np.ndarray:
    """Return simple exponential smoothing's forecast of each week and of the one after the last, shape (P, W + 1).

    Parameters
    ----------
    weeks
        Demand by week, shape (P, W).
    alpha
        Weight of the newest week, 0 < alpha <= 1. The first forecast is the first week itself.
    """
    made = np.zeros((weeks.shape[0], weeks.shape[1] + 1))
    if weeks.shape[1] == 0:
        return made
    made[:, 0] = weeks[:, 0]
    for w in range(weeks.shape[1]):
        made[:, w + 1] = made[:, w] + alpha * (weeks[:, w] - made[:, w])
    return made


def averaged(weeks: np.ndarray, n: int) -> np.ndarray:
    """Return the moving average of up to `n` weeks as forecast of each week and of the next one, shape (P, W + 1)."""
    total = np.concatenate([np.zeros((weeks.shape[0], 1)), np.cumsum(weeks, axis=1)], axis=1)
    place = np.arange(weeks.shape[1] + 1)
    first = np.maximum(0, place - n)
    made: np.ndarray = (total[:, place] - total[:, first]) / np.maximum(1, place - first)
    if weeks.shape[1]:
        made[:, 0] = weeks[:, 0]
    return made


def croston(weeks: np.ndarray, alpha: float, *, corrected: bool) -> np.ndarray:
    """Return Croston's forecasts for intermittent demand [1]_, or those corrected for bias [2]_, shape (P, W + 1).

    References
    ----------
    .. [1] Croston, Forecasting and stock control for intermittent demands, Operational Research Quarterly 23, 1972.
    .. [2] Syntetos, Boylan, The accuracy of intermittent demand estimates, Int. J. of Forecasting 21, 2005.
    """
    return one_step(Croston(len(weeks), alpha, 1 - alpha / 2 if corrected else 1.0), weeks)


def plain_of(weeks: np.ndarray, season: np.ndarray, week: int) -> np.ndarray:
    """Return demand without its season, shape (P, W).

    Parameters
    ----------
    weeks, season
        Demand by week, shape (P, W), and the factor of each week of the year, shape (P, 52).
    week
        Number in the year of the week after the last one.
    """
    places = (week - weeks.shape[1] + np.arange(weeks.shape[1])) % season.shape[1]
    plain: np.ndarray = weeks / season[:, places]
    return plain


def second_half(n_weeks: int) -> int:
    """Return the first week of those that methods are compared by."""
    return min(n_weeks // 2, max(0, n_weeks - 2))


def best_of(made: Sequence[np.ndarray], plain: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for each point the method that forecast the second half of its history best, and its error.

    Parameters
    ----------
    made
        Forecasts of each method for each week and the one after, shape (P, W + 1) each; infinite = it does not stand.
    plain
        What came, shape (P, W).

    Returns
    -------
    Places in `made`, the first of equals, and root mean square errors, both of shape (P,). Of fewer than `LEAST_WEEKS`
    weeks the last method is taken, and the error is their spread.
    """
    first = second_half(plain.shape[1])
    if plain.shape[1] < LEAST_WEEKS:
        spread = plain.std(axis=1) if plain.shape[1] > 1 else np.sqrt(plain.sum(axis=1))
        return np.full(len(plain), len(made) - 1), spread
    errors = np.stack([((m[:, first:-1] - plain[:, first:]) ** 2).mean(axis=1) for m in made])
    return np.argmin(errors, axis=0), np.sqrt(errors.min(axis=0))


class Forecasts(Protocol):
    """Forecasts of one run, as a planner asks for them."""

    season: np.ndarray
    """Factor of each week of the year, for each point: shape (P, 52)."""
    week: int
    """Number of the next week in that year."""
    error: np.ndarray
    """Root mean square error of a forecast of one week ahead without the season, shape (P,), in units."""

    def add(self, week: np.ndarray) -> None:
        """Take in the demand of one more week, shape (P,)."""

    def ahead(self, n: int) -> np.ndarray:
        """Return the forecasts of the next `n` weeks, shape (P, n)."""


@dataclass
class Forecaster:
    """Forecasts of one run, week by week.

    Parameters
    ----------
    weeks
        Demand of each stock point by week before the run, shape (P, W); kept, and added to.
    season
        Factor of each of 52 weeks of the year, mean 1, for all points or for each, shape (P, 52).
    week
        Number of the first week of the run in that year.
    """

    weeks: np.ndarray
    season: np.ndarray
    week: int
    method: np.ndarray = field(init=False)
    error: np.ndarray = field(init=False)
    """Root mean square error of a forecast of one week ahead, shape (P,), in units."""

    def __post_init__(self) -> None:
        self.season = np.broadcast_to(self.season, (len(self.weeks), self.season.shape[-1]))
        self.method, self.error = best_of(self._all(), plain_of(self.weeks, self.season, self.week))

    def add(self, week: np.ndarray) -> None:
        """Take in the demand of one more week, shape (P,)."""
        self.weeks = np.concatenate([self.weeks, week[:, np.newaxis]], axis=1)
        self.week += 1

    def ahead(self, n: int) -> np.ndarray:
        """Return the forecasts of the next `n` weeks, shape (P, n)."""
        level = np.stack([m[:, -1] for m in self._all()])[self.method, np.arange(len(self.weeks))]
        factors = self.season[:, (self.week + np.arange(n)) % self.season.shape[1]]
        forecast: np.ndarray = np.maximum(0, level)[:, np.newaxis] * factors
        return forecast

    def _all(self) -> list[np.ndarray]:
        plain = plain_of(self.weeks, self.season, self.week)
        return [
            *(smoothed(plain, alpha) for alpha in SMOOTHING),
            *(averaged(plain, n) for n in AVERAGES),
            croston(plain, CROSTON, corrected=False),
            croston(plain, CROSTON, corrected=True),
            averaged(plain, max(1, plain.shape[1])),
        ]


def season_of(total: np.ndarray, week: int, weeks_in_year: int = 52) -> np.ndarray:
    """Return the factor of each week of the year by the company's demand of the last year, mean 1, smoothed over five.

    Parameters
    ----------
    total
        Demand of all points by week, the last one just before the week numbered `week`, shape (W,). With less than a
        year of it there is no season to go by: all factors are 1.
    """
    flat = np.ones(weeks_in_year)
    if len(total) < weeks_in_year - 5 or not total.any():
        return flat
    year = total[-weeks_in_year:]
    if len(year) < weeks_in_year:
        year = np.append(np.full(weeks_in_year - len(year), year.mean()), year)
    around = np.concatenate([year[-2:], year, year[:2]])
    smooth = np.convolve(around, np.ones(5) / 5, "valid")
    factors = np.maximum(smooth / smooth.mean(), 0.05)
    places = (week - weeks_in_year + np.arange(weeks_in_year)) % weeks_in_year
    flat[places] = factors / factors.mean()
    return flat


def seasons_of(weeks: np.ndarray, week: int, weeks_in_year: int = 52) -> np.ndarray:
    """Return the factor of each week of the year for each point: its own where that foretold its last year better.

    Parameters
    ----------
    weeks
        Demand by week, the last one just before the week numbered `week`, shape (P, W).

    Returns
    -------
    Shape (P, weeks_in_year). A point's own season is its demand of the year before last, smoothed over five weeks. It
    is taken if the squares of the errors with which it foretells the last year, at that year's mean, come to less than
    `OWN_SEASON` of those of the company's season of the same year; then both years make it. With less than two years,
    all points have the company's season.
    """
    company = season_of(weeks.sum(axis=0), week, weeks_in_year)
    found = np.tile(company, (len(weeks), 1))
    if weeks.shape[1] < 2 * weeks_in_year:
        return found
    last, before = weeks[:, -weeks_in_year:], weeks[:, -2 * weeks_in_year : -weeks_in_year]
    places = (week - weeks_in_year + np.arange(weeks_in_year)) % weeks_in_year
    all_before = season_of(before.sum(axis=0), week, weeks_in_year)[places]
    for p in np.flatnonzero(before.any(axis=1) & last.any(axis=1)).tolist():
        mean = last[p].mean()
        own = season_of(before[p], week, weeks_in_year)[places]
        misses = [((last[p] - mean * factors) ** 2).sum() for factors in (own, all_before)]
        if misses[0] < OWN_SEASON * misses[1]:
            found[p] = season_of((last[p] / mean + before[p] / before[p].mean()) / 2, week, weeks_in_year)
    return found


def moved_in_the_year(weeks: np.ndarray, season: np.ndarray, last: int, first: int) -> np.ndarray:
    """Return demand by week as it would have been in other weeks of the year, shape (P, W).

    Parameters
    ----------
    last, first
        The number of the week after the last one of the demand, and the one before which it is to end.
    """
    n, year = weeks.shape[1], season.shape[-1]
    places = np.arange(n) - n
    moved: np.ndarray = weeks / season[..., (last + places) % year] * season[..., (first + places) % year]
    return moved

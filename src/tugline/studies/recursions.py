"""Models of demand that go on from week to week: each keeps a few numbers for a series and mends them by what comes.

Parameters are found once, elsewhere. A week costs some operations on whole arrays, however long the history is.
"""

from typing import Protocol

import numpy as np


class Recursion(Protocol):
    """A model of N series, as it stands after the weeks that it was told."""

    def add(self, week: np.ndarray) -> None:
        """Take in one more week, shape (N,)."""

    def ahead(self, n: int) -> np.ndarray:
        """Return the forecasts of the next `n` weeks, shape (N, n); before any week they are 0."""


def one_step(model: Recursion, weeks: np.ndarray, first: int = 0) -> np.ndarray:
    """Return the forecast of each week from those before it, and of the one after the last, shape (N, W + 1).

    Parameters
    ----------
    model
        One that was told nothing yet; afterwards it knows all weeks.
    weeks
        Demand by week, shape (N, W).
    first
        Week before which no forecast is wanted; until then 0 is returned.
    """
    made = np.zeros((weeks.shape[0], weeks.shape[1] + 1))
    for w in range(weeks.shape[1]):
        model.add(weeks[:, w])
        if w + 1 >= first:
            made[:, w + 1] = model.ahead(1)[:, 0]
    return made


def _level(level: np.ndarray, n: int) -> np.ndarray:
    return np.repeat(level[:, np.newaxis], n, axis=1)


class Croston:
    """Croston's method: the size of a demand and the weeks between two, each smoothed when there is one.

    Parameters
    ----------
    n
        Series.
    alpha
        Smoothing constant of both.
    bias
        What the quotient is multiplied by: 1, or the correction of Syntetos and Boylan, 1 - alpha / 2.
    """

    def __init__(self, n: int, alpha: float, bias: float) -> None:
        self._alpha, self._bias = alpha, bias
        self._size, self._interval = np.zeros(n), np.ones(n)
        self._since, self._begun = np.zeros(n), np.zeros(n, np.bool_)

    def add(self, week: np.ndarray) -> None:
        """Take in one more week."""
        self._since += 1
        sold = week > 0
        first, again = sold & ~self._begun, sold & self._begun
        self._size[first], self._interval[first] = week[first], self._since[first]
        self._size[again] += self._alpha * (week[again] - self._size[again])
        self._interval[again] += self._alpha * (self._since[again] - self._interval[again])
        self._since[sold] = 0
        self._begun |= sold

    def ahead(self, n: int) -> np.ndarray:
        """Return the same level for every week."""
        return _level(np.where(self._begun, self._bias * self._size / self._interval, 0), n)


class Tsb:
    """The method of Teunter, Syntetos and Babai [1]_: the size of a demand, and how likely one is, smoothed every week.

    Unlike Croston's it forgets what is not asked for any more.

    References
    ----------
    .. [1] Teunter, Syntetos, Babai, Intermittent demand: Linking forecasting to inventory obsolescence, EJOR 214, 2011.
    """

    def __init__(self, n: int, alpha: float) -> None:
        self._alpha = alpha
        self._size, self._chance = np.zeros(n), np.full(n, np.nan)
        self._begun = np.zeros(n, np.bool_)

    def add(self, week: np.ndarray) -> None:
        """Take in one more week."""
        sold = week > 0
        known = np.where(np.isnan(self._chance), sold, self._chance)
        self._chance = known + self._alpha * (sold - known)
        self._size = np.where(sold & ~self._begun, week, self._size)
        self._size = np.where(sold, self._size + self._alpha * (week - self._size), self._size)
        self._begun |= sold

    def ahead(self, n: int) -> np.ndarray:
        """Return the same level for every week."""
        return _level(np.nan_to_num(self._chance) * self._size, n)


class Mean:
    """The mean of all weeks."""

    def __init__(self, n: int) -> None:
        self._sum, self._weeks = np.zeros(n), 0

    def add(self, week: np.ndarray) -> None:
        """Take in one more week."""
        self._sum, self._weeks = self._sum + week, self._weeks + 1

    def ahead(self, n: int) -> np.ndarray:
        """Return the same level for every week."""
        return _level(self._sum / max(1, self._weeks), n)


class Ets:
    """Exponential smoothing with a level and maybe a trend that may fade [1]_; season is taken out before.

    Whether errors add or multiply makes a difference to how parameters are found, and none to point forecasts.

    Parameters
    ----------
    parameters
        Weight of an error in the level and in the trend, what is left of the trend a week later (1 = all, 0 = there is
        no trend), and the level and the trend to begin with: shape (N, 5).

    References
    ----------
    .. [1] Hyndman, Koehler, Ord, Snyder, Forecasting with Exponential Smoothing: The State Space Approach, 2008.
    """

    def __init__(self, parameters: np.ndarray) -> None:
        self._alpha, self._beta, self._phi, self._level, self._trend = parameters.T.copy()

    def add(self, week: np.ndarray) -> None:
        """Take in one more week."""
        faded = self._phi * self._trend
        error = week - (self._level + faded)
        self._level = self._level + faded + self._alpha * error
        self._trend = faded + self._beta * error

    def ahead(self, n: int) -> np.ndarray:
        """Return the level, and what the trend adds to it week by week."""
        # As published: phi + phi^2 + ... The package, like R's, counts the first phi twice from the second week on.
        faded = np.cumsum(self._phi[:, np.newaxis] ** np.arange(1, n + 1), axis=1)
        forecast: np.ndarray = self._level[:, np.newaxis] + faded * self._trend[:, np.newaxis]
        return forecast


class Theta:
    """The theta method as a state space model [1]_: a smoothed level, drawn along the line that fits all weeks best.

    Parameters
    ----------
    parameters
        Smoothing constant, theta (1 = no line at all), the level to begin with, and 1 if the line is drawn anew through
        each week that is forecast, else 0: shape (N, 4).

    References
    ----------
    .. [1] Fiorucci, Pellegrini, Louzada, Petropoulos, Koehler, Models for optimising the theta method and their
       relationship to state space models, Int. J. of Forecasting 32, 2016.
    """

    def __init__(self, parameters: np.ndarray) -> None:
        self._alpha, self._theta, level, moving = parameters.T
        self._moving = moving > 0
        # Level, mean, slope of the line; the line goes through the mean at the middle of all weeks.
        self._now = (level, np.zeros(len(level)), np.zeros(len(level)))
        self._weeks = 0

    def add(self, week: np.ndarray) -> None:
        """Take in one more week."""
        self._now = self._after(self._now, self._weeks, week)
        self._weeks += 1

    def ahead(self, n: int) -> np.ndarray:
        """Return the forecasts, each as if the one before had come true."""
        made, now = np.zeros((len(self._alpha), n)), self._now
        if not self._weeks:
            return made
        intercept, slope = self._line(now, self._weeks)
        for j in range(n):
            t = self._weeks + j
            left = (1 - self._alpha) ** t
            drawn = intercept * left + slope * (1 - left * (1 - self._alpha)) / self._alpha
            made[:, j] = now[0] + (1 - 1 / self._theta) * drawn
            now = self._after(now, t, made[:, j])
            moved = self._line(now, t + 1)
            intercept, slope = (np.where(self._moving, *both) for both in zip(moved, (intercept, slope), strict=True))
        return made

    def _after(
        self, now: tuple[np.ndarray, np.ndarray, np.ndarray], t: int, week: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return level, mean and slope after a week, of which there were `t` before."""
        level, mean, slope = now
        if t:
            slope = ((t - 1) * slope + 6 * (week - mean) / (t + 1)) / (t + 2)
        return self._alpha * week + (1 - self._alpha) * level, (t * mean + week) / (t + 1), slope

    def _line(self, now: tuple[np.ndarray, np.ndarray, np.ndarray], t: int) -> tuple[np.ndarray, np.ndarray]:
        return now[1] - now[2] * (t + 1) / 2, now[2]

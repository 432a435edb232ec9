"""Forecasts by models of statsforecast: fitted and chosen once for each point, then carried on week by week.

A study plans every week in every world. To fit anew each time would take hours, so what a history says is found once,
before any run, and is the same for all of them; in a run each model goes on by its own equations.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tugline.studies.forecast import CROSTON, best_of, plain_of, second_half
from tugline.studies.recursions import Croston, Ets, Mean, Recursion, Theta, Tsb, one_step
from tugline.studies.statsforecasts import Anew, ets_parameters, theta_parameters, version

METHODS = ("CrostonSBA", "AutoETS", "AutoTheta", "TSB", "ADIDA", "IMAPA", "HistoricAverage")
"""Models by the names that statsforecast gives them. Of equals the first is taken, of a short history the last."""
ETS, THETA = METHODS.index("AutoETS"), METHODS.index("AutoTheta")


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was found for each point before a run; arrays are of shape (P,)."""

    method: np.ndarray
    """Place in `METHODS`."""
    error: np.ndarray
    """Root mean square error of a forecast of one week ahead, in units."""
    ets: np.ndarray
    theta: np.ndarray
    """Parameters of the two models that have some, shapes (P, 5) and (P, 4); of no meaning where another is taken."""
    asked: np.ndarray
    """Whether anybody asked for it."""
    version: str
    """Of the package."""

    def says(self) -> str:
        """Return which models were taken, and for how many stock points each, the most frequent first."""
        n = int(self.asked.sum())
        if not n:
            return "forecasts nothing before the first customers come, since nobody asked for anything yet"
        counts = np.bincount(self.method[self.asked], minlength=len(METHODS)).tolist()
        taken = sorted(((-many, name) for many, name in zip(counts, METHODS, strict=True) if many))
        told = ", ".join(f"{-many:,} by {name}" for many, name in taken)
        points = "1 stock point" if n == 1 else f"{n:,} stock points"
        return (
            f"forecasts {points} by models of statsforecast {self.version}: {told}, each by what foretold the second"
            " half of its history best"
        )


def fit(weeks: np.ndarray, season: np.ndarray, week: int) -> Fitted:
    """Return the models of each point, those that foretold the second half of its own history best.

    To be compared, what has parameters is fitted on the first half only; once it is taken, on the whole history. Where
    the first half is too short to fit, or all alike, only the other models stand.

    Parameters
    ----------
    weeks, season
        Demand by week before the run, shape (P, W), and the factor of each week of the year, shape (P, 52).
    week
        Number of the first week of the run in that year.

    Raises
    ------
    UsageError
        The package is not installed.
    """
    asked = np.asarray(weeks.any(axis=1))
    plain = plain_of(weeks[asked], season[asked], week)
    first = second_half(plain.shape[1])
    ets, theta = ets_parameters(plain[:, :first]), theta_parameters(plain[:, :first])
    made = [one_step(model, plain, first) for model in _models(ets, theta, range(len(METHODS)))]
    # What could not be fitted does not stand.
    chosen, chosen_error = best_of([np.where(np.isnan(m), np.inf, m) for m in made], plain)
    for place, parameters, fitted in ((ETS, ets, ets_parameters), (THETA, theta, theta_parameters)):
        parameters[chosen == place] = fitted(plain[chosen == place])
    return Fitted(
        method=_spread(chosen, asked),
        error=_spread(chosen_error, asked),
        ets=_spread(ets, asked),
        theta=_spread(theta, asked),
        asked=asked,
        version=version(),
    )


class FittedForecaster:
    """Forecasts of one run by models that were fitted before it.

    Parameters
    ----------
    fitted
        What `fit` found.
    weeks, season, week
        As there.
    """

    def __init__(self, fitted: Fitted, weeks: np.ndarray, season: np.ndarray, week: int) -> None:
        self.season, self.week, self.error = season, week, fitted.error
        self._points = [np.flatnonzero(fitted.method == place) for place in range(len(METHODS))]
        self._models = [
            _models(fitted.ets[points], fitted.theta[points], [place])[0] for place, points in enumerate(self._points)
        ]
        for demand in plain_of(weeks, season, week).T:
            self._take(demand)

    def add(self, week: np.ndarray) -> None:
        """Take in the demand of one more week, shape (P,)."""
        self._take(week / self.season[:, self.week % self.season.shape[1]])
        self.week += 1

    def ahead(self, n: int) -> np.ndarray:
        """Return the forecasts of the next `n` weeks, shape (P, n)."""
        plain = np.zeros((len(self.season), n))
        for points, model in zip(self._points, self._models, strict=True):
            plain[points] = model.ahead(n)
        factors = self.season[:, (self.week + np.arange(n)) % self.season.shape[1]]
        forecast: np.ndarray = np.maximum(0, plain) * factors
        return forecast

    def _take(self, plain: np.ndarray) -> None:
        for points, model in zip(self._points, self._models, strict=True):
            model.add(plain[points])


def _models(ets: np.ndarray, theta: np.ndarray, places: Sequence[int]) -> list[Recursion]:
    """Return the models at some places of `METHODS` that were told nothing yet, each for all N series."""
    n = len(ets)
    made: dict[str, Callable[[], Recursion]] = {
        "CrostonSBA": lambda: Croston(n, CROSTON, 1 - CROSTON / 2),
        "AutoETS": lambda: Ets(ets),
        "AutoTheta": lambda: Theta(theta),
        "TSB": lambda: Tsb(n, CROSTON),
        "ADIDA": lambda: Anew(n, "ADIDA"),
        "IMAPA": lambda: Anew(n, "IMAPA"),
        "HistoricAverage": lambda: Mean(n),
    }
    return [made[METHODS[place]]() for place in places]


def _spread(of_some: np.ndarray, where: np.ndarray) -> np.ndarray:
    """Return values of some points for all, 0 elsewhere."""
    found = np.zeros((len(where), *of_some.shape[1:]), of_some.dtype)
    found[where] = of_some
    return found

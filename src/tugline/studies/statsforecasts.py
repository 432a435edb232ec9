"""What is taken from the package statsforecast, an extra: the models that it finds for a series, and nothing else.

It is imported only here, and only where it is asked for.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from tugline.errors import UsageError

LEAST_FIT = 12
"""Weeks of a series that its automatic models can be fitted on."""
ETS_COLUMNS, THETA_COLUMNS = 5, 4
"""Parameters of `recursions.Ets` and `recursions.Theta`."""


def refuse_missing() -> None:
    """Refuse to go on without the package, before any time is spent; it is not imported yet.

    Raises
    ------
    UsageError
        It is not installed.
    """
    if find_spec("statsforecast") is None:
        raise _missing()


def version() -> str:
    """Return which statsforecast is installed."""
    return str(_package("statsforecast").__version__)


def ets_parameters(series: np.ndarray) -> np.ndarray:
    """Return what AutoETS finds for each series, as parameters of `recursions.Ets`, shape (N, 5).

    Parameters
    ----------
    series
        Demand by week without its season, shape (N, W). Where there are fewer than `LEAST_FIT` weeks or all of them are
        alike there is nothing to fit, and parameters are not a number.
    """
    return _fitted(series, "AutoETS", ETS_COLUMNS, _of_ets)


def theta_parameters(series: np.ndarray) -> np.ndarray:
    """Return the same of AutoTheta, as parameters of `recursions.Theta`, shape (N, 4)."""
    return _fitted(series, "AutoTheta", THETA_COLUMNS, _of_theta)


class Anew:
    """A model that keeps no parameters: it is worked out anew from all weeks when it is asked.

    Parameters
    ----------
    n
        Series.
    name
        ADIDA or IMAPA; both forecast the same level for every week.
    """

    def __init__(self, n: int, name: str) -> None:
        self._weeks: list[np.ndarray] = []
        self._n = n
        self._model: Any = getattr(_package("statsforecast.models"), name)() if n else None

    def add(self, week: np.ndarray) -> None:
        """Take in one more week."""
        self._weeks.append(week)

    def ahead(self, n: int) -> np.ndarray:
        """Return the same level for every week."""
        if not self._weeks or not self._n:
            return np.zeros((self._n, n))
        series = np.ascontiguousarray(np.stack(self._weeks, axis=1), np.float64)
        level = np.array([float(self._model.forecast(y, h=1)["mean"][0]) for y in series])
        return np.repeat(level[:, np.newaxis], n, axis=1)


def _fitted(series: np.ndarray, name: str, columns: int, of_model: Any) -> np.ndarray:
    found = np.full((len(series), columns), np.nan)
    if series.shape[1] < LEAST_FIT:
        return found
    model = getattr(_package("statsforecast.models"), name)
    for i in np.flatnonzero(series.min(axis=1) < series.max(axis=1)).tolist():
        # The season is taken out already, so a year is no cycle to look for.
        found[i] = of_model(model(season_length=1).fit(np.ascontiguousarray(series[i], np.float64)).model_)
    return found


def _of_ets(model: dict[str, Any]) -> list[float]:
    alpha, beta, _, phi = model["par"][:4]
    states, trend = model["par"][4:], model["components"][1] != "N"
    if not trend:
        return [alpha, 0.0, 0.0, states[0], 0.0]
    return [alpha, beta, phi if model["components"][3] == "D" else 1.0, states[0], states[1]]


def _of_theta(model: dict[str, Any]) -> list[float]:
    found, dynamic = model["par"], model["modeltype"] in {"DSTM", "DOTM"}
    return [found["alpha"], found["theta"], found["initial_smoothed"], float(dynamic)]


def _package(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise _missing() from error


def _missing() -> UsageError:
    return UsageError(
        "statsforecast is not installed",
        hint="Install tugline with its extra for it, tugline[forecast], or use push, which has methods of its own.",
    )

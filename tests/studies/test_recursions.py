"""Models carried on week by week are those of statsforecast: fitted there, they forecast the same ever after."""

import numpy as np
import pytest
from statsforecast.models import TSB, AutoETS, AutoTheta, CrostonSBA, HistoricAverage

from tugline.studies.recursions import Croston, Ets, Mean, Theta, Tsb, one_step
from tugline.studies.statsforecasts import ets_parameters, theta_parameters

DICE = np.random.Generator(np.random.PCG64(1))
KNOWN, MORE = 80, 12
SERIES = {
    "steady": DICE.poisson(5, KNOWN) + 1.0,
    "trend": 20 + np.arange(KNOWN) * 0.5 + DICE.normal(0, 2, KNOWN),
    "walk": 80 + np.cumsum(DICE.normal(0, 3, KNOWN)),
    "intermittent": DICE.poisson(0.4, KNOWN) * 3.0,
}
LATER = DICE.poisson(9, MORE) * 1.0
EACH = pytest.mark.parametrize("series", SERIES.values(), ids=SERIES)


def told(model, *parts):
    """Return a model that was told some weeks."""
    for part in parts:
        for demand in part:
            model.add(np.array([demand]))
    return model


@EACH
def test_exponential_smoothing_goes_on_as_the_package_does(series):
    fitted, parameters = AutoETS(season_length=1).fit(series), ets_parameters(series[np.newaxis])
    assert told(Ets(parameters), series).ahead(20)[0] == pytest.approx(fitted.predict(h=20)["mean"], rel=1e-9)
    both = np.append(series, LATER)
    found = told(Ets(parameters), series, LATER).ahead(20)[0]
    assert found == pytest.approx(fitted.forward(both, h=20)["mean"], rel=1e-9)


def test_a_trend_fades_as_published():
    """Level 100, trend 10, of which half is left a week later: 105, 107.5, 108.75."""
    model = Ets(np.array([[0.3, 0.1, 0.5, 100.0, 10.0]]))
    assert model.ahead(3)[0].tolist() == [105, 107.5, 108.75]
    model.add(np.array([115.0]))
    assert model.ahead(1)[0, 0] == pytest.approx(108 + 0.5 * 6), "105 + 0.3 x 10, and 5 + 0.1 x 10"


@EACH
@pytest.mark.parametrize("kind", ["STM", "OTM", "DSTM", "DOTM", None])
def test_the_theta_method_goes_on_as_the_package_does(series, kind):
    fitted = AutoTheta(season_length=1, model=kind).fit(series)
    found = fitted.model_["par"]
    moving = fitted.model_["modeltype"] in {"DSTM", "DOTM"}
    parameters = np.array([[found["alpha"], found["theta"], found["initial_smoothed"], moving]])
    if kind is None:
        assert (theta_parameters(series[np.newaxis]) == parameters).all()
    assert told(Theta(parameters), series).ahead(20)[0] == pytest.approx(fitted.predict(h=20)["mean"], rel=1e-9)
    both = np.append(series, LATER)
    later = told(Theta(parameters), series, LATER).ahead(20)[0]
    assert later == pytest.approx(fitted.forward(both, h=20)["mean"], rel=1e-9)


@EACH
@pytest.mark.parametrize(
    ("model", "package"),
    [
        (lambda: Croston(1, 0.1, 0.95), CrostonSBA),
        (lambda: Tsb(1, 0.1), lambda: TSB(alpha_d=0.1, alpha_p=0.1)),
        (lambda: Mean(1), HistoricAverage),
    ],
    ids=["Croston", "TSB", "mean"],
)
def test_methods_without_parameters_to_find_are_those_of_the_package(series, model, package):
    made = one_step(model(), series[np.newaxis])[0]
    for w in range(1, KNOWN + 1):
        if series[:w].any():
            assert made[w] == pytest.approx(package().forecast(series[:w], h=1)["mean"][0], rel=1e-9), w


def test_what_was_never_asked_for_is_forecast_at_nothing():
    for model in (Croston(1, 0.1, 0.95), Tsb(1, 0.1), Mean(1), Theta(np.array([[0.5, 2.0, 0.0, 1.0]]))):
        assert model.ahead(2).tolist() == [[0, 0]]
        assert told(model, np.zeros(5)).ahead(2).tolist() == [[0, 0]]


def test_teunters_method_forgets_what_is_not_asked_for_any_more_and_crostons_does_not():
    series = np.append(np.tile([0.0, 4], 20), np.zeros(20))
    assert told(Croston(1, 0.1, 1.0), series).ahead(1)[0, 0] == pytest.approx(2)
    assert told(Tsb(1, 0.1), series).ahead(1)[0, 0] < 0.3


def test_forecasts_before_the_first_that_is_wanted_are_not_made():
    weeks = np.array([[2.0, 4, 6, 8]])
    assert one_step(Mean(1), weeks, 3).tolist() == [[0, 0, 0, 4, 5]]

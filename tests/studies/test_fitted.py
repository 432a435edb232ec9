"""Forecasts by models of statsforecast: fitted once, chosen as the planner's own methods are, carried on in the run."""

import pickle

import numpy as np
import pytest

from tugline.studies import fitted as module
from tugline.studies.fitted import ETS, METHODS, FittedForecaster, fit
from tugline.studies.forecast import Forecaster, averaged, best_of, season_of, second_half

WEEKS = 104
FLAT = np.ones((1, 52))


def dice():
    return np.random.Generator(np.random.PCG64(7))


def forecaster(*series, season=FLAT, week=0):
    weeks = np.stack(series).astype(float)
    seasons = np.broadcast_to(season, (len(weeks), 52))
    found = fit(weeks, seasons, week)
    return found, FittedForecaster(found, weeks, seasons, week)


def naive_error(series):
    """Root mean square error of forecasting that next week is as this one, in the second half."""
    first = second_half(len(series))
    return float(np.sqrt(((series[first:] - series[first - 1 : -1]) ** 2).mean()))


def test_constant_demand_is_forecast_as_it_is():
    found, made = forecaster(np.full(WEEKS, 10.0))
    assert made.ahead(5)[0] == pytest.approx(10)
    assert found.error[0] == pytest.approx(0, abs=1e-9)


def test_a_trend_goes_on():
    """From 20 by a half every week with noise of 2: 72, 72.5 and so on, and eight weeks ahead 75.5."""
    series = 20 + np.arange(WEEKS) * 0.5 + dice().normal(0, 2, WEEKS)
    found, made = forecaster(series)
    assert METHODS[found.method[0]] in {"AutoETS", "AutoTheta"}
    assert made.ahead(8)[0, 7] == pytest.approx(75.5, rel=0.05)
    assert found.error[0] < naive_error(series)


def test_a_season_is_taken_out_and_put_back():
    """150 on average, 200 in spring and 100 in autumn, with noise of 5."""
    year = 150 + 50 * np.sin(2 * np.pi * np.arange(WEEKS) / 52)
    series = year + dice().normal(0, 5, WEEKS)
    found, made = forecaster(series, season=season_of(series, 0))
    ahead = made.ahead(52)[0]
    assert ahead[[13, 39]] == pytest.approx([200, 100], rel=0.05)
    assert found.error[0] < naive_error(series)


def test_intermittent_demand_is_forecast_by_its_mean():
    """Two in every fourth week or so: a half a week, and no worse than what is naive."""
    series = 2.0 * (dice().random(WEEKS) < 0.25)
    found, made = forecaster(series)
    assert made.ahead(1)[0, 0] == pytest.approx(0.5, abs=0.25)
    assert found.error[0] < naive_error(series)
    assert found.error[0] <= float(np.sqrt(((series - series.mean())[WEEKS // 2 :] ** 2).mean())) * 1.1


def test_no_series_is_forecast_worse_than_by_the_last_week():
    series = [dice().poisson(rate, WEEKS).astype(float) for rate in (0.1, 0.5, 2, 8, 40)]
    found, _ = forecaster(*series)
    assert (found.error <= [naive_error(s) for s in series]).all()


def test_the_choice_is_by_the_rule_of_the_planners_own_methods(monkeypatch):
    """Given the same two candidates, both choose the same and know the same error."""
    series = np.stack([100 + dice().normal(0, 10, WEEKS), np.repeat(dice().random(8) * 300, 13)])
    candidates = [averaged(series, 4), averaged(series, 26)]
    monkeypatch.setattr(Forecaster, "_all", lambda _self: candidates)
    monkeypatch.setattr(module, "one_step", lambda model, *_: model)
    monkeypatch.setattr(module, "_models", lambda *_: candidates)
    own, found = Forecaster(series, FLAT, 0), fit(series, np.broadcast_to(FLAT, (2, 52)), 0)
    assert own.method.tolist() == found.method.tolist() == [1, 0]
    assert own.error.tolist() == found.error.tolist() == best_of(candidates, series)[1].tolist()


def test_models_are_compared_by_what_they_have_not_seen(monkeypatch):
    seen = []
    fitted = module.ets_parameters
    monkeypatch.setattr(module, "ets_parameters", lambda series: seen.append(series.shape) or fitted(series))
    found, _ = forecaster(*(dice().normal(50, 5, (3, WEEKS))))
    assert seen == [(3, WEEKS // 2), (np.count_nonzero(found.method == ETS), WEEKS)], "half to compare, all once taken"


def test_what_is_taken_is_fitted_on_the_whole_history():
    series = 20 + np.arange(WEEKS) * 0.5 + dice().normal(0, 2, WEEKS)
    found, _ = forecaster(series)
    place = found.method[0]
    fitted, column = (module.ets_parameters, found.ets) if place == ETS else (module.theta_parameters, found.theta)
    assert (column[0] == fitted(series[np.newaxis])[0]).all()


def test_a_step_is_followed_in_the_run():
    _, made = forecaster(np.repeat([20.0, 80, 40, 60], 26) + dice().normal(0, 5, WEEKS))
    before = made.ahead(1)[0, 0]
    for _ in range(30):
        made.add(np.array([100.0]))
    assert made.week == 30
    assert before < 75 < 90 < made.ahead(1)[0, 0]


def test_runs_begin_alike_whatever_another_one_learned():
    series = dice().poisson(3, (2, WEEKS)).astype(float)
    seasons = np.ones((2, 52))
    found = fit(series, seasons, 0)
    one, other = (FittedForecaster(found, series, seasons, 0) for _ in range(2))
    before = other.ahead(4)
    one.add(np.array([900.0, 900.0]))
    assert (other.ahead(4) == before).all()
    again = FittedForecaster(pickle.loads(pickle.dumps(found)), series, seasons, 0)
    assert (again.ahead(4) == before).all(), "in another process, too"


def test_what_was_never_asked_for_is_learned_when_it_is():
    found, made = forecaster(np.zeros(WEEKS), np.ones(WEEKS))
    assert made.ahead(2)[0].tolist() == [0, 0]
    made.add(np.array([8.0, 1.0]))
    assert made.ahead(1)[0, 0] > 0
    assert found.says().startswith("forecasts 1 stock point by models of statsforecast"), "of the other one"
    assert forecaster(np.zeros(WEEKS))[0].says().startswith("forecasts nothing before the first customers come")


@pytest.mark.parametrize(("weeks", "kinds"), [(0, set()), (5, {"HistoricAverage"}), (20, set(METHODS) - {"AutoETS"})])
def test_a_short_history_is_forecast_by_what_needs_no_fit(weeks, kinds):
    series = dice().poisson(4, (1, weeks)) + 1.0
    found, made = forecaster(*series)
    assert made.ahead(2).shape == (1, 2)
    assert np.isfinite(made.ahead(2)).all()
    assert not weeks or METHODS[found.method[0]] in kinds - {"AutoTheta"}

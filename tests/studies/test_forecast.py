"""Forecasts worked out by hand, and Croston's published way of reckoning."""

import numpy as np
import pytest

from tugline.studies.forecast import Forecaster, averaged, croston, moved_in_the_year, season_of, seasons_of, smoothed

INTERMITTENT = np.array([[0.0, 4, 0, 0, 6, 0, 2]])


def test_croston_as_worked_out_by_hand():
    """Size 4, 4.4, 3.92; interval 2, 2.2, 2.16: 1.81481 a week, and 1.63333 with the correction of 1 - 0.2 / 2."""
    assert croston(INTERMITTENT, 0.2, corrected=False)[0, -1] == pytest.approx(1.8148148)
    assert croston(INTERMITTENT, 0.2, corrected=True)[0, -1] == pytest.approx(1.6333333)
    assert croston(INTERMITTENT, 0.2, corrected=False)[0, 1] == 0, "nothing was ever asked for"


def test_smoothing_starts_with_the_first_week():
    assert smoothed(np.array([[10.0, 20, 20]]), 0.5).tolist() == [[10, 10, 15, 17.5]]


def test_an_average_is_of_so_many_weeks_as_there_are():
    assert averaged(np.array([[10.0, 20, 30, 40]]), 2).tolist() == [[10, 10, 15, 25, 35]]


def test_the_method_with_the_smallest_error_is_taken_for_each_item():
    """Steady demand with noise is averaged over long; a step is followed by the quickest."""
    dice = np.random.Generator(np.random.PCG64(1))
    steady = 100 + dice.normal(0, 10, 104)
    steps = np.repeat([10.0, 200, 40, 300, 80, 150, 20, 260], 13)
    forecaster = Forecaster(np.stack([steady, steps]), np.ones(52), 0)
    ahead = forecaster.ahead(2)
    assert abs(ahead[0, 0] - 100) < 5
    assert abs(ahead[1, 0] - 260) < 30
    assert ahead[0, 0] == ahead[0, 1], "the level goes on"
    assert 8 < forecaster.error[0] < 13


def test_new_weeks_are_taken_in():
    forecaster = Forecaster(np.full((1, 20), 10.0), np.ones(52), 0)
    for _ in range(60):
        forecaster.add(np.array([30.0]))
    assert forecaster.ahead(1)[0, 0] == pytest.approx(30, rel=0.4)


def test_the_season_of_the_company_moves_forecasts():
    """Twice as much in the second half of the year: of 150 a week on average, 100 and 200."""
    year = np.repeat([100.0, 200.0], 26)
    season = season_of(year, 0)
    assert season.mean() == pytest.approx(1)
    assert season[10] == pytest.approx(100 / 150)
    assert season[40] == pytest.approx(200 / 150)
    forecaster = Forecaster(np.tile(year, 2)[np.newaxis], season, 0)
    ahead = forecaster.ahead(52)[0]
    assert ahead[10] == pytest.approx(100, rel=0.05)
    assert ahead[40] == pytest.approx(200, rel=0.05)
    assert season_of(year[:30], 0).tolist() == [1] * 52, "less than a year says nothing of it"


def test_an_item_with_a_season_of_its_own_is_forecast_by_that():
    """One sells in the first half of the year, one in the second, and a third evenly: the company has no season."""
    dice = np.random.Generator(np.random.PCG64(4))
    half = np.tile(np.repeat([180.0, 20.0], 26), 2)
    weeks = np.maximum(0, np.stack([half, 200 - half, np.full(104, 100.0)]) + dice.normal(0, 8, (3, 104)))
    seasons = seasons_of(weeks, 0)
    assert seasons[0, 10] == pytest.approx(1.8, rel=0.05)
    assert seasons[1, 10] == pytest.approx(0.2, abs=0.03)
    company = season_of(weeks.sum(axis=0), 0)
    assert (seasons[2] == company).all(), "noise is no season"
    ahead = Forecaster(weeks, seasons, 0).ahead(52)
    assert ahead[0, [10, 40]] == pytest.approx([180, 20], rel=0.15)
    assert ahead[1, [10, 40]] == pytest.approx([20, 180], rel=0.15)


def test_noise_alone_gets_nobody_a_season_of_his_own():
    """Of 200 items that sell at random, some 5 a week, none has a season that the next year bears out."""
    weeks = np.random.Generator(np.random.PCG64(5)).poisson(5, (200, 104)).astype(float)
    company = season_of(weeks.sum(axis=0), 0)
    assert (seasons_of(weeks, 0) == company).all(axis=1).mean() == 1


def test_less_than_two_years_tell_no_season_of_an_item():
    weeks = np.tile(np.repeat([180.0, 20.0], 26), 2)[np.newaxis, :100]
    assert (seasons_of(weeks, 48)[0] == season_of(weeks[0], 48)).all()


def test_no_history_gives_no_forecast():
    forecaster = Forecaster(np.zeros((2, 0)), np.ones(52), 5)
    assert forecaster.ahead(3).tolist() == [[0] * 3] * 2
    assert forecaster.error.tolist() == [0, 0]


def test_history_of_another_time_of_the_year_is_moved_to_this_one():
    """Ten weeks of 50 in a low season of half the mean are ten weeks of 100 in a mean one."""
    season = np.append(np.full(26, 0.5), np.full(26, 1.5))
    season[20] = 1.0
    moved = moved_in_the_year(np.full((1, 3), 50.0), season, 10, 21)
    assert moved.tolist() == [[50, 50, 100]]

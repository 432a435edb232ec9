"""The trend of demand: as it is stated, to the letter, and as a history tells it, no surer than it is."""

import numpy as np
import pytest

from tugline.errors import UsageError
from tugline.facts.kinds import FACT, Kind
from tugline.studies.customers import History, expect
from tugline.studies.trend import NO_TREND, Trend, fit_trend
from tugline.world.chances import key_of

DAY = 1440
DAY_START = np.arange(4000) * DAY
TWO_YEARS = 728
"""Twice 52 weeks."""


def history(per_day):
    day = np.repeat(np.arange(-len(per_day), 0), per_day)
    rows = np.zeros(len(day), FACT)
    rows["kind"], rows["quantity"], rows["lot"], rows["point"] = int(Kind.ORDER_PLACED), 1, 1, 1
    return History(rows, np.arange(len(day) + 1), day, (-len(per_day), 0), 0)


def by_chance(mean, seed):
    return np.random.Generator(np.random.PCG64(seed)).poisson(mean)


@pytest.mark.parametrize("growth", [0.5, -0.3])
def test_as_many_come_as_a_given_trend_says(growth):
    """20 a day: over three years the sum of 20 (1 + g)^(d / 365), within five standard errors, each year for itself."""
    customers = expect(history(np.full(400, 20)), 0, 1095, Trend(ahead=growth))
    drawn = customers.signals(key_of(1, 0), DAY_START, 0, 1095)
    per_year = np.bincount(drawn["tick"] // (365 * DAY), minlength=3)
    wanted = (20 * (1 + growth) ** (np.arange(1095) / 365)).reshape(3, 365).sum(axis=1)
    assert (np.abs(per_year - wanted) < 5 * np.sqrt(wanted)).all()
    assert wanted[0] == pytest.approx(7300 * growth / np.log1p(growth), rel=0.002), "the closed form of the first year"


def test_no_trend_changes_nothing():
    old = history(by_chance(np.full(800, 9), 1))
    plain, still = expect(old, 1, 400), expect(old, 1, 400, Trend(ahead=0.0))
    assert all(np.array_equal(a, b) for a, b in zip(plain[1:], still[1:], strict=True))


def test_a_trend_begins_on_the_first_day_of_a_run_and_takes_nobodys_luck():
    """On the first day as many come as without it; and the same as when the days are cut elsewhere."""
    old = history(by_chance(np.full(400, 30), 2))
    flat, grown = expect(old, 5, 100), expect(old, 5, 100, Trend(ahead=1.0))
    key = key_of(3, 0)
    assert np.array_equal(flat.signals(key, DAY_START, 5, 1), grown.signals(key, DAY_START, 5, 1))
    whole = grown.signals(key, DAY_START, 5, 100)
    cut = [grown.signals(key, DAY_START, day, 25) for day in range(5, 105, 25)]
    assert np.array_equal(whole, np.concatenate(cut))


def test_exact_growth_is_found_exactly():
    """A season that is any, times 1.25 a year: the same weeks of three years tell 25 %, and no doubt about it."""
    weeks = np.arange(3 * 52)
    season = 2 + np.sin(weeks % 52)
    per_week = season * 1.25 ** (weeks * 7 / 365)
    found = fit_trend(np.repeat(per_week, 7))
    assert found.growth == pytest.approx(0.25)
    assert (found.low, found.high) == pytest.approx((0.25, 0.25))
    assert found.years == 3


@pytest.mark.parametrize(("growth", "spread"), [(0.0, 0.0), (0.15, 0.0), (0.0, 0.3)])
def test_the_interval_holds_the_truth_as_often_as_it_says(growth, spread):
    """400 histories of two years, 10 a day with a season, by chance alone and with months that are better or worse."""
    rng = np.random.Generator(np.random.PCG64(7))
    day = np.arange(TWO_YEARS)
    mean = 10 * (1 + 0.5 * np.sin(day * 2 * np.pi / 364)) * (1 + growth) ** (day / 365)
    held = 0
    for _ in range(400):
        months = np.repeat(rng.normal(size=26), 28)
        found = fit_trend(rng.poisson(mean * np.exp(spread * months)))
        held += found.low <= growth <= found.high
    assert 0.92 <= held / 400 <= 0.985 if not spread else held / 400 >= 0.85


def test_what_is_not_known_is_not_fitted():
    assert fit_trend(np.full(TWO_YEARS - 1, 10)) is None, "less than two years"
    few = np.zeros(TWO_YEARS)
    few[:: 7 * 52] = 1
    assert fit_trend(few) is None, "orders in one week of the year alone"


def test_a_history_that_grew_goes_on_from_the_level_that_it_has_reached():
    """10 a day at the end, after growth by a half a year: next year 10 x 1.5^t, not last year's mean and more."""
    day = np.arange(-1100, 0)
    old = history(by_chance(10 * 1.5 ** (day / 365), 4))
    drawn = [
        expect(old, 0, 365, Trend(0.5, 0.5)).signals(key_of(1, r), DAY_START, 0, 365)["tick"] // DAY for r in range(20)
    ]
    halves = np.array([[(d < 182).sum(), (d >= 182).sum()] for d in drawn]).mean(axis=0)
    wanted = 10 * 1.5 ** (np.arange(365) / 365)
    assert halves == pytest.approx([wanted[:182].sum(), wanted[182:].sum()], rel=0.05)
    assert expect(old, 0, 1, NO_TREND).counts.shape, "and without its trend it can still be drawn"


def test_more_than_can_be_drawn_is_refused():
    with pytest.raises(UsageError, match=r"trend: 2 a year makes [\d,]+ orders a day; expected at most 10,000"):
        expect(history(np.full(400, 400)), 0, 1100, Trend(ahead=2.0))

"""Customers come as they came, whole orders at a time, whatever days they are drawn in."""

import numpy as np
import pytest

from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.studies.customers import History, draw, expect
from tugline.world.chances import key_of

DAY = 1440
DAY_START = np.arange(2000) * DAY


def history(per_day, *, lines=1, weekday=0, first=-400):
    """Orders of `lines` lines; on the n-th day of it, `per_day[n]` of them, each for item n modulo 10."""
    day = np.repeat(np.arange(first, first + len(per_day)), per_day)
    rows = np.zeros(len(day) * lines, FACT)
    rows["kind"], rows["quantity"], rows["lot"] = int(Kind.ORDER_PLACED), 1, 7
    rows["point"] = np.repeat(day % 10 + 1, lines)
    rows["tick"], rows["due"] = 600, 3 * DAY
    return History(rows, np.arange(len(day) + 1) * lines, day, (first, first + len(per_day)), weekday)


def test_the_same_days_are_the_same_however_they_are_cut():
    customers = expect(history(np.full(400, 5)), 1, 60)
    whole = draw(customers, key_of(1, 0), DAY_START, 1, 60)
    parts = [draw(customers, key_of(1, 0), DAY_START, day, 7) for day in range(1, 57, 7)]
    parts.append(draw(customers, key_of(1, 0), DAY_START, 57, 4))
    assert np.array_equal(whole, np.concatenate(parts))
    assert not np.array_equal(whole, draw(customers, key_of(1, 1), DAY_START, 1, 60)), "another world"


def test_orders_stay_whole_and_are_named_apart():
    drawn = draw(expect(history(np.full(400, 3), lines=4), 1, 30), key_of(1, 0), DAY_START, 1, 30)
    names, sizes = np.unique(drawn["lot"], return_counts=True)
    assert set(sizes.tolist()) == {4}
    assert len(names) == len(drawn) // 4
    assert (np.diff(drawn["tick"]) >= 0).all()
    assert set((drawn["tick"] % DAY).tolist()) == {600}
    assert set((drawn["due"] - drawn["tick"]).tolist()) == {3 * DAY}


def test_a_line_that_named_no_date_names_none():
    old = history(np.full(400, 3))
    old.lines["due"] = NEVER
    assert set(draw(expect(old, 1, 30), key_of(1, 0), DAY_START, 1, 30)["due"].tolist()) == {NEVER}


def test_as_many_come_as_came():
    """20 a day by chance: the mean of 200 days lies within five standard errors, the variance near the mean."""
    per_day = np.random.Generator(np.random.PCG64(5)).poisson(20, 400)
    drawn = draw(expect(history(per_day), 1, 200), key_of(1, 0), DAY_START, 1, 200)
    counts = np.bincount(drawn["tick"] // DAY, minlength=201)[1:]
    assert abs(counts.mean() - 20) < 5 * np.sqrt(20 / 200) + 0.5
    assert 0.6 < counts.var() / 20 < 1.6


def test_days_of_the_week_and_seasons_stay():
    """Nobody on Sundays; in the second half of the year twice as many, and they ask for other items."""
    days = np.arange(-364, 0)
    per_day = np.where((days + 2) % 7 == 6, 0, np.where(days < -182, 10, 20))
    old = history(per_day, weekday=2, first=-364)
    old.lines["point"] = np.repeat(np.where(days < -182, 1, 2), per_day)
    drawn = draw(expect(old, 1, 364), key_of(1, 0), DAY_START, 1, 364)
    day = drawn["tick"] // DAY
    assert not ((day + 2) % 7 == 6).any()
    early, late = (day > 20) & (day < 160), (day > 200) & (day < 340)
    assert late.sum() / early.sum() == pytest.approx(2, rel=0.08)
    assert set(drawn["point"][early].tolist()) == {1}
    assert set(drawn["point"][late].tolist()) == {2}


def test_with_less_than_a_year_all_days_are_alike():
    customers = expect(history(np.repeat([0, 10], 50), first=-100), 1, 10)
    assert (customers.first == 0).all()
    assert len(np.unique(customers.count_row)) <= 7


def test_a_history_of_a_little_less_than_a_year_keeps_its_season_in_place():
    """Of 335 days that end today, days 200 to 213 were busy: the next busy days are those a year later."""
    per_day = np.full(335, 10)
    per_day[200:214] = 100
    customers = expect(history(per_day, first=-335), 0, 365)
    counts = np.bincount(draw(customers, key_of(1, 0), DAY_START, 0, 365)["tick"] // DAY, minlength=365)
    peak = -335 + 206 + 365
    assert abs(int(np.argmax(np.convolve(counts, np.ones(29), "same"))) - peak) <= 7
    assert counts[peak - 60 : peak - 40].mean() == pytest.approx(10, rel=0.3)


def test_what_is_asked_for_late_on_a_short_day_stays_on_it():
    """Clocks go forward on day 3, which has 23 hours: an order of 23:30 comes in its last minute."""
    day_start = DAY_START.copy()
    day_start[4:] -= 60
    old = history(np.full(400, 5))
    old.lines["tick"] = 23 * 60 + 30
    drawn = draw(expect(old, 1, 5), key_of(1, 0), day_start, 1, 5)
    assert (drawn["tick"] < day_start[6]).all()
    assert set((drawn["tick"][drawn["tick"] // DAY == 3] - day_start[3]).tolist()) == {23 * 60 - 1}

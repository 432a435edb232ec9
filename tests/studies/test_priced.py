"""Customers who mind the price: how many come, what they pay, and that luck is the same however days are cut."""

import math
from dataclasses import replace

import numpy as np
import pytest

from tugline.facts.kinds import Kind
from tugline.studies.priced import GRID, Priced
from tugline.world.chances import key_of

DAY_START = np.arange(1000) * 1440
LADDER = np.repeat([0.0, 0.0, 0.5, 0.7], 7)
"""Two weeks at list price, one at half, one at three tenths of it."""


def shop(**changes):
    """Two articles in two stores, four customers a day each at list price."""
    shop = Priced(
        point=np.array([4, 5, 6, 7]), article=np.array([0, 0, 1, 1]), mean=np.full(4, 4.0),
        price=np.array([300_000, 300_000, 199_900, 199_900]), spread=0.0, elasticity=1.5, day=0, depth=LADDER,
        opens=600, closes=1200,
    )  # fmt: skip
    return replace(shop, **changes)


def come(crowd, worlds=60):
    """Customers by day of the season and cell, the mean over worlds."""
    total = np.zeros((28, 4))
    for r in range(worlds):
        drawn = crowd.signals(key_of(1, r), DAY_START, 0, 28)
        np.add.at(total, (drawn["tick"] // 1440, drawn["point"] - 5), 1)
    return total / worlds


def test_as_many_come_as_price_and_elasticity_say():
    """At half the price 4 x 0.5^-1.5 = 11.3 a day come, at three tenths 24.3; the grid of means is within 2 %."""
    by_week = come(shop()).reshape(4, 7, 4).mean(axis=(1, 2))
    for week, price in enumerate([1, 1, 0.5, 0.3]):
        mean = 4 * price**-1.5
        assert by_week[week] == pytest.approx(mean, rel=0.02 + 4 / math.sqrt(mean * 28 * 60))


def test_nobody_minds_the_price_where_elasticity_is_0():
    by_week = come(shop(elasticity=0.0)).reshape(4, 28).mean(axis=1)
    assert by_week == pytest.approx(4, rel=0.1)


def test_they_pay_the_price_in_force_to_the_cent():
    drawn = shop().signals(key_of(1, 0), DAY_START, 0, 28)
    assert (drawn["kind"] == Kind.SALE_MADE).all()
    paid = {(int(p), int(t) // 1440 // 7): int(a) for p, t, a in zip(drawn["point"], drawn["tick"], drawn["amount"],
                                                                    strict=True)}  # fmt: skip
    assert [paid[5, week] for week in range(4)] == [300_000, 300_000, 150_000, 90_000]
    assert [paid[7, week] for week in range(4)] == [199_900, 199_900, 100_000, 60_000], "9.995 is 10.00, 5.997 is 6.00"


def test_an_article_has_one_success_in_all_stores_and_another_one_in_every_season_and_world():
    crowd = shop(spread=0.6)
    drawn = np.array([crowd.success(key_of(1, r), season) for r in range(400) for season in (0, 1)])
    assert (drawn[:, 0] == drawn[:, 1]).all()
    assert (drawn[:, 0] != drawn[:, 2]).mean() > 0.99
    assert drawn.mean() == pytest.approx(1, abs=0.06)
    assert drawn.std() == pytest.approx(0.6, abs=0.08)


def test_the_same_customers_come_however_days_are_cut_and_only_while_shops_are_open():
    crowd = shop(spread=0.6)
    whole = crowd.signals(key_of(3, 0), DAY_START, 0, 28)
    parts = [crowd.signals(key_of(3, 0), DAY_START, day, 4) for day in range(0, 28, 4)]
    assert np.array_equal(whole, np.concatenate(parts))
    assert (np.diff(whole["tick"]) >= 0).all()
    assert whole["tick"].min() % 1440 >= 600
    assert (whole["tick"] % 1440 < 1200).all()


def test_the_grid_of_means_is_fine_enough():
    assert (GRID[2:] / GRID[1:-1]).max() < 1.041

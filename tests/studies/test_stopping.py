"""Runs until a difference is known well enough: how often the interval is right when it is."""

import numpy as np
import pytest

from tugline.studies.compare import estimate
from tugline.studies.stopping import LEAST, ROUND, close_enough, half_width

MOST = 400


def sequential(dice, *, apart, shared, wanted):
    """Return how many worlds a study of two policies stops at, and the interval of their difference then."""
    luck = dice.normal(0, shared, MOST)
    base = 100 + luck
    other = 100 + apart + luck + dice.normal(0, 10, MOST)
    n = LEAST
    while n < MOST and not close_enough([other[:n].tolist(), base[:n].tolist()], wanted):
        n += ROUND
    return n, estimate((other[:n] - base[:n]).tolist())


@pytest.mark.parametrize("wanted", [0.05, 0.03])
def test_the_interval_holds_the_true_difference_about_as_often_as_it_says(wanted):
    """Deviation 10 of the pairs and a baseline of 100: (1.96 x 10 / (100 x wanted))^2 worlds, 16 and 43, a few more."""
    dice = np.random.Generator(np.random.PCG64(5))
    runs = [sequential(dice, apart=7, shared=20, wanted=wanted) for _ in range(1500)]
    held = sum(found.low <= 7 <= found.high for _, found in runs) / len(runs)
    assert 0.925 < held < 0.97
    many = np.array([n for n, _ in runs])
    expected = (1.96 * 10 / (100 * wanted)) ** 2
    assert expected < many.mean() < 1.6 * expected + ROUND


def test_a_precision_that_is_reached_is_that_of_the_true_mean():
    dice = np.random.Generator(np.random.PCG64(6))
    for _ in range(100):
        n, found = sequential(dice, apart=7, shared=5, wanted=0.04)
        assert n < MOST
        assert (found.high - found.low) / 2 <= 0.04 / 1.04 * 106


def test_by_hand():
    """1, 2, 3 more than 99, 100, 101: the difference is 2 +- t(0.975, 2) / sqrt(3) = 2.484, of 100."""
    base, other = [99.0, 100.0, 101.0], [100.0, 102.0, 104.0]
    assert half_width([other, base]) == pytest.approx(0.02484, abs=1e-5)
    assert close_enough([other, base], 0.0255)
    assert not close_enough([other, base], 0.0254), "0.02484 x 1.0254 is more"
    third = half_width([other, [100.0, 104.0, 108.0], base])
    assert third > half_width([[100.0, 104.0, 108.0], base]), "with two differences each interval is wider"


def test_a_single_policy_is_looked_at_by_itself():
    assert half_width([[99.0, 100.0, 101.0]]) == pytest.approx(0.02484, abs=1e-5)


def test_what_comes_to_nothing_has_no_relative_precision_unless_nothing_varies():
    assert half_width([[1.0, -1.0], [1.0, -1.0]]) == 0
    assert half_width([[1.0, 2.0], [1.0, -1.0]]) == float("inf")

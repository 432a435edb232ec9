"""Where a series has settled: autoregressive series with a bias at the beginning that is known."""

import numpy as np
import pytest

from tugline.studies.warm_up import settled


def autoregressive(seed, n, *, begin, phi=0.9, mean=100.0):
    """x[t] = mean + phi (x[t-1] - mean) + noise of deviation 1, begun `begin` above the mean."""
    noise = np.random.Generator(np.random.PCG64(seed)).normal(0, 1, n)
    x, found = begin, np.zeros(n)
    for t in range(n):
        x = phi * x + noise[t]
        found[t] = mean + x
    return found


@pytest.mark.parametrize("begin", [60.0, -60.0, 300.0])
def test_what_is_left_of_a_known_bias_is_less_than_the_mean_is_uncertain(begin):
    """What the bias adds to the mean of the rest, begin x 0.9^d / 0.1 / (n - d), against 1 / 0.1 / sqrt(n - d)."""
    n = 700
    cuts = np.array([settled(autoregressive(seed, n, begin=begin)).days for seed in range(200)])
    errors = abs(begin) * 0.9**cuts / np.sqrt(n - cuts)
    assert (errors < 0.5).mean() > 0.99
    assert abs(begin) / np.sqrt(n) > 2, "it is not when nothing is cut"
    assert np.median(cuts) < 60, "and not much more is cut: 22 days bring 60 to 6, 44 days 300 to 3"


def test_the_mean_after_the_cut_is_nearer_to_the_true_one():
    found = [autoregressive(seed, 400, begin=100.0) for seed in range(200)]
    kept = np.array([x[settled(x).days :].mean() for x in found])
    assert abs(np.mean(kept) - 100) < 0.25 < abs(np.mean([x.mean() for x in found]) - 100)


def test_a_series_without_a_beginning_of_its_own_keeps_nearly_all():
    cuts = [settled(autoregressive(seed, 700, begin=0.0)).days for seed in range(200)]
    assert np.median(cuts) <= 20


def test_a_step_is_cut_where_it_is():
    assert settled(np.array([50.0] * 100 + [7.0, 8.0] * 300)) == (100, True)
    assert settled(np.array([3.0] * 200)) == (0, True)
    assert settled(np.array([1e12 + 5] * 100 + [1e12, 1e12 + 1] * 300)).days == 100, "of large values, too"


def test_what_has_not_settled_in_the_first_half_is_not_sure():
    assert not settled(np.linspace(0, 100, 700)).sure
    assert not settled(np.zeros(10)).sure, "two means of five days say nothing"

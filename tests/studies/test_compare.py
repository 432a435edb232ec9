"""Intervals by the book."""

import math

import numpy as np
import pytest

from tugline.studies.compare import difference, differences, estimate


def test_a_mean_with_students_interval():
    """1 .. 5: mean 3, deviation 1.58114; t(0.975, 4) = 2.77645: 3 +- 1.96324."""
    found = estimate([1, 2, 3, 4, 5])
    assert (found.mean, found.n) == (3, 5)
    assert found.high - found.mean == pytest.approx(1.963243)
    assert found.mean - found.low == pytest.approx(1.963243)
    assert math.isinf(estimate([7]).high)


def test_pairs_cancel_the_luck_that_both_had():
    luck = np.random.Generator(np.random.PCG64(1)).normal(0, 100, 20)
    a, b = (luck + 5).tolist(), luck.tolist()
    found = difference("m", "a", "b", a, b, 0.95)
    assert found.mean == pytest.approx(5)
    assert found.shown
    assert not difference(
        "m", "a", "b", a, np.random.Generator(np.random.PCG64(2)).normal(0, 100, 20).tolist(), 0.95
    ).shown


def test_several_intervals_hold_together():
    """Of 1,000 studies of 8 figures without any difference, 5 % show one; each figure alone would in 34 %."""
    dice, wrong, n = np.random.Generator(np.random.PCG64(3)), 0, 1000
    for _ in range(n):
        values = {p: {f"m{k}": dice.normal(0, 1, 12).tolist() for k in range(8)} for p in ("a", "b")}
        wrong += any(d.shown for d in differences(values, "b"))
    assert 0.02 < wrong / n < 0.08


def test_only_what_both_know_is_compared():
    values = {"a": {"x": [1.0, 2], "y": [1.0, 2]}, "b": {"x": [1.0, 3]}}
    assert [(d.metric, d.a, d.b) for d in differences(values, "b")] == [("x", "a", "b")]

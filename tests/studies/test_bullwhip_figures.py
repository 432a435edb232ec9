"""The bullwhip of several worlds: means, pairs, and what is not known in all of them."""

from types import SimpleNamespace

import numpy as np
import pytest

from tugline.studies.bullwhip import Swings
from tugline.studies.bullwhip_figures import bullwhip_figures


def runs(*values):
    return [SimpleNamespace(swings=Swings(of, np.zeros((3, 4)))) for of in values]


def test_a_ratio_has_a_mean_over_worlds_and_a_difference_in_pairs():
    found = bullwhip_figures(
        {"a": runs({"x": 2.0}, {"x": 4.0}, {"x": 3.5}), "b": runs({"x": 1.0}, {"x": 3.0}, {"x": 2.5})}, "b"
    )
    assert found.echelons == 2
    assert found.policies["a"]["x"].mean == pytest.approx(9.5 / 3)
    (difference,) = found.differences
    assert (difference.a, difference.b, difference.mean, difference.shown) == ("a", "b", 1.0, True)


def test_a_ratio_that_one_world_does_not_know_is_left_out():
    found = bullwhip_figures({"a": runs({"x": 2.0, "y": 1.0}, {"x": None, "y": 1.5})}, "a")
    assert list(found.policies["a"]) == ["y"]

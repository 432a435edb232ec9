"""How figures of a study are written: enough digits to tell, the same for a mean and its interval, shares by points."""

import pytest

from tugline.business.study_figures import (
    COUNT,
    DAYS,
    MONEY,
    NO_DIFFERENCE,
    PER_SKU,
    SHARE,
    difference_words,
    mean_words,
    step_words,
)
from tugline.studies.bridge import Sum
from tugline.studies.compare import Difference, Estimate


@pytest.mark.parametrize(
    ("mean", "half", "unit", "said"),
    [
        (1195, 20.74, COUNT, "1,195 ± 21"),
        (158.6, 4.2, COUNT, "159 ± 4"),
        (9.25, 0.5, COUNT, "9.2 ± 0.5"),
        (10.35, 0.76, DAYS, "10.35 ± 0.76"),
        (41.9, 216, "", "42 ± 216"),
        (0.001, 0.0003, SHARE, "0.10% ± 0.03%"),
        (0.678, 0.014, SHARE, "67.8% ± 1.4%"),
        (36_322.4, 2105.2, PER_SKU, "36,322 ± 2,105"),
        (269_400, 1e-9, MONEY, "2,694"),
        (1200.0, 20.0, MONEY, "12.0 ± 0.2"),
    ],
)
def test_a_mean_and_its_interval_have_the_same_decimals_and_none_looks_like_nothing(mean, half, unit, said):
    assert " ".join(filter(None, mean_words(Estimate(mean, mean - half, mean + half, 9), unit))) == said


@pytest.mark.parametrize(
    ("mean", "low", "high", "unit", "said"),
    [
        (0.293, 0.266, 0.320, SHARE, "+29.3 points 26.6 to 32.0"),
        (-0.035, -0.056, -0.014, SHARE, "-3.5 points -5.6 to -1.4"),
        (0.0016, 0.0003, 0.0029, SHARE, "+0.16 points 0.03 to 0.29"),
        (250.0, 20.0, 480.0, MONEY, "+2.5 0.2 to 4.8"),
        (-964.83, -1010.0, -919.6, COUNT, "-965 -1,010 to -920"),
        (0.01, -0.01, 0.03, SHARE, NO_DIFFERENCE),
        (9.84, 9.84, 9.84, DAYS, "+9.84"),
    ],
)
def test_a_difference_that_is_shown_never_looks_as_if_it_held_nothing(mean, low, high, unit, said):
    found = Difference("f", "a", "b", mean, low, high, 9)
    assert " ".join(filter(None, difference_words(found, unit))) == said


def test_a_sum_that_is_shown_never_looks_as_if_it_held_nothing():
    assert " ".join(step_words(Sum("advantage", 170, 20.0, 320.0))) == "1.7 0.2 to 3.2"
    assert " ".join(step_words(Sum("advantage", 200, -40.0, 440.0))) == f"2 0 to 4: {NO_DIFFERENCE}"

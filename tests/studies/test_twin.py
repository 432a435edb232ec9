"""Verdicts of the honest twin: what agrees, what may be chance, and what differs, as often wrong as is stated."""

import numpy as np
import pytest

from tugline.studies.twin import CHANCE, DIFFERS, REPRODUCED, judge_many, judge_one, judge_spread


def luck(seed, n):
    return np.random.Generator(np.random.PCG64(seed)).standard_normal(n)


def test_within_the_tolerance_figures_agree_however_sure_the_difference_is():
    assert judge_many(np.full(1000, 0.09), np.arange(1000), 0.1, 0.95) == REPRODUCED
    assert judge_many(np.full(1000, 0.11), np.arange(1000), 0.1, 0.95) == DIFFERS


def test_a_few_observations_cannot_differ():
    assert judge_many(np.array([5.0, 5.0]), np.arange(2), 0.1, 0.95) == CHANCE
    assert judge_many(np.zeros(0), np.zeros(0), 0.1, 0.95) == REPRODUCED
    assert judge_many(np.full(1000, 5.0), np.arange(1000) % 2, 0.1, 0.95) == CHANCE, "two days, whatever came on them"


def test_what_does_not_differ_is_said_to_in_as_many_cases_as_the_level_leaves():
    """Of 2,000 records without any difference about 5 % seem to differ at 95 %; standard error 0.5 %."""
    wrong = sum(judge_many(luck(seed, 12), np.arange(12), 0.0, 0.95) == DIFFERS for seed in range(2000))
    assert wrong / 2000 == pytest.approx(0.05, abs=0.015)


def test_observations_that_share_their_luck_do_not_count_as_many():
    """Twelve days of ten orders each, all of a day alike: they seem to differ as often as twelve orders do."""
    days = np.repeat(np.arange(12), 10)
    wrong = sum(judge_many(np.repeat(luck(seed, 12), 10), days, 0.0, 0.95) == DIFFERS for seed in range(2000))
    assert wrong / 2000 == pytest.approx(0.05, abs=0.015)
    blind = sum(judge_many(np.repeat(luck(s, 12), 10), np.arange(120), 0.0, 0.95) == DIFFERS for s in range(200))
    assert blind / 200 > 0.3


def test_a_spread_is_recognised_and_one_that_is_not_there_is_seen():
    ratios = np.exp(0.3 * luck(1, 400) - 0.045)
    spread, verdict = judge_spread(ratios, 0.307, 0.95)
    assert (verdict, spread) == (REPRODUCED, pytest.approx(0.307, abs=0.03))
    assert judge_spread(ratios, 0.0, 0.95)[1] == DIFFERS
    assert judge_spread(ratios, 0.6, 0.95)[1] == DIFFERS
    assert judge_spread(ratios[:5], 0.0, 0.95)[1] == CHANCE
    assert judge_spread(np.ones(50), 0.3, 0.95)[1] == DIFFERS, "what never varies has no error"


def test_one_value_is_held_against_where_one_more_world_would_lie():
    """Twin 10 ± 1 from four worlds, t(0.975; 3) = 3.182: one more lies within 3.182 sqrt(1.25) = 3.56 of the mean."""
    worlds = [10 + np.sqrt(1.5) * x for x in (-1, 1, 0, 0)]
    assert np.std(worlds, ddof=1) == pytest.approx(1)
    assert judge_one(13.5, worlds, 0.1) == CHANCE
    assert judge_one(13.6, worlds, 0.1) == DIFFERS
    assert judge_one(10.05, worlds, 0.1) == REPRODUCED


def test_of_one_world_the_tolerance_decides():
    assert judge_one(1.0, [0.97], 0.05) == REPRODUCED
    assert judge_one(1.0, [0.94], 0.05) == DIFFERS

"""What is foretold from few records holds as often as it says, whatever they are drawn from."""

import numpy as np
import pytest

from tugline.studies.predictive import Predictive, Sample, luck_of
from tugline.world.luck import ONE, STEPS, WIDTH

NONE = np.zeros(0)


def next_one(predictive, luck):
    """Return one factor foretold: of a distribution that may be the true one."""
    return np.interp(luck.random(), np.arange(STEPS + 1) / STEPS, predictive.row(luck)[: STEPS + 1]) / ONE


@pytest.mark.parametrize("records", [5, 8, 40])
def test_of_nine_foretold_the_eighth_holds_with_80_percent(records):
    """Gamma, of which the method knows nothing; 600 samples: the share spreads by 0.016, four of these either way."""
    luck, held = luck_of(records), []
    for _ in range(600):
        predictive = Predictive(Sample(luck.gamma(4, 0.25, records), NONE), luck)
        told = sorted(next_one(predictive, luck) for _ in range(9))
        held.append(luck.gamma(4, 0.25) <= told[7])
    assert np.mean(held) == pytest.approx(0.8, abs=0.065)


def test_the_next_one_is_beyond_all_n_with_one_in_n_plus_one():
    known = np.array([0.7, 0.9, 1.0, 1.1, 1.6])
    luck = luck_of(3)
    predictive = Predictive(Sample(known, NONE), luck)
    beyond = [(predictive.row(luck)[: STEPS + 1] > 1.6 * ONE).mean() for _ in range(4000)]
    assert np.mean(beyond) == pytest.approx(1 / 6, abs=0.01)


def test_the_tail_of_few_records_is_students_and_of_many_their_own():
    """Beyond the largest, a lognormal of deviation 0.3 goes on as far as five records let one guess, and no less."""
    luck = luck_of(4)
    few, many = (Predictive(Sample(np.exp(0.3 * luck.standard_normal(n)), NONE), luck) for n in (5, 500))
    far = [np.quantile([next_one(each, luck) for _ in range(2000)], 0.99) for each in (few, many)]
    assert far[0] > 1.2 * far[1]
    assert far[1] == pytest.approx(np.exp(0.3 * 2.326), rel=0.2)


def test_what_has_not_come_yet_counts():
    """Asked for evenly over 30 days, ten in the median: without those that are still open it looks quick."""
    luck = luck_of(5)
    asked, took = luck.uniform(0, 30, 400), 10 * np.exp(0.8 * luck.standard_normal(400))
    came = asked + took <= 30
    quick = Predictive(Sample(took[came] / 10, NONE), luck)
    whole = Predictive(Sample(took[came] / 10, (30 - asked[~came]) / 10), luck)
    told = [np.median([next_one(each, luck) for _ in range(1500)]) for each in (quick, whole)]
    assert told[0] < 0.8 < 0.9 < told[1] < 1.1


def test_records_that_are_all_alike_vary_by_nothing():
    luck = luck_of(6)
    row = Predictive(Sample(np.full(7, 1.5), np.array([0.3])), luck).row(luck)
    assert row.shape == (WIDTH,)
    assert np.abs(row - 1.5 * ONE).max() <= 1


def test_a_row_ascends_and_the_same_keys_give_the_same():
    sample = Sample(np.array([0.2, 0.9, 1.0, 1.0, 7.0]), np.array([2.0]))
    rows = [Predictive(sample, luck_of(1, 2)).row(luck_of(-9)) for _ in range(2)]
    assert (rows[0] == rows[1]).all()
    for part in np.split(rows[0], 3):
        assert (np.diff(part) >= 0).all()

"""The guarantee of the ranking, on normal figures whose means are known."""

import numpy as np
import pytest

from tugline.business.study_figures import SHOWN
from tugline.errors import UsageError
from tugline.studies.compare import differences
from tugline.studies.deciding import DECIDING, check_figure, oriented
from tugline.studies.ranking import rank

TRIALS = 2000


def draws(seed, means, n, *, shared):
    """Figures of policies in n worlds: luck of all of them and luck of their own."""
    dice = np.random.Generator(np.random.PCG64(seed))
    for _ in range(TRIALS):
        luck = dice.normal(0, shared, n)
        yield {f"p{i}": (luck + mean + dice.normal(0, 1, n)).tolist() for i, mean in enumerate(means)}


@pytest.mark.parametrize("shared", [0.0, 5.0])
@pytest.mark.parametrize("means", [(0, 0, 0, 0), (0.3, 0, 0, -1), (0.05, 0, 0, 0, 0, 0, 0)])
def test_the_best_policy_stays_in_95_of_100_studies(means, shared):
    """3 standard deviations of a share of 95 % in 2,000 are 1.5 %. With all means the same any of them is best."""
    kept = sum("p0" in (r.best, *r.not_told_apart) for r in (rank("f", v) for v in draws(1, means, 10, shared=shared)))
    assert kept / TRIALS > 0.935


def test_the_guarantee_is_not_bought_by_keeping_everybody():
    """Three standard deviations worse in ten worlds that are compared in pairs: sorted out nearly always."""
    worse = [rank("f", v).worse for v in draws(2, (0, 0, -3, -3), 10, shared=20.0)]
    assert sum({"p2", "p3"} <= set(each) for each in worse) / TRIALS > 0.9


def test_without_pairs_the_same_worlds_would_show_nothing():
    values = next(draws(3, (0, -3), 10, shared=20.0))
    assert rank("f", values).worse == ["p1"]
    assert rank("f", {"p0": values["p0"], "p1": values["p1"][::-1]}).worse == []


def test_by_hand():
    """b - a is 1, 2, 3 and c - a 9, 10, 11: means 2 and 10, deviations 1; c - b is 8 in each world.

    Three pairs: t(1 - 0.05 / 6, 2) = 7.649, half-width 4.416. One pair: t(0.975, 2) = 4.303, half-width 2.484.
    """
    found = rank("f", {"a": [0, 10, 20], "b": [1, 12, 23], "c": [9, 20, 31]})
    assert (found.best, found.not_told_apart, found.worse) == ("c", [], ["b", "a"])
    two = {"a": [0, 10, 20], "b": [1, 12, 23]}
    assert rank("f", two).not_told_apart == ["a"], "a one-sided interval of its own, t(0.95, 2), would leave 0 out"
    assert rank("f", two, 0.9).worse == ["a"], "t(0.95, 2) = 2.920, half-width 1.686 is less than 2"
    three = rank("f", {**two, "c": [-100, -90, -80]})
    assert (three.best, three.not_told_apart, three.worse) == ("b", ["a"], ["c"])


@pytest.mark.parametrize("seed", range(5))
def test_worse_is_what_the_difference_shows(seed):
    values = next(draws(seed, (0, 0.5, 1, 1.5), 8, shared=3.0))
    found = rank("f", values, 0.999)
    apart = differences({policy: {"f": of} for policy, of in values.items()}, found.best, 0.999)
    assert set(found.worse) == {d.a for d in apart if d.shown}


def test_one_policy_is_best_and_two_alike_are_not_told_apart():
    alone = rank("f", {"a": [1.0, 2.0]})
    assert (alone.best, alone.not_told_apart, alone.worse) == ("a", [], [])
    alike = rank("f", {"a": [1.0, 2.0], "b": [1.0, 2.0]})
    assert (alike.best, alike.not_told_apart, alike.worse) == ("a", ["b"], [])


def test_less_is_better_of_some_figures():
    assert oriented("lost_sales", [1.0, 2.0]) == [-1.0, -2.0]
    assert oriented("contribution", [1.0]) == [1.0]


def test_a_figure_that_is_none_is_refused_with_the_one_that_may_be_meant():
    with pytest.raises(UsageError, match="study, figure: 'contribtion'; expected one of contribution") as refused:
        check_figure("contribtion")
    assert refused.value.hint == "Maybe 'contribution' is meant."


def test_every_figure_that_a_study_shows_can_decide_but_those_that_are_neither_good_nor_bad():
    shown = {name for name, _, _ in SHOWN}
    assert shown - DECIDING.keys() == {"variances"}
    with pytest.raises(UsageError) as refused:
        check_figure("turns")
    assert refused.value.hint == "Maybe 'inventory_turns' is meant."

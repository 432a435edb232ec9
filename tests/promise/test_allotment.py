"""Rules of sharing: the published numbers, small cases by brute force, and what holds for any."""

from fractions import Fraction
from itertools import accumulate, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tugline.errors import UsageError
from tugline.promise.allotment import available_to_promise, by_turn, linear, proportional, uniform, whole

RULES = [by_turn, proportional, linear, uniform]
SHARING = [proportional, linear, uniform]
ASKED = st.lists(st.integers(0, 10**15), max_size=8)


@pytest.mark.parametrize(
    ("rule", "shares"), [(by_turn, [80, 40, 0]), (proportional, [64, 40, 16]), (linear, [70, 40, 10]),
                         (uniform, [50, 50, 20])],
)  # fmt: skip
def test_the_numbers_of_the_worked_example(rule, shares):
    assert rule([80, 50, 20], 120) == shares
    assert rule([20, 80, 50], 120) == ([20, 80, 20] if rule is by_turn else [shares[i] for i in (2, 0, 1)])


def test_units_that_do_not_divide_go_by_largest_remainder_and_ties_to_the_first():
    # 7 of 30: 7/3 = 2.33, 3.5 and 1.17.
    assert proportional([10, 15, 5], 7) == [2, 4, 1]
    assert proportional([5, 5, 5], 7) == linear([5, 5, 5], 7) == uniform([5, 5, 5], 7) == [3, 2, 2]
    assert whole([Fraction(1, 2), Fraction(3, 4), Fraction(3, 4)], 2) == [0, 1, 1]


@given(ASKED, st.integers(0, 10**16), st.sampled_from(RULES))
def test_nobody_gets_more_than_asked_and_nothing_is_left_while_somebody_lacks(asked, supply, rule):
    shares = rule(asked, supply)
    assert all(0 <= share <= each for share, each in zip(shares, asked, strict=True))
    assert sum(shares) == min(supply, sum(asked))


@given(ASKED, st.integers(0, 10**16), st.sampled_from(SHARING))
def test_whoever_asks_for_more_gets_no_less_than_others_but_for_a_unit(asked, supply, rule):
    shares = rule(asked, supply)
    for one, other in product(range(len(asked)), repeat=2):
        if asked[one] >= asked[other]:
            assert shares[one] >= shares[other] - 1


def sorted_linear(asked, supply):
    """The formula as it is written, for fractions and every count there could be."""
    order = sorted(asked, reverse=True)
    best = None
    for count in range(1, len(order) + 1):
        lack = Fraction(sum(order[:count]) - supply, count)
        if all(each - lack >= 0 for each in order[:count]):
            best = [each - lack for each in order[:count]] + [Fraction(0)] * (len(order) - count)
    return best


def test_small_cases_are_within_a_unit_of_the_formulas():
    for asked in product(range(6), repeat=3):
        for supply in range(sum(asked)):
            exact = {proportional: [Fraction(supply * each, sum(asked)) for each in sorted(asked, reverse=True)],
                     linear: sorted_linear(asked, supply)}  # fmt: skip
            for rule, parts in exact.items():
                shares = sorted(rule(asked, supply), reverse=True)
                assert all(abs(share - part) < 1 for share, part in zip(shares, sorted(parts)[::-1], strict=True))


def test_uniform_is_the_most_equal_of_all_ways_to_share():
    for asked in product(range(5), repeat=3):
        for supply in range(sum(asked)):
            ways = [way for way in product(*(range(each + 1) for each in asked)) if sum(way) == supply]
            # Lexicographic max-min: the smallest share is as large as can be, then the next.
            assert sorted(uniform(asked, supply)) == max(map(sorted, ways))


def test_under_uniform_nobody_gains_by_asking_for_anything_but_what_they_need():
    for others in product(range(5), repeat=2):
        for place, supply, needed in product(range(3), range(13), range(5)):
            got = [uniform([*others[:place], said, *others[place:]], supply)[place] for said in range(9)]
            assert got == sorted(got)
            assert max(min(each, needed) for each in got) == min(got[needed], needed)


@pytest.mark.parametrize("rule", [proportional, linear])
def test_under_the_other_rules_asking_for_more_than_needed_does_pay(rule):
    honest, padded = rule([40, 40], 40), rule([60, 40], 40)
    assert padded[0] > honest[0]


@pytest.mark.parametrize("rule", RULES)
def test_less_than_nothing_is_refused(rule):
    with pytest.raises(UsageError, match="asked 2: -1; expected 0 or more"):
        rule([1, -1], 5)
    with pytest.raises(UsageError, match="supply -1"):
        rule([1], -1)
    assert rule([], 5) == []


def test_available_to_promise_of_the_worked_example():
    free = available_to_promise([20, 50, 0, 50], [8, 15, 10, 20])
    # The third block asks for 10 and nothing comes: the second one covers it.
    assert free == [12, 25, 0, 30]
    assert list(accumulate(free)) == [12, 37, 37, 67]


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=9))
def test_cumulative_atp_is_the_least_that_there_is_from_then_on(blocks):
    supply, asked = zip(*blocks, strict=True)
    projected = list(accumulate(there - wanted for there, wanted in blocks))
    free = available_to_promise(supply, asked)
    assert list(accumulate(free)) == [min(projected[block:]) for block in range(len(blocks))]
    assert all(each >= 0 for each in free[1:])

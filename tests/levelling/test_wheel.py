"""The wheel of change-overs against all orders, its bound, and how often it can turn."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.errors import UsageError
from tugline.levelling.wheel import EXACT, best_wheel, interval, turn_time


def square(n):
    return st.lists(st.lists(st.integers(0, 30), min_size=n, max_size=n), min_size=n, max_size=n)


def test_colours_go_from_light_to_dark():
    # White, yellow, black: to darker takes 1, back to lighter 5 a shade; round is 1 + 1 + 10, the other way 2 + 5 + 5.
    times = [[0, 1, 2], [5, 0, 1], [10, 5, 0]]
    assert best_wheel(times) == ((0, 1, 2), 12, 12)


@settings(max_examples=150)
@given(st.integers(2, 6).flatmap(square))
def test_no_order_is_shorter(times):
    wheel = best_wheel(times)
    orders = [(0, *rest) for rest in permutations(range(1, len(times)))]
    least = min(turn_time(times, order) for order in orders)
    assert (wheel.setup, wheel.at_least) == (least, least)
    # Of equals the one that comes first.
    assert wheel.order == min(order for order in orders if turn_time(times, order) == least)


@settings(max_examples=25, deadline=None)
@given(square(EXACT + 2))
def test_of_many_the_order_is_whole_and_between_its_bound_and_the_nearest_first(times):
    wheel = best_wheel(times)
    assert sorted(wheel.order) == list(range(EXACT + 2))
    assert wheel.order[0] == 0
    assert wheel.at_least <= wheel.setup == turn_time(times, wheel.order)
    order = [0]
    while len(order) < len(times):
        order.append(min(set(range(len(times))) - set(order), key=lambda b: (times[order[-1]][b], b)))
    assert wheel.setup <= turn_time(times, order)


def test_of_many_on_a_ring_the_best_is_found_and_known_to_be():
    # Twenty shades in a ring, one step costs 1: once round is 20, and each needs a successor at 1 at least.
    times = [[(b - a) % 20 for b in range(20)] for a in range(20)]
    assert best_wheel(times) == (tuple(range(20)), 20, 20)


def test_one_group_changes_over_to_itself():
    assert best_wheel([[7]]) == ((0,), 7, 7)


def test_every_part_every_interval():
    # 60 spare minutes a day and 150 minutes of set-ups: two and a half days.
    assert interval(480, 420, 150) == Fraction(5, 2)
    assert interval(480, 480, 150) is None
    assert interval(480, 500, 0) is None
    assert interval(480, 420, 0) == 0


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: best_wheel([]), "no groups to change over between"),
        (lambda: best_wheel([[0, 1], [1]]), "group 2: 1 set-up times; expected 2"),
        (lambda: best_wheel([[0, -3], [1, 0]]), "set-up time from group 1 to 2: -3; expected 0 or more"),
        (lambda: best_wheel([[0, 2**60], [1, 0]]), "set-up times of up to .* in one turn; expected less than"),
        (lambda: interval(-1, 0, 0), "available time -1; expected 0 or more"),
    ],
)
def test_what_is_no_wheel_is_refused(call, said):
    with pytest.raises(UsageError, match=said):
        call()

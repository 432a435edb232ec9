from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.state.arithmetic import better, ceil_div, half_even

NUMERATORS = st.integers(-(1 << 62), 1 << 62)
DENOMINATORS = st.one_of(st.integers(1, 12), st.integers(1, 10_000_000))


@settings(deadline=None)
@given(NUMERATORS, DENOMINATORS)
def test_ceil_div_is_the_exact_ceiling_up_to_the_limit_of_products(a: int, b: int) -> None:
    assert ceil_div(a, b) == ceil(Fraction(a, b))


@settings(deadline=None)
@given(NUMERATORS, DENOMINATORS)
def test_half_even_is_the_exact_rounding_up_to_the_limit_of_products(a: int, b: int) -> None:
    assert half_even(a, b) == round(Fraction(a, b))


@settings(deadline=None)
@given(NUMERATORS, DENOMINATORS)
def test_half_even_of_the_opposite_is_the_opposite(a: int, b: int) -> None:
    assert half_even(-a, b) == -half_even(a, b)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (5, 10, 0),
        (15, 10, 2),
        (25, 10, 2),
        (-5, 10, 0),
        (-15, 10, -2),
        (-25, 10, -2),
        (26, 10, 3),
        (0, 7, 0),
        (7, 1, 7),
    ],
)
def test_halves_go_to_the_even_neighbour(a: int, b: int, expected: int) -> None:
    assert half_even(a, b) == expected


@pytest.mark.parametrize(("a", "b", "expected"), [(7, 2, 4), (8, 2, 4), (-7, 2, -3), (0, 5, 0), (1, 5, 1)])
def test_ceilings_go_up_on_both_sides_of_zero(a: int, b: int, expected: int) -> None:
    assert ceil_div(a, b) == expected


RANKS = st.tuples(st.integers(1, 3), st.integers(-2, 2), st.integers(1, 3))


@settings(deadline=None)
@given(RANKS, RANKS)
def test_who_is_better_is_decided_by_priority_then_due_then_who_came_first(a: tuple, b: tuple) -> None:
    assert better(*a, *b) == (a < b)

"""Integer arithmetic on columns against Python's own fractions."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.network.exact import LIMIT, ceil_div, half_even, product_fits, ratio_product, share_of

small = st.integers(-(10**9), 10**9)
ratio = st.tuples(st.integers(0, 10**12), st.integers(1, 10**12))


def column(*values):
    return np.array(values, np.int64)


def ratios(pairs):
    return tuple((column(n), column(d)) for n, d in pairs)


@settings(deadline=None)
@given(small, st.integers(1, 10**6))
def test_ceil_div_rounds_up(a, b):
    assert ceil_div(column(a), b)[0] == -((-a) // b)


@settings(deadline=None)
@given(small, st.integers(1, 10**6))
def test_half_even_rounds_as_python_rounds_fractions(a, b):
    assert half_even(column(a), column(b))[0] == round(Fraction(a, b))


@pytest.mark.parametrize(("a", "b", "rounded"), [(1, 2, 0), (3, 2, 2), (5, 2, 2), (-1, 2, 0), (-3, 2, -2), (7, 4, 2)])
def test_halves_go_to_the_even_neighbour(a, b, rounded):
    assert half_even(column(a), b)[0] == rounded


@settings(deadline=None)
@given(st.lists(ratio, min_size=1, max_size=4))
def test_a_product_of_ratios_is_exact_wherever_it_is_said_to_fit(pairs):
    numerator, denominator, fits = ratio_product(*ratios(pairs))
    exact = Fraction(1)
    for n, d in pairs:
        exact *= Fraction(n, d)
    if fits[0]:
        assert (numerator[0], denominator[0]) == (exact.numerator, exact.denominator)
    else:
        assert denominator[0] == 1


def test_a_ratio_of_large_numbers_that_cancel_fits():
    big = 10**18
    numerator, denominator, fits = ratio_product(*ratios([(big, 3), (9, big)]))
    assert (numerator[0], denominator[0], fits[0]) == (3, 1, True)


@settings(deadline=None)
@given(st.integers(0, 10**15), st.lists(ratio, min_size=1, max_size=3))
def test_a_share_is_rounded_once_whatever_the_size_of_the_products_between(value, pairs):
    exact = Fraction(value)
    for n, d in pairs:
        exact *= Fraction(n, d)
    if round(exact) < 2**62:
        assert share_of(column(value), *ratios(pairs))[0] == round(exact)
    elif round(exact) >= 2**63:
        with pytest.raises(OverflowError):
            share_of(column(value), *ratios(pairs))


def test_products_fit_up_to_the_limit_only():
    assert product_fits(column(2**31, 2**31, 0), column(2**30, 2**31, LIMIT)).tolist() == [True, False, True]

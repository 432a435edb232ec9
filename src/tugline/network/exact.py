"""Exact arithmetic on columns of int64: ratios in lowest terms, and products that never overflow unseen."""

import math
from fractions import Fraction

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

LIMIT = 2**62
"""Every product that a kernel forms stays below this; int64 ends at 2^63."""


def ceil_div(a: IntArray, b: IntArray | int) -> IntArray:
    """Return a / b rounded up; b > 0."""
    rounded: IntArray = -((-a) // b)
    return rounded


def half_even(a: IntArray, b: IntArray | int) -> IntArray:
    """Return a / b rounded to the nearest integer, halves to the even one; b > 0, 2 b fits int64."""
    quotient, rest = np.divmod(a, b)
    twice = 2 * rest
    up = (twice > b) | ((twice == b) & (quotient % 2 != 0))
    rounded: IntArray = quotient + up
    return rounded


def product_fits(a: IntArray, b: IntArray) -> BoolArray:
    """Return where a * b stays inside `LIMIT`; the floats only estimate and err on the side of no."""
    fits: BoolArray = np.abs(a.astype(np.float64)) * np.abs(b.astype(np.float64)) < float(LIMIT) * (1 - 1e-12)
    return fits


def lowest(numerator: IntArray, denominator: IntArray) -> tuple[IntArray, IntArray]:
    """Return the ratios in lowest terms; denominators > 0."""
    common = np.gcd(numerator, denominator)
    common[common == 0] = 1
    return numerator // common, denominator // common


def ratio_product(*ratios: tuple[IntArray, IntArray]) -> tuple[IntArray, IntArray, BoolArray]:
    """Return numerator, denominator (lowest terms) of the product of ratios, and where it fits.

    Where it does not fit, numerator and denominator mean nothing.
    """
    numerator, denominator = lowest(*ratios[0])
    fits = np.ones(len(numerator), np.bool_)
    for ratio in ratios[1:]:
        n, d = lowest(*ratio)
        numerator, d = lowest(numerator, d)
        n, denominator = lowest(n, denominator)
        fits &= product_fits(numerator, n) & product_fits(denominator, d)
        with np.errstate(over="ignore"):
            numerator, denominator = numerator * n, denominator * d
        denominator[~fits] = 1
    return numerator, denominator, fits


def share_of(value: IntArray, *ratios: tuple[IntArray, IntArray]) -> IntArray:
    """Return value times all ratios, rounded once, halves to even, whatever the size of the products between.

    Raises
    ------
    OverflowError
        A result does not fit int64.
    """
    numerator, denominator, fits = ratio_product(*ratios)
    fits &= product_fits(value, numerator)
    result = half_even(np.where(fits, value, 0) * np.where(fits, numerator, 0), denominator)
    for row in np.flatnonzero(~fits).tolist():
        result[row] = _exactly(int(value[row]), [(int(n[row]), int(d[row])) for n, d in ratios])
    return result


def _exactly(value: int, ratios: list[tuple[int, int]]) -> int:
    return round(math.prod((Fraction(*ratio) for ratio in ratios), start=Fraction(value)))

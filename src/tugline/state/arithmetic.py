"""Exact integer arithmetic for kernels: what could pass 64 bits is refused and never wraps round."""

from tugline.errors import TooLargeError
from tugline.state.kernel import kernel

PRODUCT_MAX = 1 << 62
TOTAL_MAX = 1 << 60
"""A position adds up five totals, and stays below 2^63."""


@kernel
def times(a: int, b: int) -> int:
    """Return a * b; neither is negative.

    Raises
    ------
    TooLargeError
        The product is above 2^62.
    """
    if b > 0 and a > PRODUCT_MAX // b:
        raise TooLargeError("a quantity times a factor is above 2^62 smallest units or ticks")
    return a * b


@kernel
def plus(total: int, change: int) -> int:
    """Return a stock point's or a source's total after a change.

    Raises
    ------
    TooLargeError
        The total is above 2^60.
    """
    if total + change > TOTAL_MAX:
        raise TooLargeError("what is on hand, on order or wanted of one stock point is above 2^60 smallest units")
    return total + change


@kernel
def ceil_div(a: int, b: int) -> int:
    """Return a / b rounded up; b > 0."""
    return -((-a) // b)


@kernel
def half_even(a: int, b: int) -> int:
    """Return a / b rounded to the nearest integer, halves to the even one; b > 0."""
    quotient = a // b
    twice = 2 * (a - quotient * b)
    if twice > b or (twice == b and quotient % 2 != 0):
        quotient += 1
    return quotient


@kernel
def better(priority_a: int, due_a: int, id_a: int, priority_b: int, due_b: int, id_b: int) -> bool:
    """Return whether a is served before b: by priority, then due, then who came first."""
    if priority_a != priority_b:
        return priority_a < priority_b
    if due_a != due_b:
        return due_a < due_b
    return id_a < id_b

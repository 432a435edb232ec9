"""Exact integer arithmetic for kernels."""

from tugline.state.kernel import kernel


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

"""Sums that add up as printed: rounded each by itself, the terms of a true sum may miss its last digit."""

from collections.abc import Sequence
from fractions import Fraction


def shown_sum(terms: Sequence[float], signs: Sequence[int]) -> tuple[list[str], str]:
    """Return terms and sum, each rightly rounded half-even to as few digits, at least one, as make them add up exactly.

    Parameters
    ----------
    signs
        1 where a term is added and -1 where it is taken off, one for each term.
    """
    exact = [Fraction(term) for term in terms]
    total = sum((sign * term for sign, term in zip(signs, exact, strict=True)), Fraction(0))
    digits = 1
    # A float has finitely many digits, and with all of them shown the sum is exact: three in four sums need only one.
    while True:
        units = [round(term * 10**digits) for term in exact]
        if sum(sign * unit for sign, unit in zip(signs, units, strict=True)) == round(total * 10**digits):
            return [_decimal(unit, digits) for unit in units], _decimal(round(total * 10**digits), digits)
        digits += 1


def _decimal(units: int, digits: int) -> str:
    whole, part = divmod(abs(units), 10**digits)
    return f"{'-' if units < 0 else ''}{whole:,}.{part:0{digits}d}"

"""Goal chasing: mixed products in an order that uses each of their parts at a rate as even as can be.

Yasuhiro Monden, *Toyota Production System*, gives both methods. Everything is exact: where Monden compares distances,
whole numbers in the same order are compared, so that a tie is a tie on any machine.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from tugline.errors import UsageError

Uses = Sequence[Sequence[Fraction | int]]
"""uses[i][j]: how much of part j one place of product i takes, >= 0."""


class Evenness(NamedTuple):
    """How far a sequence uses parts from an even rate."""

    square: Fraction
    """Squared distance from the even rate, all parts together, in the mean of all places."""
    most: tuple[Fraction, ...]
    """The farthest that each part ever is from it, in units of that part."""


def chase_goals(quantities: Sequence[int], uses: Uses) -> list[int]:
    """Return the products in turn by goal chasing I.

    With N[j] the whole use of part j, Q places and X[j] used so far, place K gets the product i, of those with
    quantity left, with the least sum over parts of (K N[j] / Q - X[j] - uses[i][j])². Of equals it is the first.

    Parameters
    ----------
    quantities
        Places of each product, >= 0.
    uses
        A row for each product, all of the same length.

    Raises
    ------
    UsageError
        A quantity or a use is negative, or rows are missing or of different lengths.
    """
    whole = _whole_uses(quantities, uses)
    places = sum(quantities)

    def distance(i: int, ahead: list[int]) -> int:
        # Q² times Monden's sum, less what is the same for all products.
        return sum(places * b * b - 2 * ahead[j] * b for j, b in whole[i])

    return _chased(quantities, whole, len(uses[0]) if uses else 0, distance)


def chase_goals_simply(quantities: Sequence[int], uses: Uses) -> list[int]:
    """Return the products in turn by goal chasing II, for products that take one of a part or none.

    Place K gets the product i, of those with quantity left, with the largest sum of K N[j] / Q - X[j] over the parts
    that it takes. It is goal chasing I where all products take the same number of parts.

    Raises
    ------
    UsageError
        As `chase_goals` does, or a use is neither 0 nor 1.
    """
    whole = _whole_uses(quantities, uses)
    for i, row in enumerate(uses):
        for j, use in enumerate(row):
            if use not in (0, 1):
                raise UsageError(
                    f"product {i + 1}, part {j + 1}: {use}; goal chasing II expects 0 or 1",
                    hint="Goal chasing I takes any quantity.",
                )
    return _chased(quantities, whole, len(uses[0]) if uses else 0, lambda i, ahead: -sum(ahead[j] for j, _ in whole[i]))


def evenness(sequence: Sequence[int], uses: Uses, amounts: Sequence[Fraction | int] | None = None) -> Evenness:
    """Return how far a sequence of products uses parts from an even rate.

    After K of Q places part j is K N[j] / Q - X[j] from it.

    Parameters
    ----------
    uses
        Of one place, or of one piece where there are amounts; a row for each product.
    amounts
        Pieces of each place, > 0; then K and Q are pieces. One each if left away.

    Raises
    ------
    UsageError
        There is not one amount for each place.
    """
    parts = len(uses[0]) if uses else 0
    each = [Fraction(1)] * len(sequence) if amounts is None else [Fraction(amount) for amount in amounts]
    if len(each) != len(sequence):
        raise UsageError(f"{len(each)} amounts for {len(sequence)} places; expected one for each")
    if not sequence or not parts:
        return Evenness(Fraction(0), (Fraction(0),) * parts)
    scale, piece = _scale(uses), lcm(*(amount.denominator for amount in each))
    whole = [[(j, int(use * scale)) for j, use in enumerate(row) if use] for row in uses]
    pieces = [int(amount * piece) for amount in each]
    total = [0] * parts
    for product, amount in zip(sequence, pieces, strict=True):
        for j, use in whole[product]:
            total[j] += amount * use
    places, off, squares, most = sum(pieces), [0] * parts, 0, [0] * parts
    for product, amount in zip(sequence, pieces, strict=True):
        for j in range(parts):
            off[j] += amount * total[j]
        for j, use in whole[product]:
            off[j] -= places * amount * use
        squares += sum(now * now for now in off)
        most = [max(far, abs(now)) for far, now in zip(most, off, strict=True)]
    unit = places * scale * piece
    return Evenness(Fraction(squares, unit**2 * len(sequence)), tuple(Fraction(far, unit) for far in most))


def _scale(uses: Uses) -> int:
    return lcm(1, *(Fraction(use).denominator for row in uses for use in row))


def _whole_uses(quantities: Sequence[int], uses: Uses) -> list[list[tuple[int, int]]]:
    """Return what each product takes as (part, whole number), all in one finer unit."""
    if len(uses) != len(quantities):
        raise UsageError(f"{len(uses)} rows of parts for {len(quantities)} products; expected one for each")
    for i, (quantity, row) in enumerate(zip(quantities, uses, strict=True)):
        if quantity < 0:
            raise UsageError(f"product {i + 1}: quantity {quantity}; expected 0 or more")
        if len(row) != len(uses[0]):
            raise UsageError(f"product {i + 1}: {len(row)} parts; expected {len(uses[0])}, as of product 1")
        if negative := [j for j, use in enumerate(row) if use < 0]:
            j = negative[0]
            raise UsageError(f"product {i + 1}, part {j + 1}: {row[j]}; expected 0 or more")
    scale = _scale(uses)
    return [[(j, int(use * scale)) for j, use in enumerate(row) if use] for row in uses]


def _chased(
    quantities: Sequence[int], whole: list[list[tuple[int, int]]], parts: int, distance: Callable[[int, list[int]], int]
) -> list[int]:
    """Return the products in turn, each time the one whose distance is least; `ahead[j]` is K N[j] - Q X[j]."""
    places, left = sum(quantities), list(quantities)
    total = [0] * parts
    for quantity, row in zip(quantities, whole, strict=True):
        for j, use in row:
            total[j] += quantity * use
    ahead, found = [0] * parts, []
    for _ in range(places):
        for j in range(parts):
            ahead[j] += total[j]
        chosen = min((i for i, rest in enumerate(left) if rest), key=lambda i: (distance(i, ahead), i))
        found.append(chosen)
        left[chosen] -= 1
        for j, use in whole[chosen]:
            ahead[j] -= places * use
    return found

"""Rules by which too little is shared among those who ask, in whole units, and what is available to promise.

Every rule gives nobody more than they asked for, and all that there is as long as somebody lacks some. Sums are exact;
units that do not divide go by largest remainder, ties to whoever stands first. Proportional, linear and uniform
allocation, and what they do to those who ask: Cachon and Lariviere, Management Science 45(8), 1999.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import accumulate
from math import floor

from tugline.errors import UsageError

Rule = Callable[[Sequence[int], int], list[int]]
"""What each gets, by what each asks for and what there is."""


def whole(parts: Sequence[Fraction], total: int) -> list[int]:
    """Return parts >= 0, whose sum is `total`, in whole units: each rounded down, or up by largest remainder."""
    units = [floor(part) for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda i: (units[i] - parts[i], i))
    for i in by_remainder[: total - sum(units)]:
        units[i] += 1
    return units


def by_turn(asked: Sequence[int], supply: int) -> list[int]:
    """Return what each gets if each takes all it asks for in turn, as long as there is some.

    Parameters
    ----------
    asked
        In turn, each >= 0, in the item's integer units, as `supply` >= 0.

    Raises
    ------
    UsageError
        One of them is less than nothing.
    """
    _refuse_negative(asked, supply)
    given = []
    for each in asked:
        given.append(min(each, supply))
        supply -= given[-1]
    return given


def proportional(asked: Sequence[int], supply: int) -> list[int]:
    """Return what each gets if all get the same share of what they ask for: K mᵢ / Σm.

    Asking for more gives more, so whoever expects a shortage asks for more than they need.

    Parameters
    ----------
    asked, supply
        As for `by_turn`; the order matters for ties alone.

    Raises
    ------
    UsageError
        One of them is less than nothing.
    """
    _refuse_negative(asked, supply)
    total = sum(asked)
    if total <= supply:
        return list(asked)
    return whole([Fraction(supply * each, total) for each in asked], supply)


def linear(asked: Sequence[int], supply: int) -> list[int]:
    """Return what each gets if all lack the same: mᵢ - (Σm - K) / n for the n largest, nothing for the others.

    n is the largest count with which nobody gets less than nothing.

    Parameters
    ----------
    asked, supply
        As for `by_turn`; the order matters for ties alone.

    Raises
    ------
    UsageError
        One of them is less than nothing.
    """
    _refuse_negative(asked, supply)
    if sum(asked) <= supply:
        return list(asked)
    largest = sorted(range(len(asked)), key=lambda i: (-asked[i], i))
    sums = list(accumulate(asked[i] for i in largest))
    count = max(n for n, i in enumerate(largest, 1) if n * asked[i] >= sums[n - 1] - supply)
    lack = Fraction(sums[count - 1] - supply, count)
    served = set(largest[:count])
    return whole([asked[i] - lack if i in served else Fraction(0) for i in range(len(asked))], supply)


def uniform(asked: Sequence[int], supply: int) -> list[int]:
    """Return what each gets if nobody gets more than an equal share of what the smaller ones leave: min(mᵢ, share).

    The only one of these rules under which asking for more than one needs is never of use.

    Parameters
    ----------
    asked, supply
        As for `by_turn`; the order matters for ties alone.

    Raises
    ------
    UsageError
        One of them is less than nothing.
    """
    _refuse_negative(asked, supply)
    if sum(asked) <= supply:
        return list(asked)
    left, share = supply, 0
    for place, each in enumerate(sorted(asked)):
        share = left // (len(asked) - place)
        if each > share:
            break
        left -= each
    given = [min(each, share) for each in asked]
    over = supply - sum(given)
    for i, each in enumerate(asked):
        if over and each > share:
            given[i] += 1
            over -= 1
    return given


def available_to_promise(supply: Sequence[int], asked: Sequence[int]) -> list[int]:
    """Return what is available to promise of each block of time, from one receipt to the next.

    What a block asks for beyond what comes in it is covered from the nearest block before that has some; what no block
    covers stays below zero in the first one, so that the sum never changes. Running sums are cumulative ATP: the least
    that there is over from then on.

    Parameters
    ----------
    supply, asked
        Of each block, in the item's integer units: what comes with its beginning, and what is wanted before the next.
    """
    free = [there - wanted for there, wanted in zip(supply, asked, strict=True)]
    for block in range(len(free) - 1, 0, -1):
        if free[block] < 0:
            free[block - 1] += free[block]
            free[block] = 0
    return free


def _refuse_negative(asked: Sequence[int], supply: int) -> None:
    for place, each in enumerate(asked, 1):
        if each < 0:
            raise UsageError(f"asked {place}: {each}; expected 0 or more")
    if supply < 0:
        raise UsageError(f"supply {supply}; expected 0 or more")

"""How much more one customer may order under a limit of so much in so long, in whole units."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from tugline.errors import UsageError


class Had(NamedTuple):
    """What a customer ordered at a time and has or will have, >= 0."""

    at: int
    quantity: int


def counted(orders: Sequence[Had], at: int, within: int | None) -> tuple[int, list[int]]:
    """Return the most that was ordered in any time of a length that holds `at`, and the places of those orders.

    A time begins with its first tick and ends before the tick that is `within` later. Orders after `at` count as those
    before it do: what is told late was ordered first, and would else be let in beside what is there.

    Parameters
    ----------
    orders
        In any order.
    within
        In ticks, >= 1; None = all orders count.

    Raises
    ------
    UsageError
        `within` is less than one tick.
    """
    if within is None:
        return sum(order.quantity for order in orders), list(range(len(orders)))
    if within < 1:
        raise UsageError(f"within {within}; expected 1 tick or more")
    places = sorted(range(len(orders)), key=lambda place: orders[place].at)
    ticks = [orders[place].at for place in places]
    sums = [0, *accumulate(orders[place].quantity for place in places)]
    best, most = slice(0), 0
    # Only a time that begins with an order, or with `at`, can hold more than all others.
    for begin in sorted({at, *ticks[bisect_right(ticks, at - within) : bisect_left(ticks, at)]}):
        first, after = bisect_left(ticks, begin), bisect_left(ticks, begin + within)
        if sums[after] - sums[first] > most:
            best, most = slice(first, after), sums[after] - sums[first]
    return most, sorted(places[best])


def room(orders: Sequence[Had], at: int, most: int, within: int | None) -> int:
    """Return how much more may be ordered at a time so that no time of a length holds more than `most`; >= 0.

    Parameters
    ----------
    orders, at, within
        As for `counted`.

    Raises
    ------
    UsageError
        `most` is less than nothing, or `within` less than one tick.
    """
    if most < 0:
        raise UsageError(f"most {most}; expected 0 or more")
    return max(0, most - counted(orders, at, within)[0])

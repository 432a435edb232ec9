"""The wheel of change-overs: all groups once round with the least set-up time, and how often it can turn."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from tugline.errors import UsageError

EXACT = 12
"""So many groups are put in the best order of all; of more the order is a good one, and a bound says how good."""
SEGMENT = 3
"""Groups that are moved together while a good order is looked for."""
LARGEST = 2**53
"""All times together stay below this, where the assignment that bounds them is exact."""

Times = Sequence[Sequence[int]]
"""times[a][b]: set-up time of group b after group a, >= 0; times[a][a] counts where there is no other group."""


class Wheel(NamedTuple):
    """An order of groups, the last one followed by the first."""

    order: tuple[int, ...]
    """Group 0 first."""
    setup: int
    """Time of all change-overs of one turn."""
    at_least: int
    """No order takes less; equal to `setup` where the order is known to be the best."""


def best_wheel(times: Times) -> Wheel:
    """Return the order with the least set-up time: the best of all for up to 12 groups, else a good one with a bound.

    The best is found by dynamic programming over sets of groups (Bellman 1962; Held and Karp 1962). A good one begins
    with the nearest group each time, from every group, and moves up to three neighbours as long as that saves time; its
    bound is the cheapest way to give each group one successor, the assignment problem.

    Raises
    ------
    UsageError
        There are no groups, a row has another length, or a time is negative or too large.
    """
    _check(times)
    n = len(times)
    if n == 1:
        return Wheel((0,), times[0][0], times[0][0])
    if n <= EXACT:
        order = _exact(times)
        return Wheel(order, turn_time(times, order), turn_time(times, order))
    order = min(
        (_improved(times, _nearest(times, start)) for start in range(n)), key=lambda o: (turn_time(times, o), o)
    )
    return Wheel(order, turn_time(times, order), _bound(times))


def turn_time(times: Times, order: Sequence[int]) -> int:
    """Return the set-up time of one turn in an order."""
    return sum(times[a][b] for a, b in pairwise([*order, order[0]]))


def interval(available: int, running: int, setup: int) -> Fraction | None:
    """Return the EPEI, every part every interval, as a share of the time that `available` and `running` are of.

    Interval = set-up time of a turn / (available - run time); with 60 spare minutes a day and 150 minutes of set-ups it
    is 2.5 days. None = nothing is spare, so that no interval is long enough.

    Raises
    ------
    UsageError
        A time is negative.
    """
    for what, value in (("available time", available), ("run time", running), ("set-up time", setup)):
        if value < 0:
            raise UsageError(f"{what} {value}; expected 0 or more")
    spare = available - running
    return Fraction(setup, spare) if spare > 0 else None


def _check(times: Times) -> None:
    if not times:
        raise UsageError("no groups to change over between; expected one or more")
    for a, row in enumerate(times):
        if len(row) != len(times):
            raise UsageError(f"group {a + 1}: {len(row)} set-up times; expected {len(times)}, one after each group")
        if bad := [b for b, time in enumerate(row) if time < 0]:
            raise UsageError(f"set-up time from group {a + 1} to {bad[0] + 1}: {row[bad[0]]}; expected 0 or more")
    if (most := max(map(max, times)) * len(times)) >= LARGEST:
        raise UsageError(f"set-up times of up to {most} in one turn; expected less than {LARGEST}")


def _exact(times: Times) -> tuple[int, ...]:
    """Return the best order; of equals the one that comes first when they are read as words."""
    n = len(times)
    full = (1 << (n - 1)) - 1
    # rest[done][a]: least time from group a, when the groups of `done` have had their turn, round to group 0.
    rest = [[0] * n for _ in range(full + 1)]
    for a in range(n):
        rest[full][a] = times[a][0]
    for done in range(full - 1, -1, -1):
        open_ones = [b for b in range(1, n) if not done >> (b - 1) & 1]
        for a in range(n):
            was = done == 0 if a == 0 else done >> (a - 1) & 1
            if not was:
                continue
            rest[done][a] = min(times[a][b] + rest[done | 1 << (b - 1)][b] for b in open_ones)
    order, done = [0], 0
    while done != full:
        a = order[-1]
        b = next(
            b
            for b in range(1, n)
            if not done >> (b - 1) & 1 and rest[done][a] == times[a][b] + rest[done | 1 << (b - 1)][b]
        )
        order.append(b)
        done |= 1 << (b - 1)
    return tuple(order)


def _nearest(times: Times, start: int) -> list[int]:
    order, left = [start], set(range(len(times))) - {start}
    while left:
        order.append(min(left, key=lambda b: (times[order[-1]][b], b)))
        left.remove(order[-1])
    return order


def _improved(times: Times, order: list[int]) -> tuple[int, ...]:
    """Return an order in which no up to three neighbours stand better elsewhere, group 0 first."""
    better: list[int] | None = order
    while better is not None:
        order, better = better, _moved(times, better)
    at = order.index(0)
    return tuple(order[at:] + order[:at])


def _moved(times: Times, order: list[int]) -> list[int] | None:
    """Return the order with some neighbours moved so that it takes less time, None = there is no such move."""
    n = len(order)
    for length in range(1, min(SEGMENT, n - 2) + 1):
        for start in range(n):
            turned = order[start:] + order[:start]
            part, others = turned[:length], turned[length:]
            first, last = part[0], part[-1]
            saved = times[others[-1]][first] + times[last][others[0]] - times[others[-1]][others[0]]
            for place in range(1, len(others)):
                a, b = others[place - 1], others[place]
                if times[a][first] + times[last][b] - times[a][b] < saved:
                    return others[:place] + part + others[place:]
    return None


def _bound(times: Times) -> int:
    cost = np.array(times, np.int64)
    # A group that follows itself costs more than any turn, so that no best assignment has one.
    np.fill_diagonal(cost, int(cost.max()) * len(times) + 1)
    rows, columns = linear_sum_assignment(cost)
    return int(cost[rows, columns].sum())

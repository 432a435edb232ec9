"""Work lined up on the units of one resource, with set-ups that depend on what ran before: its times, and its worth."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tugline.errors import UsageError


class Work(NamedTuple):
    """One lot. Times are open ticks of the resource from now on, so that closed hours do not matter."""

    run: int
    """> 0."""
    release: int
    """It cannot begin before, not even its set-up: >= 0."""
    due: int
    """Negative = it is late already."""
    weight: int
    """Of a tick that it is late, >= 0."""


class Line(NamedTuple):
    """What is to be lined up."""

    works: Sequence[Work]
    first: Sequence[int]
    """Set-up time of each lot where nothing ran before, >= 0."""
    after: Sequence[Sequence[int]]
    """after[a][b]: set-up time of lot b after lot a, >= 0."""
    begins: Sequence[int]
    """When each unit is free, >= 0."""


Orders = tuple[tuple[int, ...], ...]
"""The lots of each unit in turn."""


class Timed(NamedTuple):
    """When everything is, and how good that is: first by `tardiness`, then by `setup`."""

    starts: tuple[int, ...]
    """Of each lot, with its set-up."""
    ends: tuple[int, ...]
    tardiness: int
    """Ticks late, each times its weight."""
    setup: int

    @property
    def worth(self) -> tuple[int, int]:
        """Return what is compared: less is better."""
        return self.tardiness, self.setup


def line_up(line: Line, orders: Orders) -> Timed:
    """Return the times of lots that follow each other in the given orders, each as early as it can be.

    Raises
    ------
    UsageError
        There is not one order for each unit, or a lot is not in exactly one of them.
    """
    if len(orders) != len(line.begins):
        raise UsageError(f"{len(orders)} orders for {len(line.begins)} units; expected one for each")
    placed = sorted(lot for order in orders for lot in order)
    if placed != list(range(len(line.works))):
        raise UsageError(f"lots {placed}; expected each of {len(line.works)} once")
    starts, ends = [0] * len(placed), [0] * len(placed)
    tardiness = setup = 0
    for order, free in zip(orders, line.begins, strict=True):
        at, before = free, -1
        for lot in order:
            work = line.works[lot]
            own = line.first[lot] if before < 0 else line.after[before][lot]
            starts[lot] = max(at, work.release)
            at, before = starts[lot] + own + work.run, lot
            ends[lot] = at
            setup += own
            tardiness += work.weight * max(0, at - work.due)
    return Timed(tuple(starts), tuple(ends), tardiness, setup)


def better_orders(line: Line, orders: Orders) -> Iterator[Orders]:
    """Yield better and better orders: lot after lot is moved to its best place, until none has a better one.

    After each lot something is yielded, whether it is better or not, so that whoever has no more time can stop.
    """
    best, worth = orders, line_up(line, orders).worth
    still = 0
    while still < len(line.works):
        for lot in range(len(line.works)):
            found = min(_moves(best, lot), key=lambda tried: line_up(line, tried).worth)
            if (tried := line_up(line, found).worth) < worth:
                best, worth, still = found, tried, 0
            else:
                still += 1
            yield best


def _moves(orders: Orders, lot: int) -> Iterator[Orders]:
    """Yield the orders with one lot at any place of any unit."""
    without = [tuple(other for other in order if other != lot) for order in orders]
    for unit, order in enumerate(without):
        for place in range(len(order) + 1):
            moved = (*order[:place], lot, *order[place:])
            yield (*without[:unit], moved, *without[unit + 1 :])

"""The pace at which a line has to work: takt, pitch, and the moments at which shares of its open time have passed."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from heapq import heappop, heappush

from tugline.errors import UsageError

Stretch = tuple[int, int]
"""Ticks from the first up to, and not with, the second."""


def takt(available: int, quantity: Fraction) -> Fraction:
    """Return the time in which one piece has to leave: available time / demand (Monden, *Toyota Production System*).

    Parameters
    ----------
    available
        Time in which the line works, in any unit, > 0.
    quantity
        Pieces asked for in it, > 0.

    Raises
    ------
    UsageError
        One of them is not above 0.
    """
    if available <= 0:
        raise UsageError(f"available time {available}; expected more than 0: a line that is closed has no takt")
    if quantity <= 0:
        raise UsageError(f"demand {quantity}; expected more than 0: where nothing is asked for there is no takt")
    return available / Fraction(quantity)


def pitch(takt_time: Fraction, pack: Fraction) -> Fraction:
    """Return the time in which one pack has to leave: takt * pieces in a pack.

    Raises
    ------
    UsageError
        A pack holds nothing.
    """
    if pack <= 0:
        raise UsageError(f"pack {pack}; expected more than 0 pieces")
    return takt_time * pack


def time_in(stretches: Iterable[Stretch]) -> int:
    """Return the ticks of all stretches together; where two of several units work side by side, both count."""
    return sum(stop - start for start, stop in stretches)


def moments(stretches: Sequence[Stretch], parts: int) -> list[int]:
    """Return the ticks at which 0, 1, ..., `parts` equal shares of all the time in `stretches` have passed.

    Where units work side by side time passes faster. A share that ends within a tick ends at its end; one that begins
    where a closed time does begins after it. The last moment is the end of the last stretch.

    Parameters
    ----------
    stretches
        In any order; those of several units may overlap.
    parts
        >= 1.

    Raises
    ------
    UsageError
        There is no time at all, or `parts` is less than 1.
    """
    if parts < 1:
        raise UsageError(f"{parts} shares of the time; expected 1 or more")
    whole = time_in(stretches)
    if whole <= 0:
        raise UsageError("no open time to share out; expected some")
    found: list[int] = []
    passed, end = 0, 0
    for start, stop, units in _at_work(stretches):
        # Share k begins once k * whole / parts ticks have passed, within this stretch or before it.
        while len(found) < parts and len(found) * whole < (passed + (stop - start) * units) * parts:
            into = len(found) * whole - passed * parts
            found.append(start + -(-into // (parts * units)))
        passed, end = passed + (stop - start) * units, stop
    return [*found, end]


def _at_work(stretches: Sequence[Stretch]) -> list[tuple[int, int, int]]:
    """Return (start, stop, units at work) in turn, without times in which none is."""
    turns: list[tuple[int, int]] = []
    for start, stop in stretches:
        if stop > start:
            heappush(turns, (start, 1))
            heappush(turns, (stop, -1))
    found: list[tuple[int, int, int]] = []
    units, before = 0, 0
    while turns:
        tick, change = heappop(turns)
        if units > 0 and tick > before:
            found.append((before, tick, units))
        units, before = units + change, tick
    return found

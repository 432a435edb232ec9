"""The operations of every make source: numbered steps and alternatives, and the share of good pieces over all steps."""

from dataclasses import dataclass

import numpy as np

from tugline.network.exact import IntArray, lowest
from tugline.network.layout import PPM, Records
from tugline.network.operations import Routings
from tugline.network.spans import lines_at, offsets

DIGITS = 11
"""While steps are multiplied, shares are kept to so many digits: with six more of the next step they fit int64."""


@dataclass(frozen=True, slots=True)
class Routes:
    """OPERATION records sorted by source; source s has `start[s] .. start[s + 1] - 1`."""

    start: IntArray
    record: Records
    step: IntArray
    """By operation: row of the step names; likewise the next two."""
    alternative: IntArray
    setup_group: IntArray
    good: tuple[IntArray, IntArray]
    """By source: good pieces = started * numerator / denominator."""


def route(routings: Routings, source: IntArray, item: IntArray, location: IntArray, decimals: IntArray) -> Routes:
    """Return the operations of make sources.

    Parameters
    ----------
    source, item, location
        The make sources in the order of their rows, and what each makes where.
    decimals
        By source (all of them, not only makes): decimals of what it brings.
    """
    owner, row = lines_at(routings.start, routings.location, item, location)
    own = source[owner]
    record = routings.records[row]
    step, alternative = record["step"].copy(), record["alternative"].copy()
    first_of_source = _changes(own)
    first_of_step = first_of_source | _changes(step)
    first_of_alternative = first_of_step | _changes(alternative)
    record["step"] = _count_since(first_of_step, first_of_source) + 1
    record["alternative"] = _count_since(first_of_alternative, first_of_step)
    good = _good_share(own, record["step"], routings.share[row], decimals)
    return Routes(offsets(own, len(decimals)), record, step, alternative, routings.setup_group[row], good)


def _changes(column: IntArray) -> np.ndarray:
    changed = np.ones(len(column), np.bool_)
    changed[1:] = column[1:] != column[:-1]
    return changed


def _count_since(events: np.ndarray, starts: np.ndarray) -> IntArray:
    """Return how many events lie after the last start at or before each row; every start is an event."""
    total = np.cumsum(events, dtype=np.int64)
    at_start = total[np.flatnonzero(starts)]
    return total - at_start[np.cumsum(starts) - 1] if len(total) else total


def _good_share(source: IntArray, step: IntArray, share: IntArray, decimals: IntArray) -> tuple[IntArray, IntArray]:
    """Return the product of the steps' shares by source; of rows of one step the lowest counts.

    The alternative is chosen after the pieces are started, so enough are started for the worst of them. A product that
    needs a denominator above 10^(6 - decimals) is rounded down to it: rather a little too much is started.
    """
    numerator, denominator = np.ones(len(decimals), np.int64), np.ones(len(decimals), np.int64)
    begins = np.flatnonzero(_changes(source) | _changes(step))
    worst = np.minimum.reduceat(share, begins) if len(begins) else share
    source, step = source[begins], step[begins]
    for number in range(1, int(step.max(initial=0)) + 1):
        here = step == number
        rows = source[here]
        numerator[rows], denominator[rows] = _capped(
            *lowest(numerator[rows] * worst[here], denominator[rows] * PPM), np.full(len(rows), DIGITS)
        )
    return _capped(numerator, denominator, 6 - decimals)


def _capped(numerator: IntArray, denominator: IntArray, digits: IntArray) -> tuple[IntArray, IntArray]:
    """Return ratios at most 1, rounded down to so many decimal digits where their denominator is larger; never to 0."""
    fine = denominator > 10**digits
    quotient, rest = np.zeros_like(numerator), numerator
    # Long division, a digit at a time: numerator * 10**digits may pass 2^63.
    for place in range(int(digits.max(initial=0))):
        digit, left = np.divmod(rest * 10, denominator)
        more = place < digits
        quotient, rest = np.where(more, quotient * 10 + digit, quotient), np.where(more, left, rest)
    return lowest(np.where(fine, np.maximum(quotient, 1), numerator), np.where(fine, 10**digits, denominator))

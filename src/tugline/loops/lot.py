"""Lot sizes: whole packs, order multiples, minimum and maximum."""

from typing import Any

from tugline.facts.kinds import NEVER
from tugline.state.arithmetic import ceil_div, times
from tugline.state.kernel import inlined, kernel


@kernel
def round_up(quantity: int, multiple: int) -> int:
    """Return the smallest multiple that is at least `quantity`; multiple >= 1."""
    return ceil_div(quantity, multiple) * multiple


@kernel
def lot_step(source: Any, pack: int) -> int:
    """Return the least quantity that is whole packs and a multiple of the source's order quantity."""
    a = pack
    b = source.multiple
    while b != 0:
        a, b = b, a % b
    return times(pack // a, source.multiple)


@kernel
def lot_size(source: Any, wanted: int, step: int) -> int:
    """Return what to pull in all for a wanted quantity: at least the source's minimum, in whole steps."""
    return round_up(max(wanted, source.minimum), step)


@inlined
def largest_lot(source: Any, step: int) -> int:
    """Return the most that one pull may ask of a source, in whole steps and at least one; NEVER = no limit."""
    if source.maximum >= NEVER:
        return NEVER
    return max(step, source.maximum // step * step)


@kernel
def _less(a: int, b: int, c: int, d: int) -> bool:
    """Return whether a / b < c / d, exactly and without large products; a, c >= 0 and b, d > 0."""
    if a // b != c // d:
        return a // b < c // d
    return (a % b) * d < (c % d) * b


@kernel
def counts_for_shares(g: Any, row: int, tick: int) -> bool:
    """Return whether what is pulled from a source now counts for its share: another source shares with it.

    While it is alone it cannot keep its share; were that counted, a source that becomes valid later would get
    everything until it had caught up with the past.
    """
    source = g.source[row]
    p = g.point[source.point]
    if source.share > 0:
        for r in range(p.source_start, p.source_stop):
            other = g.source[r]
            shares = r != row and other.share > 0 and other.priority == source.priority
            if shares and other.valid_from <= tick < other.valid_to:
                return True
    return False


@kernel
def choose_source(s: Any, g: Any, point: int, tick: int) -> int:
    """Return the source row to pull from: valid now, best priority, and of those with a share the one furthest behind.

    -1 = there is none.
    """
    p = g.point[point]
    best = -1
    for r in range(p.source_start, p.source_stop):
        source = g.source[r]
        if tick < source.valid_from or tick >= source.valid_to:
            continue
        if best < 0:
            best = r
            continue
        chosen = g.source[best]
        if source.priority != chosen.priority:
            break  # sources of a point are sorted by priority
        if source.share > 0 and chosen.share > 0 and _less(s.given[r], source.share, s.given[best], chosen.share):
            best = r  # least given per share: furthest behind
    return best

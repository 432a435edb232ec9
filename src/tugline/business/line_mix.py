"""The mix of a line: its products with what is wanted of them and what they are made of, cut into packs."""

from bisect import bisect_right
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from tugline.business.line_lots import LineLot
from tugline.errors import UsageError
from tugline.network.network import Network

MOST_CARDS = 2000
"""More are no pace that anybody walks by."""
USUAL_CARDS = 240
"""Where nobody says what a pack is, it is the smallest of 1, 2, 5, 10, ... pieces that makes at most so many cards."""


class Pack(NamedTuple):
    """One card: pieces of one product, of one lot or several."""

    product: int
    quantity: Fraction
    lots: tuple[LineLot, ...]


class Mix(NamedTuple):
    """The products of a line by row, all quantities in the items' own units."""

    sources: tuple[int, ...]
    lots: tuple[tuple[LineLot, ...], ...]
    """Of each product, the first that is wanted first."""
    uses: tuple[tuple[Fraction, ...], ...]
    """Of each part in one piece of each product."""
    parts: tuple[int, ...]
    """Stock points of the parts; those of the products themselves where none of them has parts."""
    has_parts: bool

    @property
    def quantities(self) -> tuple[Fraction, ...]:
        """Return what is wanted of each product."""
        return tuple(sum((lot.quantity for lot in lots), Fraction(0)) for lots in self.lots)


def mix_of(network: Network, lots: list[LineLot]) -> Mix:
    """Return the mix of some lots, products in the order of their names."""
    by_source: dict[int, list[LineLot]] = {}
    for lot in lots:
        by_source.setdefault(lot.source, []).append(lot)
    sources = tuple(
        sorted(by_source, key=lambda source: (network.point_names[network.source["point"][source]], source))
    )
    needs = [_needs(network, source) for source in sources]
    parts = tuple(sorted({part for need in needs for part in need}, key=lambda part: network.point_names[part]))
    own = tuple(int(network.source["point"][source]) for source in sources)
    if not parts:
        needs = [{point: Fraction(1)} for point in own]
    shown = parts or tuple(dict.fromkeys(own))
    return Mix(
        sources,
        tuple(tuple(sorted(by_source[source], key=lambda lot: (lot.by, lot.start, lot.job))) for source in sources),
        tuple(tuple(need.get(part, Fraction(0)) for part in shown) for need in needs),
        shown,
        bool(parts),
    )


def _needs(network: Network, source: int) -> dict[int, Fraction]:
    row = network.source[source]
    scale, found = int(network.point["scale"][row["point"]]), dict[int, Fraction]()
    for need in network.need[int(row["need_start"]) : int(row["need_stop"])]:
        part = int(need["point"])
        used = Fraction(int(need["numerator"]) * scale, int(need["denominator"]) * int(network.point["scale"][part]))
        found[part] = found.get(part, Fraction(0)) + used
    return found


def pack_of(quantities: tuple[Fraction, ...], asked: Fraction | None) -> Fraction:
    """Return the pieces of a pack: those asked for, else the usual ones.

    Raises
    ------
    UsageError
        That would be more than 2,000 cards, or a pack holds nothing.
    """
    if asked is not None:
        if asked <= 0:
            raise UsageError(f"pack {float(asked):g}; expected more than 0 pieces")
        if (cards := sum(packs_in(quantities, asked))) > MOST_CARDS:
            raise UsageError(
                f"pack {float(asked):g} makes {cards:,} cards; expected {MOST_CARDS:,} at most",
                hint="Name a larger pack, or fewer days.",
            )
        return asked
    sizes = (Fraction(digit * 10**power) for power in range(19) for digit in (1, 2, 5))
    return next(pack for pack in sizes if sum(packs_in(quantities, pack)) <= max(USUAL_CARDS, len(quantities)))


def packs_in(quantities: tuple[Fraction, ...], pack: Fraction) -> list[int]:
    """Return how many packs each quantity makes; the last one may be smaller."""
    return [-(-quantity // pack) for quantity in quantities]


def cut(mix: Mix, pack: Fraction) -> list[list[Pack]]:
    """Return the packs of each product, with the lots that their pieces are of."""
    found = []
    for product, lots in enumerate(mix.lots):
        ends = list(accumulate(lot.quantity for lot in lots))
        packs, begin = [], Fraction(0)
        while begin < ends[-1]:
            end = min(begin + pack, ends[-1])
            first, last = bisect_right(ends, begin), bisect_right(ends, end)
            # A lot that ends with the pack is of it; one that only begins there is not.
            last = last if last == len(ends) or (ends[last - 1] if last else 0) == end else last + 1
            packs.append(Pack(product, end - begin, lots[first:last]))
            begin = end
        found.append(packs)
    return found


def in_lots(mix: Mix, order: list[LineLot], pack: Fraction) -> tuple[list[int], list[Fraction]]:
    """Return products and pieces of a line that runs lots whole, cut into packs, so that it can be compared."""
    product_of = {lot.job: product for product, lots in enumerate(mix.lots) for lot in lots}
    sequence: list[int] = []
    amounts: list[Fraction] = []
    for lot in order:
        left = lot.quantity
        while left > 0:
            sequence.append(product_of[lot.job])
            amounts.append(min(pack, left))
            left -= amounts[-1]
    return sequence, amounts

"""In which unit each product is counted and bought, and what a purchase unit holds.

The source counts components one by one in its bills but buys some by the case or the can, at the price of the case,
and does not say what a case holds. Left as it is, a bearing ball would cost as much as a carton of them.
"""

from collections import defaultdict
from dataclasses import dataclass
from statistics import median_low

from tugline.exchange.adventureworks.source import START, Source

EACH = "EA"

_DEFINED = {("DZ", EACH): 12, ("GAL", "OZ"): 128}
"""What the units' names themselves define: a dozen, and the US fluid ounces in a gallon."""

_BOXED = frozenset({"CAN", "CS", "CTN", "PAK"})
"""Cans, cases, containers and packs: their content is in no table of the source."""


@dataclass(frozen=True, slots=True)
class Packages:
    """Units by product id: what bills and stock count in (`counted`), what vendors sell (`sold_in`), and `holds`.

    `holds` is the number of counted units in one purchase unit, for the products where the two differ. `inferred` are
    those of them whose content follows only from the records, `typical` the contents of boxes of which nothing is used.
    """

    counted: dict[str, str]
    sold_in: dict[str, str]
    holds: dict[str, int]
    inferred: tuple[str, ...]
    typical: dict[str, int]

    def item_unit(self, product: str) -> str:
        """Return the unit that a product's item is counted in."""
        return self.counted.get(product, EACH)

    def factor(self, product: str) -> int:
        """Return the item units in one purchase unit of a product."""
        return self.holds.get(product, 1)


def purchase_units(source: Source) -> Packages:
    """Return the units of every product; the content of a box is what was used of it over what was received of it.

    Both are taken from the records before the start and rounded to two significant digits, so that the purchases of
    the years before come out at about what those years used. A box of something that no bill uses holds what the
    median box of its kind does, and its pieces are counted: the source's stock counts both sorts of parts alike.
    """
    by_bills = {row["component"]: row["unit"] for row in source.bills_in_force}
    sold_in = {row["product"]: row["unit"] for row in source.vendor_prices}
    boxes = _contents(source, by_bills, sold_in)
    typical = {
        kind: median_low([content for product, content in boxes.items() if sold_in[product] == kind])
        for kind in sorted({sold_in[product] for product in boxes})
    }
    counted, holds = dict(by_bills), dict(boxes)
    for product, bought in sold_in.items():
        unused = product not in by_bills
        if unused:
            counted[product] = EACH if bought in typical or (bought, EACH) in _DEFINED else bought
        if (bought, counted[product]) in _DEFINED:
            holds[product] = _DEFINED[bought, counted[product]]
        elif unused and bought in typical:
            holds[product] = typical[bought]
    return Packages(counted, sold_in, holds, tuple(boxes), typical)


def _contents(source: Source, counted: dict[str, str], sold_in: dict[str, str]) -> dict[str, int]:
    """Return the content of the boxes of every product that bills use in another unit, as far as any was received."""
    received = _received(source)
    return {
        product: _two_digits(round(source.consumed[product] / received[product]))
        for product, bought in sold_in.items()
        if bought in _BOXED and counted.get(product, bought) != bought and received[product]
    }


def _received(source: Source) -> dict[str, int]:
    """Return the purchase units received of each product from the orders due before the start."""
    received: defaultdict[str, int] = defaultdict(int)
    for row in source.purchase_lines:
        if row["due"][:10] < START:
            received[row["product"]] += int(row["received"].split(".")[0] or 0)
    return received


def _two_digits(value: int) -> int:
    return max(round(value, 2 - len(str(value))), 1)

"""In which unit each product is counted and bought, and what a purchase unit holds.

The source counts components one by one in its bills but buys some by the case or the can, at the price of the case,
and does not say what a case holds. Left as it is, a bearing ball would cost as much as a carton of them.
"""

from collections import defaultdict
from dataclasses import dataclass

from tugline.exchange.adventureworks.source import START, Source

EACH = "EA"

_DEFINED = {("DZ", EACH): 12, ("GAL", "OZ"): 128}
"""What the units' names themselves define: a dozen, and the US fluid ounces in a gallon."""

_BOXED = frozenset({"CAN", "CS", "CTN", "PAK"})
"""Cans, cases, containers and packs: their content is in no table of the source."""


@dataclass(frozen=True, slots=True)
class Packages:
    """Units by product id: what bills and stock count in (`counted`), what vendors sell (`sold_in`), and `holds`.

    `holds` is the number of counted units in one purchase unit, for the products where the two differ; `inferred`
    are those of them whose content follows only from the records.
    """

    counted: dict[str, str]
    sold_in: dict[str, str]
    holds: dict[str, int]
    inferred: tuple[str, ...]

    def item_unit(self, product: str) -> str:
        """Return the unit that a product's item is counted in: that of the bills, else that in which it is bought."""
        return self.counted.get(product) or self.sold_in.get(product, EACH)

    def factor(self, product: str) -> int:
        """Return the item units in one purchase unit of a product."""
        return self.holds.get(product, 1)


def purchase_units(source: Source) -> Packages:
    """Return the units of every product; the content of a box is what was used of it over what was received of it.

    Both are taken from the records before the start and rounded to two significant digits, so that the purchases of
    the years before come out at about what those years used.
    """
    counted = {row["component"]: row["unit"] for row in source.bills_in_force}
    sold_in = {row["product"]: row["unit"] for row in source.vendor_prices}
    received = _received(source)
    holds: dict[str, int] = {}
    inferred = []
    for product, bought in sold_in.items():
        unit = counted.get(product, bought)
        if (bought, unit) in _DEFINED:
            holds[product] = _DEFINED[bought, unit]
        elif bought in _BOXED and unit != bought and received[product]:
            holds[product] = _two_digits(round(source.consumed[product] / received[product]))
            inferred.append(product)
    return Packages(counted, sold_in, holds, tuple(inferred))


def _received(source: Source) -> dict[str, int]:
    """Return the purchase units received of each product from the orders due before the start."""
    received: defaultdict[str, int] = defaultdict(int)
    for row in source.purchase_lines:
        if row["due"][:10] < START:
            received[row["product"]] += int(row["received"].split(".")[0] or 0)
    return received


def _two_digits(value: int) -> int:
    return max(round(value, 2 - len(str(value))), 1)

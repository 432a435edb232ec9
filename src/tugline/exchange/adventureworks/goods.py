"""What the bicycle maker keeps, and where: items, locations, stock."""

from collections import defaultdict

from tugline.exchange.adventureworks.purchase_units import Packages
from tugline.exchange.adventureworks.source import Source
from tugline.exchange.folder import Cell, Table

WAREHOUSE, FACTORY = "warehouse", "factory"

FINISHED_GOODS = "7"
"""The source's location "Finished Goods Storage"; all others stand on or beside the shop floor."""

_STYLES = {"W": "women", "M": "men", "U": "universal"}


def kept_at_warehouse(source: Source) -> set[str]:
    """Return the products that are sold or lie in Finished Goods Storage."""
    return source.sold | {row["product"] for row in source.inventory if row["location"] == FINISHED_GOODS}


def items(source: Source, packages: Packages) -> Table:
    """Return one item for every product that anything speaks of."""
    family = {row["id"]: row["name"] for row in source.subcategories}
    rows: list[tuple[Cell, ...]] = [
        (
            product["number"],
            product["name"],
            packages.item_unit(product["id"]),
            family.get(product["subcategory"], ""),
            _STYLES.get(product["style"], product["style"]),
            product["colour"],
            product["size"],
            _above_zero(product["cost"]),
            _above_zero(product["price"]),
        )
        for product in source.products
        if product["id"] in source.used
    ]
    return Table("items", ("item", "name", "unit", "family", "style", "colour", "size", "cost", "price"), rows)


def locations() -> Table:
    """Return the two places; the first is the one that orders mean."""
    return Table("locations", ("location", "kind"), [(WAREHOUSE, "warehouse"), (FACTORY, "factory")])


def stock(source: Source) -> Table:
    """Return what is on hand, summed over the source's locations.

    A product that the source counted somewhere has none where it has no row; one that it counted nowhere is unknown.
    """
    warehouse = kept_at_warehouse(source)
    on_hand: defaultdict[tuple[str, str], int] = defaultdict(int)
    for row in source.inventory:
        place = WAREHOUSE if row["location"] == FINISHED_GOODS else FACTORY
        on_hand[row["product"], place] += int(row["quantity"])
    rows: list[tuple[Cell, ...]] = []
    counted = {product for product, _ in on_hand}
    for product in source.products:
        if product["id"] not in counted:
            continue
        if product["id"] in warehouse:
            rows.append((product["number"], WAREHOUSE, on_hand[product["id"], WAREHOUSE]))
        if product["id"] in source.used:
            rows.append((product["number"], FACTORY, on_hand[product["id"], FACTORY]))
    return Table("stock", ("item", "location", "on_hand"), rows)


def _above_zero(amount: str) -> str:
    return amount if float(amount) > 0 else ""

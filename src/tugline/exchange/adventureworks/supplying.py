"""Where the bicycle maker's goods come from: sources, suppliers, open purchase orders."""

from collections import Counter

from tugline.exchange.adventureworks.goods import FACTORY, WAREHOUSE, kept_at_warehouse
from tugline.exchange.adventureworks.making import routed
from tugline.exchange.adventureworks.purchase_units import Packages
from tugline.exchange.adventureworks.source import START, Row, Source
from tugline.exchange.folder import Cell, Table

_REJECTED = "3"
_COLUMNS = (
    "item", "location", "kind", "from", "unit", "unit_factor", "priority", "lead_time", "minimum", "maximum",
    "unit_cost",
)  # fmt: skip


def sources(source: Source, packages: Packages) -> Table:
    """Return the ways to refill: factory to warehouse for what is sold, making, and buying from each vendor."""
    warehouse, with_routing = kept_at_warehouse(source), routed(source)
    offers = _offers(source)
    rows: list[tuple[Cell, ...]] = []
    for product in source.products:
        key, item = product["id"], product["number"]
        if key in warehouse:
            rows.append((item, WAREHOUSE, "move", FACTORY, "", "", "", "", "", "", ""))
        if key in source.assemblies:
            lead = "" if key in with_routing else f"{product['days']}d"
            rows.append((item, FACTORY, "make", "", "", "", "", lead, "", "", ""))
        for priority, offer in enumerate(offers.get(key, ()), start=1):
            rows.append((item, FACTORY, "buy", *_buying(source, packages, offer, priority)))
    return Table("sources", _COLUMNS, rows)


def _buying(source: Source, packages: Packages, offer: Row, priority: int) -> tuple[Cell, ...]:
    holds = packages.holds.get(offer["product"])
    return (
        source.account[offer["vendor"]],
        offer["unit"] if holds else "",
        holds or "",
        priority,
        f"{offer['lead_days']}d",
        offer["minimum"],
        offer["maximum"],
        offer["last_cost"] or offer["standard_price"],
    )


def _offers(source: Source) -> dict[str, list[Row]]:
    """Return the offers of active vendors by product: the usual vendor first, then preferred ones, then the cheapest.

    The usual vendor is the one with most order lines for the product before the start, rejected ones aside.
    """
    vendor_of = {
        row["id"]: row["vendor"]
        for row in source.purchase_orders
        if row["ordered"][:10] < START and row["status"] != _REJECTED
    }
    lines = Counter(
        (row["product"], vendor_of[row["order"]]) for row in source.purchase_lines if row["order"] in vendor_of
    )
    vendors = {row["id"]: row for row in source.vendors}
    offers: dict[str, list[Row]] = {}
    for row in source.vendor_prices:
        if vendors[row["vendor"]]["active"] == "1":
            offers.setdefault(row["product"], []).append(row)
    for rows in offers.values():
        rows.sort(
            key=lambda row: (
                -lines[row["product"], row["vendor"]],
                -int(vendors[row["vendor"]]["preferred"]),
                float(row["last_cost"] or row["standard_price"]),
                int(row["vendor"]),
            )
        )
    return offers


def supply(source: Source, packages: Packages) -> Table:
    """Return the purchase orders under way: ordered before the start, due on it or later, not rejected.

    The source has no date of receipt, so a line counts as under way until its due date.
    """
    place: Counter[str] = Counter()
    rows: list[tuple[Cell, ...]] = []
    for line, order in purchases_under_way(source):
        place[order["id"]] += 1
        rows.append(
            (
                f"PO{order['id']}-{place[order['id']]}",
                source.number[line["product"]],
                FACTORY,
                "buy",
                int(line["quantity"]) * packages.factor(line["product"]),
                line["due"][:10],
                source.account[order["vendor"]],
                order["ordered"][:10],
            )
        )
    return Table("supply", ("reference", "item", "location", "kind", "quantity", "due", "from", "placed_at"), rows)


def purchases_under_way(source: Source, *, rejected: bool = False) -> list[tuple[Row, Row]]:
    """Return the lines, each with its order, that were open at the start; or those that the vendor rejected."""
    before = {row["id"]: row for row in source.purchase_orders if row["ordered"][:10] < START}
    lines = [(row, before[row["order"]]) for row in source.purchase_lines if row["order"] in before]
    return [
        (line, order)
        for line, order in lines
        if line["due"][:10] >= START and (order["status"] == _REJECTED) == rejected
    ]


def suppliers(source: Source) -> Table:
    """Return the vendors that sell something, or have an order under way."""
    dealing = {offer["vendor"] for offers in _offers(source).values() for offer in offers}
    dealing |= {order["vendor"] for _, order in purchases_under_way(source)}
    rows: list[tuple[Cell, ...]] = [(row["account"], row["name"]) for row in source.vendors if row["id"] in dealing]
    return Table("suppliers", ("supplier", "name"), rows)

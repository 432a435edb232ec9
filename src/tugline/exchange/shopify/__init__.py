"""Import the orders that a Shopify shop exports as CSV: items, customers without personal data, orders."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

from tugline.errors import UsageError
from tugline.exchange.folder import Cell, Conversion, Table, write
from tugline.exchange.readme import write_readme
from tugline.exchange.shopify.export import Line, read

_HISTORY = timedelta(weeks=8)


def convert(source: Path, target: Path) -> Conversion:
    """Convert exported orders to a business in the new folder `target`.

    The first eight weeks are history; of a shorter export, the first two thirds.

    Parameters
    ----------
    source
        An orders export, or a folder of `*.csv` files that are the parts of one.

    Raises
    ------
    UsageError
        A file is missing or is no orders export, a cell cannot be read, an order is there twice, or the orders are in
        several currencies; or `target` cannot be made.
    RefusedError
        `target` holds files already.
    """
    lines = read(source)
    goods = [line for line in lines if line.ships]
    if not goods:
        raise UsageError(f"{source} has no order line that needs shipping; expected at least one")
    currencies = Counter(line.currency for line in goods)
    if len(currencies) > 1:
        found = ", ".join(f"{name} ({count} lines)" for name, count in sorted(currencies.items()))
        raise UsageError(
            f"{source} has orders in several currencies: {found}; expected one",
            hint="Export the orders of one currency at a time.",
        )
    first, last = min(line.created for line in goods), max(line.created for line in goods)
    start = (first + min(_HISTORY, (last - first) * 2 / 3)).date().isoformat()
    conversion = write(
        target, _settings(next(iter(currencies)), start), [_items(goods), _customers(goods), _orders(goods, start)]
    )
    conversion.notes.extend(_NOTES)
    if len(goods) < len(lines):
        conversion.left_out["order lines that need no shipping (gift cards, services)"] = len(lines) - len(goods)
    write_readme(conversion, "Shop", _introduction(start), _ORIGIN)
    return conversion


def _items(lines: list[Line]) -> Table:
    """Return the goods; of a name or price that changed, the last counts."""
    known: dict[str, tuple[Cell, ...]] = {}
    for line in sorted(lines, key=lambda line: line.created):
        known[line.item] = (line.item, line.name, line.list_price)
    return Table("items", ("item", "name", "price"), [known[item] for item in sorted(known)])


def _customers(lines: list[Line]) -> Table:
    """Return who has ordered, each with the channel of the first order."""
    known: dict[str, tuple[Cell, ...]] = {}
    for line in sorted(lines, key=lambda line: line.created):
        if line.customer:
            known.setdefault(line.customer, (line.customer, line.channel))
    return Table("customers", ("customer", "channel"), [known[customer] for customer in sorted(known)])


def _orders(lines: list[Line], start: str) -> Table:
    columns = ("order", "line", "customer", "item", "quantity", "price", "ordered_at", "status", "cancelled_at")
    rows: list[tuple[Cell, ...]] = [
        (
            line.order,
            line.number,
            line.customer,
            line.item,
            line.quantity,
            line.price,
            line.created.isoformat(),
            "open" if _waits(line, start) else "",
            line.cancelled.isoformat() if line.cancelled else "",
        )
        for line in sorted(lines, key=lambda line: (line.created, line.order, line.number))
    ]
    return Table("orders", columns, rows)


def _waits(line: Line, start: str) -> bool:
    """Return whether a line placed before the start (midnight, UTC) was neither sent nor cancelled by then."""
    cancelled_before = line.cancelled is not None and line.cancelled.isoformat() < start
    return line.created.isoformat() < start and not line.sent and not cancelled_before


def _settings(currency: str, start: str) -> str:
    return f"""\
name = "Shop"
currency = "{currency}"
# The export gives each time with its distance from UTC but not the shop's time zone: put it here ("America/Toronto"),
# because days begin and end in it.
timezone = "UTC"
# Rows before this moment are history and give rates; rows from it on are signals. To go on from where the shop stands,
# put the day after the export here, and count the stock.
start = "{start}T00:00:00"
tick = "minute"
# plain: a model answers what is pulled, exactly on time. Say "plant" when people are to answer.
world = "plain"
"""


def _introduction(start: str) -> str:
    return f"""\
The orders of a shop. What was ordered before {start} gives rates; orders from that day on are signals.

No table says what is in stock, who supplies it, how long that takes or what it costs: the export does not know. Add
stock.csv, sources.csv, suppliers.csv and costs (a column of items.csv) when you have them.
"""


_NOTES = [
    """An item is a line's SKU; a line without one is named by the line's name.""",
    """Customers have no names, addresses or e-mails here. Each is a number made from its e-mail address (a part of its
    SHA-256): whoever knows an address can find its orders, so treat the number as personal data. Orders without an
    e-mail have no customer.""",
    """A line's price is its price less its own discount. Discount codes on the whole order, shipping and taxes are left
    out.""",
    """A line placed before the start is open if nothing of it, or only a part, was fulfilled; how much of it was, the
    export does not say. Cancelled orders keep their time of cancellation; refunds have no time and are left out.""",
    """Orders have no date by which they are wanted: each is wanted as soon as can be, and none is late. Write the date
    that you promise into wanted_at, or how long a customer waits into wait_days of customers.csv.""",
]

_ORIGIN = """\
The orders export of the shop's own Shopify administration, converted to tugline's tables by `tugline import --format
shopify`.
"""

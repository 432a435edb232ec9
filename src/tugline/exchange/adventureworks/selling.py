"""Who buys from the bicycle maker, and what: customers and every order line."""

from decimal import Decimal
from statistics import median_low

from tugline.exchange.adventureworks.source import START, Row, Source
from tugline.exchange.days import days_between
from tugline.exchange.folder import Cell, Table


def customers(source: Source) -> Table:
    """Return every account that has ordered; all wait as long as the median order was given."""
    wait = median_low([days_between(row["OrderDate"], row["DueDate"]) for row in source.sales])
    name = {row["CustomerAccount"]: row["Name"] for row in source.resellers}
    channel = {row["CustomerAccount"]: row["Channel"] for row in source.sales}
    rows: list[tuple[Cell, ...]] = [
        (account, name.get(account, ""), channel[account], wait) for account in sorted(channel)
    ]
    return Table("customers", ("customer", "name", "channel", "wait_days"), rows)


def orders(source: Source) -> Table:
    """Return every order line; the price is what was paid after discounts, for one piece.

    Of the lines placed before the start, those that still waited then are marked open; the others are history.
    """
    rows: list[tuple[Cell, ...]] = [
        (
            f"SO{row['SalesOrderID']}",
            int(row["LineNumber"]),
            row["CustomerAccount"],
            source.number[row["ProductID"]],
            int(row["OrderQty"]),
            _each(row["SalesAmount"], int(row["OrderQty"])),
            row["OrderDate"],
            row["DueDate"],
            "open" if waits_at_start(row) else "",
        )
        for row in sorted(source.sales, key=lambda row: (int(row["SalesOrderID"]), int(row["LineNumber"])))
    ]
    columns = ("order", "line", "customer", "item", "quantity", "price", "ordered_at", "wanted_at", "status")
    return Table("orders", columns, rows, parquet=True)


def waits_at_start(line: Row) -> bool:
    """Return whether an order line was placed before the start and not shipped by then; no date means not yet."""
    return line["OrderDate"] < START and not (line["ShipDate"] and line["ShipDate"] < START)


def _each(amount: str, quantity: int) -> str:
    return f"{Decimal(amount) / quantity:.4f}".removesuffix("00")

"""Import the invoice lines of "Online Retail": a seller's till, without stock, suppliers or costs."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from tugline.errors import UsageError
from tugline.exchange.folder import Cell, Conversion, Table, write
from tugline.exchange.raw import headed
from tugline.exchange.readme import write_readme

_COLUMNS = ("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice")
_GOODS = re.compile(r"\d{5}|DCGS|PADS")
"""Codes of goods begin like this; all others are charges, vouchers and bookkeeping."""

_HISTORY = timedelta(weeks=8)


@dataclass(frozen=True, slots=True)
class Period:
    """Which invoices to take, from `first` up to but not including `until`, and the day on which history ends."""

    first: date
    start: date
    until: date


@dataclass(slots=True)
class _Lines:
    sales: list[tuple[Cell, ...]] = field(default_factory=list)
    returns: list[tuple[Cell, ...]] = field(default_factory=list)
    names: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    prices: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    left_out: Counter[str] = field(default_factory=Counter)


def convert(source: Path, target: Path, *, period: Period | None = None) -> Conversion:
    """Convert the invoices in `source`, a file or the folder that holds it, to a business in the new folder `target`.

    Without a period, everything is taken and the first eight weeks are history.

    Raises
    ------
    UsageError
        The file is missing or not as expected, or `target` cannot be made.
    RefusedError
        `target` holds files already.
    """
    path = source / "online_retail.csv.gz" if source.is_dir() else source
    rows = list(headed(path, _COLUMNS))
    if not rows:
        raise UsageError(f"{path} has no invoice lines")
    days = [_day(path, number, row["InvoiceDate"]) for number, row in enumerate(rows, start=2)]
    period = period or Period(min(days), min(days) + _HISTORY, max(days) + timedelta(days=1))
    taken = [row for row, day in zip(rows, days, strict=True) if period.first <= day < period.until]
    lines = _sort_out(path, taken)
    conversion = write(target, _settings(period), _tables(lines))
    conversion.notes.extend(_NOTES)
    conversion.left_out.update(sorted(lines.left_out.items()))
    if len(taken) < len(rows):
        outside = f"invoice lines before {period.first} or from {period.until} on"
        conversion.left_out[outside] = len(rows) - len(taken)
    write_readme(conversion, "Gift shop", _introduction(period), _ORIGIN)
    return conversion


def _sort_out(path: Path, rows: list[dict[str, str]]) -> _Lines:
    lines = _Lines()
    for row in rows:
        code, invoice = row["StockCode"].strip().upper(), row["InvoiceNo"]
        quantity = _whole(path, row)
        cancelled = invoice.startswith("C")
        if not _GOODS.match(code):
            kind = "vouchers" if code.startswith("GIFT_") else code
            lines.left_out[f"lines that are no goods, code {kind}"] += 1
        elif not cancelled and quantity < 0:
            lines.left_out["stock written off or corrected (a negative quantity that is no cancellation)"] += 1
        elif not _price(path, row):
            lines.left_out["gifts, finds and corrections (a price of zero)"] += 1
        elif cancelled:
            lines.returns.append((row["InvoiceDate"], "returned", code, -quantity))
            lines.names[code][row["Description"].strip()] += 0
        else:
            lines.sales.append((row["InvoiceDate"], code, quantity, row["UnitPrice"], invoice))
            lines.names[code][row["Description"].strip()] += 1
            lines.prices[code][row["UnitPrice"]] += 1
    return lines


def _tables(lines: _Lines) -> Iterator[Table]:
    items: list[tuple[Cell, ...]] = [
        (code, _most_frequent(names), _most_frequent(lines.prices[code])) for code, names in sorted(lines.names.items())
    ]
    yield Table("items", ("item", "name", "price"), items)
    # Sorted by time only: rows of one moment stay in the order of the source, as they came through the till.
    sales = sorted(lines.sales, key=lambda row: str(row[0]))
    yield Table("sales", ("sold_at", "item", "quantity", "price", "receipt"), sales, parquet=True)
    yield Table("events", ("at", "event", "item", "quantity"), sorted(lines.returns, key=lambda row: str(row[0])))


def _most_frequent(values: Counter[str]) -> str:
    """Return the value seen most often, of several the first in the alphabet; "" if there is none."""
    return min(values, key=lambda value: (-values[value], value), default="")


def _day(path: Path, number: int, moment: str) -> date:
    try:
        return datetime.fromisoformat(moment).date()
    except ValueError as error:
        raise UsageError(
            f"{path} record {number}, InvoiceDate: {moment!r}; expected a time such as 2010-12-01T08:26"
        ) from error


def _whole(path: Path, row: dict[str, str]) -> int:
    try:
        return int(row["Quantity"])
    except ValueError as error:
        raise UsageError(
            f"{path} invoice {row['InvoiceNo']}, Quantity: {row['Quantity']!r}; expected a whole number"
        ) from error


def _price(path: Path, row: dict[str, str]) -> float:
    wrong = f"{path} invoice {row['InvoiceNo']}, UnitPrice: {row['UnitPrice']!r}; expected an amount of 0 or more"
    try:
        price = float(row["UnitPrice"])
    except ValueError as error:
        raise UsageError(wrong) from error
    if not 0 <= price < math.inf:
        raise UsageError(wrong)
    return price


def _settings(period: Period) -> str:
    return f"""\
name = "Gift shop"
currency = "GBP"
timezone = "Europe/London"
# Rows before this moment are history and give rates; rows from it on are signals.
start = "{period.start}T00:00:00"
tick = "minute"
# Nobody answers but a plain model of the suppliers: what is pulled takes its lead time, exactly.
world = "plain"
"""


def _introduction(period: Period) -> str:
    last = period.until - timedelta(days=1)
    return f"""\
The till of a real British seller of gifts, many of whose customers are wholesalers: every invoice line from
{period.first} to {last}, to the minute. The business starts on {period.start}: sales before that day give rates, sales
from it on are its signals.

It is the smallest kind of business: items and sales. No table says what is in stock, who supplies it, how long that
takes or what it costs, because the source does not know; tugline takes its documented defaults and says so.
"""


_NOTES = [
    """Stock, suppliers, lead times and costs are in no table: stock is unknown until counted, refills take the default
    lead time, and margins and the value of stock are not known.""",
    """Sales are not demand: what was not in stock could not be sold, and the source does not show it.""",
    """A cancellation (an invoice number that begins with C) is a return at the time of the cancellation. It does not
    say which sale it takes back, and some cancel sales from before the first line here.""",
    """Codes that differ only in capitals (85123a, 85123A) are one item. An item's name and price are those that most of
    its sales carry.""",
    """Times are taken as local time in London.""",
    """Customers and countries are left out: a sale over the counter has no customer.""",
    """There is no table of loops, so every item gets the loop that tugline recommends for what is sold from stock.""",
]

_ORIGIN = """\
Chen, D. (2015): Online Retail [data set]. UCI Machine Learning Repository. https://doi.org/10.24432/C5BW33, taken from
the R package onlineretail (CRAN), which states CC0 and was made with the donor's permission; the repository's own page
gives CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). Described in Chen, D., Sain, S. L., Guo, K. (2012): Data
mining for the online retail industry. Journal of Database Marketing and Customer Strategy Management 19(3),
https://doi.org/10.1057/dbm.2012.17.

Changed: converted to tugline's tables by `tugline import --format online-retail`, with what is left out as listed
above.
"""

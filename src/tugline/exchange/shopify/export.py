"""Read Shopify's orders export: one row for each order line, what belongs to the order only in its first row."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from tugline.errors import UsageError
from tugline.exchange.raw import headed

_NEEDED = ("Name", "Email", "Currency", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price")
_OF_THE_ORDER = ("Email", "Currency", "Created at", "Cancelled at", "Fulfillment Status", "Source")
"""Given in an order's first row, and left empty in the others."""
_MOMENT = "%Y-%m-%d %H:%M:%S %z"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an order.

    `customer` is a number that stands for the e-mail address, "" where there is none. `price` is what one piece cost
    after the line's discount, `list_price` before it. `created` and `cancelled` are in UTC. `sent` says that all of
    the line was fulfilled, `ships` that it is goods.
    """

    order: str
    number: int
    customer: str
    channel: str
    currency: str
    item: str
    name: str
    quantity: int
    price: str
    list_price: str
    created: datetime
    cancelled: datetime | None
    sent: bool
    ships: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a cell stands, to say so when it cannot be read."""

    path: Path
    record: int

    def wrong(self, column: str, value: str, expected: str) -> UsageError:
        return UsageError(f"{self.path} record {self.record}, {column}: {value!r}; expected {expected}")


def read(source: Path) -> list[Line]:
    """Return all order lines of an export, a file or the folder with its parts, in the order of the files.

    Raises
    ------
    UsageError
        There is no file, a file is no orders export, a cell cannot be read, or an order is there twice.
    """
    paths = sorted(source.glob("*.csv")) if source.is_dir() else [source]
    if not paths:
        raise UsageError(f"{source} has no *.csv; expected Shopify's orders export")
    lines: list[Line] = []
    seen: dict[str, _Place] = {}
    order: dict[str, str] = {}
    for place, row in _rows(paths):
        name = row["Name"].strip()
        if not name:
            raise place.wrong("Name", name, "the order's number, such as #1001")
        if name != order.get("Name"):
            if name in seen:
                first = seen[name]
                raise UsageError(
                    f"{place.path} record {place.record}: order {name} is also at {first.path} record {first.record}",
                    hint="Put only files of one export into the folder.",
                )
            seen[name] = place
            order = {"Name": name, "lines": "0", **{column: row.get(column, "").strip() for column in _OF_THE_ORDER}}
        order["lines"] = str(int(order["lines"]) + 1)
        lines.append(_line(place, order, row))
    return lines


def _rows(paths: list[Path]) -> Iterator[tuple[_Place, dict[str, str]]]:
    for path in paths:
        for record, row in enumerate(headed(path, _NEEDED), start=2):
            yield _Place(path, record), row


def _line(place: _Place, order: dict[str, str], row: dict[str, str]) -> Line:
    name = row["Lineitem name"].strip()
    quantity = _quantity(place, row["Lineitem quantity"])
    list_price = _amount(place, "Lineitem price", row["Lineitem price"])
    discount = _amount(place, "Lineitem discount", row.get("Lineitem discount", "") or "0")
    price = list_price - discount / quantity
    if price < 0:
        raise place.wrong("Lineitem discount", str(discount), "no more than the price of the line")
    return Line(
        order=order["Name"],
        number=int(order["lines"]),
        customer=_customer(order["Email"]),
        channel=order["Source"],
        currency=order["Currency"],
        item=row.get("Lineitem sku", "").strip() or name,
        name=name,
        quantity=quantity,
        price=_four_decimals(price),
        list_price=_four_decimals(list_price),
        created=_moment(place, "Created at", order["Created at"]),
        cancelled=_moment(place, "Cancelled at", order["Cancelled at"]) if order["Cancelled at"] else None,
        sent=(row.get("Lineitem fulfillment status", "").strip() or order["Fulfillment Status"]) == "fulfilled",
        ships=row.get("Lineitem requires shipping", "").strip().lower() != "false",
    )


def _customer(email: str) -> str:
    if not email:
        return ""
    return "C-" + hashlib.sha256(email.lower().encode()).hexdigest()[:12]


def _quantity(place: _Place, text: str) -> int:
    try:
        quantity = int(text)
    except ValueError as error:
        raise place.wrong("Lineitem quantity", text, "a whole number") from error
    if quantity < 1:
        raise place.wrong("Lineitem quantity", text, "1 or more")
    return quantity


def _amount(place: _Place, column: str, text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise place.wrong(column, text, "an amount such as 12.50") from error
    if not amount.is_finite() or amount < 0:
        raise place.wrong(column, text, "an amount of 0 or more")
    return amount


def _moment(place: _Place, column: str, text: str) -> datetime:
    try:
        return datetime.strptime(text, _MOMENT).astimezone(UTC)
    except ValueError as error:
        raise place.wrong(column, text, "a time such as 2024-01-05 10:11:12 -0500") from error


def _four_decimals(amount: Decimal) -> str:
    text = f"{amount:.4f}"
    return text.removesuffix("00")

"""Typed columns back to texts, as a file would hold them: reading them again gives the same column."""

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from tugline.network.columns import KINDS, Column
from tugline.network.parse import NUMBERS
from tugline.network.schema import SCHEMA
from tugline.network.tables import MISSING, Durations, Names, Rational, Table
from tugline.units.quantity import format_scaled


def column_texts(table: Table, name: str, decimals: Mapping[str, int], zone: ZoneInfo) -> list[str]:
    """Return the cells of a column as texts, empty where nothing is given.

    Parameters
    ----------
    decimals
        By item, for quantities.
    """
    cells = table[name]
    if isinstance(cells, Names):
        names = (*cells.names, "")
        return [names[code] for code in cells.codes.tolist()]
    column = SCHEMA[table.name].by_name[name]
    if isinstance(cells, Rational):
        unit = "s" if column.kind == "rate" else ""
        pairs = zip(cells.numerator.tolist(), cells.denominator.tolist(), strict=True)
        return ["" if n == MISSING else (_decimal(n, d) + unit if unit else _ratio(n, d)) for n, d in pairs]
    if isinstance(cells, Durations):
        spans = zip(cells.seconds.tolist(), cells.days.tolist(), strict=True)
        return ["" if seconds == MISSING else _duration(seconds, days) for seconds, days in spans]
    values = cells.tolist()
    if column.kind == "quantity":
        items = column_texts(table, "item", decimals, zone)
        pairs = zip(values, items, strict=True)
        # Of a family, or of all items, reading left quantities in thousandths.
        return ["" if value == MISSING else format_scaled(value, decimals.get(item, 3)) for value, item in pairs]
    written = {value: _text(value, column, zone) for value in set(values)}
    return [written[value] for value in values]


def _text(value: int, column: Column, zone: ZoneInfo) -> str:
    if value == MISSING:
        return ""
    if column.kind in NUMBERS:
        return format_scaled(value, KINDS[column.kind].decimals)
    match column.kind:
        case "choice":
            return column.choices[value]
        case "flag":
            return "yes" if value else "no"
        case "date":
            return dt.date.fromordinal(value).isoformat()
        case "time":
            return f"{value // 60:02d}:{value % 60:02d}"
        case _:
            return (dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=value)).astimezone(zone).isoformat()


def _ratio(numerator: int, denominator: int) -> str:
    for digits in range(7):
        if 10**digits % denominator == 0:
            return format_scaled(numerator * (10**digits // denominator), digits)
    return f"{numerator}/{denominator}"


def _decimal(numerator: int, denominator: int) -> str:
    """Return a ratio that came from a decimal, and so has no prime factors but 2 and 5 below, as a decimal."""
    digits = 0
    while 10**digits % denominator:
        digits += 1
    return format_scaled(numerator * (10**digits // denominator), digits)


def _duration(seconds: int, days: int) -> str:
    if days != MISSING:
        return f"{days}d"
    for unit, size in (("h", 3600), ("min", 60)):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"

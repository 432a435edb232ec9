"""What changed between two contents of a network, row by row; and a content as tables that can be read again."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from tugline.network.canonical import DEFINING, unpack
from tugline.network.cell_texts import column_texts
from tugline.network.read import BUSINESS
from tugline.network.row_keys import flat
from tugline.network.schema import SCHEMA
from tugline.network.settings import FILE
from tugline.network.tables import Names, Table
from tugline.network.typed import decimals_of

ADDED, REMOVED = "added", "removed"

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs.

    `key` is what the row is told apart by, `what` the column, or "added" or "removed" for a whole row; then `after` or
    `before` holds the cells of that row.
    """

    table: str
    key: str
    what: str
    before: str
    after: str

    def __str__(self) -> str:
        place = f"{self.table}, {self.key}" if self.key else self.table
        if self.what in {ADDED, REMOVED}:
            return f"{place}: {self.what} ({self.after or self.before})"
        return f"{place}: {self.what} {self.before or '(none)'} → {self.after or '(none)'}"


def restore(data: bytes) -> dict[str, Any]:
    """Return what `canonical` packed as a mapping that `read_business` reads.

    Raises
    ------
    StorageError
        The bytes are not such content, or that of a later version.
    """
    settings, first_location, tables = unpack(data)
    mapping: dict[str, Any] = {BUSINESS: dict(settings), **{name: _columns(settings, tables, name) for name in tables}}
    places = mapping.get("locations")
    if places:
        at = places["location"].index(first_location)
        for column in places.values():
            column.insert(0, column.pop(at))
    return mapping


def difference(old: bytes, new: bytes) -> list[Change]:
    """Return what differs between two contents that `canonical` packed, by table and key.

    Raises
    ------
    StorageError
        The bytes are not such contents, or those of a later version.
    """
    before_settings, before_first, before_tables = unpack(old)
    after_settings, after_first, after_tables = unpack(new)
    changes = list(_settings_changed(_flat(before_settings), _flat(after_settings)))
    if before_first != after_first:
        changes.append(Change("locations", "", "first row, the default location", before_first, after_first))
    for name in DEFINING:
        if not _equal(before_tables.get(name), after_tables.get(name)):
            before = _columns(before_settings, before_tables, name)
            after = _columns(after_settings, after_tables, name)
            changes += _rows_changed(name, *_unlike(before, after))
    return changes


def _columns(settings: Mapping[str, Any], tables: Mapping[str, Table], name: str) -> dict[str, list[str]]:
    """Return a table as columns of texts; one that is not there has none."""
    if name not in tables:
        return {}
    decimals, zone = _decimals(tables), ZoneInfo(settings["timezone"])
    table = tables[name]
    return {column: column_texts(table, column, decimals, zone) for column in table}


def _decimals(tables: Mapping[str, Table]) -> dict[str, int]:
    items = tables.get("items")
    if items is None:
        return {}
    # A content leaves out columns in which nothing is given.
    return decimals_of(items) if items.has("decimals") else dict.fromkeys(items["item"].names, 0)


def _equal(one: Table | None, other: Table | None) -> bool:
    if one is None or other is None:
        return one is other
    return list(one) == list(other) and all(_equal_cells(one[name], other[name]) for name in one)


def _equal_cells(one: Any, other: Any) -> bool:
    if isinstance(one, Names) and one.names != other.names:
        return False
    return all(np.array_equal(a, b) for a, b in zip(flat(one), flat(other), strict=True))


def _unlike(before: Mapping[str, list[str]], after: Mapping[str, list[str]]) -> tuple[list[Row], list[Row]]:
    """Return the rows of each side that have no equal one on the other, each paired once, in their order."""
    names = sorted(before.keys() | after.keys())
    old, new = (_rows(columns, names) for columns in (before, after))
    # Nearly all rows of a large table are the same; only the others are worth a mapping each.
    gone, come = Counter(old), Counter(new)
    gone, come = gone - come, come - gone
    return _named(names, gone), _named(names, come)


def _rows(columns: Mapping[str, list[str]], names: Sequence[str]) -> list[tuple[str, ...]]:
    n = len(next(iter(columns.values()), ()))
    return list(zip(*(columns.get(name, [""] * n) for name in names), strict=True))


def _named(names: Sequence[str], rows: Counter[tuple[str, ...]]) -> list[Row]:
    """Return rows by column, cells that are not given left out."""
    return [{name: text for name, text in zip(names, row, strict=True) if text} for row in rows.elements()]


def _flat(settings: Mapping[str, Any], section: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in settings.items():
        if isinstance(value, Mapping):
            found |= _flat(value, f"{key}.")
        else:
            found[section + key] = str(value)
    return found


def _settings_changed(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for key in [*before, *(key for key in after if key not in before)]:
        if before.get(key) != after.get(key):
            yield Change(FILE, "", key, before.get(key, ""), after.get(key, ""))


def _by_key(name: str, rows: Sequence[Row]) -> dict[tuple[str, ...], list[Row]]:
    """Return the rows of a table by key; several rows may have one."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(row.get(part, "") for part in SCHEMA[name].key), []).append(row)
    return found


def _rows_changed(table: str, before: Sequence[Row], after: Sequence[Row]) -> Iterator[Change]:
    gone, come = _by_key(table, before), _by_key(table, after)
    for key in sorted(gone.keys() | come.keys()):
        shown = ", ".join(part for part in key if part)
        old, new = gone.get(key, []), come.get(key, [])
        for one, other in zip(old, new, strict=False):
            for column in sorted(one.keys() | other.keys()):
                if one.get(column) != other.get(column):
                    yield Change(table, shown, column, one.get(column, ""), other.get(column, ""))
        for row in old[len(new) :]:
            yield Change(table, shown, REMOVED, _cells(row), "")
        for row in new[len(old) :]:
            yield Change(table, shown, ADDED, "", _cells(row))


def _cells(row: Row) -> str:
    return ", ".join(f"{column} {text}" for column, text in row.items())

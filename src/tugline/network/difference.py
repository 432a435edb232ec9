"""What changed between two contents of a network, row by row; and a content as tables that can be read again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from tugline.network.canonical import DEFINING, unpack
from tugline.network.cell_texts import column_texts
from tugline.network.read import BUSINESS
from tugline.network.schema import SCHEMA
from tugline.network.settings import FILE
from tugline.network.tables import Table
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
    mapping: dict[str, Any] = {BUSINESS: dict(settings), **_texts(settings, tables)}
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
    before, after = _texts(before_settings, before_tables), _texts(after_settings, after_tables)
    for name in DEFINING:
        if before.get(name) != after.get(name):
            changes += _rows_changed(name, _by_key(name, before.get(name)), _by_key(name, after.get(name)))
    return changes


def _texts(settings: Mapping[str, Any], tables: Mapping[str, Table]) -> dict[str, dict[str, list[str]]]:
    """Return every table as columns of texts."""
    decimals, zone = decimals_of(tables["items"]) if "items" in tables else {}, ZoneInfo(settings["timezone"])
    return {
        name: {column: column_texts(table, column, decimals, zone) for column in table}
        for name, table in tables.items()
    }


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


def _by_key(name: str, columns: Mapping[str, list[str]] | None) -> dict[tuple[str, ...], list[Row]]:
    """Return the rows of a table by key, cells that are not given left out; several rows may have one key."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for cells in zip(*columns.values(), strict=True) if columns else ():
        row = {column: text for column, text in zip(columns or (), cells, strict=True) if text}
        found.setdefault(tuple(row.get(part, "") for part in SCHEMA[name].key), []).append(row)
    return found


def _rows_changed(
    table: str, before: Mapping[tuple[str, ...], list[Row]], after: Mapping[tuple[str, ...], list[Row]]
) -> Iterator[Change]:
    for key in sorted(before.keys() | after.keys()):
        shown = ", ".join(part for part in key if part)
        old, new = _unlike(before.get(key, []), after.get(key, []))
        for one, other in zip(old, new, strict=False):
            for column in sorted(one.keys() | other.keys()):
                if one.get(column) != other.get(column):
                    yield Change(table, shown, column, one.get(column, ""), other.get(column, ""))
        for row in old[len(new) :]:
            yield Change(table, shown, REMOVED, _cells(row), "")
        for row in new[len(old) :]:
            yield Change(table, shown, ADDED, "", _cells(row))


def _unlike(before: list[Row], after: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return the rows of one key without those that have an equal one on the other side, each paired once."""
    gone, come = [], list(after)
    for row in before:
        if row in come:
            come.remove(row)
        else:
            gone.append(row)
    return gone, come


def _cells(row: Row) -> str:
    return ", ".join(f"{column} {text}" for column, text in row.items())

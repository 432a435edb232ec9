"""What the business is, as bytes: the same for the same content, whatever the files' formats and the order in them."""

import zlib
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import msgspec
import numpy as np

from tugline.errors import StorageError
from tugline.network.columns import TableSchema
from tugline.network.exact import IntArray
from tugline.network.row_keys import flat
from tugline.network.schema import SCHEMA
from tugline.network.tables import MISSING, Durations, Names, Rational, Table, Tables

FORMAT = 1
DEFINING = tuple(sorted(name for name, schema in SCHEMA.items() if schema.role == "defines"))
"""The tables that say what the business is; the others say what is there, or what happened."""


def digest(tables: Tables) -> str:
    """Return the sha256 of the content, as hexadecimal digits."""
    return sha256(content(tables)).hexdigest()


def canonical(tables: Tables) -> bytes:
    """Return the content, compressed: what a journal keeps of the network that it was opened with."""
    # Of a million sources, level 6 takes five times as long and saves an eighth of the bytes.
    return zlib.compress(content(tables), 1)


def content(tables: Tables) -> bytes:
    """Return the content as msgpack: settings and defining tables, rows and columns and names in a fixed order."""
    packed = {
        "format": FORMAT,
        "settings": tables.settings.to_dict(),
        # The first location is the default one: the only place where the order of rows means something.
        "first_location": next(iter(tables["locations"]["location"].names), ""),
        "tables": {name: _packed(tables[name], SCHEMA[name]) for name in DEFINING if tables[name].n},
    }
    return msgspec.msgpack.encode(packed, order="deterministic")


def _packed(table: Table, schema: TableSchema) -> dict[str, Any]:
    columns = {name: cells for name in sorted(table) if (cells := _sorted_names(table[name])) is not None}
    keys = [name for name in schema.key if name in columns]
    order = _order([column for name in (*keys, *sorted(columns.keys() - set(keys))) for column in flat(columns[name])])
    return {"n": table.n, "columns": {name: _column(cells, order) for name, cells in columns.items()}}


def _sorted_names(cells: Any) -> Any:
    """Return a column with its names in alphabetical order, None if no cell is given."""
    if not (flat(cells)[0] >= 0).any() if isinstance(cells, Names) else not (flat(cells)[0] != MISSING).any():
        return None
    if not isinstance(cells, Names):
        return cells
    used = np.zeros(len(cells.names) + 1, np.bool_)
    used[cells.codes] = True
    ranked = sorted(np.flatnonzero(used[:-1]).tolist(), key=cells.names.__getitem__)
    rank = np.full(len(cells.names) + 1, -1, np.int64)
    rank[ranked] = np.arange(len(ranked))
    return Names(rank[cells.codes], tuple(cells.names[code] for code in ranked))


def _order(columns: list[IntArray]) -> IntArray:
    """Return the rows sorted by the columns, the first one first."""
    order = np.argsort(columns[0], kind="stable")
    for at in range(1, len(columns) + 1):
        tied = np.ones(len(order), np.bool_)
        for column in columns[:at]:
            ordered = column[order]
            tied[1:] &= ordered[1:] == ordered[:-1]
        if not tied[1:].any() or at == len(columns):
            return order
        order = np.lexsort(columns[: at + 1][::-1])
    return order


def _column(cells: Any, order: IntArray) -> dict[str, Any]:
    match cells:
        case Names():
            return {"names": cells.names, "codes": _bytes(cells.codes[order])}
        case Rational():
            return {"numerator": _bytes(cells.numerator[order]), "denominator": _bytes(cells.denominator[order])}
        case Durations():
            return {"seconds": _bytes(cells.seconds[order]), "days": _bytes(cells.days[order])}
        case _:
            return {"values": _bytes(cells[order])}


def _bytes(column: IntArray) -> bytes:
    return column.astype("<i8").tobytes()


def unpack(data: bytes) -> tuple[Mapping[str, Any], str, dict[str, Table]]:
    """Return settings, the first location, and the tables that `canonical` packed.

    Raises
    ------
    StorageError
        The bytes are not such content, or that of a later version.
    """
    try:
        packed = msgspec.msgpack.decode(zlib.decompress(data))
        if packed["format"] != FORMAT:
            raise StorageError(f"the content of the network has format {packed['format']}; this version reads {FORMAT}")
        tables = {name: _table(name, each) for name, each in packed["tables"].items()}
        return packed["settings"], packed["first_location"], tables
    except (zlib.error, msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
        raise StorageError(f"the content of the network cannot be read: {error}") from error


def _table(name: str, packed: Mapping[str, Any]) -> Table:
    n = int(packed["n"])
    columns = {column: _cells(parts) for column, parts in packed["columns"].items()}
    choices = {column.name: column.choices for column in SCHEMA[name].columns if column.choices}
    return Table(name, n, np.arange(2, n + 2, dtype=np.int64), columns, choices=choices)


def _cells(parts: Mapping[str, Any]) -> Any:
    arrays = {key: np.frombuffer(part, "<i8").astype(np.int64) for key, part in parts.items() if key != "names"}
    if "names" in parts:
        return Names(arrays["codes"], tuple(parts["names"]))
    if "numerator" in arrays:
        return Rational(arrays["numerator"], arrays["denominator"])
    if "seconds" in arrays:
        return Durations(arrays["seconds"], arrays["days"])
    return arrays["values"]

"""What tells the rows of a table apart, as one integer a row."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from tugline.network.columns import TableSchema
from tugline.network.exact import LIMIT, IntArray
from tugline.network.findings import Findings
from tugline.network.noting import note_rows
from tugline.network.tables import Durations, Names, Rational, Table


def flat(cells: Any) -> list[IntArray]:
    """Return the integers of a column: one array, or two."""
    match cells:
        case Names():
            return [cells.codes]
        case Rational():
            return [cells.numerator, cells.denominator]
        case Durations():
            return [cells.seconds, cells.days]
        case _:
            return [cells]


def row_keys(columns: Iterable[IntArray], n: int) -> IntArray:
    """Return an integer for each row, equal where all columns are; it means nothing else."""
    key, size = np.zeros(n, np.int64), 1
    for column in columns:
        low = int(column.min(initial=0))
        width = int(column.max(initial=0)) - low + 1
        if width > 4 * n + 1024:  # sparse: dates, moments
            column, width = _dense(column), n + 1  # noqa: PLW2901
            low = 0
        if size * width >= LIMIT:
            key, size = _dense(key), n + 1
        key = key * width + (column - low)
        size *= width
    return key


def _dense(column: IntArray) -> IntArray:
    order = np.argsort(column, kind="stable")
    ordered = column[order]
    rank = np.zeros(len(column), np.int64)
    rank[order[1:]] = np.cumsum(ordered[1:] != ordered[:-1])
    return rank


def check_unique(table: Table, schema: TableSchema, findings: Findings) -> None:
    """Note each row whose key an earlier row has."""
    if not schema.unique or table.n < 2:
        return
    key = row_keys([column for name in schema.key for column in flat(table[name])], table.n)
    order = np.argsort(key, kind="stable")
    again = np.flatnonzero(key[order[1:]] == key[order[:-1]]) + 1
    repeated = np.zeros(table.n, np.bool_)
    repeated[order[again]] = True
    before = dict(zip(order[again].tolist(), order[again - 1].tolist(), strict=True))
    names = [name for name in schema.key if name in table.given]
    note_rows(
        findings, "row.duplicate", table.name, table.lines, repeated, names[0] if names else "",
        value=lambda row: ", ".join(_shown(table[name], row) for name in names),
        expected="one row for each " + ", ".join(names),
        hint=lambda row: f"line {table.lines[before[row]]} is the same?",
    )  # fmt: skip


def _shown(cells: Any, row: int) -> str:
    if isinstance(cells, Names):
        return cells.names[cells.codes[row]] if cells.codes[row] >= 0 else "(none)"
    return "(none)" if flat(cells)[0][row] < 0 else str(flat(cells)[0][row])

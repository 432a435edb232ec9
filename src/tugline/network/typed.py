"""From written tables to typed ones: unknown and missing columns, missing cells, every cell by its kind."""

from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from tugline.network.cells import Cells, Written
from tugline.network.columns import Column, TableSchema
from tugline.network.exact import IntArray
from tugline.network.faults import Fault, code_of, expected, maybe
from tugline.network.findings import Findings, nearest
from tugline.network.noting import note_rows
from tugline.network.parse import bare_dates, parse
from tugline.network.tables import MISSING, Durations, Names, Rational, Table
from tugline.units.quantity import format_scaled


def typed(schema: TableSchema, written: Written | None, zone: ZoneInfo, findings: Findings) -> Table:
    """Return a table with all columns of its schema; quantities are in thousandths until their items are known."""
    if written is None:
        written = Written(schema.name, {}, np.zeros(0, np.int64))
    elif not _columns_are_known(schema, written, findings):
        # Cells below a misspelt header say nothing new.
        written = Written(schema.name, {k: c for k, c in written.columns.items() if k in schema.by_name}, written.lines)
    n = len(written.lines)
    columns, days = {}, {}
    for column in schema.columns:
        cells = written.columns.get(column.name)
        columns[column.name] = _typed(cells or Cells.empty(n), column, schema.name, written.lines, zone, findings)
        if column.by_day and cells is not None:
            days[column.name] = np.append(bare_dates(cells.values), [False])[cells.codes]
        if column.required and cells is not None:
            _note_missing(column.name, cells.codes < 0, schema.name, written.lines, findings)
    for group in schema.one_of:
        given = [written.columns[name].codes >= 0 for name in group if name in written.columns]
        _note_missing(" or ".join(group), ~np.logical_or.reduce(given, axis=0) if given else np.ones(n, np.bool_),
                      schema.name, written.lines, findings)  # fmt: skip
    choices = {column.name: column.choices for column in schema.columns if column.choices}
    return Table(schema.name, n, written.lines, columns, given=frozenset(written.columns), choices=choices, days=days)


def _columns_are_known(schema: TableSchema, written: Written, findings: Findings) -> bool:
    unknown = [name for name in written.columns if name not in schema.by_name]
    absent = [name for name in schema.by_name if name not in written.columns]
    for name in unknown:
        hint = nearest(name.lower().replace(" ", "_"), absent)
        findings.add("column.unknown", schema.name, 1, name, name, "a column of " + ", ".join(schema.by_name), hint)
    for column in schema.columns:
        if column.required and column.name in absent:
            findings.add("column.missing", schema.name, 1, column.name, "", f"a column {column.name!r}: {column.says}")
    return not unknown


def _note_missing(column: str, missing: np.ndarray, table: str, lines: IntArray, findings: Findings) -> None:
    note_rows(
        findings, "cell.missing", table, lines, missing, column, value=lambda _: "", expected=f"{column}, in every row"
    )


def _typed(cells: Cells, column: Column, table: str, lines: IntArray, zone: ZoneInfo, findings: Findings) -> Any:
    parsed = parse(cells.values, column, zone)
    if parsed.fault.any():
        by_row = np.append(parsed.fault, np.uint8(0))[cells.codes]
        for fault in [fault for fault in Fault if fault and (parsed.fault == fault).any()]:
            note_rows(
                findings, code_of(fault), table, lines, by_row == fault, column.name, value=cells.text,
                expected=expected(fault, column),
                hint=lambda row, fault=fault: maybe(fault, cells.text(row), column),  # type: ignore[misc]
            )  # fmt: skip
    if column.kind in {"name", "text"}:
        return Names(cells.codes, cells.texts())
    first = np.append(parsed.first, MISSING)[cells.codes]
    if parsed.second is None or column.kind not in {"rational", "rate", "duration"}:
        return first
    second = np.append(parsed.second, MISSING)[cells.codes]
    if column.kind == "duration":
        return Durations(first, second)
    return Rational(first, np.where(second == MISSING, 1, second))


def decimals_of(items: Table) -> dict[str, int]:
    """Return the decimals of every item by name."""
    decimals = np.where((items["decimals"] < 0) | (items["decimals"] > 3), 0, items["decimals"])
    names: Names = items["item"]
    kept = names.codes >= 0
    return dict(zip((names.names[code] for code in names.codes[kept].tolist()), decimals[kept].tolist(), strict=True))


def in_item_units(table: Table, schema: TableSchema, decimals: dict[str, int], findings: Findings) -> Table:
    """Return the table with its quantities in the smallest units of their items; those of unknown items stay."""
    columns = [column for column in schema.columns if column.kind == "quantity"]
    if not columns or not table.n:
        return table
    item: Names = table["item"]
    places = np.array([*(decimals.get(name, 3) for name in item.names), 3], np.int64)[item.codes]
    step = 10 ** (3 - places)
    changed = {}
    for column in columns:
        thousandths = table[column.name]
        given = thousandths != MISSING
        value, rest = np.divmod(np.where(given, thousandths, 0), step)
        note_rows(
            findings, "cell.decimals", table.name, table.lines, rest != 0, column.name,
            value=lambda row, cells=thousandths: format_scaled(int(cells[row]), 3),  # type: ignore[misc]
            expected=lambda row: f"a number with at most {places[row]} decimals, as item {_name(item, row)!r} has",
            hint=lambda _: "more decimals in items?",
        )  # fmt: skip
        changed[column.name] = np.where(given, value, MISSING)
    return table.replace(changed)


def _name(cells: Names, row: int) -> str:
    return cells.names[int(cells.codes[row])]

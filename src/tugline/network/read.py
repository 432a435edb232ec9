"""Read a business: a folder, or tables from a program, strictly and all at once."""

from collections.abc import Collection, Mapping
from os import PathLike
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tugline.errors import InvalidBusinessError, Problem, UsageError
from tugline.network.arrow_table import from_object, read_parquet
from tugline.network.canonical import digest
from tugline.network.cells import Written, without_blank_rows
from tugline.network.columns import LoopSchemas, TableSchema
from tugline.network.csv_file import read_csv
from tugline.network.findings import Findings, nearest
from tugline.network.loop_rows import check_loops
from tugline.network.references import Known, check_references
from tugline.network.row_keys import check_unique
from tugline.network.rule_rows import check_rules
from tugline.network.schema import schema_with
from tugline.network.settings import FILE, parse_settings, read_toml
from tugline.network.tables import Table, Tables
from tugline.network.typed import decimals_of, in_item_units, typed

READERS = {".csv": read_csv, ".parquet": read_parquet}
NOT_READ = frozenset({".xlsx", ".xls", ".ods", ".tsv", ".txt", ".json", ".jsonl", ".feather", ".arrow"})
"""Kinds of files that hold tables, but not here: a table left out in silence would be a trap."""
BUSINESS = "business"
"""The key of the settings in a mapping."""


def read_business(source: str | PathLike[str] | Mapping[str, Any], *, loop_schemas: LoopSchemas) -> Tables:
    """Return all tables of a business, typed and checked.

    Parameters
    ----------
    source
        A folder with `business.toml` and tables (`items.csv`, `orders.parquet`, ...), or a mapping from the names of
        tables to data frames, Arrow tables, mappings of columns or lists of rows; its key `business` holds the
        settings.
    loop_schemas
        The parameters of every loop, by the loop's name; they are columns of the table `loops`.

    Raises
    ------
    InvalidBusinessError
        With every problem of every table, in the order of tables and lines; nothing is half-loaded.
    UsageError
        There is no such folder.
    """
    tables, problems = read_tables(source, loop_schemas=loop_schemas)
    if problems:
        raise InvalidBusinessError(problems)
    assert tables is not None
    return tables


def read_tables(
    source: str | PathLike[str] | Mapping[str, Any], *, loop_schemas: LoopSchemas
) -> tuple[Tables | None, list[Problem]]:
    """Return all tables and all problems in them; without settings that can be read there are no tables.

    See `read_business`. A table with problems holds what is left of it: none of its values can be relied on.
    """
    findings = Findings()
    schema = schema_with(loop_schemas)
    if isinstance(source, Mapping):
        given, written = _from_mapping(source, schema, findings)
        name = BUSINESS
    else:
        folder = Path(source)
        given, written = _from_folder(folder, schema, findings)
        name = folder.resolve().name
    settings = parse_settings(given, findings, default_name=name) if given is not None else None
    zone = ZoneInfo(settings.timezone if settings else "UTC")
    tables = _checked(schema, written, zone, loop_schemas, findings)
    if settings is None:
        return None, findings.in_order()
    read = Tables(settings, tables, source=source, loop_schemas=loop_schemas, digest=digest)
    return read, findings.in_order()


def emptied(tables: Tables, names: Collection[str]) -> Tables:
    """Return the tables with some of them empty, as if they were not there."""
    schema, nothing = schema_with(tables.loop_schemas), Findings()
    empty = {name: typed(schema[name], None, ZoneInfo("UTC"), nothing) for name in names}
    left = {name: empty.get(name, tables[name]) for name in tables}
    return Tables(tables.settings, left, source=tables.source, loop_schemas=tables.loop_schemas, digest=digest)


def _checked(
    schema: Mapping[str, TableSchema],
    written: dict[str, Written | None],
    zone: ZoneInfo,
    loop_schemas: LoopSchemas,
    findings: Findings,
) -> dict[str, Table]:
    """Return all tables, their problems noted."""
    broken = frozenset(name for name, table in written.items() if table is None)
    # Texts are let go of table by table: a column of a million of them is not needed twice.
    tables = {name: typed(each, written.pop(name, None), zone, findings) for name, each in schema.items()}
    decimals, known = decimals_of(tables["items"]), Known(tables, broken)
    for name, each in schema.items():
        table = in_item_units(tables[name], each, decimals, findings)
        table = table.replace({}, unknown_item=check_references(table, each, known, findings))
        check_unique(table, each, findings)
        tables[name] = table
    check_loops(tables, loop_schemas, known, findings)
    check_rules(tables, known, findings)
    return tables


def _from_mapping(
    source: Mapping[str, Any], schema: Mapping[str, TableSchema], findings: Findings
) -> tuple[Mapping[str, Any] | None, dict[str, Written | None]]:
    settings = source.get(BUSINESS)
    if not isinstance(settings, Mapping):
        value = "" if settings is None else type(settings).__name__
        findings.add("setting.missing", FILE, 0, "", value, f"a mapping of settings under {BUSINESS!r}")
        settings = None
    written: dict[str, Written | None] = {}
    for name, given in source.items():
        if name == BUSINESS:
            continue
        if name not in schema:
            _unknown_table(name, name, schema, findings)
        elif given is not None:
            table = from_object(given, name, findings)
            # A list without rows says nothing about columns: it is no table.
            if table is None or table.columns:
                written[name] = without_blank_rows(table) if table else None
    _check_items_given(written, findings)
    return settings, written


def _from_folder(
    folder: Path, schema: Mapping[str, TableSchema], findings: Findings
) -> tuple[Mapping[str, Any] | None, dict[str, Written | None]]:
    if not folder.is_dir():
        raise UsageError(
            f"{folder} is no folder",
            hint=f"A business is a folder with {FILE} and items.csv; `tugline init NAME` makes one.",
        )
    settings = None
    if (folder / FILE).is_file():
        settings = read_toml((folder / FILE).read_bytes(), findings)
    else:
        example = 'a file with currency = "EUR", timezone = "Europe/Berlin" and start = "2025-01-01"'
        findings.add("file.missing", FILE, 0, "", _no_file(folder / FILE), example)
    written: dict[str, Written | None] = {}
    for path in sorted(folder.iterdir()):
        kind, name = path.suffix.lower(), path.stem
        if path.name.startswith("."):
            continue
        if not path.is_file():
            if kind in READERS and name in schema:
                findings.add("file.kind", name, 0, "", _no_file(path), "a file: one table in CSV or Parquet")
                written[name] = None
            continue
        if kind in NOT_READ and name in schema:
            findings.add("file.kind", name, 0, "", path.name, "CSV or Parquet", f"saving it as {name}.csv?")
        if kind not in READERS:
            continue
        if name not in schema:
            _unknown_table(path.name, name, schema, findings)
        elif name in written:
            findings.add("table.twice", name, 0, "", path.name, "one file for each table", "removing one of them?")
        else:
            table = READERS[kind](path, name, findings)
            written[name] = without_blank_rows(table) if table else None
    _check_items_given(written, findings)
    return settings, written


def _unknown_table(shown: str, name: str, schema: Mapping[str, TableSchema], findings: Findings) -> None:
    hint = nearest(name.lower(), list(schema))
    findings.add("table.unknown", shown, 0, "", shown, "one of " + ", ".join(sorted(schema)), hint)


def _no_file(path: Path) -> str:
    """Return what stands in the place of a file, empty = nothing."""
    if path.is_dir():
        return f"{path.name}, a folder"
    if path.is_symlink():
        return f"{path.name}, a link to {path.readlink()}, which is not there"
    return f"{path.name}, no ordinary file" if path.exists() else ""


def _check_items_given(written: dict[str, Written | None], findings: Findings) -> None:
    items = written.get("items")
    if "items" not in written:
        findings.add("table.missing", "items", 0, "", "", "a table of items: at least a column 'item'")
        written["items"] = None
    elif items is not None and not len(items.lines):
        expected = "at least one row: a business has items that are asked for, made or bought"
        findings.add("table.empty", "items", 0, "", "no items", expected, "only the header was saved?")

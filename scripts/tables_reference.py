#!/usr/bin/env python3
"""Write docs/reference/tables.md from the tables' own descriptions: scripts/tables_reference.py [FILE]."""

import sys
from collections.abc import Iterator
from pathlib import Path

from tugline.loops.catalogue import LOOPS
from tugline.network.columns import KINDS, Column, TableSchema
from tugline.network.schema import SCHEMA
from tugline.network.settings import CARRYING_RATE, COST_OF_CAPITAL, TERM_DAYS
from tugline.units.quantity import format_scaled

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "tables.md"
HEAD = """# Tables

This page is made by `scripts/tables_reference.py` from the tables' own descriptions in `network/schema.py`. A business
is a folder with `business.toml` and tables, `NAME.csv` or `NAME.parquet`, or a mapping from table names to anything
Arrow. Only `items` is needed; [Defaults](defaults.md) says what is taken where the tables say nothing. CSV files are
UTF-8, separated by commas, semicolons or tabs; columns come in any order, those with a ★ are required. `tugline check`
reports all problems at once.
"""
ROLES = {
    "defines": "Defines the business: a change counts from `tugline apply` on.",
    "opens": "Says what is there, owed or expected at the start.",
    "signals": "Signals: rows with an unknown item wait in quarantine.",
}
SETTINGS = f"""## business.toml

| setting | ★ | what it says | default |
|---|---|---|---|
| `name` | | the business's name | the folder's |
| `currency` | ★ | three capital letters: EUR | |
| `timezone` | ★ | a time zone such as Europe/Berlin | |
| `start` | ★ | a date or time; rows before it are history | |
| `tick` | | second, minute, hour or day | minute |
| `world` | | who answers pulls: plain or plant | plant |
| `journal.url` | | where the journal lies | inside the folder |
| `terms.customer_days` | | days until customers pay | {TERM_DAYS} |
| `terms.supplier_days` | | days until suppliers are paid | {TERM_DAYS} |
| `finance.carrying_rate` | | a year's cost of holding stock, as a share of it | {format_scaled(CARRYING_RATE, 6)} |
| `finance.cost_of_capital` | | a year's interest on the money tied up | {format_scaled(COST_OF_CAPITAL, 6)} |
"""

LOOPS_SAY = """Columns of `loops`. A row for an item stands before one for its family, and that before one for all
(`*`); among those, one for a location before one for its kind, and that before `*`. A row gives parameters of its own
loop only.
"""
KINDS_SAY = "What is at most holds where a column says nothing else.\n"


def page() -> str:
    """Return the page as text."""
    return "\n".join([HEAD, SETTINGS, *map(_table, SCHEMA.values()), _loops(), _kinds()])


def _table(table: TableSchema) -> str:
    key = ", ".join(f"`{column}`" for column in table.key)
    rows = f"One row for each {key}." if table.unique else f"Rows are known by {key}."
    lines = [f"## {table.name}\n", f"{table.says[0].upper()}{table.says[1:]}.", f"{ROLES[table.role]} {rows}\n"]
    lines += [f"A row gives {' or '.join(f'`{column}`' for column in group)}.\n" for group in table.one_of]
    lines += ["| column | ★ | kind | what it says | default |", "|---|---|---|---|---|"]
    lines += [
        _row(f"`{column.name}`", "★" if column.required else "", column.kind, _says(column), column.default)
        for column in table.columns
    ]
    if table.name == "loops":
        lines.append("\nFurther columns are [parameters of loops](#parameters-of-loops).")
    return "\n".join(lines) + "\n"


def _says(column: Column) -> str:
    return "; ".join([column.says, *_limits(column)])


def _limits(column: Column) -> Iterator[str]:
    if column.unit:
        yield column.unit
    if column.choices:
        yield "one of " + ", ".join(column.choices)
    if column.above is not None:
        yield f"above {column.above}"
    elif column.low is None:
        yield "may be negative"
    elif column.low:
        yield f"from {column.low}"
    if column.high is not None:
        yield f"at most {column.high}"
    if column.day_end:
        yield "a bare date is the end of that day"
    if column.idle:
        yield "no rule goes by it yet"


def _loops() -> str:
    lines = ["## Parameters of loops\n", LOOPS_SAY, "| loop | parameter | kind | what it says |", "|---|---|---|---|"]
    lines += [
        _row(f"`{loop}`", f"`{parameter.name}`", parameter.kind, parameter.says)
        for loop, parameters in LOOPS.items()
        for parameter in parameters
    ]
    return "\n".join(lines) + "\n"


def _kinds() -> str:
    lines = ["## Kinds of cells\n", KINDS_SAY, "| kind | written | held | at most |", "|---|---|---|---|"]
    for name, kind in KINDS.items():
        decimals = 0 if name == "quantity" else kind.decimals
        most = f"{int(format_scaled(kind.limit, decimals)):,}" if kind.limit else ""
        lines.append(_row(name, kind.written, kind.held, most))
    return "\n".join(lines) + "\n"


def _row(*cells: str) -> str:
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|"


if __name__ == "__main__":
    (Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE).write_text(page(), encoding="utf-8")

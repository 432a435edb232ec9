"""The items by row, from their table."""

import numpy as np

from tugline.network import defaults
from tugline.network.findings import Findings, nearest
from tugline.network.network import Items
from tugline.network.registers import Register
from tugline.network.tables import MISSING, Names, Tables

SPEAKING_OF_ITEMS = (
    ("stock", "item"),
    ("sources", "item"),
    ("supply", "item"),
    ("boms", "item"),
    ("boms", "component"),
    ("operations", "item"),
)
"""Columns that say what the business is; an unknown item among signals is not a problem but goes to quarantine."""


def read_items(tables: Tables, register: Register) -> Items:
    """Return the items in alphabetical order; of repeated rows the last one counts."""
    table = tables["items"]
    row = np.zeros(len(register), np.int64)
    row[register.rows_of(table["item"])] = np.arange(table.n)
    decimals = np.where(table["decimals"] == MISSING, defaults.DECIMALS, table["decimals"])[row]
    scale = np.array([1, 10, 100, 1000], np.int64)[decimals]
    cost, price = (np.where(table[name] == MISSING, -1, table[name])[row] for name in ("cost", "price"))
    description, unit, family = (_ordered(table[name], row) for name in ("name", "unit", "family"))
    return Items(register.names, description, unit, family, decimals, scale, cost, price, row)


def _ordered(cells: Names, row: np.ndarray) -> Names:
    return Names(cells.codes[row], cells.names)


def check_items(tables: Tables, register: Register, findings: Findings) -> None:
    """Note every item that the tables of the network speak of but the items table does not have."""
    for name, column in SPEAKING_OF_ITEMS:
        table = tables[name]
        cells = table[column]
        unknown = (cells.codes >= 0) & (register.rows_of(cells) < 0)
        for row in np.flatnonzero(unknown).tolist():
            value = cells.names[cells.codes[row]]
            findings.add(
                "item.unknown", name, int(table.lines[row]), column, value, "an item of the items table",
                nearest(value, register.names),
            )  # fmt: skip

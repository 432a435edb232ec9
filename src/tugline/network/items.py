"""The items by row, from their table."""

import numpy as np

from tugline.network import defaults
from tugline.network.network import Items
from tugline.network.registers import Register
from tugline.network.tables import MISSING, Names, Tables


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

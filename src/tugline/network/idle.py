"""What a business states that is read and checked, and that no rule goes by yet."""

import numpy as np

from tugline.network.row_keys import flat
from tugline.network.schema import SCHEMA
from tugline.network.tables import MISSING, Names, Table, Tables
from tugline.units.time import Clock


def idle_cells(tables: Tables, clock: Clock) -> dict[str, int]:
    """Return how many rows give each idle column (`sources.fence`); none = left out.

    Events before the start are idle, too: what was before it is told by stock, supply, balances and orders.
    """
    found: dict[str, int] = {}
    for name, schema in SCHEMA.items():
        for column in (column for column in schema.columns if column.idle and tables[name].n):
            if given := _given(tables[name], column.name):
                found[f"{name}.{column.name}"] = given
    if early := int(np.count_nonzero(clock.ticks_of(tables["events"]["at"]) < 0)):
        found["events before the start"] = early
    return found


def _given(table: Table, column: str) -> int:
    cells = table[column]
    return int(np.count_nonzero(flat(cells)[0] >= 0 if isinstance(cells, Names) else flat(cells)[0] != MISSING))

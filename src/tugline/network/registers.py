"""Names become rows: one sorted register each for items, locations, parties, resources and calendars."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import repeat

import numpy as np

from tugline.network import defaults
from tugline.network.exact import IntArray
from tugline.network.known import NOTHING_ELSE, Known
from tugline.network.layout import BUY, MOVE
from tugline.network.tables import Names, Tables

COLUMNS_KEPT = 8
"""A register remembers the rows of so many columns, the latest ones."""


@dataclass(frozen=True, slots=True)
class Register:
    """Distinct names in alphabetical order, so that a row never depends on the order of a file."""

    names: tuple[str, ...]
    rows: dict[str, int]
    columns: dict[int, tuple[tuple[str, ...], IntArray]] = field(default_factory=dict, compare=False, repr=False)
    """The rows of columns met lately, by the identity of their names: a million look-ups are worth keeping."""

    @classmethod
    def of(cls, names: Iterable[str]) -> "Register":
        """Return the register of the given names; repeated ones count once."""
        ordered = tuple(sorted(set(names)))
        return cls(ordered, {name: row for row, name in enumerate(ordered)})

    def __len__(self) -> int:
        return len(self.names)

    def row(self, name: str) -> int:
        """Return the row of a name, or -1."""
        return self.rows.get(name, -1)

    def rows_of(self, column: Names) -> IntArray:
        """Return the row of every cell, -1 where it is empty or the name is not known."""
        if id(column.names) not in self.columns:
            known = np.fromiter(map(self.rows.get, column.names, repeat(-1)), np.int64, len(column.names))
            if len(self.columns) >= COLUMNS_KEPT:
                self.columns.pop(next(iter(self.columns)))
            # The last entry answers for code -1, the empty cell.
            self.columns[id(column.names)] = column.names, np.append(known, -1)
        rows: IntArray = self.columns[id(column.names)][1][column.codes]
        return rows


def used(column: Names, keep: np.ndarray | None = None) -> list[str]:
    """Return the distinct names in a column, or in those of its rows that `keep` marks."""
    if keep is None:
        return list(column.names)
    codes = np.unique(column.codes[keep])
    return [column.names[code] for code in codes.tolist() if code >= 0]


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers that rows of points, sources and bills are made of."""

    items: Register
    locations: Register
    resources: Register
    default_location: int

    def locations_of(self, column: Names) -> IntArray:
        """Return the location of every cell; an empty one means the default location."""
        rows = self.locations.rows_of(column)
        return np.where(column.codes < 0, self.default_location, rows)


def register_all(tables: Tables, known: Known = NOTHING_ELSE) -> Registers:
    """Return all names of items, locations and resources; every supplier and outside processor is a location too."""
    items = Register.of(tables["items"]["item"].names)
    # Who sells what nobody is named for has no place.
    suppliers = {*supplier_names(tables), *(name for name in known.suppliers if name != defaults.SUPPLIER)}
    sources = tables["sources"]
    named = {
        *tables["locations"]["location"].names,
        *tables["locations"]["parent"].names,
        *used(sources["from"], sources["kind"] == MOVE),
        *loop_locations(tables, items),
        *known.locations(),
    }
    for table in PLACED:
        named.update(tables[table]["location"].names)
    first = next((name for name in tables["locations"]["location"].names if name not in suppliers), None)
    # Without a table of locations there is no first one, and the order of other tables means nothing.
    default = first or known.default_location or min(named - suppliers, default=defaults.LOCATION)
    locations = Register.of({*named, *suppliers, default})
    resources = Register.of([*tables["resources"]["resource"].names, *tables["operations"]["resource"].names])
    return Registers(items, locations, resources, locations.row(default))


PLACED = ("stock", "sources", "supply", "orders", "sales", "forecast", "events", "boms", "operations", "resources")
"""Tables whose column `location` names locations."""


def supplier_names(tables: Tables) -> list[str]:
    """Return everyone who sells to the business or works for it, as the tables name them."""
    sources, supply = tables["sources"], tables["supply"]
    return [
        *tables["suppliers"]["supplier"].names,
        *used(sources["from"], (sources["kind"] >= 0) & (sources["kind"] != MOVE)),
        *used(supply["from"], supply["kind"] == BUY),
    ]


def loop_locations(tables: Tables, items: Register) -> list[str]:
    """Return the locations that are known because a loop of one item names them.

    Where there is a table of locations, loops add none to it: any other text there means many, or is a mistake.
    """
    if tables["locations"].n:
        return []
    loops = tables["loops"]
    concrete = items.rows_of(loops["item"]) >= 0
    many = {"*", *tables["items"]["family"].names}
    return [name for name in used(loops["location"], concrete) if name not in many]

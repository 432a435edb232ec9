"""Names that one table uses and another lists: items always, places and people where there is a table of them."""

from collections.abc import Collection, Mapping

import numpy as np

from tugline.network.columns import Column, TableSchema
from tugline.network.findings import Findings
from tugline.network.layout import MOVE
from tugline.network.noting import Guess, note_rows
from tugline.network.tables import BoolArray, Names, Table

LISTED_ELSEWHERE = frozenset({"calendars"})
"""Checked where they are laid out, since suppliers' order days add to them."""


class Known:
    """The names that may be used; None = any, because there is no table of them."""

    def __init__(self, tables: Mapping[str, Table], broken: frozenset[str]) -> None:
        self.items = frozenset(tables["items"]["item"].names)
        families = frozenset(tables["items"]["family"].names)
        suppliers, customers = _listed(tables["suppliers"], "supplier"), _listed(tables["customers"], "customer")
        places = _listed(tables["locations"], "location")
        # A supplier is a location, too; of a file that cannot be read, nobody knows whom it lists.
        if broken & {"locations", "suppliers"}:
            suppliers = places = None
        locations = None if places is None else places | (suppliers or frozenset())
        sellers = None if suppliers is None else suppliers | (places or frozenset())
        self.by_table: dict[str, frozenset[str] | None] = {
            "items": None if "items" in broken else self.items,
            "families": None if "items" in broken else families,
            "locations": locations,
            "suppliers": suppliers,
            "sellers": sellers,
            "customers": customers,
            "resources": _listed(tables["resources"], "resource"),
            "parties": None if suppliers is None or customers is None else suppliers | customers,
        }
        self._guesses: dict[str, Guess] = {}

    def guess(self, table: str) -> Guess:
        """Return what guesses the right name for a wrong one."""
        if table not in self._guesses:
            self._guesses[table] = Guess(self.by_table[table] or ())
        return self._guesses[table]


def _listed(table: Table, column: str) -> frozenset[str] | None:
    return frozenset(table[column].names) if table.n else None


def check_references(table: Table, schema: TableSchema, known: Known, findings: Findings) -> BoolArray:
    """Note names that no table lists; return which rows of a table of signals speak of unknown items."""
    unknown_item = np.zeros(table.n, np.bool_)
    for column in schema.columns:
        if not column.refers or column.refers in LISTED_ELSEWHERE:
            continue
        if column.refers == "origins":
            moves = table["kind"] == MOVE
            _check(table, column, "locations", moves, known, findings)
            _check(table, column, "sellers", (table["kind"] >= 0) & ~moves, known, findings)
            continue
        if column.refers == "items" and schema.role == "signals":
            unknown_item |= _unknown(table[column.name], known.items)
            continue
        _check(table, column, column.refers, np.ones(table.n, np.bool_), known, findings)
    return unknown_item


def _unknown(cells: Names, known: Collection[str]) -> BoolArray:
    bad = np.array([*(name not in known for name in cells.names), False])
    marked: BoolArray = bad[cells.codes]
    return marked


def _check(table: Table, column: Column, refers: str, rows: BoolArray, known: Known, findings: Findings) -> None:
    names = known.by_table[refers]
    if names is None:
        return
    cells: Names = table[column.name]
    note_rows(
        findings, "reference.unknown", table.name, table.lines, _unknown(cells, names) & rows, column.name,
        value=lambda row: cells.names[cells.codes[row]],
        expected=EXPECTED[refers],
        hint=lambda row: known.guess(refers)(cells.names[cells.codes[row]]),
    )  # fmt: skip


EXPECTED = {
    "items": "an item of the items table",
    "families": "a family of the items table",
    "locations": "a location of the locations table, or a supplier",
    "sellers": "a supplier of the suppliers table, or a location",
    "customers": "a customer of the customers table",
    "resources": "a resource of the resources table",
    "parties": "a customer or supplier of their tables",
}

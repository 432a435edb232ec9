"""The tables of a business as typed columns: what reading gives and compiling takes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from tugline.network.columns import LoopSchemas
from tugline.network.settings import Settings

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

MISSING = int(np.iinfo(np.int64).min)
"""A cell that is not given, in every column of integers."""


@dataclass(frozen=True, slots=True)
class Names:
    """A column of texts: `codes` (n,) point into `names`, distinct, in order of first appearance; -1 = not given."""

    codes: IntArray
    names: tuple[str, ...]

    def text(self, row: int) -> str:
        """Return the text of one cell, empty where none is given."""
        code = int(self.codes[row])
        return self.names[code] if code >= 0 else ""


@dataclass(frozen=True, slots=True)
class Rational:
    """A column of exact ratios (n,); numerator `MISSING` = not given, denominator >= 1."""

    numerator: IntArray
    denominator: IntArray


@dataclass(frozen=True, slots=True)
class Durations:
    """A column of durations (n,); seconds `MISSING` = not given.

    `days` is the number of whole days where written in days or weeks (5d = 5, 2w = 14), else `MISSING`.
    """

    seconds: IntArray
    days: IntArray


Column = Names | IntArray | Rational | Durations


class Table:
    """One table: every column of its schema by name, all of them empty where the file has no such column.

    `lines` (n,) holds the line of each row in its file (the header is line 1). `given` names the columns that the
    file has, `choices` the words of columns of choices. `unknown_item` (n,) marks rows of signals whose item the items
    table does not know; their quantities are in thousandths, as no item says otherwise. `days` marks, by column of
    moments (n,), the cells that are bare dates; only of columns `by_day`.
    """

    def __init__(
        self,
        name: str,
        n: int,
        lines: IntArray,
        columns: Mapping[str, Any],
        *,
        given: frozenset[str] | None = None,
        choices: Mapping[str, tuple[str, ...]] | None = None,
        unknown_item: BoolArray | None = None,
        days: Mapping[str, BoolArray] | None = None,
    ) -> None:
        self.name = name
        self.n = n
        self.lines = lines
        self.given = frozenset(columns) if given is None else given
        self.choices = dict(choices or {})
        self.unknown_item = np.zeros(n, np.bool_) if unknown_item is None else unknown_item
        self._columns = dict(columns)
        self._days = dict(days or {})

    def __getitem__(self, column: str) -> Any:
        return self._columns[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __repr__(self) -> str:
        return f"<Table {self.name!r}: {self.n} rows, {len(self.given)} of {len(self._columns)} columns given>"

    def replace(self, columns: Mapping[str, Any], *, unknown_item: BoolArray | None = None) -> "Table":
        """Return the table with some columns in place of its own."""
        every = {**self._columns, **columns}
        unknown = self.unknown_item if unknown_item is None else unknown_item
        return Table(
            self.name, self.n, self.lines, every,
            given=self.given, choices=self.choices, unknown_item=unknown, days=self._days,
        )  # fmt: skip

    def is_choice(self, column: str, choice: str) -> BoolArray:
        """Return in which rows a column of choices says `choice`."""
        said: BoolArray = self._columns[column] == self.choices[column].index(choice)
        return said

    def names_day(self, column: str) -> BoolArray:
        """Return in which rows a moment is a bare date: a day and no time of it."""
        return self._days.get(column, np.zeros(self.n, np.bool_))

    def has(self, column: str) -> bool:
        """Return whether there is such a column (every column of the schema is there, given or not)."""
        return column in self._columns


class Tables:
    """All tables of a business by name, with its settings; a table that is not there has no rows.

    `source` is the folder or mapping that they were read from, `loop_schemas` what `loops` was read with.
    """

    def __init__(
        self,
        settings: Settings,
        tables: Mapping[str, Table],
        *,
        source: object = None,
        loop_schemas: LoopSchemas | None = None,
        digest: Callable[["Tables"], str] | None = None,
    ) -> None:
        self.settings = settings
        self.source = source
        self.loop_schemas: LoopSchemas = loop_schemas or {}
        self._tables = dict(tables)
        self._digest = digest

    def __getitem__(self, name: str) -> Table:
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __repr__(self) -> str:
        rows = ", ".join(f"{name} {table.n}" for name, table in self._tables.items() if table.n)
        return f"<Tables of {self.settings.name!r}: {rows}>"

    @cached_property
    def hash(self) -> str:
        """Return the sha256 of what the business is, whatever the files' formats and the order of rows and columns."""
        return self._digest(self) if self._digest else "0" * 64

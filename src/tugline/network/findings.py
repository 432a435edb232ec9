"""Collecting what is wrong in the tables, so that all of it is said at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

import numpy as np

from tugline.errors import InvalidBusinessError, Problem
from tugline.network.exact import BoolArray, IntArray


@dataclass(slots=True)
class Findings:
    """The problems found so far."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, table: str, row: int, column: str, value: str, expected: str, hint: str = "") -> None:
        """Note one problem; `row` is a line of the file, 0 = none in particular."""
        self.problems.append(Problem(code, table, row, column, value, expected, hint))

    def add_rows(
        self,
        code: str,
        table: str,
        lines: IntArray,
        bad: BoolArray,
        column: str,
        value: Callable[[int], str],
        expected: str,
        hint: str = "",
    ) -> None:
        """Note one problem for every row that is `bad`; `value` says what stands in a row."""
        for row in np.flatnonzero(bad).tolist():
            self.add(code, table, int(lines[row]), column, value(row), expected, hint)

    def raise_any(self) -> None:
        """Stop here if there are problems.

        Raises
        ------
        InvalidBusinessError
            With all of them, in the order of tables, lines and columns.
        """
        if self.problems:
            raise InvalidBusinessError(self.in_order())

    def in_order(self) -> list[Problem]:
        """Return all problems in the order of tables, lines and columns."""
        return sorted(self.problems, key=lambda p: (p.table, p.row, p.column, p.value))


def nearest(name: str, known: Sequence[str]) -> str:
    """Return a hint with the known name that looks most like `name`, small letters or not, or nothing."""
    by_small = {each.lower(): each for each in reversed(known)}
    close = get_close_matches(name.lower(), by_small, n=1)
    return f"{by_small[close[0]]!r}?" if close else ""

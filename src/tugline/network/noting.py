"""Many problems of one kind: the first thousand are told one by one, the others counted."""

from collections.abc import Callable, Collection

import numpy as np

from tugline.network.exact import IntArray
from tugline.network.findings import Findings, nearest

MOST = 1000
"""So many problems of one code in one column are told; nobody mends more of them one by one."""
LARGE = 2000
"""Among more names than these, only those that begin alike are compared."""
HINTS = 50


def note_rows(
    findings: Findings, code: str, table: str, lines: IntArray, bad: np.ndarray, column: str, *,
    value: Callable[[int], str], expected: Callable[[int], str] | str, hint: Callable[[int], str] = lambda _: "",
) -> None:  # fmt: skip
    """Note a problem for each row that `bad` marks; the functions say what stands in a row and what was meant."""
    rows = np.flatnonzero(bad).tolist()
    for row in rows[:MOST]:
        wanted = expected if isinstance(expected, str) else expected(row)
        findings.add(code, table, int(lines[row]), column, value(row), wanted, hint(row))
    if len(rows) > MOST:
        wanted = expected if isinstance(expected, str) else expected(rows[MOST])
        findings.add(code, table, 0, column, f"{len(rows) - MOST:,} more rows", wanted)


class Guess:
    """Guesses which of the known names was meant; each wrong name is looked up once, and not more than a few."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = known
        self._found: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        """Return a hint, or nothing."""
        if name not in self._found:
            self._found[name] = self._look_up(name) if len(self._found) < HINTS else ""
        return self._found[name]

    def _look_up(self, name: str) -> str:
        known = sorted(self._known) if len(self._known) <= LARGE else self._alike(name)
        return nearest(name, known)

    def _alike(self, name: str) -> list[str]:
        start = name[:2].lower()
        alike = [each for each in self._known if each[:2].lower() == start and abs(len(each) - len(name)) <= 2]
        return sorted(alike)[:LARGE]

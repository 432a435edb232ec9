"""Problems and gaps in tables as people read them: the same mistake on many lines is told once."""

from collections import Counter
from collections.abc import Sequence

from tugline.errors import Problem

LINES = 6
"""So many line numbers are named; of more, how many there are."""


def problem_lines(problems: Sequence[Problem]) -> list[str]:
    """Return one sentence for each mistake, with the lines that it is on, in the order of their first lines."""
    same: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        key = (problem.code, problem.table, problem.column, problem.value, problem.expected, problem.hint)
        same.setdefault(key, []).append(problem)
    return [_sentence(group) for group in same.values()]


def _sentence(group: Sequence[Problem]) -> str:
    first = group[0]
    said = str(first)
    if len(group) > 1:
        said = said.replace(f"{first.table} line {first.row}", f"{first.table} {_rows(group)}", 1)
    return f"{said} [{first.code}]"


def _rows(group: Sequence[Problem]) -> str:
    rows = [str(problem.row) for problem in group[:LINES]]
    if len(group) > LINES:
        return f"lines {', '.join(rows)} … ({len(group):,} lines)"
    return f"lines {', '.join(rows[:-1])} and {rows[-1]}"


def default_lines(defaults: Sequence[tuple[str, str, str]]) -> list[str]:
    """Return what is taken for each thing that tables leave open, and for how many; (what, which, value)."""
    counts = Counter((what, value) for what, _, value in defaults)
    return [f"{count:,} × {what}: {value}" for (what, value), count in counts.most_common()]

"""The error tree. Each leaf has a stable code, typed attributes and, where one helps, a hint."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

LINES = 6
"""So many line numbers are named; of more, how many there are."""
SHOWN = 20
"""So many mistakes stand in an error; `tugline check` prints all."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a business's tables, said so that its owner can mend it.

    `row` is the line in the file (the header is line 1) or 0 where the problem is not in one row.
    """

    code: str
    table: str
    row: int
    column: str
    value: str
    expected: str
    hint: str = ""

    def __str__(self) -> str:
        place = self.table + (f" line {self.row}" if self.row else "") + (f", {self.column}" if self.column else "")
        maybe = f" Maybe {self.hint}" if self.hint else ""
        return f"{place}: {self.value!r}; expected {self.expected}.{maybe}"

    def to_dict(self) -> dict[str, str | int]:
        """Return the fields by name, as `tugline check --json` prints them."""
        return asdict(self)


def sentences(problems: Sequence[Problem]) -> list[str]:
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
        rows = rows_named([problem.row for problem in group])
        said = said.replace(f"{first.table} line {first.row}", f"{first.table} {rows}", 1)
    return f"{said} [{first.code}]"


def rows_named(rows: Sequence[int]) -> str:
    """Return "line 3", "lines 3, 5 and 7", or of many the first and how many there are."""
    named = [str(row) for row in rows[:LINES]]
    if len(rows) == 1:
        return f"line {named[0]}"
    if len(rows) > LINES:
        return f"lines {', '.join(named)} … ({len(rows):,} lines)"
    return f"lines {', '.join(named[:-1])} and {named[-1]}"


class TuglineError(Exception):
    """Anything that tugline refuses or cannot do; `hint`, where there is one, says a way on in whole sentences."""

    code = "tugline"
    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class InvalidBusinessError(TuglineError):
    """The tables of a business have problems; all of them are listed."""

    code = "business.invalid"
    exit_code = 1

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        mistakes = sentences(self.problems)
        count = f"{len(self.problems):,} problem{'' if len(self.problems) == 1 else 's'} in the tables"
        more = len(mistakes) - SHOWN
        super().__init__(
            "\n".join([count, *mistakes[:SHOWN], *([f"… and {more:,} more"] if more > 0 else [])]),
            hint="`tugline check FOLDER` lists all of them." if more > 0 else "",
        )


class UsageError(TuglineError):
    """The call asks for something that does not exist or does not fit."""

    code = "usage"
    exit_code = 2


class RefusedError(TuglineError):
    """A rule refuses the request; nothing was changed."""

    code = "refused"
    exit_code = 3


class TooLargeError(TuglineError):
    """A quantity, or a number of lots, is larger than the engine reckons with; what was being decided is not used."""

    code = "engine.too_large"
    exit_code = 3

    def __init__(self, message: str) -> None:
        super().__init__(message, hint="Maybe an order, a level or a factor is in too small a unit.")


class NetworkChangedError(RefusedError):
    """The tables are not those in force; `tugline apply` adopts them."""

    code = "network.changed"


class StorageError(TuglineError):
    """The journal cannot be read or written."""

    code = "journal.storage"
    exit_code = 4


AFTER_DAMAGE = (
    "Put the file aside and restore a backup of it. Without a backup, run again without the file: what the tables say "
    "is taken in anew; what was only told to this journal is lost."
)


class JournalCorruptError(StorageError):
    """The journal was torn or altered; everything before `first_bad` is whole."""

    code = "journal.corrupt"

    def __init__(self, path: str, *, first_bad: int, reason: str) -> None:
        self.first_bad = first_bad
        self.reason = reason
        super().__init__(
            f"the journal {path} is damaged from sequence number {first_bad} on: {reason}",
            hint=AFTER_DAMAGE,
        )


class TryAgainError(TuglineError):
    """Somebody else is writing; the same call may go through later."""

    code = "journal.busy"
    exit_code = 75

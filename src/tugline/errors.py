"""The error tree. Each leaf has a stable code, typed attributes and, where one helps, a hint."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass


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


class TuglineError(Exception):
    """Anything that tugline refuses or cannot do."""

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
        shown = "\n".join(f"- {problem}" for problem in self.problems[:20])
        more = f"\n… and {len(self.problems) - 20} more" if len(self.problems) > 20 else ""
        super().__init__(f"{len(self.problems)} problem(s) in the tables\n{shown}{more}")


class UsageError(TuglineError):
    """The call asks for something that does not exist or does not fit."""

    code = "usage"
    exit_code = 2


class RefusedError(TuglineError):
    """A rule refuses the request; nothing was changed."""

    code = "refused"
    exit_code = 3


class NetworkChangedError(RefusedError):
    """The tables are not those in force; `tugline apply` adopts them."""

    code = "network.changed"


class StorageError(TuglineError):
    """The journal cannot be read or written."""

    code = "journal.storage"
    exit_code = 4


class JournalCorruptError(StorageError):
    """The journal was torn or altered; everything before `first_bad` is whole."""

    code = "journal.corrupt"

    def __init__(self, path: str, *, first_bad: int, reason: str) -> None:
        self.first_bad = first_bad
        self.reason = reason
        super().__init__(
            f"the journal {path} is damaged from sequence number {first_bad} on: {reason}",
            hint=f"restore a backup, or copy the facts before {first_bad} into a new journal",
        )


class TryAgainError(TuglineError):
    """Somebody else is writing; the same call may go through later."""

    code = "journal.busy"
    exit_code = 75

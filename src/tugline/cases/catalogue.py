"""The cases that there are, by name."""

from difflib import get_close_matches
from importlib import import_module

from tugline.cases.case import Build
from tugline.cases.parameters import CaseFile, read_file
from tugline.errors import UsageError

CASES = ("beer", "toyota", "dell", "zara", "nintendo")


def files() -> dict[str, CaseFile]:
    """Return the files of all cases."""
    return {name: read_file(name) for name in CASES}


def case_named(name: str) -> tuple[CaseFile, Build]:
    """Return the file of a case and what builds its business.

    Raises
    ------
    UsageError
        There is no such case.
    """
    if name not in CASES:
        near = get_close_matches(name, CASES, 1)
        hint = f"Maybe {near[0]!r} is meant." if near else "`tugline case` lists them."
        raise UsageError(f"case {name!r}; expected one of {', '.join(CASES)}", hint=hint)
    build: Build = import_module(f"tugline.cases.{name}.company").build
    return read_file(name), build

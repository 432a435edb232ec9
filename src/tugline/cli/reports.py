"""Where reports are printed and written, and over what they never are."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tugline.errors import RefusedError, StorageError, UsageError

if TYPE_CHECKING:
    from rich.console import Console


def page_of(usual: Path, report: Path | None, *, no_report: bool, json: bool) -> Path | None:
    """Return the file that a page is written to, None = there is to be none."""
    if no_report and report is not None:
        raise UsageError(f"--report {report} and --no-report exclude each other")
    return report or (None if json or no_report else usual)


def refuse_others(path: Path) -> None:
    """Refuse to write a report over anything but a report.

    Raises
    ------
    UsageError
        The path is a folder.
    RefusedError
        It is a file of something else.
    """
    if path.is_dir():
        raise UsageError(f"--report {path}: a folder; expected a file", hint=f"Name a file, as {path / 'report.html'}.")
    from tugline.report.page import is_page

    if path.exists() and not is_page(path):
        raise RefusedError(
            f"--report {path}: this file is no report of tugline; it is left as it is",
            hint="Name another file, or delete this one first.",
        )


def write_report(render: Callable[[], str], path: Path, otherwise: str) -> StorageError | None:
    """Write a page; what goes wrong is returned, so that the result is shown all the same.

    Parameters
    ----------
    otherwise
        Where the result is, without the report.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render(), encoding="utf-8")
    except OSError as error:
        return StorageError(
            f"the report {path} cannot be written: {error.strerror or error}; {otherwise}",
            hint="Name another file with --report.",
        )
    return None


LEAST_WIDTH = 60
"""Columns below which no table can be read."""


def stdout() -> "Console":
    """Return the console that reports are printed on."""
    from rich.console import Console

    class Readable(Console):
        """A console whose reader may stop reading; rich itself would end the process as if something were wrong."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    # A file or pipe has no width of its own: that of COLUMNS, else 120, at which a report in a log is read.
    said = os.environ.get("COLUMNS", "")
    wide = int(said) if said.isdigit() and int(said) >= LEAST_WIDTH else 120
    return Readable(width=None if sys.stdout.isatty() else wide, highlight=False)

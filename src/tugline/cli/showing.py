"""What commands that run worlds have in common: the bar while they run, and how what they found is shown."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tugline.cli.reports import stdout, write_report

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")


def with_bar(run: Callable[..., T], what: str, *, quiet: bool) -> T:
    """Call `run` with a bar as its `progress`, where somebody watches; `what` says what it counts."""
    if quiet or not sys.stderr.isatty():
        return run()
    from tugline.cli.progress import Bar

    with Bar() as bar:
        bar.begin("reading the tables and the customers")
        last, of = -1, -1

        def reach(done: int, total: int) -> None:
            nonlocal last, of
            # Pilot runs come before the others, and each round of them begins anew.
            if done < last or total != of:
                bar.begin(what, 0, total)
            last, of = done, total
            bar.reach(done)

        return run(progress=reach)


def tell(found: T, *, document: Callable[[T], bytes], text: Callable[[T, "Console"], None], as_json: bool) -> None:
    """Print what was found: its document, or its text."""
    if as_json:
        sys.stdout.buffer.write(document(found) + b"\n")
    else:
        text(found, stdout())


def show(
    found: T, what: str, *, page: Callable[[T], str], document: Callable[[T], bytes], text: Callable[..., None],
    as_json: bool, report: Path | None,
) -> int:  # fmt: skip
    """Write the report, if there is to be one, and print the document, or the text, which says where the report is.

    Raises
    ------
    StorageError
        The report cannot be written; the rest is shown first.
    """
    fault = write_report(lambda: page(found), report, f"the {what} is shown here") if report is not None else None
    tell(found, document=document, text=partial(text, report=None if fault else report), as_json=as_json)
    if fault is not None:
        raise fault
    return 0

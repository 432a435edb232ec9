"""Commands about a business that runs: run, explain, verify, quarantine."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import msgspec

from tugline.business.business import JOURNAL, Business, open_business
from tugline.business.views import Result
from tugline.errors import UsageError

REPORT_ROWS = "all pulls that are not closed"


def _journal(folder: Path, journal: Path | None, *, must_exist: bool) -> Path:
    path = journal or folder / JOURNAL
    if must_exist and not path.exists():
        raise UsageError(f"{folder} has not run yet: there is no journal {path}", hint=f"first: tugline run {folder}")
    return path


def run(
    folder: Path, *, until: str | None, as_json: bool, open_only: bool, journal: Path | None, report: Path | None,
    quiet: bool,
) -> int:  # fmt: skip
    """Run and show; the text goes to stdout, everything else to stderr."""
    path = _journal(folder, journal, must_exist=False)
    with open_business(folder, journal=path) as business:
        with _progress(business, until, shown=not quiet and sys.stderr.isatty()) as step:
            business.advance(until, progress=step)
        result = business.result(open_only=open_only or not as_json)
    if as_json:
        from tugline.report.json import result_json

        sys.stdout.buffer.write(result_json(result) + b"\n")
        return 0
    written = {"journal": str(path)}
    if report is not None:
        written["report"] = _write_report(result, report)
    _print(result, written)
    return 0


def _progress(
    business: Business, until: str | None, *, shown: bool
) -> AbstractContextManager[Callable[[int], None] | None]:
    if not shown:
        return nullcontext(None)
    from tugline.cli.progress import Bar

    return Bar(business, until)


def _write_report(result: Result, path: Path) -> str:
    from tugline.report.html import render_html

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(render_html(result), encoding="utf-8")
    return str(path)


def _print(result: Result, written: dict[str, str]) -> None:
    from rich.console import Console

    from tugline.report.terminal import print_result

    # A file or pipe has no width of its own: 120 columns are what a report in a log is read at.
    console = Console(width=None if sys.stdout.isatty() else 120)
    print_result(result, console, written=written)


def explain(folder: Path, what: str, *, journal: Path | None) -> int:
    """Print how something came about."""
    with open_business(folder, journal=_journal(folder, journal, must_exist=True)) as business:
        sys.stdout.write(business.explain(what) + "\n")
    return 0


def verify(folder: Path, *, journal: Path | None, as_json: bool) -> int:
    """Print what is wrong; exit code 1 if anything is."""
    with open_business(folder, journal=_journal(folder, journal, must_exist=True)) as business:
        found = business.verify()
        facts, digest = business.facts, business.digest
    if as_json:
        _print_json({"sound": not found, "facts": facts, "digest": digest, "findings": found})
    elif found:
        sys.stdout.write("\n".join(found) + "\n")
    else:
        sys.stdout.write(f"{facts:,} facts, chain, books, invariants and replay are whole; digest {digest}\n")
    return 1 if found else 0


def quarantine(folder: Path, *, journal: Path | None, as_json: bool) -> int:
    """List what could not be used."""
    with open_business(folder, journal=_journal(folder, journal, must_exist=True)) as business:
        rows = business.quarantine
    if as_json:
        _print_json(
            {"quarantine": [{"table": q.table, "line": q.line, "row": dict(q.content), "why": q.why} for q in rows]}
        )
        return 0
    for q in rows:
        sys.stdout.write(f"{q.table} line {q.line}: {' '.join(q.content.values())}: {q.why}\n")
    sys.stdout.write(f"{len(rows):,} rows in quarantine\n")
    return 0


def _print_json(document: Any) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(document) + b"\n")

"""Commands about a business that runs: run, explain, verify, quarantine."""

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, Protocol

import msgspec

from tugline.business.business import JOURNAL, Business
from tugline.business.opened import open_business, open_in_force, open_kept
from tugline.business.verifying import DAMAGED
from tugline.business.views import Result
from tugline.cli.reports import refuse_others, stdout, write_report
from tugline.errors import RefusedError, StorageError, UsageError
from tugline.units.quantity import plural


def _journal(folder: Path, journal: Path | None, *, must_exist: bool) -> Path:
    path = journal or folder / JOURNAL
    if must_exist and not path.exists():
        raise UsageError(
            f"{folder} has not run yet: there is no journal {path}", hint=f"Run it first: `tugline run {folder}`."
        )
    return path


def run(
    folder: Path, *, until: str | None, as_json: bool, open_only: bool, journal: Path | None, report: Path | None,
    quiet: bool,
) -> int:  # fmt: skip
    """Run and show; the text or the document goes to stdout, everything else to stderr."""
    path = _journal(folder, journal, must_exist=False)
    if report is not None:
        refuse_others(report)
    with steps_of(shown=not quiet and sys.stderr.isatty()) as steps:
        steps.begin("reading the tables")
        with open_business(folder, journal=path) as business:
            steps.begin("running", *business.ticks_to_run(until))
            business.advance(until, progress=steps.reach)
            steps.begin("working out promises and figures")
            result = business.result(open_only=open_only or not as_json)
        if as_json:
            steps.begin("writing")
            from tugline.report.json import result_json

            sys.stdout.buffer.write(result_json(result) + b"\n")
        fault = _report(result, report) if report is not None else None
    if not as_json:
        _print(result, {"journal": path, **({} if report is None or fault else {"report": report})})
    if fault is not None:
        raise fault
    return 0


def open_kept_and_say(folder: Path, journal: Path | None) -> Business:
    """Open a business that has run by what its journal keeps, and say so if its tables are others now."""
    business, differs = open_kept(folder, _journal(folder, journal, must_exist=True))
    if differs:
        sys.stderr.write(f"tugline: {differs}\n")
    return business


class Steps(Protocol):
    """Whoever shows how far a run has come."""

    def begin(self, what: str, first: int = 0, last: int = 0) -> None:
        """Say what is done next, and between which ticks, if it goes by ticks."""

    def reach(self, tick: int) -> None:
        """Say which tick is reached."""


class _Silent:
    def begin(self, what: str, first: int = 0, last: int = 0) -> None:
        pass

    def reach(self, tick: int) -> None:
        pass


def steps_of(*, shown: bool) -> AbstractContextManager[Steps]:
    """Return whoever shows how far a run has come; nobody does where it is not to be shown."""
    if not shown:
        return nullcontext(_Silent())
    from tugline.cli.progress import Bar

    return Bar()


def _report(result: Result, path: Path) -> StorageError | None:
    from tugline.report.html import render_html

    return write_report(lambda: render_html(result), path, "the run itself is in the journal")


def _print(result: Result, written: dict[str, Path]) -> None:
    from tugline.report.terminal import print_result

    print_result(result, stdout(), written={what: str(where) for what, where in written.items()})


def explain(folder: Path, what: str, *, every: bool, journal: Path | None, as_json: bool) -> int:
    """Print how something came about."""
    with open_kept_and_say(folder, journal) as business:
        told = business.explain(what, brief=not (every or as_json))
    if as_json:
        _print_json({"what": what, "explanation": told.splitlines()})
    else:
        sys.stdout.write(told + "\n")
    return 0


def apply(folder: Path, *, journal: Path | None, dry_run: bool, ask: bool, as_json: bool) -> int:
    """Print what changed tables change, and adopt them unless it is only asked for, or somebody says no."""
    with open_in_force(_journal(folder, journal, must_exist=True)) as business:
        adoption = business.adopt(folder, dry=dry_run or ask)
        if not as_json:
            sys.stdout.write(f"{adoption}\n")
        if ask and (adoption.tables or adoption.loops) and _is_wanted():
            adoption = business.adopt(folder)
    if as_json:
        _print_json(adoption)
    elif adoption.fact:
        sys.stdout.write(f"adopted with fact F{adoption.fact}; {plural(adoption.pulls, 'pull')} released at once\n")
    elif adoption.tables or adoption.loops:
        sys.stdout.write("nothing was written\n")
    return 0


def _is_wanted() -> bool:
    sys.stdout.flush()
    sys.stderr.write("Go by these tables from now on? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def verify(folder: Path, *, journal: Path | None, as_json: bool) -> int:
    """Print what is wrong; exit code 1 if anything is, that of damage if it is the journal itself."""
    with open_kept_and_say(folder, journal) as business:
        found = business.verify()
        facts, digest = business.facts, business.digest
    if as_json:
        _print_json({"sound": not found, "facts": facts, "digest": digest, "findings": found})
    elif found:
        sys.stdout.write("\n".join(found) + "\n")
    else:
        sys.stdout.write(f"{facts:,} facts, chain, books, invariants and replay are whole; digest {digest}\n")
    if any(text.startswith(DAMAGED) for text in found):
        return StorageError.exit_code
    return 1 if found else 0


def quarantine(
    folder: Path, *, retry: Sequence[int], dismiss: Sequence[int], journal: Path | None, as_json: bool
) -> int:
    """List what could not be used, after some rows were tried again or taken out; exit code 3: one is still refused."""
    with open_kept_and_say(folder, journal) as business:
        for number in dismiss:
            business.dismiss(number)
        for number in retry:
            business.retry(number)
        if retry:
            business.advance(business.now)
        rows, refused = business.quarantined(), {row.id for row in business.refused_again()}
    code = RefusedError.exit_code if refused else 0
    if as_json:
        _print_json(
            {
                "quarantine": [
                    {"number": q.id, "table": q.table, "line": q.line, "row": dict(q.content), "why": q.why}
                    for q in rows
                ],
                "refused_again": sorted(refused),
            }
        )
        return code
    for q in rows:
        place = f"{q.table} line {q.line}" if q.line else q.table
        sys.stdout.write(f"{q.id:>4}  {place}: {q.said}: {'still refused: ' * (q.id in refused)}{q.why}\n")
    sys.stdout.write(f"{plural(len(rows), 'row')} in quarantine\n")
    return code


def _print_json(document: Any) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(document) + b"\n")

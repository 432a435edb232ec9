"""The command `plan`, and how commands ask a business and book in it."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tugline.business.business import JOURNAL, Business
from tugline.business.opened import open_business
from tugline.business.plan_views import Plan
from tugline.cli.last_plan import keep_plan, place_of, read_plan, say_not_compared
from tugline.cli.reports import refuse_others
from tugline.cli.running import Steps, open_kept_and_say, steps_of
from tugline.cli.showing import show
from tugline.errors import UsageError
from tugline.units.time import to_minute

T = TypeVar("T")


def plan(
    folder: Path, *, prefer: str, since: Path | None, anew: bool, until: str | None, as_json: bool,
    journal: Path | None, report: Path | None, quiet: bool,
) -> int:  # fmt: skip
    """Plan and show; the text or the document goes to stdout, everything else to stderr.

    Raises
    ------
    UsageError
        `since` and `anew` are both given, or what is given is no plan of this business.
    """
    if report is not None:
        refuse_others(report)
    if since is not None and anew:
        raise UsageError(f"--since {since} and --anew exclude each other")
    kept = journal or folder / JOURNAL
    last = place_of(kept, prefer)

    def planned(business: Business) -> Plan:
        if since is not None:
            return business.plan(prefer=prefer, since=read_plan(since))
        if not anew and last.exists():
            try:
                return business.plan(prefer=prefer, since=read_plan(last))
            except UsageError as error:
                say_not_compared(last, str(error))
        return business.plan(prefer=prefer)

    found = ask(folder, "planning", planned, until=until, journal=journal, quiet=quiet)
    from tugline.report.plan_html import render_plan
    from tugline.report.plan_json import plan_json
    from tugline.report.plan_terminal import print_plan

    done = show(found, "plan", page=render_plan, document=plan_json, text=print_plan, as_json=as_json, report=report)
    # What is compared with a plan that somebody names is a trial: people go on by the one that was shown before.
    if since is None and kept.exists():
        keep_plan(found, last)
    return done


def ask(
    folder: Path, what: str, question: Callable[[Business], T], *, until: str | None, journal: Path | None, quiet: bool
) -> T:
    """Return the answer of a business as its journal has it, or, if it never ran, of its tables in memory.

    Raises
    ------
    UsageError
        It has run and `until` is given, or `journal` is given and is not there.
    """
    kept = (journal or folder / JOURNAL).exists()
    if kept and until is not None:
        raise UsageError(
            f"--until {until}: {folder} has run, and is asked as of the moment up to which it has",
            hint=f"Run it on first: `tugline run {folder} --until {until}`; then ask without --until.",
        )
    if journal is not None and not kept:
        raise UsageError(f"--journal {journal}: there is no such file", hint=f"Run first: `tugline run {folder}`.")
    with steps_of(shown=not quiet and sys.stderr.isatty()) as steps:
        steps.begin("reading the tables")
        with open_kept_and_say(folder, journal) if kept else _taken_in(folder, until, steps) as business:
            steps.begin(what)
            found, now = question(business), business.now
    if not kept:
        sys.stderr.write(
            f"tugline: {folder} has never run: answered from its tables, with the signals up to {to_minute(now)}; "
            "no journal is written\n"
        )
    return found


def book(folder: Path, booking: Callable[[Business], T], *, until: str | None, journal: Path | None, quiet: bool) -> T:
    """Return what a business that has run booked in its journal.

    Raises
    ------
    UsageError
        It has never run, or `until` is given.
    """
    path = journal or folder / JOURNAL
    if not path.exists():
        raise UsageError(
            f"{folder} has never run: there is no journal {path} to book in", hint=f"Run first: `tugline run {folder}`."
        )
    return ask(folder, "booking", booking, until=until, journal=journal, quiet=quiet)


def refuse_options(why: str, hint: str, **options: str | bool | None) -> None:
    """Refuse options that have no meaning beside the others; `why` follows the option and its text.

    Raises
    ------
    UsageError
        One of them is given.
    """
    for name, value in options.items():
        if value:
            said = f" {value}" if isinstance(value, str) else ""
            raise UsageError(f"--{name.replace('_', '-')}{said}{why}", hint=hint)


def _taken_in(folder: Path, until: str | None, steps: Steps) -> Business:
    """Return a business that lives in memory alone and has taken in the signals of its tables."""
    business = open_business(folder)
    try:
        steps.begin("taking in the signals", *business.ticks_to_run(until))
        business.advance(until, progress=steps.reach)
    except BaseException:
        business.close()
        raise
    return business

"""The command `plan`."""

import sys
from pathlib import Path

from tugline.business.business import JOURNAL, Business
from tugline.business.opened import open_business
from tugline.business.plan_views import Plan
from tugline.cli.reports import refuse_others
from tugline.cli.running import Steps, open_kept_and_say, steps_of
from tugline.cli.showing import show
from tugline.errors import UsageError
from tugline.units.time import to_minute


def plan(
    folder: Path, *, prefer: str, until: str | None, as_json: bool, journal: Path | None, report: Path | None,
    quiet: bool,
) -> int:  # fmt: skip
    """Plan and show; the text or the document goes to stdout, everything else to stderr."""
    if report is not None:
        refuse_others(report)
    kept = (journal or folder / JOURNAL).exists()
    if kept and until is not None:
        raise UsageError(
            f"--until {until}: {folder} has run, and is planned as of the moment up to which it has",
            hint=f"Run it on first: `tugline run {folder} --until {until}`; then plan without --until.",
        )
    if journal is not None and not kept:
        raise UsageError(f"--journal {journal}: there is no such file", hint=f"Run first: `tugline run {folder}`.")
    found = _planned(folder, prefer, until, journal, kept=kept, shown=not quiet and sys.stderr.isatty())
    from tugline.report.plan_html import render_plan
    from tugline.report.plan_json import plan_json
    from tugline.report.plan_terminal import print_plan

    return show(found, "plan", page=render_plan, document=plan_json, text=print_plan, as_json=as_json, report=report)


def _planned(
    folder: Path, prefer: str, until: str | None, journal: Path | None, *, kept: bool, shown: bool
) -> Plan:  # fmt: skip
    with steps_of(shown=shown) as steps:
        steps.begin("reading the tables")
        with open_kept_and_say(folder, journal) if kept else _taken_in(folder, until, steps) as business:
            steps.begin("planning")
            found = business.plan(prefer=prefer)
    if not kept:
        sys.stderr.write(
            f"tugline: {folder} has never run: planned from its tables, with the signals up to "
            f"{to_minute(found.as_of)}; no journal is written\n"
        )
    return found


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

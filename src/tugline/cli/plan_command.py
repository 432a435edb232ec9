"""The command `plan` with its options and help; its work is in `planning`, which is imported when it runs."""

from pathlib import Path
from typing import Literal

from tugline.cli.options import Flag
from tugline.cli.reports import page_of


def plan(
    folder: Path,
    *,
    prefer: Literal["fewest_late", "least_late"] = "fewest_late",
    since: Path | None = None,
    anew: Flag = False,
    until: str | None = None,
    json: Flag = False,
    journal: Path | None = None,
    report: Path | None = None,
    no_report: Flag = False,
    quiet: Flag = False,
) -> int:
    """Plan all open orders on finite capacity and material: when each is complete, what to start, place and move when.

    A business that has run is planned as its journal has it. One that has never run is planned from its tables, with
    their signals taken in. No journal is written either way, and nothing is reserved.

    The plan that was shown last is kept beside the journal. Its order of work stays unless another is better, and what
    is different is told.

    Parameters
    ----------
    folder
        The business's folder.
    prefer
        What counts where not all can be in time: fewest_late (lower classes give way, and of a class the largest jobs)
        or least_late (by due date alone: more are late, none by much).
    since
        An earlier plan, as --json prints it, to stay with and to compare with, instead of the last one.
    anew
        Plan without regard to the last plan.
    until
        For a business that has never run: last moment whose signals are taken in, as 2014-06-15T18:00. The last
        signal's if left away.
    json
        Print one JSON document with the whole plan, instead of the text.
    journal
        File that keeps the facts; `.tugline/journal.db` in the folder if left away.
    report
        File for the HTML report; `.tugline/plan.html` in the folder if left away, and with --json none.
    no_report
        Write no HTML report.
    quiet
        Show no progress. There is none anyway where standard error is not a terminal.
    """
    from tugline.cli.planning import plan as command

    page = page_of(folder / ".tugline" / "plan.html", report, no_report=no_report, json=json)
    return command(
        folder, prefer=prefer, since=since, anew=anew, until=until, as_json=json, journal=journal, report=page,
        quiet=quiet,
    )  # fmt: skip

"""The command `level` with its options and help; its work is in `levelling`, which is imported when it runs."""

from pathlib import Path
from typing import Literal

from tugline.cli.options import Flag, Whole
from tugline.cli.reports import page_of


def level(
    folder: Path,
    *,
    resource: str,
    days: Whole = 7,
    method: Literal["goal-chasing", "heijunka", "solver"] = "goal-chasing",
    pack: str | None = None,
    seconds: float = 20,
    prefer: Literal["fewest_late", "least_late"] = "fewest_late",
    release: Flag = False,
    cards: Path | None = None,
    until: str | None = None,
    json: Flag = False,
    journal: Path | None = None,
    report: Path | None = None,
    no_report: Flag = False,
    quiet: Flag = False,
) -> int:
    """Level the work that is wanted of a resource: takt, heijunka box, cards in turn, and how often all can be made.

    What is open comes from the plan, as `tugline plan` makes it. Nothing is written, unless --release is given.

    Parameters
    ----------
    folder
        The business's folder.
    resource
        The machine, line or person whose work is levelled.
    days
        Local days, today the first: what is wanted before they end, and what is late, is spread over their free hours.
    method
        What comes at even rates: goal-chasing (the parts of the products) or heijunka (the products themselves). Or
        solver: whole lots, as little late and with as little set-up time as it finds; an extra, tugline[solver].
    pack
        Pieces on one card; the fewest that make at most 240 cards if left away. None with the solver.
    seconds
        The solver's time at most. An interrupt ends its search, too, and shows the best so far.
    prefer
        As for `tugline plan`.
    release
        Have the floor go by it: hold each pull until its place in the sequence, in the journal.
    cards
        File for the cards in turn, as CSV.
    until
        For a business that has never run: last moment whose signals are taken in, as 2014-06-15T18:00. The last
        signal's if left away.
    json
        Print one JSON document instead of the text.
    journal
        File that keeps the facts; `.tugline/journal.db` in the folder if left away.
    report
        File for the HTML report; `.tugline/level.html` in the folder if left away, and with --json none.
    no_report
        Write no HTML report.
    quiet
        Show no progress. There is none anyway where standard error is not a terminal.
    """
    from tugline.cli.levelling import level as command

    page = page_of(folder / ".tugline" / "level.html", report, no_report=no_report, json=json)
    asked = {"resource": resource, "days": days, "method": method, "pack": pack, "prefer": prefer, "seconds": seconds}
    return command(
        folder,
        asked,
        release=release,
        cards=cards,
        until=until,
        as_json=json,
        journal=journal,
        report=page,
        quiet=quiet,
    )

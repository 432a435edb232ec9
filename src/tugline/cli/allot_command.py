"""The command `allot` with its options and help; what it needs is imported when it runs."""

from pathlib import Path
from typing import Literal

from tugline.cli.options import Flag


def allot(
    folder: Path,
    *,
    item: str,
    location: str = "",
    rule: Literal["priority", "fair", "linear", "uniform"] = "priority",
    quota: str = "",
    protect: str = "",
    until: str | None = None,
    json: Flag = False,
    journal: Path | None = None,
    quiet: Flag = False,
) -> int:
    """Say who would get how much of what is short, and when: what is on hand and what comes, shared among open lines.

    What is promised or reserved comes first, by date. Nothing is written, and shipping goes on by rank.

    Parameters
    ----------
    folder
        The business's folder.
    item
        What is short.
    location
        Where; the default location if left away.
    rule
        Who gives way: priority (the last in rank), fair (all get the same part of what they ask for), linear (all lack
        the same) or uniform (the same quantity for all who ask for more).
    quota
        The most that a channel of the customers table may take, as a share of supply: web=0.3,shop=0.7. Channels
        without one share the rest. Where neither this nor protect is given the rows of the table quotas hold.
    protect
        What is kept for a class of priority and those before it, and never goes to those behind: 1=20,2=5.
    until
        For a business that has never run: last moment whose signals are taken in, as 2014-06-15T18:00. The last
        signal's if left away.
    json
        Print one JSON document instead of the text.
    journal
        File that keeps the facts; `.tugline/journal.db` in the folder if left away.
    quiet
        Show no progress. There is none anyway where standard error is not a terminal.
    """
    from tugline.cli.planning import ask
    from tugline.cli.showing import tell
    from tugline.report.allot_json import allot_json
    from tugline.report.allot_terminal import print_allotment

    allotment = ask(
        folder, "sharing out",
        lambda business: business.allot(item=item, location=location, rule=rule, quotas=quota, protect=protect),
        until=until, journal=journal, quiet=quiet,
    )  # fmt: skip
    tell(allotment, document=allot_json, text=print_allotment, as_json=json)
    return 0

"""The command `waiting` with its options and help; what it needs is imported when it runs."""

from pathlib import Path

from tugline.cli.options import Flag


def waiting(
    folder: Path,
    *,
    item: str = "",
    location: str = "",
    until: str | None = None,
    json: Flag = False,
    journal: Path | None = None,
    quiet: Flag = False,
) -> int:
    """Say who waits: open order lines in turn, since when, and the date that can be kept.

    With what the date rests on, who waits longer than they said, who asks twice, who gave up, and which orders a limit
    keeps out. Nothing is written.

    Parameters
    ----------
    folder
        The business's folder.
    item
        Of this item alone; of all if left away.
    location
        At this location alone; at all if left away.
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
    from tugline.report.waiting_json import waiting_json
    from tugline.report.waiting_terminal import print_waiting

    found = ask(
        folder, "looking ahead", lambda business: business.waiting(item=item, location=location), until=until,
        journal=journal, quiet=quiet,
    )  # fmt: skip
    tell(found, document=waiting_json, text=print_waiting, as_json=json)
    return 0

"""The command `trace` with its options and help; what it needs is imported when it runs."""

from pathlib import Path

from tugline.cli.options import Flag


def trace(
    folder: Path, *, lot: str, item: str = "", until: str | None = None, json: Flag = False,
    journal: Path | None = None, quiet: Flag = False,
) -> int:  # fmt: skip
    """Trace a lot both ways: back to what suppliers sent, forth to orders and customers. Nothing is written.

    Where nobody said which lot was taken, what came in first is assumed to have gone first, and marked as assumed.

    Parameters
    ----------
    folder
        The business's folder.
    lot
        Its name, or that of the pull (P12) or fact (F7) that brought what nobody named.
    item
        Needed only where several items have a lot of that name.
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
    from tugline.report.trace_json import trace_json
    from tugline.report.trace_terminal import print_trace

    found = ask(
        folder, "tracing", lambda business: business.trace(lot, item=item), until=until, journal=journal,
        quiet=quiet,
    )  # fmt: skip
    tell(found, document=trace_json, text=print_trace, as_json=json)
    return 0

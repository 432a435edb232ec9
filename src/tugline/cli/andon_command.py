"""The command `andon` with its options and help; what it needs is imported when it runs."""

from pathlib import Path

from tugline.cli.options import Flag


def andon(
    folder: Path, *, until: str | None = None, json: Flag = False, journal: Path | None = None,
    report: Path | None = None, quiet: Flag = False,
) -> int:  # fmt: skip
    """Show who calls for help, which order lines each stop puts at risk, and how long calls take. Nothing is written.

    Parameters
    ----------
    folder
        The business's folder.
    until
        For a business that has never run: last moment whose signals are taken in, as 2014-06-15T18:00. The last
        signal's if left away.
    json
        Print one JSON document instead of the text.
    journal
        File that keeps the facts; `.tugline/journal.db` in the folder if left away.
    report
        File for the board as one HTML page, for a screen on the wall; none if left away.
    quiet
        Show no progress. There is none anyway where standard error is not a terminal.
    """
    from tugline.cli.planning import ask
    from tugline.cli.reports import refuse_others
    from tugline.cli.showing import show
    from tugline.report.andon_html import render_andon
    from tugline.report.andon_json import andon_json
    from tugline.report.andon_terminal import print_andon

    if report is not None:
        refuse_others(report)
    board = ask(
        folder, "looking at calls and stops", lambda business: business.andon(), until=until, journal=journal,
        quiet=quiet,
    )  # fmt: skip
    return show(board, "board", page=render_andon, document=andon_json, text=print_andon, as_json=json, report=report)

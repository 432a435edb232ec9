"""An andon board in a terminal: who calls, what each stop puts at risk, then how long calls take."""

from pathlib import Path

from rich.console import Console
from rich.text import Text

from tugline.business.andon_views import Andon
from tugline.report import andon_lists
from tugline.report.terminal_list import print_listing, say, say_path
from tugline.units.quantity import plural
from tugline.units.time import to_minute

CALLS, LINES, PULLS, GROUPS = 20, 12, 8, 12
"""Rows of each list."""


def print_andon(board: Andon, console: Console, *, report: Path | None = None) -> None:
    """Print it, capped; --json has the whole of it. `report` is where its page is, if there is one."""
    say(console, Text(board.business, style="bold").append(f"  andon as of {to_minute(board.as_of)}", "not bold"))
    console.print()
    print_listing(console, andon_lists.calls_listing(board).cut(CALLS), where="--json")
    for stop in board.stops:
        print_listing(console, andon_lists.lines_listing(stop).cut(LINES), where="--json")
        print_listing(console, andon_lists.pulls_listing(stop).cut(PULLS), where="--json")
    if board.total.calls or board.resources:
        for listing in (andon_lists.resources_listing(board), andon_lists.reasons_listing(board)):
            print_listing(console, listing.cut(GROUPS), where="--json")
            for note in listing.notes:
                say(console, Text(note, style="dim"))
                console.print()
    if board.unmatched:
        told = plural(board.unmatched, "answer or repair was", "answers or repairs were")
        say(console, Text(f"{told} told of no open call.", style="dim"))
    if report is not None:
        say_path(console, "page", report)

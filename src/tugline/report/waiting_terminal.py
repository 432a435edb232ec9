"""A waiting list in a terminal: what it comes to first, then who waits, who waits no longer, and who was not let in."""

from rich.console import Console
from rich.text import Text

from tugline.business.waiting_views import Waiting
from tugline.report import waiting_lists
from tugline.report.terminal_list import print_listing, say
from tugline.units.time import to_minute

ITEMS, LINES, LOST = 10, 20, 10
"""Rows of each list."""


def print_waiting(waiting: Waiting, console: Console) -> None:
    """Print it, capped; --json has the whole of it."""
    heading = f"  waiting list as of {to_minute(waiting.as_of)}"
    say(console, Text(waiting.business, style="bold").append(heading, "not bold"))
    console.print()
    lists = [(waiting_lists.items_listing, ITEMS), (waiting_lists.lines_listing, LINES)]
    lists += [(waiting_lists.lost_listing, LOST)] if waiting.lost else []
    lists += [(waiting_lists.refused_listing, LOST)] if waiting.refused else []
    for listing, rows in lists:
        print_listing(console, listing(waiting).cut(rows).without_empty(), where="--json")
    say(console, Text("Dates are as things stand: no order that comes later is in them.", style="dim"))

"""A trace in a terminal: what the lot comes to, then back to suppliers, forth to customers, and what is still here."""

from rich.console import Console
from rich.text import Text

from tugline.business.trace_views import Trace
from tugline.report import trace_lists
from tugline.report.terminal_list import print_listing, say
from tugline.units.quantity import format_number as number
from tugline.units.time import to_minute

ROWS = 20
"""Rows of each list."""
ASSUMED = "assumed = nobody said which lot was taken: what came in first is taken to have gone first"


def print_trace(trace: Trace, console: Console) -> None:
    """Print it, capped; --json has the whole of it."""
    heading = f"  lot {trace.lot} of {trace.item} as of {to_minute(trace.as_of)}"
    say(console, Text(trace.business, style="bold").append(heading, "not bold"))
    say(console, Text(sums(trace)))
    console.print()
    listings = [trace_lists.supplies_listing, trace_lists.back_listing, trace_lists.orders_listing]
    listings += [trace_lists.forth_listing, trace_lists.places_listing]
    if trace.in_process:
        listings.append(trace_lists.process_listing)
    for listing in listings:
        print_listing(console, listing(trace).cut(ROWS), where="--json")
    if trace.assumed:
        say(console, Text(ASSUMED, style="dim"))


def sums(trace: Trace) -> str:
    """Return what became of the lot itself, in a sentence."""
    unit = f" {trace.unit}" if trace.unit else ""
    said = [
        f"{number(quantity)} {what}"
        for quantity, what in ((trace.used, "used"), (trace.shipped, "shipped"), (trace.lost, "lost"))
        if quantity
    ]
    blocked = f" ({number(trace.quarantined)} in quarantine)" if trace.quarantined else ""
    return f"{number(trace.came_in)}{unit} came in: {', '.join([*said, f'{number(trace.on_hand)} here{blocked}'])}."

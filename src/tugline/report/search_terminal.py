"""A search over loops in a terminal."""

from rich.console import Console
from rich.text import Text

from tugline.business.search_words import search_words
from tugline.business.searching import Search
from tugline.report.search_lists import changes_listing, frontier_listing
from tugline.report.terminal_list import print_listing, say


def print_search(found: Search, console: Console) -> None:
    """Print what a search found, what to change for it, and what speed costs."""
    say(console, Text(found.business, style="bold").append("  a search over its loops", "not bold"))
    for sentence in search_words(found):
        say(console, Text(f"{sentence}."))
    console.print()
    print_listing(console, changes_listing(found))
    print_listing(console, frontier_listing(found))

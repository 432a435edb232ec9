"""Levelled work in a terminal: the pace first, then the box, the cards and the wheel."""

from pathlib import Path

from rich.console import Console
from rich.text import Text

from tugline.business.level_views import Level
from tugline.report import level_lists
from tugline.report.level_texts import evenness_words, interval_words, level_heading, pace, release_words, solver_words
from tugline.report.terminal_list import print_listing, say, say_path

PRODUCTS, CARDS, PARTS = 15, 12, 8
"""Rows of each list."""
SLOT_WIDTH, NAME_WIDTH = 13, 30
"""Columns of a terminal that a slot of the box takes, and those beside them."""


def print_level(
    level: Level, console: Console, *, report: Path | None, cards: Path | None = None, released: bool = False
) -> None:
    """Print it, capped, and where report and cards are."""
    where = "the report" if report is not None else "--json"
    say(console, Text(level.business, style="bold").append(f"  {level_heading(level)}", "not bold"))
    for sentence in (*pace(level), solver_words(level)):
        if sentence:
            say(console, Text(sentence))
    console.print(Text("─" * console.width, style="dim"))
    if level.cards:
        print_listing(console, level_lists.products_listing(level).cut(PRODUCTS), where=where)
        slots = max(1, (console.width - NAME_WIDTH) // SLOT_WIDTH)
        print_listing(console, level_lists.box_listing(level, slots).cut(PRODUCTS), where=where)
        print_listing(console, level_lists.cards_listing(level, CARDS), where=where)
        say(console, Text(evenness_words(level)))
        print_listing(console, level_lists.parts_listing(level, PARTS), where=where)
        say(console, Text(interval_words(level)))
        print_listing(console, level_lists.wheel_listing(level), where=where)
    for sentence in release_words(level, released=released):
        say(console, Text(sentence, style="dim"))
    for what, path in (("report", report), ("cards", cards)):
        if path is not None:
            say_path(console, what, path)

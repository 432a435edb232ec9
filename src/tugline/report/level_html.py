"""Levelled work as one page; it needs no network and no script, and prints on paper."""

from tugline.business.level_views import Level
from tugline.report import level_lists
from tugline.report.level_charts import evenness_chart, sequence_chart
from tugline.report.level_texts import (
    evenness_words,
    interval_words,
    level_heading,
    pace,
    release_words,
    solver_words,
    span,
)
from tugline.report.listing import Listing
from tugline.report.markup import quiet, section, table, tag, text, tile
from tugline.report.page import BRAND, document
from tugline.units.quantity import format_number as number
from tugline.units.quantity import plural

ROWS = 400
"""At most so many in one table, so that the page stays small."""
SLOTS = 20
PLACE_OF_ALL = "tugline level --json"


def render_level(level: Level) -> str:
    """Return the page."""
    lists: list[Listing] = []

    def shown(listing: Listing) -> str:
        lists.append(listing)
        return table(listing, where=PLACE_OF_ALL)

    charts = evenness_chart(level) + sequence_chart(level)
    parts = [
        _tiles(level),
        tag("ul", *(tag("li", text(sentence)) for sentence in (*pace(level), solver_words(level)) if sentence)),
        section("Products", shown(level_lists.products_listing(level)), shown(level_lists.box_listing(level, SLOTS))),
        section("The sequence", shown(level_lists.cards_listing(level, ROWS))),
        section(
            "Use of parts", quiet(evenness_words(level)), tag("div", charts, class_="charts") if charts else "",
            shown(level_lists.parts_listing(level, ROWS)),
        ),
        section("Change-overs", quiet(interval_words(level)), shown(level_lists.wheel_listing(level))),
        section(
            "On the floor", tag("ul", *(tag("li", text(said)) for said in release_words(level, released=False))),
        ),
    ]  # fmt: skip
    head = tag("header", BRAND, tag("h1", text(level.business)), tag("p", text(f"{level_heading(level)}.")))
    foot = tag("footer", tag("p", text(f"{PLACE_OF_ALL} has every row.")))
    return document(f"{level.business}, {level.resource} levelled", head, tag("main", *parts), foot, lists=lists)


def _tiles(level: Level) -> str:
    spare = level.open_hours - level.needed_hours
    tiles = [
        tile("Free hours", number(round(level.open_hours, 1)), level.resource, ""),
        tile(
            "Hours it takes", number(round(level.needed_hours, 1)),
            "enough time" if spare >= 0 else f"{number(round(-spare, 1))} too many", "good" if spare >= 0 else "late",
        ),
        *([tile("Takt", span(level.takt_seconds), "for one piece", "make")] if level.takt_seconds is not None else []),
        tile("Cards", f"{len(level.cards):,}", f"of {number(level.pack)} each", ""),
        *(
            [tile("Interval", f"{number(round(level.wheel.interval_days, 2))} d", "every part once", "")]
            if level.wheel is not None and level.wheel.interval_days is not None
            else []
        ),
    ]  # fmt: skip
    return tag("ul", *tiles, class_="tiles", aria_label=f"The line in {plural(len(tiles), 'figure')}")

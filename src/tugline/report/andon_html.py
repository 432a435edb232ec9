"""An andon board as one page for a screen on the wall; it needs no network and no script, and prints on paper."""

from dataclasses import replace

from tugline.business.andon_views import Andon, AndonStop
from tugline.report import andon_lists
from tugline.report.listing import Listing
from tugline.report.markup import quiet, section, table, tag, text, tile
from tugline.report.page import BRAND, document
from tugline.units.quantity import plural
from tugline.units.time import to_minute

ROWS = 400
"""At most so many in one table, so that the page stays small."""
PLACE_OF_ALL = "tugline andon --json"


def render_andon(board: Andon) -> str:
    """Return the page."""
    lists: list[Listing] = []

    def shown(listing: Listing) -> str:
        lists.append(listing)
        return table(listing.cut(ROWS), where=PLACE_OF_ALL)

    stops = [
        section(
            f"{stop.resource} is down",
            quiet(_since(stop)),
            *(
                # An id stands once on a page.
                shown(replace(listing, id=f"{listing.id}-{number}"))
                for listing in (andon_lists.lines_listing(stop), andon_lists.pulls_listing(stop))
            ),
        )
        for number, stop in enumerate(board.stops, 1)
    ]  # fmt: skip
    times = [andon_lists.resources_listing(board), andon_lists.reasons_listing(board)]
    parts = [
        _tiles(board),
        section("Who calls", shown(andon_lists.calls_listing(board))),
        *stops,
        section("How long calls take", *(shown(each) + "".join(map(quiet, each.notes)) for each in times)),
    ]
    head = tag(
        "header", BRAND, tag("h1", text(board.business)), tag("p", text(f"Andon as of {to_minute(board.as_of)}."))
    )
    foot = tag("footer", tag("p", text(f"{PLACE_OF_ALL} has every row.")))
    return document(f"{board.business}, andon", head, tag("main", *parts), foot, lists=lists)


def _since(stop: AndonStop) -> str:
    back = f"expected back {to_minute(stop.expected)}" if stop.expected else "nobody knows until when"
    return f"since {to_minute(stop.since)}, {back}" + (f": {stop.reason}" if stop.reason else "")


def _tiles(board: Andon) -> str:
    waiting = sum(call.state == "called" for call in board.calls)
    late = {(line.order, line.line) for stop in board.stops for line in stop.lines if line.made_late}
    slips = {(line.order, line.line) for stop in board.stops for line in stop.lines}
    tiles = [
        tile("Open calls", f"{len(board.calls):,}", f"{waiting:,} not answered", "late" if waiting else "good"),
        tile("Stops", f"{len(board.stops):,}", "resources that are down", "late" if board.stops else "good"),
        tile("At risk", plural(len(slips), "line"), f"{len(late):,} made late by a stop", "late" if late else "good"),
    ]
    return tag("ul", *tiles, class_="tiles", aria_label=f"The board in {plural(len(tiles), 'figure')}")

"""What a search over loops found: what to change for the best factors, and what speed costs; lists and JSON."""

from typing import Any

import msgspec

from tugline.business.search_words import PRESENT
from tugline.business.searching import Search
from tugline.report.listing import Cell, Column, Listing, cells
from tugline.report.study_json import interval
from tugline.studies.search import Tried
from tugline.units.quantity import format_share as share
from tugline.units.quantity import format_whole as whole_money
from tugline.units.quantity import plural

SCHEMA = 1


def frontier_listing(search: Search) -> Listing:
    """Return the frontier of speed against cost: nothing that was tried is both faster and cheaper."""
    best = search.searched.best
    columns = (
        Column("wait", right=True), Column("cost", right=True), Column("service", right=True),
        Column("contribution", right=True), *(Column(knob, right=True) for knob in search.knobs),
    )  # fmt: skip
    rows = tuple(
        cells(
            Cell(f"{each.wait:,.2f}", "strong" if each == best else ""), whole_money(each.cost / 100),
            share(each.service), whole_money(each.contribution / 100), *(f"× {factor:.2f}" for factor in each.factors),
        )
        for each in search.searched.frontier
    )  # fmt: skip
    tried = plural(len(search.searched.tried), "set")
    summary = f"{tried} of factors in {plural(search.worlds, 'world')} each; money in {search.currency}"
    return Listing("frontier", "Speed against cost", columns, rows, len(rows), summary)


def changes_listing(search: Search) -> Listing:
    """Return what to change in the loops."""
    columns = (Column("loop"), Column("what"), Column("now", right=True), Column("then", right=True))
    rows = tuple(cells(each.key, each.what, each.before, each.after) for each in search.changes)
    return Listing("changes", "Loops to change", columns, rows, len(rows), plural(len(rows), "number"))


def search_json(search: Search) -> bytes:
    """Return one JSON document; money in the currency, not in cents."""
    best = search.searched.best
    return msgspec.json.encode(
        {
            "schema": SCHEMA,
            "business": search.business,
            "currency": search.currency,
            "service": search.service,
            "worlds": search.worlds,
            "knobs": search.knobs,
            "tried": [_tried(each) for each in search.searched.tried],
            "best": best and _tried(best),
            "frontier": [_tried(each) for each in search.searched.frontier],
            "changes": [
                {"loop": c.key, "what": c.what, "before": c.before, "after": c.after} for c in search.changes
            ],
            "fresh": {
                name: {
                    "contribution": interval(of["contribution"], 0.01), "service": interval(of["service"], 1.0),
                }
                for name, of in sorted(search.fresh.items(), key=lambda item: item[0] == PRESENT)
            },
        }
    )  # fmt: skip


def _tried(each: Tried) -> dict[str, Any]:
    return {
        "factors": each.factors, "contribution": each.contribution / 100, "cost": each.cost / 100, "wait": each.wait,
        "service": each.service,
    }  # fmt: skip

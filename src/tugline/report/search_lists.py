"""What a search over loops found: what to change for the best factors, and what speed costs; lists and JSON."""

from typing import Any

import msgspec

from tugline.business.search_words import NOT_TOLD_APART, PRESENT
from tugline.business.searching import Search
from tugline.report.listing import Cell, Column, Listing, cells
from tugline.report.study_json import interval
from tugline.studies.search import Tried
from tugline.units.quantity import format_share as share
from tugline.units.quantity import format_whole as whole_money
from tugline.units.quantity import plural

SCHEMA = 1


def frontier_listing(search: Search) -> Listing:
    """Return the frontier of speed against cost, with the best and the loops in force where they do not lie on it."""
    searched = search.searched
    marks = {searched.tried[0].factors: "in force"} | ({searched.best.factors: "best"} if searched.best else {})
    columns = (
        Column("set"), Column("wait", right=True), Column("cost", right=True), Column("service", right=True),
        Column("contribution", right=True), *(Column(knob, right=True) for knob in search.knobs),
    )  # fmt: skip
    shown = {each.factors: each for each in searched.tried if each.factors in marks or each in searched.frontier}
    rows = tuple(
        cells(
            marks.get(each.factors, ""), Cell(f"{each.wait:,.2f}", "strong" if each == searched.best else ""),
            whole_money(each.cost / 100), share(each.service), whole_money(each.contribution / 100),
            *(f"× {factor:.2f}" for factor in each.factors),
        )
        for each in sorted(shown.values(), key=lambda t: (t.wait, t.cost, t.factors))
    )  # fmt: skip
    tried = plural(len(searched.tried), "set")
    summary = (
        f"{tried} of factors in {plural(search.worlds, 'world')} each, of which nothing is both faster and cheaper than"
        f" those shown without a mark; money in {search.currency}; wait = days until 95 % of order lines are delivered,"
        " or at tills the share of customers who do not find all; cost = holding, orders, freight, waste, variances"
    )
    return Listing("frontier", "Speed against cost", columns, rows, len(rows), summary)


def changes_listing(search: Search) -> Listing:
    """Return what to change in the loops, or what the best of them have otherwise where nothing speaks for a change."""
    columns = (Column("loop"), Column("what"), Column("now", right=True), Column("then", right=True))
    rows = tuple(cells(each.key, each.what, each.before, each.after) for each in search.changes)
    title = "Loops to change" if search.told_apart else NOT_TOLD_APART
    return Listing("changes", title, columns, rows, len(rows), plural(len(rows), "number"))


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

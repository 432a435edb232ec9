"""A plan as one page, with a Gantt chart; it needs no network and no script, and prints on paper."""

from collections.abc import Callable

from tugline.business.plan_views import Plan
from tugline.report import plan_lists
from tugline.report.listing import Listing
from tugline.report.markup import quiet, table, tag, text, tile
from tugline.report.page import BRAND, document
from tugline.report.plan_change_lists import changed_listing, changes_words, moved_listing
from tugline.report.plan_charts import fullest, lateness_chart, load_listing, load_map
from tugline.report.plan_figures import is_late, uses
from tugline.report.plan_gantt import gantt
from tugline.report.plan_texts import on_time_words, plan_heading, rests_on
from tugline.report.plan_trees import pegged, trees_down, trees_up
from tugline.units.quantity import format_number as number
from tugline.units.quantity import format_share as percent
from tugline.units.quantity import plural

ROWS = 200
"""At most so many in one table, so that the page stays small."""
PLACE_OF_ALL = "tugline plan --json"
SKIP = '<a class="skip" href="#next">To what is to be started</a>'
SECTIONS = (
    ("late", "Order lines"), ("changed", "What changed"), ("floor", "On the floor"),
    ("next", "What to start next"), ("load", "Load"), ("buy", "Purchases and moves"),
    ("pegs", "What is for what"), ("rests", "What this rests on"),
)  # fmt: skip


def render_plan(plan: Plan) -> str:
    """Return the page."""
    lists: list[Listing] = []

    def shown(listing: Listing) -> str:
        lists.append(listing)
        return table(listing, where=PLACE_OF_ALL)

    load, found = load_listing(plan), pegged(plan)
    lists.append(load)
    chart = lateness_chart(plan)
    parts = [
        _tiles(plan),
        _contents(),
        _section(
            "late", tag("div", chart, class_="charts") if chart else "", shown(plan_lists.lateness_listing(plan)),
            shown(plan_lists.lines_listing(plan, ROWS)),
        ),
        _changed(plan, shown),
        _section("floor", gantt(plan)),
        _section("next", shown(plan_lists.next_listing(plan, ROWS))),
        _section(
            "load", load_map(plan, load, where=PLACE_OF_ALL), shown(plan_lists.uses_listing(plan, ROWS)),
            intro=fullest(uses(plan)),
        ),
        _section("buy", shown(plan_lists.purchases_listing(plan, ROWS)), shown(plan_lists.moves_listing(plan, ROWS))),
        _section(
            "pegs", tag("h3", "What the latest lines take"), trees_down(plan, found),
            tag("h3", "Who takes the supplies that most need"), trees_up(found),
            intro="Each entry opens: a line down to stock and purchases, a supply up to order lines.",
        ),
        _section("rests", tag("ul", *(tag("li", text(each)) for each in rests_on(plan)))),
    ]  # fmt: skip
    said = f"{plan_heading(plan)}; {on_time_words(plan)}."
    head = tag("header", BRAND, tag("h1", text(plan.business)), tag("p", text(f"{said[:1].upper()}{said[1:]}")))
    foot = tag("footer", tag("p", text(f"{PLACE_OF_ALL} has every row.")))
    return document(f"{plan.business}, a plan", SKIP, head, tag("main", *parts), foot, lists=lists)


def _changed(plan: Plan, shown: Callable[[Listing], str]) -> str:
    if plan.changes is None:
        return _section("changed", intro="There was no plan before this one to compare with.")
    lists = changed_listing(plan.changes, ROWS), moved_listing(plan.changes, ROWS)
    return _section("changed", *map(shown, lists), intro=changes_words(plan.changes))


def _section(id_: str, *parts: str, intro: str = "") -> str:
    return tag("section", tag("h2", text(dict(SECTIONS)[id_])), quiet(intro), *parts, id=id_)


def _contents() -> str:
    return tag(
        "nav", tag("ul", *(tag("li", tag("a", text(name), href=f"#{id_}")) for id_, name in SECTIONS)),
        aria_label="Contents",
    )  # fmt: skip


def _tiles(plan: Plan) -> str:
    behind = sum(is_late(order) for order in plan.orders)
    never = sum(order.completes is None for order in plan.orders)
    dated = sum(order.due is not None for order in plan.orders)
    busiest = next(iter(uses(plan)), None)
    tiles = [
        tile("On time", percent(plan.on_time) if plan.on_time is not None else "no dates", f"of {dated:,} dated", ""),
        tile("Late lines", f"{behind:,}", f"of {len(plan.orders):,} open", "late" if behind else "good"),
        *([tile("Never complete", f"{never:,}", "see the cause", "late")] if never else []),
        tile("Operations", number(len(plan.operations)), "on resources", "make"),
        *([tile("Purchases", number(len(plan.purchases)), "to place", "buy")] if plan.purchases else []),
        *([tile("Moves", number(len(plan.moves)), "to make", "move")] if plan.moves else []),
        *([tile("Busiest", percent(busiest.share), busiest.resource, "")] if busiest else []),
    ]
    return tag("ul", *tiles, class_="tiles", aria_label=f"The plan in {plural(len(tiles), 'figure')}")

"""The result as one page: it needs no network and no script, prints on paper, and fits a telephone."""

from collections.abc import Sequence
from dataclasses import replace

from tugline.business.views import Result
from tugline.report import bar_charts, book_lists, day_charts, promise_lists, pull_lists, stock_lists
from tugline.report.listing import Cell, Listing
from tugline.report.markup import group, heads, quiet, scrolling, table, tag, text, tile
from tugline.report.now import blockers, day_to_show, is_late, is_of_today, is_to_do, kinds_used, ships
from tugline.report.page import BRAND, document
from tugline.report.texts import LEGEND, as_of, brief_stock, counted, days, standing_still
from tugline.units.quantity import format_whole as whole_money
from tugline.units.quantity import plural
from tugline.units.time import to_minute

ROWS = 500
"""At most so many in one table, so that the page stays small."""
PLACE_OF_ALL = "tugline run --json"
BARS = 12
SKIP = '<a class="skip" href="#now">To what is to be done</a>'


def render_html(result: Result) -> str:
    """Return the page."""
    lists: list[Listing] = []
    parts = [
        _tiles(result),
        _contents(result),
        _now(result, lists),
        _promises(result, lists),
        _buy_list(result, lists),
        _over_time(result, lists),
        _stock(result, lists),
        _books(result, lists),
        _rests_on(result, lists),
    ]
    title = f"{result.business}, {to_minute(result.as_of)}"
    return document(title, SKIP, _head(result), tag("main", *parts), _foot(result), lists=lists)


def _head(result: Result) -> str:
    said = ", ".join([f"A{as_of(result)[1:]}, {result.world} world", *counted(result.counts)])
    off = result.trial_balance != 0
    return tag(
        "header",
        BRAND,
        tag("h1", text(result.business)),
        tag("p", text(f"{said}.")),
        *([tag("p", text(f"N{still[1:]}."))] if (still := standing_still(result)) else []),
        tag(
            "p", tag("span", text(book_lists.balance(result)), class_="chip late" if off else "chip good"),
            tag("small", " state ", tag("code", text(result.digest[:12]))),
        ),
    )  # fmt: skip


def _tiles(result: Result) -> str:
    day = day_to_show(result)
    tiles = []
    if ships(result):
        tardy = sum(shipment.late_days > 0 for shipment in result.ship_now)
        tiles.append(tile("To ship", plural(len(result.ship_now), "line"), f"{tardy:,} late", ""))
    for kind in kinds_used(result):
        pulls = [pull for pull in result.pulls if pull.kind == kind and is_to_do(pull, day, result.world)]
        ready = sum(pull.state == "ready" for pull in pulls)
        note = f"{ready:,} ready" if kind != "buy" else f"{plural(len(result.buy_list), 'order')} to place"
        tiles.append(
            tile(
                f"To {kind}",
                plural(len(pulls), "pull"),
                note if is_of_today(result, kind) else f"pulled on {day}",
                kind,
            )
        )
    if result.promises:
        late = sum(is_late(promise) for promise in result.promises)
        tiles.append(tile("Late lines", f"{late:,}", f"of {len(result.promises):,} open", "late" if late else "good"))
    worth, unit = brief_stock(result.stock_value, result.currency)
    tiles.append(tile("Stock", worth, f"{unit} in {plural(len(result.stock), 'place')}", ""))
    cycle = book_lists.figure(result, "cash_conversion_cycle")
    if cycle is not None and cycle.value is not None:
        tiles.append(tile("Cash cycle", days(cycle.value), "paying to being paid", ""))
    else:
        tiles.append(tile("Cash cycle", "not known", "see the books", ""))
    return tag("ul", *tiles, class_="tiles")


SECTIONS = (
    ("now", "What to do now"), ("promises", "Order lines"), ("buy", "Orders to place"), ("time", "Over time"),
    ("stock", "Stock"), ("books", "Books"), ("rests", "What it rests on"),
)  # fmt: skip


def _contents(result: Result) -> str:
    used = [each for each in SECTIONS if _has(result, each[0])]
    links = [tag("li", tag("a", text(name), href=f"#{id_}")) for id_, name in used]
    return tag("nav", tag("ul", *links), aria_label="Contents")


def _has(result: Result, section: str) -> bool:
    return {"promises": bool(result.counts.get("order_lines")), "buy": bool(result.buy_list)}.get(section, True)


def _section(id_: str, *parts: str, intro: str = "") -> str:
    name = dict(SECTIONS)[id_]
    return tag("section", tag("h2", text(name)), tag("p", text(intro), class_="intro") if intro else "", *parts, id=id_)


def _list(listing: Listing, lists: list[Listing], extra: Sequence[str] = ()) -> str:
    lists.append(listing)
    return table(listing, where=PLACE_OF_ALL, extra=tuple(extra))


def _now(result: Result, lists: list[Listing]) -> str:
    parts = [_list(promise_lists.ship_listing(result, ROWS), lists)] if ships(result) else []
    for kind in kinds_used(result):
        parts.append(_list(pull_lists.groups_listing(result, kind, ROWS), lists))
        each = pull_lists.pulls_listing(result, kind, ROWS)
        if each.total:
            lists.append(each)
            parts.append(tag("details", tag("summary", f"each {kind} pull"), table(each, where=PLACE_OF_ALL)))
    if any(pull.rests_on for pull in result.pulls):
        parts.append(tag("p", text(f"Signs after a pull: {LEGEND}."), class_="quiet"))
    return _section("now", *parts)


def _promises(result: Result, lists: list[Listing]) -> str:
    if not _has(result, "promises"):
        return ""
    held = blockers(result.promises)
    more = f" and {len(held) - BARS:,} other causes" if len(held) > BARS else ""
    return _section(
        "promises",
        tag("h3", "What holds up most"), bar_charts.blocker_bars(held, BARS), quiet(more),
        _list(promise_lists.promises_listing(result, ROWS), lists),
        intro="When each open line leaves as things stand, the latest first.",
    )  # fmt: skip


def _buy_list(result: Result, lists: list[Listing]) -> str:
    """Return one table whose parts are the orders, each under a row that tells the order's terms."""
    if not result.buy_list:
        return ""
    left, parts = ROWS, []
    rows: list[tuple[Cell, ...]] = []
    for order in result.buy_list:
        listing = pull_lists.purchase_listing(result, order, left)
        left -= len(listing.rows)
        rows += listing.rows
        parts.append(group(listing))
        if left <= 0:
            break
    whole = replace(pull_lists.purchases(result, rows), id="buy-lines")
    lists.append(whole)
    return _section("buy", scrolling(whole, heads(whole), "".join(parts), where=PLACE_OF_ALL))


def _over_time(result: Result, lists: list[Listing]) -> str:
    charts = [*day_charts.day_charts(result), bar_charts.cycle_chart(result)]
    by_day = pull_lists.days_listing(result, ROWS)
    return _section("time", tag("div", *charts, class_="charts"), _list(by_day, lists))


def _stock(result: Result, lists: list[Listing]) -> str:
    kept = stock_lists.buffers_listing(result, 60)
    bars = [bar_charts.buffer_bar(buffer) for buffer in stock_lists.buffers(result)[:60]]
    wip = whole_money(stock_lists.work_in_process(result))
    open_pulls = plural(result.counts.get("open_pulls", 0), "open pull")
    key = "Bar: stock on hand. Line: where the loop pulls. Triangle: stock on hand and on order, less what waits."
    return _section(
        "stock",
        _list(kept, lists, bars), quiet(key if bars else ""),
        _list(stock_lists.count_listing(result, ROWS), lists),
        _list(stock_lists.stock_listing(result, ROWS), lists),
        intro=f"{stock_lists.stock_summary(result)}; work in process {wip} {result.currency}; {open_pulls}.",
    )  # fmt: skip


def _books(result: Result, lists: list[Listing]) -> str:
    return _section(
        "books",
        _list(book_lists.figures_listing(result, ROWS), lists),
        _list(book_lists.accounts_listing(result, ROWS), lists),
        intro=f"All money in {result.currency}. Every figure with what it is made of.",
    )


def _rests_on(result: Result, lists: list[Listing]) -> str:
    notes = [note for note in (book_lists.resting_sentence(result), *result.notes) if note]
    return _section(
        "rests",
        tag("ul", *(tag("li", text(note)) for note in notes)),
        _list(stock_lists.loops_listing(result, ROWS), lists),
        _list(book_lists.defaults_listing(result, ROWS), lists),
        _list(book_lists.quarantine_listing(result, ROWS), lists),
    )


def _foot(result: Result) -> str:
    return tag(
        "footer",
        tag(
            "p", text(f"{PLACE_OF_ALL} has every row. tugline explain tells how a pull, a line or a figure came about.")
        ),
        tag("p", "Digest ", tag("code", text(result.digest))),
    )

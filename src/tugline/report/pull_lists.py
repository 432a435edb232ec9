"""What to make, move and buy now, the orders to suppliers, and the pulls of each day, as lists."""

from collections.abc import Sequence

from tugline.business.buying import in_words
from tugline.business.views import PullView, Result, SupplierOrder
from tugline.report.listing import NOT_KNOWN, Cell, Column, Listing, cells
from tugline.report.now import Group, by_item, day_to_show, held_up, is_of_today, kinds_used, standing, to_do
from tugline.report.texts import day, late, money, signs
from tugline.units.quantity import format_number as number
from tugline.units.quantity import format_price as price
from tugline.units.quantity import format_whole as whole_money
from tugline.units.quantity import plural

PLACES = {"make": "at", "move": "from → to", "buy": "from"}
TITLES = {"make": "Make now", "move": "Move now", "buy": "Buy now"}
NOTHING = {
    "make": "nothing to make: nobody waits for anything that is made",
    "move": "nothing to move: everything is where it is asked for",
    "buy": "nothing to buy: what is asked for is here or coming",
}


def amount(result: Result, item: str, quantity: float) -> Cell:
    """Return a quantity with the item's unit."""
    known = result.items.get(item)
    return Cell(f"{number(quantity)} {known.unit}".rstrip() if known else number(quantity))


def thing(result: Result, item: str) -> Cell:
    """Return an item with its name, where it has one that says more."""
    known = result.items.get(item)
    return Cell(item, "strong", known.name if known and known.name != item else "")


def place(pull: PullView) -> str:
    """Return where a pull happens: at a location, between two, or from whom."""
    if pull.kind == "move":
        return f"{pull.from_ or '?'} → {pull.location}"
    if pull.kind == "buy":
        return pull.from_ or "any supplier"
    return f"{pull.location} by {pull.from_}" if pull.from_ else pull.location


def due(moment: str, late_days: float) -> Cell:
    """Return a date, and how late it is."""
    return Cell(day(moment), "late" if late_days > 0 else "", late(late_days))


def title(result: Result, kind: str) -> str:
    """Return "Make now", or of which day the pulls are where today brings none."""
    return TITLES[kind] if is_of_today(result, kind) else f"Last to {kind}, pulled on {day_to_show(result)}"


def groups_listing(result: Result, kind: str, rows: int) -> Listing:
    """Return what to do now by item, what is ready first."""
    when = day_to_show(result)
    pulls = to_do(result.pulls, kind, when, result.world)
    groups = by_item(pulls)
    start = "ready" if kind != "buy" else ""
    columns = [
        Column("quantity", right=True), Column("item"), Column(PLACES[kind]), Column("due"),
        *([Column(start, right=True, from_width=100)] if start else []),
        Column("pulls", right=True, from_width=90), Column("first pull"), Column("why", prose=True),
    ]  # fmt: skip
    if start:
        columns.append(Column("held up", prose=True))
    return Listing(
        id=kind,
        title=title(result, kind),
        columns=tuple(columns),
        rows=tuple(_group_row(result, kind, group) for group in groups[:rows]),
        total=len(groups),
        summary=_summary(kind, groups, pulls),
        empty=NOTHING[kind],
    )


def _summary(kind: str, groups: Sequence[Group], pulls: Sequence[PullView]) -> str:
    late_ones = sum(pull.late_days > 0 for pull in pulls)
    parts = [f"{plural(len(groups), 'item')} in {plural(len(pulls), 'pull')}"]
    if kind != "buy":
        parts.append(", ".join(f"{count:,} {what}" for what, count in standing(pulls).items() if count))
    if late_ones:
        parts.append(f"{late_ones:,} late")
    return "; ".join(part for part in parts if part)


def _group_row(result: Result, kind: str, group: Group) -> tuple[Cell, ...]:
    first = group.first
    row = [
        amount(result, first.item, group.quantity),
        thing(result, first.item),
        Cell(place(first)),
        due(group.due, group.late_days),
    ]
    if kind != "buy":
        row.append(
            amount(result, first.item, group.ready)._replace(tone="good") if group.ready else Cell("none", "dim")
        )
    row += [Cell(f"{group.pulls:,}"), Cell(first.id + group.signs), Cell(first.why)]
    if kind != "buy":
        row.append(Cell(held_up(first)))
    return tuple(row)


def pulls_listing(result: Result, kind: str, rows: int) -> Listing:
    """Return every pull to do now, one by one."""
    pulls = to_do(result.pulls, kind, day_to_show(result), result.world)
    names = ("pull", "quantity", "item", PLACES[kind], "due", "state", "why", "held up")
    return Listing(
        id=f"{kind}-pulls",
        title=f"{title(result, kind)}: each pull",
        columns=tuple(Column(name, right=name == "quantity", prose=name in {"why", "held up"}) for name in names),
        rows=tuple(_pull_row(result, pull) for pull in pulls[:rows]),
        total=len(pulls),
        empty=NOTHING[kind],
    )


def _pull_row(result: Result, pull: PullView) -> tuple[Cell, ...]:
    return cells(
        Cell(pull.id + signs(pull.rests_on)),
        amount(result, pull.item, pull.quantity - pull.received),
        thing(result, pull.item),
        place(pull),
        due(pull.due, pull.late_days),
        Cell(pull.state, "good" if pull.state == "ready" else ""),
        pull.why,
        held_up(pull),
    )


def buy_listing(result: Result, rows: int) -> Listing:
    """Return one row per supplier."""
    orders = result.buy_list
    return Listing(
        id="buy-list",
        title="Buy list",
        columns=(
            Column("supplier"), Column("place on"), Column("lines", right=True), Column("amount", right=True),
            Column("minimum", right=True, from_width=90), Column("short of it", right=True),
            Column("items", prose=True),
        ),
        rows=tuple(_order_row(result, order) for order in orders[:rows]),
        total=len(orders),
        summary=_orders_in_brief(result),
        empty="no order to place",
    )  # fmt: skip


def _orders_in_brief(result: Result) -> str:
    orders, lines = result.buy_list, sum(len(order.lines) for order in result.buy_list)
    sum_ = f"{whole_money(sum(order.amount or 0 for order in orders))} {result.currency}"
    worth = in_words(sum_, sum(order.unpriced_lines for order in orders), lines)
    return f"{plural(len(orders), 'order')}, {plural(lines, 'line')}, {worth}"


FIRST_ITEMS = 4


def _order_row(result: Result, order: SupplierOrder) -> tuple[Cell, ...]:
    # What several pulls ask for is one quantity to whoever writes the order.
    sums: dict[tuple[str, str], float] = {}
    for line in order.lines:
        what = line.item, line.purchase_unit
        sums[what] = round(sums.get(what, 0.0) + line.purchase_quantity, 6)
    first = ", ".join(
        _line(result, item, quantity, unit) for (item, unit), quantity in list(sums.items())[:FIRST_ITEMS]
    )
    more = len(sums) - FIRST_ITEMS
    return cells(
        Cell(order.supplier or "no supplier stated", "strong"),
        order.place_on,
        f"{len(order.lines):,}",
        NOT_KNOWN if order.amount is None else Cell(money(order.amount), "", _unpriced(order)),
        money(order.minimum_value) if order.minimum_value else Cell("none", "dim"),
        NOT_KNOWN
        if order.short_of_minimum is None
        else Cell(money(order.short_of_minimum), "late")
        if order.short_of_minimum
        else Cell("", "dim"),
        first + (f" … and {more:,} more" if more > 0 else ""),
    )


def _unpriced(order: SupplierOrder) -> str:
    return f"and {plural(order.unpriced_lines, 'line')} unpriced" if order.unpriced_lines else ""


def _line(result: Result, item: str, quantity: float, unit: str) -> str:
    known = result.items.get(item)
    unit = unit or (known.unit if known else "")
    return f"{number(quantity)} {unit} {item}" if unit else f"{number(quantity)} × {item}"


PURCHASE = (
    Column("pull"), Column("item"), Column("quantity", right=True), Column("as sold", right=True),
    Column("unit price", right=True), Column("amount", right=True), Column("due"),
)  # fmt: skip


def purchase_listing(result: Result, order: SupplierOrder, rows: int) -> Listing:
    """Return the lines of one supplier's order."""
    lines = [
        cells(
            line.pull, thing(result, line.item), amount(result, line.item, line.quantity),
            f"{number(line.purchase_quantity)} {line.purchase_unit}" if line.purchase_unit else "",
            NOT_KNOWN if line.unit_price is None else price(line.unit_price),
            NOT_KNOWN if line.amount is None else money(line.amount), day(line.due),
        )
        for line in order.lines[:rows]
    ]  # fmt: skip
    minimum = f"minimum {money(order.minimum_value)}" if order.minimum_value else "no minimum value"
    short = f", short by {money(order.short_of_minimum)}" if order.short_of_minimum else ""
    if order.short_of_minimum is None:
        short = ", by how much it falls short is not known"
    worth = in_words(f"{money(order.amount or 0)} {result.currency}", order.unpriced_lines, len(order.lines))
    return Listing(
        id="",
        title=order.supplier or "no supplier stated",
        columns=PURCHASE,
        rows=tuple(lines),
        total=len(order.lines),
        summary=f"place on {order.place_on}; {worth}; {minimum}{short}",
    )


def purchases(result: Result, rows: Sequence[tuple[Cell, ...]]) -> Listing:
    """Return all lines of all orders as one list, of which `rows` are given."""
    return Listing(
        id="purchases",
        title="One order per supplier",
        columns=PURCHASE,
        rows=tuple(rows),
        total=sum(len(order.lines) for order in result.buy_list),
        summary=buy_listing(result, 0).summary,
    )


def days_listing(result: Result, rows: int) -> Listing:
    """Return how many pulls each day brought, the latest first."""
    days, kinds = result.pulls_by_day[::-1], kinds_used(result)
    released = sum(each.make + each.move + each.buy for each in days)
    others = max(0, result.counts.get("pulls", 0) - released)
    beside = f"beside {others:,} open at the start or added by hand; " if others else ""
    return Listing(
        id="by-day",
        title="Pulls by day" if result.counts.get("order_lines") else "Replenishment by day",
        columns=tuple(Column(name, right=name != "day") for name in ("day", *kinds, "units")),
        rows=tuple(
            cells(each.day, *(number(getattr(each, kind)) for kind in kinds), number(each.quantity))
            for each in days[:rows]
        ),
        total=len(days),
        summary=f"{plural(released, 'pull')} so far, {beside}the latest days first",
        empty="no pull yet",
    )

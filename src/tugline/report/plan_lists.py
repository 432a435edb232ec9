"""A plan as lists: what is late and why, how full resources are, what to start, place and move."""

from tugline.business.plan_views import Plan, PlannedMove, PlannedOperation, PlannedOrder, PlannedPurchase
from tugline.report.listing import Cell, Column, Listing, Tone, cells
from tugline.report.plan_figures import (
    Lateness,
    Use,
    by_place,
    is_late,
    late_names,
    lateness,
    name_of,
    next_operations,
    uses,
)
from tugline.report.promise_lists import AS_SOON_AS_CAN_BE
from tugline.report.texts import day, late
from tugline.units.quantity import format_number as number
from tugline.units.quantity import format_share as percent
from tugline.units.quantity import plural
from tugline.units.time import to_minute

NEVER = "never"
FOR_STOCK = "stock"


def lateness_listing(plan: Plan) -> Listing:
    """Return how many lines of each priority are on time, and how late the others are."""
    rows = lateness(plan)
    return Listing(
        id="lateness",
        title="Lateness by priority",
        columns=(
            Column("priority"), Column("lines", right=True), Column("on time", right=True), Column("late", right=True),
            Column("never", right=True), *(Column(name, right=True) for name in ("p50", "p95", "max")),
        ),
        rows=tuple(_lateness_row(row) for row in rows if row.lines),
        total=sum(row.lines > 0 for row in rows),
        summary="days late of the late lines: p50, p95 and max",
        empty="no order line is open",
        whole=True,
    )  # fmt: skip


def _lateness_row(row: Lateness) -> tuple[Cell, ...]:
    tone: Tone = "strong" if row.priority is None else ""
    return cells(
        Cell("all" if row.priority is None else f"{row.priority}", tone),
        f"{row.lines:,}",
        percent(row.share) if row.share is not None else "no date",
        Cell(f"{row.late:,}", "late" if row.late else ""),
        f"{row.never:,}",
        *(Cell("" if days is None else number(round(days, 1))) for days in (row.p50_days, row.p95_days, row.max_days)),
    )


def lines_listing(plan: Plan, rows: int) -> Listing:
    """Return the open lines, the latest first; where `rows` are too few for all, no line that is on time."""
    late_ones = sum(is_late(order) for order in plan.orders)
    worth = [order for order in plan.orders if is_late(order) or order.completes is None or order.at_risk]
    risky = sum(order.at_risk for order in plan.orders)
    shown = plan.orders[:rows] if rows >= len(plan.orders) else worth[:rows]
    return Listing(
        id="lines",
        title="The latest lines",
        columns=(
            Column("order"), Column("line", right=True), Column("customer", from_width=130),
            Column("priority", right=True, from_width=100), Column("quantity", right=True), Column("item"),
            Column("wanted", from_width=90), Column("completes"), Column("what makes it late", prose=True),
        ),
        rows=tuple(_line_row(order) for order in shown),
        total=len(worth) if shown else 0,
        summary=f"{late_ones:,} of {plural(len(plan.orders), 'open line')} late"
        + (f", {plural(risky, 'promise')} at risk" if risky else ""),
        empty=f"none of {plural(len(plan.orders), 'open line')} is late" if plan.orders else "no order line is open",
    )  # fmt: skip


def _line_row(order: PlannedOrder) -> tuple[Cell, ...]:
    return cells(
        Cell(order.order, "strong"),
        order.line,
        order.customer,
        f"{order.priority}",
        number(order.quantity),
        order.item,
        day(order.due) or AS_SOON_AS_CAN_BE,
        completes(order),
        order.cause,
    )


def completes(order: PlannedOrder) -> Cell:
    """Return when a line is complete, and how late that is."""
    if order.completes is None:
        return Cell(NEVER, "late")
    if order.at_risk:
        return Cell(day(order.completes), "late", f"promised {day(order.promised)}")
    if is_late(order):
        return Cell(day(order.completes), "late", late(order.late_days or 0))
    return Cell(day(order.completes), "good" if order.due else "", "on time" if order.due else "")


def uses_listing(plan: Plan, rows: int) -> Listing:
    """Return the resources, those that work most of their open hours first."""
    found = uses(plan)
    weeks = max((len(use.weeks) for use in found), default=0)
    return Listing(
        id="uses",
        title="Resources by load",
        columns=(
            Column("resource"), Column("busy hours", right=True), Column("open hours", right=True, from_width=90),
            Column("load", right=True), Column("full weeks", right=True), Column("fullest week of"),
            Column("its load", right=True),
        ),
        rows=tuple(_use_row(use) for use in found[:rows]),
        total=len(found),
        summary=f"{plural(len(found), 'resource')} over {plural(weeks, 'week')}",
        empty="no resource has work",
    )  # fmt: skip


def _use_row(use: Use) -> tuple[Cell, ...]:
    week, hours, busy = use.fullest
    return cells(
        Cell(use.resource, "strong"),
        number(round(use.busy_hours, 1)),
        number(round(use.open_hours, 1)),
        percent(use.share),
        f"{use.full_weeks:,}",
        week,
        percent(busy / hours if hours else 0.0),
    )


def next_listing(plan: Plan, rows: int, each: int = 3) -> Listing:
    """Return the first operations of each resource that have not begun; whole resources only."""
    found = next_operations(plan, each)
    tardy = late_names(plan)
    made: list[tuple[Cell, ...]] = []
    for operations in found.values():
        if len(made) + len(operations) > rows and made:
            break
        made += [_next_row(operation, late=(operation.order, operation.line) in tardy) for operation in operations]
    return Listing(
        id="next",
        title="What to start next",
        columns=(
            Column("resource"), Column("unit", right=True, from_width=100), Column("start"),
            Column("end", from_width=100), Column("quantity", right=True), Column("item"), Column("step"),
            Column("for"), Column("lot", from_width=120),
        ),
        rows=tuple(made),
        total=sum(map(len, found.values())),
        summary=f"the first {each} of each resource",
        empty="nothing waits to be started on a resource",
    )  # fmt: skip


def _next_row(operation: PlannedOperation, *, late: bool) -> tuple[Cell, ...]:
    return cells(
        Cell(operation.resource, "strong"),
        f"{operation.unit}",
        to_minute(operation.start),
        to_minute(operation.end),
        number(operation.quantity),
        operation.item,
        operation.step,
        Cell(name_of(operation.order, operation.line) or FOR_STOCK, "late" if late else "", "late" if late else ""),
        operation.lot,
    )


def purchases_listing(plan: Plan, rows: int) -> Listing:
    """Return what has to be ordered from suppliers and is not yet, what is to be placed first before the rest."""
    suppliers = len({purchase.supplier for purchase in plan.purchases})
    said = f"{plural(len(plan.purchases), 'purchase')} from {plural(suppliers, 'supplier')}"
    return Listing(
        id="purchases",
        title="Purchases to place",
        columns=(
            Column("place"), Column("supplier"), Column("quantity", right=True), Column("item"),
            Column("at", from_width=100), Column("arrives"), Column("lot", from_width=120),
        ),
        rows=tuple(_purchase_row(purchase) for purchase in by_place(plan.purchases)[:rows]),
        total=len(plan.purchases),
        summary=said,
        empty="nothing has to be bought that is not on order",
    )  # fmt: skip


def _purchase_row(purchase: PlannedPurchase) -> tuple[Cell, ...]:
    return cells(
        to_minute(purchase.placed),
        purchase.supplier,
        number(purchase.quantity),
        Cell(purchase.item, "strong"),
        purchase.location,
        to_minute(purchase.arrives),
        purchase.lot,
    )


def moves_listing(plan: Plan, rows: int) -> Listing:
    """Return what has to be moved and is not under way, what leaves first before the rest."""
    first = sorted(plan.moves, key=lambda move: (move.leaves, move.from_, move.to, move.item, move.lot))
    return Listing(
        id="moves",
        title="Moves",
        columns=(
            Column("leaves"), Column("from"), Column("to"), Column("quantity", right=True), Column("item"),
            Column("arrives"), Column("lot", from_width=120),
        ),
        rows=tuple(_move_row(move) for move in first[:rows]),
        total=len(plan.moves),
        summary=plural(len(plan.moves), "move"),
        empty="nothing has to be moved that is not under way",
    )  # fmt: skip


def _move_row(move: PlannedMove) -> tuple[Cell, ...]:
    return cells(
        to_minute(move.leaves),
        move.from_,
        move.to,
        number(move.quantity),
        Cell(move.item, "strong"),
        to_minute(move.arrives),
        move.lot,
    )

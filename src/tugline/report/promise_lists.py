"""What to ship now, what every open order line is promised, and what holds up the late ones, as lists."""

from tugline.business.views import PromiseView, Result, ShipmentView
from tugline.report.listing import Cell, Column, Listing, cells
from tugline.report.now import blockers, is_late
from tugline.report.pull_lists import amount, due, thing
from tugline.report.texts import day, late
from tugline.units.quantity import plural
from tugline.units.time import to_minute

AS_SOON_AS_CAN_BE = "as soon as can be"
"""When a line is wanted whose customer named no date."""


def ship_listing(result: Result, rows: int) -> Listing:
    """Return the order lines of which something may leave now."""
    some = result.ship_now
    late_ones = sum(shipment.late_days > 0 for shipment in some)
    waits = any(shipment.leaves not in {None, result.as_of} for shipment in some)
    return Listing(
        id="ship",
        title="Ship now",
        columns=(
            Column("order"), Column("line", right=True), Column("customer", from_width=80),
            Column("quantity", right=True),
            Column("item"), Column("from", from_width=90), *(_WAY if waits else ()), Column("wanted"),
        ),
        rows=tuple(_shipment_row(result, shipment, waits=waits) for shipment in some[:rows]),
        total=len(some),
        summary=plural(len(some), "order line") + (f"; {late_ones:,} late" if late_ones else ""),
        empty="nothing to ship: no open line has its goods",
    )  # fmt: skip


_WAY = (Column("leaves"), Column("with", from_width=110))
"""Shown where anything waits for a departure."""


def _shipment_row(result: Result, shipment: ShipmentView, *, waits: bool) -> tuple[Cell, ...]:
    return cells(
        Cell(shipment.order, "strong"),
        shipment.line,
        shipment.customer,
        amount(result, shipment.item, shipment.quantity),
        thing(result, shipment.item),
        shipment.location,
        *((to_minute(shipment.leaves or "") or "never", shipment.carrier) if waits else ()),
        due(shipment.wanted, shipment.late_days) if shipment.wanted else AS_SOON_AS_CAN_BE,
    )


def promises_listing(result: Result, rows: int) -> Listing:
    """Return the open order lines, the late ones first."""
    promises = result.promises
    late_ones = [promise for promise in promises if is_late(promise)]
    undated = sum(not promise.wanted and not is_late(promise) for promise in promises)
    in_time = len(promises) - len(late_ones) - undated
    soon = f", {undated:,} {AS_SOON_AS_CAN_BE}" if undated else ""
    risky = sum(promise.at_risk for promise in promises)
    soon += f"; {plural(risky, 'promise')} at risk" if risky else ""
    return Listing(
        id="promises",
        title="Promises",
        columns=(
            Column("order"), Column("line", right=True), Column("customer", from_width=130),
            Column("quantity", right=True), Column("item"), Column("wanted", from_width=90), Column("promised"),
            Column("what holds it up", prose=True),
        ),
        rows=tuple(_row(result, promise) for promise in promises[:rows]),
        total=len(promises),
        summary=f"{plural(len(promises), 'open line')}: {in_time:,} in time, {len(late_ones):,} late{soon}",
        empty="no order line is open",
    )  # fmt: skip


def _row(result: Result, promise: PromiseView) -> tuple[Cell, ...]:
    tardy = is_late(promise) or promise.at_risk
    promised = day(promise.promised) or "not in sight"
    # Of who named no date nothing can be in time.
    kept = "in time" if promise.wanted else ""
    if promise.state != "quoted":
        kept = promise.state
    behind = late(promise.late_days) if promise.late_days else ""
    if promise.at_risk:
        behind = f"at risk: {day(promise.expected) or 'not in sight'}"
    return cells(
        Cell(promise.order, "strong"),
        promise.line,
        promise.customer,
        amount(result, promise.item, promise.quantity),
        thing(result, promise.item),
        day(promise.wanted) or AS_SOON_AS_CAN_BE,
        Cell(promised, "late" if tardy else "good" if kept else "", behind if tardy else kept),
        promise.cause,
    )


def blockers_listing(result: Result, rows: int) -> Listing:
    """Return what holds up late lines, that which holds up most first."""
    held = blockers(result.promises)
    lines = sum(blocker.lines for blocker in held)
    return Listing(
        id="blockers",
        title="What holds up most",
        columns=(Column("late lines", right=True), Column("at most"), Column("what holds them up")),
        rows=tuple(
            cells(f"{blocker.lines:,}", Cell(late(blocker.late_days), "late"), blocker.what) for blocker in held[:rows]
        ),
        total=len(held),
        summary=f"{plural(len(held), 'cause')} for {plural(lines, 'late line')}",
        empty="nothing holds up a line",
    )

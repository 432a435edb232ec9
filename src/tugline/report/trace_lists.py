"""A trace as lists: the steps back, who sent what, the steps forth, who got it, and what is still here."""

from collections.abc import Iterable

from tugline.business.trace_views import Trace, TraceOpen, TraceOrder, TracePlace, TraceStep, TraceSupply
from tugline.report.listing import Cell, Column, Listing, cells
from tugline.units.quantity import format_number as number
from tugline.units.quantity import plural
from tugline.units.time import to_minute

_AT = Column("when", from_width=90)
_SURE = Column("known by")


def back_listing(trace: Trace) -> Listing:
    """Return the steps to the lots that went into it."""
    return _steps("back", "Made from", trace.back, "nothing that we know went into it")


def forth_listing(trace: Trace) -> Listing:
    """Return the steps to the lots that it went into."""
    return _steps("forth", "Went into", trace.forth, "nothing came of it yet")


def _steps(id_: str, title: str, steps: tuple[TraceStep, ...], empty: str) -> Listing:
    columns = (
        Column("step", right=True), Column("item"), Column("lot"), Column("by"), Column("used", right=True), _AT, _SURE,
    )  # fmt: skip
    rows = tuple(
        cells(
            f"{step.level}", step.item, _lot(step.lot, named=step.named), f"{step.by} {step.pull}".rstrip(),
            number(step.quantity), to_minute(step.at), _sure(assumed=step.assumed),
        )
        for step in steps
    )  # fmt: skip
    return Listing(id_, title, columns, rows, len(rows), plural(len(rows), "step"), empty)


def supplies_listing(trace: Trace) -> Listing:
    """Return where it all came from in the end."""
    columns = (
        Column("step", right=True), Column("item"), Column("lot"), Column("from"), Column("at", from_width=100),
        Column("quantity", right=True), _AT, _SURE,
    )  # fmt: skip
    rows = tuple(_supply(each) for each in trace.supplies)
    suppliers = len({each.supplier for each in trace.supplies if each.supplier})
    said = f"{plural(len(rows), 'receipt')} from {plural(suppliers, 'supplier')}"
    return Listing("supplies", "Came from", columns, rows, len(rows), said, "nothing that we know")


def _supply(each: TraceSupply) -> tuple[Cell, ...]:
    return cells(
        f"{each.level}", each.item, _lot(each.lot, named=each.named), each.supplier or f"({each.how})", each.location,
        number(each.quantity), to_minute(each.at), _sure(assumed=each.assumed),
    )  # fmt: skip


def orders_listing(trace: Trace) -> Listing:
    """Return what left to customers."""
    columns = (
        Column("step", right=True), Column("order"), Column("customer"), Column("item"), Column("lot"),
        Column("quantity", right=True), _AT, _SURE,
    )  # fmt: skip
    rows = tuple(_order(each) for each in trace.orders)
    customers = len({each.customer for each in trace.orders if each.customer})
    said = f"{plural(len(rows), 'shipment')} to {plural(customers, 'customer')}"
    return Listing("orders", "Left to customers", columns, rows, len(rows), said, "none of it has left")


def _order(each: TraceOrder) -> tuple[Cell, ...]:
    name = f"{each.order} {each.line}".rstrip() or "(sale)"
    return cells(
        f"{each.level}", Cell(name, "strong"), each.customer, each.item, each.lot, number(each.quantity),
        to_minute(each.at), _sure(assumed=each.assumed),
    )  # fmt: skip


def places_listing(trace: Trace) -> Listing:
    """Return what of it is still here, in stock."""
    columns = (
        Column("step", right=True), Column("item"), Column("lot"), Column("at"), Column("on hand", right=True),
        Column("in quarantine", right=True), Column("why"), _SURE,
    )  # fmt: skip
    rows = tuple(_place(each) for each in trace.places)
    return Listing("places", "Still here", columns, rows, len(rows), plural(len(rows), "place"), "none of it is here")


def _place(each: TracePlace) -> tuple[Cell, ...]:
    return cells(
        f"{each.level}", each.item, each.lot, each.location, number(each.quantity),
        Cell(number(each.quarantined), "late" if each.quarantined else ""), each.reason, _sure(assumed=each.assumed),
    )  # fmt: skip


def process_listing(trace: Trace) -> Listing:
    """Return the open pulls that it went into."""
    columns = (
        Column("step", right=True), Column("pull"), Column("item"), Column("at"), Column("to come", right=True), _SURE,
    )  # fmt: skip
    rows = tuple(_open_pulls(trace.in_process))
    return Listing("in-process", "In work", columns, rows, len(rows), plural(len(rows), "pull"), "nothing")


def _open_pulls(every: Iterable[TraceOpen]) -> Iterable[tuple[Cell, ...]]:
    for each in every:
        yield cells(
            f"{each.level}", Cell(each.pull, "strong"), each.item, each.location, number(each.quantity),
            _sure(assumed=each.assumed),
        )  # fmt: skip


def _lot(name: str, *, named: bool) -> Cell:
    return Cell(name) if named else Cell(name, "dim", "not named")


def _sure(*, assumed: bool) -> Cell:
    return Cell("assumed", "dim") if assumed else Cell("stated")

"""A waiting list as lists: who waits and until when, what it comes to by item, and who waits no longer."""

from tugline.business.waiting_views import LostLine, Waiting, WaitingItem, WaitingLine
from tugline.report.listing import Cell, Column, Listing, cells
from tugline.units.quantity import format_number as number
from tugline.units.quantity import plural
from tugline.units.time import to_minute


def lines_listing(waiting: Waiting) -> Listing:
    """Return the open lines in turn, with the date that can be kept today and what it rests on."""
    return Listing(
        id="waiting",
        title="Who waits",
        columns=(
            Column("turn", right=True), Column("order"), Column("customer"), Column("channel", from_width=130),
            Column("item"), Column("open", right=True), Column("since"), Column("state", from_width=100),
            Column("promised", from_width=100), Column("date"), Column("rests on", prose=True),
            Column("mind", prose=True),
        ),
        rows=tuple(_line_row(line) for line in waiting.lines),
        total=len(waiting.lines),
        summary=plural(len(waiting.lines), "open line"),
        empty="nobody waits",
    )  # fmt: skip


def _line_row(line: WaitingLine) -> tuple[Cell, ...]:
    return cells(
        f"{line.place:,}",
        Cell(f"{line.order} {line.line}".rstrip(), "strong"),
        line.customer,
        line.channel,
        f"{line.item} at {line.location}",
        number(line.quantity),
        to_minute(line.since),
        line.state,
        to_minute(line.promised or ""),
        to_minute(line.date) if line.date else Cell("never", "late"),
        Cell(line.rests_on, "dim"),
        Cell("; ".join(_mind(line)), "late"),
    )


def _mind(line: WaitingLine) -> list[str]:
    """Return what somebody should look at."""
    said = [f"its customer waits until {to_minute(line.waits_until or '')}"] if line.too_long else []
    said += [f"beside {', '.join(line.beside)}"] if line.beside else []
    return [*said, line.over] if line.over else said


def items_listing(waiting: Waiting) -> Listing:
    """Return what the waiting lists of items come to."""
    return Listing(
        id="items",
        title="What is waited for",
        columns=(
            Column("item"), Column("lines", right=True), Column("open", right=True), Column("too long", right=True),
            Column("never", right=True), Column("double", right=True), Column("lost", right=True), Column("gone by"),
        ),
        rows=tuple(_item_row(each) for each in waiting.items),
        total=len(waiting.items),
        summary="too long = longer than customers wait; double = further orders of one customer; lost = not shipped",
        empty="nothing",
    )  # fmt: skip


def _item_row(each: WaitingItem) -> tuple[Cell, ...]:
    late = [Cell(number(value), "late" if value else "") for value in (each.too_long, each.never, each.double)]
    gone = to_minute(each.gone_by) if each.gone_by else "" if not each.lines else Cell("never", "late")
    place = Cell(f"{each.item} at {each.location}", "strong", each.unit)
    return cells(place, f"{each.lines:,}", number(each.quantity), *late, number(each.lost), gone)


def lost_listing(waiting: Waiting) -> Listing:
    """Return the lines that nobody waits for any more."""
    return Listing(
        id="lost",
        title="Who waits no longer",
        columns=(
            Column("order"), Column("customer"), Column("item"), Column("not shipped", right=True), Column("why"),
            Column("at"), Column("after days", right=True),
        ),
        rows=tuple(_lost_row(line) for line in waiting.lost),
        total=len(waiting.lost),
        summary=plural(len(waiting.lost), "line"),
        empty="nobody",
    )  # fmt: skip


def _lost_row(line: LostLine) -> tuple[Cell, ...]:
    return cells(
        Cell(f"{line.order} {line.line}".rstrip(), "strong"), line.customer, f"{line.item} at {line.location}",
        number(line.quantity), line.why, to_minute(line.at), f"{line.days:,.1f}",
    )  # fmt: skip


def refused_listing(waiting: Waiting) -> Listing:
    """Return the rows that an order limit keeps out."""
    return Listing(
        id="refused",
        title="Not let in",
        columns=(Column("number", right=True), Column("table"), Column("row"), Column("why", prose=True)),
        rows=tuple(cells(f"{row.number}", row.table, Cell(row.row, "strong"), row.why) for row in waiting.refused),
        total=len(waiting.refused),
        summary="`tugline quarantine` lets one in once its limit allows it",
        empty="nobody",
    )

"""An allotment as lists: who gets how much and when, what comes, and what channels and classes have of it."""

from tugline.business.allot_views import AllotBlock, AllotChannel, AllotClass, AllotLine, Allotment
from tugline.report.listing import Cell, Column, Listing, cells
from tugline.units.quantity import format_number as number
from tugline.units.quantity import plural
from tugline.units.time import to_minute

RULES = {
    "priority": "by priority: in rank",
    "fair": "fair share: the same part of what each asks for",
    "linear": "linear: all lack the same",
    "uniform": "uniform: the same quantity for all who ask for more",
}
"""What each rule does."""
_SUMS = (
    Column("asked", right=True), Column("in time", right=True), Column("later", right=True),
    Column("missing", right=True),
)  # fmt: skip


def lines_listing(allotment: Allotment) -> Listing:
    """Return the open lines with what each gets, in the order in which they are served."""
    return Listing(
        id="lines",
        title="Who gets what",
        columns=(
            Column("order"), Column("customer", from_width=100), Column("class", right=True), Column("state"),
            Column("due"), Column("open", right=True), Column("kept now", right=True, from_width=110),
            Column("gets", right=True), Column("missing", right=True), Column("from"),
        ),
        rows=tuple(_line_row(line, allotment.as_of) for line in allotment.lines),
        total=len(allotment.lines),
        summary=plural(len(allotment.lines), "open line"),
        empty="no open line asks for it",
    )  # fmt: skip


def _line_row(line: AllotLine, now: str) -> tuple[Cell, ...]:
    parts = ", ".join(
        f"{number(part.quantity)} {'on hand' if part.date == now else to_minute(part.date)}"
        + ("" if part.in_time else " (late)")
        for part in line.parts
    )
    return cells(
        Cell(f"{line.order} {line.line}".rstrip(), "strong"),
        line.customer,
        f"{line.priority:,}",
        line.state,
        to_minute(line.due),
        number(line.quantity),
        number(line.kept),
        number(line.allotted),
        Cell(number(line.missing), "late" if line.missing else ""),
        parts,
    )


def blocks_listing(allotment: Allotment) -> Listing:
    """Return what is there and what comes, with what is available to promise of it."""
    return Listing(
        id="blocks",
        title="What there is",
        columns=(
            Column("from"), Column("comes", right=True), Column("due before the next", right=True),
            Column("ATP", right=True), Column("cumulative ATP", right=True), Column("left", right=True),
        ),
        rows=tuple(_block_row(block) for block in allotment.blocks),
        total=len(allotment.blocks),
        summary="the first is what is on hand; left = what no open line gets",
    )  # fmt: skip


def _block_row(block: AllotBlock) -> tuple[Cell, ...]:
    return cells(
        to_minute(block.date),
        number(block.comes),
        number(block.due),
        Cell(number(block.available), "late" if block.available < 0 else ""),
        number(block.cumulative),
        number(block.left),
    )


def channels_listing(allotment: Allotment) -> Listing:
    """Return what each channel asks for and gets."""
    return Listing(
        id="channels",
        title="Channels",
        columns=(Column("channel"), Column("quota", right=True), *_SUMS),
        rows=tuple(
            cells(each.channel or "none", "" if each.quota is None else number(each.quota), *_sums(each))
            for each in allotment.channels
        ),
        total=len(allotment.channels),
    )


def classes_listing(allotment: Allotment) -> Listing:
    """Return what each class of priority asks for and gets."""
    return Listing(
        id="classes",
        title="Classes of priority",
        columns=(Column("class", right=True), Column("protected", right=True), *_SUMS),
        rows=tuple(cells(f"{each.priority:,}", number(each.protected), *_sums(each)) for each in allotment.classes),
        total=len(allotment.classes),
    )


def _sums(each: AllotChannel | AllotClass) -> tuple[str, str, str, Cell]:
    missing = Cell(number(each.missing), "late" if each.missing else "")
    return number(each.asked), number(each.in_time), number(each.later), missing

"""What a plan has changed of the one before it, as a sentence and as lists."""

from tugline.business.plan_changes import EARLIER, GONE, LATER, NEW
from tugline.business.plan_views import LineChange, PlanChanges, WorkChange
from tugline.report.listing import Cell, Column, Listing, Tone, cells
from tugline.report.plan_figures import name_of
from tugline.report.plan_lists import FOR_STOCK, NEVER
from tugline.report.texts import day
from tugline.units.quantity import format_number as number
from tugline.units.quantity import plural
from tugline.units.time import to_minute

_TONES: dict[str, Tone] = {LATER: "late", EARLIER: "good"}


def changes_words(changes: PlanChanges) -> str:
    """Return how much is different, in one sentence."""
    counts = {what: sum(line.what == what for line in changes.lines) for what in (LATER, EARLIER, NEW, GONE)}
    said = [f"{many:,} {what}" for what, many in counts.items() if many]
    work = (
        f"; of the work on open pulls {plural(changes.work_stayed, 'operation')} "
        f"{'stays' if changes.work_stayed == 1 else 'stay'} and {len(changes.work):,} "
        f"{'moves' if len(changes.work) == 1 else 'move'}"
        if changes.work or changes.work_stayed
        else ""
    )
    lines = ", ".join(said) or "no line has another date"
    stayed = f", {changes.stayed:,} as before" if said and changes.stayed else ""
    return f"Since the plan of {to_minute(changes.since)}: {lines}{stayed}{work}."


def changed_listing(changes: PlanChanges, rows: int) -> Listing:
    """Return the lines with another date, those that are later first."""
    return Listing(
        id="changed",
        title="Lines with another date than by the last plan",
        columns=(
            Column("order"), Column("line", right=True), Column("item"), Column("what"),
            Column("days", right=True), Column("was"), Column("is"),
        ),
        rows=tuple(_line_row(line) for line in changes.lines[:rows]),
        total=len(changes.lines),
        summary=plural(len(changes.lines), "line"),
        empty="none",
    )  # fmt: skip


def _line_row(line: LineChange) -> tuple[Cell, ...]:
    return cells(
        Cell(line.order, "strong"),
        line.line,
        line.item,
        Cell(line.what, _TONES.get(line.what, "")),
        "" if line.days is None else f"{line.days:+,.1f}",
        "" if line.what == NEW else day(line.before) or NEVER,
        "" if line.what == GONE else day(line.after) or NEVER,
    )


def moved_listing(changes: PlanChanges, rows: int) -> Listing:
    """Return the work on open pulls that moves, what begins first before the rest."""
    stays = f"{number(changes.work_stayed)} {'stays' if changes.work_stayed == 1 else 'stay'}"
    return Listing(
        id="moved",
        title="Work that moves",
        columns=(
            Column("pull"), Column("item"), Column("step"), Column("for"), Column("was"), Column("is"),
            Column("on", from_width=90),
        ),
        rows=tuple(_work_row(work) for work in changes.work[:rows]),
        total=len(changes.work),
        summary=f"{plural(len(changes.work), 'operation')} on open pulls; {stays}",
        empty=f"none; {stays}" if changes.work_stayed else "none",
    )  # fmt: skip


def _work_row(work: WorkChange) -> tuple[Cell, ...]:
    place = work.resource if work.resource == work.resource_before else f"{work.resource_before} → {work.resource}"
    return cells(
        Cell(work.lot, "strong"),
        work.item,
        work.step,
        name_of(work.order, work.line) or FOR_STOCK,
        to_minute(work.start_before),
        to_minute(work.start),
        place,
    )

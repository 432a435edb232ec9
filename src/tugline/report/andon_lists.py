"""An andon board as lists: open calls, what each stop puts at risk, and how long calls take."""

from tugline.business.andon_views import Andon, AndonCall, AndonStop, AndonTimes, AtRisk, Times, WaitingPull
from tugline.business.call_times import FEW, FEW_FOR_TAIL
from tugline.report.listing import NOT_KNOWN, Cell, Column, Listing, cells
from tugline.units.quantity import format_number as number
from tugline.units.quantity import plural
from tugline.units.time import to_minute

FEW_CALLS = f"– = too few calls: a mean and a median need {FEW}, a 95th percentile {FEW_FOR_TAIL}"


def calls_listing(board: Andon) -> Listing:
    """Return the open calls, the oldest first."""
    return Listing(
        id="calls",
        title="Open calls",
        columns=(
            Column("resource"), Column("reason"), Column("severity"), Column("state"), Column("called"),
            Column("age", right=True), Column("answered", from_width=100), Column("expected back", from_width=100),
        ),
        rows=tuple(_call_row(call) for call in board.calls),
        total=len(board.calls),
        summary=plural(len(board.calls), "open call"),
        empty="nobody calls",
    )  # fmt: skip


def _call_row(call: AndonCall) -> tuple[Cell, ...]:
    return cells(
        Cell(call.resource, "strong"),
        call.reason,
        Cell(call.severity, "late" if call.severity == "stop" else ""),
        Cell(call.state, "late" if call.state == "called" else ""),
        to_minute(call.called),
        time_text(call.age_minutes),
        to_minute(call.answered or ""),
        to_minute(call.expected or "") or (NOT_KNOWN if call.severity == "stop" else ""),
    )


def lines_listing(stop: AndonStop) -> Listing:
    """Return the order lines that come later because of a stop, first those that it makes late."""
    late = sum(line.made_late for line in stop.lines)
    return Listing(
        id="at-risk",
        title=f"At risk while {stop.resource} is down",
        columns=(
            Column("order"), Column("customer", from_width=100), Column("item"), Column("open", right=True),
            Column("date"), Column("expected"), Column("if it ran now"), Column("late by", right=True),
        ),
        rows=tuple(_line_row(line) for line in stop.lines),
        total=len(stop.lines),
        summary=f"{plural(len(stop.lines), 'line')} later, {late} of them late because of it",
        empty="no open line comes later because of it",
    )  # fmt: skip


def _line_row(line: AtRisk) -> tuple[Cell, ...]:
    date = to_minute(line.promised or line.wanted or "")
    late = NOT_KNOWN if line.late_days is None else number(line.late_days) + " d" if line.late_days else "in time"
    return cells(
        Cell(f"{line.order} {line.line}".rstrip(), "strong"),
        line.customer,
        line.item,
        number(line.quantity),
        f"{'promised' if line.promised else 'wanted'} {date}" if date else "as soon as can be",
        to_minute(line.expected or "") or Cell("not in sight", "late"),
        to_minute(line.otherwise or ""),
        late if isinstance(late, Cell) else Cell(late, "late" if line.late_days else ""),
    )


def pulls_listing(stop: AndonStop) -> Listing:
    """Return the open pulls that cannot go on while a resource is down."""
    return Listing(
        id="waiting",
        title=f"Waits for {stop.resource}",
        columns=(
            Column("pull"), Column("item"), Column("at"), Column("open", right=True), Column("state"), Column("due"),
        ),
        rows=tuple(_pull_row(pull) for pull in stop.pulls),
        total=len(stop.pulls),
        summary=plural(len(stop.pulls), "pull"),
        empty="no open pull needs it",
    )  # fmt: skip


def _pull_row(pull: WaitingPull) -> tuple[Cell, ...]:
    due = to_minute(pull.due or "")
    return cells(Cell(pull.id, "strong"), pull.item, pull.location, number(pull.quantity), pull.state, due)


def resources_listing(board: Andon) -> Listing:
    """Return the figures of each resource."""
    return _times_listing("resources", "By resource", "resource", board.resources, board)


def reasons_listing(board: Andon) -> Listing:
    """Return the figures of each reason."""
    return _times_listing("reasons", "By reason", "reason", board.reasons, board)


def _times_listing(id_: str, title: str, first: str, every: tuple[AndonTimes, ...], board: Andon) -> Listing:
    return Listing(
        id=id_,
        title=title,
        columns=(
            Column(first), Column("calls", right=True), Column("stops", right=True), Column("open", right=True),
            Column("to answer: mean", right=True), Column("p50", right=True), Column("p95", right=True),
            Column("to fix: mean", right=True), Column("p50", right=True), Column("p95", right=True),
            Column("stopped", right=True),
        ),
        rows=tuple(_times_row(each) for each in every),
        total=len(every),
        summary=f"calls since {to_minute(board.since)}",
        empty="nobody ever called",
        notes=(FEW_CALLS,) if _lacks(every) else (),
    )  # fmt: skip


def _lacks(every: tuple[AndonTimes, ...]) -> bool:
    """Return whether some figure is missing because too few calls have it."""
    return any(times.why_null for each in every for times in (each.to_answer, each.to_fix))


def _times_row(each: AndonTimes) -> tuple[Cell, ...]:
    stopped = f"{number(round(each.stopped_hours, 1))} h"
    if each.stopped_share is not None:
        stopped += f", {each.stopped_share:.1%}"
    name = each.resource if each.resource is not None else each.reason or "(no reason)"
    return cells(
        Cell(name, "strong"),
        f"{each.calls:,}", f"{each.stops:,}", f"{each.open:,}",
        *_three(each.to_answer), *_three(each.to_fix), stopped,
    )  # fmt: skip


def _three(times: Times) -> tuple[str, ...]:
    return tuple(time_text(value) if value is not None else "–" for value in (times.mean, times.p50, times.p95))


def time_text(minutes: float) -> str:
    """Return a length of time as people say it: minutes, hours or days."""
    if minutes < 120:
        return f"{number(round(minutes, 1))} min"
    return f"{number(round(minutes / 60, 1))} h" if minutes < 2880 else f"{number(round(minutes / 1440, 1))} d"

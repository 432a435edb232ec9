"""The operations of a plan as bars over time, a row for each unit of a resource; late ones also have another shape."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from tugline.business.plan_views import Plan, PlannedOperation
from tugline.report.chart import MONTHS
from tugline.report.markup import quiet, tag, text
from tugline.report.plan_figures import late_names, name_of
from tugline.report.texts import late
from tugline.units.quantity import format_number as number
from tugline.units.quantity import plural
from tugline.units.time import to_minute

SPANS = (28, 21, 14, 7, 3, 1)
"""Days that may be drawn: the most of them whose bars are few enough."""
MOST_UNITS = 24
MOST_BARS = 4000
LEAST_WIDTH = 0.08
"""Of a bar, in hundredths of the row: less cannot be seen."""
SHAPES = {"": (7, 10), "own": (10, 4), "late": (3, 18)}
"""Top and height of bars by what they mean, in a row of 24."""
Unit = tuple[str, int]


class Window(NamedTuple):
    """The time that is drawn."""

    begin: datetime
    days: int

    @property
    def end(self) -> datetime:
        """Return its last moment."""
        return self.begin + timedelta(days=self.days)

    def at(self, moment: datetime) -> float:
        """Return how far a moment is on its way through the time drawn, in hundredths; outside of it its edge."""
        return 100 * max(0.0, min(1.0, (moment - self.begin) / timedelta(days=self.days)))


class Bar(NamedTuple):
    """An operation with its times read."""

    start: datetime
    stop: datetime
    operation: PlannedOperation


def gantt(plan: Plan) -> str:
    """Return the rows with their axis, their key, and what is left out; a sentence if nothing is planned."""
    every = [
        Bar(datetime.fromisoformat(each.start), datetime.fromisoformat(each.end), each) for each in plan.operations
    ]
    begin = datetime.fromisoformat(plan.as_of)
    if not every:
        return quiet("No resource has work.")
    window, rows = _chosen(every, begin)
    if not rows:
        return quiet(f"No resource works in the next {SPANS[0]} days.")
    tardy = late_names(plan)
    lanes = [_lane(window, unit, bars, set(tardy), plan) for unit, bars in rows.items()]
    axis = tag("li", tag("span", ""), tag("svg", *_ticks(window), aria_hidden="true"), aria_hidden="true")
    return _key() + tag("ol", axis, *lanes, class_="gantt") + quiet(_left_out(window, every, rows))


def _chosen(every: Sequence[Bar], begin: datetime) -> tuple[Window, dict[Unit, list[Bar]]]:
    """Return the most days whose bars are few enough, and the bars of the units with most work in them."""
    window, rows = Window(begin, SPANS[-1]), dict[Unit, list[Bar]]()
    for days in SPANS:
        window = Window(begin, days)
        rows = _rows(window, every)
        if sum(map(len, rows.values())) <= MOST_BARS:
            return window, rows
    each = MOST_BARS // max(1, len(rows))
    return window, {unit: bars[:each] for unit, bars in rows.items()}


def _rows(window: Window, every: Iterable[Bar]) -> dict[Unit, list[Bar]]:
    found: dict[Unit, list[Bar]] = defaultdict(list)
    for bar in every:
        if bar.start < window.end and bar.stop > window.begin:
            found[bar.operation.resource, bar.operation.unit].append(bar)
    work = {unit: sum(window.at(bar.stop) - window.at(bar.start) for bar in bars) for unit, bars in found.items()}
    most = sorted(found, key=lambda unit: (-work[unit], unit))[:MOST_UNITS]
    return {unit: found[unit] for unit in sorted(most)}


def _lane(window: Window, unit: Unit, bars: Sequence[Bar], tardy: set[tuple[str, str]], plan: Plan) -> str:
    name = unit[0] if not _has_more(plan, unit[0]) else f"{unit[0]}, unit {unit[1]}"
    behind = sum((bar.operation.order, bar.operation.line) in tardy for bar in bars)
    said = f"{plural(len(bars), 'operation')}, {behind:,} for late lines"
    days = {(order.order, order.line): order.late_days for order in plan.orders} if behind else {}
    drawn = [_bar(window, bar, tardy, days) for bar in bars]
    label = f"{name}: {said} in the next {plural(window.days, 'day')}"
    return tag(
        "li", tag("span", tag("b", text(name)), " ", tag("small", text(said))),
        tag("svg", *_lines(window), *drawn, role="img", aria_label=label),
    )  # fmt: skip


def _has_more(plan: Plan, resource: str) -> bool:
    return any(operation.resource == resource and operation.unit > 1 for operation in plan.operations)


def _bar(
    window: Window, bar: Bar, tardy: set[tuple[str, str]], days: dict[tuple[str, str], float | None]
) -> str:  # fmt: skip
    operation = bar.operation
    whose = operation.order, operation.line
    kind = "late" if whose in tardy else "" if operation.order else "own"
    top, height = SHAPES[kind]
    looks = " ".join(part for part in ("op", kind, "begun" if operation.reference else "") if part)
    left = window.at(bar.start)
    wide = max(LEAST_WIDTH, window.at(bar.stop) - left)
    behind = days.get(whose, 0.0)
    said = [
        f"{name_of(*whose) or 'for stock'}: {number(operation.quantity)} {operation.item}",
        f"step {operation.step}, {to_minute(operation.start)} to {to_minute(operation.end)}",
        *(["has begun"] if operation.reference else []),
        *([f"the line is {'never complete' if behind is None else late(behind)}"] if kind == "late" else []),
    ]
    title = tag("title", text("; ".join(said)))
    return f'<rect class="{looks}" x="{left:.2f}%" y="{top}" width="{wide:.2f}%" height="{height}">{title}</rect>'


def _marks(window: Window) -> list[datetime]:
    """Return the Mondays of the time drawn, or its days where they are few."""
    day = window.begin.replace(hour=0, minute=0, second=0, microsecond=0)
    days = [day + timedelta(days=n) for n in range(window.days + 1)]
    return [each for each in days if window.begin <= each < window.end and (window.days <= 7 or each.weekday() == 0)]


def _lines(window: Window) -> list[str]:
    return [
        f'<line class="grid" x1="{window.at(mark):.2f}%" x2="{window.at(mark):.2f}%" y1="0" y2="24"/>'
        for mark in _marks(window)
    ]


def _ticks(window: Window) -> list[str]:
    parts = _lines(window)
    for mark in _marks(window):
        at = window.at(mark)
        anchor = "end" if at > 90 else "start"
        label = f"{mark.day} {MONTHS[mark.month - 1]}"
        parts.append(f'<text x="{at:.2f}%" dx="{-3 if at > 90 else 3}" y="16" text-anchor="{anchor}">{label}</text>')
    return parts


def _key() -> str:
    shown = (
        ("", "for a line that is not late"), ("late", "for a line that is late: outlined and higher"),
        ("own", "for stock"), ("begun", "has begun"),
    )  # fmt: skip
    entries = []
    for kind, words in shown:
        top, height = SHAPES.get(kind, SHAPES[""])
        drawn = f'<rect class="{f"op {kind}".rstrip()}" x="1" y="{top}" width="24" height="{height}"/>'
        entries.append(tag("li", tag("svg", drawn, aria_hidden="true"), text(words)))
    return tag("ul", *entries, class_="legend")


def _left_out(window: Window, every: Sequence[Bar], rows: dict[Unit, list[Bar]]) -> str:
    units = len({(bar.operation.resource, bar.operation.unit) for bar in every})
    drawn = sum(map(len, rows.values()))
    said = f"A bar is one operation from its first start to its end, closed hours between. The next {window.days} days"
    if len(rows) < units:
        said += f" of the {len(rows)} units with most work in them, of {units:,},"
    return f"{said}: {drawn:,} of {plural(len(every), 'operation')}; tugline plan --json has all."

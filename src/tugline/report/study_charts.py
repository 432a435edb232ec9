"""Pictures of a study: stock over time, how long customers wait, and the bridge from one policy to the other."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from tugline.business.studying import Study
from tugline.report.chart import FRAME, Axis, axes, axis, picture
from tugline.report.markup import text
from tugline.report.texts import brief_money
from tugline.units.quantity import format_number as number

KINDS = ("stock", "move", "buy", "wip")
"""Looks of the lines, by the order of the policies; each also has a pattern of its own."""
SHORT = {
    "avoided markdowns": "marks", "reduced carrying cost": "stock", "lower waste": "waste", "unit cost": "unit",
    "logistics": "freight", "ordering": "orders", "sales": "sales", "variances": "var.", "in all": "in all",
}  # fmt: skip
"""Steps of the bridge as there is room for them under a bar; the sentence below names them in full."""
POINTS = 120
"""A line is drawn through about so many points."""


class Line(NamedTuple):
    """One policy's line: x values, y values."""

    name: str
    x: np.ndarray
    y: np.ndarray


def study_charts(study: Study) -> list[str]:
    """Return the pictures of a study."""
    charts = [_over_time(study, "inventory", "Stock"), _over_time(study, "work_in_process", "Work in process")]
    charts.append(_waits(study))
    charts += [_bridge(study, policy) for policy in study.bridge]
    return [chart for chart in charts if chart]


def _over_time(study: Study, column: str, title: str) -> str:
    lines = []
    for policy, runs in study.outcomes.items():
        mean = np.mean([run.series[column] for run in runs], axis=0) / 100
        lines.append(_thinned(policy, np.arange(1.0, len(mean) + 1), mean))
    if not any(line.y.any() for line in lines):
        return ""
    told = "; ".join(f"{line.name} {brief_money(float(line.y.mean()))} {study.currency}" for line in lines)
    return line_chart(title, lines, brief_money, "day", f"Mean of all worlds over the days measured: {told}.")


def _waits(study: Study) -> str:
    """Return the share of order lines that are delivered within so many days."""
    known, lines_of = {}, {}
    for policy, runs in study.outcomes.items():
        waits = np.concatenate([run.waits.days[run.waits.done] for run in runs])
        lines_of[policy] = sum(len(run.waits.days) for run in runs)
        if len(waits):
            known[policy] = np.sort(waits)
    if not known:
        return ""
    longest = max(float(waits[int(0.99 * (len(waits) - 1))]) for waits in known.values())
    at = np.linspace(0, max(1.0, longest), POINTS)
    lines = [
        Line(policy, at, 100 * np.searchsorted(waits, at, side="right") / lines_of[policy])
        for policy, waits in known.items()
    ]
    halves = "; ".join(f"{p} {number(round(float(np.median(waits)), 1))} days" for p, waits in known.items())
    return line_chart(
        "Lines delivered within so many days", lines, lambda share: f"{share:.0f}%", "days",
        f"Of the lines that were delivered, half within: {halves}.",
    )  # fmt: skip


def _thinned(name: str, x: np.ndarray, y: np.ndarray) -> Line:
    keep = np.unique(np.linspace(0, len(x) - 1, min(POINTS, len(x))).astype(np.int64))
    return Line(name, x[keep], y[keep])


def line_chart(title: str, lines: Sequence[Line], show: Callable[[float], str], unit: str, says: str) -> str:
    """Return lines over a common axis, each with a look of its own; `show` writes a value, `unit` is that of x."""
    scale = axis([float(value) for line in lines for value in line.y])
    low, high = (float(side([side(line.x) for line in lines])) for side in (min, max))
    wide = max(high - low, 1e-9)

    def x(value: float) -> float:
        return FRAME.left + FRAME.width * (value - low) / wide

    ticks = [(x(value), f"{value:.0f} {unit}" if place == 0 else f"{value:.0f}")
             for place, value in enumerate(np.linspace(low, high, 5).tolist())]  # fmt: skip
    parts = [axes(scale, ticks, show)]
    for place, line in enumerate(lines):
        points = "L".join(f"{x(a):.1f} {scale.y(b):.1f}" for a, b in zip(line.x.tolist(), line.y.tolist(), strict=True))
        parts.append(f'<path class="line {_kind(place)} dash{place}" d="M{points}"/>')
    return picture(title, says, "".join(parts), note=_key(lines))


def _kind(place: int) -> str:
    return KINDS[place % len(KINDS)]


def _key(lines: Sequence[Line]) -> str:
    return "".join(f'<span class="key {_kind(place)}">{text(line.name)}</span>' for place, line in enumerate(lines))


def _bridge(study: Study, policy: str) -> str:
    """Return the steps as bars that stand where the one before ended."""
    steps = [(step.name, step.amount / 100) for step in study.bridge[policy]]
    if not any(amount for _, amount in steps):
        return ""
    ends, total = [0.0], 0.0
    for _, amount in steps:
        total += amount
        ends.append(total)
    scale = axis(ends)
    wide = FRAME.width / (len(steps) + 1)
    parts = [axes(scale, [], brief_money)]
    for place, ((name, amount), begin) in enumerate(zip([*steps, ("in all", total)], [*ends[:-1], 0.0], strict=True)):
        parts.append(_step_bar(scale, FRAME.left + place * wide, wide, name, begin, amount))
    told = ", ".join(f"{name} {brief_money(amount)}" for name, amount in steps if amount)
    says = f"{policy} against {study.baseline}, {study.currency}: {told}; in all {brief_money(total)}."
    return picture(f"From {study.baseline} to {policy}", says, "".join(parts))


def _step_bar(scale: Axis, x: float, wide: float, name: str, begin: float, amount: float) -> str:
    top, bottom = sorted((scale.y(begin), scale.y(begin + amount)))
    kind = "good" if amount >= 0 else "late"
    first = text(SHORT[name])
    return (
        f'<rect class="bar {kind}" x="{x + 2:.1f}" y="{top:.1f}" width="{wide - 4:.1f}" '
        f'height="{max(1.0, bottom - top):.1f}"><title>{text(name)} {brief_money(amount)}</title></rect>'
        f'<text class="tick" x="{x + wide / 2:.1f}" y="{FRAME.bottom + 16:.1f}" text-anchor="middle">{first}</text>'
    )

"""Values over time: an area for what there is, bars for what happened."""

import math
from collections.abc import Callable, Sequence

from tugline.report.chart import FRAME, axes, axis, day_ticks, picture
from tugline.report.texts import brief_money
from tugline.units.quantity import format_number as number
from tugline.units.quantity import plural

MOST_POINTS = 400
MOST_BARS = 90


def area_chart(title: str, days: Sequence[str], values: Sequence[float], *, unit: str, kind: str) -> str:
    """Return the closing values of each day as an area."""
    keep = max(1, math.ceil(len(days) / MOST_POINTS))
    # Counted from the end, so that the last day is always there.
    days, values = days[::-1][::keep][::-1], values[::-1][::keep][::-1]
    scale = axis(values)
    step = FRAME.width / max(1, len(days) - 1)
    points = [(FRAME.left + place * step, scale.y(value)) for place, value in enumerate(values)]
    line = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    ground = scale.y(0)
    drawing = (
        axes(scale, [(FRAME.left + place * step, label) for place, label in day_ticks(days)], brief_money)
        + f'<path class="area {kind}" d="M{points[0][0]:.1f} {ground:.1f}L{line}L{points[-1][0]:.1f} {ground:.1f}Z"/>'
        + f'<path class="line {kind}" d="M{line}"/>'
        + f'<circle class="dot {kind}" cx="{points[-1][0]:.1f}" cy="{points[-1][1]:.1f}" r="3"/>'
    )
    least, most = min(values), max(values)
    says = (
        f"{brief_money(values[-1])} {unit} on {days[-1]}, {brief_money(values[0])} on {days[0]}; "
        f"between {brief_money(least)} and {brief_money(most)}."
    )
    return picture(title, says, drawing)


def bar_chart(
    title: str, days: Sequence[str], stacks: Sequence[tuple[str, Sequence[float]]], *, says: Callable[[float], str],
    show: Callable[[float], str] = number,
) -> str:  # fmt: skip
    """Return one bar a day, or a week where there are many days, stacked from (name, values) from the ground up.

    Parameters
    ----------
    says
        Sentence for the sum of everything drawn.
    """
    size = 7 if len(days) > MOST_BARS else 1
    # Whole weeks up to the last day; what is left over at the beginning is a bar of its own.
    ends = range((len(days) - 1) % size + 1, len(days) + 1, size)
    sums = [[sum(values[max(0, end - size) : end]) for end in ends] for _, values in stacks]
    scale = axis([sum(column) for column in zip(*sums, strict=True)])
    step = FRAME.width / max(1, len(ends))
    wide = max(0.8, step * 0.78)
    below = [0.0] * len(ends)
    parts = []
    for (name, _), values in zip(stacks, sums, strict=True):
        shape = []
        for place, value in enumerate(values):
            if value:
                x, y = FRAME.left + place * step, scale.y(below[place] + value)
                shape.append(f"M{x:.1f} {scale.y(below[place]):.1f}V{y:.1f}h{wide:.1f}V{scale.y(below[place]):.1f}Z")
                below[place] += value
        parts.append(f'<path class="bar {name}" d="{"".join(shape)}"/>')
    shown_days = [days[max(0, end - size)] for end in ends]
    ticks = [(FRAME.left + (place + 0.4) * step, label) for place, label in day_ticks_of_bars(shown_days)]
    period = "a week" if size == 7 else "a day"
    names = [name for name, _ in stacks if name]
    key = "".join(f'<span class="key {name}">{name}</span>' for name in names) if len(names) > 1 else ""
    total = sum(sum(values) for values in sums)
    first = f" The first bar is {plural(ends[0], 'day')}." if days and ends[0] < size else ""
    return picture(f"{title} {period}", says(total) + first, axes(scale, ticks, show) + "".join(parts), note=key)


def day_ticks_of_bars(days: Sequence[str]) -> list[tuple[int, str]]:
    """Return ticks for bars, whose days may skip the first of a month: each month's first bar, or every n-th."""
    firsts = [place for place, day in enumerate(days) if place and day[:7] != days[place - 1][:7]]
    if len(firsts) < 2:
        return day_ticks(days)
    moved = [f"{day[:8]}01" if place in set(firsts) else f"{day[:8]}02" for place, day in enumerate(days)]
    return day_ticks(moved)

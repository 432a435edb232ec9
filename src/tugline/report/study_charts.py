"""Pictures of a study: stock over time, and how long customers wait. What they say are the figures of the table."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from tugline.business.study_alike import listed
from tugline.business.study_figures import DAYS, MONEY, mean_words
from tugline.business.studying import Study
from tugline.report.bridge_chart import bridge_chart
from tugline.report.chart import FRAME, axes, axis, line_key, look, picture
from tugline.report.texts import brief_money

POINTS = 120
"""A line is drawn through about so many points."""


class Line(NamedTuple):
    """One policy's line: x values, y values."""

    name: str
    x: np.ndarray
    y: np.ndarray


def study_charts(study: Study, worth: Sequence[str]) -> list[str]:
    """Return the pictures of a study; `worth` names the policies whose bridge is one of them."""
    charts = [
        _over_time(study, "inventory", "Stock", "average_inventory"),
        _over_time(study, "work_in_process", "Work in process", "average_wip"),
        _waits(study),
        *(bridge_chart(study, policy) for policy in worth),
    ]
    return [chart for chart in charts if chart]


def _over_time(study: Study, column: str, title: str, figure: str) -> str:
    lines = []
    for policy in listed(study):
        mean = np.mean([run.series[column] for run in study.outcomes[policy]], axis=0) / 100
        lines.append(_thinned(policy, np.arange(1.0, len(mean) + 1), mean))
    if not any(line.y.any() for line in lines):
        return ""
    told = _told(study, figure, MONEY, study.currency)
    return line_chart(title, lines, brief_money, "day", f"Mean of all days measured and of all worlds: {told}.")


def _told(study: Study, figure: str, unit: str, said: str) -> str:
    """Return a figure of each policy as the table has it."""
    known = {name: study.policies[name].get(figure) for name in listed(study)}
    return "; ".join(
        f"{name} {'not known' if found is None else f'{mean_words(found, unit).text} {said}'}"
        for name, found in known.items()
    )


def _waits(study: Study) -> str:
    """Return the share of order lines that are delivered within so many days."""
    known, lines_of = {}, {}
    for policy in listed(study):
        runs = study.outcomes[policy]
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
    return line_chart(
        "Lines delivered within so many days", lines, lambda share: f"{share:.0f}%", "days",
        f"Half of all lines within: {_told(study, 'days_to_delivery_p50', DAYS, 'days')}.",
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
        parts.append(f'<path class="line {look(place)}" d="M{points}"/>')
    return picture(title, says, "".join(parts), note=line_key([line.name for line in lines]))

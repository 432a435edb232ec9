"""The bridge from one policy to another as bars, each of which begins where the one before ended."""

from typing import NamedTuple

from tugline.business.study_figures import MONEY, number
from tugline.business.studying import Study
from tugline.report.chart import FRAME, axis, picture
from tugline.report.markup import text
from tugline.report.texts import brief_money

NAMES = 150
"""So much room is left for the names of steps."""
ROW, BAR, FOOT = 20, 12, 24
REACH = 0.75
"""An interval is drawn so far beyond the bars, as a share of their length in all; wider ones are cut."""


class _Bar(NamedTuple):
    """A step: where it begins and ends, and where the interval of its end does; money in the currency."""

    name: str
    begin: float
    end: float
    low: float
    high: float
    cut: tuple[bool, bool] = (False, False)
    """Whether the interval goes on beyond the frame, to the left and to the right."""


def bridge_chart(study: Study, policy: str) -> str:
    """Return the steps that are not 0 and what they come to, with their intervals; "" where all are 0."""
    bars, total = [], 0.0
    for step in study.bridge[policy]:
        if step.amount or step.low < step.high:
            begin, total = total, total + step.amount / 100
            bars.append(_Bar(step.name, begin, total, begin + step.low / 100, begin + step.high / 100))
    if not any(bar.begin != bar.end for bar in bars):
        return ""
    _, all_ = study.bridge_sums[policy]
    bars.append(_Bar("in all", 0.0, total, all_.low / 100, all_.high / 100))
    ends = [end for bar in bars for end in (bar.begin, bar.end)]
    beyond = REACH * (max(ends) - min(ends))
    low, high = min(ends) - beyond, max(ends) + beyond
    reached = [min(high, max(low, end)) for bar in bars for end in (bar.low, bar.high)]
    scale = axis([*ends, *reached], 3)

    def x(value: float) -> float:
        share = (value - scale.low) / (scale.high - scale.low)
        return NAMES + (FRAME.right - 14 - NAMES) * min(1.0, max(0.0, share))

    bottom = ROW * len(bars) + 4
    parts = [
        f'<path class="grid" d="M{x(tick):.1f} 0V{bottom}"/>'
        f'<text class="tick" x="{x(tick):.1f}" y="{bottom + 15}" text-anchor="middle">{brief_money(tick)}</text>'
        for tick in scale.ticks
    ]
    bars = [bar._replace(cut=(bar.low < scale.low, bar.high > scale.high)) for bar in bars]
    parts += [_row(bar, ROW * place + 2, x(bar.begin), x(bar.end), x(bar.low), x(bar.high))
              for place, bar in enumerate(bars)]  # fmt: skip
    told = ", ".join(
        f"{step.name} {number(step.amount / 100, MONEY)}" for step in study.bridge[policy] if abs(step.amount) >= 50
    )
    says = (
        f"{policy} against {study.baseline}, {study.currency}: {told}; in all {number(all_.amount / 100, MONEY)}."
        " Thin lines are intervals; one without an end goes on."
    )
    return picture(f"From {study.baseline} to {policy}", says, "".join(parts), height=bottom + FOOT)


def _row(bar: _Bar, top: float, begin: float, end: float, low: float, high: float) -> str:
    kind, middle = "good" if bar.end >= bar.begin else "late", top + ROW / 2
    amount = number(bar.end - bar.begin, MONEY)
    drawn = (
        f'<text class="label" x="0" y="{middle + 4:.1f}">{text(bar.name)}</text>'
        f'<rect class="bar {kind}" x="{min(begin, end):.1f}" y="{middle - BAR / 2:.1f}" '
        f'width="{max(1.0, abs(end - begin)):.1f}" height="{BAR}"><title>{text(bar.name)} {amount}</title></rect>'
    )
    if bar.low < bar.high:
        first, last = ("" if cut else "m0 -3v6m0 -3" for cut in bar.cut)
        drawn += f'<path class="whisker" d="M{low:.1f} {middle:.1f}{first}H{high:.1f}{last}"/>'
    return drawn

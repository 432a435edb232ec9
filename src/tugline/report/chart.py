"""What charts share: round numbers for an axis, days as ticks, and a picture with its description."""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tugline.report.markup import tag, text

WIDTH, HEIGHT = 400, 210
"""Of a chart, in units of its own; a telephone shows it at about nine tenths, a screen at the same."""


class Frame(NamedTuple):
    """The part of a picture in which values are drawn."""

    left: float = 44
    top: float = 12
    right: float = WIDTH - 6
    bottom: float = HEIGHT - 24

    @property
    def width(self) -> float:
        """Return its width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return its height."""
        return self.bottom - self.top


FRAME = Frame()


class Axis(NamedTuple):
    """Round numbers from `low` to `high`."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def y(self, value: float) -> float:
        """Return the height of a value in `FRAME`."""
        return FRAME.bottom - FRAME.height * (value - self.low) / (self.high - self.low)


def axis(values: Sequence[float], wanted: int = 4) -> Axis:
    """Return an axis from 0, or below where values are negative, that holds all values."""
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    if high == low:
        high = low + 1
    rough = (high - low) / wanted
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * size for factor in (1, 2, 2.5, 5, 10) if factor * size >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    return Axis(first * step, last * step, tuple(step * place for place in range(first, last + 1)))


def day_ticks(days: Sequence[str], wanted: int = 6) -> list[tuple[int, str]]:
    """Return (position, label) of about so many days: firsts of months where there are two or more, else every n-th."""
    firsts = [place for place, day in enumerate(days) if day[8:] == "01"]
    if len(firsts) >= 2:
        step = math.ceil(len(firsts) / wanted)
        chosen = firsts[::step]
        return [
            (place, f"{MONTHS[int(days[place][5:7]) - 1]} {_year(days, chosen, place)}".strip()) for place in chosen
        ]
    step = max(1, math.ceil(len(days) / wanted))
    return [
        (place, f"{int(days[place][8:])} {MONTHS[int(days[place][5:7]) - 1]}") for place in range(0, len(days), step)
    ]


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _year(days: Sequence[str], chosen: Sequence[int], place: int) -> str:
    before = [other for other in chosen if other < place]
    return days[place][:4] if not before or days[before[-1]][:4] != days[place][:4] else ""


def axes(scale: Axis, ticks: Sequence[tuple[float, str]], show: Callable[[float], str]) -> str:
    """Return the lines and numbers of both axes; `ticks` are (x, label)."""
    parts = []
    for value in scale.ticks:
        y = scale.y(value)
        parts.append(f'<path class="grid" d="M{FRAME.left} {y:.1f}H{FRAME.right}"/>')
        parts.append(f'<text class="tick" x="{FRAME.left - 5}" y="{y + 4:.1f}" text-anchor="end">{show(value)}</text>')
    for x, label in ticks:
        anchor = "end" if x > FRAME.right - 20 else "middle"
        parts.append(f'<text class="tick" x="{x:.1f}" y="{HEIGHT - 6}" text-anchor="{anchor}">{text(label)}</text>')
    return "".join(parts)


LOOKS = 8
"""Colours and patterns of lines in the style sheet."""


def look(place: int) -> str:
    """Return the look of a series by its place: a colour and a pattern, together like no other of the first 64."""
    return f"s{place % LOOKS} d{(place + place // LOOKS) % LOOKS}"


def line_key(names: Sequence[str]) -> str:
    """Return the names of lines, each beside a piece of it."""
    return "".join(
        f'<span class="key drawn"><svg class="sample" viewBox="0 0 34 8" aria-hidden="true">'
        f'<path class="line {look(place)}" d="M0 4H34"/></svg>{text(name)}</span>'
        for place, name in enumerate(names)
    )


def bar_key(names: Sequence[str]) -> str:
    """Return the names of bars, each beside its colour."""
    return "".join(f'<span class="key {look(place)}">{text(name)}</span>' for place, name in enumerate(names))


def picture(title: str, says: str, drawing: str, *, note: str = "", height: float = HEIGHT) -> str:
    """Return a chart as a figure: a heading, a drawing, and a sentence that says what the drawing shows."""
    drawn = tag(
        "svg", drawing, viewBox=f"0 0 {WIDTH} {height:g}", role="img", aria_label=f"{title}. {says}", class_="chart"
    )
    return tag(
        "figure", tag("figcaption", tag("b", text(title)), f" {note}"), drawn, tag("p", text(says), class_="quiet")
    )

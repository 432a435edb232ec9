"""Which lines of a bill a choice draws."""

from typing import Any

from tugline.state.kernel import kernel


@kernel
def is_drawn(line: Any, choice: int) -> bool:
    """Return whether a choice draws a line of `CHOICE`."""
    return line.radix == 0 or choice // line.stride % line.radix == line.place


@kernel
def drawn_at(g: Any, source: Any, choice: int, point: int) -> int:
    """Return the numerator of what a choice draws of a point for one unit; lines of a point share a denominator."""
    numerator = 0
    for b in range(source.choice_start, source.choice_stop):
        if g.choice[b].point == point and is_drawn(g.choice[b], choice):
            numerator += g.choice[b].numerator
    return numerator

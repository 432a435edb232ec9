"""Long sums told in few lines: the first parts, and the rest of them together, so that what is told adds up."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

MOST = 12
K = TypeVar("K")


def added_up(
    parts: Sequence[tuple[int, K]], say: Callable[[K], str], show: Callable[[int], str], many: str, most: int = MOST
) -> list[str]:
    """Return one line for each of the first parts, and one for all the others; together they are the sum.

    Parameters
    ----------
    parts
        Amounts (cents, or integer units of an item) and whose they are.
    say, show
        Put into words whose an amount is, and the amount.
    many
        What the parts are, in the plural.
    """
    told = parts if len(parts) <= most + 1 else parts[:most]
    lines = [(show(amount), say(key)) for amount, key in told]
    if rest := parts[len(told) :]:
        lines.append((show(sum(amount for amount, _ in rest)), f"in {len(rest):,} more {many}"))
    width = max((len(amount) for amount, _ in lines), default=0)
    return [f"    {amount:>{width}}  {words}" for amount, words in lines]


def largest_first(parts: Iterable[tuple[int, K]]) -> list[tuple[int, K]]:
    """Return parts without those that are nothing, the largest first, whatever their sign."""
    return sorted((part for part in parts if part[0]), key=lambda part: -abs(part[0]))


def money(cents: int) -> str:
    """Return cents as an amount of the currency."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100:,}.{abs(cents) % 100:02d}"

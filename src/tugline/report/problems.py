"""Gaps in tables as people read them: what is taken instead, and for how many."""

from collections import Counter
from collections.abc import Sequence


def default_lines(defaults: Sequence[tuple[str, str, str]]) -> list[str]:
    """Return what is taken for each thing that tables leave open, and for how many; (what, which, value)."""
    counts = Counter((what, value) for what, _, value in defaults)
    return [f"{count:,} × {what}: {value}" for (what, value), count in counts.most_common()]

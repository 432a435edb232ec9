"""Gaps and doubtful rows in tables as people read them: what is taken instead, and for how many."""

from collections import Counter
from collections.abc import Iterator, Sequence

from tugline.business.doubts import Doubt
from tugline.errors import rows_named


def default_lines(defaults: Sequence[tuple[str, str, str]]) -> list[str]:
    """Return what is taken for things that tables leave open, and for how many or which one; (what, which, value)."""
    counts = Counter((what, value) for what, _, value in defaults)
    of = {(what, value): which for what, which, value in defaults}
    return [
        f"{count:,} × {what}: {value}" if count > 1 or not of[what, value] else f"{what} of {of[what, value]}: {value}"
        for (what, value), count in counts.most_common()
    ]


def doubt_lines(doubts: Sequence[Doubt]) -> Iterator[str]:
    """Yield a heading for each kind of doubt that there is, and below it one line for each reason, with its rows."""
    for quarantined, heading in ((True, QUARANTINE), (False, ODD)):
        same: dict[tuple[str, str], list[Doubt]] = {}
        for doubt in doubts:
            if doubt.quarantined == quarantined:
                same.setdefault((doubt.table, doubt.why), []).append(doubt)
        if same:
            yield heading
        for (table, why), group in same.items():
            place = f"{table} {rows_named([doubt.row for doubt in group])}" if group[0].row else table
            named = f" {group[0].value}:" if len(group) == 1 and group[0].value else ""
            yield f"  {place}:{named} {why}"


QUARANTINE = "rows that a run would put in quarantine:"
ODD = "rows that a run takes as they are, and that may be a mistake:"

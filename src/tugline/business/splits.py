"""Which pulls were one decision: more than the source takes at once is asked of it in several pulls."""

from typing import Any, NamedTuple

import numpy as np

from tugline.facts.kinds import Kind
from tugline.state.layout import KANBAN

_SAME = ("code", "point", "source", "reference", "amount", "cause", "pulse")


class Part(NamedTuple):
    """The place of a pull among those of one decision, 1 first, and what all of them ask for."""

    place: int
    parts: int
    total: int


class Splits:
    """Parts of decisions by the number of the pull's fact; `pulls` are facts in journal order."""

    def __init__(self, pulls: np.ndarray) -> None:
        self._parts: dict[int, Part] = {}
        decided = pulls[np.isin(pulls["kind"], [int(Kind.PULL_RELEASED), int(Kind.PULL_PROPOSED)])]
        # A card is a decision of its own, even where several come back at once.
        decided = decided[decided["code"] != KANBAN]
        goes_on = np.diff(decided["seq"]) == 1
        for name in _SAME:
            goes_on &= decided[name][1:] == decided[name][:-1]
        first = np.flatnonzero(np.concatenate([[True], ~goes_on])) if len(decided) else np.zeros(0, np.int64)
        parts = np.diff(np.append(first, len(decided)))
        for start, many in zip(first[parts > 1].tolist(), parts[parts > 1].tolist(), strict=True):
            some = decided[start : start + many]
            total = int(some["quantity"].sum())
            for place, id_ in enumerate(some["seq"].tolist(), start=1):
                self._parts[id_] = Part(place, many, total)

    def part(self, row: Any) -> Part:
        """Return the part that the fact of a pull is; most are all of their decision."""
        quantity = int(row["quantity"])
        return self._parts.get(int(row["seq"]), Part(1, 1, quantity))

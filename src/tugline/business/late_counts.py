"""A count that is told late: what has moved since it was made is added, so that it overwrites nothing."""

import numpy as np

from tugline.business.core import Core
from tugline.business.naming import Naming
from tugline.business.retold import Changes, moved_at
from tugline.facts.kinds import Kind
from tugline.state import arena

MOVING = np.array([
    int(kind)
    for kind in (
        Kind.RECEIVED, Kind.STARTED, Kind.FINISHED, Kind.SCRAPPED, Kind.SHIPPED, Kind.RETURNED, Kind.SALE_MADE,
    )
])  # fmt: skip
"""Kinds from outside that change what is at a stock point, or may begin a pull, which takes its material."""


def counted_late(rows: np.ndarray) -> np.ndarray:
    """Return which rows, bool, are counts that are taken in later than they were made."""
    late: np.ndarray = (rows["kind"] == int(Kind.COUNTED)) & (rows["occurred_at"] < rows["tick"])
    return late


class LateCounts:
    """Reckons what was counted on to now, by the times at which things happened."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def settle(self, rows: np.ndarray, now: np.ndarray, why: list[str]) -> None:
        """Mark which late counts among the rows of one tick can be taken in now, and say why the others cannot.

        What moves goods at the same tick goes before them: it may have happened before the count or after it.
        """
        late = counted_late(rows)
        if not late.any() or (now.any() and np.isin(rows["kind"], MOVING).any()):
            return
        counts = rows[late]
        for i, reason in zip(np.flatnonzero(late).tolist(), self._reckon(counts), strict=True):
            now[i], why[i] = not reason, reason
        rows[late] = counts

    def _reckon(self, rows: np.ndarray) -> list[str]:
        """Let late counts say what is there now; return why each cannot, empty = it can.

        `amount` becomes what has come since less what has left, in integer units.

        What happened in the minute of the count is not added: the count has the last word in it. Where somebody counted
        later and that was taken in, the later count stays.
        """
        why, stock = [""] * len(rows), arena.arrays(self._core.state)["stock"]
        points = (rows["point"] - 1).tolist()
        told = [i for i, point in enumerate(points) if self._may_have_moved(stock[point], rows[i])]
        if not told:
            return why
        places = sorted({points[i] for i in told})
        names = self._core.network.point_names
        since = dict(zip(places, moved_at(self._core, [names[point] for point in places]), strict=True))
        for i in told:
            counted = int(rows["quantity"][i])
            now = self._now(rows[i], since[points[i]], int(stock["on_hand"][points[i]]))
            if now < 0:
                why[i] = self._too_few(rows[i], now)
            else:
                rows["quantity"][i], rows["amount"][i] = now, now - counted
        return why

    def _may_have_moved(self, stock: np.void, row: np.void) -> bool:
        """Return whether the last fact about a stock point was taken in after a count was made."""
        last = int(stock["touched"])
        return last > 0 and int(self._core.journal.facts([last])["tick"][0]) > int(row["occurred_at"])

    def _now(self, row: np.void, changes: Changes, on_hand: int) -> int:
        facts = self._core.journal.facts(changes.seq)
        after = facts["occurred_at"] > int(row["occurred_at"])
        if (facts["kind"][after] == int(Kind.COUNTED)).any():
            return on_hand
        # Stock that was found mends the records; it had been there when it was counted.
        moved = after & (facts["kind"] != int(Kind.STOCK_FOUND))
        return int(row["quantity"]) + int(changes.amount[moved].sum())

    def _too_few(self, row: np.void, now: int) -> str:
        naming, point = Naming(self._core.network), int(row["point"]) - 1
        counted, left = (
            naming.show(point, quantity) for quantity in (int(row["quantity"]), int(row["quantity"]) - now)
        )
        at = naming.minute(int(row["occurred_at"]))
        return f"{counted} were counted at {at}, and {left} more left since than came in: state first what else came in"

"""An order of many lines in brief: one sentence for each, and how to see more."""

from collections.abc import Callable
from typing import Any

import numpy as np

from tugline.business.causes import Causes
from tugline.business.history import History
from tugline.business.naming import Naming
from tugline.facts.kinds import NEVER


class OrderInBrief:
    """Tells orders of one state line by line.

    Parameters
    ----------
    keys
        The names of lines by their ids.
    leaves
        Tells the tick at which a line leaves as things stand, None = it does not.
    pulls
        Tells the pulls that a line, by its number and its slot, caused or is served by.
    wanted
        By when each order line of the history is wanted, see `asked_for`.
    """

    def __init__(
        self, naming: Naming, arrays: dict[str, Any], causes: Causes, history: History, keys: dict[int, str],
        leaves: Callable[[int], int | None], pulls: Callable[[int, int], np.ndarray], wanted: np.ndarray,
    ) -> None:  # fmt: skip
        self._naming, self._arrays, self._causes = naming, arrays, causes
        self._history, self._keys, self._leaves, self._pulls = history, keys, leaves, pulls
        self._wanted = wanted

    def lines(self, order: str, rows: np.ndarray) -> list[str]:
        """Return the heading, a sentence for each line, and how to see more; `rows` are the lines' facts."""
        slots = [self._causes.slot_of(int(row["seq"])) for row in rows]
        left = sum(slot >= 0 for slot in slots)
        said = [f"order {order}: {len(rows):,} lines, {f'{left:,}' if left else 'none'} of them open"]
        said += [f"  {self._line(row, slot)}" for row, slot in zip(rows, slots, strict=True)]
        number = self._number(rows[0])
        return [*said, f'more: `tugline explain FOLDER "{order} {number}"` for one line, `--all` for all of them']

    def _number(self, row: Any) -> str:
        return self._keys[int(row["reference"])].partition("\t")[2]

    def _line(self, row: Any, slot: int) -> str:
        point, naming = int(row["point"]) - 1, self._naming
        asked = f"{naming.show(point, int(row['quantity']))} {naming.unit(point)}".rstrip()
        pulls = len(self._pulls(int(row["seq"]), slot))
        told = f"; {pulls:,} {'pull' if pulls == 1 else 'pulls'}" if pulls else ""
        return f"line {self._number(row)}: {asked} of {naming.item(point)}{told}; {self._standing(row, slot)}"

    def _standing(self, row: Any, slot: int) -> str:
        if slot < 0:
            return self._end(int(row["seq"]))
        line, naming = self._arrays["line"][slot], self._naming
        gone = f"{naming.show(int(line['point']), int(line['shipped']))} shipped, " if int(line["shipped"]) else ""
        ships = self._leaves(int(row["seq"]))
        leaves = f"leaves {naming.day(ships)}" if ships is not None else "does not leave as things stand"
        waits = self._causes.of_line(slot).says
        wanted = int(self._wanted[np.searchsorted(self._history.orders["seq"], int(row["seq"]))])
        by = naming.day(wanted) if wanted < NEVER else "as soon as can be"
        return f"open, {gone}wanted {by}, {leaves}; waits: {waits}"

    def _end(self, id_: int) -> str:
        history = self._history
        if np.any(history.ended["reference"] == id_):
            return "cancelled"
        shipped = history.shipped["tick"][history.shipped["reference"] == id_]
        return f"shipped {self._naming.day(int(shipped[-1]))}" if len(shipped) else "closed"

"""What the engine took back of pulls that nobody had taken on, and which fact made it do so."""

from collections.abc import Callable

import numpy as np

from tugline.business.history import History
from tugline.facts.kinds import Kind


class Withdrawals:
    """Answers for the pulls of one history; `order` names an order line by the number of its fact."""

    def __init__(self, history: History, order: Callable[[int], str]) -> None:
        self._order = order
        self._quantity: dict[int, int] = {}
        self._cause: dict[int, int] = {}
        for row in history.withdrawn:
            id_ = int(row["reference"])
            self._quantity[id_] = self._quantity.get(id_, 0) + int(row["quantity"])
            self._cause[id_] = int(row["cause"])
        causes = list(self._cause.values())
        self._of_line = {
            int(row["seq"]): row
            for rows in (history.ended, history.changes, history.shipped)
            for row in rows[np.isin(rows["seq"], causes)]
        }

    def of(self, id_: int) -> int:
        """Return how much of a pull was taken back in all."""
        return self._quantity.get(id_, 0)

    def reason(self, id_: int) -> str:
        """Return why, as a clause: what became of the order line, or the fact after which the loop asks for less."""
        cause = self._cause[id_]
        row = self._of_line.get(cause)
        named = self._order(int(row["reference"])) if row is not None else ""
        if row is None or not named:
            return f"since F{cause} it is not asked for any more"
        did = {Kind.ORDER_CANCELLED: "was cancelled", Kind.ORDER_CHANGED: "was changed"}
        return f"{named} {did.get(Kind(int(row['kind'])), 'shipped without it')}"

"""What the engine took back of pulls that nobody had taken on, and which fact made it do so."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from tugline.business.history import History
from tugline.business.naming import Naming
from tugline.facts.kinds import Kind

_OF_LINES = {
    Kind.ORDER_CANCELLED: "was cancelled", Kind.ORDER_CHANGED: "was changed", Kind.SHIPPED: "shipped without it",
}  # fmt: skip
_OF_PULLS = {
    Kind.RECEIVED: "came in", Kind.PULL_CONFIRMED: "was confirmed otherwise", Kind.PULL_EDITED: "was edited",
    Kind.PULL_REJECTED: "was refused", Kind.PULL_CLOSED: "was closed short", Kind.SCRAPPED: "lost some to scrap",
    Kind.STARTED: "was begun",
}  # fmt: skip
_OF_STOCK = {
    Kind.COUNTED: "were counted at", Kind.STOCK_OPENED: "were there at the start at", Kind.RETURNED: "came back to",
    Kind.SALE_MADE: "were sold at", Kind.STOCK_FOUND: "were found at", Kind.SCRAPPED: "were scrapped at",
}  # fmt: skip
_OF_RULES = {Kind.PARAMETER_SET: "the loop was set anew", Kind.NETWORK_ADOPTED: "changed tables were adopted"}


class Part(NamedTuple):
    """So much of a pull that was taken back for one reason, in the units of its item, and the reason as a clause."""

    quantity: int
    says: str


class Withdrawals:
    """Answers for the pulls of one history; `order` names an order line by the number of its fact."""

    def __init__(self, history: History, naming: Naming, order: Callable[[int], str]) -> None:
        self._naming, self._order = naming, order
        self._pulls = history.pulls["seq"]
        self._parts: dict[int, list[tuple[int, int]]] = {}
        withdrawn = history.withdrawn
        columns = (withdrawn[name].tolist() for name in ("reference", "quantity", "cause"))
        for id_, quantity, cause in zip(*columns, strict=True):
            self._parts.setdefault(id_, []).append((quantity, cause))
        self._causes = {int(row["seq"]): row for row in history.made_less}

    def of(self, id_: int) -> int:
        """Return how much of a pull was taken back in all."""
        return sum(quantity for quantity, _ in self._parts.get(id_, ()))

    def reasons(self, id_: int) -> list[Part]:
        """Return what was taken back of a pull, reason by reason, the first one first; none = nothing was."""
        found: dict[str, int] = {}
        for quantity, cause in self._parts.get(id_, ()):
            says = self._reason(cause)
            found[says] = found.get(says, 0) + quantity
        return [Part(quantity, says) for says, quantity in found.items()]

    def _reason(self, cause: int) -> str:
        """Return what became of an order line or a pull, or what happened to stock, loop or tables."""
        if cause == 0:
            return "its source is not valid any more"
        row = self._causes.get(cause)
        if row is None:
            return f"since F{cause} it is not asked for any more"
        kind, reference = Kind(int(row["kind"])), int(row["reference"])
        named = self._order(reference)
        if named and kind in _OF_LINES:
            return f"{named} {_OF_LINES[kind]}"
        if kind in _OF_PULLS and self._is_pull(reference):
            return f"P{reference} {_OF_PULLS[kind]} (F{cause})"
        if kind in _OF_RULES:
            return f"{_OF_RULES[kind]} (F{cause})"
        if kind in _OF_STOCK:
            return f"{self._stock(row)} {_OF_STOCK[kind]} {self._naming.location(int(row['point']) - 1)} (F{cause})"
        if kind is Kind.PULL_ADDED:
            return f"P{cause} was added by hand"
        return f"since F{cause} it is not asked for any more"

    def _is_pull(self, id_: int) -> bool:
        place = int(np.searchsorted(self._pulls, id_))
        return place < len(self._pulls) and int(self._pulls[place]) == id_

    def _stock(self, row: Any) -> str:
        point = int(row["point"]) - 1
        return f"{self._naming.show(point, int(row['quantity']))} {self._naming.item(point)}"

"""What the facts say that customers chose, in words."""

from typing import Any

import numpy as np

from tugline.business.history import History
from tugline.facts.kinds import NEVER, Kind
from tugline.network.network import Network

_FOLLOW = (int(Kind.ORDER_TERMS_SET), int(Kind.ORDER_CHOICE_SET))


def follows(rows: np.ndarray, line: int) -> np.ndarray:
    """Return which facts, bool, follow an order line directly and speak of it without naming it."""
    alone = np.isin(rows["kind"], _FOLLOW) & (rows["reference"] == 0)
    behind = alone & (rows["seq"] == line + 1)
    # A choice may stand behind the terms.
    terms_first = bool((behind & (rows["kind"] == _FOLLOW[0])).any())
    found: np.ndarray = behind | (alone & terms_first & (rows["seq"] == line + 2))
    return found


class Chose:
    """Tells what was chosen for order lines, and so for the pulls that are made for them."""

    def __init__(self, network: Network, history: History) -> None:
        self._network, self._pulls, self._orders = network, history.pulls, history.orders
        self._facts: dict[int, list[Any]] = {}
        for row in history.choices:
            line = int(row["reference"]) or self._line_before(int(row["seq"]))
            self._facts.setdefault(line, []).append(row)

    def _line_before(self, seq: int) -> int:
        """Return the order line that a fact follows directly, or behind the terms of it."""
        place = int(np.searchsorted(self._orders["seq"], seq)) - 1
        return int(self._orders["seq"][place]) if place >= 0 else 0

    def number(self, line: int, before: int = NEVER) -> int:
        """Return the number of what was chosen last for an order line before a fact, 0 = the default options."""
        numbers = [int(row["lot"]) for row in self._facts.get(line, []) if row["seq"] < before]
        return numbers[-1] if numbers else 0

    def text(self, line: int) -> str:
        """Return what was chosen last for an order line, every group of it; empty = the default options."""
        number = self.number(line)
        return self._network.choice_text(int(self._facts[line][-1]["point"]) - 1, number) if number else ""

    def of_pull(self, row: Any) -> int:
        """Return the number of the choice that a pull, given as its first fact, is made for.

        A pull that moves goods asks another one for them, so the line may stand several pulls further up.
        """
        owner = int(row["reference"]) if self._facts and int(row["kind"]) != int(Kind.SUPPLY_OPENED) else 0
        while owner:
            if owner in self._facts:
                items = self._network.point["item"]
                same = items[int(self._facts[owner][-1]["point"]) - 1] == items[int(row["point"]) - 1]
                return self.number(owner, int(row["seq"])) if same else 0
            above = self._pulls[np.searchsorted(self._pulls["seq"], owner) :][:1]
            owner = int(above["reference"][0]) if len(above) and above["seq"][0] == owner else 0
        return 0

    def words(self, row: Any) -> str:
        """Return the choice that a pull, given as its first fact, is made for; empty = the default options."""
        number = self.of_pull(row)
        return self._network.choice_text(int(row["point"]) - 1, number) if number else ""

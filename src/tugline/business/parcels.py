"""What left for each order line, what arrived of it or came back, and what was paid ahead.

A delivery itself often says none of it. A line is closed in the state when its last piece has left; that piece arrives
later.
"""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from tugline.business.following import Follower
from tugline.facts.kinds import FACT, Kind
from tugline.journal.journal import Journal

_OF_LINE = ("point", "party", "amount", "reference", "occurred_at")
"""What is kept of the fact that placed a line."""


@dataclass(slots=True)
class Parcels:
    """Of one order line: pieces on the way with what they are invoiced at, and the unused deposit.

    `quantity` is in integer units, `invoiced` in 1/10,000 of the currency times units, `deposit` in cents. `left` and
    `back` are all pieces, in integer units, that left since the start, and that came back.
    """

    quantity: int = 0
    invoiced: int = 0
    deposit: int = 0
    left: int = 0
    back: int = 0

    def take(self, quantity: int) -> int:
        """Return the part of `invoiced` that falls to pieces that arrive; what arrived before it left has none."""
        part = self.invoiced if quantity >= self.quantity else self.invoiced * quantity // self.quantity
        return max(0, part)


class OnTheWay(Follower):
    """Lines and orders that were placed, and the parcels of each line."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal, Kind.ORDER_PLACED, Kind.SHIPPED, Kind.DELIVERED, Kind.RETURNED, Kind.DEPOSIT_RECEIVED)
        self._lines: dict[int, Parcels] = {}
        self._orders: dict[int, list[int]] = {}
        self._placed: dict[int, tuple[int, ...]] = {}
        self._deposits: Counter[int] = Counter()
        """Unused deposits by the name id of the customer, in cents."""

    def of(self, line: int) -> Parcels:
        """Return what is known of a line now."""
        self.catch_up()
        return self._lines.get(line, Parcels())

    def lines_of(self, order: int) -> list[int]:
        """Return the first facts of the lines of an order by its name id, open or closed; 0 = there is no such name."""
        self.catch_up()
        return self._orders.get(order, []) if order else []

    def placed(self, lines: list[int]) -> np.ndarray:
        """Return number, stock point, customer, price, name and time of lines as facts with name ids."""
        self.catch_up()
        facts = np.zeros(len(lines), FACT)
        for fact, line in zip(facts, lines, strict=True):
            fact["seq"] = line
            for field, value in zip(_OF_LINE, self._placed[line], strict=True):
                fact[field] = value
        return facts

    def deposits_of(self, customer: int) -> int:
        """Return the unused deposits of all lines of a customer by its name id, in cents."""
        self.catch_up()
        return self._deposits[customer]

    def _add(self, row: np.void) -> None:
        if row["kind"] == Kind.ORDER_PLACED:
            self._placed[int(row["seq"])] = tuple(row[list(_OF_LINE)].tolist())
            self._orders.setdefault(int(row["lot"]), []).append(int(row["seq"]))
            return
        if row["kind"] == Kind.RETURNED and not row["reference"]:
            return
        parcels = self._lines.setdefault(int(row["reference"]), Parcels())
        quantity, amount = int(row["quantity"]), int(row["amount"])
        match int(row["kind"]):
            case Kind.SHIPPED:
                parcels.quantity += quantity
                parcels.left += quantity
                parcels.invoiced += quantity * amount
            case Kind.DELIVERED:
                parcels.invoiced -= parcels.take(quantity)
                parcels.quantity = max(0, parcels.quantity - quantity)
                self._pay_ahead(int(row["reference"]), -amount)
            case Kind.RETURNED:
                parcels.back += quantity
            case _:
                self._pay_ahead(int(row["reference"]), amount)

    def _pay_ahead(self, line: int, amount: int) -> None:
        parcels, customer = self._lines[line], self._placed[line][_OF_LINE.index("party")]
        before = max(0, parcels.deposit)
        parcels.deposit += amount
        self._deposits[customer] += max(0, parcels.deposit) - before


def fill_in_delivery(row: np.void, parcels: Parcels, scale: int) -> None:
    """Say of a delivery how much arrived, if it does not say, and which part of a deposit pays for it.

    The quantity is all that is on the way; the amount is the unused deposit, at most the invoice of the pieces.
    """
    row["quantity"] = row["quantity"] or parcels.quantity
    invoice = round(Fraction(parcels.take(int(row["quantity"])), scale * 100))
    row["amount"] = max(0, min(parcels.deposit, invoice))

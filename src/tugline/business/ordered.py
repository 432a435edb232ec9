"""What every customer ordered and has, line by line, open or closed: what order limits and quotas count."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tugline.business.following import Follower
from tugline.facts.kinds import Kind
from tugline.journal.journal import Journal

_KINDS = (
    Kind.ORDER_PLACED, Kind.ORDER_CHANGED, Kind.ORDER_CANCELLED, Kind.ORDER_CHOICE_SET, Kind.PROMISE_EXPIRED,
    Kind.SHIPPED, Kind.RETURNED, Kind.SALE_MADE,
)  # fmt: skip
_BEHIND = 2
"""A choice without a name of its own stands behind its line and the line's terms."""


class End(StrEnum):
    """How a line ended before all of it was shipped."""

    OPEN = ""
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(slots=True)
class PastLine:
    """One order line as it stands, quantities in the item's integer units."""

    id: int
    key: int
    """Name id of its order and line."""
    item: str
    location: str
    customer: str
    """Empty = nobody is named."""
    at: int
    """When it was ordered, a tick."""
    quantity: int
    priority: int
    shipped: int = 0
    returned: int = 0
    end: End = End.OPEN
    ended: int = 0
    """The tick of its end, 0 = it is open or was shipped."""
    chosen: bool = False
    """It asks for goods with options of its own."""

    @property
    def counts(self) -> int:
        """What its customer has or will have of it: what came back counts no more, and what is not wanted neither."""
        return max(0, (self.shipped if self.end else max(self.quantity, self.shipped)) - self.returned)

    @property
    def open(self) -> int:
        """What is not shipped and still wanted."""
        return 0 if self.end else max(0, self.quantity - self.shipped)


@dataclass(frozen=True, slots=True)
class Left:
    """Goods that left a stock point for good, or came back (less than 0); nobody is named where no line is."""

    tick: int
    customer: str
    priority: int
    quantity: int


NOBODY_RANKS = 1 << 40
"""The class of what left without an order: behind all."""


class Ordered(Follower):
    """The order lines of a journal by customer, and what left by stock point, kept up to its last fact."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal, *_KINDS)
        self._lines: dict[int, PastLine] = {}
        self._of: dict[str, list[PastLine]] = {}
        self._left: dict[str, list[Left]] = {}

    def lines(self) -> list[PastLine]:
        """Return all lines in the order in which they were taken in."""
        self.catch_up()
        return list(self._lines.values())

    def of(self, customer: str) -> list[PastLine]:
        """Return the lines of a customer in the order in which they were taken in."""
        self.catch_up()
        return self._of.get(customer, [])

    def line(self, id_: int) -> PastLine:
        """Return a line by its id."""
        self.catch_up()
        return self._lines[id_]

    def left(self, item: str, location: str) -> list[Left]:
        """Return what left a stock point, of the default options."""
        self.catch_up()
        return self._left.get(f"{item}\t{location}", [])

    def _add(self, row: np.void) -> None:
        kind = Kind(int(row["kind"]))
        if kind == Kind.ORDER_PLACED:
            self._place(row)
            return
        line = self._lines.get(int(row["reference"]))
        if kind == Kind.ORDER_CHOICE_SET:
            self._choose(row, line)
        elif kind in {Kind.SALE_MADE, Kind.SHIPPED, Kind.RETURNED}:
            self._move(row, line)
        elif line is not None and kind == Kind.ORDER_CHANGED:
            line.quantity, line.priority = int(row["quantity"]), int(row["priority"])
        elif line is not None:
            line.end = End.CANCELLED if kind == Kind.ORDER_CANCELLED else End.EXPIRED
            line.ended = int(row["tick"])

    def _place(self, row: np.void) -> None:
        point, party = self._journal.texts([int(row["point"]), int(row["party"])])
        item, _, location = point.partition("\t")
        line = PastLine(
            id=int(row["seq"]), key=int(row["reference"]), item=item, location=location,
            customer=party.partition("\t")[2], at=int(row["occurred_at"]), quantity=int(row["quantity"]),
            priority=int(row["priority"]),
        )  # fmt: skip
        self._lines[line.id] = line
        self._of.setdefault(line.customer, []).append(line)

    def _choose(self, row: np.void, line: PastLine | None) -> None:
        for back in range(1, _BEHIND + 1):
            line = line or self._lines.get(int(row["seq"]) - back)
        if line is not None:
            line.chosen = int(row["lot"]) != 0

    def _move(self, row: np.void, line: PastLine | None) -> None:
        """Count what left or came back; a sale leaves over the counter."""
        back = int(row["kind"]) == Kind.RETURNED
        quantity = int(row["quantity"])
        if line is not None:
            line.returned, line.shipped = (
                (line.returned + quantity, line.shipped) if back else (line.returned, line.shipped + quantity)
            )
            if line.chosen:
                return
        point = f"{line.item}\t{line.location}" if line else self._journal.texts([int(row["point"])])[0]
        who, rank = (line.customer, line.priority) if line else ("", NOBODY_RANKS)
        self._left.setdefault(point, []).append(Left(int(row["tick"]), who, rank, -quantity if back else quantity))

"""Rows of `events` held against orders and supply as the tables state them: which cannot be what they say.

What hangs on stock, on what is open of a line or on a pull only a run can know, when the row's time has come.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tugline.business.event_rows import KINDS, OF_LINE
from tugline.business.lot_names import OF_LOTS
from tugline.business.naming import Naming
from tugline.business.outside import Signals
from tugline.business.references import is_pull_name, line_names
from tugline.business.resolving import RESOLVED, scaled
from tugline.business.retracted import IS_CLOSED, IS_QUOTE, IS_SHIPPED, OrderRows
from tugline.business.signal_reader import texts_of
from tugline.facts.kinds import NEVER, Kind
from tugline.network.network import Network
from tugline.network.tables import MISSING, Tables

OF_LINES = OF_LINE | {"returned"}
"""Events whose reference, if there is one, is an order line."""
_PAST = (IS_CLOSED, IS_SHIPPED)
# The item of what is said of a lot is not that of its pull.
_OF_PULLS = frozenset(word for word, kind in KINDS.items() if kind in RESOLVED) - OF_LINES - OF_LOTS
_NOT_OF_SUPPLY = {
    "approved": "it is under way since the start: it does not wait for approval",
    "rejected": "it is under way since the start: close it, or say what was scrapped",
}
"""Why some events cannot be of open supply."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One event with a reference; `point` is -1 where it names none, `thousandths` None where its item has units.

    `is_open` tells that what it names must be open by then.
    """

    line: int
    tick: int
    event: str
    reference: str
    point: int
    thousandths: int | None
    is_open: bool

    def __str__(self) -> str:
        return f"{self.event} {self.reference}"


class DoubtfulEvents:
    """Says why rows of `events` cannot be used by a first run, as far as orders and supply tell."""

    def __init__(self, network: Network, tables: Tables, orders: OrderRows, stated: Signals) -> None:
        self._network, self._tables, self._orders = network, tables, orders
        self._naming = Naming(network)
        placed = (stated.rows["kind"] == Kind.ORDER_PLACED) & (stated.rows["quantity"] > 0)
        self._placed = np.isin(orders.lines, stated.lines[placed])
        self._ordered, self._cancelled = (self._ticks(column) for column in ("ordered_at", "cancelled_at"))
        self._by_key: dict[str, list[int]] = {}
        self._by_order: dict[str, list[int]] = {}
        for i, (key, order) in enumerate(zip(orders.texts, texts_of(tables["orders"]["order"]), strict=True)):
            self._by_key.setdefault(key, []).append(i)
            self._by_order.setdefault(order, []).append(i)

    def reasons(self) -> Iterator[tuple[int, str, str]]:
        """Yield line, content and reason of each row that cannot be used."""
        supply = self._tables["supply"]
        points = self._network.point_rows(supply["item"], supply["location"])
        by_reference: dict[str, list[int]] = {}
        for reference, point in zip(texts_of(supply["reference"]), points.tolist(), strict=True):
            by_reference.setdefault(reference, []).append(point)
        for row in self._rows():
            why = ""
            if row.event in OF_LINES and not row.reference.startswith("subscription "):
                why = self._of_line(row)
            elif row.event in _OF_PULLS and not is_pull_name(row.reference):
                why = self._of_supply(row, by_reference.get(row.reference))
            if why:
                yield row.line, str(row), why

    def _ticks(self, column: str) -> np.ndarray:
        moments = self._tables["orders"][column]
        ticks = np.full(len(moments), NEVER, np.int64)
        given = moments != MISSING
        ticks[given] = np.maximum(self._network.clock.ticks_of(moments[given]), 0)
        return ticks

    def _rows(self) -> Iterator[_Row]:
        """Yield the events from the start on that have a reference."""
        table = self._tables["events"]
        ticks = self._network.clock.ticks_of(table["at"])
        points = self._network.point_rows(table["item"], table["location"])
        # The quantity of a row that names an item is in its units, and was read so.
        says = (table["quantity"] != MISSING) & (table["item"].codes < 0)
        paid_back = (table["amount"] != MISSING) & (table["amount"] < 0)
        events, references = texts_of(table["event"]), texts_of(table["reference"])
        for i in np.flatnonzero(ticks >= 0).tolist():
            if references[i]:
                thousandths = int(table["quantity"][i]) if says[i] else None
                is_open = events[i] == "shipped" or (events[i] == "deposit" and not paid_back[i])
                where = int(table.lines[i]), int(ticks[i])
                yield _Row(*where, events[i], references[i], int(points[i]), thousandths, is_open)

    def _of_supply(self, row: _Row, points: list[int] | None) -> str:
        if points is None:
            return f"{row.reference!r} is neither a pull, as P12, nor a reference of supply"
        if row.event in _NOT_OF_SUPPLY:
            return f"{row.reference!r} is open supply: {_NOT_OF_SUPPLY[row.event]}"
        return self._otherwise(row, points)

    def _of_line(self, row: _Row) -> str:
        """Return why an event cannot be of the line that it names, of all rows that its reference can mean."""
        named = [i for text in line_names(row.reference) for i in self._by_key.get(text, [])]
        if row.event == "returned" and named and self._orders.passed[named[0]] in _PAST:
            # Whether it can be was looked at when the row was read.
            return ""
        rows = np.array(named or self._by_order.get(row.reference, []), np.int64)
        if not len(rows):
            return f"{row.reference!r} is no row of orders: a run knows it only if it was told before, or in Python"
        there = rows[self._placed[rows]]
        if not len(there):
            is_quote = (self._orders.passed[rows] == IS_QUOTE).any()
            what = "a quote" if is_quote else "a line that is not taken in, or was closed before the start"
            return f"{row.reference!r} is {what}: {row.event!r} needs one that is open at the start, or comes later"
        if why := self._otherwise(row, self._orders.point[there].tolist()):
            return why
        return self._at_its_time(row, there)

    def _otherwise(self, row: _Row, points: list[int]) -> str:
        """Return why an event names another item, or parts of an item that has none, than stand at some points."""
        items = self._network.point["item"]
        if row.point >= 0 and items[row.point] not in items[points]:
            return f"{row.reference!r} is for {self._network.items.name[int(items[points[0]])]!r}"
        if row.thousandths is None:
            return ""
        reasons = [scaled(self._network, point, row.thousandths)[1] for point in points]
        return reasons[0] if all(reasons) else ""

    def _at_its_time(self, row: _Row, lines: np.ndarray) -> str:
        early = self._ordered[lines] > row.tick
        if early.all():
            return f"{row.reference!r} is not ordered before {self._naming.minute(self._ordered[lines].min())}"
        late = self._cancelled[lines] < row.tick
        if row.is_open and (early | late).all():
            return f"{row.reference!r} was cancelled at {self._naming.minute(self._cancelled[lines[late]].max())}"
        return ""

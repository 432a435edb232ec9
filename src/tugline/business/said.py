"""Signals and events as people state them in Python, and their way into facts."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

import msgspec
import numpy as np

from tugline.business.opening import actor_of
from tugline.business.outside import Signals, blank, in_order, signals
from tugline.business.signal_reader import Unusable
from tugline.errors import UsageError
from tugline.facts.kinds import NEVER, Kind
from tugline.facts.limits import check_rows
from tugline.journal.journal import Journal
from tugline.network.layout import COST_SCALE, CUSTOMER
from tugline.network.network import Network
from tugline.units.time import parse_moment

Moment = str | datetime
Number = int | float | str


class Order(msgspec.Struct, frozen=True):
    """A customer orders something. `order` and `line` together are its key: the same again has no effect."""

    order: str
    item: str
    quantity: Number
    at: Moment
    wanted: Moment | None = None
    line: str = ""
    customer: str = ""
    location: str = ""
    price: Number | None = None
    priority: int | None = None
    partial: str = "no"


class Sale(msgspec.Struct, frozen=True):
    """Goods left over the counter; `receipt` makes it one sale and no other."""

    receipt: str
    item: str
    quantity: Number
    at: Moment
    location: str = ""
    price: Number | None = None


class Cancel(msgspec.Struct, frozen=True):
    """A customer cancels what is open of an order line."""

    order: str
    at: Moment
    line: str = ""


class Count(msgspec.Struct, frozen=True):
    """Somebody counted a stock point."""

    item: str
    quantity: Number
    at: Moment
    location: str = ""


class Event(msgspec.Struct, frozen=True):
    """Something happened to a pull or line, named by `reference` (P12, an open supply's, an order line).

    `event` is a word of the events table: received, started, finished, accepted, placed, confirmed, closed, held,
    freed, rejected, approved, shipped, delivered.
    """

    event: str
    reference: str
    at: Moment
    quantity: Number | None = None
    due: Moment | None = None


Signal = Order | Sale | Cancel | Count | Event
_EVENTS = {
    "received": Kind.RECEIVED,
    "started": Kind.STARTED,
    "finished": Kind.FINISHED,
    "accepted": Kind.PULL_ACCEPTED,
    "placed": Kind.PULL_PLACED,
    "confirmed": Kind.PULL_CONFIRMED,
    "closed": Kind.PULL_CLOSED,
    "held": Kind.PULL_HELD,
    "freed": Kind.PULL_FREED,
    "rejected": Kind.PULL_REJECTED,
    "approved": Kind.PULL_STARTED,
    "shipped": Kind.SHIPPED,
    "delivered": Kind.DELIVERED,
}
_PARTIAL = {"no": 0, "yes": 1, "order": 2}


class _Writer:
    def __init__(self, network: Network, journal: Journal) -> None:
        self.network, self.journal = network, journal
        self.unusable: list[Unusable] = []

    def tick(self, when: Moment) -> int:
        try:
            moment = parse_moment(when, self.network.settings.timezone) if isinstance(when, str) else when
            return int(self.network.clock.tick_of(moment))
        except ValueError as error:
            raise UsageError(f"time {when!r}; expected ISO 8601, as 2014-06-16 or 2014-06-16T09:30") from error

    def point(self, item: str, location: str) -> int:
        point = self.network.point_row(item, location)
        if point < 0:
            why = f"item {item!r} at {location or 'the default location'!r} is no stock point of the business"
            self.unusable.append(Unusable("signals", 0, f"{item} {location}".strip(), why))
        return point

    def quantity(self, point: int, value: Number) -> int:
        """Return a quantity in integer units, exactly."""
        try:
            scaled = Fraction(str(value)) * int(self.network.point["scale"][point])
        except (ValueError, ZeroDivisionError) as error:
            raise UsageError(f"quantity {value!r}; expected a number") from error
        if scaled.denominator != 1 or scaled < 0:
            decimals = int(self.network.point["decimals"][point])
            raise UsageError(f"quantity {value!r}; expected at least 0, with at most {decimals} decimals")
        return int(scaled)

    def price(self, point: int, value: Number | None) -> int:
        if value is None:
            return int(self.network.point["price"][point])
        return round(Fraction(str(value)) * COST_SCALE)

    def order(self, said: Order) -> Signals | None:
        point = self.point(said.item, said.location)
        if point < 0:
            return None
        tick = self.tick(said.at)
        rows = blank(1, Kind.ORDER_PLACED, np.array([tick]))
        text = f"{said.order}\t{said.line}" if said.line else said.order
        if said.partial not in _PARTIAL:
            raise UsageError(f"partial {said.partial!r}; expected one of {', '.join(_PARTIAL)}")
        party = self.network.parties.row(said.customer, CUSTOMER) if said.customer else -1
        own = int(self.network.party["priority"][party]) if party >= 0 else 5
        row = rows[0]
        row["point"], row["party"] = point + 1, party + 1
        row["quantity"], row["amount"] = self.quantity(point, said.quantity), self.price(point, said.price)
        row["due"] = self.tick(said.wanted) if said.wanted is not None else tick
        row["priority"] = said.priority if said.priority is not None else own
        row["code"] = _PARTIAL[said.partial]
        row["reference"] = self.journal.intern("line", [text])[0]
        row["lot"] = self.journal.intern("order", [said.order])[0]
        return signals("orders", actor_of(self.journal, "orders"), rows, [text])

    def sale(self, said: Sale) -> Signals | None:
        point = self.point(said.item, said.location)
        if point < 0:
            return None
        rows = blank(1, Kind.SALE_MADE, np.array([self.tick(said.at)]))
        rows["point"], rows["quantity"] = point + 1, self.quantity(point, said.quantity)
        rows["amount"], rows["priority"] = self.price(point, said.price), 5
        return signals("sales", actor_of(self.journal, "sales"), rows, [f"{said.receipt}\t{said.item}\t1"])

    def count(self, said: Count) -> Signals | None:
        point = self.point(said.item, said.location)
        if point < 0:
            return None
        rows = blank(1, Kind.COUNTED, np.array([self.tick(said.at)]))
        rows["point"], rows["quantity"], rows["priority"] = point + 1, self.quantity(point, said.quantity), 5
        key = f"{rows['tick'][0]}\tcounted\t{said.item}\t{said.location}"
        return signals("python", actor_of(self.journal, "python"), rows, [key])

    def cancel(self, said: Cancel) -> Signals:
        rows = blank(1, Kind.ORDER_CANCELLED, np.array([self.tick(said.at)]))
        text = f"{said.order}\t{said.line}" if said.line else said.order
        rows["reference"], rows["priority"] = self.journal.intern("line", [text])[0], 5
        return signals("orders", actor_of(self.journal, "orders"), rows, [f"{text}\tcancelled"])

    def event(self, said: Event) -> Signals:
        if said.event not in _EVENTS:
            raise UsageError(f"event {said.event!r}; expected one of {', '.join(_EVENTS)}")
        rows = blank(1, _EVENTS[said.event], np.array([self.tick(said.at)]))
        rows["reference"] = self.journal.intern("reference", [said.reference])[0]
        rows["due"] = self.tick(said.due) if said.due is not None else NEVER
        rows["priority"] = 5
        if said.quantity is not None:
            rows["quantity"] = self._event_quantity(said)
        key = f"{rows['tick'][0]}\t{said.event}\t{said.reference}\t{said.quantity}"
        return signals("python", actor_of(self.journal, "python"), rows, [key])

    def _event_quantity(self, said: Event) -> int:
        whole = Fraction(str(said.quantity))
        if whole.denominator != 1:
            raise UsageError(f"quantity {said.quantity!r}; expected whole units here")
        return int(whole)


def to_signals(said: Sequence[Signal], network: Network, journal: Journal) -> tuple[Signals, list[Unusable]]:
    """Return stated signals as facts, and those that cannot be used.

    Raises
    ------
    UsageError
        A value is wrong; nothing of the call is used.
    """
    writer = _Writer(network, journal)
    parts = []
    for one in said:
        part: Signals | None
        match one:
            case Order():
                part = writer.order(one)
            case Sale():
                part = writer.sale(one)
            case Count():
                part = writer.count(one)
            case Cancel():
                part = writer.cancel(one)
            case Event():
                part = writer.event(one)
        if part is not None:
            parts.append(part)
    taken = in_order(parts)
    check_rows(taken.rows)
    return taken, writer.unusable

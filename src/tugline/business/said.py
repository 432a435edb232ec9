"""Signals and events as people state them in Python."""

from datetime import datetime

import msgspec

Moment = str | datetime
Number = int | float | str


class Order(msgspec.Struct, frozen=True, tag=True):
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


class Sale(msgspec.Struct, frozen=True, tag=True):
    """Goods left over the counter; `receipt` makes it one sale and no other."""

    receipt: str
    item: str
    quantity: Number
    at: Moment
    location: str = ""
    price: Number | None = None


class Cancel(msgspec.Struct, frozen=True, tag=True):
    """A customer cancels what is open of an order line."""

    order: str
    at: Moment
    line: str = ""


class Count(msgspec.Struct, frozen=True, tag=True):
    """Somebody counted a stock point."""

    item: str
    quantity: Number
    at: Moment
    location: str = ""


class Event(msgspec.Struct, frozen=True, tag=True):
    """Something happened to what `reference` names: a pull (P12), an open supply, an order line (A-1 2), a resource.

    `event` is a word of the events table, and the other fields are its columns: received, started, finished, accepted,
    placed, confirmed, closed, held, freed, rejected, approved, shipped, delivered, returned, counted, scrapped, paid,
    deposit, freight_in, freight_out, expedite, overtime, down, up. Without a quantity all of it is meant.
    """

    event: str
    reference: str = ""
    at: Moment = ""
    quantity: Number | None = None
    due: Moment | None = None
    item: str = ""
    location: str = ""
    amount: Number | None = None


Signal = Order | Sale | Cancel | Count | Event
_CLASSES: dict[str, type[Signal]] = {kind.__name__: kind for kind in (Order, Sale, Cancel, Count, Event)}
SIGNAL = "signal"
"""Under this a row in quarantine holds the signal as it was stated, so that it can be tried again."""


def to_text(said: Signal) -> str:
    """Return a signal as text that `from_text` reads."""
    return msgspec.json.encode(said).decode()


def from_text(text: str) -> Signal:
    """Return the signal that was written by `to_text`; its moments are texts."""
    fields = msgspec.json.decode(text)
    return _CLASSES[fields.pop("type")](**fields)

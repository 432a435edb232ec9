"""Signals and events as people state them in Python."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from inspect import isgenerator
from typing import get_type_hints

import msgspec

from tugline.business.needed import need
from tugline.errors import UsageError

Moment = str | datetime
Number = int | float | str


class Order(msgspec.Struct, frozen=True, tag=True):
    """A customer orders something. `order` and `line` together are its key: the same again has no effect.

    `wanted` is when it is wanted; a bare date means by the end of that day. Without it an order is wanted as soon as
    can be: it ranks by the time of `at`, or the end of its day, and is never late. A `customer` must be known to the
    tables; an order for another waits in quarantine. `options` are what the customer chose, as `"colour=red size=54"`
    or by group; groups that are left away take their default. What the rules refuse waits in quarantine, too.
    """

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
    options: str | Mapping[str, str] = ""


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
    deposit, freight_in, freight_out, expedite, overtime, down, up, called, answered, fixed, consumed, quarantined,
    released, promised, withdrawn, agreed. Without a quantity all of it is meant. `lot` is the lot that came in, was
    used, left or is kept back, and `reason` says why somebody calls, stops or keeps back.
    """

    event: str
    reference: str = ""
    at: Moment = ""
    quantity: Number | None = None
    due: Moment | None = None
    item: str = ""
    location: str = ""
    amount: Number | None = None
    lot: str = ""
    reason: str = ""


Signal = Order | Sale | Cancel | Count | Event
_CLASSES: dict[str, type[Signal]] = {kind.__name__: kind for kind in (Order, Sale, Cancel, Count, Event)}
SIGNAL = "signal"
"""Under this a row in quarantine holds the signal as it was stated, so that it can be tried again."""


def refuse_others(said: Sequence[object]) -> None:
    """Refuse what is no signal, and signals with values of another type than their fields have.

    Raises
    ------
    UsageError
        One of them is something else.
    """
    for number, one in enumerate(said, 1):
        if not isinstance(one, Signal):
            names = ", ".join(_CLASSES)
            raise UsageError(f"signal {number}: {one!r:.80}; expected one of {names}", hint=_instead_of(one))
        for name, hint in _types_of(type(one)).items():
            need(f"{type(one).__name__}, {name}", getattr(one, name), hint)


@cache
def _types_of(kind: type[Signal]) -> dict[str, object]:
    """Return the type of each field; to work it out for every signal is most of the time that stating one takes."""
    return get_type_hints(kind)


def _instead_of(one: object) -> str:
    if isinstance(one, type) and one in _CLASSES.values():
        return f"Say what was signalled: `{one.__name__}(...)`."
    if isinstance(one, list | tuple | set) or isgenerator(one):
        return "Signals stand beside each other: `signal(*several)` hands over all of them."
    return ""


def to_text(said: Signal) -> str:
    """Return a signal as text that `from_text` reads."""
    return msgspec.json.encode(said, enc_hook=str).decode()


def from_text(text: str) -> Signal:
    """Return the signal that was written by `to_text`; its moments are texts."""
    fields = msgspec.json.decode(text)
    return _CLASSES[fields.pop("type")](**fields)

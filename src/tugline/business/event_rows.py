"""What happened, as the floor, the yard or a person tells it, becomes a fact: one rule for files and for Python."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tugline.business.bounds import more_than_left
from tugline.business.calls import CALL_STATES, SAYS_WHY
from tugline.business.lot_names import OF_LOTS, fill_lot, name_lot
from tugline.business.meant import Meant
from tugline.business.naming import Naming
from tugline.business.references import line_names
from tugline.business.resolving import names_something, scaled
from tugline.business.work_done import AT_NO_COST
from tugline.facts.kinds import NEVER, Kind
from tugline.journal.journal import Journal
from tugline.network.layout import CUSTOMER, SUPPLIER
from tugline.network.network import Network
from tugline.state.movement import (
    FREIGHT_EXPEDITE,
    FREIGHT_IN,
    FREIGHT_OUT,
    FROM_CUSTOMER,
    IN_CASH,
    ON_ACCOUNT,
    TO_SUPPLIER,
)
from tugline.units.quantity import format_money

KINDS = {
    "received": Kind.RECEIVED,
    "started": Kind.STARTED,
    "finished": Kind.FINISHED,
    "shipped": Kind.SHIPPED,
    "delivered": Kind.DELIVERED,
    "returned": Kind.RETURNED,
    "counted": Kind.COUNTED,
    "scrapped": Kind.SCRAPPED,
    "paid": Kind.PAID,
    "deposit": Kind.DEPOSIT_RECEIVED,
    "freight_in": Kind.FREIGHT_CHARGED,
    "freight_out": Kind.FREIGHT_CHARGED,
    "expedite": Kind.FREIGHT_CHARGED,
    "overtime": Kind.OVERTIME_CHARGED,
    "down": Kind.RESOURCE_DOWN,
    "up": Kind.RESOURCE_UP,
    "called": Kind.CALL_MOVED,
    "answered": Kind.CALL_MOVED,
    "fixed": Kind.CALL_MOVED,
    "consumed": Kind.LOT_CONSUMED,
    "quarantined": Kind.LOT_QUARANTINED,
    "released": Kind.LOT_RELEASED,
    "accepted": Kind.PULL_ACCEPTED,
    "placed": Kind.PULL_PLACED,
    "confirmed": Kind.PULL_CONFIRMED,
    "closed": Kind.PULL_CLOSED,
    "held": Kind.PULL_HELD,
    "freed": Kind.PULL_FREED,
    "rejected": Kind.PULL_REJECTED,
    "approved": Kind.PULL_STARTED,
    "promised": Kind.PROMISE_MADE,
    "withdrawn": Kind.PROMISE_CHANGED,
    "agreed": Kind.PROMISE_ACCEPTED,
}
"""The words of the events table."""
WORDS = {int(kind): word for word, kind in KINDS.items() if kind not in {Kind.FREIGHT_CHARGED, Kind.CALL_MOVED}}
"""The word of each kind that has a single one."""
ANSWERS = frozenset({
    "received", "started", "finished", "shipped", "delivered", "accepted", "placed", "confirmed", "paid", "freight_in",
    "freight_out",
})  # fmt: skip
"""Events that a plain or simulated world states itself; from people and files they are taken in a plant only."""
FREIGHT = {"freight_in": FREIGHT_IN, "freight_out": FREIGHT_OUT, "expedite": FREIGHT_EXPEDITE}
OF_MONEY = frozenset({"paid", "deposit", "overtime", *FREIGHT})
"""Events that say nothing without an amount."""
PRICED = frozenset({"deposit", "finished", "scrapped"})
"""Events of a pull or a line that may say what it cost, what was lost with it, or what was paid."""
DATED = {
    int(Kind.PULL_CONFIRMED): "none: as it was due",
    int(Kind.PULL_PLACED): "none: as it was due",
    int(Kind.PULL_HELD): "none: until it is freed",
    int(Kind.PULL_REJECTED): "none: for good",
    int(Kind.RESOURCE_DOWN): "none: nobody knows when it runs again",
    int(Kind.PROMISE_MADE): "the end of a later day",
}
"""Kinds that may name a date, and what they mean without one."""
BY_DAY_END = frozenset({"placed", "confirmed", "promised"})
"""Events whose date says when something comes: by the end of the day, if it names no time."""
OF_LINE = frozenset({"shipped", "delivered", "deposit", "promised", "withdrawn", "agreed"})
"""Events that say nothing without an order line."""
AT_A_POINT = frozenset({"returned", "counted", "scrapped"})
"""Events at a stock point; they say nothing without a quantity. For the others none means all of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it is told; None = it does not say. The quantity is in thousandths, the amount in cents."""

    event: str
    reference: str = ""
    item: str = ""
    location: str = ""
    quantity: int | None = None
    amount: int | None = None
    due: int = NEVER
    lot: str = ""
    reason: str = ""


class Terms(NamedTuple):
    """Customer (row of the parties, -1 = none) and price (1/10,000 of the currency per unit) of an order line.

    `past` tells that it is none of the facts: it was closed before the start. `left` is how much had left by then.
    `point` is the row of its stock point, -1 = none.
    """

    party: int
    price: int
    past: bool
    left: int
    point: int


class EventRows:
    """Fills in rows of facts for one business, in the order in which they happened.

    Parameters
    ----------
    terms
        Of the order lines that returns and payments may refer to, by their keys.
    meant
        Guesses what an unknown name may mean.
    """

    def __init__(self, network: Network, journal: Journal, terms: Mapping[str, Terms], meant: Meant) -> None:
        self._network, self._journal, self._terms, self._meant = network, journal, terms, meant
        self._back: Counter[str] = Counter()
        """Of lines that were closed before the start: what came back, by their keys."""

    def fill(self, row: np.void, told: Told) -> str:
        """Fill in a row and return why the event cannot be used, empty = it can."""
        network, event = self._network, told.event
        if event not in KINDS:
            return f"event {event!r}; expected one of {', '.join(sorted(KINDS))}{self._meant.word(event, list(KINDS))}"
        if event in ANSWERS and network.settings.world != "plant":
            return (
                f'the {network.settings.world} world states {event!r} itself; people may in a plant (world = "plant")'
            )
        row["kind"], row["priority"] = KINDS[event], 5
        row["due"] = told.due if KINDS[event] in DATED else max(0, told.due)
        if why := self._dated(row):
            return why
        if event == "promised" and told.due == NEVER:
            return "'promised' needs a due: by when"
        if event in OF_MONEY and not told.amount:
            return f"{event!r} needs an amount"
        if event in {"finished", "scrapped"} and (told.amount or 0) < 0:
            otherwise = "as at standard" if event == "finished" else "what went in"
            return f"{event!r} costs {format_money(told.amount or 0)}; expected 0 or more, or none: {otherwise}"
        if why := name_lot(self._journal, row, told):
            return why
        if event in CALL_STATES or event in {"down", "up", "overtime"}:
            row["amount"] = int(told.amount or 0) if event == "overtime" else 0
            return self._resource(row, told)
        if event == "paid":
            return self._payment(row, told)
        if event in FREIGHT:
            return self._freight(row, told)
        if told.item and network.registers.items.row(told.item) < 0:
            return f"item {told.item!r} is not known{self._meant.item(told.item)}"
        point = network.point_row(told.item, told.location) if told.item else -1
        row["point"] = max(0, point + 1)
        if event in OF_LOTS:
            return fill_lot(network, self._journal, row, told, point)
        if event in AT_A_POINT and not (event == "scrapped" and told.reference):
            return self._at_a_point(row, told, point)
        return self._of_something(row, told, point)

    def _dated(self, row: np.void) -> str:
        """Look whether a date lies before the time at which it was named; a bare date may be that of the same day."""
        due, at = int(row["due"]), int(row["occurred_at"])
        if int(row["kind"]) not in DATED or due >= at:
            return ""
        day_start = self._network.day_start
        if due == day_start[np.searchsorted(day_start, at, side="right") - 1]:
            return ""
        naming = Naming(self._network)
        otherwise = DATED[int(row["kind"])]
        return f"due {naming.minute(due)} lies before {naming.minute(at)}; expected a later time, or {otherwise}"

    def _resource(self, row: np.void, told: Told) -> str:
        name = told.reference or told.item
        row["code"] = CALL_STATES.get(told.event, 0)
        if told.reason and told.event in SAYS_WHY:
            row["lot"] = self._journal.intern("reason", [told.reason])[0]
        row["resource"] = self._network.registers.resources.row(name) + 1
        return "" if row["resource"] else f"resource {name!r} is not known{self._meant.resource(name)}"

    def _payment(self, row: np.void, told: Told) -> str:
        customer = self._network.parties.row(told.reference, CUSTOMER)
        supplier = self._network.parties.row(told.reference, SUPPLIER)
        _, terms = _named(self._terms, told.reference)
        party = customer if customer >= 0 else supplier if supplier >= 0 else terms.party if terms else -1
        if party < 0:
            maybe = self._meant.party(told.reference)
            return f"{told.reference!r} is no customer, supplier or order line with a customer; 'paid' needs one{maybe}"
        row["party"], row["amount"] = party + 1, int(told.amount or 0)
        row["code"] = TO_SUPPLIER if int(self._network.party["kind"][party]) == SUPPLIER else FROM_CUSTOMER
        return ""

    def _freight(self, row: np.void, told: Told) -> str:
        party = self._network.parties.row(told.reference, SUPPLIER) if told.reference else -1
        if told.reference and party < 0:
            maybe = self._meant.supplier(told.reference)
            return f"{told.reference!r} is no supplier; {told.event!r} names who is owed, or nobody{maybe}"
        amount = int(told.amount or 0)
        if amount < 0 and party < 0:
            # Freight below zero is somebody's credit note; of nobody's it is a sign too many.
            return (
                f"{told.event!r} of {format_money(amount)} names no supplier who credits it; expected one, or above 0"
            )
        row["party"], row["amount"], row["code"] = party + 1, amount, FREIGHT[told.event]
        return ""

    def _at_a_point(self, row: np.void, told: Told, point: int) -> str:
        if point < 0:
            maybe = self._meant.point(told.item, told.location) if told.item else ""
            return f"{told.event!r} needs an item and a location that are a stock point{maybe}"
        if told.quantity is None or (told.quantity == 0 and told.event != "counted"):
            return f"{told.event!r} needs a quantity"
        if told.event == "scrapped" and told.amount is not None:
            amount = format_money(told.amount)
            return (
                f"{told.event!r} at a stock point has an amount of {amount}; expected none, it costs its standard, or "
                "a pull as its reference"
            )
        row["quantity"], why = scaled(self._network, point, told.quantity)
        if why:
            return why
        if told.event == "returned":
            return self._returned(row, told, point)
        return ""

    def _returned(self, row: np.void, told: Told, point: int) -> str:
        name, terms = _named(self._terms, told.reference)
        if told.reference and not (terms and terms.past):
            # Who is credited with how much says the line itself, once it was taken in.
            row["reference"] = self._journal.intern("reference", [told.reference])[0]
            return ""
        if terms and (why := self._of_closed(row, told, point, terms, name)):
            return why
        price = int(self._network.point["price"][point])
        row["amount"], row["party"] = (terms.price, terms.party + 1) if terms else (price, 0)
        # A return that names no customer whose account could be credited is paid out.
        row["code"] = ON_ACCOUNT if row["party"] else IN_CASH
        return ""

    def _of_closed(self, row: np.void, told: Told, point: int, terms: Terms, name: str) -> str:
        """Look whether more came back of a line that was closed before the start than had left and not come back."""
        item = self._network.point["item"]
        if item[terms.point] != item[point]:
            return f"{told.reference!r} is for {self._network.items.name[int(item[terms.point])]!r}"
        away, back = terms.left - self._back[name], int(row["quantity"])
        if back > away:
            naming = Naming(self._network)
            return more_than_left(told.reference, naming.show(point, away), naming.show(point, back))
        self._back[name] += back
        return ""

    def _of_something(self, row: np.void, told: Told, point: int) -> str:
        if not told.reference and told.event in OF_LINE:
            return f"{told.event!r} needs an order line as its reference"
        if not told.reference and point < 0:
            return f"{told.event!r} needs a reference: a pull (P12), an open supply's reference or an order line"
        if told.quantity == 0 or (told.quantity is None and told.event in AT_A_POINT):
            otherwise = "" if told.event in AT_A_POINT else ", or none: all of it"
            return f"{told.event!r} needs a quantity above 0{otherwise}"
        row["quantity"] = told.quantity or 0
        if told.event in PRICED:
            row["amount"] = AT_NO_COST if told.amount == 0 else told.amount or 0
        if told.reference:
            row["reference"] = self._journal.intern("reference", [told.reference])[0]
        assert names_something(np.array([row]))[0]
        return ""


def _named(terms: Mapping[str, Terms], reference: str) -> tuple[str, Terms | None]:
    """Return key and terms of the line that a text names, if there is one."""
    return next(((name, terms[name]) for name in line_names(reference) if name in terms), ("", None))

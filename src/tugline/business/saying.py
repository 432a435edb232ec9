"""What people state in Python becomes facts: whatever is wrong with a value is said before anything is queued."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction

import numpy as np

from tugline.business.choosing import Chooser
from tugline.business.event_rows import BY_DAY_END, EventRows, Told
from tugline.business.meant import Meant
from tugline.business.opening import actor_of
from tugline.business.outside import Signals, blank, in_order, signals
from tugline.business.resolving import THOUSANDTHS
from tugline.business.said import SIGNAL, Cancel, Count, Event, Moment, Number, Order, Sale, Signal, to_text
from tugline.business.signal_reader import Unusable
from tugline.business.tabled_choices import follow
from tugline.errors import UsageError
from tugline.facts.kinds import NEVER, Kind
from tugline.facts.limits import AMOUNT_MAX, check_rows
from tugline.journal.journal import Journal
from tugline.network.layout import COST_SCALE, CUSTOMER, LARGEST_WHOLE
from tugline.network.network import Network
from tugline.units.time import parse_moment

BEFORE = "What was before the start is told by the tables `stock`, `supply`, `balances` and `orders`."
_AT_LEAST_0 = "0 or more, with at most 3 decimals"
_PARTIAL = {"no": 0, "yes": 1, "order": 2}


@dataclass(frozen=True, slots=True)
class Taken:
    """Stated signals as facts, and by its key each as it was stated."""

    signals: Signals
    said: dict[bytes, Signal]


def tick_of(network: Network, when: Moment, *, day_end: bool = False) -> int:
    """Return the tick of a moment; one without an offset is in the business's time zone.

    A bare date is the first tick of that day, with `day_end` the last.

    Raises
    ------
    UsageError
        It is no moment.
    """
    try:
        text = when.isoformat() if isinstance(when, datetime) else when
        return int(network.clock.tick_of(parse_moment(text, network.settings.timezone, day_end=day_end)))
    except (ValueError, OverflowError) as error:
        raise UsageError(f"time {when!r}; expected ISO 8601, as 2014-06-16 or 2014-06-16T09:30") from error


def as_name(what: str, text: str, *, needed: bool = True) -> str:
    """Return a name as it is, if it can be one.

    Raises
    ------
    UsageError
        It is empty though it is needed, or has control characters or blanks around it.
    """
    if (needed and not text) or not text.isprintable() or text != text.strip():
        raise UsageError(f"{what} {text!r}; expected a name without control characters and blanks around it")
    return text


class _Writer:
    def __init__(self, network: Network, journal: Journal) -> None:
        self.network, self.journal = network, journal
        self.meant, self.chooser = Meant(network), Chooser(network)
        self.unusable: list[Unusable] = []

    def tick(self, when: Moment) -> int:
        """Return the tick at which something happened."""
        tick = tick_of(self.network, when)
        if tick < 0:
            start = self.network.clock.iso(0)
            raise UsageError(f"at {when!r} lies before the start, {start}; expected a time from then on", hint=BEFORE)
        return tick

    def point(self, item: str, location: str, *named: str) -> int:
        """Return a stock point, -1 = there is none, and the signal, which is called as `named`, cannot be used."""
        point = self.network.point_row(item, location)
        if point < 0:
            shown = " ".join(name for name in (*named, item, location) if name)
            self.unusable.append(Unusable("signals", 0, shown, self.meant.no_point(item, location)))
        return point

    def customer(self, name: str, *named: str) -> int:
        """Return the row of a customer, -1 = nobody is named, or, as for a point, one who is not known."""
        party = self.network.parties.row(name, CUSTOMER) if name else -1
        if name and party < 0:
            why = f"customer {name!r} is not known: write them into the customers table{self.meant.customer(name)}"
            self.unusable.append(Unusable("signals", 0, " ".join(part for part in named if part), why))
        return party

    def quantity(self, point: int, value: Number, *, above: int = 0) -> int:
        """Return a quantity in integer units, exactly; `above` is the largest one that is too small."""
        decimals = int(self.network.point["decimals"][point])
        least = "more than 0" if above == 0 else "0 or more"
        expected = f"{least} and at most {LARGEST_WHOLE:.0e}, with at most {decimals} decimals"
        scale = int(self.network.point["scale"][point])
        return _scaled("quantity", value, scale, above, expected, most=LARGEST_WHOLE * scale)

    def price(self, point: int, value: Number | None) -> int:
        if value is None:
            return int(self.network.point["price"][point])
        return _scaled("price", value, COST_SCALE, -1, "0 or more, at most 4 decimals")

    def order(self, said: Order) -> Signals | None:
        point = self.point(said.item, said.location, said.order, said.line)
        if point < 0:
            return None
        party = self.customer(said.customer, said.order, said.line, said.item, said.location)
        if said.customer and party < 0:
            return None
        choice, why = self.chooser.number(point, said.options)
        if why:
            named = " ".join(part for part in (said.order, said.line, said.item) if part)
            self.unusable.append(Unusable("signals", 0, named, why))
            return None
        tick, text = self.tick(said.at), self._key(said.order, said.line)
        rows = blank(1, Kind.ORDER_PLACED, np.array([tick]))
        if said.partial not in _PARTIAL:
            raise UsageError(f"partial {said.partial!r}; expected one of {', '.join(_PARTIAL)}")
        own = int(self.network.party["priority"][party]) if party >= 0 else 5
        row = rows[0]
        row["point"], row["party"] = point + 1, party + 1
        row["quantity"], row["amount"] = self.quantity(point, said.quantity), self.price(point, said.price)
        row["due"] = tick_of(self.network, said.at if said.wanted is None else said.wanted, day_end=True)
        row["priority"] = said.priority if said.priority is not None else own
        if row["priority"] < 1:
            raise UsageError(f"priority {said.priority}; expected 1 or more, 1 is served first")
        row["code"] = _PARTIAL[said.partial]
        row["reference"] = self.journal.intern("line", [text])[0]
        row["lot"] = self.journal.intern("order", [said.order])[0]
        placed = signals("orders", actor_of(self.journal, "python"), rows, [text])
        stated = np.array([said.price is not None])
        return in_order([placed, follow(self.journal, self.network, placed, np.array([choice]), stated)])

    def _key(self, order: str, line: str) -> str:
        order, line = as_name("order", order), as_name("line", line, needed=False)
        return f"{order}\t{line}" if line else order

    def sale(self, said: Sale) -> Signals | None:
        point = self.point(said.item, said.location, said.receipt)
        if point < 0:
            return None
        rows = blank(1, Kind.SALE_MADE, np.array([self.tick(said.at)]))
        rows["point"], rows["quantity"] = point + 1, self.quantity(point, said.quantity)
        rows["amount"], rows["priority"] = self.price(point, said.price), 5
        key = f"{as_name('receipt', said.receipt)}\t{said.item}\t1"
        return signals("sales", actor_of(self.journal, "python"), rows, [key])

    def count(self, said: Count) -> Signals | None:
        point = self.point(said.item, said.location)
        if point < 0:
            return None
        rows = blank(1, Kind.COUNTED, np.array([self.tick(said.at)]))
        rows["point"], rows["quantity"], rows["priority"] = point + 1, self.quantity(point, said.quantity, above=-1), 5
        key = f"{rows['tick'][0]}\tcounted\t{said.item}\t{said.location}"
        return signals("python", actor_of(self.journal, "python"), rows, [key])

    def cancel(self, said: Cancel) -> Signals:
        rows = blank(1, Kind.ORDER_CANCELLED, np.array([self.tick(said.at)]))
        text = self._key(said.order, said.line)
        rows["reference"], rows["priority"] = self.journal.intern("line", [text])[0], 5
        return signals("orders", actor_of(self.journal, "python"), rows, [f"{text}\tcancelled"])

    def event(self, said: Event) -> Signals | None:
        tick = self.tick(said.at)
        rows = blank(1, Kind.COUNTED, np.array([tick]))
        by_day = said.event in BY_DAY_END
        due = tick_of(self.network, said.due, day_end=by_day) if said.due is not None else NEVER
        quantity, amount = said.quantity, said.amount
        told = Told(
            said.event, said.reference, said.item, said.location,
            None if quantity is None else _scaled("quantity", quantity, THOUSANDTHS, -1, _AT_LEAST_0),
            None if amount is None else _scaled("amount", amount, 100, -AMOUNT_MAX, "money, with at most 2 decimals"),
            due, as_name("lot", said.lot, needed=False), as_name("reason", said.reason, needed=False),
        )  # fmt: skip
        why = EventRows(self.network, self.journal, {}, self.meant).fill(rows[0], told)
        if why:
            shown = " ".join(name for name in (said.event, said.reference, said.item) if name)
            self.unusable.append(Unusable("python", 0, shown, why))
            return None
        # What was said before there were lots and reasons keeps its key.
        *others, lot, reason = astuple(told)
        key = "\t".join(str(part) for part in (tick, *others, *((lot, reason) if lot or reason else ())))
        return signals("python", actor_of(self.journal, "python"), rows, [key])


DIGITS_MAX = 40
"""Places of a number, before or after the point, beyond which it is not looked at."""


def _scaled(what: str, value: Number, scale: int, above: int, expected: str, *, most: int = AMOUNT_MAX) -> int:
    """Return a number times a scale, exactly; `above` is the largest that is too small."""
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise UsageError(f"{what} {value!r}; expected a number") from error
    # A large exponent would be written out in full.
    if not number.is_finite() or abs(number.adjusted()) > DIGITS_MAX:
        raise UsageError(f"{what} {value!r}; expected {expected}")
    scaled = Fraction(number) * scale
    if scaled.denominator != 1 or not above < scaled <= most:
        raise UsageError(f"{what} {value!r}; expected {expected}")
    return int(scaled)


def to_signals(said: Sequence[Signal], network: Network, journal: Journal) -> tuple[Taken, list[Unusable]]:
    """Return stated signals as facts, and those that cannot be used.

    Raises
    ------
    UsageError
        A value is wrong; nothing of the call is used.
    """
    writer = _Writer(network, journal)
    parts = list[Signals]()
    by_key = dict[bytes, Signal]()
    for one in said:
        part: Signals | None
        known = len(writer.unusable)
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
            by_key |= {digest.tobytes(): one for digest in part.digests}
        writer.unusable[known:] = [replace(row, more={SIGNAL: to_text(one)}) for row in writer.unusable[known:]]
    taken = in_order(parts)
    check_rows(taken.rows)
    return Taken(taken, by_key), writer.unusable

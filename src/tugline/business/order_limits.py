"""Orders held to the limits of their customers: at the promise desk, and as signals are taken in."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from tugline.business.core import Core
from tugline.business.ordered import Ordered, PastLine
from tugline.business.outside import Signals
from tugline.business.standing import THOUSANDTHS, OrderLimit, Standing
from tugline.business.tabled_choices import BEHIND
from tugline.facts.kinds import NEVER, Kind
from tugline.promise.order_limits import Had, counted
from tugline.units.quantity import format_number

_PLACED, _CHANGED = int(Kind.ORDER_PLACED), int(Kind.ORDER_CHANGED)
LIMIT = "limit: "
"""What the reasons begin with."""
FEW = 3
"""So many orders are named."""


class Beside(NamedTuple):
    """An order line as a limit counts it."""

    order: str
    item: str
    at: int
    quantity: Fraction
    """In item units."""


class OrderLimits:
    """Tells why an order would pass a limit. It reads what was ordered in the journal, and decides nothing else."""

    def __init__(self, core: Core, standing: Standing, ordered: Ordered) -> None:
        self._core, self._standing, self._ordered = core, standing, ordered

    def refusal(
        self, point: int, party: int, quantity: int, at: int, *, beside: Iterable[Beside] = (), instead_of: int = 0
    ) -> str:
        """Return why a customer may not order so much at a time, empty = they may.

        Parameters
        ----------
        point, party
            Rows of the network; party -1 = nobody is named: each such order is one of a customer of its own.
        quantity
            In the item's integer units.
        beside
            What else its customer orders with it, not in the journal yet.
        instead_of
            The id of a line that asks for so much from now on, 0 = it is a new one.
        """
        limits = self._standing.limits_on(point, party)
        if not limits:
            return ""
        network = self._core.network
        customer = network.party_names[party] if party >= 0 else ""
        had = [*self._had(customer, instead_of), *beside] if party >= 0 else []
        return passes(limits, customer, had, self._units(point, quantity), at)

    def beyond(self, line: PastLine, point: int, party: int) -> str:
        """Return which limit a line passes with what its customer ordered before it, empty = none.

        Limits may be newer than orders, and a row may have been let in under another one.
        """
        limits = self._standing.limits_on(point, party)
        if not limits:
            return ""
        had = self._had(line.customer, line.id, before=line.id) if party >= 0 else []
        return passes(limits, line.customer, had, self._units(point, line.counts), line.at)

    def held_back(self, pending: Signals) -> np.ndarray:
        """Return which signals, bool, are orders that a limit holds for, with their terms and choices behind them.

        Whatever else happens at their time comes first: a cancellation makes room.
        """
        held = self.concerned(pending.rows) & (pending.rows["kind"] == _PLACED)
        every: np.ndarray = held | _behind(pending, held)
        return every

    def let_in(self, due: Signals) -> tuple[np.ndarray, list[str]]:
        """Return which signals, bool, pass no limit, taken in at once in their order; and of each other one why."""
        why = self.over(due)
        out = np.array([bool(each) for each in why], np.bool_)
        return ~(out | _behind(due, out & (due.rows["kind"] == _PLACED))), why

    def concerned(self, rows: np.ndarray) -> np.ndarray:
        """Return which rows, bool, are orders or changes of orders that a limit holds for."""
        found = np.zeros(len(rows), np.bool_)
        if self._standing.any_limits:
            for i in np.flatnonzero(np.isin(rows["kind"], (_PLACED, _CHANGED))).tolist():
                found[i] = bool(self._standing.limits_on(int(rows["point"][i]) - 1, int(rows["party"][i]) - 1))
        return found

    def over(self, due: Signals) -> list[str]:
        """Return for each signal, in the order in which all are to be taken in at once, why it passes a limit, if so.

        What is let in counts for those behind it.
        """
        why, beside = [""] * len(due), dict[int, list[Beside]]()
        for i in np.flatnonzero(self.concerned(due.rows)).tolist():
            row = due.rows[i]
            point, party = int(row["point"]) - 1, int(row["party"]) - 1
            placed = int(row["kind"]) == _PLACED
            line = None if placed else self._ordered.line(int(row["reference"]))
            at, before = (line.at, line.counts) if line else (int(row["occurred_at"]), 0)
            if int(row["quantity"]) <= before:
                continue  # less is always welcome, whatever the limits are now
            others = beside.setdefault(party, [])
            why[i] = self.refusal(
                point, party, int(row["quantity"]), at, beside=others, instead_of=line.id if line else 0
            )
            if not why[i] and party >= 0:
                item = self._core.network.point_names[point].partition("\t")[0]
                name = self._core.journal.texts([line.key if line else int(row["reference"])])[0]
                more = self._units(point, int(row["quantity"]) - before)
                others.append(Beside(name.replace("\t", " line "), item, at, more))
        return why

    def _had(self, customer: str, but: int, before: int = NEVER) -> list[Beside]:
        lines = [line for line in self._ordered.of(customer) if line.id != but and line.id < before]
        items = self._core.network.registers.items
        known = [line for line in lines if items.row(line.item) >= 0]
        texts = self._core.journal.texts([line.key for line in known])
        scales = [int(self._core.network.items.scale[items.row(line.item)]) for line in known]
        return [
            Beside(text.replace("\t", " line "), line.item, line.at, Fraction(line.counts, scale))
            for line, text, scale in zip(known, texts, scales, strict=True)
        ]

    def _units(self, point: int, quantity: int) -> Fraction:
        return Fraction(quantity, int(self._core.network.point["scale"][point]))


def passes(
    limits: Sequence[OrderLimit], customer: str, had: Sequence[Beside], asked: Fraction, at: int
) -> str:  # fmt: skip
    """Return why so much, asked for at a time beside what a customer had, passes one of some limits; empty = none."""
    for limit in limits:
        own = [line for line in had if line.item in limit.items and line.quantity]
        orders = [Had(line.at, int(line.quantity * THOUSANDTHS)) for line in own]
        most, places = counted(orders, at, limit.within)
        if most + asked * THOUSANDTHS > limit.most:
            return _says(limit, customer, Fraction(most, THOUSANDTHS), [own[place].order for place in places], asked)
    return ""


def _behind(signals: Signals, lines: np.ndarray) -> np.ndarray:
    """Return which signals, bool, are terms or choices behind those order lines: their keys say whose they are."""
    found = np.zeros(len(signals), np.bool_)
    for i in np.flatnonzero(lines).tolist():
        for j in range(i + 1, min(i + 1 + BEHIND, len(signals))):
            apart = signals.digests[j] - signals.digests[i]
            found[j] |= bool(apart[0] == 0 and 0 < apart[1] <= BEHIND)
    return found


def _says(limit: OrderLimit, customer: str, had: Fraction, orders: Sequence[str], asked: Fraction) -> str:
    most = format_number(limit.most / THOUSANDTHS)
    rule = f"{LIMIT}{most} {limit.says} per customer{limit.span}"
    if not customer:
        return f"{rule}; nobody is named, and {format_number(float(asked))} are asked for"
    named = ", ".join(orders[:FEW]) + (f" and {len(orders) - FEW} more" if len(orders) > FEW else "")
    has = f"{customer} has {format_number(float(had))} in {named}" if had else f"{customer} has none"
    return f"{rule}; {has}, and {format_number(float(asked))} are asked for"

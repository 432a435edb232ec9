"""What became of the order lines of one simulated run, kept as columns while the facts go by."""

from typing import NamedTuple

import numpy as np

from tugline.facts.kinds import NEVER, Kind
from tugline.ledger.service import Service, measure_service

CANCELLED = -1
"""Quantity of a line that is not wanted any more."""


class Watch:
    """Takes in facts in journal order and tells of the lines placed at or after tick `since`."""

    def __init__(self, since: int) -> None:
        self._since = since
        self._placed: list[np.ndarray] = []
        self._delivered: list[np.ndarray] = []
        self._changed: list[np.ndarray] = []
        self._begun: list[np.ndarray] = []

    def add(self, facts: np.ndarray) -> None:
        """Take in facts; they are not kept."""
        placed = facts[(facts["kind"] == Kind.ORDER_PLACED) & (facts["tick"] >= self._since)]
        columns = ("seq", "occurred_at", "quantity", "due")
        self._placed.append(np.stack([placed[name] for name in columns]))
        changed = facts[(facts["kind"] == Kind.ORDER_CHANGED) | (facts["kind"] == Kind.ORDER_CANCELLED)]
        cancelled = changed["kind"] == Kind.ORDER_CANCELLED
        if len(changed):
            wanted = np.where(cancelled, CANCELLED, changed["quantity"])
            self._changed.append(np.stack([changed["reference"], wanted, changed["due"]]))
        delivered = facts[facts["kind"] == Kind.DELIVERED]
        self._delivered.append(np.stack([delivered[name] for name in ("reference", "tick", "quantity")]))
        begun = facts[(facts["kind"] == Kind.PULL_PLACED) | (facts["kind"] == Kind.STARTED)]
        self._begun.append(np.stack([begun[name] for name in ("reference", "tick", "source")]))

    def lines(self) -> "Lines":
        """Return what became of them so far."""
        ids, ordered, quantity, wanted = _joined(self._placed, 4)
        line, tick, arrived = _joined(self._delivered, 3)
        place, own = places(ids, line)
        place, tick, arrived = place[own], tick[own], arrived[own]
        of, new_quantity, new_wanted = _joined(self._changed, 3)
        changed, there = places(ids, of)
        is_off = np.zeros(len(ids), np.bool_)
        is_off[changed[there & (new_quantity == CANCELLED)]] = True
        there &= new_quantity != CANCELLED
        # Of several changes the last one stays: they are in the journal's order.
        quantity[changed[there]], wanted[changed[there]] = new_quantity[there], new_wanted[there]
        total, last, in_time = (np.zeros(len(ids), np.int64) for _ in range(3))
        np.add.at(total, place, arrived)
        np.maximum.at(last, place, tick)
        soon = tick <= wanted[place]
        np.add.at(in_time, place[soon], arrived[soon])
        # What is cancelled was ordered as far as it came; a line of which nothing came is none.
        quantity[is_off] = np.minimum(quantity, total)[is_off]
        return Lines(ordered, quantity, wanted, np.where(total >= quantity, last, NEVER), in_time)

    def orders(self, cents: np.ndarray | None) -> "Orders":
        """Return how many orders and lots were begun since, and what they cost: `cents` by source, None = nothing.

        A pull is begun when it is placed with a supplier or when its first step starts. What is asked of one source at
        one time is one order, in however many pulls its `maximum` or its cards cut it.
        """
        pull, tick, source = _joined(self._begun, 3)
        _, first = np.unique(pull, return_index=True)
        first = first[tick[first] >= self._since]
        # Without a source nothing says that two pulls go the same way.
        giver = np.where(source[first] > 0, source[first], -pull[first])
        giver = np.unique(np.stack([giver, tick[first]]), axis=1)[0]
        own_source = giver[giver > 0] - 1
        return Orders(len(giver), int(cents[own_source].sum()) if cents is not None else 0)


class Orders(NamedTuple):
    """Orders with suppliers and lots made or moved that were begun, and what they cost beside their price, in cents."""

    placed: int
    cents: int


class Waits(NamedTuple):
    """Days from order to delivery of each line, or to the end where it is not `done`."""

    days: np.ndarray
    done: np.ndarray

    def of_most(self, percent: int) -> float | None:
        """Return the days that so many percent of the lines, above 0 to 100, take at most; None without lines.

        It is the quantile by nearest rank, and so the days of a line.
        """
        n = len(self.days)
        return float(np.sort(self.days)[-(-n * percent // 100) - 1]) if n else None


class Lines(NamedTuple):
    """Columns of order lines: ticks and quantities; `delivered` NEVER while something is missing."""

    ordered: np.ndarray
    quantity: np.ndarray
    wanted: np.ndarray
    delivered: np.ndarray
    in_time: np.ndarray

    def service(self, as_of: int) -> Service:
        """Return the service over these lines up to a tick, in ticks."""
        return measure_service(
            self.ordered, self.delivered, self.quantity, self.wanted, as_of_tick=as_of, in_time=self.in_time
        )

    def waits(self, as_of: int, per_day: float) -> Waits:
        """Return how long every line took by a tick; one that is not complete counts with its age, and so at least."""
        done = self.delivered <= as_of
        until = np.where(done, self.delivered, np.maximum(as_of, self.ordered))
        kept = self.quantity > 0
        return Waits(((until - self.ordered) / per_day)[kept], done[kept])


def places(ids: np.ndarray, of: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the places among `ids` (ascending) of some ids, and which of these (bool) stand there at all."""
    place = np.searchsorted(ids, of)
    own = place < len(ids)
    own[own] = ids[place[own]] == of[own]
    return place, own


def _joined(parts: list[np.ndarray], width: int) -> np.ndarray:
    return np.concatenate([np.zeros((width, 0), np.int64), *parts], axis=1)

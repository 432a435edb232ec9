"""What became of the order lines of one simulated run, kept as columns while the facts go by."""

from typing import NamedTuple

import numpy as np

from tugline.facts.kinds import NEVER, Kind
from tugline.ledger.service import Service, measure_service


class Watch:
    """Takes in facts in journal order and answers for the lines placed at or after tick `since`."""

    def __init__(self, since: int) -> None:
        self._since = since
        self._placed: list[np.ndarray] = []
        self._delivered: list[np.ndarray] = []

    def add(self, facts: np.ndarray) -> None:
        """Take in facts; they are not kept."""
        placed = facts[(facts["kind"] == Kind.ORDER_PLACED) & (facts["tick"] >= self._since)]
        columns = ("seq", "occurred_at", "quantity", "due")
        self._placed.append(np.stack([placed[name] for name in columns]))
        delivered = facts[facts["kind"] == Kind.DELIVERED]
        self._delivered.append(np.stack([delivered[name] for name in ("reference", "tick", "quantity")]))

    def service(self, as_of: int) -> Service:
        """Return the service over the lines placed since then, up to a tick, in ticks."""
        lines = self._lines()
        return measure_service(
            lines.ordered, lines.delivered, lines.quantity, lines.wanted, as_of_tick=as_of, in_time=lines.in_time
        )

    def waits(self, as_of: int, per_day: float) -> "Waits":
        """Return how long every line took by a tick; one that is not complete counts with its age, and so at least."""
        lines = self._lines()
        done = lines.delivered <= as_of
        until = np.where(done, lines.delivered, np.maximum(as_of, lines.ordered))
        return Waits((until - lines.ordered) / per_day, done)

    def _lines(self) -> "_Lines":
        ids, ordered, quantity, wanted = _joined(self._placed, 4)
        line, tick, arrived = _joined(self._delivered, 3)
        place = np.searchsorted(ids, line)
        own = place < len(ids)
        own[own] = ids[place[own]] == line[own]
        place, tick, arrived = place[own], tick[own], arrived[own]
        total, last, in_time = (np.zeros(len(ids), np.int64) for _ in range(3))
        np.add.at(total, place, arrived)
        np.maximum.at(last, place, tick)
        soon = tick <= wanted[place]
        np.add.at(in_time, place[soon], arrived[soon])
        return _Lines(ordered, quantity, wanted, np.where(total >= quantity, last, NEVER), in_time)


class Waits(NamedTuple):
    """Days from order to delivery of each line, or to the end where it is not `done`."""

    days: np.ndarray
    done: np.ndarray


class _Lines(NamedTuple):
    """Columns of order lines: ticks and quantities; `delivered` NEVER while something is missing."""

    ordered: np.ndarray
    quantity: np.ndarray
    wanted: np.ndarray
    delivered: np.ndarray
    in_time: np.ndarray


def _joined(parts: list[np.ndarray], width: int) -> np.ndarray:
    return np.concatenate([np.zeros((width, 0), np.int64), *parts], axis=1)

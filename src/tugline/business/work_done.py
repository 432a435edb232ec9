"""What work was put into pulls: a plant that only says what came in has done the work for it, too.

A receipt takes the material that nobody said was started; in the same way it takes the conversion at standard, or the
charge of who works outside, that nobody said was finished. Without it the work would look like a gain in production.
"""

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from tugline.facts.kinds import NEVER, Kind
from tugline.journal.journal import Journal
from tugline.network.layout import MAKE
from tugline.network.network import Network

_TOLD = np.array([int(kind) for kind in (Kind.FINISHED, Kind.RECEIVED, Kind.SUPPLY_OPENED)])
HOUR_SECONDS = 3600


@dataclass(slots=True)
class WorkDone:
    """Pieces of each pull that are finished and not received; read from the journal as it grows."""

    journal: Journal
    _waiting: dict[int, int] = field(default_factory=dict)
    _begun: set[int] = field(default_factory=set)
    _scanned: int = 0

    def waiting(self, pull: int) -> int:
        """Return the finished pieces that are still to come in; what was open at the start is taken as finished."""
        last = self.journal.last_seq
        for rows in self.journal.read(self._scanned, last):
            for row in rows[np.isin(rows["kind"], _TOLD)]:
                self._add(row)
        self._scanned = last
        return self._waiting.get(pull, 0)

    def is_first(self, pull: int) -> bool:
        """Return whether no work of a pull was stated yet."""
        return pull not in self._begun

    def _add(self, row: np.void) -> None:
        kind, quantity = int(row["kind"]), int(row["quantity"])
        pull = int(row["seq"] if kind == Kind.SUPPLY_OPENED else row["reference"])
        if kind != Kind.RECEIVED:
            self._begun.add(pull)
        change = {int(Kind.SUPPLY_OPENED): NEVER, int(Kind.RECEIVED): -quantity}.get(kind, quantity)
        self._waiting[pull] = self._waiting.get(pull, 0) + change


def charge(network: Network, source: int, good: int, *, first: bool) -> tuple[int, int]:
    """Return who is owed for the work on some good pieces (row of the parties + 1, 0 = nobody) and what, in cents.

    Outside it is the service price. In house it is labour and the hours of each resource at standard, first
    alternatives only; set-ups count with the `first` pieces of a pull.
    """
    record = network.source[source]
    scale = int(network.point["scale"][int(record["point"])])
    if record["supplier"] >= 0:
        return int(record["supplier"]) + 1, round(Fraction(good * int(record["unit_cost"]), scale * 100))
    started = -(-good * int(record["yield_denominator"]) // int(record["yield_numerator"]))
    total = 0
    for operation in network.operation[int(record["operation_start"]) : int(record["operation_stop"])]:
        if operation["alternative"]:
            continue
        ticks = -(-started * int(operation["run_numerator"]) // int(operation["run_denominator"]))
        seconds = (ticks + int(operation["setup_ticks"]) * first) * network.tick_seconds
        hourly = int(network.resource["cost_per_hour"][int(operation["resource"])])
        total += round(Fraction(started * int(operation["labour_cost"]), scale * 100))
        total += round(Fraction(hourly * seconds, HOUR_SECONDS * 100))
    return 0, total


def with_work(network: Network, done: WorkDone, rows: np.ndarray) -> np.ndarray:
    """Return facts of a pulse with a `Finished` before each receipt of made goods whose work nobody stated.

    It has no actor: it follows from the receipt, of whatever pieces are not finished yet.
    """
    received = np.flatnonzero((rows["kind"] == int(Kind.RECEIVED)) & (rows["source"] > 0))
    made = received[network.source["kind"][rows["source"][received] - 1] == MAKE]
    before, extra = [], []
    for i in made.tolist():
        row = rows[i]
        pull = int(row["reference"])
        missing = int(row["quantity"]) - done.waiting(pull)
        if missing <= 0:
            continue
        more = row.copy()
        more["kind"], more["quantity"], more["actor"] = Kind.FINISHED, missing, 0
        more["party"], more["amount"] = charge(network, int(row["source"]) - 1, missing, first=done.is_first(pull))
        before.append(i)
        extra.append(more)
    return np.insert(rows, before, np.array(extra, rows.dtype)) if extra else rows

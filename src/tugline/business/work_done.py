"""What work was put into pulls: a plant that only says what came in has done the work for it, too.

A receipt takes the material that nobody said was started; in the same way it takes the conversion at standard, or the
charge of who works outside, that nobody said was finished. Without it the work would look like a gain in production.
"""

import numpy as np

from tugline.business.core import Core
from tugline.business.following import Follower
from tugline.facts.kinds import NEVER, Kind
from tugline.journal.journal import Journal
from tugline.ledger.transfer import cents
from tugline.network.layout import MAKE
from tugline.world.answer import operation_cost


class WorkDone(Follower):
    """Pieces of each pull that are finished and not received."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal, Kind.FINISHED, Kind.RECEIVED, Kind.SUPPLY_OPENED)
        self._waiting: dict[int, int] = {}
        self._begun: set[int] = set()

    def waiting(self, pull: int) -> int:
        """Return the finished pieces that are still to come in; what was open at the start is taken as finished."""
        self.catch_up()
        return self._waiting.get(pull, 0)

    def is_first(self, pull: int) -> bool:
        """Return whether no work of a pull was stated yet."""
        self.catch_up()
        return pull not in self._begun

    def _add(self, row: np.void) -> None:
        kind, quantity = int(row["kind"]), int(row["quantity"])
        pull = int(row["seq"] if kind == Kind.SUPPLY_OPENED else row["reference"])
        if kind != Kind.RECEIVED:
            self._begun.add(pull)
        change = {int(Kind.SUPPLY_OPENED): NEVER, int(Kind.RECEIVED): -quantity}.get(kind, quantity)
        self._waiting[pull] = self._waiting.get(pull, 0) + change


def charge(core: Core, source: int, good: int, *, first: bool) -> tuple[int, int]:
    """Return who is owed for the work on some good pieces (row of the parties + 1, 0 = nobody) and what, in cents.

    Outside it is the service price. In house it is labour and the hours of each resource at standard, first
    alternatives only; set-ups count with the `first` pieces of a pull.
    """
    record = core.network.source[source]
    scale = int(core.network.point["scale"][int(record["point"])])
    if record["supplier"] >= 0:
        return int(record["supplier"]) + 1, cents(good, int(record["unit_cost"]), scale)
    started = -(-good * int(record["yield_denominator"]) // int(record["yield_numerator"]))
    total = 0
    for row in range(int(record["operation_start"]), int(record["operation_stop"])):
        operation = core.network.operation[row]
        if operation["alternative"]:
            continue
        ticks = -(-started * int(operation["run_numerator"]) // int(operation["run_denominator"]))
        total += operation_cost(core.grid, row, started, ticks + int(operation["setup_ticks"]) * first, scale)
    return 0, total


def with_work(core: Core, done: WorkDone, rows: np.ndarray) -> np.ndarray:
    """Return facts of a pulse with a `Finished` before each receipt of made goods whose work nobody stated.

    It has no actor: it follows from the receipt, of whatever pieces are not finished yet.
    """
    received = np.flatnonzero((rows["kind"] == int(Kind.RECEIVED)) & (rows["source"] > 0))
    made = received[core.network.source["kind"][rows["source"][received] - 1] == MAKE]
    before, extra = [], []
    for i in made.tolist():
        row = rows[i]
        pull = int(row["reference"])
        missing = int(row["quantity"]) - done.waiting(pull)
        if missing <= 0:
            continue
        more = row.copy()
        more["kind"], more["quantity"], more["actor"] = Kind.FINISHED, missing, 0
        more["party"], more["amount"] = charge(core, int(row["source"]) - 1, missing, first=done.is_first(pull))
        before.append(i)
        extra.append(more)
    return np.insert(rows, before, np.array(extra, rows.dtype)) if extra else rows

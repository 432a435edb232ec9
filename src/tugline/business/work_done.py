"""What work was put into pulls: a plant that only says what came in has done the work for it, too.

A receipt takes the material that nobody said was started; in the same way it takes the conversion at standard, or the
charge of who works outside, that nobody said was finished. Without it the work would look like a gain in production.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from tugline.business.core import Core
from tugline.business.following import Follower
from tugline.facts.kinds import NEVER, Kind
from tugline.journal.journal import Journal
from tugline.ledger.books import live_arrays
from tugline.ledger.transfer import cents
from tugline.network.bill_of import bill_of
from tugline.network.layout import MAKE, MOVE
from tugline.state import arena
from tugline.state.layout import PROPOSED, STARTED
from tugline.world.telling import operation_cost

AT_NO_COST = -1
"""Amount, until it is resolved, of a row that says 0; one of 0 says nothing, and is filled in."""


def cost_of(row: np.void, usual: int) -> int:
    """Return what a row says that work or a loss cost, in cents; where it says nothing, what is usual."""
    said = int(row["amount"])
    return 0 if said == AT_NO_COST else said or usual


@dataclass(slots=True)
class _Floor:
    """Of one open pull, in integer units: what will come in all, what did, and what is finished and has not.

    `work` is what the finished pieces cost that have not come in, in cents.
    """

    quantity: int
    waiting: int = 0
    received: int = 0
    work: int = 0
    is_worked: bool = False

    def take_away(self, finished: int) -> Fraction:
        """Take away finished pieces with their share of the work, and return that, in cents."""
        # Where work has several steps, each of them finished the same pieces once more.
        there = min(self.waiting, self.quantity - self.received)
        work = Fraction(self.work * min(finished, there), there) if there > 0 else Fraction(0)
        self.waiting = max(0, self.waiting - finished)
        self.work -= int(work)
        return work

    def lose(self, quantity: int) -> Fraction:
        """Lose pieces, those first that are not finished, and return what work is lost with them, in cents."""
        not_finished = max(0, self.quantity - self.received - self.waiting)
        work = self.take_away(max(0, quantity - not_finished))
        self.quantity -= quantity
        return work


_OPENED = frozenset({
    int(kind) for kind in (Kind.SUPPLY_OPENED, Kind.PULL_RELEASED, Kind.PULL_PROPOSED, Kind.PULL_ADDED)
})  # fmt: skip
_RESIZED = frozenset({int(kind) for kind in (Kind.PULL_CONFIRMED, Kind.PULL_EDITED, Kind.PULL_WITHDRAWN)})


class WorkDone(Follower):
    """What is finished of each pull and not received, and what work is in it."""

    def __init__(self, journal: Journal) -> None:
        kinds = (Kind(kind) for kind in sorted(_OPENED | _RESIZED))
        super().__init__(journal, *kinds, Kind.FINISHED, Kind.SCRAPPED, Kind.RECEIVED, Kind.PULL_CLOSED)
        self._floors: dict[int, _Floor] = {}

    def waiting(self, pull: int) -> int:
        """Return the finished pieces that are still to come in; what was open at the start is taken as finished."""
        return self._floor(pull).waiting

    def is_first(self, pull: int) -> bool:
        """Return whether no work of a pull was stated yet."""
        return not self._floor(pull).is_worked

    def in_work(self, pull: int, lost: int) -> tuple[int, Fraction]:
        """Return what work is in the finished pieces of a pull, and in so many that are lost of it, in cents."""
        floor = self._floor(pull)
        return floor.work, replace(floor).lose(lost)

    def _floor(self, pull: int) -> _Floor:
        self.catch_up()
        return self._floors.get(pull, _Floor(0))

    def _add(self, row: np.void) -> None:
        kind, quantity = int(row["kind"]), int(row["quantity"])
        if kind in _OPENED:
            opened = kind == Kind.SUPPLY_OPENED
            self._floors[int(row["seq"])] = _Floor(quantity, NEVER if opened else 0, is_worked=opened)
            return
        pull = int(row["reference"])
        floor = self._floors.get(pull)
        if floor is None:  # stock at a point is scrapped, too
            return
        if kind == Kind.FINISHED:
            floor.waiting += quantity
            floor.work += int(row["amount"])
            floor.is_worked = True
        elif kind == Kind.RECEIVED:
            floor.take_away(quantity)
            floor.received += quantity
        elif kind == Kind.SCRAPPED:
            floor.lose(quantity)
        elif kind in _RESIZED:
            _resize(floor, kind, quantity)
        if kind == Kind.PULL_CLOSED or floor.quantity <= floor.received:
            del self._floors[pull]


def _resize(floor: _Floor, kind: int, quantity: int) -> None:
    """Set what will come in all, as the engine does: a confirmation of 0 is of what was asked for."""
    if kind == Kind.PULL_WITHDRAWN:
        floor.quantity -= quantity
    elif quantity > 0 or kind == Kind.PULL_EDITED:
        floor.quantity = max(quantity, floor.received)


def charge(core: Core, source: int, good: int, *, first: bool) -> tuple[int, int]:
    """Return who is owed for the work on some good pieces (row of the parties + 1, 0 = nobody) and what, in cents.

    Outside it is the service price. In house it is labour and the hours of each resource at standard, first
    alternatives only; set-ups count with the `first` pieces of a pull.
    """
    record = core.network.source[source]
    scale = int(core.network.point["scale"][int(record["point"])])
    if record["supplier"] >= 0:
        return int(record["supplier"]) + 1, cents(good, int(record["unit_cost"]), scale)
    started = _started(record, good)
    total = 0
    for row in range(int(record["operation_start"]), int(record["operation_stop"])):
        operation = core.network.operation[row]
        if operation["alternative"]:
            continue
        ticks = -(-started * int(operation["run_numerator"]) // int(operation["run_denominator"]))
        total += operation_cost(core.grid, row, started, ticks + int(operation["setup_ticks"]) * first, scale)
    return 0, total


def worth_lost(core: Core, done: WorkDone, slot: int, quantity: int) -> int:
    """Return what pieces of a pull that are lost on the floor or the road are worth, in cents.

    Their share, by pieces that are still to come, of the material that went in and did not come out; those that are
    not finished are lost first, and the others lose the work on them, too. Of what a supplier has nothing went in. A
    pull that has not begun takes its material with what is said of it: that counts.
    """
    live, slots = arena.arrays(core.state), live_arrays(core.books)["slot"]
    pull = live["pull"][slot]
    gone_in = int(slots["value"][slot]) if slot < len(slots) else 0
    if int(pull["state"]) < STARTED:
        wanted = _to_ask_for(core, pull) if int(pull["state"]) == PROPOSED else _asked_for(live["need"], pull)
        gone_in += _worth(core, wanted)
    work, lost = done.in_work(int(pull["id"]), quantity)
    to_come = int(pull["quantity"] - pull["received"])
    return max(0, round(Fraction((gone_in - work) * quantity, to_come) + lost))


def _started(record: np.void, good: int) -> int:
    """Return the pieces that a source starts so that some good ones come out."""
    return -(-good * int(record["yield_denominator"]) // int(record["yield_numerator"]))


def _asked_for(needs: np.ndarray, pull: np.void) -> Iterator[tuple[int, int]]:
    """Yield stock point and quantity of each need of a released pull."""
    place = int(pull["first_need"])
    while place >= 0:
        yield int(needs[place]["point"]), int(needs[place]["quantity"])
        place = int(needs[place]["next_of_owner"])


def _to_ask_for(core: Core, pull: np.void) -> Iterator[tuple[int, int]]:
    """Yield stock point and quantity of each need that a proposed pull gets when it is released, which comes first."""
    if pull["source"] < 0:
        return
    network, record = core.network, core.network.source[int(pull["source"])]
    if record["kind"] == MOVE and record["from_point"] >= 0:
        yield int(record["from_point"]), int(pull["quantity"])
    elif record["kind"] == MAKE:
        started = _started(record, int(pull["quantity"]))
        for point, numerator, denominator in bill_of(network, int(pull["source"]), int(pull["choice"])):
            yield point, -(-started * numerator // denominator)


def _worth(core: Core, wanted: Iterator[tuple[int, int]]) -> int:
    """Return what quantities at stock points are worth, in cents, as the books will take them out of stock."""
    points = live_arrays(core.books)["point"]
    there: dict[int, int] = {}
    total = 0
    for row, quantity in wanted:
        cost, scale = int(points["standard_cost"][row]), int(points["scale"][row])
        # What is not there is found by the records when it is taken.
        before = max(there.get(row, int(points["on_hand"][row])), quantity)
        there[row] = before - quantity
        total += cents(before, cost, scale) - cents(before - quantity, cost, scale)
    return total


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

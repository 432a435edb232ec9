"""Andon calls as the facts tell them: who called for help where, when somebody answered, and when it was fixed.

A call is known by its resource and its reason. `down` stops the resource: it makes a call of the same reason a stop, or
is a call of its own. Only `up` ends a stop; `fixed` ends a call that stopped nothing.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from tugline.business.core import Core
from tugline.facts.kinds import FACT, NEVER, Kind

CALLED, ANSWERED, FIXED = 1, 2, 3
CALL_STATES = {"called": CALLED, "answered": ANSWERED, "fixed": FIXED}
"""Words of the events table that speak of a call, and the code of their fact."""
SAYS_WHY = frozenset({*CALL_STATES, "down"})
"""Words about a resource whose reason is kept."""
_KINDS = [int(kind) for kind in (Kind.CALL_MOVED, Kind.RESOURCE_DOWN, Kind.RESOURCE_UP)]


@dataclass(slots=True)
class Call:
    """One call; ticks are those at which things happened, None = they have not."""

    resource: int
    """Row of the network in force, -1 = it is gone."""
    reason: str
    called: int
    answered: int | None = None
    stopped: int | None = None
    fixed: int | None = None
    expected: int = NEVER
    """Of a stop: when it is expected back, NEVER = nobody said."""

    @property
    def is_open(self) -> bool:
        """Nobody said that it is fixed."""
        return self.fixed is None


@dataclass(frozen=True, slots=True)
class Calls:
    """All calls in the order in which they were made, and how many words spoke of a call that nobody made."""

    every: list[Call]
    unmatched: int

    def open_stops(self) -> list[Call]:
        """Return the stops that nobody ended, in the order in which they began."""
        found = [call for call in self.every if call.is_open and call.stopped is not None]
        return sorted(found, key=lambda call: (call.stopped, call.resource))


def read_calls(core: Core) -> Calls:
    """Return the calls of a journal, read by the times at which things happened, whenever they were told."""
    kept = [np.zeros(0, FACT)]
    kept += [rows[np.isin(rows["kind"], _KINDS)] for rows in core.journal.read()]
    facts = core.chronicle().rows(np.concatenate(kept))
    facts = facts[np.lexsort((facts["seq"], facts["occurred_at"]))]
    reasons = core.journal.texts(facts["lot"].tolist())
    board = _Board()
    for row, reason in zip(facts, reasons, strict=True):
        board.take(row, reason)
    return Calls(board.every, board.unmatched)


class _Board:
    """The andon board: what is open at each resource, and everything that was."""

    def __init__(self) -> None:
        self.every: list[Call] = []
        self.unmatched = 0
        self._open: defaultdict[int, list[Call]] = defaultdict(list)
        """Calls that are open, in the order in which they were made, by resource."""

    def take(self, row: np.void, reason: str) -> None:
        kind, code, at = int(row["kind"]), int(row["code"]), int(row["occurred_at"])
        here = self._open[int(row["resource"]) - 1]
        if kind == Kind.RESOURCE_DOWN:
            self._stop(row, reason, here)
        elif kind == Kind.RESOURCE_UP:
            self._end([call for call in here if call.stopped is not None], at)
        elif code == CALLED:
            if not any(call.reason == reason for call in here):
                self._begin(Call(int(row["resource"]) - 1, reason, at))
        else:
            meant = [call for call in here if reason in ("", call.reason)]
            if code == ANSWERED:
                self._answer([call for call in meant if call.answered is None], at)
            else:
                self._end([call for call in meant if call.stopped is None], at)

    def _stop(self, row: np.void, reason: str, here: list[Call]) -> None:
        at, expected = int(row["occurred_at"]), int(row["due"]) or NEVER
        stopped = [call for call in here if call.stopped is not None]
        if stopped:
            # Said again, it says when the resource is expected back now.
            stopped[0].expected = expected
            return
        # Who names no reason stops for what was called last.
        called = [call for call in here if reason in ("", call.reason)]
        call = called[-1] if called else Call(int(row["resource"]) - 1, reason, at)
        call.stopped, call.expected = at, expected
        if not called:
            self._begin(call)

    def _begin(self, call: Call) -> None:
        self.every.append(call)
        self._open[call.resource].append(call)

    def _answer(self, calls: list[Call], at: int) -> None:
        self.unmatched += not calls
        for call in calls:
            call.answered = at

    def _end(self, calls: list[Call], at: int) -> None:
        self.unmatched += not calls
        for call in calls:
            call.fixed = at
            self._open[call.resource].remove(call)

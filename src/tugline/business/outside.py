"""Rows of signal tables become facts: orders, sales, cards, interests, events, each with the key that names it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tugline.facts.keys import key_digests
from tugline.facts.kinds import FACT, Kind, phase

_PHASES = np.array([phase(kind) for kind in range(max(Kind) + 1)])


@dataclass(frozen=True, slots=True)
class Signals:
    """Facts from outside that are not taken in yet, in the order in which they will be.

    `rows` have `tick` set to that at which each is due to be taken in, and `actor` to the name id of what states it;
    `digests` are their keys, shape (n, 2); `lines` those of their file, shape (n,), 0 = they are from none.
    """

    rows: np.ndarray
    digests: np.ndarray
    lines: np.ndarray

    def __len__(self) -> int:
        return len(self.rows)

    def upto(self, tick: int) -> "Signals":
        """Return those due at `tick` or before; they must be in order."""
        return self.between(0, int(np.searchsorted(self.rows["tick"], tick, side="right")))

    def later_than(self, tick: int) -> "Signals":
        """Return those due after `tick`, in any order."""
        return self.only(self.rows["tick"] > tick)

    def not_before(self, tick: int) -> "Signals":
        """Return all, those due earlier than `tick` to be taken in at it: they are late, and `occurred_at` says so."""
        rows = self.rows.copy()
        rows["tick"] = np.maximum(rows["tick"], tick)
        return in_order([self.with_rows(rows)])

    def between(self, start: int, stop: int) -> "Signals":
        """Return those at positions start .. stop - 1."""
        return Signals(self.rows[start:stop], self.digests[start:stop], self.lines[start:stop])

    def only(self, keep: np.ndarray) -> "Signals":
        """Return those that `keep` (bool, or positions) marks."""
        return Signals(self.rows[keep], self.digests[keep], self.lines[keep])

    def with_rows(self, rows: np.ndarray) -> "Signals":
        """Return the same signals with other rows."""
        return Signals(rows, self.digests, self.lines)

    def first_of_each_key(self) -> np.ndarray:
        """Return which signals, bool, are the first with their key."""
        first = np.zeros(len(self), np.bool_)
        first[np.unique(self.digests, axis=0, return_index=True)[1]] = True
        return first


def empty() -> Signals:
    """Return no signals."""
    return Signals(np.zeros(0, FACT), np.zeros((0, 2), np.uint64), np.zeros(0, np.int64))


def signals(
    source: str, actor: int, rows: np.ndarray, texts: Sequence[str], lines: np.ndarray | None = None
) -> Signals:
    """Return the facts that a table or an interface states, unsorted; `texts` are the rows' primary keys."""
    rows["actor"] = actor
    return Signals(rows, key_digests(source, texts), np.zeros(len(rows), np.int64) if lines is None else lines)


def in_order(parts: Sequence[Signals]) -> Signals:
    """Return all signals by tick, then (phase, priority, occurred_at, key): the order inside a pulse."""
    if not parts:
        return empty()
    rows = np.concatenate([part.rows for part in parts])
    digests = np.concatenate([part.digests for part in parts])
    lines = np.concatenate([part.lines for part in parts])
    order = np.lexsort(
        (digests[:, 1], digests[:, 0], rows["occurred_at"], rows["priority"], _PHASES[rows["kind"]], rows["tick"])
    )
    return Signals(rows[order], digests[order], lines[order])


def blank(n: int, kind: Kind, ticks: np.ndarray) -> np.ndarray:
    """Return n facts of a kind that happened, and are to be taken in, at the given ticks."""
    rows = np.zeros(n, FACT)
    rows["kind"] = kind
    rows["tick"] = np.maximum(ticks, 0)
    rows["occurred_at"] = ticks
    return rows

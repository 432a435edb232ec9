"""Whom open supply is kept for, along pegs: from a pull up to those who count on it, from a line down to its pulls."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from tugline.business.history import History
from tugline.business.why import Why
from tugline.facts.kinds import Kind
from tugline.state.layout import FOR_LINE, TO_ORDER_KINDS

_DECIDED = frozenset({Kind.PULL_RELEASED, Kind.PULL_PROPOSED})


class Counting(NamedTuple):
    """Who counts on a pull: an open order line, or a pull that is for nobody further; `due` is when it wants it."""

    due: int
    id: int


class Serving(NamedTuple):
    """An open pull of which `kept` is for a line or, at a deeper level, for a pull that serves it."""

    level: int
    slot: int
    kept: int


class KeptFor:
    """Answers for one state; the state must not change meanwhile."""

    def __init__(self, arrays: dict[str, Any], history: History, why: Why) -> None:
        self._a, self._pulls, self._why = arrays, history.pulls, why
        self._found: dict[int, frozenset[Counting]] = {}

    def says(self, row: Any, slot: int) -> str:
        """Return how the sentence of an open pull to order ends, if who asked for it does not count on it any more.

        Parameters
        ----------
        row
            The fact that released the pull.
        """
        if not _is_asked(row):
            return ""
        counting = sorted(self.counting(slot))
        if not counting:
            pull = self._a["pull"][slot]
            return "; nobody waits for it any more" if int(pull["received"]) < int(pull["quantity"]) else ""
        if self._askers(row) & {each.id for each in counting}:
            return ""
        more = f" and {len(counting) - 1:,} more" if len(counting) > 1 else ""
        return f"; now for {self._why.asker(counting[0].id, 0)}{more}"

    def counting(self, slot: int) -> frozenset[Counting]:
        """Return who counts on an open pull; a pull to order that it is kept for hands it on."""
        if slot not in self._found:
            found: set[Counting] = set()
            for n, _ in self._pegs(int(self._a["pull"][slot]["first_peg"]), "need", "next_of_pull"):
                need = self._a["need"][n]
                owner, itself = int(need["owner"]), Counting(int(need["due"]), int(need["id"]))
                to_order = int(need["owner_kind"]) != FOR_LINE and int(self._a["pull"][owner]["loop"]) in TO_ORDER_KINDS
                found |= (self.counting(owner) if to_order else frozenset()) or {itself}
            self._found[slot] = frozenset(found)
        return self._found[slot]

    def serving(self, n: int) -> list[Serving]:
        """Return the open pulls that are kept for a need, the first made first, each followed by those it waits for."""
        return list(self._below(n, 0, set()))

    def _below(self, n: int, level: int, told: set[int]) -> Iterator[Serving]:
        kept: dict[int, int] = {}
        for slot, quantity in reversed(self._pegs(int(self._a["need"][n]["first_peg"]), "pull", "next_of_need")):
            kept[slot] = kept.get(slot, 0) + quantity
        for slot, quantity in kept.items():
            yield Serving(level, slot, quantity)
            below = int(self._a["pull"][slot]["first_need"]) if slot not in told else -1
            told.add(slot)
            while below >= 0:
                yield from self._below(below, level + 1, told)
                below = int(self._a["need"][below]["next_of_owner"])

    def _askers(self, row: Any) -> set[int]:
        """Return who asked for a pull: a line or a pull, who asked for that one, and so on up."""
        found = set()
        while row is not None and _is_asked(row):
            found.add(int(row["reference"]))
            place = int(np.searchsorted(self._pulls["seq"], int(row["reference"])))
            is_pull = place < len(self._pulls) and int(self._pulls["seq"][place]) == int(row["reference"])
            row = self._pulls[place] if is_pull else None
        return found

    def _pegs(self, first: int, other: str, following: str) -> list[tuple[int, int]]:
        """Return (slot of a pull or a need, quantity) of a chain of pegs."""
        found, e = [], first
        while e >= 0:
            peg = self._a["peg"][e]
            found.append((int(peg[other]), int(peg["quantity"])))
            e = int(peg[following])
        return found


def _is_asked(row: Any) -> bool:
    """Return whether the fact that a pull began with says that somebody asked for it; others use its columns apart."""
    return Kind(int(row["kind"])) in _DECIDED and int(row["code"]) in TO_ORDER_KINDS and int(row["reference"]) > 0

"""What is asked of sources in a run: orders placed and withdrawn, fact by fact, and what they need in turn."""

from typing import NamedTuple

import numpy as np

from tugline.facts.kinds import Kind
from tugline.network.layout import MAKE, MOVE
from tugline.network.spans import spanned
from tugline.studies.watch import places


class Changes(NamedTuple):
    """Columns: row of the source that is asked, integer units, less than 0 = called off, and the tick."""

    source: np.ndarray
    quantity: np.ndarray
    tick: np.ndarray


class Placed:
    """Knows which pulls were asked of their sources, so that what is withdrawn of them can be taken off.

    A proposal asks nothing of its source; it is placed when it is started, with what is left of it then.
    """

    def __init__(self) -> None:
        self._parts: list[np.ndarray] = []
        self._known = np.zeros((2, 0), np.int64)
        self._proposed: dict[int, int] = {}
        self._started: dict[int, tuple[int, int]] = {}

    def changes(self, facts: np.ndarray) -> Changes:
        """Take in facts in journal order and return what they ask for and call off."""
        kind = facts["kind"]
        placed = facts[(kind == Kind.PULL_RELEASED) | (kind == Kind.PULL_ADDED)]
        if len(placed):
            self._parts.append(np.stack([placed["seq"], placed["source"] - 1]))
        for row in facts[kind == Kind.PULL_PROPOSED]:
            self._proposed[int(row["seq"])] = int(row["source"]) - 1
        begun = facts[kind == Kind.PULL_STARTED]
        begun = begun[np.isin(begun["reference"], list(self._proposed))] if self._proposed else begun[:0]
        for row in begun:
            self._started[int(row["reference"])] = (self._proposed.pop(int(row["reference"])), int(row["seq"]))
        of_begun = np.array([self._started[int(r)][0] for r in begun["reference"]], np.int64)
        off, of_off = self._withdrawn(facts[kind == Kind.PULL_WITHDRAWN])
        return Changes(
            np.concatenate([placed["source"] - 1, of_begun, of_off]),
            np.concatenate([placed["quantity"], begun["quantity"], -off["quantity"]]),
            np.concatenate([placed["tick"], begun["tick"], off["tick"]]),
        )

    def _withdrawn(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the rows that take off what was placed, and the source of each."""
        if not len(rows):
            return rows, np.zeros(0, np.int64)
        if self._parts:
            # Facts are numbered upwards, so what is known stays sorted.
            self._known = np.concatenate([self._known, *self._parts], axis=1)
            self._parts = []
        ids, sources = self._known
        source = np.full(len(rows), -1, np.int64)
        place, own = places(ids, rows["reference"])
        source[own] = sources[place[own]]
        for i, row in enumerate(rows):
            begun = self._started.get(int(row["reference"]))
            if begun is not None and int(row["seq"]) > begun[1]:
                source[i] = begun[0]
        return rows[source >= 0], source[source >= 0]


def needs_of(
    source: np.ndarray, need: np.ndarray, row: np.ndarray, quantity: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what orders draw: the place of each order in `row`, the point it draws on, integer units.

    Parameters
    ----------
    source, need
        Records of the network.
    row, quantity
        Row of the source and integer units of each order; units below 0 give units below 0.
    """
    asked = source[row]
    moved = np.flatnonzero((asked["kind"] == MOVE) & (asked["from_point"] >= 0))
    made = np.flatnonzero(asked["kind"] == MAKE)
    owner, line = spanned(asked["need_start"][made], asked["need_stop"][made])
    whole = np.abs(quantity[made])
    started = -(-whole * asked["yield_denominator"][made] // asked["yield_numerator"][made])
    place, bill = made[owner], need[line]
    needed = -(-started[owner] * bill["numerator"] // bill["denominator"])
    return (
        np.concatenate([moved, place]),
        np.concatenate([asked["from_point"][moved], bill["point"]]),
        np.concatenate([quantity[moved], needed * np.sign(quantity[place])]),
    )

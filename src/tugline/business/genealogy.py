"""Where every lot came from and where it went, read from the facts; what nobody said of lots is assumed, and marked.

Lots are no part of the engine: it knows how much is where, and people know which. Where they do not say, what came in
first is assumed to have gone first.
"""

from collections import Counter, defaultdict
from typing import NamedTuple

import numpy as np

from tugline.business.core import Core
from tugline.business.goods_moved import Moved, goods_moved
from tugline.business.shelf import Draw, Lot, Shelf
from tugline.facts.kinds import Kind
from tugline.network.layout import MOVE
from tugline.state.movement import FROM_QUARANTINE

_SAYS_LOT = (Kind.SHIPPED, Kind.SCRAPPED, Kind.LOT_CONSUMED)
_OF_QUARANTINE = (Kind.LOT_QUARANTINED, Kind.LOT_RELEASED)
_PULLS = (Kind.PULL_RELEASED, Kind.PULL_PROPOSED, Kind.PULL_ADDED, Kind.SUPPLY_OPENED)


class Receipt(NamedTuple):
    """A lot came in."""

    lot: Lot
    place: str
    quantity: int
    fact: np.void
    pull: int
    """Id of the pull, 0 = of none."""
    assumed: bool
    """Nobody said which lot it was."""


class Use(NamedTuple):
    """Part of a lot left a stock point."""

    draw: Draw
    place: str
    fact: np.void
    pull: int
    """Id of the pull that took it, 0 = none."""


class Renamed(NamedTuple):
    """People named a lot that nobody had named before: what it is taken to be part of."""

    lot: Lot
    of: Lot
    quantity: int


class Genealogy:
    """The lots of a business up to now.

    Attributes
    ----------
    shelves
        By item, tab, location.
    receipts, uses, renamed
        In the order of the facts.
    why
        Why lots are in quarantine, by (place, lot): what was said last.
    """

    def __init__(self, core: Core) -> None:
        self._core, self._names = core, core.network.point_names
        self.shelves: defaultdict[str, Shelf] = defaultdict(Shelf)
        self.receipts: list[Receipt] = []
        self.uses: list[Use] = []
        self.renamed: list[Renamed] = []
        self.why: dict[tuple[str, Lot], str] = {}
        self.pulls: dict[int, np.void] = {}
        """The facts with which pulls began, by their ids."""
        self._said: dict[tuple[int, str], list[tuple[Lot, int]]] = defaultdict(list)
        self._on_the_way: dict[int, list[Draw]] = defaultdict(list)
        self._shipped: dict[int, list[Draw]] = defaultdict(list)
        self._read()

    def _read(self) -> None:
        order = goods_moved(self._core)
        facts = self._facts(np.array(sorted({move.seq for move in order}), np.int64))
        for row in facts.values():
            self._speak(row)
        stream: list[tuple[int, Moved | None]] = [(move.seq, move) for move in order]
        stream += [(seq, None) for seq, row in facts.items() if int(row["kind"]) in _OF_QUARANTINE]
        for seq, move in sorted(stream, key=lambda each: each[0]):
            if move is None:
                self._quarantine(facts[seq])
            elif move.quantity > 0:
                self._came(move, facts[seq])
            else:
                self._left(move, facts[seq])

    def _facts(self, moving: np.ndarray) -> dict[int, np.void]:
        """Return the facts that move goods, begin pulls or speak of lots, by number, in rows of today's network."""
        chronicle, found = self._core.chronicle(), dict[int, np.void]()
        kinds = [int(kind) for kind in (*_SAYS_LOT, *_OF_QUARANTINE, *_PULLS)]
        for rows in self._core.journal.read():
            known = chronicle.rows(rows[np.isin(rows["kind"], kinds) | np.isin(rows["seq"], moving)])
            found |= dict(zip(known["seq"].tolist(), known, strict=True))
        self.pulls = {seq: row for seq, row in found.items() if int(row["kind"]) in _PULLS}
        return found

    def _speak(self, row: np.void) -> None:
        """Keep what a fact says of the lot that it took."""
        if int(row["kind"]) not in _SAYS_LOT or not row["lot"] or not row["point"]:
            return
        place, lot = self._place(row), self._lot(row)
        self.shelves[place].spoken_for[lot] += int(row["quantity"])
        if int(row["kind"]) == Kind.LOT_CONSUMED:
            self._said[int(row["reference"]), place].append((lot, int(row["quantity"])))
        else:
            self._said[int(row["seq"]), place].append((lot, int(row["quantity"])))

    def _place(self, row: np.void) -> str:
        return self._names[int(row["point"]) - 1]

    def _lot(self, row: np.void) -> Lot:
        """Return the lot that a fact names."""
        text = self._core.journal.texts([int(row["lot"])])[0]
        return Lot(self._place(row).partition("\t")[0], text.partition("\t")[0], named=True)

    def _came(self, move: Moved, row: np.void) -> None:
        pull = int(row["reference"]) if move.kind == Kind.RECEIVED else 0
        if move.kind == Kind.RECEIVED and row["lot"]:
            parts = [Draw(self._lot(row), move.quantity, assumed=False)]
        elif pull and self.is_move(pull):
            parts = _off(self._on_the_way[pull], move.quantity)
        elif move.kind == Kind.RETURNED and row["reference"]:
            parts = _off(self._shipped[int(row["reference"])], move.quantity)
        else:
            parts = []
        rest = move.quantity - sum(part.quantity for part in parts)
        if rest:
            name = f"P{pull}" if pull else f"F{move.seq}"
            parts.append(Draw(Lot(move.place.partition("\t")[0], name, named=False), rest, assumed=True))
        for lot, quantity, assumed in parts:
            self.shelves[move.place].put(lot, quantity)
            self.receipts.append(Receipt(lot, move.place, quantity, row, pull, assumed))

    def is_move(self, pull: int) -> bool:
        """Return whether a pull moves goods from another location of ours."""
        source = int(self.pulls[pull]["source"]) - 1 if pull in self.pulls else -1
        return source >= 0 and int(self._core.chronicle().network.source["kind"][source]) == MOVE

    def _left(self, move: Moved, row: np.void) -> None:
        shelf, pull = self.shelves[move.place], int(row["reference"]) if move.kind == Kind.STARTED else 0
        told = self._said.pop((pull or move.seq, move.place), [])
        # What is said of a pull may be more than it took: it took what it took.
        said, rest = list[tuple[Lot, int]](), -move.quantity
        for lot, quantity in told:
            shelf.spoken_for[lot] -= quantity
            said.append((lot, min(quantity, rest)))
            rest -= min(quantity, rest)
        if move.kind == Kind.SCRAPPED and int(row["code"]) == FROM_QUARANTINE:
            for lot, quantity in said:
                shelf.quarantined[lot] -= min(quantity, shelf.quarantined[lot])
        self._name(move.place, said)
        for draw in shelf.leave(-move.quantity, said):
            self.uses.append(Use(draw, move.place, row, pull))
            if pull and self.is_move(pull):
                self._on_the_way[pull].append(draw)
            elif move.kind == Kind.SHIPPED:
                self._shipped[int(row["reference"])].append(draw)

    def _name(self, place: str, said: list[tuple[Lot, int]]) -> None:
        wanted: Counter[Lot] = Counter()
        for lot, quantity in said:
            wanted[lot] += quantity
        for lot, quantity in wanted.items():
            for draw in self.shelves[place].name(lot, quantity):
                self.renamed.append(Renamed(lot, draw.lot, draw.quantity))

    def _quarantine(self, row: np.void) -> None:
        place, lot, quantity = self._place(row), self._lot(row), int(row["quantity"])
        shelf = self.shelves[place]
        if int(row["kind"]) == Kind.LOT_RELEASED:
            shelf.quarantined[lot] = max(0, shelf.quarantined[lot] - quantity)
            return
        self._name(place, [(lot, quantity + shelf.quarantined[lot])])
        shelf.quarantined[lot] = min(shelf.held.get(lot, 0), shelf.quarantined[lot] + quantity)
        self.why[place, lot] = self._core.journal.texts([int(row["lot"])])[0].partition("\t")[2]


def _off(parts: list[Draw], quantity: int) -> list[Draw]:
    """Take so much off the front of some parts; several lots, or one that was assumed, are assumed."""
    several, taken = len({part.lot for part in parts}) > 1, list[Draw]()
    while quantity > 0 and parts:
        lot, there, assumed = parts[0]
        part = min(there, quantity)
        taken.append(Draw(lot, part, assumed or several))
        parts[0] = Draw(lot, there - part, assumed)
        if part == there:
            parts.pop(0)
        quantity -= part
    return taken

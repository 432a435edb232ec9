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
from tugline.facts.kinds import FACT, Kind
from tugline.network.layout import MOVE
from tugline.state.movement import FROM_QUARANTINE

_SAYS_LOT = [int(kind) for kind in (Kind.SHIPPED, Kind.SCRAPPED, Kind.LOT_CONSUMED)]
_OF_QUARANTINE = [int(kind) for kind in (Kind.LOT_QUARANTINED, Kind.LOT_RELEASED)]
_PULLS = [int(kind) for kind in (Kind.PULL_RELEASED, Kind.PULL_PROPOSED, Kind.PULL_ADDED, Kind.SUPPLY_OPENED)]


class Told(NamedTuple):
    """What a fact says, in rows of the network in force, as the facts have it (row + 1)."""

    kind: int
    code: int
    point: int
    party: int
    lot: int
    reference: int
    quantity: int
    at: int
    """Tick at which it happened."""


class Receipt(NamedTuple):
    """A lot came in."""

    lot: Lot
    place: str
    quantity: int
    fact: Told
    pull: int
    """Id of the pull, 0 = of none."""
    assumed: bool
    """Nobody said which lot it was."""


class Use(NamedTuple):
    """Part of a lot left a stock point."""

    draw: Draw
    place: str
    fact: Told
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
    moves
        Ids of the pulls that move goods between our locations.
    opened
        Supplier (row + 1) of what was open at the start, by the ids of its pulls.
    lines
        Name ids of order lines by their ids.
    """

    def __init__(self, core: Core) -> None:
        self._core, self._names = core, core.network.point_names
        self.shelves: defaultdict[str, Shelf] = defaultdict(Shelf)
        self.receipts: list[Receipt] = []
        self.uses: list[Use] = []
        self.renamed: list[Renamed] = []
        self.why: dict[tuple[str, Lot], str] = {}
        self.moves: set[int] = set()
        self.opened: dict[int, int] = {}
        self.lines: dict[int, int] = {}
        self._said: dict[tuple[int, str], list[tuple[Lot, int]]] = defaultdict(list)
        self._on_the_way: dict[int, list[Draw]] = defaultdict(list)
        self._shipped: dict[int, list[Draw]] = defaultdict(list)
        self._read()

    def _read(self) -> None:
        order = goods_moved(self._core)
        facts = self._facts(order)
        said = facts[np.isin(facts["kind"], _SAYS_LOT) & (facts["lot"] > 0) & (facts["point"] > 0)]
        for seq, row in zip(said["seq"].tolist(), _told(said), strict=True):
            self._speak(seq, row)
        told = dict(zip(facts["seq"].tolist(), _told(facts), strict=True))
        stream: list[tuple[int, Moved | None]] = [(move.seq, move) for move in order]
        kept_back = facts["seq"][np.isin(facts["kind"], _OF_QUARANTINE)].tolist()
        stream += [(seq, None) for seq in kept_back]
        if kept_back:
            stream.sort(key=lambda each: each[0])
        for seq, move in stream:
            if move is None:
                self._quarantine(told[seq])
            elif move.quantity > 0:
                self._came(move, told[seq])
            else:
                self._left(move, told[seq])

    def _facts(self, order: list[Moved]) -> np.ndarray:
        """Return the facts that move goods or speak of lots, and keep what is to be known of pulls and order lines."""
        chronicle, found = self._core.chronicle(), [np.zeros(0, FACT)]
        moving = np.unique(np.fromiter((move.seq for move in order), np.int64, count=len(order)))
        is_move = np.append(chronicle.network.source["kind"] == MOVE, False)
        for rows in self._core.journal.read():
            known = chronicle.rows(rows)
            pulls = known[np.isin(known["kind"], _PULLS)]
            self.moves.update(pulls["seq"][is_move[pulls["source"] - 1]].tolist())
            opened = pulls[pulls["kind"] == int(Kind.SUPPLY_OPENED)]
            self.opened |= dict(zip(opened["seq"].tolist(), opened["party"].tolist(), strict=True))
            placed = known[known["kind"] == int(Kind.ORDER_PLACED)]
            self.lines |= dict(zip(placed["seq"].tolist(), placed["reference"].tolist(), strict=True))
            speaks = np.isin(known["kind"], [*_SAYS_LOT, *_OF_QUARANTINE])
            found.append(known[speaks | np.isin(known["seq"], moving)])
        return np.concatenate(found)

    def _speak(self, seq: int, row: Told) -> None:
        """Keep what a fact says of the lot that it took."""
        place, lot = self._names[row.point - 1], self._lot(row)
        self.shelves[place].spoken_for[lot] += row.quantity
        by = row.reference if row.kind == Kind.LOT_CONSUMED else seq
        self._said[by, place].append((lot, row.quantity))

    def _lot(self, row: Told) -> Lot:
        """Return the lot that a fact names."""
        text = self._core.journal.texts([row.lot])[0]
        return Lot(self._names[row.point - 1].partition("\t")[0], text.partition("\t")[0], named=True)

    def _came(self, move: Moved, row: Told) -> None:
        pull = row.reference if move.kind == Kind.RECEIVED else 0
        if move.kind == Kind.RECEIVED and row.lot:
            parts = [Draw(self._lot(row), move.quantity, assumed=False)]
        elif pull in self.moves:
            parts = _off(self._on_the_way[pull], move.quantity)
        elif move.kind == Kind.RETURNED and row.reference:
            parts = _off(self._shipped[row.reference], move.quantity)
        else:
            parts = []
        rest = move.quantity - sum(part.quantity for part in parts)
        if rest:
            name = f"P{pull}" if pull else f"F{move.seq}"
            parts.append(Draw(Lot(move.place.partition("\t")[0], name, named=False), rest, assumed=True))
        for lot, quantity, assumed in parts:
            self.shelves[move.place].put(lot, quantity)
            self.receipts.append(Receipt(lot, move.place, quantity, row, pull, assumed))

    def _left(self, move: Moved, row: Told) -> None:
        shelf, pull = self.shelves[move.place], row.reference if move.kind == Kind.STARTED else 0
        told = self._said.pop((pull or move.seq, move.place), None)
        said, rest = list[tuple[Lot, int]](), -move.quantity
        # What is said of a pull may be more than it took: it took what it took.
        for lot, quantity in told or ():
            shelf.spoken_for[lot] -= quantity
            said.append((lot, min(quantity, rest)))
            rest -= min(quantity, rest)
        if row.code == FROM_QUARANTINE and move.kind == Kind.SCRAPPED:
            for lot, quantity in said:
                shelf.quarantined[lot] -= min(quantity, shelf.quarantined[lot])
        if said:
            self._name(move.place, said)
        for draw in shelf.leave(-move.quantity, said):
            self.uses.append(Use(draw, move.place, row, pull))
            if pull in self.moves:
                self._on_the_way[pull].append(draw)
            elif move.kind == Kind.SHIPPED:
                self._shipped[row.reference].append(draw)

    def _name(self, place: str, said: list[tuple[Lot, int]]) -> None:
        wanted: Counter[Lot] = Counter()
        for lot, quantity in said:
            wanted[lot] += quantity
        for lot, quantity in wanted.items():
            for draw in self.shelves[place].name(lot, quantity):
                self.renamed.append(Renamed(lot, draw.lot, draw.quantity))

    def _quarantine(self, row: Told) -> None:
        place, lot = self._names[row.point - 1], self._lot(row)
        shelf = self.shelves[place]
        if row.kind == Kind.LOT_RELEASED:
            shelf.quarantined[lot] = max(0, shelf.quarantined[lot] - row.quantity)
            return
        self._name(place, [(lot, row.quantity + shelf.quarantined[lot])])
        shelf.quarantined[lot] = min(shelf.held.get(lot, 0), shelf.quarantined[lot] + row.quantity)
        self.why[place, lot] = self._core.journal.texts([row.lot])[0].partition("\t")[2]


def _told(facts: np.ndarray) -> list[Told]:
    columns = ("kind", "code", "point", "party", "lot", "reference", "quantity", "occurred_at")
    return list(map(Told._make, zip(*(facts[name].tolist() for name in columns), strict=True)))


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

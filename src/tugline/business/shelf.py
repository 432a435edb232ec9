"""One stock point with its lots, first in first: which of them goes out when nobody says so, and who said otherwise."""

from collections import Counter, OrderedDict
from collections.abc import Callable
from typing import NamedTuple


class Lot(NamedTuple):
    """Pieces of an item that came in together; `named` = people gave the name, else it is that of their fact."""

    item: str
    name: str
    named: bool


class Draw(NamedTuple):
    """So much of a lot left; `assumed` = nobody said of which lot it was."""

    lot: Lot
    quantity: int
    assumed: bool


class Shelf:
    """The lots at one stock point; all quantities are in the item's integer units."""

    def __init__(self) -> None:
        # Of a plain dict the first key is slow to find once many before it are gone.
        self.held: OrderedDict[Lot, int] = OrderedDict()
        """What is there of each lot, in the order in which they came; none is zero."""
        self.quarantined: Counter[Lot] = Counter()
        self.spoken_for: Counter[Lot] = Counter()
        """What people say, later in the journal, that left of a lot: it is not assumed to have left before."""

    def put(self, lot: Lot, quantity: int) -> None:
        """Add what came in; a lot that is there keeps its place."""
        self.held[lot] = self.held.get(lot, 0) + quantity

    def free(self, lot: Lot) -> int:
        """Return what is there of a lot and not in quarantine."""
        return self.held.get(lot, 0) - self.quarantined.get(lot, 0)

    def nameless(self) -> int:
        """Return what is there of lots that nobody named."""
        return sum(quantity for lot, quantity in self.held.items() if not lot.named)

    def name(self, lot: Lot, quantity: int) -> list[Draw]:
        """See to it that so much of a lot is there, since people say so, and return the lots that it is taken from.

        What nobody has named gives way first: that they belong together is new. Then those that came first.
        """
        missing, taken = quantity - self.held.get(lot, 0), list[Draw]()
        for named in (False, True):
            for other in [each for each in self.held if each.named is named and each != lot]:
                part = min(missing, self.free(other) if named else self.held[other])
                if part > 0:
                    self._take(other, part)
                    self.put(lot, part)
                    taken.append(Draw(other, part, assumed=True))
                    missing -= part
        return taken

    def leave(self, quantity: int, said: list[tuple[Lot, int]]) -> list[Draw]:
        """Take out what left: of the lots that people said, the rest of those that came first, as far as they are free.

        Each lot that was said must be there: `name` it before.
        """
        rest, found = quantity, list[Draw]()
        for lot, told in said:
            part = min(told, rest, self.held.get(lot, 0))
            if part > 0:
                self._take(lot, part)
                found.append(Draw(lot, part, assumed=False))
                rest -= part
        tries = self._tries() if self.spoken_for or self.quarantined else (self._there,)
        for spare in tries:
            rest = self._leave_first(rest, spare, found)
        return found

    def _tries(self) -> tuple[Callable[[Lot], int], ...]:
        """Return what may go of a lot at first, then, if that is not enough, and at last: what left has left."""
        return lambda lot: self.free(lot) - self.spoken_for.get(lot, 0), self.free, self._there

    def _there(self, lot: Lot) -> int:
        return self.held[lot]

    def _leave_first(self, rest: int, spare: Callable[[Lot], int], found: list[Draw]) -> int:
        """Take out what came first and is to spare, add it to `found`, and return what is still to leave."""
        parts = list[tuple[Lot, int]]()
        for lot in self.held:
            if not rest:
                break
            part = min(rest, max(0, spare(lot)))
            if part:
                parts.append((lot, part))
                rest -= part
        for lot, part in parts:
            self._take(lot, part)
            found.append(Draw(lot, part, assumed=True))
        return rest

    def _take(self, lot: Lot, quantity: int) -> None:
        self.held[lot] -= quantity
        if self.held[lot] == 0:
            del self.held[lot]
        if lot in self.quarantined:
            self.quarantined[lot] = min(self.quarantined[lot], self.held.get(lot, 0))

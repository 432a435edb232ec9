"""Facts told once more from the first one, to see what each of them posted to an account or moved at a stock point."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from tugline.business.core import Core
from tugline.facts.kinds import Kind
from tugline.ledger.books import live_arrays
from tugline.ledger.post import entries
from tugline.network.network import Network


class Changes(NamedTuple):
    """What facts changed, one row per fact in their order: its number, its kind, and by how much."""

    seq: np.ndarray
    kind: np.ndarray
    amount: np.ndarray


class Retold(Core):
    """A twin that stands on the same journal and writes nothing; what it keeps, each kind of it says in `_post`."""

    def __init__(self, core: Core) -> None:
        # What the world answered is in the journal as well.
        super().__init__(core.network, core.journal, world=False)
        self.replay_all()


def goods_of(movements: np.ndarray) -> np.ndarray:
    """Return the movements of goods at stock points."""
    # What was on its way at the start has not come yet.
    goods: np.ndarray = movements[(movements["point"] >= 0) & (movements["kind"] != int(Kind.SUPPLY_OPENED))]
    return goods


class _Asked(Retold):
    """Keeps what it is asked for.

    Parameters
    ----------
    places
        Names of stock points, "item, tab, location"; without any it keeps what is posted to the accounts.
    """

    def __init__(self, core: Core, *, accounts: Collection[int] = (), places: Sequence[str] = ()) -> None:
        self._accounts, self._places = np.array(sorted(accounts), np.int64), list(places)
        self._kept: list[list[Changes]] = [[] for _ in self._places or [""]]
        super().__init__(core)

    def changes(self, place: int = 0) -> Changes:
        """Return what was kept, summed up for each fact."""
        nothing = Changes(*(np.zeros(0, np.int64) for _ in range(3)))
        every = Changes(*(np.concatenate(parts) for parts in zip(nothing, *self._kept[place], strict=True)))
        seq, first, fact = np.unique(every.seq, return_index=True, return_inverse=True)
        amount = np.zeros(len(seq), np.int64)
        np.add.at(amount, fact, every.amount)
        return Changes(seq, every.kind[first], amount)

    def enter(self, network: Network, *, seq: int, tick: int) -> None:
        """Go over to another network; what that reclassifies and revalues is posted with the fact of the adoption."""
        before = self._balances()
        super().enter(network, seq=seq, tick=tick)
        if not self._places:
            difference = np.array([self._balances() - before])
            self._kept[0].append(Changes(np.array([seq]), np.array([int(Kind.NETWORK_ADOPTED)]), difference))

    def _balances(self) -> int:
        return int(live_arrays(self.books)["balance"][self._accounts].sum())

    def _post(self, movements: np.ndarray) -> None:
        if self._places:
            super()._post(movements)
            goods = goods_of(movements)
            for kept, place in zip(self._kept, self._places, strict=True):
                rows = goods[goods["point"] == self.network.point_row(*place.split("\t"))]
                kept.append(Changes(rows["seq"].copy(), rows["kind"].copy(), rows["quantity"].copy()))
            return
        sides = entries(self.books, movements)
        sides = sides[np.isin(sides["account"], self._accounts)]
        kind = movements["kind"][np.searchsorted(movements["seq"], sides["seq"])]
        self._kept[0].append(Changes(sides["seq"].copy(), kind, sides["amount"].copy()))


def posted(core: Core, account: int) -> Changes:
    """Return what every fact posted to an account, cents, debit positive; they add up to its balance."""
    return _not_zero(_Asked(core, accounts=[account]).changes())


def moved(core: Core, item: str, location: str) -> Changes:
    """Return by how much every fact changed the stock of a stock point, integer units; they add up to what is there."""
    return _not_zero(_Asked(core, places=[f"{item}\t{location}"]).changes())


def moved_at(core: Core, places: Sequence[str]) -> list[Changes]:
    """Return what `moved` does of several stock points by name, with counts that changed nothing, in one pass."""
    retold = _Asked(core, places=places)
    return [retold.changes(number) for number in range(len(places))]


def _not_zero(changes: Changes) -> Changes:
    left = changes.amount != 0
    return Changes(changes.seq[left], changes.kind[left], changes.amount[left])

"""Facts told once more from the first one, to see what each of them posted to an account or moved at a stock point."""

from collections.abc import Collection
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


class _Retold(Core):
    """A twin that stands on the same journal, writes nothing, and keeps what it is asked for."""

    def __init__(self, core: Core, *, accounts: Collection[int] = (), place: tuple[str, str] | None = None) -> None:
        self._accounts, self._place = np.array(sorted(accounts), np.int64), place
        self._kept: list[Changes] = []
        # What the world answered is in the journal as well.
        super().__init__(core.network, core.journal, world=False)
        self.replay_all()

    def changes(self) -> Changes:
        """Return what was kept, summed up for each fact; facts that changed nothing in all are left out."""
        nothing = Changes(*(np.zeros(0, np.int64) for _ in range(3)))
        every = Changes(*(np.concatenate(parts) for parts in zip(nothing, *self._kept, strict=True)))
        seq, first, place = np.unique(every.seq, return_index=True, return_inverse=True)
        amount = np.zeros(len(seq), np.int64)
        np.add.at(amount, place, every.amount)
        left = amount != 0
        return Changes(seq[left], every.kind[first][left], amount[left])

    def enter(self, network: Network, *, seq: int, tick: int) -> None:
        """Go over to another network; what that reclassifies and revalues is posted with the fact of the adoption."""
        before = self._balances()
        super().enter(network, seq=seq, tick=tick)
        difference = np.array([self._balances() - before])
        self._kept.append(Changes(np.array([seq]), np.array([int(Kind.NETWORK_ADOPTED)]), difference))

    def _balances(self) -> int:
        return int(live_arrays(self.books)["balance"][self._accounts].sum())

    def _post(self, movements: np.ndarray) -> None:
        if self._place is not None:
            super()._post(movements)
            point = self.network.point_row(*self._place)
            # What was on its way at the start has not come yet.
            coming = movements["kind"] == int(Kind.SUPPLY_OPENED)
            rows = movements[(movements["point"] == point) & (point >= 0) & ~coming]
            self._kept.append(Changes(rows["seq"].copy(), rows["kind"].copy(), rows["quantity"].copy()))
            return
        sides = entries(self.books, movements)
        sides = sides[np.isin(sides["account"], self._accounts)]
        kind = movements["kind"][np.searchsorted(movements["seq"], sides["seq"])]
        self._kept.append(Changes(sides["seq"].copy(), kind, sides["amount"].copy()))


def posted(core: Core, account: int) -> Changes:
    """Return what every fact posted to an account, cents, debit positive; they add up to its balance."""
    return _Retold(core, accounts=[account]).changes()


def moved(core: Core, item: str, location: str) -> Changes:
    """Return by how much every fact changed the stock of a stock point, integer units; they add up to what is there."""
    return _Retold(core, place=(item, location)).changes()

"""People in the beer game, who anchor on what they expect and adjust for what they lack [1]_.

References
----------
.. [1] Sterman, Modeling managerial behavior: misperceptions of feedback in a dynamic decision making experiment,
   Management Science 35(3), 1989.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from tugline.facts.kinds import Kind
from tugline.state import arena
from tugline.studies.order_up_to import added, owed_of


class Player(NamedTuple):
    """How one echelon orders: max(0, L + alpha (desired - S - beta SL)), to the nearest case.

    L is what is expected, moved by `theta` towards the newest orders, or where data is `shared` towards what customers
    asked for; S is stock less what is owed, SL what was ordered and is not there yet.
    """

    theta: float
    alpha: float
    beta: float
    desired: float
    shared: bool

    def orders(self, expected: float, stock: int, line: int) -> int:
        """Return what is ordered, in cases; halves go up."""
        return max(0, int(np.floor(expected + self.alpha * (self.desired - stock - self.beta * line) + 0.5)))


@dataclass(frozen=True, slots=True)
class Players:
    """What every game begins with; by echelon, from the customer up, as the rows of points are.

    Parameters
    ----------
    mail
        Whole weeks between an order's week and that in which it is filled.
    first
        What everybody ordered in every week before the game, in cases, and orders in its first `forced` weeks.
    """

    source: np.ndarray
    source_of: np.ndarray
    need: np.ndarray
    day_start: np.ndarray
    players: tuple[Player, ...]
    mail: tuple[int, ...]
    first: int
    forced: int

    def planner(self, _key: int) -> "Game":
        """Return one game."""
        return Game(self)


class Game:
    """Four people, once a week: they decide when the week is over, and their orders travel by mail."""

    def __init__(self, terms: Players) -> None:
        self._terms = terms
        n = len(terms.players)
        self._mail = [[terms.first] * weeks for weeks in terms.mail]
        self._expected = [float(terms.first)] * n
        self._incoming = np.zeros(n, np.int64)
        self._week = -1

    def see(self, facts: np.ndarray) -> None:
        """Take in what each echelon was asked for in the week."""
        asked = facts[facts["kind"] == Kind.ORDER_PLACED]
        self._incoming[0] += asked["quantity"].sum()
        sent = facts[facts["kind"] == Kind.PULL_ADDED]
        origin = self._terms.source["from_point"][sent["source"] - 1]
        np.add.at(self._incoming, origin[origin >= 0], sent["quantity"][origin >= 0])

    def plan(self, state: Any, day: int, days: int) -> np.ndarray:
        """Return the orders that reach whoever is asked in this week."""
        terms, stock, owed = self._terms, arena.arrays(state)["stock"], owed_of(state)
        sent = np.zeros(len(terms.players), np.int64)
        for p, player in enumerate(terms.players):
            decided = self._decided(p, player, stock[p], int(owed[p]))
            self._mail[p].append(terms.first if self._week < terms.forced else decided)
            sent[p] = self._mail[p].pop(0)
        self._incoming[:], self._week = 0, self._week + 1
        # Case by case, since what is there is sent even where not all of it is.
        row = np.repeat(terms.source_of, sent)
        due = terms.day_start[day + days] - 1
        return added(terms.source, row, np.ones(len(row), np.int64), terms.day_start[day], due)

    def _decided(self, p: int, player: Player, stock: Any, owed: int) -> int:
        if self._week >= 0:
            newest = float(self._incoming[0 if player.shared else p])
            self._expected[p] += player.theta * (newest - self._expected[p])
        line = int(stock["on_order"]) + sum(self._mail[p])
        return player.orders(self._expected[p], int(stock["on_hand"]) - owed, line)

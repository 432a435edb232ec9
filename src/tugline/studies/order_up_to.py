"""A planner who orders up to a level that follows a moving average: what most textbooks and many systems do.

At the end of each period he takes the mean of what was asked for in the last `window` periods times the periods that
he has to cover as his level, and orders what his position lacks. Since every new number moves his level, too, he
orders more than was asked for when it rises, and less when it falls: the bullwhip of Chen et al. [1]_.

References
----------
.. [1] Chen, Drezner, Ryan, Simchi-Levi, Quantifying the bullwhip effect in a simple supply chain, Management Science
   46(3), 2000.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from tugline.facts.kinds import FACT, Kind
from tugline.state import arena
from tugline.studies.placed import needs_of


@dataclass(frozen=True, slots=True)
class OrderUpTo:
    """What every run of the planner begins with; arrays are of shape (P,).

    Parameters
    ----------
    source, need
        Records of the network; `source_of` is the row of each point's source, -1 = none.
    protection
        Periods that an order has to cover, >= 1: what is ordered at the end of a period and is there at once covers 1.
    window
        Periods of the moving average, >= 1.
    first
        What is asked of each point in a period, integer units, as it is taken to have been before the run.
    safety
        Integer units that are held above the mean.
    days
        Days in a period, >= 1: `Policy.every`.
    shared
        Whether every echelon forecasts from what customers ask for, instead of from the orders that it gets.
    """

    source: np.ndarray
    need: np.ndarray
    source_of: np.ndarray
    day_start: np.ndarray
    protection: np.ndarray
    window: int
    first: np.ndarray
    safety: np.ndarray
    days: int = 1
    shared: bool = False

    def planner(self, _key: int) -> "Planner":
        """Return the planner of one run."""
        return Planner(self)


class Planner:
    """Orders at the beginning of each period for what the one before it asked."""

    def __init__(self, terms: OrderUpTo) -> None:
        self._terms = terms
        self._past = np.repeat(terms.first[:, np.newaxis].astype(float), terms.window, axis=1)
        self._customers, self._begun = np.zeros(len(terms.source_of), np.int64), False

    def see(self, facts: np.ndarray) -> None:
        """Take in what customers asked for since the last plan."""
        asked = facts[np.isin(facts["kind"], [int(Kind.ORDER_PLACED), int(Kind.SALE_MADE)])]
        np.add.at(self._customers, asked["point"] - 1, asked["quantity"])

    def plan(self, state: Any, day: int, days: int) -> np.ndarray:
        """Return the orders of the period of `days` days from `day` on, as facts."""
        customers, self._customers = self._customers, np.zeros_like(self._customers)
        if not self._begun:
            # Nobody has asked for anything yet that could be heard of.
            self._begun = True
            return np.zeros(0, FACT)
        quantity = self._orders(position_of(state), customers)
        return self._released(quantity, day, days)

    def _orders(self, position: np.ndarray, customers: np.ndarray) -> np.ndarray:
        """Return what each point orders; those nearer to customers come first, and their orders are demand above."""
        terms, n = self._terms, len(self._terms.source_of)
        asked, wanted, quantity = customers.copy(), customers.copy(), np.zeros(n, np.int64)
        self._past = np.roll(self._past, -1, axis=1)
        for p in range(n):  # rows are in level order: whatever asks of a point comes before it
            self._past[p, -1] = wanted[p] if terms.shared else asked[p]
            if terms.source_of[p] < 0:
                continue
            level = terms.protection[p] * self._past[p].mean() + terms.safety[p]
            quantity[p] = max(0, int(np.rint(level)) - int(position[p]))
            for order, demand in ((quantity, asked), (wanted, wanted)):
                _, above, needed = needs_of(terms.source, terms.need, terms.source_of[p : p + 1], order[p : p + 1])
                np.add.at(demand, above, needed)
                if demand is asked:
                    np.subtract.at(position, above, needed)
        return quantity

    def _released(self, quantity: np.ndarray, day: int, days: int) -> np.ndarray:
        terms, points = self._terms, np.flatnonzero(quantity)
        return added(
            terms.source, terms.source_of[points], quantity[points], terms.day_start[day],
            terms.day_start[day + terms.protection[points] * days] - 1,
        )  # fmt: skip


def position_of(state: Any) -> np.ndarray:
    """Return on hand + on order - what is owed of every stock point, integer units, shape (P,)."""
    stock = arena.arrays(state)["stock"]
    position: np.ndarray = stock["on_hand"] + stock["on_order"] - owed_of(state)
    return position


def owed_of(state: Any) -> np.ndarray:
    """Return what is asked of every stock point and has not left it, kept from stock or supply or not, shape (P,)."""
    stock = arena.arrays(state)["stock"]
    owed: np.ndarray = stock["allocated"] + stock["pegged"] + stock["waiting"]
    return owed


def added(
    source: np.ndarray, row: np.ndarray, quantity: np.ndarray, tick: np.ndarray, due: np.ndarray
) -> np.ndarray:  # fmt: skip
    """Return orders on sources as pulls that somebody adds by hand: `row` of the sources, units, when, due by when."""
    facts = np.zeros(len(row), FACT)
    facts["kind"], facts["priority"] = int(Kind.PULL_ADDED), 5
    facts["point"], facts["source"] = source["point"][row] + 1, row + 1
    facts["party"] = source["supplier"][row] + 1
    facts["quantity"] = quantity
    facts["tick"] = facts["occurred_at"] = tick
    facts["due"] = due
    return facts

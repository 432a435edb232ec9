"""Customers of a fashion shop: nobody knows how many will like an article, and more come when its price is lower.

Each article of each season has a success of its own, a lognormal factor of mean 1. Customers of an article and store
come one by one at random, as often as the success and the price in force say [1]_. They take a piece if there is one.

References
----------
.. [1] Talluri, van Ryzin, The theory and practice of revenue management, ch. 5 and 7: demand of constant elasticity.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from tugline.facts.kinds import FACT, Kind
from tugline.state.kernel import kernel
from tugline.world.chances import count_rows, lognormal_row
from tugline.world.luck import DEMAND, ONE, count, factor, word

SUCCESS = 102
"""The stream of luck that successes are drawn from; those below 100 are the world's own."""
CENT = 100
"""Of a price in 1/10,000 of the currency."""
GRID = np.append(0.0, np.geomspace(0.005, 2000, 330))
"""Means that are drawn by, 4 % apart."""


@dataclass(frozen=True, slots=True)
class Priced:
    """Who comes to some tills, article by article; arrays of cells (an article in a store) are of shape (C,).

    Parameters
    ----------
    point, article
        Row of the stock point and number of the article of each cell.
    mean
        Customers a day at list price of an article of mean success.
    price
        List price, 1/10,000 of the currency.
    spread
        Standard deviation of the success, >= 0.
    elasticity
        Customers come as (price in force / list price) ** -elasticity says, >= 0.
    day
        Local day of the first season's first day; `season_days` in a season.
    depth
        Part of the price that is taken off on each day of a season, 0 to below 1, shape (season_days,).
    opens, closes
        Ticks after midnight between which they come, evenly spread.
    """

    point: np.ndarray
    article: np.ndarray
    mean: np.ndarray
    price: np.ndarray
    spread: float
    elasticity: float
    day: int
    depth: np.ndarray
    opens: int
    closes: int

    def signals(self, key: int, day_start: np.ndarray, first_day: int, days: int) -> np.ndarray:
        """Return the sales that are asked for on some days, sorted by tick."""
        day = np.arange(first_day, first_day + days)
        season, place = np.divmod(day - self.day, len(self.depth))
        many = _counts(key, _TABLE, self._rows(key, season, place), first_day)
        cell, at = np.nonzero(many)
        here = many[cell, at]
        number = np.concatenate([np.arange(n) for n in here.tolist()]) if len(here) else np.zeros(0, np.int64)
        cell, at, here = np.repeat(cell, here), np.repeat(at, here), np.repeat(here, here)
        rows = np.zeros(len(cell), FACT)
        rows["kind"], rows["priority"], rows["quantity"] = int(Kind.SALE_MADE), 5, 1
        rows["point"] = self.point[cell] + 1
        rows["amount"] = self.prices(place)[cell, at]
        wide = self.closes - self.opens
        rows["tick"] = rows["occurred_at"] = day_start[day[at]] + self.opens + (2 * number + 1) * wide // (2 * here)
        drawn: np.ndarray = rows[np.argsort(rows["tick"], kind="stable")]
        return drawn

    def prices(self, place: np.ndarray) -> np.ndarray:
        """Return the price in force of each cell on some days of a season, to the cent, shape (C, days)."""
        cents = np.rint(self.price[:, np.newaxis] * (1 - self.depth[place]) / CENT).astype(np.int64)
        in_force: np.ndarray = cents * CENT
        return in_force

    def success(self, key: int, season: int) -> np.ndarray:
        """Return the success of each cell's article in a season, shape (C,)."""
        table = _factors(self.spread)
        articles = np.unique(self.article)
        drawn = [factor(table, 0, np.uint64(word(key, SUCCESS, int(a), season))) / ONE for a in articles.tolist()]
        of_cell: np.ndarray = np.array(drawn)[np.searchsorted(articles, self.article)]
        return of_cell

    def _rows(self, key: int, season: np.ndarray, place: np.ndarray) -> np.ndarray:
        """Return the row of `GRID` of each cell and day, shape (C, days)."""
        known = {s: self.success(key, s) for s in np.unique(season).tolist()}
        success = np.stack([known[s] for s in season.tolist()], axis=1)
        mean = self.mean[:, np.newaxis] * success * (1 - self.depth[place]) ** -self.elasticity
        # The nearest one, by ratio.
        middle = np.sqrt(GRID[1:-1] * GRID[2:])
        rows: np.ndarray = np.where(mean < GRID[1] / 2, 0, 1 + np.searchsorted(middle, mean))
        return rows


@cache
def _factors(spread: float) -> np.ndarray:
    return lognormal_row(spread)[np.newaxis]


_TABLE = count_rows([(m, m) for m in GRID.tolist()])


@kernel
def _counts(key: int, table: np.ndarray, rows: np.ndarray, first_day: int) -> np.ndarray:
    many = np.zeros(rows.shape, np.int64)
    for c in range(rows.shape[0]):
        for d in range(rows.shape[1]):
            many[c, d] = count(table, rows[c, d], word(key, DEMAND, c, first_day + d))
    return many

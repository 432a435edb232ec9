"""Who buys a collection: a little before the season and then what sells, or all of it before the season."""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

from tugline.facts.kinds import FACT, Kind
from tugline.facts.parameters import Parameter
from tugline.state import arena
from tugline.studies.customers import WEEK
from tugline.studies.order_up_to import added


@dataclass(frozen=True, slots=True)
class Buying:
    """What every run begins with; articles by number, `stores` of shape (articles, stores).

    Parameters
    ----------
    centre, stores
        Rows of the points of each article in the distribution centre and in every store.
    source, source_of
        Records of the network's sources, and the row of each centre's.
    day
        Local day of the first season's first day, a Monday.
    season, sale, production, memory
        Weeks of a season, of its sale, from an order to the centre, and of sales that are looked at.
    expected
        Pieces of an article in all stores and a week at list price, before anything is known.
    first
        Pieces of each article that are bought before a season.
    again
        Whether what sells is bought again.
    cover
        Weeks that a store's level covers; `delay` of a season's first week nobody can buy, goods being on their way.
    """

    centre: np.ndarray
    stores: np.ndarray
    source: np.ndarray
    source_of: np.ndarray
    day_start: np.ndarray
    day: int
    season: int
    sale: int
    production: int
    memory: int
    expected: float
    first: int
    again: bool
    service: float
    display: int
    cover: float
    delay: float

    def planner(self, _key: int) -> "Buyer":
        """Return the buyer of one run."""
        return Buyer(self)


def big_buy(mean: float, spread: float, service: float) -> int:
    """Return what has to be bought so that it is enough with a probability, where demand is lognormal."""
    s = math.sqrt(math.log1p(spread**2))
    return math.ceil(mean * math.exp(s * NormalDist().inv_cdf(service) - s**2 / 2))


class Buyer:
    """Looks at the sales once a week."""

    def __init__(self, terms: Buying) -> None:
        self._terms = terms
        n = len(terms.centre)
        self._z = NormalDist().inv_cdf(terms.service)
        self._article = {int(p): a for a, row in enumerate(terms.stores) for p in row}
        self._sold = np.zeros(n)
        self._weeks: list[np.ndarray] = []
        self._position, self._next = np.zeros(n), np.zeros(n)

    def see(self, facts: np.ndarray) -> None:
        """Take in what was sold."""
        sold = facts[facts["kind"] == Kind.SALE_MADE]
        articles = [self._article[p] for p in (sold["point"] - 1).tolist()]
        np.add.at(self._sold, articles, sold["quantity"])

    def plan(self, state: Any, day: int, days: int) -> np.ndarray:
        """Return what is written off, the levels of stores and what is bought, in this week."""
        del days
        terms, stock = self._terms, arena.arrays(state)["stock"]
        week = (day - terms.day) // WEEK
        place, begun = week % terms.season, week > 0
        self._weeks.append(self._sold)
        self._position -= self._sold
        self._sold = np.zeros_like(self._sold)
        off = np.zeros(0, FACT)
        if place == 0:
            off = self._written_off(stock, day) if begun else off
            self._weeks, self._position, self._next = [], self._next, np.zeros_like(self._next)
        rate = self._rate(place)
        bought = self._again(rate, place) if terms.again else np.zeros_like(rate)
        self._position += bought
        if not begun or place == terms.season - terms.production:
            first = np.full(len(rate), float(terms.first))
            bought = bought + first
            if begun:
                self._next += first
            else:
                self._position += first
        return np.concatenate([self._levels(stock, rate, place, day), off, self._orders(bought, day)])

    def _rate(self, place: int) -> np.ndarray:
        """Return the pieces of each article that are taken to be asked for in a week."""
        terms = self._terms
        if not self._weeks:
            return np.full(len(terms.centre), terms.expected)
        last = self._weeks[-terms.memory :]
        whole = len(last) - (terms.delay if len(last) == place else 0)
        rate: np.ndarray = np.sum(last, axis=0) / whole
        return rate

    def _again(self, rate: np.ndarray, place: int) -> np.ndarray:
        """Return what is bought again: what is missing until the next order's goods, and none for the sale."""
        terms = self._terms
        weeks = min(terms.production + 1, terms.season - terms.sale - place)
        if weeks <= terms.production:
            return np.zeros_like(rate)
        wanted = rate * weeks + self._z * np.sqrt(rate * weeks) + terms.display * terms.stores.shape[1]
        short: np.ndarray = np.maximum(0, np.ceil(wanted - self._position))
        return short

    def _levels(self, stock: np.ndarray, rate: np.ndarray, place: int, day: int) -> np.ndarray:
        """Return the facts that set the levels of stores; in the sale they get all that is left."""
        terms, many = self._terms, self._terms.stores.shape[1]
        each = rate / many * terms.cover
        level = np.maximum(terms.display, np.ceil(each + self._z * np.sqrt(each)))[:, np.newaxis]
        if place >= terms.season - terms.sale:
            share = np.ceil(stock["on_hand"][terms.centre] / many)[:, np.newaxis]
            level = stock["on_hand"][terms.stores] + share
        rows = np.zeros(terms.stores.size, FACT)
        rows["kind"], rows["code"], rows["priority"] = int(Kind.PARAMETER_SET), int(Parameter.LEVEL), 5
        rows["point"] = terms.stores.reshape(-1) + 1
        rows["quantity"] = np.broadcast_to(level, terms.stores.shape).reshape(-1)
        rows["tick"] = rows["occurred_at"] = terms.day_start[day]
        return rows

    def _written_off(self, stock: np.ndarray, day: int) -> np.ndarray:
        """Return the facts by which all that lies anywhere when a season is over is thrown away."""
        points = np.concatenate([self._terms.centre, self._terms.stores.reshape(-1)])
        points = points[stock["on_hand"][points] > 0]
        rows = np.zeros(len(points), FACT)
        rows["kind"], rows["priority"] = int(Kind.SCRAPPED), 5
        rows["point"], rows["quantity"] = points + 1, stock["on_hand"][points]
        rows["tick"] = rows["occurred_at"] = self._terms.day_start[day]
        return rows

    def _orders(self, bought: np.ndarray, day: int) -> np.ndarray:
        terms, some = self._terms, np.flatnonzero(bought)
        due = terms.day_start[day + terms.production * WEEK]
        return added(terms.source, terms.source_of[some], bought[some].astype(np.int64), terms.day_start[day], due)

"""Who wants a console when, and how they order: fans, some of them in both channels, and resellers with many orders."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.studies.customers import WEEK
from tugline.world.chances import count_rows
from tugline.world.luck import DEMAND, PICK, count, word

STORE, SHOPS = range(2)
"""The channels: the maker's own store, and shops."""
MOST_ORDERS = 64
"""So many orders has one person at most; the name of an order is its person's number times this, and its own plus 1."""
HOUR, DAY = 60, 1440
"""Minutes."""
(_RESELLS, _CHANNEL, _DOUBLE, _PATIENCE, _CANCELS) = range(5)
"""What is drawn of a person."""
_MINUTE, _NAME, LOT = 100, 200, 300
"""What is drawn of an order: each stands before the order's own number."""
_WORLDS = 64


class Terms(NamedTuple):
    """What people do; times in days from the first day on, see the parameters of the case."""

    applicants: int
    new_each_week: float
    spike: float
    spike_half_life: float
    """Weeks."""
    patience_weeks: float
    reseller_share: float
    reseller_orders: int
    other_names: float
    double_share: float
    double_cancelled: float
    store_share: float
    launch: int
    days: int


class People(NamedTuple):
    """All who come in one world, by number."""

    resells: np.ndarray
    first: np.ndarray
    """Their first channel."""
    gives_up: np.ndarray
    """The day on which they wait no longer."""
    cancels: np.ndarray
    """Who cancels another order once they have a console."""
    day: np.ndarray


class Orders(NamedTuple):
    """All orders of one world, in the order of their times."""

    person: np.ndarray
    lot: np.ndarray
    """The name of the order."""
    name: np.ndarray
    """Under which the customer is known: that of the person, or another one."""
    channel: np.ndarray
    day: np.ndarray
    minute: np.ndarray


def chance(key: int, who: int, which: int) -> float:
    """Return what is drawn of somebody, from 0 to below 1."""
    return float(int(word(key, PICK, who, which)) >> 11) / (1 << 53)


@lru_cache(maxsize=_WORLDS)
def world_of(terms: Terms, key: int) -> tuple[People, Orders]:
    """Return who comes in the world of a key, and what they order; the same under every rule."""
    day = np.repeat(np.arange(terms.days), _arrivals(terms, key))
    n = len(day)
    drawn = np.array([[chance(key, who, which) for which in range(5)] for who in range(n)]).reshape(n, 5)
    patience = np.ceil(-terms.patience_weeks * WEEK * np.log1p(-drawn[:, _PATIENCE])).astype(np.int64)
    people = People(
        resells=drawn[:, _RESELLS] < terms.reseller_share,
        first=np.where(drawn[:, _CHANNEL] < terms.store_share, STORE, SHOPS),
        gives_up=day + np.maximum(1, patience),
        cancels=drawn[:, _CANCELS] < terms.double_cancelled,
        day=day,
    )
    many = np.where(people.resells, terms.reseller_orders, 1 + (drawn[:, _DOUBLE] < terms.double_share))
    return people, _orders(terms, key, people, many)


def _arrivals(terms: Terms, key: int) -> list[int]:
    """Return how many come on each day: all who applied on the first, by chance on all others."""
    days = np.arange(terms.days)
    later = np.maximum(0, days - terms.launch)
    spike = np.where(days >= terms.launch, terms.spike * 0.5 ** (later / WEEK / terms.spike_half_life), 0.0)
    means = (np.round((terms.new_each_week + spike) / WEEK, 6)).tolist()
    table = count_rows([(mean, mean) for mean in means])
    found = [int(count(table, day, np.uint64(word(key, DEMAND, 0, day)))) for day in range(terms.days)]
    found[0] += terms.applicants
    return found


def _orders(terms: Terms, key: int, people: People, many: np.ndarray) -> Orders:
    person = np.repeat(np.arange(len(many)), many)
    nth = np.arange(len(person)) - np.repeat(np.cumsum(many) - many, many)
    lot = person * MOST_ORDERS + nth + 1
    resells = people.resells[person]
    pairs = list(zip(person.tolist(), nth.tolist(), strict=True))
    # Nobody orders at midnight, when a rule has its turn.
    within = np.where(resells, HOUR, DAY) - 1
    minute = 1 + (np.array([chance(key, who, _MINUTE + n) for who, n in pairs]) * within).astype(np.int64)
    other = resells & (np.array([chance(key, who, _NAME + n) for who, n in pairs]) < terms.other_names)
    name = np.where(other, lot, person * MOST_ORDERS)
    channel = np.where(nth % 2 == 0, people.first[person], 1 - people.first[person])
    day = people.day[person]
    order = np.lexsort((lot, minute, day))
    return Orders(*(column[order] for column in (person, lot, name, channel, day, minute)))


class Launch(NamedTuple):
    """The crowd of the case: whoever comes, as signals of a study."""

    terms: Terms
    point: int
    parties: tuple[int, int]
    """Rows of the customers that stand for the channels."""
    price: int
    """1/10,000 of the currency."""
    day: int
    """Local day of the first day."""

    def signals(self, key: int, day_start: np.ndarray, first_day: int, days: int) -> np.ndarray:
        """Return the orders of some days, sorted by tick."""
        _, orders = world_of(self.terms, key)
        low, high = np.searchsorted(orders.day, (first_day - self.day, first_day - self.day + days))
        some = slice(int(low), int(high))
        rows = np.zeros(int(high - low), FACT)
        rows["kind"], rows["point"], rows["quantity"] = int(Kind.ORDER_PLACED), self.point + 1, 1
        rows["party"] = np.array(self.parties)[orders.channel[some]] + 1
        rows["amount"], rows["priority"], rows["due"], rows["lot"] = self.price, 5, NEVER, orders.lot[some]
        rows["tick"] = rows["occurred_at"] = day_start[orders.day[some] + self.day] + orders.minute[some]
        return rows


def sunday(launch: int, week: int) -> int:
    """Return the day with which a week of sales ends; the first one has four days."""
    return launch + 3 + WEEK * (week - 1)

"""The bullwhip of one run: how much more orders swing than what is asked for, echelon by echelon [1]_.

An echelon is a level of the network: customers ask the points of echelon 1, those order what the points of echelon 2
are asked for, and so on to what is bought. An order counts in the period in which it is placed on its source; what is
withdrawn of it is taken off in the period in which that is said, as whoever was asked sees it.

References
----------
.. [1] Lee, Padmanabhan, Whang, Information distortion in a supply chain, Management Science 43(4), 1997.
"""

from typing import NamedTuple

import numpy as np

from tugline.facts.kinds import Kind
from tugline.network.layout import COST_SCALE
from tugline.studies.placed import Placed, needs_of

WEEK = 7
DAYS = {"day": 1, "week": WEEK}
"""Periods that are looked at, in days."""
STAGE, POINTS, CUSTOMERS = "", "_points", "_customers"
"""Endings of a figure's name: of the echelon as a whole, the mean of its points, against what customers ask for."""
ORDERS, ASKED = 0, 1
UNEVEN = 1e-12
"""A variance below this part of the mean's square is one of rounding: what never changes has no bullwhip."""


def figure(period: str, echelon: int, measure: str) -> str:
    """Return the name of a figure."""
    return f"bullwhip_{period}_{echelon}{measure}"


class Echelons(NamedTuple):
    """What asks what of whom: level and weight of each point, shape (P,), and the network's sources and bills.

    `weight` is what one integer unit costs, in the currency: an echelon adds up unlike items by their standard cost.
    """

    level: np.ndarray
    weight: np.ndarray
    source: np.ndarray
    need: np.ndarray


def echelons(point: np.ndarray, source: np.ndarray, need: np.ndarray) -> Echelons:
    """Return the echelons of a network's records; where nothing has a cost, a whole unit of any item counts as one."""
    cost = point["standard_cost"] if (point["standard_cost"] > 0).any() else np.full(len(point), COST_SCALE)
    return Echelons(point["level"].copy(), cost / COST_SCALE / point["scale"], source, need)


class Swings(NamedTuple):
    """What came of one run: figures by name, None = not known; `weeks`, shape (E + 1, W), in the currency.

    Row 0 of `weeks` is what customers asked for at standard cost, row e what the points of echelon e ordered.
    """

    values: dict[str, float | None]
    weeks: np.ndarray


NO_SWINGS = Swings({}, np.zeros((0, 0)))
"""Of a run that nobody watched."""


class _Moments:
    """Sums of what each point had in each period."""

    def __init__(self, n: int) -> None:
        self._n, self._sum, self._squares = 0, np.zeros(n), np.zeros(n)

    def add(self, periods: np.ndarray) -> None:
        """Take in some periods, shape (P, n)."""
        self._n += periods.shape[1]
        self._sum += periods.sum(axis=1)
        self._squares += (periods * periods).sum(axis=1)

    def variance(self) -> np.ndarray:
        """Return the variance of each point, 0 where it is one of rounding."""
        n = max(1, self._n)
        found = self._squares / n - (self._sum / n) ** 2
        whole: np.ndarray = np.where(found > UNEVEN * (self._sum / n) ** 2, found, 0.0)
        return whole


class Bullwhip:
    """Takes in what customers ask for and the facts of a run, from local day `first_day` on."""

    def __init__(self, network: Echelons, first_day: int, day_start: np.ndarray) -> None:
        self._network, self._first, self._day_start = network, first_day, day_start
        self._weeks: dict[int, np.ndarray] = {}
        self._closed = 0
        self._moments = {days: (_Moments(len(network.level)), _Moments(len(network.level))) for days in DAYS.values()}
        self._by_day: list[np.ndarray] = []
        self._customers: dict[int, float] = {}
        self._placed = Placed()

    def ask(self, signals: np.ndarray) -> None:
        """Take in what customers ask for in some days ahead, whether they get it or not."""
        wanted = signals[np.isin(signals["kind"], [int(Kind.ORDER_PLACED), int(Kind.SALE_MADE)])]
        day, point = self._days(wanted["tick"]), wanted["point"] - 1
        self._note(ASKED, point, day, wanted["quantity"])
        worth = wanted["quantity"] * self._network.weight[point]
        for d in np.unique(day[day >= 0]).tolist():
            self._customers[d] = self._customers.get(d, 0.0) + float(worth[day == d].sum())

    def add(self, facts: np.ndarray) -> None:
        """Take in facts in journal order; they are not kept."""
        if not len(facts):
            return
        # No fact comes that is older than the first of these.
        self._close(int(self._days(facts["tick"][:1])[0]) // WEEK)
        changes, network = self._placed.changes(facts), self._network
        day = self._days(changes.tick)
        self._note(ORDERS, network.source["point"][changes.source], day, changes.quantity)
        place, point, needed = needs_of(network.source, network.need, changes.source, changes.quantity)
        self._note(ASKED, point, day[place], needed)

    def swings(self, days: int) -> Swings:
        """Return what came of the `days` days measured; a week that is not whole counts among the days only."""
        self._close(days // WEEK)
        if days % WEEK:
            self._keep(self._weeks.pop(days // WEEK, self._nothing())[:, :, : days % WEEK])
        by_day = np.concatenate(self._by_day, axis=2)
        customers = np.array([[self._customers.get(d, 0.0) for d in range(days)]])
        values: dict[str, float | None] = {}
        for period, length in DAYS.items():
            orders, asked, wanted = (_periods(x, length) for x in (by_day[ORDERS], by_day[ASKED], customers))
            of_orders, of_asked = (moments.variance() for moments in self._moments[length])
            for e in range(len(orders)):
                own = self._network.level == e
                values[figure(period, e + 1, STAGE)] = _ratio(_variance(orders[e]), _variance(asked[e]))
                values[figure(period, e + 1, POINTS)] = _mean_ratio(of_orders[own], of_asked[own])
                values[figure(period, e + 1, CUSTOMERS)] = _ratio(_relative(orders[e]), _relative(wanted[0]))
        return Swings(values, np.concatenate([_periods(customers, WEEK), _periods(by_day[ORDERS], WEEK)]))

    def _days(self, ticks: np.ndarray) -> np.ndarray:
        """Return the day of each tick, 0 = the first that is measured."""
        days: np.ndarray = np.searchsorted(self._day_start, ticks, side="right") - 1 - self._first
        return days

    def _nothing(self) -> np.ndarray:
        return np.zeros((2, len(self._network.level), WEEK))

    def _note(self, what: int, point: np.ndarray, day: np.ndarray, quantity: np.ndarray) -> None:
        for week in np.unique(day[day >= 0] // WEEK).tolist():
            rows = (day // WEEK == week) & (day >= 0)
            held = self._weeks.setdefault(week, self._nothing())
            np.add.at(held[what], (point[rows], day[rows] % WEEK), quantity[rows])

    def _close(self, stop: int) -> None:
        """Sum up the weeks before week `stop`."""
        for week in range(self._closed, stop):
            held = self._weeks.pop(week, self._nothing())
            self._keep(held)
            for what, moments in enumerate(self._moments[WEEK]):
                moments.add(held[what].sum(axis=1, keepdims=True))
        self._closed = max(self._closed, stop)

    def _keep(self, held: np.ndarray) -> None:
        network = self._network
        for what, moments in enumerate(self._moments[1]):
            moments.add(held[what])
        worth = held * network.weight[:, np.newaxis]
        summed = np.zeros((2, int(network.level.max(initial=-1)) + 1, held.shape[2]))
        for what in (ORDERS, ASKED):
            np.add.at(summed[what], network.level, worth[what])
        self._by_day.append(summed)


def _periods(by_day: np.ndarray, days: int) -> np.ndarray:
    """Return sums over whole periods, shape (rows, periods)."""
    n = by_day.shape[1] // days
    sums: np.ndarray = by_day[:, : n * days].reshape(len(by_day), n, days).sum(axis=2)
    return sums


def _variance(series: np.ndarray) -> float:
    found = float(series.var()) if len(series) else 0.0
    return found if len(series) and found > UNEVEN * float(series.mean()) ** 2 else 0.0


def _relative(series: np.ndarray) -> float:
    """Return the variance as a share of the mean's square; 0 where nothing is asked for in the mean."""
    mean = float(series.mean()) if len(series) else 0.0
    return _variance(series) / mean**2 if mean > 0 else 0.0


def _ratio(of: float, to: float) -> float | None:
    return of / to if to > 0 else None


def _mean_ratio(of: np.ndarray, to: np.ndarray) -> float | None:
    """Return the mean ratio of those points whose demand swings at all."""
    some = to > 0
    return float((of[some] / to[some]).mean()) if some.any() else None

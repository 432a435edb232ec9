"""Lives of items in a study: who asks for one that is on sale, what is planned for it, and how it ends."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.facts.parameters import Parameter
from tugline.state import arena
from tugline.state.layout import BASE_STOCK, KANBAN, TO_ORDER, WITHDRAWN
from tugline.studies.customers import Crowd
from tugline.studies.replicate import Planner, Policy

ALWAYS = -NEVER
NOTHING = np.zeros(0, FACT)


class Lives(NamedTuple):
    """When the item of each stock point is on sale: from tick `begins` on and before tick `ends`, shape (P,).

    `ALWAYS` and `NEVER` where nobody said.
    """

    begins: np.ndarray
    ends: np.ndarray

    def days(self, day_start: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the first local day on which each is on sale all day, and the first on which it is not all day."""
        first = np.where(self.begins == ALWAYS, ALWAYS, np.searchsorted(day_start, self.begins))
        last = np.where(self.ends == NEVER, NEVER, np.searchsorted(day_start, self.ends, side="right") - 1)
        return first, last

    def of(self, rows: np.ndarray) -> np.ndarray:
        """Return those signals that ask for what is on sale."""
        point = rows["point"] - 1
        asked: np.ndarray = rows[(self.begins[point] <= rows["tick"]) & (rows["tick"] < self.ends[point])]
        return asked

    def on_sale(self, day_start: np.ndarray, day: int, days: int) -> np.ndarray:
        """Return on which of so many days from a local day on each is on sale all day, shape (P, days)."""
        first, last = (each[:, np.newaxis] for each in self.days(day_start))
        ahead = day + np.arange(days)
        on_sale: np.ndarray = (first <= ahead) & (ahead < last)
        return on_sale


class OnSale(NamedTuple):
    """Customers who ask only for what is on sale; an order of which nothing is left does not come."""

    customers: Crowd
    lives: Lives

    def signals(self, key: int, day_start: np.ndarray, first_day: int, days: int) -> np.ndarray:
        """Return what they ask for on some days; the same luck as without lives."""
        return self.lives.of(self.customers.signals(key, day_start, first_day, days))


@dataclass(frozen=True, slots=True)
class Ends:
    """How items end: where, when a point is pulled for the last time, and where what is left is written off.

    Parameters
    ----------
    ends
        Tick at which each item is sold no more, NEVER = it stays; shape (P,), as the next two.
    stops
        Tick from which on nothing more is pulled to keep stock of it: what comes later comes too late.
    scrapped
        Where what nobody bought is written off.
    item
        Item of each point: while a line of it is open anywhere, nothing of it is written off.
    """

    ends: np.ndarray
    stops: np.ndarray
    scrapped: np.ndarray
    day_start: np.ndarray
    item: np.ndarray

    def of(self, policy: Policy) -> Policy:
        """Return a policy that lets items end; what it does until then is its own."""
        return replace(policy, planner=EndsOf(self, policy.planner, policy.every), every=1)


@dataclass(frozen=True, slots=True)
class EndsOf:
    """Makes the planners of runs in which items end."""

    ends: Ends
    planner: Callable[[int], Planner] | None
    every: int

    def __call__(self, key: int) -> "Ending":
        """Return the planner of one run."""
        return Ending(self.ends, self.planner(key) if self.planner is not None else None, self.every)


class Ending:
    """Lets a planner plan as often as he does, and looks every midnight for items that end."""

    def __init__(self, ends: Ends, planner: Planner | None, every: int) -> None:
        self._ends, self._planner, self._every = ends, planner, every
        self._next = -1
        self._held = NOTHING
        self._stopped = np.zeros(len(ends.stops), np.bool_)

    def see(self, facts: np.ndarray) -> None:
        """Pass on what happened."""
        if self._planner is not None:
            self._planner.see(facts)

    def plan(self, state: Any, day: int, days: int) -> np.ndarray:
        """Return what is planned for these days, what is pulled no more, and what is written off."""
        if self._planner is not None and (self._next < 0 or day >= self._next):
            self._held = self._planner.plan(state, day, self._every)
            self._next = day + self._every
        until = int(self._ends.day_start[day + days])
        now = self._held["tick"] < until
        planned, self._held = self._held[now], self._held[~now]
        return np.concatenate([self._last_pulls(state, day, until), self._written_off(state, day), planned])

    def _last_pulls(self, state: Any, day: int, until: int) -> np.ndarray:
        """Return facts after which points that keep stock of what ends keep none: only waiting lines pull."""
        due = (self._ends.stops < until) & ~self._stopped
        self._stopped |= due
        arrays, points = arena.arrays(state), np.flatnonzero(due)
        kinds = arrays["loop"]["kind"][points]
        cards = arrays["card"][: int(arrays["head"]["cards"][0])]
        cards = cards[cards["state"] != WITHDRAWN]
        # Shelves, which are loops of cards without any, pull nothing as it is.
        pulls = (kinds != KANBAN) | np.isin(points, cards["point"])
        points = points[(kinds > 0) & (kinds != TO_ORDER) & pulls]
        cards = cards[np.isin(cards["point"], points)]
        gone = _rows(Kind.CARD_WITHDRAWN, cards["point"])
        gone["lot"] = cards["number"]
        sets = (Parameter.LEVEL, 0), (Parameter.DISPLAY, 0), (Parameter.KIND, BASE_STOCK)
        rows = [_rows(Kind.PARAMETER_SET, points) for _ in sets]
        for row, (code, value) in zip(rows, sets, strict=True):
            row["code"], row["quantity"] = int(code), value
        facts = np.concatenate([gone, *rows])
        start = int(self._ends.day_start[day])
        facts["tick"] = facts["occurred_at"] = np.maximum(start, self._ends.stops[facts["point"] - 1])
        return facts

    def _written_off(self, state: Any, day: int) -> np.ndarray:
        """Return facts by which what lies free of ended items at a midnight is thrown away."""
        ends, arrays, start = self._ends, arena.arrays(state), int(self._ends.day_start[day])
        free = arrays["stock"]["on_hand"] - arrays["stock"]["allocated"]
        # Lines that were ordered in time still get theirs, be it that it lies at another place yet.
        lines = arrays["line"][arrays["line"]["id"] > 0]
        wanted = np.isin(ends.item, ends.item[lines["point"][lines["shipped"] < lines["quantity"]]])
        points = np.flatnonzero(ends.scrapped & (ends.ends <= start) & (free > 0) & ~wanted)
        rows = _rows(Kind.SCRAPPED, points)
        rows["quantity"], rows["tick"], rows["occurred_at"] = free[points], start, start
        return rows


def _rows(kind: Kind, points: np.ndarray) -> np.ndarray:
    rows = np.zeros(len(points), FACT)
    rows["kind"], rows["point"], rows["priority"] = int(kind), points + 1, 5
    return rows

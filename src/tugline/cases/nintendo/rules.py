"""The seller of a launch: whom each rule lets in and serves first, and what it comes to.

What people do beside ordering, they do here too: who has a console may cancel another order, and who has waited long
enough gives up. It is the same under every rule.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from tugline.cases.nintendo.figures import Tally, figures
from tugline.cases.nintendo.people import LOT, SHOPS, STORE, Terms, chance, world_of
from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.promise.order_limits import Had, room
from tugline.promise.shortage import Claim, Limits, SharedBy, allot

USUAL = 5
"""The class of an order that no rule ranks."""
LAST = 999_999
"""Lots are numbers from 1 to this."""
ABSENT, WAITS, SERVED, GONE = range(4)
"""What may have become of an order."""
CHANNELS = {STORE: "store", SHOPS: "shops"}


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may order, and who is served first; without any of it whoever came first.

    `quota` = the share of what comes that goes to the maker's own store, None = whoever is next gets it.
    """

    says: str
    limit: bool = False
    lots: bool = False
    one_each: bool = False
    quota: float | None = None


@dataclass(frozen=True, slots=True)
class Selling:
    """What every run begins with; `comes` holds the consoles that come on each day, from the first one on."""

    rule: Rule
    terms: Terms
    point: int
    parties: tuple[int, int]
    day: int
    day_start: np.ndarray
    comes: np.ndarray

    def planner(self, key: int) -> "Seller":
        """Return the seller of one run."""
        return Seller(self, key)


class Seller:
    """Looks at new orders in the night before consoles come, once a week, and measures what came of it."""

    def __init__(self, selling: Selling, key: int) -> None:
        self._selling, self._key = selling, key
        self.people, self.orders = world_of(selling.terms, key)
        n = len(self.orders.lot)
        self._place = {lot: place for place, lot in enumerate(self.orders.lot.tolist())}
        self._of_line: dict[int, int] = {}
        self._line = np.zeros(n, np.int64)
        self.state = np.zeros(n, np.int8)
        self.served_on = np.full(n, NEVER, np.int64)
        self.has_one = np.zeros(len(self.people.day), np.bool_)
        """Who has a console, by number of the person."""
        self._had: dict[int, list[Had]] = {}
        self._looked = 0
        """Orders stand in the order of their times: those before this place were looked at."""
        self.tally = Tally()

    def see(self, facts: np.ndarray) -> None:
        """Take in what was ordered and shipped."""
        placed = facts[facts["kind"] == Kind.ORDER_PLACED]
        for line, lot in zip(placed["seq"].tolist(), placed["lot"].tolist(), strict=True):
            place = self._place[lot]
            self._of_line[line] = place
            self._line[place], self.state[place] = line, WAITS
        shipped = facts[facts["kind"] == Kind.SHIPPED]
        days = np.searchsorted(self._selling.day_start, shipped["tick"], side="right") - 1 - self._selling.day
        places = [self._of_line[line] for line in shipped["reference"].tolist()]
        self.state[places], self.served_on[places] = SERVED, days
        self.has_one[self.orders.person[places]] = True

    def plan(self, state: Any, day: int, days: int) -> np.ndarray:
        """Return who is struck off, who is ranked otherwise, and who is promised a console of what comes today."""
        del state, days
        today = day - self._selling.day
        struck = [*self._have_one(), *self._give_up(today)]
        self.state[struck] = GONE
        refused, ranks = self._look()
        self.state[refused] = GONE
        rows = [self._rows(Kind.ORDER_CANCELLED, [*struck, *refused])]
        changed = self._rows(Kind.ORDER_CHANGED, list(ranks))
        changed["priority"], changed["due"] = list(ranks.values()), NEVER
        promised = self._rows(Kind.PROMISE_MADE, self._quota(today))
        promised["due"] = self._selling.day_start[day + 1] - 1
        every = np.concatenate([*rows, changed, promised])
        every["tick"] = every["occurred_at"] = self._selling.day_start[day]
        return every

    def _rows(self, kind: Kind, places: list[int]) -> np.ndarray:
        rows = np.zeros(len(places), FACT)
        rows["kind"], rows["reference"], rows["priority"] = int(kind), self._line[places], USUAL
        rows["point"], rows["quantity"] = self._selling.point + 1, int(kind != Kind.ORDER_CANCELLED)
        rows["party"] = np.array(self._selling.parties)[self.orders.channel[places]] + 1
        return rows

    def _have_one(self) -> list[int]:
        """Return the orders that fans cancel since they have a console of another one."""
        people = self.people
        off = self.has_one & people.cancels & ~people.resells
        found: list[int] = np.flatnonzero((self.state == WAITS) & off[self.orders.person]).tolist()
        self.tally.double += len(found)
        return found

    def _give_up(self, today: int) -> list[int]:
        """Return the orders of those who have waited long enough; fans without a console are lost."""
        over = (self.people.gives_up <= today) & ~self.has_one
        found: list[int] = np.flatnonzero((self.state == WAITS) & over[self.orders.person]).tolist()
        lost = np.unique(self.orders.person[found])
        self.tally.gave_up += int((~self.people.resells[lost]).sum())
        return found

    def _look(self) -> tuple[list[int], dict[int, int]]:
        """Return which new orders pass the limit, and the class of each that the rule ranks."""
        rule, refused, ranks = self._selling.rule, list[int](), dict[int, int]()
        while self._looked < len(self.state) and self.state[self._looked] != ABSENT:
            place = self._looked
            self._looked += 1
            if self.state[place] == GONE:
                continue
            had = self._had.setdefault(int(self.orders.name[place]), [])
            at = int(self.orders.day[place])
            # What was there when it was ordered has left: a limit comes too late for it.
            if rule.limit and self.state[place] == WAITS and not room(had, at, 1, None):
                refused.append(place)
                self.tally.double += int(not self.people.resells[self.orders.person[place]])
                continue
            had.append(Had(at, 1))
            if self.state[place] != WAITS:
                continue
            if rule.one_each:
                ranks[place] = len(had)
            elif rule.lots:
                ranks[place] = 1 + int(LAST * chance(self._key, int(self.orders.lot[place]), LOT))
        return refused, ranks

    def _quota(self, today: int) -> list[int]:
        """Return the orders that get the consoles of today by the quotas of their channels, whoever came first.

        What a channel does not want goes to whoever is next.
        """
        quota, comes = self._selling.rule.quota, int(self._selling.comes[today])
        if quota is None or not comes:
            return []
        waits = np.flatnonzero(self.state == WAITS).tolist()
        store = Fraction(quota).limit_denominator(1000)
        limits = Limits({CHANNELS[STORE]: store, CHANNELS[SHOPS]: 1 - store}, {})
        claims = [Claim(1, 0, USUAL, CHANNELS[int(self.orders.channel[place])], promised=False) for place in waits]
        given = allot(claims, [comes], SharedBy.PRIORITY, limits).given
        return [place for place, part in zip(waits, given, strict=True) if sum(part)]

    def read(self, state: Any) -> None:
        """Take in the end of a day; who gave up since the last look is no longer waiting."""
        del state
        waits = np.zeros(len(self.people.day), np.bool_)
        waits[self.orders.person[self.state == WAITS]] = True
        stays = self.people.gives_up > len(self.tally.waiting)
        self.tally.waiting.append(int((waits & stays & ~self.has_one & ~self.people.resells).sum()))

    def values(self) -> dict[str, float]:
        """Return what came of the run, as figures by name; people and consoles in thousands."""
        terms = self._selling.terms
        return figures(self.people, self.orders, self.served_on, self.tally, launch=terms.launch, last=terms.days)

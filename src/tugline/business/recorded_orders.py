"""Who will order later: days of a record that come again, each whole, as they may come."""

import numpy as np

from tugline.facts.kinds import FACT, NEVER, Kind

DAYS = 364
"""Days before now that may come again: whole weeks, so that each weekday is there as often."""
LEAST_DAYS = 28
"""Days of a record that it takes to say how many orders a day brings."""
WEEK = 7


class RecordedOrders:
    """Order lines and sales by the local day on which they came.

    Parameters
    ----------
    facts
        All facts of a record in journal order.
    day_start
        Tick of each local midnight.
    now
        Tick up to which the record goes.
    """

    def __init__(self, facts: np.ndarray, day_start: np.ndarray, now: int) -> None:
        self.day_start = day_start
        today = self.day_of(now)
        placed = facts[np.isin(facts["kind"], [int(Kind.ORDER_PLACED), int(Kind.SALE_MADE)]) & (facts["point"] > 0)]
        first = self.day_of(int(facts["tick"][0])) + 1 if len(facts) else today
        # A day that has only begun, at either end, says too little.
        self.days = max(0, min(DAYS, today - first))
        self.first = today - self.days
        rows, line_of = _with_choices(placed, facts)
        came = rows["tick"][line_of]
        day = np.searchsorted(day_start, came, side="right") - 1
        own = (day >= self.first) & (day < today)
        rows, day, line_of = rows[own], day[own], line_of[own]
        self.lines = int(np.isin(rows["kind"], [int(Kind.ORDER_PLACED), int(Kind.SALE_MADE)]).sum())
        self._rows = rows
        self._cut = np.searchsorted(day, np.arange(self.first, today + 1))

    @property
    def enough(self) -> bool:
        """Whether there are so many days that they say what comes."""
        return self.days >= LEAST_DAYS

    def day_of(self, tick: int) -> int:
        """Return the local day of a tick."""
        return int(np.searchsorted(self.day_start, tick, side="right")) - 1

    def again(self, recorded: int, day: int) -> np.ndarray:
        """Return what came on the `recorded`-th day of the record as if it came on a local day."""
        rows: np.ndarray = self._rows[self._cut[recorded] : self._cut[recorded + 1]].copy()
        by = int(self.day_start[day]) - int(self.day_start[self.first + recorded])
        rows["due"] = np.where(rows["due"] < NEVER, rows["due"] + by, rows["due"])
        rows["tick"] += by
        # A day on which clocks change is an hour shorter or longer.
        rows["tick"] = rows["occurred_at"] = np.minimum(rows["tick"], int(self.day_start[day + 1]) - 1)
        return rows


class Later:
    """Who orders later in one world: day after day one of the record's days of the same weekday.

    Notes
    -----
    Days are drawn with weights that are themselves drawn as Dirichlet (1, ..., 1): how many orders a day brings is
    known as well as a record of that length tells it, and no better [1]_.

    References
    ----------
    .. [1] Rubin, The Bayesian bootstrap, Annals of Statistics 9 (1981).
    """

    def __init__(self, orders: RecordedOrders, luck: np.random.Generator, now: int) -> None:
        self._orders, self._luck, self._now, self._day = orders, luck, now, orders.day_of(now)
        self._weights = luck.exponential(size=orders.days)

    def until(self, tick: int) -> np.ndarray:
        """Return all from what was asked for last to the end of the local day of a tick; `FACT`, by tick."""
        orders, parts = self._orders, [np.zeros(0, FACT)]
        while self._day <= orders.day_of(tick) and self._day + 1 < len(orders.day_start):
            same = np.arange((self._day - orders.first) % WEEK, orders.days, WEEK)
            sums = np.cumsum(self._weights[same])
            at = int(same[np.searchsorted(sums, self._luck.random() * sums[-1])])
            parts.append(orders.again(at, self._day))
            self._day += 1
        rows = np.concatenate(parts)
        some: np.ndarray = rows[rows["tick"] > self._now]
        return some


def _with_choices(placed: np.ndarray, facts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return lines with what was chosen for them right behind each, and for each row the place of its line's row."""
    chosen = facts[facts["kind"] == int(Kind.ORDER_CHOICE_SET)]
    order = np.searchsorted(placed["seq"], chosen["reference"])
    known = order < len(placed)
    known[known] = placed["seq"][order[known]] == chosen["reference"][known]
    chosen, order = chosen[known], order[known]
    # Of several choices for one line those that came later were made later.
    once, first = np.unique(order, return_index=True)
    whose = np.concatenate([np.arange(len(placed)), once])
    rows = np.concatenate([placed, chosen[first]])
    rank = np.lexsort([np.concatenate([np.zeros(len(placed), np.int64), np.ones(len(once), np.int64)]), whose])
    rows, whose = rows[rank].copy(), whose[rank]
    choice = rows["kind"] == int(Kind.ORDER_CHOICE_SET)
    line = np.maximum.accumulate(np.where(choice, 0, np.arange(len(rows))))
    rows["tick"] = rows["tick"][line]
    for name in ("seq", "pulse", "reference", "cause", "actor"):
        rows[name] = 0
    return rows, line

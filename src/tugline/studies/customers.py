"""Customers of a simulated world: they come as often as they came, and each asks for what somebody once asked for.

An order is drawn whole from the company's own orders of the same time of the year: its items, quantities, customer,
wait and hour belong together, and so they stay. How many come on a day follows the days of the week and the season.
"""

from typing import NamedTuple, Protocol

import numpy as np

from tugline.errors import UsageError
from tugline.facts.kinds import FACT, NEVER
from tugline.network.spans import ranges
from tugline.state.kernel import kernel
from tugline.studies.trend import NO_TREND, Trend, factors
from tugline.world.chances import LARGEST_MEAN, count_rows
from tugline.world.luck import DEMAND, PICK, below, count, word

YEAR = 365
SEASON_DAYS = 14
"""Orders of so many days before and after the same day a year ago tell what a day will be like."""
LEAST_YEAR = 330
"""Days of history from which on there is a season to go by."""
WEEK = 7


class History(NamedTuple):
    """What customers asked for before a study: whole orders, each a run of lines.

    `lines` are facts as signals have them (`OrderPlaced`, `SaleMade`), with `tick` = ticks after the local midnight of
    their day, `due` = ticks after `tick`, NEVER = none named; order o has lines start[o] .. start[o + 1] - 1. `day` is
    the local day of each order, ascending; `days` = the first and the day after the last of the history, `weekday` of
    day 0, 0 = Monday.
    """

    lines: np.ndarray
    start: np.ndarray
    day: np.ndarray
    days: tuple[int, int]
    weekday: int


class Crowd(Protocol):
    """Whoever comes to a company in a study."""

    def signals(self, key: int, day_start: np.ndarray, first_day: int, days: int) -> np.ndarray:
        """Return what is asked for on some days, as signals sorted by tick; the same for the same key and day."""


class Customers(NamedTuple):
    """Who comes on each day of a study: `count` rows for luck, orders first .. stop - 1 of `picks` to draw from."""

    history: History
    day: int
    counts: np.ndarray
    count_row: np.ndarray
    picks: np.ndarray
    first: np.ndarray
    stop: np.ndarray

    def signals(self, key: int, day_start: np.ndarray, first_day: int, days: int) -> np.ndarray:
        """Return what they ask for on some days, see `draw`."""
        return draw(self, key, day_start, first_day, days)


def expect(history: History, first_day: int, days: int, trend: Trend = NO_TREND) -> Customers:
    """Return the customers of `days` days from local day `first_day` on, more or fewer of them as the trend says.

    Raises
    ------
    UsageError
        More would come on a day than can be drawn.

    Notes
    -----
    With a year of history (`LEAST_YEAR` days) the mean of a day is that of the days within `SEASON_DAYS` of the same
    day of the year, times the factor of its weekday; with less it is that of the whole history. Counts spread as those
    of the history did about these means: variance = phi x mean with phi the mean of (count - mean)^2 / mean, at least
    1, that of customers who come one by one at random. With a trend the mean of day d is times (1 + `ahead`) to the
    power of (d - first_day) / 365; the history is first taken to the level of its end by its own trend.
    """
    low, high = history.days
    length = high - low
    then = np.arange(low, high)
    per_day = np.bincount(history.day - low, minlength=length).astype(float)[:length]
    grown = factors(trend.past, then - high)
    level = per_day / grown
    week = _week_factors(level, low, history.weekday)
    seasonal = length >= LEAST_YEAR
    mean_then = _means(level, then, low, week, history.weekday, seasonal=seasonal) * grown
    some = mean_then > 0
    spread = float((((per_day - mean_then) ** 2)[some] / mean_then[some]).mean()) if some.any() else 1.0
    ahead = np.arange(first_day, first_day + days)
    mean = _means(level, ahead, low, week, history.weekday, seasonal=seasonal)
    mean = np.round(mean * factors(trend.ahead, ahead - first_day), 3)
    if trend.ahead and mean.max(initial=0) > LARGEST_MEAN:
        raise UsageError(
            f"study, trend: {trend.ahead:g} a year makes {mean.max():,.0f} orders a day; expected at most"
            f" {LARGEST_MEAN:,} on any day of the study"
        )
    distinct, row = np.unique(mean, return_inverse=True)
    counts = count_rows([(m, m * max(1.0, spread)) for m in distinct.tolist()])
    picks = np.tile(np.arange(len(history.day)), 3) if seasonal else np.arange(len(history.day))
    first, stop = np.zeros(days, np.int64), np.full(days, len(picks))
    if seasonal:
        # Three rounds of the last year's orders, so that a season that runs past its end is one stretch.
        last = history.day >= high - YEAR
        own, n = history.day[last], int(last.sum())
        picks = np.tile(np.flatnonzero(last), 3)
        around = np.concatenate([own - YEAR, own, own + YEAR])
        same = high - YEAR + (ahead - high) % YEAR
        first = np.searchsorted(around, same - SEASON_DAYS)
        stop = np.searchsorted(around, same + SEASON_DAYS, side="right")
        empty = first == stop
        first[empty], stop[empty] = 0, n
    return Customers(history, first_day, counts, row.reshape(-1), picks, first, stop)


def _week_factors(per_day: np.ndarray, low: int, weekday: int) -> np.ndarray:
    """Return how many come on each day of the week, the mean of all days = 1."""
    days = (np.arange(low, low + len(per_day)) + weekday) % WEEK
    if len(per_day) < 2 * WEEK or not per_day.any():
        return np.ones(WEEK)
    means = np.array([per_day[days == d].mean() for d in range(WEEK)])
    factors: np.ndarray = means / means.mean()
    return factors


def _means(
    per_day: np.ndarray, days: np.ndarray, low: int, week: np.ndarray, weekday: int, *, seasonal: bool
) -> np.ndarray:
    """Return how many are expected on each of some days."""
    factor = week[(days + weekday) % WEEK]
    if not seasonal:
        flat: np.ndarray = per_day.mean() * factor if len(per_day) else 0 * factor
        return flat
    year = per_day[-YEAR:] if len(per_day) >= YEAR else np.append(np.full(YEAR - len(per_day), per_day.mean()), per_day)
    around = np.concatenate([year, year, year])
    total = np.concatenate([[0.0], np.cumsum(around)])
    place = YEAR + (days - (low + len(per_day))) % YEAR
    width = 2 * SEASON_DAYS + 1
    season = (total[place + SEASON_DAYS + 1] - total[place - SEASON_DAYS]) / width
    # The window holds whole weeks and a day more: its mean is about that of a mean weekday.
    means: np.ndarray = season * factor
    return means


def draw(customers: Customers, key: int, day_start: np.ndarray, first_day: int, days: int) -> np.ndarray:
    """Return what customers ask for on some days, as signals sorted by tick; a fact each, shape (n,).

    Parameters
    ----------
    key
        Of the replication's luck. The same day gives the same orders for the same key, however days are cut.
    day_start
        Tick of the midnight at which each local day begins.
    """
    history = customers.history
    place = np.arange(first_day - customers.day, first_day - customers.day + days)
    picked = _pick(
        key, first_day, customers.counts, customers.count_row[place], customers.first[place], customers.stop[place]
    )  # fmt: skip
    orders, day = customers.picks[picked[0]], picked[1]
    first, stop = history.start[orders], history.start[orders + 1]
    many, rows = stop - first, history.lines[ranges(first, stop)]
    rows["tick"] += np.repeat(day_start[day], many)
    # A day on which clocks go forward ends an hour sooner.
    rows["tick"] = np.minimum(rows["tick"], np.repeat(day_start[day + 1] - 1, many))
    rows["occurred_at"] = rows["tick"]
    named = rows["due"] < NEVER
    rows["due"][named] += rows["tick"][named]
    # The name of an order: any number that no other order of this replication has.
    rows["lot"] = np.where(rows["lot"] > 0, np.repeat(picked[2], many), 0)
    drawn: np.ndarray = rows[np.argsort(rows["tick"], kind="stable")]
    return drawn


@kernel
def _pick(
    key: int, first_day: int, counts: np.ndarray, count_row: np.ndarray, first: np.ndarray, stop: np.ndarray
) -> np.ndarray:  # fmt: skip
    """Return place in `picks`, local day and a number of its own of each order; shape (3, n)."""
    days = len(count_row)
    many = np.zeros(days, np.int64)
    for d in range(days):
        if stop[d] > first[d]:
            many[d] = count(counts, count_row[d], word(key, DEMAND, 0, first_day + d))
    found = np.zeros((3, many.sum()), np.int64)
    n = 0
    for d in range(days):
        for i in range(many[d]):
            bits = word(key, PICK, first_day + d, i)
            found[0, n] = first[d] + below(bits, stop[d] - first[d])
            found[1, n] = first_day + d
            found[2, n] = ((first_day + d) << 24) + i + 1
            n += 1
    return found


def no_orders(weekday: int) -> History:
    """Return a history without any order."""
    return History(np.zeros(0, FACT), np.zeros(1, np.int64), np.zeros(0, np.int64), (0, 0), weekday)

"""The push baseline: a planner who forecasts, keeps safety stock, nets requirements every week, releases by the plan.

A planner is outside of the engine. Nothing of the plan is known to it but the orders that are released, which are the
same facts as those that a person adds by hand; no loop of its own pulls. So the same engine runs a pushed plant, too.
What a push advocate would ask for is here: the best of several forecasts for each item, its season, forecasts consumed
by orders, safety stock for the same service as the pull policy's levels, lots by what orders and stock cost, planned
lead times with the queue in them, and releases that are frozen once they are planned.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.network.layout import MAKE
from tugline.state import arena
from tugline.state.duration import source_ticks
from tugline.state.layout import FOR_LINE, PROPOSED
from tugline.studies import mrp
from tugline.studies.fitted import Fitted, FittedForecaster
from tugline.studies.forecast import WEEK, Forecaster, Forecasts
from tugline.studies.lives import Lives
from tugline.studies.lots import cycle_days, safety_that_sells

SERVICE_FACTOR = 1.645
"""Safety factor: 95 % of weeks without a stock-out, if errors are about normal; as the default pull policy has it."""
QUEUE_DAYS = 1
"""Planned lead times of what is made hold so many days for queues, beside the work itself."""
LONGEST = 400
"""Days that a plan looks ahead at most."""


@dataclass(frozen=True, slots=True)
class PushTerms:
    """What every run of the planner begins with; arrays are of shape (P,)."""

    grid: Any
    source: np.ndarray
    need_point: np.ndarray
    """Stock point of each line of a bill."""
    source_of: np.ndarray
    lead_days: np.ndarray
    lots: np.ndarray
    """How lots are found, records of `mrp.LOT`."""
    use: np.ndarray
    """Integer units used a day."""
    weeks: np.ndarray
    """Customers' demand by week before the study, shape (P, W)."""
    fence: np.ndarray
    """Whole days that nine of ten customers of each point wait at least; 0 where nobody waits or asks."""
    season: np.ndarray
    """Factor of each week of the year, for each point: shape (P, 52)."""
    week: int
    """Number of the first week of the study in the year, from 0."""
    per_day: int
    day_start: np.ndarray
    released: np.ndarray | None = None
    """Points whose orders are released, None = all; at the others the plan is what loops are expected to pull."""
    buffer: np.ndarray | None = None
    """Stock to be kept at each point, integer units; None = safety stock by the error of forecasts."""
    lives: Lives | None = None
    """When what customers ask for is on sale; None = always."""
    fitted: Fitted | None = None
    """Models of statsforecast that forecast; None = the planner's own methods."""

    def forecasts(self) -> Forecasts:
        """Return the forecasts of one run, as they stand before it."""
        if self.fitted is None:
            return Forecaster(self.weeks, self.season, self.week)
        return FittedForecaster(self.fitted, self.weeks, self.season, self.week)

    def planner(self, _key: int) -> "Planner":
        """Return the planner of one run, whose luck he has no part in."""
        return Planner(self)


def lead_days_of(grid: Any, source: np.ndarray, source_of: np.ndarray, week: np.ndarray, per_day: int) -> np.ndarray:
    """Return planned lead times: of the source for a week's use, its safety time, and the queue of what is made.

    Parameters
    ----------
    week
        Use of each point in a week, integer units, shape (P,).
    """
    days = np.zeros(len(source_of), np.int64)
    for p in np.flatnonzero(source_of >= 0).tolist():
        row = int(source_of[p])
        lot = max(1, int(source["minimum"][row]), int(week[p]))
        ticks = source_ticks(grid, row, lot) + int(source["safety_ticks"][row])
        days[p] = -(-ticks // per_day) + (QUEUE_DAYS if int(source["kind"][row]) == MAKE else 0)
    return days


class Planner:
    """Plans on the first day of every week of a run and states what is released in it."""

    def __init__(self, terms: PushTerms) -> None:
        self._terms = terms
        self._forecaster = terms.forecasts()
        # As in the rates that pull goes by: no demand is steadier than that of single customers who come at random.
        single = np.sqrt(terms.weeks.mean(axis=1)) if terms.weeks.shape[1] else np.zeros(len(terms.weeks))
        self._error = np.maximum(self._forecaster.error, single)
        self._chain = longest_chains(terms)
        ahead = max(3 * WEEK, cycle_days(terms.lots, terms.use))
        self._horizon = min(LONGEST, int(self._chain.max(initial=0)) + ahead)
        self._seen, self._planned = np.zeros(len(terms.source_of)), 0

    def see(self, facts: np.ndarray) -> None:
        """Take in what customers ordered and bought since the last plan."""
        asked = facts[np.isin(facts["kind"], [int(Kind.ORDER_PLACED), int(Kind.SALE_MADE)])]
        self._seen += np.bincount(asked["point"] - 1, weights=asked["quantity"], minlength=len(self._seen))

    def plan(self, state: Any, day: int, days: int) -> np.ndarray:
        """Return the orders to release in the `days` days from `day` on, as facts."""
        terms, arrays = self._terms, arena.arrays(state)
        if self._planned:
            self._forecaster.add(self._seen * WEEK / self._planned)
        self._seen, self._planned = np.zeros(len(terms.source_of)), days
        weeks = -(-self._horizon // WEEK)
        needs = arrays["need"]
        needs = needs[needs["owner_kind"] > 0]
        safety, on_sale = terms.buffer if terms.buffer is not None else self._safety(), None
        if terms.lives is not None:
            on_sale = terms.lives.on_sale(terms.day_start, day, self._horizon)
            # What is ordered now for safety would come when nobody asks any more, or yet.
            first, last = terms.lives.days(terms.day_start)
            comes = day + terms.lead_days
            safety = np.where((first <= comes + WEEK) & (comes < last), safety, 0)
        gross = required(
            needs, self._days(needs["due"], day), self._forecaster.ahead(weeks), terms.fence, self._horizon, on_sale
        )
        receipts = self._scheduled(arrays, day)
        planned = mrp.explode(
            terms.grid, terms.source_of, terms.lead_days, terms.lots, safety,
            arrays["stock"]["on_hand"] - arrays["stock"]["quarantined"], receipts, gross, days,
        )  # fmt: skip
        if terms.released is not None:
            planned = planned[terms.released[planned[:, mrp.POINT]]]
        return self._released(planned, day)

    def _safety(self) -> np.ndarray:
        """Return the safety stock of each point for the error of its forecast now, integer units."""
        seasons = self._forecaster.season
        season = seasons[:, self._forecaster.week % seasons.shape[1]]
        # Nothing upstream holds safety stock, so what customers ask for is at risk down to the last material.
        at_risk = np.maximum(0, self._chain + WEEK - self._terms.fence)
        errors = self._error * season * np.sqrt(at_risk / WEEK)
        safety: np.ndarray = np.ceil(SERVICE_FACTOR * errors).astype(np.int64)
        return safety_that_sells(safety, self._terms.use * season, self._terms.lots)

    def _scheduled(self, arrays: dict[str, np.ndarray], day: int) -> np.ndarray:
        """Return what open pulls will bring, by day; what is late comes today."""
        receipts = np.zeros((len(self._terms.source_of), self._horizon), np.int64)
        pulls = arrays["pull"]
        pulls = pulls[(pulls["id"] > 0) & (pulls["state"] >= PROPOSED)]
        due = np.clip(self._days(pulls["due"], day), 0, self._horizon - 1)
        np.add.at(receipts, (pulls["point"], due), np.maximum(0, pulls["quantity"] - pulls["received"]))
        return receipts

    def _days(self, ticks: np.ndarray, day: int) -> np.ndarray:
        days: np.ndarray = np.searchsorted(self._terms.day_start, ticks, side="right") - 1 - day
        return days

    def _released(self, planned: np.ndarray, day: int) -> np.ndarray:
        """Return planned orders as pulls that are added, each at the start of its day and due at the end of its own."""
        terms = self._terms
        rows = np.zeros(len(planned), FACT)
        rows["kind"], rows["priority"] = int(Kind.PULL_ADDED), 5
        rows["point"], rows["source"] = planned[:, mrp.POINT] + 1, planned[:, mrp.SOURCE] + 1
        rows["party"] = terms.source["supplier"][planned[:, mrp.SOURCE]] + 1
        rows["quantity"] = planned[:, mrp.QUANTITY]
        rows["tick"] = rows["occurred_at"] = terms.day_start[day + planned[:, mrp.RELEASE]]
        rows["due"] = np.minimum(terms.day_start[day + planned[:, mrp.DUE] + 1] - 1, NEVER)
        return rows


def required(
    needs: np.ndarray, due: np.ndarray, forecast: np.ndarray, fence: np.ndarray, horizon: int,
    on_sale: np.ndarray | None = None,
) -> np.ndarray:  # fmt: skip
    """Return gross requirements by day, integer units, shape (P, horizon).

    What customers have ordered for a week is taken off its forecast; what is overdue is wanted today and takes nothing
    off, since those who forecast did not mean it.

    Parameters
    ----------
    needs, due
        Needs of open order lines and of pulls, records of `NEED`, and the day on which each is due, 0 = today.
    forecast
        Demand of each point by week, units, shape (P, weeks).
    fence
        Demand time fence, shape (P,): days for which orders are in already, since customers wait so long.
    on_sale
        Days on which anybody is expected to ask, shape (P, horizon); None = all.
    """
    gross, ordered = (np.zeros((len(forecast), horizon), np.int64) for _ in range(2))
    np.add.at(gross, (needs["point"], np.clip(due, 0, horizon - 1)), needs["quantity"])
    lines = (needs["owner_kind"] == FOR_LINE) & (due >= 0) & (due < horizon)
    np.add.at(ordered, (needs["point"][lines], due[lines]), needs["quantity"][lines])
    expected = np.zeros((len(forecast), horizon))
    for w in range(-(-horizon // WEEK)):
        days = slice(w * WEEK, min((w + 1) * WEEK, horizon))
        rest = np.maximum(0, forecast[:, w] - ordered[:, days].sum(axis=1))
        expected[:, days] = rest[:, np.newaxis] / WEEK
    # Who waits so long has ordered already: nothing more is expected for those days.
    expected[np.arange(horizon) < fence[:, np.newaxis]] = 0
    if on_sale is not None:
        expected[~on_sale] = 0
    # Whole units over the whole horizon, so that a few a month are not rounded away week by week.
    upto = np.rint(np.cumsum(expected, axis=1))
    gross += np.diff(upto, axis=1, prepend=0).astype(np.int64)
    return gross


def longest_chains(terms: PushTerms) -> np.ndarray:
    """Return the longest sum of planned lead times from each point to where its last material is bought, in days."""
    longest = terms.lead_days.astype(np.int64).copy()
    for p in range(len(terms.source_of) - 1, -1, -1):
        row = int(terms.source_of[p])
        if row < 0:
            continue
        source = terms.source[row]
        below = [int(source["from_point"])] if int(source["from_point"]) >= 0 else []
        if int(source["kind"]) == MAKE:
            below = terms.need_point[int(source["need_start"]) : int(source["need_stop"])].tolist()
        longest[p] = terms.lead_days[p] + max((int(longest[b]) for b in below), default=0)
    return longest

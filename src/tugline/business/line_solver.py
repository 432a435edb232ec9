"""The lots of one resource lined up by a solver: the least tardiness and, of that, the least set-up time."""

from typing import NamedTuple

import numpy as np

from tugline.business.level_views import LevelSolver
from tugline.business.line_lots import LineLot
from tugline.business.line_wheel import Setups
from tugline.business.plan_lots import Lots
from tugline.errors import UsageError
from tugline.levelling.line_up import Line, Orders, Timed, Work, line_up
from tugline.levelling.solver import solve
from tugline.network.layout import NEVER
from tugline.promise import desk as desks
from tugline.promise.hours import open_until
from tugline.promise.shop import Shop
from tugline.state.arena import grid_arrays
from tugline.state.open_hours import work_until

MOST_LOTS = 250
"""The solver's model has an entry for each pair of them."""
HEAVIEST = 6
"""Classes that weigh differently: a tick of each is as bad as two of the one after it."""
NAMED = 5


class Solution(NamedTuple):
    """Lots in turn with the ticks from which and until which they hold their units, and how good that is."""

    lots: list[LineLot]
    spans: list[tuple[int, int]]
    setup: int
    """Ticks."""
    view: LevelSolver


class LineSolver:
    """The lots of one resource on the desk of one plan.

    Parameters
    ----------
    shop
        The desk on which only what cannot be moved is booked.
    arrays
        Those of the desk of the plan.
    """

    def __init__(self, shop: Shop, lots: Lots, arrays: dict[str, np.ndarray], resource: int, setups: Setups) -> None:
        self._lots, self._arrays, self._setups, self._resource = lots, arrays, setups, resource
        self._grid, self._tables, before = shop.grid, grid_arrays(shop.grid), desks.arrays(shop.desk)
        self._now = int(before["head"]["now"][0])
        of_lane = arrays["pool"]["resource"][arrays["lane"]["pool"]]
        self._lanes = np.flatnonzero(of_lane == resource).tolist()
        calendars = {int(arrays["pool"]["calendar"][arrays["lane"]["pool"][lane]]) for lane in self._lanes}
        if len(calendars) > 1:
            raise UsageError(
                f"resource {lots.naming.network.resource_names[resource]!r} has units with different hours; the solver "
                "expects the same for all",
                hint="Use another method.",
            )
        self._calendar = calendars.pop()
        self._base = self._open_before(self._now)
        # A unit is free for good from its last gap on: what holds it now comes before.
        self._free = [self._work_ticks(desks.entries(before, lane)[-1][0]) for lane in self._lanes]

    def solve(self, lots: list[LineLot], seconds: float) -> Solution:
        """Return the lots as the solver lines them up; never worse than in the order of the plan.

        Raises
        ------
        UsageError
            There are too many lots, the time is none, or one of them needs the resource twice, or together
            with another one.
        """
        if not 0 < seconds <= 86_400:
            raise UsageError(f"seconds {seconds:g}; expected more than 0, at most a day")
        if len(lots) > MOST_LOTS:
            raise UsageError(
                f"{len(lots):,} lots; the solver expects {MOST_LOTS} at most",
                hint="Name fewer days, or another method.",
            )
        self._refuse_others(lots)
        line = Line(
            [self._work(lot) for lot in lots],
            [self._setups.between(None, lot) for lot in lots],
            [[self._setups.between(a, b) for b in lots] for a in lots],
            self._free,
        )
        known = self._known(lots)
        found = solve(line, known, seconds)
        before, after = line_up(line, known), line_up(line, found.orders)
        turns = sorted(range(len(lots)), key=lambda i: (after.starts[i], after.ends[i], i))
        spans = [(self._clock(after.starts[i], begins=True), self._clock(after.ends[i], begins=False)) for i in turns]
        return Solution([lots[i] for i in turns], spans, after.setup, self._view(before, after, is_best=found.is_best))

    def _view(self, before: Timed, after: Timed, *, is_best: bool) -> LevelSolver:
        hours = self._lots.naming.network.tick_seconds / 3600
        return LevelSolver(
            late_hours_planned=round(before.tardiness * hours, 4),
            late_hours_solved=round(after.tardiness * hours, 4),
            setup_hours_planned=round(before.setup * hours, 4),
            setup_hours_solved=round(after.setup * hours, 4),
            is_best=is_best,
        )

    def _known(self, lots: list[LineLot]) -> Orders:
        """Return the lots of each unit in the order of the plan."""
        lane_of = {int(row["job"]): int(row["lane"]) for row in self._bookings()}
        return tuple(tuple(i for i, lot in enumerate(lots) if lane_of[lot.job] == lane) for lane in self._lanes)

    def _bookings(self) -> np.ndarray:
        rows = self._arrays["booking"][: int(self._arrays["head"]["bookings"][0])]
        there: np.ndarray = rows[np.isin(rows["lane"], self._lanes)]
        return there

    def _refuse_others(self, lots: list[LineLot]) -> None:
        asked = {lot.job for lot in lots}
        times, together = dict.fromkeys(asked, 0), set[int]()
        for row in self._bookings():
            if (job := int(row["job"])) in asked:
                times[job] += 1
                choice = self._arrays["choice"][row["choice"]]
                if int(choice["member_stop"] - choice["member_start"]) > 1:
                    together.add(job)
        wrong = [self._lots.name(job) for job in sorted(asked) if times[job] > 1 or job in together]
        if wrong:
            few = ", ".join(wrong[:NAMED]) + (", ..." if len(wrong) > NAMED else "")
            raise UsageError(
                f"lots {few} need the resource twice, or together with another one; expected each once and alone",
                hint="The solver cannot hold them: use another method.",
            )

    def _work(self, lot: LineLot) -> Work:
        """Return a lot with its times.

        It can begin once its material is there, or the step before it is done, as in the plan. It is due so early that
        what comes after it, which takes as long as in the plan, is in time.
        """
        job, rows = self._lots.jobs[lot.job], self._arrays["booking"][: int(self._arrays["head"]["bookings"][0])]
        demand = self._lots.demands[job["demand"]]
        own = rows[rows["job"] == lot.job]
        here = own[np.isin(own["lane"], self._lanes)][0]
        before = own["stop"][own["stop"] <= here["start"]]
        release = max(self._now, int(job["material"]), int(demand["begins"]), *before.tolist())
        # The plan never starts it before it can; work that waited for its own pull alone is there by then.
        release = min(release, int(here["start"]))
        stop = int(here["stop"])
        due = max(stop + int(demand["due"] - demand["ready"]), int(job["by"]) - int(job["stop"]) + stop)
        classes = self._lots.demands["priority"]
        weight = 2 ** min(HEAVIEST, int(classes.max()) - int(demand["priority"]))
        return Work(lot.run, max(0, self._work_ticks(release)), self._work_ticks(due), weight)

    def _open_before(self, tick: int) -> int:
        return int(open_until(self._tables, self._calendar, np.array([tick], np.int64))[0])

    def _work_ticks(self, tick: int) -> int:
        """Return the open ticks from now to a tick; negative for one that is past."""
        return self._open_before(tick) - self._base

    def _clock(self, ticks: int, *, begins: bool) -> int:
        """Return the tick before which so many open ticks pass from now on; of several the last one for what begins."""
        if not (passed := ticks + begins):
            return self._now
        end = int(work_until(self._grid, self._calendar, self._now, passed))
        return end - begins if end < NEVER else NEVER

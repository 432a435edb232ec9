"""A better line-up by PyJobShop on OR-Tools, an extra: started from one that is known, and never worse than it."""

from collections.abc import Iterator
from importlib.util import find_spec
from time import monotonic
from typing import Any, NamedTuple

from tugline.errors import UsageError
from tugline.levelling.line_up import Line, Orders, better_orders, line_up

SEED = 1
LEAST_SECONDS = 0.01
LARGEST = 2**52
"""What the solver adds up stays below this, where its bound is exact."""


class Solved(NamedTuple):
    """The best orders that were found."""

    orders: Orders
    is_best: bool
    """It is known that no orders are better."""


def needs_extra() -> None:
    """Refuse where the extra is not installed.

    Raises
    ------
    UsageError
        It is not.
    """
    if find_spec("pyjobshop") is None:
        raise UsageError(
            "PyJobShop is not installed",
            hint="Install tugline with its extra for it, tugline[solver], or use another method.",
        )


def solve(line: Line, known: Orders, seconds: float) -> Solved:
    """Return orders with the least weighted tardiness, and of those the least set-up time, as far as time allows.

    The solver's model lets a set-up be made before its lot can begin, which `line_up` does not; so what the solver
    finds is timed by `line_up`, and `known` stays unless that is better. What no orders can be better than in the
    solver's model no orders can be better than here. One worker with a fixed seed: the same answer each time, unless
    the time limit ends the search or somebody interrupts it, which returns the best so far.

    First lots are moved one by one, as long as that brings something: of sixty lots the solver hardly leaves an order
    that is far from good.

    Parameters
    ----------
    known
        Where the search starts.
    seconds
        > 0.

    Raises
    ------
    UsageError
        The extra is not installed, or times are too long to add up.
    """
    needs_extra()
    if not line.works:
        return Solved(known, is_best=True)
    until, start = monotonic() + seconds, known
    try:
        for start in better_orders(line, known):
            if monotonic() >= until:
                return Solved(start, is_best=False)
        model = _Model(line)
        result = model.solve(start, max(LEAST_SECONDS, until - monotonic()))
    except KeyboardInterrupt:  # before the search began; once it has, the solver itself ends it
        return Solved(start, is_best=False)
    found = model.orders(result) if result.best.tasks else start
    best = min(start, found, key=lambda orders: line_up(line, orders).worth)
    late, setup = line_up(line, best).worth
    late_already = sum(work.weight * max(0, -work.due) for work in line.works)
    reached = model.factor * (late - late_already) + setup
    return Solved(best, is_best=bool(reached <= round(result.lower_bound)))


class _Model:
    """The line as PyJobShop has it. Every unit begins with a task that holds it until it is free."""

    def __init__(self, line: Line) -> None:
        import pyjobshop

        self._line, self._lib, self._model = line, pyjobshop, pyjobshop.Model()
        works = range(len(line.works))
        longest = [max([line.first[b], *(line.after[a][b] for a in works if a != b)]) for b in works]
        self.factor = sum(longest) + 1
        horizon = max(*line.begins, *(work.release for work in line.works)) + sum(longest)
        horizon += sum(work.run for work in line.works) + 1
        weights = sum(work.weight for work in line.works)
        if horizon >= pyjobshop.MAX_VALUE or self.factor * max(1, weights) * horizon >= LARGEST:
            raise UsageError(
                f"work of {horizon} ticks and {len(line.works)} lots; expected less than the solver can add up",
                hint="Name fewer days.",
            )
        self._build(horizon)

    def _build(self, horizon: int) -> None:
        line, model = self._line, self._model
        machines = [model.add_machine() for _ in line.begins]
        heads = []
        for machine, free in zip(machines, line.begins, strict=True):
            heads.append(model.add_task(latest_end=free + 1))
            model.add_mode(heads[-1], machine, free + 1)
        tasks = []
        for work in line.works:
            job = model.add_job(weight=work.weight, due_date=min(max(work.due, 0) + 1, horizon))
            tasks.append(model.add_task(job=job, earliest_start=work.release + 1))
            for machine in machines:
                model.add_mode(tasks[-1], machine, work.run)
        for machine, head in zip(machines, heads, strict=True):
            for b, task in enumerate(tasks):
                model.add_setup_time(machine, head, task, line.first[b])
                for a, before in enumerate(tasks):
                    if a != b:
                        model.add_setup_time(machine, before, task, line.after[a][b])
        model.set_objective(weight_total_tardiness=self.factor, weight_total_setup_time=1)

    def solve(self, known: Orders, seconds: float) -> Any:
        """Return the solver's result; an interrupt ends the search as the time limit does.

        A single worker by itself hardly leaves a known solution of thirty lots. Taking turns among all strategies it
        does, and the search is the same each time.
        """
        return self._model.solve(
            solver="ortools", time_limit=seconds, display=False, num_workers=1, interleave_search=True,
            random_seed=SEED,
            initial_solution=self._lib.Solution(self._model.data(), list(self._scheduled(known))),
        )  # fmt: skip

    def _scheduled(self, known: Orders) -> Iterator[Any]:
        line, task = self._line, self._lib.ScheduledTask
        timed = line_up(line, known)
        for unit, free in enumerate(line.begins):
            yield task(unit, [unit], 0, free + 1)
        unit_of = {lot: unit for unit, order in enumerate(known) for lot in order}
        for lot, work in enumerate(line.works):
            unit, units = unit_of[lot], len(line.begins)
            yield task(units + lot * units + unit, [unit], timed.ends[lot] - work.run + 1, timed.ends[lot] + 1)

    def orders(self, result: Any) -> Orders:
        """Return the lots of each unit in turn, as the solver has them."""
        tasks = result.best.tasks[len(self._line.begins) :]
        turns = sorted(range(len(tasks)), key=lambda lot: (tasks[lot].start, lot))
        units = range(len(self._line.begins))
        return tuple(tuple(lot for lot in turns if tasks[lot].resources == [unit]) for unit in units)

"""Search over the loops of a business: how much they keep and in what lots, for the most money at a wanted service."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from os import PathLike
from typing import Any

import numpy as np

from tugline.business.asked import asked, refuse_nobody, refuse_too_few
from tugline.business.loop_changes import LoopChanges
from tugline.business.notebook import search_html
from tugline.business.policies import known
from tugline.business.policy import Choice
from tugline.business.search_words import FOUND, PRESENT, rests_on
from tugline.business.study_base import base_of, founded
from tugline.business.study_limits import days_of_years, refuse_numbers
from tugline.business.study_problems import sound
from tugline.business.study_worlds import weeks
from tugline.business.turning import BEHIND, FRONT, KEPT, LOTS, most_that_sells, scaled
from tugline.errors import UsageError
from tugline.network.difference import Change
from tugline.studies.compare import Difference, Estimate, differences, estimate
from tugline.studies.contribution import Part, parts
from tugline.studies.customers import Customers, expect
from tugline.studies.replicate import Base, Outcome, Policy
from tugline.studies.replications import Progress, replicate
from tugline.studies.search import Searched, Tried, search
from tugline.units.quantity import plural

FRESH = 1 << 33
"""Number of the first world in which what was found is tried again: none of those that it was found in."""
SALES_PARTS = (Part.MARKDOWNS, Part.SALES)
"""Parts of a contribution that are what is earned, and no cost of speed."""
LARGEST_BUDGET = 10_000


@dataclass(frozen=True, slots=True, repr=False)
class Search:
    """What a search over loops found; money in cents."""

    business: str
    currency: str
    knobs: tuple[str, ...]
    service: float
    worlds: int
    searched: Searched
    changes: list[Change]
    """What to change in the loops in force; nothing where no factors that were tried give the service."""
    fresh: dict[str, dict[str, Estimate]]
    """Contribution and service of the loops in force and of those found, in worlds that the search did not see."""
    differences: list[Difference]
    rests_on: tuple[str, ...] = ()

    @property
    def told_apart(self) -> bool:
        """Whether the loops in force and those found are shown to differ in what they earn or give, in fresh worlds."""
        return any(difference.shown for difference in self.differences)

    def __repr__(self) -> str:
        tried, changes = plural(len(self.searched.tried), "set"), plural(len(self.changes), "number")
        return f"<search over the loops of {self.business}: {tried} of factors, {changes} to change>"

    def _repr_html_(self) -> str:
        return search_html(self)


def search_loops(
    source: str | PathLike[str] | dict[str, Any], *, service: float = 0.95, budget: int = 60, replications: int = 5,
    years: float = 1.0, warm_up: int = 180, seed: int = 1, threads: int | None = None, progress: Progress | None = None,
) -> Search:  # fmt: skip
    """Find factors for what loops keep and for their lots, in simulated worlds, that bring the most money.

    Parameters
    ----------
    source
        A business folder, or tables by name. Loops begin as its `loops` table, or the default policy, has them.
    service
        Share of order lines on time, and of customers at a till who find all, that is to be given: 0 to 1.
    budget
        About so many sets of factors are tried, 1 to 10,000, each in the same worlds.
    replications
        Worlds of the search, >= 2; what is found is tried in twice as many others.
    years, warm_up, seed, threads
        As in a study.

    Raises
    ------
    InvalidBusinessError
        The tables have problems.
    UsageError
        A number is out of range, nobody asks for anything, no loop keeps stock, or the contribution is not known.
    """
    days = days_of_years(years, "search")
    refuse_numbers(
        "search", replications, seed, warm_up, threads,
        ("service", service, 0, 1), ("budget", budget, 1, LARGEST_BUDGET),
    )  # fmt: skip
    before = weeks(warm_up)
    tables, network = sound(source)
    history = asked(network, tables)
    refuse_nobody(history, "search")
    refuse_too_few(history, "search")
    with founded(network, tables) as business:
        choices, day = business.choices, business.day
        base, _ = base_of(business.core, tables, day)
        front = np.zeros(len(network.point), np.bool_)
        front[history.lines["point"] - 1] = True
        knobs = knobs_of(choices, front)
        most = most_that_sells(network, business.core.grid, tables, known(network, history).rates.mean)
        changes = LoopChanges(network, business.core.state, np.arange(len(network.point)))
        customers = expect(history, day, before + days)
        worlds = _Worlds(base, customers, changes, choices, front, most, knobs, seed, before, days, threads)
        tell = (lambda done: progress(min(done, budget), budget)) if progress is not None else None
        searched = worlds.search(replications, service, budget, tell)
        factors = searched.best.factors if searched.best is not None else (1.0,) * len(knobs)
        policies = [worlds.policy(FOUND, factors), worlds.policy(PRESENT, (1.0,) * len(knobs))]
        values = _values(worlds.run(policies, FRESH, 2 * replications))
    return Search(
        business=network.settings.name,
        currency=network.settings.currency,
        knobs=knobs,
        service=service,
        worlds=replications,
        searched=searched,
        changes=changes.said(scaled(choices, dict(zip(knobs, factors, strict=True)), front, most)),
        fresh={name: {figure: estimate(v) for figure, v in of.items()} for name, of in values.items()},
        differences=differences(values, PRESENT),
        rests_on=rests_on(network, history, capped=bool(np.isfinite(most).any())),
    )


@dataclass(frozen=True, slots=True)
class _Worlds:
    """The worlds of a search, and the loops that are turned in them."""

    base: Base
    customers: Customers
    changes: LoopChanges
    choices: list[Choice]
    front: np.ndarray
    most: np.ndarray
    knobs: tuple[str, ...]
    seed: int
    warm_up: int
    days: int
    threads: int | None

    def policy(self, name: str, factors: Sequence[float]) -> Policy:
        """Return the loops with some factors, by knob."""
        turned = scaled(self.choices, dict(zip(self.knobs, factors, strict=True)), self.front, self.most)
        return Policy(name, self.changes.facts(turned), "the loops in force, by factors")

    def run(self, policies: list[Policy], first: int, replications: int) -> dict[str, list[Outcome]]:
        """Run policies in some worlds."""
        return replicate(
            self.base, policies, self.customers, seed=self.seed, first=first, replications=replications,
            warm_up=self.warm_up, days=self.days, threads=self.threads,
        )  # fmt: skip

    def search(self, replications: int, service: float, budget: int, tell: Callable[[int], None] | None) -> Searched:
        """Try factors in the first worlds, the same for all."""
        done = 0

        def evaluate(factors: tuple[float, ...]) -> Tried:
            nonlocal done
            runs = self.run([self.policy(FOUND, factors)], 0, replications)[FOUND]
            if not done and any(run.values["contribution"] is None for run in runs):
                why = next(run.missing["contribution"] for run in runs if run.values["contribution"] is None)
                raise UsageError(f"a search goes by the contribution, which is not known: {why}")
            done += 1
            if tell is not None:
                tell(done)
            return _tried(factors, runs, self.days, self.base.carrying_rate_ppm)

        return search(evaluate, len(self.knobs), service=service, budget=budget)


def knobs_of(choices: list[Choice], front: np.ndarray) -> tuple[str, ...]:
    """Return the factors that change anything: what is kept at either zone, and lots.

    Raises
    ------
    UsageError
        No loop keeps stock.
    """
    kept = [choice for choice in choices if choice.loop in KEPT]
    found = []
    if any(front[choice.point] for choice in kept):
        found.append(FRONT)
    if any(not front[choice.point] for choice in kept):
        found.append(BEHIND)
    if any(choice.loop in ("reorder", "min_max") for choice in kept):
        found.append(LOTS)
    if not found:
        raise UsageError("a search needs loops that keep stock: all of this business pull to order")
    return tuple(found)


def _service(run: Outcome) -> float:
    """Return the worse of the lines on time and of the customers at tills who found all; 1 where nobody came."""
    known = [run.values[name] for name in ("on_time_share", "till_service")]
    return min((float(value) for value in known if value is not None), default=1.0)


def _tried(factors: tuple[float, ...], runs: list[Outcome], days: int, rate: int) -> Tried:
    n = len(runs)
    made = [parts(run.flows, days, rate) for run in runs]
    cost = -sum(sum(p for place, p in enumerate(each) if place not in SALES_PARTS) for each in made) / n
    waits = [run.values["days_to_delivery_p95"] for run in runs]
    known = [float(wait) for wait in waits if wait is not None]
    service = sum(_service(run) for run in runs) / n
    wait = sum(known) / n if len(known) == n else 1 - service
    return Tried(factors, sum(map(sum, made)) / n, cost, wait, service)


def _values(outcomes: dict[str, list[Outcome]]) -> dict[str, dict[str, list[float]]]:
    return {
        name: {
            "contribution": [float(run.values["contribution"] or 0) for run in runs],
            "service": [_service(run) for run in runs],
        }
        for name, runs in outcomes.items()
    }

"""A study of a business: several policies in the same simulated worlds, and the difference that they make in money."""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from os import PathLike
from typing import Any

import numpy as np

from tugline.business.aims import aims
from tugline.business.asked import asked
from tugline.business.chances import chances_of
from tugline.business.core import Core
from tugline.business.founding import found, plan_loops
from tugline.business.needed import read_source
from tugline.business.order_costs import order_costs
from tugline.business.policies import NAMES, PULL, PUSH, Company, known, nearest_name
from tugline.business.study_worlds import Worlds, refuse_worlds, run_worlds
from tugline.business.tabled import read_signals
from tugline.errors import UsageError
from tugline.facts.kinds import FACT, Kind
from tugline.journal.opening import open_journal
from tugline.ledger.post import post_all
from tugline.network.compile import compile_network
from tugline.network.network import Network
from tugline.network.tables import Tables
from tugline.state import arena
from tugline.state.tape import movements_of, new_tape
from tugline.studies.bridge import Step, bridge
from tugline.studies.compare import LEVEL, Difference, Estimate, differences, estimate
from tugline.studies.customers import History
from tugline.studies.deciding import CONTRIBUTION, oriented
from tugline.studies.ranking import Ranking, rank
from tugline.studies.replicate import Base, Outcome
from tugline.studies.replications import Progress
from tugline.studies.stopping import Precision
from tugline.studies.warm_up import WarmUp
from tugline.world.drive import pulse_and_observe

DAYS_IN_YEAR = 365
LEAST_DAYS = 28
LARGEST_YEARS = 8
MOST_THREADS = 1024


@dataclass(frozen=True, slots=True)
class Study:
    """What came of a study; `outcomes` hold every run, by policy and replication."""

    business: str
    currency: str
    seed: int
    replications: int
    days: int
    warm_up: int
    baseline: str
    policies: dict[str, dict[str, Estimate]]
    missing: dict[str, dict[str, str]]
    differences: list[Difference]
    bridge: dict[str, list[Step]]
    assumptions: list[str]
    says: dict[str, str]
    outcomes: dict[str, list[Outcome]]
    in_cents: frozenset[str]
    """Figures that are money, in cents."""
    digest: str
    figure: str
    """What the study decides by."""
    ranking: Ranking | None
    """By that figure; None where a run does not know it."""
    precision: Precision | None
    """None = as many worlds as were asked for."""
    found_warm_up: WarmUp | None
    """None = the warm-up was given."""


def study(
    source: str | PathLike[str] | dict[str, Any],
    *,
    policies: Sequence[str] = (PULL, PUSH),
    years: float = 1.0,
    replications: int = 20,
    seed: int = 1,
    warm_up: int | str = 180,
    figure: str = CONTRIBUTION,
    precision: float | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Study:
    """Compare policies in simulated worlds with the same customers and the same luck.

    Parameters
    ----------
    source
        A business folder, or tables by name.
    policies
        Names of policies, at least one; the last one is the baseline that the others are compared with.
    years
        What is measured, after the warm-up: 28 days to 8 years.
    replications
        Worlds, 2 to 10,000; the most where a precision is wanted.
    seed
        Of all luck, >= 0.
    threads
        Worlds that run side by side, 1 to 1,024; None = as many as there are cores.
    warm_up
        Days at the start that are run and not measured, >= 0; rounded up to whole weeks, in which a planner plans.
        "auto": as many as the stock of the slowest policy takes to settle in pilot runs.
    figure
        What policies are ranked by, and what the precision is of: one of `studies.deciding.DECIDING`.
    precision
        Worlds are run until the half intervals of all differences of the figure are no wider than this share of its
        mean under the baseline, above 0 to 0.5; None = run all `replications`.

    Raises
    ------
    InvalidBusinessError
        The tables have problems; all of them are listed.
    UsageError
        A policy is not known or named twice, a number is out of range, or nobody ever asked for anything.
    """
    days = _days_of(years)
    refuse_worlds(figure, precision, warm_up)
    _refuse(policies, days, replications, seed, 0 if isinstance(warm_up, str) else warm_up, threads)
    tables = read_source(source)
    network = compile_network(tables)
    history = asked(network, tables)
    if len(history.day) == 0:
        raise UsageError(
            "a study needs customers: the tables hold no order and no sale to draw them from",
            hint="Give an orders or a sales table.",
        )
    with open_journal() as journal:
        core = Core(network, journal, world=True)
        tabled = read_signals(network, tables, journal)
        _, choices = plan_loops(network, core.grid, tables, tabled)
        found(core, tables, choices)
        day = int(np.searchsorted(network.day_start, core.now, side="left"))
        company = Company(core, tables, history, known(network, history), day)
        base, counted = base_of(core, tables, day)
        chosen = [company.policy(name) for name in policies]
        worlds = run_worlds(
            base, chosen, history, seed=seed, replications=replications, warm_up=warm_up, days=days, figure=figure,
            precision=precision, threads=threads, progress=progress,
        )  # fmt: skip
    assumptions = _assumptions(network, tables, history, counted)
    return _study(network, {p.name: p.says for p in chosen}, worlds, seed, days, figure, assumptions)


def _days_of(years: float) -> int:
    if not math.isfinite(years):
        raise UsageError(f"study, years: {years}; expected {LEAST_DAYS} days to {LARGEST_YEARS} years")
    return round(years * DAYS_IN_YEAR)


def _refuse(
    policies: Sequence[str], days: int, replications: int, seed: int, warm_up: int, threads: int | None
) -> None:
    if not policies or len(set(policies)) < len(policies):
        raise UsageError(f"policies {', '.join(policies) or 'none'}; expected at least one, each once")
    for name in policies:
        if name not in NAMES:
            near = nearest_name(name)
            hint = f"Maybe {near!r} is meant." if near else ""
            raise UsageError(f"policy {name!r}; expected some of {', '.join(NAMES)}", hint=hint)
    limits = (
        ("days", days, LEAST_DAYS, LARGEST_YEARS * DAYS_IN_YEAR),
        ("replications", replications, 2, 10_000),
        ("seed", seed, 0, 2**63 - 1),
        ("warm-up", warm_up, 0, 1000),
        ("threads", 1 if threads is None else threads, 1, MOST_THREADS),
    )
    for name, value, low, high in limits:
        if not low <= value <= high:
            raise UsageError(f"study, {name}: {value}; expected {low} to {high}")


def base_of(core: Core, tables: Tables, day: int) -> tuple[Base, int]:
    """Return the business as every run begins with it, and at how many points stock had to be assumed."""
    network = core.network
    state, world = core.fork()
    counts = assumed_counts(state)
    tape = new_tape(1024)
    now = int(arena.arrays(state)["head"]["tick"][0])
    pulse_and_observe(state, core.grid, world, tape, counts, 0, len(counts), now)
    post_all(core.books, movements_of(tape))
    chances = chances_of(network, tables)
    rate = int(network.settings.carrying_rate)
    costs = order_costs(network, tables)
    base = Base(core.grid, state, core.books, world, chances, day, network.day_start, network.tick_seconds, rate, costs)
    return base, len(counts)


def assumed_counts(state: Any) -> np.ndarray:
    """Return counts of what is taken to be where stock is unknown: what its loop aims at, else nothing."""
    arrays = arena.arrays(state)
    stock, loop = arrays["stock"], arrays["loop"]
    unknown = np.flatnonzero((stock["proven"] == 0) & (loop["kind"] > 0))
    rows = np.zeros(len(unknown), FACT)
    rows["kind"], rows["point"], rows["priority"] = int(Kind.COUNTED), unknown + 1, 5
    rows["quantity"] = np.maximum(aims(loop)[unknown], stock["on_hand"][unknown])
    return rows


def _assumptions(network: Network, tables: Tables, history: History, counted: int) -> list[str]:
    spread = tables["sources"]["lead_time_spread"]
    first, last = (network.clock.date(0).toordinal() + d for d in (history.days[0], history.days[1] - 1))
    told = [
        (f"customers are drawn whole from {len(history.day):,} orders of {date.fromordinal(first)} to"
        f" {date.fromordinal(last)}, as many a day as then at that time of the year; what nobody asked for because it"
        " was not there is not among them"),
        "lead times vary by the lead_time_spread of the sources table" if (spread > 0).any() else
        "lead times are as stated: the sources table gives no lead_time_spread",
        "work takes its planned time and yields what is planned; resources do not break down",
        "order lines wait until they can ship; customers at a till take what is there and go without the rest",
    ]  # fmt: skip
    if counted:
        told.append(f"{counted:,} stock points of unknown stock begin with what their loops aim at")
    return told


def _study(
    network: Network, says: dict[str, str], worlds: Worlds, seed: int, days: int, figure: str, assumptions: list[str],
) -> Study:  # fmt: skip
    outcomes = worlds.outcomes
    values: dict[str, dict[str, list[float]]] = {}
    missing: dict[str, dict[str, str]] = {}
    for policy, runs in outcomes.items():
        values[policy], missing[policy] = {}, {}
        for metric in runs[0].values:
            known = [run.values[metric] for run in runs]
            if all(value is not None for value in known):
                values[policy][metric] = [float(value) for value in known if value is not None]
            else:
                missing[policy][metric] = next(r.missing[metric] for r in runs if r.values[metric] is None)
    baseline = list(outcomes)[-1]
    rate = int(network.settings.carrying_rate)
    return Study(
        business=network.settings.name,
        currency=network.settings.currency,
        seed=seed,
        replications=len(outcomes[baseline]),
        days=days,
        warm_up=worlds.warm_up,
        baseline=baseline,
        policies={p: {m: estimate(v) for m, v in of.items()} for p, of in values.items()},
        missing=missing,
        differences=differences(values, baseline, LEVEL),
        bridge={p: bridge(runs, outcomes[baseline], days, rate) for p, runs in outcomes.items() if p != baseline},
        assumptions=assumptions,
        says=says,
        outcomes=outcomes,
        in_cents=outcomes[baseline][0].in_cents,
        digest=_digest(outcomes),
        figure=figure,
        ranking=_ranking(figure, values),
        precision=worlds.precision,
        found_warm_up=worlds.found,
    )


def _ranking(figure: str, values: dict[str, dict[str, list[float]]]) -> Ranking | None:
    if not all(figure in of for of in values.values()):
        return None
    return rank(figure, {policy: oriented(figure, of[figure]) for policy, of in values.items()})


def _digest(outcomes: dict[str, list[Outcome]]) -> str:
    """Return the sha256 of the states that all runs ended in."""
    total = hashlib.sha256()
    for policy, runs in sorted(outcomes.items()):
        total.update(policy.encode())
        for run in runs:
            total.update(run.digest.encode())
    return total.hexdigest()

"""A study of a business: several policies in the same simulated worlds, and the difference that they make in money."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from os import PathLike
from typing import Any

import numpy as np

from tugline.business.aims import aims
from tugline.business.asked import asked
from tugline.business.core import Core
from tugline.business.drawn import drawn_finding
from tugline.business.founding import found, plan_loops
from tugline.business.honest_twin import honest_twin, varies
from tugline.business.needed import read_source
from tugline.business.policies import PULL, PUSH, Company, known
from tugline.business.record import record_of
from tugline.business.replay_words import replay_assumptions
from tugline.business.replaying import before_start, exact, measured_days, replayed_policies
from tugline.business.study_limits import LEAST_DAYS, days_of_years, refuse
from tugline.business.tabled import read_signals
from tugline.business.varying import chances_of, what_varies
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
from tugline.studies.bullwhip import echelons
from tugline.studies.bullwhip_figures import BullwhipFigures, bullwhip_figures
from tugline.studies.compare import LEVEL, Difference, Estimate, differences, estimate
from tugline.studies.customers import WEEK, Crowd, History, expect
from tugline.studies.replicate import Base, Outcome, Policy
from tugline.studies.replications import Progress, replicate
from tugline.studies.twin import Finding, Twin
from tugline.world.drive import pulse_and_observe

POLICIES = (PULL, PUSH)
"""Compared where nobody says which; for a replay see `replaying.POLICIES`."""
PolicyOf = Callable[[Company], Policy]
CustomersOf = Callable[[Network, History, int, int], Crowd]
"""Given the network, the history, the local day of the start and how many days come from then on."""


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
    bullwhip: BullwhipFigures
    assumptions: list[str]
    says: dict[str, str]
    outcomes: dict[str, list[Outcome]]
    in_cents: frozenset[str]
    """Figures that are money, in cents."""
    digest: str
    twin: Twin | None = None
    """How well the simulated present policy reproduces the history; None only while a study is put together."""
    replay: bool = False


def study(
    source: str | PathLike[str] | dict[str, Any],
    *,
    policies: Sequence[str] | None = None,
    years: float | None = None,
    replications: int = 20,
    seed: int = 1,
    warm_up: int | None = None,
    replay: bool = False,
    threads: int | None = None,
    progress: Progress | None = None,
    others: Mapping[str, PolicyOf] | None = None,
    customers: CustomersOf | None = None,
) -> Study:
    """Compare policies in simulated worlds with the same customers and the same luck.

    `Study.twin` says how well the simulated present policy reproduces what the company's history records.

    Parameters
    ----------
    source
        A business folder, or tables by name.
    policies
        Names of policies, at least one; the last one is the baseline that the others are compared with. None = pull
        and push; of a replay present, too, as the baseline.
    years
        What is measured, after the warm-up: 28 days to 8 years. None = one; of a replay all that is recorded.
    replications
        Worlds, 2 to 10,000.
    seed
        Of all luck, >= 0.
    threads
        Worlds that run side by side, 1 to 1,024; None = as many as there are cores.
    warm_up
        Days at the start that are run and not measured, >= 0; rounded up to whole weeks, in which a planner plans.
        None = 180; of a replay none.
    replay
        Take the customers as and when they came since the start, instead of drawing them.
    others
        More policies by name, for who writes his own.
    customers
        Who comes, where they are not drawn from the company's own orders.

    Raises
    ------
    InvalidBusinessError
        The tables have problems; all of them are listed.
    UsageError
        A policy is not known or named twice, a number is out of range, or nobody ever asked for anything.
    RefusedError
        The journal of a plant belongs to another world, or begins at another time.
    StorageError
        It is damaged.
    """
    days = None if replay and years is None else days_of_years(1.0 if years is None else years)
    warm_up = warm_up if warm_up is not None else 0 if replay else 180
    names = POLICIES if policies is None else policies
    others = others or {}
    refuse(names, LEAST_DAYS if days is None else days, replications, seed, warm_up, threads, more=tuple(others))
    warm_up = -(-warm_up // WEEK) * WEEK
    tables = read_source(source)
    network = compile_network(tables)
    history, stated = _history(network, tables, replay=replay), tables["loops"].n > 0
    with open_journal() as journal:
        core = Core(network, journal, world=True)
        tabled = read_signals(network, tables, journal)
        _, choices = plan_loops(network, core.grid, tables, tabled)
        found(core, tables, choices)
        record = record_of(source, tables, network, tabled, journal)
        day = int(np.searchsorted(network.day_start, core.now, side="left"))
        if replay:
            day, days = record.days(network.day_start)[0], measured_days(network, record, warm_up, days)
        assert days is not None, "only a replay goes on until its record ends"
        company = Company(core, tables, history, known(network, history), day)
        base, counted = base_of(core, tables, day)
        coming: Crowd = record.customers
        drawn: tuple[Finding, ...] = ()
        if replay:
            chosen = replayed_policies(company, policies, stated=stated)
            replications = replications if varies(base) else 1
        else:
            chosen = [others[name](company) if name in others else company.policy(name) for name in names]
            if customers is not None:
                coming = customers(network, history, day, warm_up + days)
            else:
                coming, drawn = _drawn(network, history, day, warm_up, days, seed)
        twin = honest_twin(
            network, base, record, loops_stated=stated, counted=counted, seed=seed, worlds=replications,
            threads=threads, more=drawn,
        )  # fmt: skip
        outcomes = replicate(
            base, chosen, coming, seed=seed, replications=replications, warm_up=warm_up, days=days,
            threads=threads, progress=progress,
        )  # fmt: skip
    if replay:
        assumptions = replay_assumptions(network, tables, record, history, counted=counted, stated=stated)
    else:
        assumptions = _assumptions(network, tables, history, counted, drawn=customers is None)
    study = _study(network, {p.name: p.says for p in chosen}, outcomes, seed, days, warm_up, assumptions)
    study = replace(study, twin=twin, replay=replay)
    return study if replications > 1 else exact(study)


def _history(network: Network, tables: Tables, *, replay: bool) -> History:
    """Return the orders that policies know: all there are, in a replay those before the start."""
    history = asked(network, tables)
    if replay:
        return before_start(history)
    if len(history.day) == 0:
        raise UsageError(
            "a study needs customers: the tables hold no order and no sale to draw them from",
            hint="Give an orders or a sales table.",
        )
    return history


def _drawn(
    network: Network, history: History, day: int, warm_up: int, days: int, seed: int
) -> tuple[Crowd, tuple[Finding, ...]]:
    """Return the customers of a study that draws them, and how they compare with those of the history."""
    customers = expect(history, day, warm_up + days)
    return customers, drawn_finding(customers, network.day_start, day + warm_up, days, seed)


def base_of(core: Core, tables: Tables, day: int) -> tuple[Base, int]:
    """Return the business as every run begins with it, and at how many points stock had to be assumed."""
    network = core.network
    state, world = core.fork()
    counts = assumed_counts(state)
    tape = new_tape(1024)
    now = int(arena.arrays(state)["head"]["tick"][0])
    if len(counts):
        pulse_and_observe(state, core.grid, world, tape, counts, 0, len(counts), now)
        post_all(core.books, movements_of(tape))
    chances = chances_of(network, tables)
    rate = int(network.settings.carrying_rate)
    base = Base(
        core.grid, state, core.books, world, chances[:3], day, network.day_start, network.tick_seconds, rate,
        echelons(network.point, network.source, network.need), chances.failing,
    )  # fmt: skip
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


def _assumptions(
    network: Network, tables: Tables, history: History, counted: int, *, drawn: bool
) -> list[str]:  # fmt: skip
    first, last = (network.clock.date(0).toordinal() + d for d in (history.days[0], history.days[1] - 1))
    told = [
        (f"customers are drawn whole from {len(history.day):,} orders of {date.fromordinal(first)} to"
        f" {date.fromordinal(last)}, as many a day as then at that time of the year; what nobody asked for because it"
        " was not there is not among them"),
        *what_varies(tables),
        "order lines wait until they can ship; customers at a till take what is there and go without the rest",
    ]  # fmt: skip
    if not drawn:
        told[0] = "customers come as whoever wrote this study says, and are not drawn from the company's own orders"
    if counted:
        told.append(f"{counted:,} stock points of unknown stock begin with what their loops aim at")
    return told


def _study(
    network: Network, says: dict[str, str], outcomes: dict[str, list[Outcome]], seed: int, days: int, warm_up: int,
    assumptions: list[str],
) -> Study:  # fmt: skip
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
        warm_up=warm_up,
        baseline=baseline,
        policies={p: {m: estimate(v) for m, v in of.items()} for p, of in values.items()},
        missing=missing,
        differences=differences(values, baseline, LEVEL),
        bridge={p: bridge(runs, outcomes[baseline], days, rate) for p, runs in outcomes.items() if p != baseline},
        bullwhip=bullwhip_figures(outcomes, baseline),
        assumptions=assumptions,
        says=says,
        outcomes=outcomes,
        in_cents=outcomes[baseline][0].in_cents,
        digest=_digest(outcomes),
    )


def _digest(outcomes: dict[str, list[Outcome]]) -> str:
    """Return the sha256 of the states that all runs ended in."""
    total = hashlib.sha256()
    for policy, runs in sorted(outcomes.items()):
        total.update(policy.encode())
        for run in runs:
            total.update(run.digest.encode())
    return total.hexdigest()

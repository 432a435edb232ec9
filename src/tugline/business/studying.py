"""A study of a business: several policies in the same simulated worlds, and the difference that they make in money."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from os import PathLike
from typing import Any

from tugline.business.asked import asked, refuse_nobody, refuse_too_few
from tugline.business.honest_twin import honest_twin, varies
from tugline.business.market import market_of, named, refuse_trend, who_comes
from tugline.business.naming import source_names
from tugline.business.notebook import study_html
from tugline.business.policies import PULL, PUSH, Company, known
from tugline.business.record import record_of
from tugline.business.replay_words import replay_assumptions
from tugline.business.replaying import before_start, exact, replayed_policies, span
from tugline.business.same_service import compared_at
from tugline.business.study_base import base_of, founded, what_a_study_rests_on
from tugline.business.study_limits import days_of_years, names_of, refuse
from tugline.business.study_problems import more_assumptions, sound
from tugline.business.study_tables import StudyTables, tables_of
from tugline.business.study_worlds import Worlds, refuse_worlds, run_worlds
from tugline.network.network import Network
from tugline.network.tables import Tables
from tugline.studies.bridge import STATED, Step, Sum, bridge, sums
from tugline.studies.bullwhip_figures import BullwhipFigures, bullwhip_figures
from tugline.studies.compare import Difference, Estimate, compared, differences, estimate, level_of_each
from tugline.studies.constraint import Uses, uses
from tugline.studies.customers import Crowd, History
from tugline.studies.deciding import CONTRIBUTION, oriented
from tugline.studies.engines import Engine
from tugline.studies.ranking import Ranking, pairs_of, rank
from tugline.studies.replicate import Outcome, Policy
from tugline.studies.replications import Progress
from tugline.studies.stopping import Precision
from tugline.studies.twin import Twin
from tugline.studies.warm_up import WarmUp
from tugline.units.quantity import plural

POLICIES = (PULL, PUSH)
"""Compared where nobody says which; for a replay see `replaying.POLICIES`."""
WARM_UP = 180
"""Days that are not measured where nobody says how many; a replay measures all."""
PolicyOf = Callable[[Company], Policy]
CustomersOf = Callable[[Network, History, int, int], Crowd]
"""Given the network, the history, the local day of the start and how many days come from then on."""


@dataclass(frozen=True, slots=True, repr=False)
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
    bridge_sums: dict[str, list[Sum]]
    """By policy, like the bridge: what its steps come to."""
    bullwhip: BullwhipFigures
    uses: Uses
    """Of resources and limited sources, and where the constraint is."""
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
    trend: float = 0.0
    """Growth of demand a year that is in force, as a share."""
    twin: Twin | None = None
    """How well the simulated present policy reproduces the history; None only while a study is put together."""
    replay: bool = False

    @property
    def tables(self) -> StudyTables:
        """The study for data frames; money in the currency."""
        return tables_of(self)

    def __repr__(self) -> str:
        worlds, days = plural(self.replications, "world"), plural(self.days, "day")
        return f"<study of {self.business}: {', '.join(self.policies)}; {worlds} of {days} each>"

    def _repr_html_(self) -> str:
        return study_html(self)


def study(
    source: str | PathLike[str] | dict[str, Any],
    *,
    policies: str | Sequence[str] | None = None,
    years: float | None = None,
    replications: int = 20,
    seed: int = 1,
    warm_up: int | str | None = None,
    replay: bool = False,
    trend: float | str = 0.0,
    figure: str = CONTRIBUTION,
    precision: float | None = None,
    threads: int | None = None,
    engine: Engine = "threads",
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
        Names of policies, at least one, in one text with commas between if you like; the last one is the baseline that
        the others are compared with. None = pull and push; of a replay present, too, as the baseline.
    years
        What is measured, after the warm-up: 28 days to 8 years. None = one; of a replay all that is recorded.
    replications
        Worlds, 2 to 10,000; the most where a precision is wanted.
    seed
        Of all luck, >= 0.
    threads
        Worlds that run side by side, 1 to 1,024; None = as many as there are cores.
    engine
        Where they run: threads of this process, other "processes", or "ray". The figures are the same.
    warm_up
        Days at the start that are run and not measured, >= 0; rounded up to whole weeks, in which a planner plans.
        None = 180, which are 182; of a replay none. "auto": as many as the stock of the slowest policy takes to settle
        in pilot runs.
    figure
        What policies are ranked by, and what the precision is of: one of `studies.deciding.DECIDING`.
    precision
        Worlds are run until the half intervals of all differences of the figure are no wider than this share of its
        mean under the baseline, above 0 to 0.5; None = run all `replications`.
    replay
        Take the customers as and when they came since the start, instead of drawing them.
    trend
        Growth of demand a year from the first day of a run on, as a share, above -1 to 2. "auto": that of the history,
        if two years of it tell one.
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
    warm_up = warm_up if warm_up is not None else 0 if replay else WARM_UP
    names, others = POLICIES if policies is None else names_of(policies), others or {}
    refuse_worlds(figure, precision, warm_up, replay=replay)
    refuse_trend(trend, replay=replay, drawn=customers is None)
    refuse(names, replications, seed, warm_up, threads, engine=engine, more=tuple(others))
    tables, network = sound(source)
    history, stated = _history(network, tables, replay=replay, drawn=customers is None), tables["loops"].n > 0
    market = None if replay or customers is not None else market_of(network, tables, history, trend, warm_up)
    with founded(network, tables) as business:
        record = record_of(source, tables, network, business.tabled, business.core.journal)
        day, days = span(network, record, warm_up, days) if replay else (business.day, days or 0)
        if market:
            market.refuse_nobody(network, day, warm_up, days)
        company = Company(
            business.core, tables, history, known(network, history), day, market and market.known_lives(network)
        )
        base, counted = base_of(business.core, tables, day)
        wanted = None if policies is None else names
        chosen = replayed_policies(company, wanted, stated=stated) if replay else named(company, names, others, market)
        replications = replications if varies(base, record) or not replay else 1
        who = None if replay else customers
        coming = partial(who, network, history, day) if who else who_comes(market, record.customers, day)
        worlds = run_worlds(
            base, chosen, coming, seed=seed, replications=replications, warm_up=warm_up,
            days=days, figure=figure, precision=precision, threads=threads, on=engine, progress=progress,
        )  # fmt: skip
        twin = honest_twin(
            network, base, record, loops_stated=stated, counted=counted, seed=seed, worlds=replications,
            threads=threads, more=market.drawn(network, day, seed) if market else (),
        )  # fmt: skip
    rests_on = (
        replay_assumptions(network, tables, record, history, counted=counted, stated=stated) if replay
        else what_a_study_rests_on(
            network, tables, history, counted, market and market.says(network, day + worlds.warm_up, days)
        )
    )  # fmt: skip
    rests_on += more_assumptions(network, tables, chosen, drawn=market is not None)
    done = _study(network, {p.name: p.says for p in chosen}, worlds, seed, days, figure, rests_on)
    done = replace(done, twin=twin, replay=replay, trend=market.trending.trend.ahead if market else 0.0)
    done = replace(done, assumptions=[*rests_on, *compared_at(done, company)])
    return done if done.replications > 1 else exact(done)


def _history(network: Network, tables: Tables, *, replay: bool, drawn: bool) -> History:
    """Return the orders that policies know: all there are, in a replay those before the start."""
    history = asked(network, tables)
    if replay:
        return before_start(history)
    refuse_nobody(history, "study")
    if drawn:
        refuse_too_few(history, "study")
    return history


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
    bridged = [p for p in outcomes if p != baseline and not any(CONTRIBUTION in of for of in missing.values())]
    others = len(outcomes) - 1
    each = level_of_each(len(compared(values, baseline)) + STATED * len(bridged) + pairs_of(others))
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
        differences=differences(values, baseline, each),
        bridge={p: bridge(outcomes[p], outcomes[baseline], days, rate, each) for p in bridged},
        bridge_sums={p: sums(outcomes[p], outcomes[baseline], days, rate, each) for p in bridged},
        bullwhip=bullwhip_figures(outcomes, baseline),
        uses=uses(outcomes, network.resource_names, source_names(network)),
        assumptions=assumptions,
        says=says,
        outcomes=outcomes,
        in_cents=outcomes[baseline][0].in_cents,
        digest=_digest(outcomes),
        figure=figure,
        ranking=_ranking(figure, values, each),
        precision=worlds.precision,
        found_warm_up=worlds.found,
    )


def _ranking(figure: str, values: dict[str, dict[str, list[float]]], each: float) -> Ranking | None:
    if not all(figure in of for of in values.values()):
        return None
    return rank(figure, {policy: oriented(figure, of[figure]) for policy, of in values.items()}, each)


def _digest(outcomes: dict[str, list[Outcome]]) -> str:
    """Return the sha256 of the states that all runs ended in."""
    total = hashlib.sha256()
    for policy, runs in sorted(outcomes.items()):
        total.update(policy.encode())
        for run in runs:
            total.update(run.digest.encode())
    return total.hexdigest()

"""Policies of a study, as the facts that put them in force: present loops, the default pull policy, push by plan."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from difflib import get_close_matches
from typing import NamedTuple

import numpy as np

from tugline.business import policy as default_policy
from tugline.business.core import Core
from tugline.business.founding import waits_of
from tugline.business.hybrid import buffers, expected_lots, strategic
from tugline.business.loop_changes import LoopChanges
from tugline.business.naming import Naming
from tugline.business.order_costs import order_costs, weighed
from tugline.business.perishing import shelf_days
from tugline.business.rates import Demand, Rates, first_sources, measure
from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.network.network import Network
from tugline.network.tables import Tables
from tugline.state import arena
from tugline.state.layout import WITHDRAWN
from tugline.studies.customers import WEEK, History
from tugline.studies.fitted import Fitted, fit
from tugline.studies.forecast import moved_in_the_year, seasons_of
from tugline.studies.lives import Lives
from tugline.studies.lots import RULES, lots_of, safety_that_sells
from tugline.studies.mrp import PERIOD
from tugline.studies.push import PushTerms, lead_days_of
from tugline.studies.replicate import Policy
from tugline.studies.shelves import shelves

PRESENT, PULL, PUSH, HYBRID = "present", "pull", "push", "hybrid"
BY_MODELS = f"{PUSH}:statsforecast"
NAMES = (
    PULL, PUSH, HYBRID, PRESENT, *(f"{PUSH}:{rule}" for rule in RULES),
    BY_MODELS, *(f"{BY_MODELS}:{rule}" for rule in RULES),
)  # fmt: skip
"""Policies by name; `push:` with a rule for lots is the planner who goes by that rule, and with statsforecast the one
who forecasts by its models."""
NAMED = 3
"""So many items that are bought by plan are named."""


def by_models(name: str) -> bool:
    """Return whether a policy is that of a planner who forecasts by the models of statsforecast."""
    return name.startswith(BY_MODELS)


def nearest_name(name: str, more: Sequence[str] = ()) -> str | None:
    """Return the policy that may be meant by a name that is none; `more` = names beside those that are known."""
    by_rule = {each.removeprefix(f"{PUSH}:"): each for each in NAMES}
    near = get_close_matches(name, (*NAMES, *more), 1) or get_close_matches(name, by_rule, 1)
    return by_rule.get(near[0], near[0]) if near else None


@dataclass(frozen=True, slots=True)
class Company:
    """What policies are made of: a business that has been founded, and what its tables say."""

    core: Core
    tables: Tables
    history: History
    knows: "Known"
    day: int
    lives: Lives | None = None
    """When items are on sale, where that counts."""
    fits: list[Fitted] = field(default_factory=list)
    """The models of statsforecast once they were fitted, which takes seconds: whatever the lots, they are the same."""

    def policy(self, name: str) -> Policy:
        """Return a policy by its name, one of `NAMES`."""
        if name == PRESENT:
            if not self.tables["loops"].n:
                says = "no loops are stated, so those of the default policy, which is pull"
                return Policy(name, self._set(self.defaults()), says)
            says = "the loops of the loops table; what it leaves open is estimated from the time before the start"
            return Policy(name, np.zeros(0, FACT), says)
        if name == PULL:
            return Policy(
                name, self._set(self.defaults()), "the default policy: to order where the customer waits, else to stock"
            )
        if name == HYBRID:
            return self._hybrid()
        rule = name.removeprefix(BY_MODELS if by_models(name) else PUSH).removeprefix(":")
        terms = self._push(rule)
        if not by_models(name):
            return Policy(name, self._silence(), _push_says(terms, rule), terms.planner)
        if not self.fits:
            self.fits.append(fit(terms.weeks, terms.season, terms.week))
        fitted = self.fits[0]
        terms = replace(terms, fitted=fitted)
        return Policy(name, self._silence(), _push_says(terms, rule), terms.planner, rests_on=(fitted.says(),))

    def push_terms(self) -> PushTerms:
        """Return what the planner of the push policy begins with, for who wants to give him other sources."""
        return self._push("")

    def defaults(self) -> list[default_policy.Choice]:
        """Return the loops of the default policy, of all stock points."""
        return self._choices(self._situation())

    def _situation(self) -> default_policy.Situation:
        network, knows = self.core.network, self.knows
        wait_days = waits_of(network, self.tables, knows.waits)
        return default_policy.survey(
            network, self.core.grid, knows.rates, wait_days=wait_days, till=knows.till,
            keep_days=shelf_days(network, self.tables),
        )  # fmt: skip

    def _choices(self, situation: default_policy.Situation) -> list[default_policy.Choice]:
        points = np.arange(len(self.core.network.point))
        return default_policy.choose(self.core.network, self.knows.rates, situation, points)

    def _set(self, choices: list[default_policy.Choice]) -> np.ndarray:
        """Return the facts that put loops in force."""
        points = np.arange(len(self.core.network.point))
        return LoopChanges(self.core.network, self.core.state, points).facts(choices)

    def _hybrid(self) -> Policy:
        """Return the policy of a plan for what is bought far ahead, and of loops for the rest."""
        situation = self._situation()
        planned = strategic(self.core.network, self.knows.rates, situation)
        choices = self._choices(situation)
        terms = self._push("")
        buffer = buffers(self.knows.rates, choices, planned, terms.lead_days)
        lots = expected_lots(terms.lots, choices, planned)
        buffer = np.where(planned, safety_that_sells(buffer, terms.use, lots), buffer)
        terms = replace(terms, released=planned, buffer=buffer, lots=lots)
        facts = np.concatenate(
            [self._set([choice for choice in choices if not planned[choice.point]]), self._silence(planned)]
        )
        return Policy(HYBRID, facts, _hybrid_says(self.core.network, planned), terms.planner if planned.any() else None)

    def _silence(self, where: np.ndarray | None = None) -> np.ndarray:
        """Return the facts after which no loop pulls at some points, None = at all, and no card is left in any."""
        arrays = arena.arrays(self.core.state)
        here = np.ones(len(arrays["loop"]), np.bool_) if where is None else where
        cards = arrays["card"][: int(arrays["head"]["cards"][0])]
        cards = cards[(cards["state"] != WITHDRAWN) & here[cards["point"]]]
        gone = np.zeros(len(cards), FACT)
        gone["kind"], gone["point"], gone["lot"] = int(Kind.CARD_WITHDRAWN), cards["point"] + 1, cards["number"]
        gone["priority"] = 5
        return np.concatenate([shelves(np.flatnonzero(here)), gone])

    def _push(self, rule: str) -> PushTerms:
        network = self.core.network
        source_of = first_sources(network)
        per_day = max(1, 86_400 // network.tick_seconds)
        use = np.ceil(self.knows.rates.mean * WEEK).astype(np.int64)
        first = (network.clock.date(0) + timedelta(days=self.day)).isocalendar().week - 1
        last = (network.clock.date(0) + timedelta(days=self.history.days[1])).isocalendar().week - 1
        weeks = _weeks(network, self.history)
        season = seasons_of(weeks, last)
        return PushTerms(
            grid=self.core.grid,
            source=network.source,
            need_point=network.need["point"],
            source_of=source_of,
            lead_days=lead_days_of(self.core.grid, network.source, source_of, use, per_day),
            lots=lots_of(rule, weighed(network, order_costs(network, self.tables), self.knows.rates),
                         int(network.settings.carrying_rate), shelf_days(network, self.tables)),
            use=self.knows.rates.mean,
            weeks=moved_in_the_year(weeks, season, last, first),
            fence=_fence(len(network.point), self.knows.waits),
            season=season,
            week=first,
            per_day=per_day,
            day_start=network.day_start,
            lives=self.lives,
        )  # fmt: skip


def _hybrid_says(network: Network, planned: np.ndarray) -> str:
    """Return what is bought by plan."""
    naming, points = Naming(network), np.flatnonzero(planned).tolist()
    if not points:
        return "pull everywhere: nothing has to be bought so far ahead that it takes a plan"
    names = ", ".join(naming.item(point) for point in points[:NAMED])
    rest = f" and {len(points) - NAMED:,} more" if len(points) > NAMED else ""
    return f"a plan every week buys what no customer waits for and one source has: {names}{rest}; loops pull the rest"


def _push_says(terms: PushTerms, rule: str) -> str:
    """Return what the planner of some terms does, and how he finds his lots."""
    planned = terms.source_of >= 0
    by_cost = int(np.count_nonzero(planned & (terms.lots["rule"] != PERIOD)))
    lots = "lots for a week"
    if by_cost:
        usual = rule or "silver-meal, for a week at least"
        lots = f"lots by {usual}"
        if by_cost < int(planned.sum()):
            lots += f" at {by_cost:,} of {int(planned.sum()):,} stock points, for a week at the others"
    elif rule not in {"", "lot-for-lot"}:
        lots = f"lots for a week, as no order cost and no set-up is known for {rule}"
    if bool((planned & (terms.lots["keeps"] > 0)).any()):
        lots += "; of what spoils no more at once than is used while it keeps"
    return f"a forecast, safety stock and a plan every week; {lots}"


class Known(NamedTuple):
    """What policies know of customers: rates of use, how long each order waits in whole days, and who has a till."""

    rates: Rates
    waits: Demand
    till: np.ndarray


def known(network: Network, history: History) -> Known:
    """Return what policies know of customers: the whole history, as if it had ended the day before a study."""
    lines, day = history.lines, np.repeat(history.day, np.diff(history.start)) - history.days[1]
    ordered = lines["kind"] == Kind.ORDER_PLACED
    point, per_day = lines["point"] - 1, max(1, 86_400 // network.tick_seconds)
    wait = np.where(lines["due"] < NEVER, lines["due"] // per_day, 0)
    till = np.zeros(len(network.point), np.bool_)
    till[point[~ordered]] = True
    rates = measure(network, Demand(point, day, lines["quantity"]))
    return Known(rates, Demand(point[ordered], day[ordered], wait[ordered]), till)


def _fence(n_points: int, waits: Demand) -> np.ndarray:
    """Return the whole days that nine of ten customers wait at least at each point, 0 where nobody waits."""
    fence = np.zeros(n_points, np.int64)
    order = np.lexsort((waits.quantity, waits.point))
    points, first, many = np.unique(waits.point[order], return_index=True, return_counts=True)
    fence[points] = waits.quantity[order][first + (many - 1) // 10]
    return np.maximum(0, fence)


def _weeks(network: Network, history: History) -> np.ndarray:
    """Return what customers asked for by week, the last week ending with the history, shape (P, W)."""
    of_line = np.repeat(history.day, np.diff(history.start))
    n = max(0, -(-(history.days[1] - history.days[0]) // WEEK))
    weeks = np.zeros((len(network.point), n))
    np.add.at(
        weeks, (history.lines["point"] - 1, n - 1 - (history.days[1] - 1 - of_line) // WEEK), history.lines["quantity"]
    )
    # The first week need not be whole.
    days = (history.days[1] - history.days[0]) - (n - 1) * WEEK
    if n:
        weeks[:, 0] *= WEEK / days
    return weeks

"""The chain of the beer game as tables, its customers, and the policies that are compared in it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from tugline.business.policies import PRESENT, PUSH, Company
from tugline.business.rates import first_sources
from tugline.business.studying import PolicyOf
from tugline.cases.beer.costs import Costs
from tugline.cases.beer.players import Player, Players
from tugline.cases.beer.signals import SignalTerms
from tugline.cases.case import Built
from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.network.network import Network
from tugline.state.layout import PARTS
from tugline.studies.customers import WEEK, Customers, History
from tugline.studies.replicate import Outcome, Policy
from tugline.studies.scheduled import scheduled
from tugline.studies.shelves import shelves

ECHELONS = ("retailer", "wholesaler", "distributor", "factory")
START = date(2026, 1, 5)
"""A Monday."""
WEEKS_BEFORE_START = 8
MORNING = 10 * 60
"""Minutes after midnight at which customers come."""


def build(values: Mapping[str, float]) -> Built:
    """Return the chain, its customers and its policies."""
    return Built(
        tables=_tables(values),
        policies={
            "pull": _pull(values),
            "pull by noisy signals": _noisy(values),
            "base stock by mail": _players(values, _benchmark(values), "always what covers the lead time"),
            "players": _players(values, _people(values, shared=False), "people as Sterman found them"),
            "players with shared data": _players(
                values, _people(values, shared=True), "the same people, who all see what customers ask for"
            ),
        },
        customers=lambda _network, _history, day, days: _customers(values, day, days),
        figures=_figures,
    )  # fmt: skip


def _tables(values: Mapping[str, float]) -> dict[str, Any]:
    n, lead = len(ECHELONS), f"{int(values['shipping_weeks']) * WEEK}d"
    kinds = ["move"] * (n - 1) + ["buy"]
    origins = [*ECHELONS[1:], "brewery"]
    on_the_way = [(place, week) for place in ECHELONS for week in range(int(values["shipping_weeks"]))]
    kind_of, origin_of = dict(zip(ECHELONS, kinds, strict=True)), dict(zip(ECHELONS, origins, strict=True))
    before = [START - timedelta(weeks=w) for w in range(WEEKS_BEFORE_START, 0, -1)]
    levels = [f"{weeks * values['demand_after']:g}" for weeks in _weeks(values)]
    return {
        "business": {
            "name": "The beer game", "currency": "USD", "timezone": "UTC", "start": START.isoformat(), "world": "plain",
        },
        "items": {"item": ["beer"], "unit": ["case"], "cost": ["1"], "price": ["2"]},
        "locations": {"location": list(ECHELONS)},
        "suppliers": {"supplier": ["brewery"]},
        # One case to a lorry: who has ten of twelve cases sends ten.
        "sources": {
            "item": ["beer"] * n, "location": list(ECHELONS), "kind": kinds, "from": origins, "lead_time": [lead] * n,
            "maximum": ["1"] * n,
        },
        "loops": {
            "item": ["beer"] * n, "location": list(ECHELONS), "loop": ["base_stock"] * n, "level": levels,
            "review": ["7d"] * n,
        },
        "stock": {"item": ["beer"] * n, "location": list(ECHELONS), "on_hand": [f"{values['stock']:g}"] * n},
        "supply": {
            "reference": [f"{place} {week}" for place, week in on_the_way], "item": ["beer"] * len(on_the_way),
            "location": [place for place, _ in on_the_way], "kind": [kind_of[place] for place, _ in on_the_way],
            "from": [origin_of[place] for place, _ in on_the_way],
            "quantity": [f"{values['demand_before']:g}"] * len(on_the_way),
            "due": [f"{START + timedelta(weeks=week)}T01:00" for _, week in on_the_way],
        },
        "orders": {
            "order": [f"before {d}" for d in before], "item": ["beer"] * len(before),
            "location": [ECHELONS[0]] * len(before), "quantity": [f"{values['demand_before']:g}"] * len(before),
            "ordered_at": [f"{d}T10:00" for d in before], "shipped": [f"{values['demand_before']:g}"] * len(before),
        },
    }  # fmt: skip


def _weeks(values: Mapping[str, float]) -> list[int]:
    """Return the weeks that a level covers: shipping, and where customers come between two reviews a week more."""
    return [int(values["shipping_weeks"]) + 1] + [int(values["shipping_weeks"])] * (len(ECHELONS) - 1)


def _customers(values: Mapping[str, float], day: int, days: int) -> Customers:
    """Return who comes every Monday: first those of the old demand, then those of the new one."""
    lines = np.zeros(2, FACT)
    lines["kind"], lines["point"], lines["priority"] = int(Kind.ORDER_PLACED), 1, 5
    lines["code"], lines["due"], lines["tick"] = PARTS, NEVER, MORNING
    lines["quantity"] = int(values["demand_before"]), int(values["demand_after"])
    lines["amount"] = 20_000
    history = History(lines, np.array([0, 1, 2]), np.zeros(2, np.int64), (0, 1), 0)
    at = np.arange(days)
    return scheduled(
        history, day, np.where(at % WEEK != 0, -1, (at // WEEK >= values["weeks_before"]).astype(np.int64))
    )


def _pull(values: Mapping[str, float]) -> PolicyOf:
    def policy(company: Company) -> Policy:
        says = "levels that cover what an order takes at the new demand; every order is known upstream at once"
        return replace(company.policy(PRESENT), says=says, every=WEEK, gauge=_gauge(company, values))

    return policy


def _noisy(values: Mapping[str, float]) -> PolicyOf:
    def policy(company: Company) -> Policy:
        network = company.core.network
        terms = SignalTerms(
            source=network.source, need=network.need, day_start=network.day_start,
            weeks=np.array(_weeks(values)), window=int(values["signal_window"]),
            late=int(values["signal_late"]), noise=values["signal_noise"],
            first=np.full(len(network.point), values["demand_before"]),
        )  # fmt: skip
        says = "the same, but every level follows a moving average of orders that are heard of late and wrongly"
        return replace(
            company.policy(PRESENT), says=says, every=WEEK, planner=terms.planner,
            gauge=_gauge(company, values),
        )  # fmt: skip

    return policy


def _people(values: Mapping[str, float], *, shared: bool) -> list[Player]:
    one = Player(values["theta"], values["alpha"], values["beta"], values["desired"], shared=shared)
    return [one] * len(ECHELONS)


def _benchmark(values: Mapping[str, float]) -> list[Player]:
    """Return who always orders what is missing: the factory waits a week less, and so wants a week's demand less."""
    one = Player(0, 1, 1, values["benchmark_desired"], shared=False)
    factory = one._replace(desired=values["benchmark_desired"] - values["demand_after"])
    return [one] * (len(ECHELONS) - 1) + [factory]


def _players(values: Mapping[str, float], players: list[Player], says: str) -> PolicyOf:
    def policy(company: Company) -> Policy:
        network = company.core.network
        mail = int(values["mail_weeks"])
        terms = Players(
            source=network.source, source_of=first_sources(network), need=network.need, day_start=network.day_start,
            players=tuple(players), mail=tuple([mail] * (len(players) - 1) + [0]),
            first=int(values["demand_before"]), forced=int(values["forced_weeks"]),
        )  # fmt: skip
        facts = np.concatenate([company.policy(PUSH).facts, shelves(np.arange(len(network.point)))])
        gauge = _gauge(company, values)
        return Policy("players", facts, says, every=WEEK, planner=terms.planner, gauge=gauge)

    return policy


def _gauge(company: Company, values: Mapping[str, float]) -> Any:
    names = tuple(_names(company.core.network))
    return lambda: Costs(names, values["holding_cost"], values["backlog_cost"])


def _names(network: Network) -> list[str]:
    return [network.location_names[row] for row in network.point["location"].tolist()]


def _figures(outcome: Outcome) -> dict[str, float | None]:
    """Return the variance of each echelon's orders over that of customers' demand."""
    weeks = outcome.swings.weeks
    spread = float(weeks[0].var())
    return {
        f"{name}_to_customers": float(weeks[echelon].var()) / spread if spread > 0 else None
        for echelon, name in enumerate(ECHELONS, 1)
    }

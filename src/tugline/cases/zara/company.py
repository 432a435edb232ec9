"""The chain as tables, its customers, and who buys for it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import numpy as np

from tugline.business.policies import PRESENT, Company
from tugline.business.rates import first_sources
from tugline.business.studying import PolicyOf
from tugline.cases.case import Built
from tugline.cases.zara.buying import Buying, big_buy
from tugline.ledger import layout as lay
from tugline.network.network import Network
from tugline.studies.customers import WEEK
from tugline.studies.priced import Priced
from tugline.studies.replicate import Outcome, Policy
from tugline.studies.shelves import shelves

START = date(2026, 1, 5)
"""A Monday."""
PAST_WEEKS = 4
CENTS = 100
"""In one of the currency."""
CENTRE = "centre"
OPENS, CLOSES = 10 * 60, 20 * 60
"""Minutes after midnight."""


def build(values: Mapping[str, float]) -> Built:
    """Return the chain, its customers and its two buyers."""
    tables = _tables(values)
    return Built(
        tables=tables,
        policies={"small batches": _buys(values, again=True), "one big buy": _buys(values, again=False)},
        customers=lambda network, _history, day, _days: _customers(values, tables["markdowns"], network, day),
        figures=partial(_figures, values),
    )


def _articles(values: Mapping[str, float]) -> list[str]:
    return [f"article {a + 1:02}" for a in range(int(values["articles"]))]


def _stores(values: Mapping[str, float]) -> list[str]:
    return [f"store {s + 1}" for s in range(int(values["stores"]))]


def _tables(values: Mapping[str, float]) -> dict[str, Any]:
    articles, stores = _articles(values), _stores(values)
    cells = [(a, s) for s in stores for a in articles]
    n, m = len(articles), len(cells)
    first, days = f"{int(values['production_weeks']) * WEEK}d", f"{int(values['store_days'])}d"
    return {
        "business": {
            "name": "A fashion chain", "currency": "EUR", "timezone": "UTC", "start": START.isoformat(),
            "world": "plain",
        },
        "items": {
            "item": articles, "family": ["collection"] * n, "cost": [f"{values['cost']:g}"] * n,
            "price": [f"{values['price']:g}"] * n,
        },
        "locations": {"location": [CENTRE, *stores], "kind": ["warehouse", *["store"] * len(stores)]},
        "suppliers": {"supplier": ["workshops"]},
        # One piece to a parcel: who has ten of twelve pieces sends ten.
        "sources": {
            "item": [*articles, *(a for a, _ in cells)], "location": [CENTRE] * n + [s for _, s in cells],
            "kind": ["buy"] * n + ["move"] * m, "from": ["workshops"] * n + [CENTRE] * m,
            "lead_time": [first] * n + [days] * m, "maximum": [""] * n + ["1"] * m,
        },
        "loops": {
            "item": ["*"] * 2, "location": ["store", "warehouse"], "loop": ["base_stock"] * 2, "level": ["0"] * 2,
            "review": [",".join(_delivery_days(values))] * 2,
        },
        "stock": {
            "item": articles * (1 + len(stores)), "location": [CENTRE] * n + [s for s in stores for _ in articles],
            "on_hand": ["0"] * (n + m),
        },
        "markdowns": _ladder(values),
        "sales": {
            "sold_at": [f"{START - timedelta(weeks=w)}T12:00" for w in range(PAST_WEEKS, 0, -1) for _ in cells],
            "item": [a for a, _ in cells] * PAST_WEEKS, "location": [s for _, s in cells] * PAST_WEEKS,
            "quantity": [f"{values['weekly_sales']:.0f}"] * (m * PAST_WEEKS),
        },
    }  # fmt: skip


def _delivery_days(values: Mapping[str, float]) -> list[str]:
    """Return the weekdays on which stores are delivered to, as evenly spread as they can be from Monday on."""
    weekdays, many = ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), int(values["deliveries"])
    return [weekdays[WEEK * k // many] for k in range(many)]


def _ladder(values: Mapping[str, float]) -> dict[str, list[str]]:
    """Return the rungs as rows of the markdowns table: after so many weeks on sale, so much off."""
    begin, each = values["season_weeks"] - values["sale_weeks"], values["sale_weeks"] / 3
    depths = [values["first_depth"], values["second_depth"], values["third_depth"]]
    return {
        "family": ["collection"] * 3, "weeks_on_sale": [f"{round(begin + k * each)}" for k in range(3)],
        "depth": [f"{depth:g}" for depth in depths],
    }  # fmt: skip


def _customers(values: Mapping[str, float], ladder: Mapping[str, list[str]], network: Network, day: int) -> Priced:
    centre, stores = _points(values, network)
    del centre
    depth = np.zeros(int(values["season_weeks"]) * WEEK)
    for weeks, off in zip(ladder["weeks_on_sale"], ladder["depth"], strict=True):
        depth[int(weeks) * WEEK :] = float(off)
    point = stores.reshape(-1)
    return Priced(
        point=point, article=np.repeat(np.arange(len(stores)), stores.shape[1]),
        mean=np.full(len(point), values["weekly_sales"] / WEEK), price=network.point["price"][point],
        spread=values["success_spread"], elasticity=values["elasticity"], day=day, depth=depth,
        opens=OPENS, closes=CLOSES,
    )  # fmt: skip


def _points(values: Mapping[str, float], network: Network) -> tuple[np.ndarray, np.ndarray]:
    """Return the points of each article in the centre, and in every store, shape (articles, stores)."""
    row = {
        (network.items.name[i], network.location_names[p]): number
        for number, (i, p) in enumerate(zip(network.point["item"], network.point["location"], strict=True))
    }
    articles, stores = _articles(values), _stores(values)
    centre = np.array([row[a, CENTRE] for a in articles])
    return centre, np.array([[row[a, s] for s in stores] for a in articles])


def _buys(values: Mapping[str, float], *, again: bool) -> PolicyOf:
    weeks = values["season_weeks"] - values["sale_weeks"]
    expected = values["weekly_sales"] * values["stores"]
    first = round(values["first_share"] * expected * weeks)
    if not again:
        first = big_buy(expected * weeks, values["success_spread"], values["service"])
    says = "a part of the season at first, then every week what sells" if again else "all of the season before it"

    def policy(company: Company) -> Policy:
        network = company.core.network
        centre, stores = _points(values, network)
        terms = Buying(
            centre=centre, stores=stores, source=network.source, source_of=first_sources(network)[centre],
            day_start=network.day_start, day=company.day, season=int(values["season_weeks"]),
            sale=int(values["sale_weeks"]), production=int(values["production_weeks"]),
            memory=int(values["memory_weeks"]), expected=expected, first=first, again=again,
            service=values["service"], display=int(values["display"]),
            cover=1 / values["deliveries"] + values["store_days"] / WEEK, delay=values["store_days"] / WEEK,
        )  # fmt: skip
        return replace(company.policy(PRESENT), facts=shelves(centre), says=says, planner=terms.planner)

    return policy


def _figures(values: Mapping[str, float], outcome: Outcome) -> dict[str, float | None]:
    """Return the part written off of all that left, at cost, and the part sold of what was asked for at list price."""
    lost, sold = outcome.flows[f"account {lay.SCRAP}"], outcome.flows[f"account {lay.COST_OF_SALES}"]
    return {
        "unsold_share": lost / (lost + sold) if lost + sold else None,
        "list_price_service": list_price_service(
            outcome.swings.weeks[0], outcome.series["cost_of_sales"], int(values["season_weeks"]),
            int(values["sale_weeks"]),
        ),
    }  # fmt: skip


def list_price_service(asked: np.ndarray, cost_of_sales: np.ndarray, season: int, sale: int) -> float | None:
    """Return the part of the pieces asked for at list price that was sold; the very first week is left out.

    Parameters
    ----------
    asked
        What was asked for in each week at standard cost, in the currency, from the first week of a season on.
    cost_of_sales
        Running total at the end of each day, cents.
    season, sale
        Weeks of a season, and of the sale at its end.
    """
    ends = cost_of_sales[WEEK - 1 :: WEEK][: len(asked)]
    weeks = np.arange(1, len(ends))
    at_list = weeks[weeks % season < season - sale]
    wanted = float(asked[at_list].sum()) * CENTS
    return float((ends[at_list] - ends[at_list - 1]).sum()) / wanted if wanted else None

"""The seller of consoles as tables, who comes, and the rules that are compared."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np

from tugline.business.policies import PRESENT, Company
from tugline.business.studying import PolicyOf
from tugline.cases.case import Built
from tugline.cases.nintendo.figures import WEEKS
from tugline.cases.nintendo.people import Launch, Terms
from tugline.cases.nintendo.rules import Rule, Selling
from tugline.network.layout import CUSTOMER
from tugline.network.network import Network
from tugline.studies.customers import WEEK
from tugline.studies.replicate import Policy
from tugline.studies.shelves import shelves

START, LAUNCH = date(2025, 4, 24), date(2025, 6, 5)
"""Both a Thursday, the weekday on which consoles come and rules have their turn, just before them."""
DAYS, BEFORE = 252, 42
"""Days of the case, and of those before the launch."""
BUYERS = ("store buyers", "shop buyers")
"""One customer for each channel; who they are, the names of orders say."""
HISTORY = 4
"""Orders before the start, without which there is no study."""


def build(values: Mapping[str, float]) -> Built:
    """Return the seller, the people and the rules."""
    rules = {
        "first come": Rule("no rule but who ordered first"),
        "limit": Rule("one for each customer, who ordered first is first", limit=True),
        "lottery": Rule("every order is a lot, and whoever was not drawn stays in the next draw", lots=True),
        "limit and lottery": Rule("one for each customer, and lots among them, as the maker's store did", limit=True,
                                  lots=True),
        "one each first": Rule("uniform shares: everybody's first order before anybody's second", one_each=True),
        "quotas": Rule("a part of what comes for each channel, in it who ordered first", quota=values["store_quota"]),
    }  # fmt: skip
    return Built(
        tables=_tables(values),
        policies={name: _policy(values, rule) for name, rule in rules.items()},
        customers=lambda network, _history, day, _days: _launch(values, network, day),
    )


def deliveries(values: Mapping[str, float]) -> list[int]:
    """Return the thousands of consoles that come for each week of sales: the published sums, evenly in between."""
    ends = {0: 0.0, 1: values["launch_week"], 7: values["to_week_7"]}
    ends[15] = ends[7] + 8 * values["week_15"]
    ends[WEEKS] = max(ends[15], values["to_week_30"])
    known = sorted(ends)
    sums = [round(float(np.interp(week, known, [ends[k] for k in known]))) for week in range(WEEKS + 1)]
    return [after - before for before, after in pairwise(sums)]


def delivery_day(week: int) -> int:
    """Return the day, from the first one on, on which the consoles of a week of sales come: its Thursday."""
    return BEFORE + WEEK * (week - 1)


def _tables(values: Mapping[str, float]) -> dict[str, Any]:
    many = deliveries(values)
    weeks = [week for week in range(1, WEEKS + 1) if many[week - 1]]
    before = [START - timedelta(days=d) for d in range(HISTORY, 0, -1)]
    n = len(weeks)
    return {
        "business": {
            "name": "A console launch", "currency": "JPY", "timezone": "Asia/Tokyo", "start": START.isoformat(),
            "world": "plain",
        },
        "items": {"item": ["console"], "unit": ["thousand"], "price": [f"{values['price'] * 1000:.0f}"]},
        "locations": {"location": ["warehouse"]},
        "suppliers": {"supplier": ["plants"]},
        "customers": {"customer": list(BUYERS), "channel": ["store", "shops"]},
        "sources": {"item": ["console"], "location": ["warehouse"], "kind": ["buy"], "from": ["plants"],
                    "lead_time": ["180d"]},
        "stock": {"item": ["console"], "location": ["warehouse"], "on_hand": ["0"]},
        "supply": {
            "reference": [f"week {week}" for week in weeks], "item": ["console"] * n, "location": ["warehouse"] * n,
            "kind": ["buy"] * n, "from": ["plants"] * n, "quantity": [f"{many[week - 1]}" for week in weeks],
            "due": [f"{START + timedelta(days=delivery_day(week))}T01:00" for week in weeks],
        },
        "orders": {
            "order": [f"before {d}" for d in before], "customer": [BUYERS[0]] * HISTORY, "item": ["console"] * HISTORY,
            "location": ["warehouse"] * HISTORY, "quantity": ["1"] * HISTORY,
            "ordered_at": [f"{d}T10:00" for d in before], "shipped": ["1"] * HISTORY,
        },
    }  # fmt: skip


def _terms(values: Mapping[str, float]) -> Terms:
    return Terms(
        applicants=int(values["applicants"]), new_each_week=values["new_each_week"], spike=values["launch_spike"],
        spike_half_life=values["spike_half_life"], patience_weeks=values["patience_weeks"],
        reseller_share=values["reseller_share"], reseller_orders=int(values["reseller_orders"]),
        other_names=values["other_names"], double_share=values["double_share"],
        double_cancelled=values["double_cancelled"], store_share=values["store_share"], launch=BEFORE, days=DAYS,
    )  # fmt: skip


def _parties(network: Network) -> tuple[int, int]:
    store, shops = (network.parties.row(name, CUSTOMER) for name in BUYERS)
    return store, shops


def _launch(values: Mapping[str, float], network: Network, day: int) -> Launch:
    point = network.point_row("console", "warehouse")
    return Launch(_terms(values), point, _parties(network), int(network.point["price"][point]), day)


def _policy(values: Mapping[str, float], rule: Rule) -> PolicyOf:
    many, comes = deliveries(values), np.zeros(DAYS, np.int64)
    comes[[delivery_day(week) for week in range(1, WEEKS + 1)]] = many

    def policy(company: Company) -> Policy:
        network = company.core.network
        point = network.point_row("console", "warehouse")
        selling = Selling(
            rule=rule, terms=_terms(values), point=point, parties=_parties(network), day=company.day,
            day_start=network.day_start, comes=comes,
        )  # fmt: skip
        return replace(
            company.policy(PRESENT), facts=shelves(np.array([point])), says=rule.says, every=WEEK,
            planner=selling.planner, measures=True,
        )  # fmt: skip

    return policy

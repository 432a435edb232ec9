"""The maker as tables: to order from parts of hubs, or to stock by a forecast from parts of suppliers far away."""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import numpy as np

from tugline.business.policies import PRESENT, PUSH, Company
from tugline.cases.case import Built
from tugline.cases.history import arrivals
from tugline.studies.customers import WEEK
from tugline.studies.push import lead_days_of
from tugline.studies.replicate import Outcome, Policy

START = date(2026, 1, 5)
PAST_DAYS = 56
MODELS = {
    "basic": ("board", "case", "small disk", "small memory"), "home": ("board", "case", "large disk", "small memory"),
    "office": ("board", "case", "small disk", "large memory"), "power": ("board", "case", "large disk", "large memory"),
}  # fmt: skip
PARTS = ("board", "case", "small disk", "large disk", "small memory", "large memory")
SHARE_OF_COST = {"board": 0.4, "case": 0.2, "disk": 0.2, "memory": 0.2}
"""A computer has one of each; small and large ones cost the same, so that models do."""
ROOM = 4 / 3
"""Benches, as a multiple of what demand takes."""
HOURS = 24


def build(values: Mapping[str, float]) -> Built:
    """Return the maker and its policies."""
    return Built(
        tables=_tables(values),
        policies={"build to order": _to_order, "build to stock": _to_stock},
        figures=partial(_figures, values),
    )


def _tables(values: Mapping[str, float]) -> dict[str, Any]:
    models, parts = list(MODELS), list(PARTS)
    cost = {part: values["price"] * values["material_share"] * SHARE_OF_COST[part.split()[-1]] for part in parts}
    level = {item: _level(values, item) for item in parts}
    benches = math.ceil(values["demand"] * values["build_hours"] / HOURS * ROOM)
    spread, n = f"{values['lead_spread']:g}", len(parts)
    return {
        "business": {
            "name": "A build-to-order maker", "currency": "USD", "timezone": "UTC", "start": START.isoformat(),
            "world": "plain",
            "terms": {"customer_days": int(values["customer_days"]), "supplier_days": int(values["supplier_days"])},
        },
        "items": {
            "item": [*models, *parts], "cost": [""] * len(models) + [f"{cost[part]:.4f}" for part in parts],
            "price": [f"{values['price']:g}"] * len(models) + [""] * n,
        },
        "locations": {"location": ["plant"]},
        "boms": {
            "item": [m for m in models for _ in MODELS[m]], "component": [part for m in models for part in MODELS[m]],
            "quantity": ["1"] * sum(map(len, MODELS.values())),
        },
        "operations": {
            "item": models, "step": ["1"] * len(models), "resource": ["bench"] * len(models),
            "run_time": [f"{values['build_hours']:g}h"] * len(models),
        },
        "resources": {"resource": ["bench"], "units": [str(benches)]},
        "suppliers": {"supplier": ["hub", "overseas"]},
        "sources": {
            "item": [*parts, *parts, *models], "location": ["plant"] * (2 * n + len(models)),
            "kind": ["buy"] * 2 * n + ["make"] * len(models),
            "from": ["hub"] * n + ["overseas"] * n + [""] * len(models),
            "priority": ["1"] * n + ["2"] * n + ["1"] * len(models),
            "lead_time": [f"{round(values['hub_lead'] * HOURS * 60)}min"] * n + [f"{int(values['supplier_lead'])}d"] * n
            + [""] * len(models),
            "lead_time_spread": [spread] * 2 * n + [""] * len(models),
            # One bench builds one computer at a time.
            "maximum": [""] * 2 * n + ["1"] * len(models),
        },
        "loops": {
            "item": [*models, *parts], "location": ["plant"] * (len(models) + n),
            "loop": ["to_order"] * len(models) + ["base_stock"] * n,
            "level": [""] * len(models) + [str(level[part]) for part in parts],
            "review": [""] * len(models) + [f"{values['review_hours']:g}h"] * n,
        },
        "stock": {
            "item": [*parts, *models], "location": ["plant"] * (n + len(models)),
            "on_hand": [*(str(level[part]) for part in parts), *["0"] * len(models)],
        },
        "orders": _orders(values, models),
    }  # fmt: skip


def _level(values: Mapping[str, float], part: str) -> int:
    """Return the level of a part beside the line: its use over lead time, review, and the days that are held."""
    models = sum(part in bill for bill in MODELS.values())
    days = values["hub_lead"] + values["review_hours"] / HOURS + values["hub_stock_days"]
    return math.ceil(values["demand"] * models / len(MODELS) * days)


def _orders(values: Mapping[str, float], models: list[str]) -> dict[str, list[str]]:
    """Return the orders before the start: one computer each, spread over the day."""
    rows = []
    for m in models:
        for day, many in enumerate(arrivals(m, values["demand"] / len(models), PAST_DAYS)):
            on = START - timedelta(days=PAST_DAYS - day)
            for k in range(many):
                minute = int((k + 0.5) * HOURS * 60 / many)
                rows.append((f"{m} {on} {k}", m, f"{on}T{minute // 60:02}:{minute % 60:02}", f"{on}"))
    ones = ["1"] * len(rows)
    return {
        "order": [row[0] for row in rows], "item": [row[1] for row in rows], "location": ["plant"] * len(rows),
        "quantity": ones, "shipped": ones, "ordered_at": [row[2] for row in rows],
        "wanted_at": [row[3] for row in rows],
    }  # fmt: skip


def _to_order(company: Company) -> Policy:
    says = "computers to order; parts from hubs beside the plant, pulled every few hours"
    return replace(company.policy(PRESENT), says=says)


def _to_stock(company: Company) -> Policy:
    """Return push with the second source of every part that has two: the supplier instead of his hub."""
    network, terms = company.core.network, company.push_terms()
    point = network.point
    two = point["source_stop"] - point["source_start"] > 1
    source_of = np.where(two, point["source_start"] + 1, terms.source_of)
    most = np.where(source_of >= 0, network.source["maximum"][source_of], 1)
    use = np.minimum(np.ceil(company.knows.rates.mean * WEEK).astype(np.int64), most)
    lead_days = lead_days_of(terms.grid, network.source, source_of, use, terms.per_day)
    own = replace(terms, source_of=source_of, lead_days=lead_days)
    says = "computers to stock by a forecast, parts from suppliers far away: a plan every week, with safety stock"
    return replace(company.policy(PUSH), says=says, planner=own.planner)


def _figures(values: Mapping[str, float], outcome: Outcome) -> dict[str, float | None]:
    """Return the days from order to door, and those of inventory with what is on the benches.

    Of the days to the door those in the plant are simulated; those before and after it are inputs.
    """
    plant, dio = outcome.values["days_to_delivery_p50"], outcome.values["dio"]
    held, working = outcome.values["average_inventory"], outcome.values["average_wip"]
    return {
        "days_to_door": None if plant is None else plant + values["prepare_days"] + values["ship_days"],
        "days_with_wip": dio * (held + working) / held if dio and held and working is not None else None,
    }

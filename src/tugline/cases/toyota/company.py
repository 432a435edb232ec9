"""The line as tables, its cards, and the two policies that run it."""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from tugline.business.policies import PRESENT, PUSH, Company
from tugline.business.studying import PolicyOf
from tugline.cases.case import Built
from tugline.cases.history import arrivals
from tugline.cases.toyota.pieces import Pieces
from tugline.loops.kanban import card_count
from tugline.studies.replicate import Policy

START = date(2026, 1, 5)
PAST_DAYS = 84
PROCESSES = (("panel", "press"), ("body", "weld"), ("car", "assembly"))
"""What each process makes, and on what; panels are pressed from coils that are bought."""
FINISHED = "car"
MORNING = 6


def build(values: Mapping[str, float]) -> Built:
    """Return the line and its policies."""
    return Built(
        tables=_tables(values),
        policies={
            "kanban": _policy(PRESENT, "cards of one container between processes, as many as the formula says"),
            "batch": _policy(
                f"{PUSH}:lot-for-lot", "a forecast, safety stock and a plan every week, in lots of a week"
            ),
        },
    )


def _tables(values: Mapping[str, float]) -> dict[str, Any]:
    models = [f"{m + 1}" for m in range(int(values["models"]))]
    steps = [(f"{part} {m}", place, resource) for place, (part, resource) in enumerate(PROCESSES) for m in models]
    made = [item for item, _, _ in steps]
    before = {f"{part} {m}": f"{PROCESSES[place - 1][0]} {m}" if place else f"coil {m}"
              for place, (part, _) in enumerate(PROCESSES) for m in models}  # fmt: skip
    coils = [f"coil {m}" for m in models]
    cards = _cards(values)
    stock = {item: cards[item.split()[0]] * int(values["container"]) for item in [*made, *coils]}
    return {
        "business": {
            "name": "A kanban line", "currency": "USD", "timezone": "UTC", "start": START.isoformat(), "world": "plain",
        },
        "items": {
            "item": [*made, *coils], "unit": ["piece"] * (len(made) + len(coils)),
            "cost": [""] * len(made) + [f"{values['material_cost']:g}"] * len(coils),
            "price": [f"{values['price']:g}" if item.startswith(FINISHED) else "" for item in made] + [""] * len(coils),
        },
        "boms": {"item": made, "component": [before[item] for item in made], "quantity": ["1"] * len(made)},
        "operations": {
            "item": made, "step": ["1"] * len(made), "resource": [resource for _, _, resource in steps],
            "setup_time": [f"{round(60 * values['setup_minutes'])}s"] * len(made),
            "run_time": [f"{round(60 * values['run_minutes'])}s"] * len(made),
        },
        "resources": {
            "resource": [resource for _, resource in PROCESSES], "calendar": ["shifts"] * len(PROCESSES),
        },
        "calendars": {
            "calendar": ["shifts"] * 7, "weekday": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
            "opens": [f"{MORNING:02}:00"] * 7, "closes": [f"{MORNING + int(values['hours']):02}:00"] * 7,
        },
        "suppliers": {"supplier": ["mill"]},
        "sources": {
            "item": coils, "location": ["plant"] * len(coils), "kind": ["buy"] * len(coils),
            "from": ["mill"] * len(coils), "lead_time": [f"{int(values['coil_lead'])}d"] * len(coils),
        },
        "locations": {"location": ["plant"]},
        "loops": {
            "item": [*made, *coils], "location": ["plant"] * (len(made) + len(coils)),
            "loop": ["kanban"] * (len(made) + len(coils)),
            "cards": [str(cards[item.split()[0]]) for item in [*made, *coils]],
            "container": [f"{values['container']:g}"] * (len(made) + len(coils)),
        },
        "stock": {
            "item": list(stock), "location": ["plant"] * len(stock), "on_hand": [str(q) for q in stock.values()],
        },
        "orders": _orders(values, models),
    }  # fmt: skip


def _cards(values: Mapping[str, float]) -> dict[str, int]:
    """Return the cards of one model at each place.

    Between processes K = ceil(D L (1 + a) / c). Where customers take at random the safety is that of a service factor:
    the demand of the lead time, and so many of its deviations, orders of a container coming as a Poisson number.
    """
    demand, container, lead = values["demand"] / values["models"], values["container"], values["card_lead"]
    between = card_count(demand, lead, values["card_safety"], container)
    deviations = values["service_factor"] * math.sqrt(demand * container * lead)
    finished = math.ceil((demand * lead + deviations) / container - 1e-9)
    coil = card_count(demand, values["coil_lead"] + lead, values["card_safety"], container)
    return {"panel": between, "body": between, FINISHED: finished, "coil": coil}


def _orders(values: Mapping[str, float], models: list[str]) -> dict[str, list[str]]:
    """Return the orders before the start: one container each, spread over the hours of a day."""
    rows = []
    for m in models:
        per_day = values["demand"] / values["models"] / values["container"]
        for day, many in enumerate(arrivals(f"model {m}", per_day, PAST_DAYS)):
            on = START - timedelta(days=PAST_DAYS - day)
            for n in range(many):
                minute = int((n + 0.5) * values["hours"] * 60 / many)
                rows.append((f"{m} {on} {n}", f"{FINISHED} {m}", f"{on}T{MORNING + minute // 60:02}:{minute % 60:02}"))
    quantity = [f"{values['container']:g}"] * len(rows)
    return {
        "order": [row[0] for row in rows], "item": [row[1] for row in rows], "quantity": quantity, "shipped": quantity,
        "location": ["plant"] * len(rows), "ordered_at": [row[2] for row in rows],
        "wanted_at": [row[2][:10] for row in rows],
    }  # fmt: skip


def _policy(name: str, says: str) -> PolicyOf:
    def policy(company: Company) -> Policy:
        network = company.core.network
        of = np.array([network.items.name[row].split()[0] for row in network.point["item"].tolist()])
        finished = of == FINISHED
        between = np.isin(of, [part for part, _ in PROCESSES]) & ~finished
        return replace(company.policy(name), says=says, gauge=lambda: Pieces(between, finished))

    return policy

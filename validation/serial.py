"""Example 6.1 of Snyder and Shen: three stages in a row, echelon base stock, N(5, 1) a period, cost 47.65 a period."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy.special import ndtri

from tugline.world.chances import key_of
from validation.check import Check
from validation.plant import Plant, Tables, orders, tables, uniform
from validation.queues import Each

ECHELON = (6.49, 12.02, 22.71)
"""Echelon base-stock levels of stages 1 (which customers ask), 2 and 3."""
LEAD = (1, 1, 2)
HOLDING = (7.0, 4.0, 2.0)
"""Local holding costs: 3 + 2 + 2, 2 + 2, 2."""
BACKORDER = 37.12
COST = 47.65
UNIT = 1000
LOT = "0.05"
"""A pull moves whole. The theory moves what is there; with lots as small as these, so does the chain, nearly."""


def chain() -> Tables:
    """Return the chain, its stages with local levels: what the echelon of each has more than that below it."""
    places, levels = ["one", "two", "three"], np.diff(ECHELON, prepend=0)
    return tables(
        "hour",
        items={"item": ["part"], "cost": ["10"], "price": ["20"], "decimals": ["3"]},
        locations={"location": places},
        suppliers={"supplier": ["acme"]},
        sources={
            "item": ["part"] * 3, "location": places, "kind": ["move", "move", "buy"], "from": ["two", "three", "acme"],
            "lead_time": [f"{lead}d" for lead in LEAD], "multiple": ["0.001"] * 3,
            "maximum": [LOT] * 3,
        },
        stock={"item": ["part"] * 3, "location": places, "on_hand": [f"{level:.2f}" for level in levels]},
        loops={
            "item": ["part"] * 3, "location": places, "loop": ["base_stock"] * 3,
            "level": [f"{level:.2f}" for level in levels], "review": ["daily"] * 3,
        },
    )  # fmt: skip


def serial_checks(each: Each, days: int) -> Iterator[Check]:
    """Yield the cost a period, counted at each midnight after what comes in has come and before customers ask."""
    plant = Plant(chain())
    rows = [plant.point("part", place) for place in ("one", "two", "three")]
    stops, noons = list(range(0, days * 24, 24)), np.arange(days, dtype=np.int64) * 24 + 12

    def look(arrays: dict[str, np.ndarray]) -> float:
        stock = arrays["stock"]
        on_hand = [int(stock["on_hand"][row]) for row in rows]
        pulls = arrays["pull"]
        under_way = pulls[(pulls["id"] > 0) & (pulls["started_at"] > 0) & (pulls["state"] == 4)]
        moving = [int(under_way["quantity"][under_way["point"] == row].sum()) for row in rows[:2]]
        cost = sum(h * q for h, q in zip(HOLDING, on_hand, strict=True))
        # What is on its way to a stage is held at the rate of the stage that sent it.
        cost += HOLDING[1] * moving[0] + HOLDING[2] * moving[1] + BACKORDER * int(stock["waiting"][rows[0]])
        return cost / UNIT

    def one(r: int) -> Any:
        asked = np.maximum(1, np.rint((5 + ndtri(uniform(400, r, days))) * UNIT)).astype(np.int64)
        return plant.run(orders(rows[0], noons, asked), stops, key_of(400, r), (), look)

    runs = each(one, 16)
    cost = [float(np.mean(run.seen[10:])) for run in runs]
    source = "Snyder and Shen, example 6.1 (recursion solved: 47.65)"
    yield Check("serial system, three stages", "cost a period", COST, source, cost, sum(run.events for run in runs))

"""Small businesses of which the truth is drawn and not told: their tables, how they really vary, and their orders."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from tugline.facts.kinds import FACT, Kind
from tugline.network.layout import BUY
from tugline.network.network import Network
from tugline.state.layout import WHOLE
from tugline.studies.breakdowns import Failing
from tugline.world.chances import gamma_row, lognormal_row, who
from tugline.world.luck import ONE
from tugline.world.simulated import Chances
from validation.plant import Tables

MINUTES = 1440
"""Ticks of a day."""
OFFICE = (8, 16)
"""Local hours in which customers order."""


class Truth(NamedTuple):
    """What nobody told a business: how its sources and resources vary, and which resources fail."""

    chances: Chances
    failing: tuple[Failing, ...]


class Drawn(NamedTuple):
    """A business that was drawn: its kind, its tables, orders a day, what they are for, and how many pieces at most.

    `wanted` = days from order to the date that customers want, least and most; None = as soon as can be.
    """

    kind: str
    tables: Tables
    a_day: float
    items: Sequence[str]
    most: int
    wanted: tuple[int, int] | None = None


def buys(luck: np.random.Generator) -> Drawn:
    """Return a trader who buys to order from two suppliers."""
    items = ["a", "b", "c"]
    return Drawn("buys to order", _tables(items, luck, loops=["to_order"] * 3), luck.uniform(0.3, 2), items, 3)


def keeps(luck: np.random.Generator) -> Drawn:
    """Return a trader who keeps stock by reorder points that are often too low."""
    items = ["a", "b", "c"]
    a_day = luck.uniform(0.5, 2)
    given = _tables(items, luck, loops=["reorder"] * 3)
    leads = [int(text[:-1]) for text in given["sources"]["lead_time"]]
    use = 2 * a_day / len(items)
    given["loops"]["point"] = [str(max(1, round(use * lead * luck.uniform(0.3, 1.1)))) for lead in leads]
    given["loops"]["quantity"] = [str(max(2, round(use * lead * luck.uniform(0.5, 1.5)))) for lead in leads]
    return Drawn("buys to stock", given, a_day, items, 3)


def makes(luck: np.random.Generator) -> Drawn:
    """Return a workshop that makes to order on one or two machines, which fail, in open hours."""
    items = ["a", "b", "c"]
    a_day = luck.uniform(1, 3)
    return Drawn("makes to order", _shop(items, a_day, luck), a_day, items, 3)


def assembles(luck: np.random.Generator) -> Drawn:
    """Return a workshop whose products take a part that it buys to order and one that it keeps."""
    items, parts = ["a", "b"], ["p", "q"]
    a_day = luck.uniform(0.5, 2)
    given, bought = _shop(items, a_day, luck), _tables(parts, luck, loops=["to_order", "reorder"])
    lead = int(bought["sources"]["lead_time"][1][:-1])
    use = 2 * a_day
    bought["loops"]["point"] = ["", str(max(1, round(use * lead * luck.uniform(0.5, 1.2))))]
    bought["loops"]["quantity"] = ["", str(max(2, round(use * lead * luck.uniform(0.5, 1.5))))]
    for name in ("items", "sources", "stock"):
        given[name] = {
            column: [*given[name].get(column, [""] * len(items)), *bought[name].get(column, [""] * len(parts))]
            for column in {**given[name], **bought[name]}
        }
    given["suppliers"] = bought["suppliers"]
    given["boms"] = {"item": ["a", "a", "b", "b"], "component": ["p", "q"] * 2, "quantity": ["1"] * 4}
    given["loops"] = {
        "item": [*items, *parts], "location": ["main"] * 4, "loop": ["to_order"] * 3 + ["reorder"],
        "point": ["", "", *bought["loops"]["point"]], "quantity": ["", "", *bought["loops"]["quantity"]],
    }  # fmt: skip
    return Drawn("assembles to order", given, a_day, items, 3)


def ranks(luck: np.random.Generator) -> Drawn:
    """Return a workshop whose customers name dates, so that later orders go before earlier ones."""
    items = ["a", "b", "c"]
    a_day = luck.uniform(1, 3)
    return Drawn("makes to dates", _shop(items, a_day, luck), a_day, items, 3, (2, 25))


KINDS: tuple[Callable[[np.random.Generator], Drawn], ...] = (buys, keeps, makes, assembles, ranks)


def _tables(items: list[str], luck: np.random.Generator, *, loops: list[str]) -> Tables:
    n = len(items)
    return {
        "business": {
            "name": "v", "currency": "EUR", "timezone": "UTC", "start": "2026-03-02", "world": "plant",
        },
        "items": {"item": items, "cost": ["10"] * n, "price": ["20"] * n},
        "suppliers": {"supplier": ["acme", "best"]},
        "sources": {
            "item": items, "location": ["main"] * n, "kind": ["buy"] * n,
            "from": [str(luck.choice(["acme", "best"])) for _ in items],
            "lead_time": [f"{luck.integers(3, 21)}d" for _ in items],
        },
        "stock": {
            "item": items, "location": ["main"] * n, "on_hand": [{"reorder": "20"}.get(loop, "0") for loop in loops],
        },
        "loops": {"item": items, "location": ["main"] * n, "loop": loops},
    }  # fmt: skip


def _shop(items: list[str], a_day: float, luck: np.random.Generator) -> Tables:
    """Return machines that are open on workdays and used by so much as orders come."""
    n, machines = len(items), ["m1", "m2"][: int(luck.integers(1, 3))]
    of = [machines[i % len(machines)] for i in range(n)]
    hours = int(luck.choice([8, 12, 16]))
    load = luck.uniform(0.4, 0.8)
    # Two pieces an order, spread evenly over the items; days off count.
    share = [load * hours * 60 * 5 / 7 / (2 * a_day / n * of.count(machine)) for machine in of]
    return {
        "business": {
            "name": "v", "currency": "EUR", "timezone": "UTC", "start": "2026-03-02", "world": "plant",
        },
        "items": {"item": items, "cost": ["10"] * n, "price": ["20"] * n},
        "sources": {"item": items, "location": ["main"] * n, "kind": ["make"] * n},
        "operations": {
            "item": items, "step": ["1"] * n, "resource": of, "run_time": [f"{max(1, round(s))}min" for s in share],
        },
        "resources": {"resource": machines, "calendar": ["work"] * len(machines)},
        "calendars": {
            "calendar": ["work"] * 5, "weekday": ["mon", "tue", "wed", "thu", "fri"], "opens": ["06:00"] * 5,
            "closes": [f"{6 + hours:02}:00"] * 5,
        },
        "stock": {"item": items, "location": ["main"] * n, "on_hand": ["0"] * n},
        "loops": {"item": items, "location": ["main"] * n, "loop": ["to_order"] * n},
    }  # fmt: skip


def truth_of(network: Network, chances: Chances, luck: np.random.Generator) -> Truth:
    """Draw how a business really varies: of no one family, and longer or shorter than its tables say."""
    source, resource, supplier, _ = (each.copy() for each in chances)
    rows: list[np.ndarray] = []
    for i in np.flatnonzero(network.source["kind"] >= BUY).tolist():
        source["lead_row"][i] = len(rows)
        rows.append(np.rint(_lead_row(luck) * luck.uniform(0.8, 1.4)).astype(np.int64))
    for i in range(len(resource)):
        resource["work_row"][i] = len(rows)
        rows.append(np.rint(gamma_row(luck.uniform(0.1, 0.8)) * luck.uniform(0.9, 1.15)).astype(np.int64))
    failing = []
    for i, name in enumerate(network.resource_names):
        if luck.random() < 0.6:
            runs = round(luck.uniform(4, 30) * MINUTES)
            failing.append(Failing(i, who(name), runs, round(runs * luck.uniform(0.02, 0.08))))
    return Truth(Chances(source, resource, supplier, np.array(rows)), tuple(failing))


def _lead_row(luck: np.random.Generator) -> np.ndarray:
    family = luck.integers(3)
    if family == 0:
        return lognormal_row(luck.uniform(0.1, 0.6))
    if family == 1:
        return gamma_row(luck.uniform(0.1, 0.8))
    # Mostly in time, and else late by much: two humps.
    late, by = luck.uniform(0.1, 0.3), luck.uniform(1.5, 2.5)
    row = gamma_row(0.1)
    far = np.rint(gamma_row(0.2) * by).astype(np.int64)
    return _mixed(row, far, late)


def _mixed(row: np.ndarray, far: np.ndarray, late: float) -> np.ndarray:
    """Return the quantiles of one row with probability 1 - `late` and of another with `late`, the second all later."""
    n = (len(row) // 3) - 1
    at = np.arange(n + 1) / n
    grid = np.concatenate([at, at / n, 1 - (1 - at) / n])
    whole, other = row[: n + 1], far[: n + 1]
    mixed: np.ndarray = np.where(
        grid < 1 - late,
        np.interp(grid / (1 - late), at, whole),
        np.maximum(np.interp((grid - 1 + late) / late, at, other), whole[-1]),
    )
    row_of: np.ndarray = np.rint(mixed / (mixed[: n + 1].mean() / ONE)).astype(np.int64)
    return row_of


def orders_of(drawn: Drawn, network: Network, days: int, luck: np.random.Generator) -> np.ndarray:
    """Return orders of so many days: Poisson by day, in office hours, one line each; `FACT` by tick."""
    many = luck.poisson(drawn.a_day, days)
    minutes = np.concatenate(
        [d * MINUTES + luck.integers(OFFICE[0] * 60, OFFICE[1] * 60, n) for d, n in enumerate(many)]
    )
    ticks = np.unique(minutes.astype(np.int64))
    rows = np.zeros(len(ticks), FACT)
    points = [network.point_row(item, "main") for item in drawn.items]
    rows["kind"], rows["priority"], rows["code"] = int(Kind.ORDER_PLACED), 5, WHOLE
    rows["point"] = 1 + np.array(points)[luck.integers(len(points), size=len(rows))]
    rows["quantity"] = luck.integers(1, drawn.most + 1, len(rows))
    rows["tick"] = rows["occurred_at"] = rows["due"] = ticks
    if drawn.wanted is not None:
        rows["due"] += luck.integers(drawn.wanted[0], drawn.wanted[1] + 1, len(rows)) * MINUTES
    return rows


def draw(kind: int, luck: Any) -> Drawn:
    """Return a business of the `kind`-th kind."""
    return KINDS[kind % len(KINDS)](luck)

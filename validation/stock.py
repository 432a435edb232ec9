"""Stock of one item: how often it is there, what is short, what is lost, and what it costs."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy import stats
from scipy.special import ndtri

from tugline.facts.kinds import Kind
from tugline.world.chances import key_of
from validation.check import Check
from validation.plant import DAY, Plant, Tables, orders, poisson, sales, tables, uniform
from validation.queues import Each

PARTS_OF_ONE = 1000
"""Smallest units of an item whose demand is about continuous."""
ZIPKIN, SNYDER = "Zipkin, ch. 6", "Snyder and Shen, ch. 4"


def shelf(tick: str, lead_time: str, decimals: int, **loop: str) -> Tables:
    """Return one item that is bought, with a loop."""
    on_hand = loop.get("level") or loop.get("point") or "0"
    return tables(
        tick,
        items={"item": ["part"], "cost": ["10"], "price": ["20"], "decimals": [str(decimals)]},
        suppliers={"supplier": ["acme"]},
        sources={
            "item": ["part"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": [lead_time],
            "multiple": [str(10**-decimals)],
        },
        stock={"item": ["part"], "location": ["main"], "on_hand": [on_hand]},
        loops={"item": ["part"], "location": ["main"], **{name: [value] for name, value in loop.items()}},
    )  # fmt: skip


def _net(arrays: dict[str, np.ndarray]) -> tuple[int, int]:
    return int(arrays["stock"]["on_hand"][0] - arrays["stock"]["allocated"][0]), int(arrays["stock"]["waiting"][0])


def base_stock_checks(each: Each, days: int) -> Iterator[Check]:
    """Yield one-for-one replenishment of Poisson demand: 12 are asked for in a lead time of 10 days, level 18."""
    mean, level, lead = 12.0, 18, 10 * DAY
    plant, until = Plant(shelf("second", "10d", 0, loop="base_stock", level=str(level))), days * DAY
    since, hours = until // 5, list(range(3600, until, 2 * DAY))

    def one(r: int) -> Any:
        ticks = poisson(300, r, lead / mean, until)
        kinds = (Kind.ORDER_PLACED, Kind.DELIVERED)
        return plant.run(orders(0, ticks), hours, key_of(300, r), kinds, _net)

    runs = each(one, 16)
    subject, events = "base stock 18, Poisson demand of 12 a lead time", sum(run.events for run in runs)
    at_once, short = [], []
    for run in runs:
        placed = run.facts[run.facts["kind"] == int(Kind.ORDER_PLACED)]
        delivered = run.facts[run.facts["kind"] == int(Kind.DELIVERED)]
        took = delivered["tick"] - placed["tick"][np.searchsorted(placed["seq"], delivered["reference"])]
        at_once.append(float((took[delivered["tick"] >= since] == 0).mean()))
        short.append(float(np.mean([waiting for _, waiting in run.seen[len(hours) // 5 :]])))
    demand = stats.poisson(mean)
    yield Check(subject, "fill rate", float(demand.cdf(level - 1)), ZIPKIN, at_once, events)
    backorders = sum((x - level) * demand.pmf(x) for x in range(level, 100))
    yield Check(subject, "backorders", float(backorders), ZIPKIN, short, events)


def lot_checks(each: Each, days: int) -> Iterator[Check]:
    """Yield (r, Q): a lot of 10 is bought whenever the position falls to 12; 12 are asked for in a lead time."""
    mean, point, lot, lead = 12.0, 12, 10, 10 * DAY
    plant = Plant(shelf("second", "10d", 0, loop="reorder", point=str(point), quantity=str(lot)))
    until = days * DAY
    hours = list(range(3600, until, 2 * DAY))

    def one(r: int) -> Any:
        ticks = poisson(301, r, lead / mean, until)
        return plant.run(orders(0, ticks), hours, key_of(301, r), (), _net)

    runs = each(one, 16)
    demand, events = stats.poisson(mean), sum(run.events for run in runs)
    subject = "point 12, lots of 10, Poisson demand of 12 a lead time"
    positions = range(point + 1, point + lot + 1)
    for figure, sign, at in (("on hand", 1, 0), ("backorders", -1, 1)):
        theory = sum(max(0, sign * (y - x)) * demand.pmf(x) for y in positions for x in range(120)) / lot
        seen = [float(np.mean([s[at] for s in run.seen[len(hours) // 5 :]])) for run in runs]
        yield Check(subject, figure, float(theory), f"{ZIPKIN}: positions are uniform on r + 1 .. r + Q", seen, events)


def lost_sale_checks(each: Each, days: int) -> Iterator[Check]:
    """Yield a till that keeps 8 where 6 are asked for in a lead time: what is not there is lost."""
    offered, level, lead = 6.0, 8, 2 * DAY
    plant, until = Plant(shelf("second", "2d", 0, loop="base_stock", level=str(level))), days * DAY

    def one(r: int) -> Any:
        ticks = poisson(302, r, lead / offered, until)
        return plant.run(sales(0, ticks), [until], key_of(302, r), ())

    runs = each(one, 16)
    lost = [run.till["short"] / run.till["lines"] for run in runs]
    blocked = 1.0
    for k in range(1, level + 1):
        blocked = offered * blocked / (k + offered * blocked)
    subject, events = "till, base stock 8, Poisson demand of 6 a lead time", sum(run.events for run in runs)
    yield Check(subject, "share lost", blocked, "Erlang B", lost, events)


def _daily(drawn: np.ndarray, kind: str) -> np.ndarray:
    nb = stats.nbinom(20 / 3, 0.4)
    found = np.maximum(0, np.rint((100 + 20 * ndtri(drawn)) * PARTS_OF_ONE)) if kind == "normal" else nb.ppf(drawn)
    whole: np.ndarray = np.asarray(found).astype(np.int64)
    return whole


def review_checks(each: Each, days: int) -> Iterator[Check]:
    """Yield a look every midnight and a lead time of 4 days; demand of a day comes at noon and takes what is there."""
    lead = 4
    for seed, (name, kind, decimals, level) in enumerate(
        (("daily review, lead time 4 days, normal demand (100, 20), level 540", "normal", 3, 540),
         ("daily review, lead time 4 days, negative binomial demand (10, 25), level 60", "nb", 0, 60)), start=303,
    ):  # fmt: skip
        plant = Plant(shelf("hour", f"{lead}d", decimals, loop="base_stock", level=str(level), review="daily"))
        noons = np.arange(days, dtype=np.int64) * 24 + 12

        def one(r: int, plant: Plant = plant, kind: str = kind, noons: np.ndarray = noons, seed: int = seed) -> Any:
            asked = _daily(uniform(seed, r, len(noons)), kind)
            signals = orders(0, noons[asked > 0], asked[asked > 0])
            return plant.run(signals, [int(noons[-1]) + 1], key_of(seed, r), (Kind.ORDER_PLACED, Kind.DELIVERED))

        runs = each(one, 16)
        filled = []
        for run in runs:
            placed = run.facts[run.facts["kind"] == int(Kind.ORDER_PLACED)]
            delivered = run.facts[run.facts["kind"] == int(Kind.DELIVERED)]
            since = 24 * days // 10
            at = np.searchsorted(placed["seq"], delivered["reference"])
            now = (delivered["tick"] == placed["tick"][at]) & (placed["tick"][at] >= since)
            filled.append(float(delivered["quantity"][now].sum() / placed["quantity"][placed["tick"] >= since].sum()))
        short = (_expected_short(kind, lead + 1, level) - _expected_short(kind, lead, level)) / (
            100 if kind == "normal" else 10
        )
        events = sum(run.events for run in runs)
        yield Check(
            name,
            "fill rate",
            1 - short,
            f"{SNYDER}: what is short of lead time and a day, less of lead time",
            filled,
            events,
        )


def _expected_short(kind: str, days: int, level: float) -> float:
    """Return the expected demand of some days beyond a level."""
    if kind == "normal":
        sd = 20 * math.sqrt(days)
        z = (level - 100 * days) / sd
        return float(sd * (stats.norm.pdf(z) - z * stats.norm.sf(z)))
    demand = stats.nbinom(20 / 3 * days, 0.4)
    return float(sum((x - level) * demand.pmf(x) for x in range(int(level), 1000)))


def newsvendor_checks(each: Each, days: int) -> Iterator[Check]:
    """Yield a day's newspapers: demand N(400, 100), 40 lost on one too few, 40 on one too many; 400 is best."""
    for level, seed in ((400, 310), (350, 310), (450, 310)):
        plant = Plant(shelf("hour", "1h", 3, loop="base_stock", level=str(level), review="daily"))
        noons = np.arange(days, dtype=np.int64) * 24 + 12
        # The state at eleven at night tells what is over and what is short; the next midnight fills both up.
        stops = list(range(23, days * 24, 24))

        def one(
            r: int, plant: Plant = plant, noons: np.ndarray = noons, stops: list[int] = stops, s: int = seed
        ) -> Any:
            drawn = 400 + 100 * ndtri(uniform(s, r, len(noons)))
            asked = np.maximum(1, np.rint(drawn * PARTS_OF_ONE)).astype(np.int64)
            return plant.run(orders(0, noons, asked), stops, key_of(s, r), (), _net)

        runs = each(one, 16)
        z = (level - 400) / 100
        theory = 40 * 100 * (2 * stats.norm.pdf(z) + z * (2 * stats.norm.cdf(z) - 1))
        cost = [float(np.mean([40 * (over + short) for over, short in run.seen])) / PARTS_OF_ONE for run in runs]
        subject, events = f"newsvendor, demand (400, 100), {level} bought", sum(run.events for run in runs)
        yield Check(subject, "cost of mismatch a day", float(theory), "Silver, Pyke and Peterson, ch. 10", cost, events)

"""Queues before resources: customers come at random, each is made for when one of the resource's units is free."""

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from tugline.facts.kinds import Kind
from tugline.world.chances import key_of
from validation.check import Check
from validation.plant import DAY, Plant, Tables, orders, poisson, tables, waits

WORK = 600
"""Seconds of work on one unit, in the mean."""
KINDS = (Kind.ORDER_PLACED, Kind.DELIVERED)
Each = Callable[[Callable[[int], Any], int], list[Any]]
"""Runs replication 0 .. n - 1 side by side."""


def shop(units: int, spread: float) -> Tables:
    """Return a shop that makes to order on one resource."""
    return tables(
        "second",
        items={"item": ["part"], "cost": ["10"], "price": ["20"]},
        sources={"item": ["part"], "location": ["main"], "kind": ["make"]},
        operations={"item": ["part"], "step": ["1"], "resource": ["bench"], "run_time": [f"{WORK}s"]},
        resources={"resource": ["bench"], "units": [str(units)], "time_spread": [str(spread)]},
        loops={"item": ["part"], "location": ["main"], "loop": ["to_order"]},
    )


def erlang_c(load: float, servers: int) -> float:
    """Return the chance to wait in M/M/c, `load` = arrival rate x service time; by the recursion of Erlang B."""
    b = 1.0
    for k in range(1, servers + 1):
        b = load * b / (k + load * b)
    return servers * b / (servers - load * (1 - b))


def time_in_system(load: float, servers: int, spread: float) -> float:
    """Return the mean time from arrival to departure, in seconds: Erlang C, or Pollaczek-Khinchine for one server."""
    if servers == 1:
        return WORK * (1 + load * (1 + spread**2) / (2 * (1 - load)))
    return WORK * (1 + erlang_c(load, servers) / (servers - load))


def queue_checks(each: Each, days: int) -> Iterator[Check]:
    """Yield M/M/c, M/G/1 and M/D/1, and Little's law in each."""
    for seed, (name, units, use, spread) in enumerate((
        ("M/M/1", 1, 0.8, 1.0), ("M/M/3", 3, 0.85, 1.0), ("M/M/8", 8, 0.9, 1.0), ("M/G/1, gamma, c = 0.5", 1, 0.8, 0.5),
        ("M/G/1, gamma, c = 2", 1, 0.6, 2.0), ("M/D/1", 1, 0.8, 0.0),
    )):  # fmt: skip
        plant = Plant(shop(units, spread))
        gap, until = WORK / (use * units), days * DAY // units
        since = until // 5
        hours = list(range(3600, until, 14_400))

        def one(
            r: int, plant: Plant = plant, gap: float = gap, until: int = until, stops: list[int] = hours, s: int = seed
        ) -> Any:
            arrivals = poisson(s, r, gap, until)
            signals = orders(plant.point("part"), arrivals)
            return plant.run(signals, stops, key_of(s, r), KINDS, lambda a: int(a["loop"]["under_way"][0]))

        runs = each(one, 16)
        took = [waits(run.facts, since, until) for run in runs]
        events = sum(run.events for run in runs)
        source = "Erlang C" if units > 1 else "Pollaczek-Khinchine"
        theory = time_in_system(use * units, units, spread)
        yield Check(name, "time in system, s", theory, source, [float(t.mean()) for t in took], events)
        held = [float(np.mean(run.seen[len(hours) // 5 :])) for run in runs]
        little = [n / (len(t) / (until - since) * t.mean()) for n, t in zip(held, took, strict=True)]
        yield Check(name, "WIP sampled / (rate x time in system)", 1.0, "Little 1961", little, events)
        if math.isclose(spread, 1.0):
            busy = [float(np.mean(np.minimum(run.seen[len(hours) // 5 :], units))) / units for run in runs]
            yield Check(name, "units at work", use, "rate x work / units", busy, events)

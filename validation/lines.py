"""Lines of stations: work in process held constant, kanban between machines, and what comes out of them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from tugline.facts.kinds import Kind
from tugline.world.chances import key_of
from validation.check import Check
from validation.markov import kanban_throughput
from validation.plant import DAY, Plant, Tables, open_times, orders, tables
from validation.queues import Each

KINDS = (Kind.PULL_RELEASED, Kind.PULL_STARTED, Kind.RECEIVED)
STATIONS = 5
WORK = 600
FACTORY_PHYSICS = "Hopp and Spearman, ch. 7"


def conwip(works: Sequence[int], spread: float, room: int, lot: int = 1) -> Tables:
    """Return a line of single stations, in seconds of work each, with at most `room` lots of `lot` pieces in it."""
    names = [f"m{i}" for i in range(len(works))]
    return tables(
        "second",
        items={"item": ["part"], "cost": ["10"], "price": ["20"]},
        sources={"item": ["part"], "location": ["main"], "kind": ["make"], "minimum": [str(lot)]},
        operations={
            "item": ["part"] * len(works), "step": [str(i + 1) for i in range(len(works))], "resource": names,
            "run_time": [f"{work}s" for work in works],
        },
        resources={"resource": names, "time_spread": [str(spread)] * len(works)},
        loops={"item": ["part"], "location": ["main"], "loop": ["to_order"], "room": [str(room)]},
    )  # fmt: skip


def practical_worst_case(room: int, stations: int, work: float) -> float:
    """Return the throughput of equal exponential stations: room / (W0 + room - 1) x the bottleneck rate."""
    return room / (stations + room - 1) / work


def mean_value_analysis(works: Sequence[float], room: int) -> float:
    """Return the throughput of a closed line of exponential stations (Reiser and Lavenberg)."""
    length, rate = np.zeros(len(works)), 0.0
    for k in range(1, room + 1):
        wait = np.array(works) * (1 + length)
        rate = k / wait.sum()
        length = rate * wait
    return rate


def _line(
    each: Each, given: Tables, rate: float, days: int, seed: int, lot: int = 1
) -> tuple[list[float], list[float], int]:
    """Return throughput and cycle time of each replication of a line that always has orders waiting, and the facts."""
    plant, until = Plant(given), days * DAY
    since = until // 5
    # A few more orders than come out keep the backlog from running dry and from growing without end.
    ticks = np.concatenate([np.ones(200, np.int64), np.arange(1, until, 1 / (1.02 * rate)).astype(np.int64)])

    def one(r: int) -> Any:
        return plant.run(orders(0, ticks, 1), [until], key_of(seed, r), KINDS)

    runs = each(one, 16)
    took = [open_times(run.facts, since, until, 0) for run in runs]
    return (
        [lot * len(t) / (until - since) for t in took],
        [float(t.mean()) for t in took],
        sum(run.events for run in runs),
    )


def conwip_checks(each: Each, days: int) -> Iterator[Check]:
    """Yield throughput, cycle time and Little's law of lines with constant work in process."""
    balanced, uneven = [WORK] * STATIONS, [600, 300, 660, 420, 540]
    for seed, (name, works, room, rate, source) in enumerate(
        (
            ("CONWIP, 5 equal exponential stations, 8 cards", balanced, 8, practical_worst_case(8, STATIONS, WORK),
             f"practical worst case: {FACTORY_PHYSICS}"),
            ("CONWIP, 5 equal exponential stations, 3 cards", balanced, 3, practical_worst_case(3, STATIONS, WORK),
             f"practical worst case: {FACTORY_PHYSICS}"),
            ("CONWIP, 5 uneven exponential stations, 8 cards", uneven, 8, mean_value_analysis(uneven, 8),
             "mean value analysis"),
        ), start=100,
    ):  # fmt: skip
        out, took, events = _line(each, conwip(works, 1.0, room), rate, days, seed)
        yield Check(name, "throughput, 1/h", 3600 * rate, source, [3600 * value for value in out], events)
        yield Check(name, "cycle time, s", room / rate, source, took, events)
        wip = [a * b for a, b in zip(out, took, strict=True)]
        yield Check(name, "throughput x cycle time", room, "Little 1961", wip, events)
    for name, room in (("3", 3), ("8", 8)):
        rate = min(room / (STATIONS * WORK), 1 / WORK)
        out, took, events = _line(each, conwip(balanced, 0.0, room), rate, 20, 1)
        subject, source = f"CONWIP, 5 equal stations, no variation, {name} cards", f"best case: {FACTORY_PHYSICS}"
        yield Check(subject, "throughput, 1/h", 3600 * rate, source, [3600 * v for v in out], events, True, 2e-3)
        yield Check(subject, "cycle time, s", room / rate, source, took, events, True)
    out, took, events = _line(each, conwip(balanced, 0.0, 1, 4), 1 / (STATIONS * WORK), 60, 1, 4)
    subject, source = "CONWIP, 4 pieces that move as one lot", f"worst case: {FACTORY_PHYSICS}"
    rate = 1 / (STATIONS * WORK)
    yield Check(subject, "throughput, 1/h", 3600 * rate, source, [3600 * v for v in out], events, True, 3e-3)
    yield Check(subject, "cycle time, s", 4 * STATIONS * WORK, source, took, events, True)


def kanban_line(works: Sequence[int], cards: Sequence[int]) -> Tables:
    """Return machines in a row with cards after each but the last one, which makes to order, one at a time."""
    items, machines = [f"p{i}" for i in range(len(works))], [f"m{i}" for i in range(len(works))]
    return tables(
        "second",
        items={"item": items, "cost": ["10"] * len(works), "price": ["20"] * len(works)},
        boms={
            "item": [after for _, after in pairwise(items)], "component": [before for before, _ in pairwise(items)],
            "quantity": ["1"] * (len(works) - 1),
        },
        sources={"item": items, "location": ["main"] * len(works), "kind": ["make"] * len(works)},
        operations={
            "item": items, "step": ["1"] * len(works), "resource": machines, "run_time": [f"{w}s" for w in works],
        },
        resources={"resource": machines, "time_spread": ["1"] * len(works)},
        stock={"item": items[:-1], "location": ["main"] * len(cards), "on_hand": ["0"] * len(cards)},
        loops={
            "item": items, "location": ["main"] * len(works), "loop": ["kanban"] * len(cards) + ["to_order"],
            "cards": [*map(str, cards), ""], "container": ["1"] * len(cards) + [""],
            "room": [""] * len(cards) + ["1"],
        },
    )  # fmt: skip


def two_machines(first: float, second: float, buffer: int) -> float:
    """Return the throughput of two exponential machines with a buffer between them (Hopp and Spearman, ch. 8)."""
    b, u = buffer + 2, second / first
    return b / (b + 1) / first if u == 1 else (1 - u**b) / (1 - u ** (b + 1)) / first


def kanban_checks(each: Each, days: int) -> Iterator[Check]:
    """Yield the throughput of kanban lines: cards block a machine as a full buffer does."""
    for seed, (name, works, cards, rate, source) in enumerate(
        (
            ("kanban, machines of 720 and 600 s, 3 cards", [720, 600], [3], two_machines(720, 600, 2),
             "two machines, buffer 2: Hopp and Spearman, ch. 8"),
            ("kanban, two machines of 600 s, 1 card", [600, 600], [1], two_machines(600, 600, 0),
             "two machines, buffer 0: Hopp and Spearman, ch. 8"),
            ("kanban, machines of 600, 720 and 480 s, 2 and 3 cards", [600, 720, 480], [2, 3],
             kanban_throughput([600, 720, 480], [2, 3]), "exact Markov chain"),
            ("kanban, four machines of 600 s, 2 cards each", [600] * 4, [2] * 3, kanban_throughput([600] * 4, [2] * 3),
             "exact Markov chain"),
        ), start=200,
    ):  # fmt: skip
        plant, until = Plant(kanban_line(works, cards)), days * DAY
        since, last = until // 5, plant.point(f"p{len(works) - 1}")
        ticks = np.concatenate([np.ones(100, np.int64), np.arange(1, until, 1 / (1.02 * rate)).astype(np.int64)])

        def one(r: int, plant: Plant = plant, last: int = last, ticks: np.ndarray = ticks, s: int = seed) -> Any:
            return plant.run(orders(last, ticks), [int(ticks[-1])], key_of(s, r), (Kind.RECEIVED,))

        runs = each(one, 16)
        done = [run.facts[run.facts["point"] == last + 1]["tick"] for run in runs]
        out = [int(((t >= since) & (t < until)).sum()) / (until - since) for t in done]
        events = sum(run.events for run in runs)
        yield Check(name, "throughput, 1/h", 3600 * rate, source, [3600 * value for value in out], events)

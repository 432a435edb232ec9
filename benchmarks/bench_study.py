"""Time simulated worlds: a line beside SimPy, a serial system beside stockpyl, a network of many points, a study.

Run: .venv/bin/python benchmarks/bench_study.py [POINTS ...]. Peers run in a virtual environment of their own, which the
first run makes; without it (no network) the ratios are left out.
"""

import subprocess
import sys
import time
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tugline.studies.customers import History, expect
from tugline.studies.replicate import Policy
from tugline.studies.replications import replicate
from tugline.world.chances import key_of

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from validation.lines import conwip  # noqa: E402
from validation.plant import DAY, Plant, orders, poisson, tables, uniform  # noqa: E402
from validation.serial import UNIT, chain  # noqa: E402

PEERS = ROOT / ".venv-peers"
REGIONS, STORES = 9, 90
"""A third echelon of 90 stores, a second of 9 regions, and one centre: 100 points for an item."""


def peer(script: str) -> float | None:
    """Return what a peer does a second, None = it cannot be had here."""
    python = PEERS / "bin" / "python"
    if not python.exists():
        venv.create(PEERS, with_pip=True)
        wanted = ROOT / "benchmarks" / "peers" / "requirements.txt"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", wanted], check=False, capture_output=True)
    done = subprocess.run([python, ROOT / "benchmarks" / "peers" / script], check=False, capture_output=True, text=True)
    return float(done.stdout.split()[0]) if done.returncode == 0 else None


def beside(name: str, ours: float, peer_name: str, theirs: float | None, unit: str) -> None:
    """Print a rate, and its ratio to a peer's in the same run."""
    ratio = f"; {peer_name} {theirs:,.0f}: {ours / theirs:.1f} times" if theirs else f"; {peer_name} is not here"
    print(f"{name}: {ours:,.0f} {unit}{ratio}")


def line() -> None:
    """Run the line of five stations and eight cards, with every fact emitted and the books posted."""
    plant, rate = Plant(conwip([600] * 5, 1.0, 8)), 4 / 3600
    until = 600 * DAY
    ticks = np.concatenate([np.ones(20, np.int64), np.arange(1, until, 1 / rate).astype(np.int64)])
    signals = orders(0, ticks)
    plant.run(signals, [10 * DAY], key_of(1, 0), ())
    started = time.perf_counter()
    run = plant.run(signals, [until], key_of(1, 1), ())
    took = time.perf_counter() - started
    print(f"line: {run.events:,} facts, {run.events / took / 1e6:.2f} M/s")
    beside("CONWIP line, 5 stations, 8 cards", len(ticks) / took, "SimPy", peer("simpy_line.py"), "jobs/s")


def serial() -> None:
    """Run the serial system of example 6.1: as validated, in lots of 0.05, and with one lot for each order."""
    theirs = peer("stockpyl_serial.py")
    for name, lot, days in (("lots of 0.05, as validated", "0.05", 200), ("one lot an order", "", 5000)):
        given = chain()
        given["sources"]["maximum"] = [lot] * 3
        plant = Plant(given)
        noons = np.arange(days, dtype=np.int64) * 24 + 12
        asked = np.rint((5 + 2 * (uniform(1, 1, days) - 0.5)) * UNIT).astype(np.int64)
        signals = orders(plant.point("part", "one"), noons, asked)
        started = time.perf_counter()
        plant.run(signals, [days * 24], key_of(1, 1), ())
        took = time.perf_counter() - started
        beside(f"serial system, 3 stages, {name}", days / took, "stockpyl", theirs, "periods/s")


def network(n_points: int) -> dict[str, Any]:
    """Return a chain of shops: items in a centre, regions and stores, each stocked by the day."""
    items = [f"i{n:06}" for n in range(max(1, n_points // (1 + REGIONS + STORES)))]
    regions, stores = [f"r{n}" for n in range(REGIONS)], [f"s{n:02}" for n in range(STORES)]
    places = ["centre", *regions, *stores]
    from_ = {"centre": "acme", **dict.fromkeys(regions, "centre")}
    from_ |= {store: regions[n % REGIONS] for n, store in enumerate(stores)}
    level = {"centre": "900", **dict.fromkeys(regions, "80"), **dict.fromkeys(stores, "5")}
    rows = [(item, place) for item in items for place in places]
    return tables(
        "hour",
        items={"item": items, "cost": ["10"] * len(items), "price": ["20"] * len(items)},
        locations={"location": places},
        suppliers={"supplier": ["acme"]},
        sources={
            "item": [item for item, _ in rows], "location": [place for _, place in rows],
            "kind": ["buy" if place == "centre" else "move" for _, place in rows],
            "from": [from_[place] for _, place in rows],
            "lead_time": ["7d" if place == "centre" else "1d" for _, place in rows],
            "calendar": ["" if place == "centre" else "lorries" for _, place in rows],
        },
        calendars={
            "calendar": ["lorries"] * 5, "weekday": ["mon", "tue", "wed", "thu", "fri"], "opens": ["06:00"] * 5,
            "closes": ["18:00"] * 5,
        },
        stock={
            "item": [item for item, _ in rows], "location": [place for _, place in rows],
            "on_hand": [level[place] for _, place in rows],
        },
        loops={
            "item": ["*"] * len(places), "location": places, "loop": ["base_stock"] * len(places),
            "level": [level[place] for place in places], "review": ["daily"] * len(places),
        },
    )  # fmt: skip


def shoppers(plant: Plant, days: int, per_day: float) -> np.ndarray:
    """Return customers' orders at the stores, so many a day at each in the mean."""
    at = np.array([p for p, name in enumerate(plant.names) if "\ts" in name])
    ticks = poisson(7, 7, 24 / (per_day * len(at)), days * 24)
    signals = orders(0, ticks)
    signals["point"] = 1 + at[(uniform(8, 8, len(ticks)) * len(at)).astype(np.int64)]
    return signals


def points(sizes: Sequence[int]) -> None:
    """Run networks of three echelons, every point reviewed every day."""
    for wanted in sizes:
        plant, days = Plant(network(wanted)), max(14, min(180, 3_000_000 // wanted))
        signals, n = shoppers(plant, days, 0.2), len(plant.names)
        plant.run(signals, [24], key_of(1, 0), ())
        started = time.perf_counter()
        run = plant.run(signals, [days * 24], key_of(1, 1), ())
        took = time.perf_counter() - started
        print(
            f"three echelons, {n:,} points, {days} days, {len(signals):,} orders, {run.events:,} facts:"
            f" {n * days / took / 1e6:.2f} M stock-point-days/s, {run.events / took / 1e6:.2f} M facts/s"
        )


def study() -> None:
    """Run 200 replications of a year of 1,000 points on all cores."""
    plant = Plant(network(1000))
    drawn = shoppers(plant, 365, 0.2)
    day = drawn["tick"] // 24
    lines = drawn.copy()
    lines["tick"] %= 24
    lines["due"] = 0
    history = History(lines, np.arange(len(lines) + 1), day, (0, 365), 0)
    customers = expect(history, 0, 365)
    policy = Policy("present", drawn[:0], "")
    started = time.perf_counter()
    found = replicate(plant.base, [policy], customers, seed=1, replications=200, warm_up=0, days=365)
    took = time.perf_counter() - started
    print(f"200 replications of a year of {len(plant.names):,} points, {len(drawn):,} orders a year: {took:.1f} s")
    assert len(found["present"]) == 200


if __name__ == "__main__":
    line()
    serial()
    points([int(n) for n in sys.argv[1:]] or [1_000, 10_000, 100_000])
    study()

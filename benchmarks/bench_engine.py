"""Time the engine: replay of a journal, one order into the bicycle network, a dense tick on a million stock points.

Run: .venv/bin/python benchmarks/bench_engine.py
"""

import tempfile
import time
from pathlib import Path

import numpy as np

import tugline as tl
from tugline.business.core import Core
from tugline.business.said import Order
from tugline.engine.pulse import pulse
from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.facts.parameters import Parameter
from tugline.network import layout as net
from tugline.network.lanes import NO_LANES
from tugline.state import arena
from tugline.state.layout import BASE_STOCK
from tugline.state.tape import clear, facts_of, new_tape

BICYCLES = Path(__file__).resolve().parent.parent / "examples" / "bicycles"
POINTS = 1_000_000


def replay_a_journal() -> None:
    """Fold the journal of half a year, chain checked, into engine, world and books; and into engine and books."""
    with tempfile.TemporaryDirectory() as folder:
        business = tl.open(BICYCLES, journal=Path(folder) / "journal.db")
        started = time.perf_counter()
        business.advance()
        ran = time.perf_counter() - started
        core = business._core
        facts = core.journal.last_seq
        print(
            f"run      {facts:>10,} facts in {ran:.2f} s, world, engine, books and journal: {facts / ran / 1e6:.2f} M/s"
        )
        for world, what in ((True, "engine, world and books"), (False, "engine and books")):
            twin = Core(core.network, core.journal, world=world)
            started = time.perf_counter()
            twin.replay_all()
            took = time.perf_counter() - started
            print(
                f"replay   {facts:>10,} facts in {took:.2f} s, chain checked, into {what}: {facts / took / 1e6:.2f} M/s"
            )
        business.close()


def order_latency() -> None:
    """Take one order at a time into the bicycle network as it is after half a year; no journal on disk."""
    with tl.open(BICYCLES) as business:
        business.advance()
        core = business._core
        bikes = [name for name in business.network.items.name if name.startswith("BK-")]
        business.signal(
            *(
                Order(f"B-{i}", item=bikes[i % len(bikes)], quantity=1, at="2014-06-15", wanted="2014-06-29")
                for i in range(300)
            )
        )
        rows = [part.rows for part in business._queued]
        signals, digests = np.concatenate(rows), np.concatenate([part.digests for part in business._queued])
        times = []
        for i in range(len(signals)):
            started = time.perf_counter()
            core.take(signals[i : i + 1], digests[i : i + 1], int(core.head["tick"]))
            times.append(time.perf_counter() - started)
        p50, p99 = np.percentile(times, (50, 99)) * 1000
        print(f"one order into the bicycle network, decided, chained, posted: p50 {p50:.2f} ms, p99 {p99:.2f} ms")


def dense_tick() -> None:
    """Let a million base-stock loops look at once, each with something to pull, beside a copy of the same bytes."""
    point, source = np.zeros(POINTS, net.POINT), np.zeros(POINTS, net.SOURCE)
    for name, value in (("multiple", 1), ("maximum", NEVER), ("valid_from", -NEVER), ("valid_to", NEVER)):
        source[name] = value
    for name in ("from_point", "supplier", "calendar"):
        source[name] = -1
    source["point"], source["kind"], source["lead_ticks"] = np.arange(POINTS), net.BUY, 1440
    source["yield_numerator"] = source["yield_denominator"] = 1
    point["scale"], point["source_start"], point["source_stop"] = 1, np.arange(POINTS), np.arange(1, POINTS + 1)
    grid = arena.make_grid(
        point, source, np.zeros(0, net.NEED), np.zeros(0, net.OPERATION), np.zeros(0, net.RESOURCE),
        np.zeros(1, net.PARTY), np.zeros(0, net.OPEN), np.zeros(1, np.int64), np.arange(10) * 1440, 60,
        np.zeros(3, np.int64), *NO_LANES, np.zeros(0, net.CHOICE),
    )  # fmt: skip
    state, tape = arena.new_state(POINTS, POINTS), new_tape(4 * POINTS)
    rows = np.zeros(3 * POINTS, FACT)
    rows["kind"], rows["point"] = Kind.PARAMETER_SET, np.tile(np.arange(1, POINTS + 1), 3)
    rows["code"] = np.repeat([Parameter.KIND, Parameter.LEVEL, Parameter.REVIEW], POINTS)
    rows["quantity"] = np.repeat([BASE_STOCK, 10, 1440], POINTS)
    opened = np.zeros(POINTS, FACT)
    opened["kind"], opened["point"], opened["quantity"] = Kind.STOCK_OPENED, np.arange(1, POINTS + 1), 10
    rows = np.concatenate([rows, opened])
    pulse(state, grid, tape, rows, 0, len(rows), 0)
    live = arena.arrays(state)
    touched = sum(live[name].nbytes for name in ("stock", "loop")) + source.nbytes + point.nbytes
    for day, (what, quantity) in enumerate((("nothing to pull", 0), ("every point pulls", 1)), start=1):
        sold = np.zeros(POINTS if quantity else 0, FACT)
        sold["kind"], sold["point"], sold["quantity"] = Kind.SALE_MADE, np.arange(1, len(sold) + 1), quantity
        clear(tape)
        started = time.perf_counter()
        pulse(state, grid, tape, sold, 0, len(sold), day * 1440)
        took = time.perf_counter() - started
        pulls = int((facts_of(tape)["kind"] == int(Kind.PULL_RELEASED)).sum())
        copied = _copy_seconds(touched)
        print(
            f"dense tick, {POINTS:,} points, {what} ({pulls:,} pulls): {took * 1000:.0f} ms, "
            f"{took / POINTS * 1e9:.0f} ns a point; copying the same {touched / 1e6:.0f} MB: {copied * 1000:.0f} ms "
            f"(ratio {copied / took:.2f})"
        )


def _copy_seconds(size: int) -> float:
    data = np.ones(size // 8, np.int64)
    into = np.empty_like(data)
    best = float("inf")
    for _ in range(3):
        started = time.perf_counter()
        np.copyto(into, data)
        best = min(best, time.perf_counter() - started)
    return best


if __name__ == "__main__":
    replay_a_journal()
    order_latency()
    dense_tick()

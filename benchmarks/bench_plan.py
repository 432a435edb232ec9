"""Plan the instances B3 and promise one more order beside them; every plan is judged by an independent slow checker.

Run: .venv/bin/python benchmarks/bench_plan.py [ORDERS ...] [--seed 7]. Each size runs in a process of its own, so that
its memory is its own; a tiny business is planned first, so that no kernel is compiled or loaded while time is taken.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

import tugline as tl
from tugline.business.business import Business
from tugline.business.plan_desk import open_work
from tugline.business.warming import warm
from tugline.promise import desk as desks
from tugline.promise.desk import copy_desk
from tugline.promise.place import place, take_back
from tugline.promise.sequence import plan_in_turn

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.reference.plan_checker import problems  # noqa: E402

SIZES = (1_000, 5_000, 10_000, 20_000, 50_000)
PEER = {1_000: "0.18 s, 80.6 %", 5_000: "5.1 s, 89.4 %", 10_000: "31 s, 91.1 %", 20_000: "156 s, 92.8 %",
        50_000: "not in 900 s"}  # fmt: skip
"""A constrained planner that is free to use, on the same instances with seed 7: measured once, elsewhere."""
JUDGED = 10_000
"""Plans of so many orders are judged; the judge looks at every row of a plan in plain Python."""
QUESTIONS = 1_000


def lateness(demands: np.ndarray) -> str:
    """Return the shares in time by class and how late the others are; what is never there counts as late."""
    asked = demands[demands["line"] >= 0]
    late = np.maximum(asked["ready"] - asked["due"], 0) / 86_400
    on_time = late == 0
    by_class = " ".join(f"P{n} {on_time[asked['priority'] == n].mean():.2%}" for n in np.unique(asked["priority"]))
    behind = late[~on_time]
    if not len(behind):
        return f"on time {on_time.mean():.2%} ({by_class})"
    p50, p95 = np.percentile(behind, [50, 95])
    return f"on time {on_time.mean():.2%} ({by_class}); late p50 {p50:.1f} d, p95 {p95:.1f} d, max {behind.max():.1f} d"


def alone(business: Business) -> float:
    """Return the share of lines that are in time each on an empty floor: no plan has more."""
    shop = open_work(business._core).shop
    demands = desks.arrays(shop.desk)["demand"]
    rows = np.flatnonzero(demands["line"] >= 0)
    in_time = 0
    for row in rows.tolist():
        demand = demands[row]
        # As if nothing had been pulled for it yet: all that it needs is placed for it alone.
        demand["quantity"], demand["pegged"] = max(1, int(demand["quantity"])), 0
        ready = place(shop.desk, shop.grid, row)
        in_time += int(ready <= demand["due"])
        if ready < 2**62:
            take_back(shop.desk, shop.grid, row)
    return in_time / len(rows)


def held() -> float:
    """Return the most memory that this process has held so far, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def planning(business: Business) -> None:
    """Plan three times and print the fastest, judge the plan, and print how good it is."""
    core, took, before = business._core, [], held()
    for _ in range(3):
        started = time.perf_counter()
        work = open_work(core)
        planned, _ = plan_in_turn(work.shop)
        took.append(time.perf_counter() - started)
    arrays = desks.arrays(planned)
    print(f"  {before:.2f} GB held before planning, at most {held():.2f} GB while")
    print(f"  planning {min(took):.2f} s; {lateness(arrays['demand'])}; alone in time: {alone(business):.2%}")
    if int((arrays["demand"]["line"] >= 0).sum()) <= JUDGED:
        wrong = problems(core.network, work.on_hand, desks.arrays(copy_desk(planned)))
        print(f"  judged: {len(wrong)} faults" + "".join(f"\n    {said}" for said in wrong[:5]))
    started = time.perf_counter()
    shown = business.plan()
    print(f"  plan as it is shown, with pegs: {time.perf_counter() - started:.1f} s, on time {shown.on_time:.2%}")


def promising(business: Business) -> None:
    """Ask for one more order, many times, and print how long an answer takes."""
    luck, took = random.Random(1), []
    started = time.perf_counter()
    business.promise(item="F000", quantity=1)
    first = time.perf_counter() - started
    for _ in range(QUESTIONS):
        item, quantity = f"F{luck.randrange(100):03}", luck.randint(1, 20)
        started, busy = time.perf_counter(), time.thread_time()
        business.promise(item=item, quantity=quantity)
        took.append((time.perf_counter() - started, time.thread_time() - busy))
    wall, cpu = np.array(took).T * 1000
    p50, p99 = np.percentile(wall, [50, 99])
    print(
        f"  one more promise: p50 {p50:.2f} ms, p99 {p99:.2f} ms, max {wall.max():.2f} ms"
        f" (of the processor p99 {np.percentile(cpu, 99):.2f} ms); the first one {first:.1f} s"
    )


def one(orders: int, seed: int) -> None:
    """Measure one size."""
    warm()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "b3"
        generate = ROOT / "benchmarks" / "instances" / "b3.py"
        subprocess.run([sys.executable, generate, str(orders), target, "--seed", str(seed)], check=True)
        started = time.perf_counter()
        with tl.open(target) as business:
            business.advance("2026-01-05")
            loaded = time.perf_counter() - started
            print(
                f"B3, {orders:,} orders, seed {seed}: loaded in {loaded:.1f} s; a peer: {PEER.get(orders, 'unknown')}"
            )
            planning(business)
            promising(business)
    print(f"  whole process: {held():.2f} GB at most", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("orders", nargs="*", type=int)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    if len(given.orders) == 1:
        one(given.orders[0], given.seed)
    else:
        for size in given.orders or SIZES:
            subprocess.run([sys.executable, __file__, str(size), "--seed", str(given.seed)], check=True)

"""How fast the journal takes facts in and gives them back, beside the bare driver on the same machine in the same run.

    python benchmarks/bench_journal.py

The bare driver writes one row per fact from tuples made beforehand, same columns, same pragmas, and does nothing else:
no check, no chain, no names, no keys. The journal's typed signals are built, checked, hashed, keyed and chained.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import apsw
import numpy as np

from tugline.facts.codec import to_rows
from tugline.facts.keys import Keys, content_hashes, key_digests
from tugline.facts.kinds import COLUMNS, FACT, Kind
from tugline.facts.values import OrderPlaced
from tugline.journal.opening import open_journal

SIZES = {1: 300, 100: 20_000, 10_000: 400_000}
"""Facts per commit -> facts in a run."""
ROUNDS = 3


def business_facts(n: int) -> np.ndarray:
    """Return facts as an order business makes them: an order, its pull, its work, its shipment, its payment."""
    luck = np.random.Generator(np.random.PCG64(7))
    story = [Kind.ORDER_PLACED, Kind.PULL_RELEASED, Kind.MATERIAL_ALLOCATED, Kind.STARTED, Kind.FINISHED, Kind.RECEIVED]
    story += [Kind.STOCK_ALLOCATED, Kind.SHIPMENT_RELEASED, Kind.SHIPPED, Kind.DELIVERED, Kind.PAID, Kind.PULSE_CLOSED]
    rows = np.zeros(n, FACT)
    rows["kind"] = np.tile(np.array(story), n // len(story) + 1)[:n]
    rows["tick"] = np.sort(luck.integers(0, 260_000, n))
    rows["pulse"] = np.arange(n) // len(story) + 1
    order = np.arange(n) // len(story) * len(story) + 1

    def where(high: int, *kinds: Kind) -> np.ndarray:
        return np.where(np.isin(rows["kind"], kinds), luck.integers(1, high, n), 0)

    moved = (Kind.RECEIVED, Kind.STOCK_ALLOCATED, Kind.SHIPMENT_RELEASED, Kind.SHIPPED, Kind.DELIVERED)
    asked = (Kind.ORDER_PLACED, Kind.PULL_RELEASED)
    made = (Kind.STARTED, Kind.FINISHED)
    rows["point"] = where(500, *asked, *made, *moved)
    rows["party"] = where(20_000, Kind.ORDER_PLACED, Kind.SHIPPED, Kind.PAID)
    rows["source"] = where(800, Kind.PULL_RELEASED, *made, Kind.RECEIVED)
    rows["resource"] = where(40, *made)
    rows["quantity"] = where(40, *asked, *moved)
    rows["amount"] = where(10_000_000, Kind.ORDER_PLACED, Kind.FINISHED, Kind.SHIPPED, Kind.PAID)
    rows["due"] = np.where(np.isin(rows["kind"], asked), rows["tick"] + luck.integers(0, 20_000, n), 0)
    rows["reference"] = np.where(
        rows["kind"] == Kind.PULSE_CLOSED, 0, np.maximum(order - 12 * luck.integers(0, 3000, n), 1)
    )
    rows["occurred_at"] = np.where(np.isin(rows["kind"], (*made, *moved, Kind.ORDER_PLACED)), rows["tick"], 0)
    rows["cause"] = np.where(rows["kind"] > Kind.PULL_RELEASED, order, 0)
    rows["priority"] = where(4, *asked)
    return rows


def bare_driver(file: Path, rows: np.ndarray, per_commit: int) -> float:
    """Return facts per second of prebuilt tuples through the driver."""
    db = apsw.Connection(str(file))
    db.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384")
    db.execute(f"CREATE TABLE fact (seq INTEGER PRIMARY KEY, {', '.join(f'{c} INTEGER' for c in COLUMNS[1:])})")
    statement = f"INSERT INTO fact VALUES ({', '.join('?' * len(COLUMNS))})"
    rows = rows.copy()
    rows["seq"] = np.arange(1, len(rows) + 1)
    tuples = [tuple(row) for row in rows.tolist()]
    start = perf_counter()
    for at in range(0, len(tuples), per_commit):
        db.execute("BEGIN IMMEDIATE")
        db.executemany(statement, tuples[at : at + per_commit])
        db.execute("COMMIT")
    seconds = perf_counter() - start
    db.close()
    return len(rows) / seconds


def plain_rows(file: Path, rows: np.ndarray, per_commit: int) -> float:
    """Return facts per second of int64 rows without keys through the journal."""
    with open_journal(file) as journal:
        start = perf_counter()
        for at in range(0, len(rows), per_commit):
            journal.append(rows[at : at + per_commit])
        return len(rows) / (perf_counter() - start)


def keyed_signals(file: Path, rows: np.ndarray, per_commit: int) -> float:
    """Return facts per second of typed signals: looked up by key, turned into rows, checked, and appended with keys."""
    facts = [
        OrderPlaced(
            point=n % 500, reference=n + 1, quantity=n % 40 + 1, party=n % 20_000, due=n, occurred_at=n, amount=n
        )
        for n in range(len(rows))
    ]
    texts = [f"A-{n}\t1" for n in range(len(rows))]
    with open_journal(file) as journal:
        start = perf_counter()
        for at in range(0, len(facts), per_commit):
            digests = key_digests("orders", texts[at : at + per_commit])
            assert not journal.known(digests)[0].any()
            batch = to_rows(facts[at : at + per_commit])
            journal.append(batch, keys=Keys(np.arange(len(batch)), digests, content_hashes(batch)))
        return len(facts) / (perf_counter() - start)


def reading(file: Path) -> float:
    """Return facts per second read back with the chain checked."""
    with open_journal(file, read_only=True) as journal:
        start = perf_counter()
        n = sum(len(rows) for rows in journal.read())
        return n / (perf_counter() - start)


def measured(
    way: Callable[[Path, np.ndarray, int], float], rows: np.ndarray, per_commit: int
) -> tuple[float, float, float]:
    """Return facts per second, bytes per fact, and facts per second read back (0 for the bare driver)."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "journal.db"
        speed = way(file, rows, per_commit)
        size = file.stat().st_size / len(rows)
        return speed, size, reading(file) if way is not bare_driver else 0.0


def main() -> None:
    """Print the table."""
    facts = business_facts(max(SIZES.values()))
    with open_journal() as warm:  # the first call loads the compiled kernels
        warm.append(facts[:2])
        assert sum(map(len, warm.read())) == 2
    print(
        f"{'facts per commit':>16} {'way':<22} {'facts/s':>11} {'of bare':>8} {'bytes/fact':>10} {'read facts/s':>13}"
    )
    for per_commit, n in SIZES.items():
        ways = {"bare driver": bare_driver, "int64 rows": plain_rows, "typed, with keys": keyed_signals}
        # The ways take turns, so that a slow moment of the disk meets all of them; the median of the rounds counts.
        runs = [{name: measured(way, facts[:n], per_commit) for name, way in ways.items()} for _ in range(ROUNDS)]
        bare = median(run["bare driver"][0] for run in runs)
        for name in ways:
            speed, size, read = (median(run[name][part] for run in runs) for part in range(3))
            back = f"{read:>13,.0f}" if read else f"{'':>13}"
            print(f"{per_commit:>16,} {name:<22} {speed:>11,.0f} {speed / bare:>8.2f} {size:>10.1f} {back}")


if __name__ == "__main__":
    main()

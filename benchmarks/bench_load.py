"""How long a large business takes to read and to compile, and how much memory it needs.

    python benchmarks/bench_load.py [ITEMS] [LOCATIONS]

Writes `items`, and one row of `stock` and of `sources` for each item at each location (100,000 x 10 unless told
otherwise), as CSV into a temporary folder; reads it, takes its hash, compiles it. Peak memory is that of the process.
"""

import resource
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import numpy as np

from tugline.network.compile import compile_network
from tugline.network.read import read_business

BUSINESS = 'name = "large"\ncurrency = "EUR"\ntimezone = "Europe/Berlin"\nstart = "2025-01-01"\n'


def write(folder: Path, items: int, locations: int) -> None:
    """Write the tables; the numbers in them look drawn by lot but are the same in every run."""
    luck = np.random.Generator(np.random.PCG64(7))
    (folder / "business.toml").write_text(BUSINESS)
    with (folder / "items.csv").open("w") as file:
        file.write("item,name,unit,decimals,family,cost,price\n")
        cost = luck.integers(100, 100_000, items).tolist()
        file.writelines(
            f"item-{i:07},Item number {i},pc,{i % 4},family {i % 500},{c // 100}.{c % 100:02},{c // 50}.5\n"
            for i, c in enumerate(cost)
        )
    with (folder / "stock.csv").open("w") as stock, (folder / "sources.csv").open("w") as sources:
        stock.write("item,location,on_hand,counted_at\n")
        sources.write("item,location,kind,from,lead_time,minimum,multiple,unit_cost,share,valid_from\n")
        for place in range(locations):
            rows = zip(luck.integers(0, 10_000, items).tolist(), luck.integers(1, 90, items).tolist(), strict=True)
            for i, (quantity, days) in enumerate(rows):
                stock.write(f"item-{i:07},store {place},{quantity},2024-12-{days % 31 + 1:02}T{days % 24:02}:00\n")
                origin = "move,store 0" if place else f"buy,supplier {i % 997}"
                sources.write(f"item-{i:07},store {place},{origin},{days}d,{days},1,{quantity / 100},,2024-01-01\n")


def peak() -> str:
    """Return the largest memory that the process has had."""
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB"


def main() -> None:
    """Measure and print."""
    items, locations = (int(text) for text in (sys.argv[1:] + ["100000", "10"][len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, items, locations)
        size = sum(path.stat().st_size for path in folder.iterdir()) / 2**20
        print(f"{items:,} items at {locations} locations, {size:.0f} MB of CSV; at rest {peak()}")
        began = perf_counter()
        tables = read_business(folder, loop_schemas={})
        print(f"read     {perf_counter() - began:6.2f} s, peak {peak()}")
        began = perf_counter()
        digest = tables.hash
        print(f"hash     {perf_counter() - began:6.2f} s, peak {peak()}  {digest[:12]}")
        began = perf_counter()
        network = compile_network(tables)
        print(f"compile  {perf_counter() - began:6.2f} s, peak {peak()}  {network!r}")


if __name__ == "__main__":
    main()

"""Write an instance of the family B3 as a business folder: a plant of two levels, loaded to a stated share of 90 days.

    python benchmarks/instances/b3.py ORDERS FOLDER [--seed 7]

100 goods are assembled on 10 lines, each from 2 of 50 subassemblies; those are made on 8 machines, each from 2 of 40
components; those are bought. However many orders there are, the seconds of work in one unit are such that all of them
load the lines to 85 % and the machines to 70 % of 90 days in the mean; on one resource it is more or less, by lot.

The same orders and seed give the same bytes on any machine. It imports nothing but the standard library, so that who
compares another scheduler with Tugline needs no Tugline to make the instance.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

GOODS, SUBASSEMBLIES, COMPONENTS = 100, 50, 40
LINES, MACHINES = 10, 8
NOW = datetime(2026, 1, 5)  # noqa: DTZ001 - the folder's times are local to its time zone, which is UTC
DAY = 86_400
DAYS = 90
LINE_LOAD, MACHINE_LOAD = 85, 70
"""Mean load of a line and of a machine over `DAYS`, in per cent: a whole number, as 0.7 times 90 is not quite 63."""
PRIORITIES = [1, 2, 2, 3, 3, 3]
MOST_ORDERS = 1_000_000
"""With more the work in one unit could come to less than one second, and the load would not be what it should be."""
LEAST_UNITS = 15
"""With fewer one unit would take more seconds than Tugline can multiply by the largest quantity that it allows."""

PLANT, SUPPLIER = "plant", "supplier"
# No figure of the family rests on money. A price for goods and components is what the books of a run need.
PRICE, UNIT_COST = "100.00", "10.00"

Rows = Iterable[tuple[str | int, ...]]


class Order(NamedTuple):
    """One line of one customer's order."""

    good: int
    quantity: int
    due: int
    """Seconds after now."""
    priority: int


class Instance(NamedTuple):
    """What is drawn by lot; all else follows from it."""

    goods: list[list[int]]
    """The subassemblies in each good."""
    subassemblies: list[list[int]]
    """The components in each subassembly."""
    lead_days: list[int]
    """Of each component."""
    orders: list[Order]


def draw(orders: int, seed: int) -> Instance:
    """Return the instance; the order of the calls is part of the family's definition, so none may come between."""
    luck = Random(seed)
    goods = [luck.sample(range(SUBASSEMBLIES), 2) for _ in range(GOODS)]
    subassemblies = [luck.sample(range(COMPONENTS), 2) for _ in range(SUBASSEMBLIES)]
    lead_days = [luck.randint(5, 15) for _ in range(COMPONENTS)]
    # The parts of a tuple are drawn from left to right.
    lines = [
        Order(luck.randrange(GOODS), luck.randint(1, 20), int(luck.uniform(5, DAYS) * DAY), luck.choice(PRIORITIES))
        for _ in range(orders)
    ]
    return Instance(goods, subassemblies, lead_days, lines)


def seconds_a_unit(units: int) -> tuple[int, int]:
    """Return the seconds to assemble one good and to make one subassembly, where `units` goods are ordered in all."""
    assembly = LINE_LOAD * DAYS * DAY * LINES // (100 * units)
    making = MACHINE_LOAD * DAYS * DAY * MACHINES // (100 * 2 * units)
    return assembly, making


def units_of(instance: Instance) -> int:
    """Return the units of all orders."""
    return sum(order.quantity for order in instance.orders)


def usage(instance: Instance) -> list[int]:
    """Return the units of each component that go into all orders."""
    used: Counter[int] = Counter()
    for order in instance.orders:
        for part in instance.goods[order.good]:
            for component in instance.subassemblies[part]:
                used[component] += order.quantity
    return [used[i] for i in range(COMPONENTS)]


def good(i: int) -> str:
    """Return the name of a good."""
    return f"F{i:03}"


def subassembly(i: int) -> str:
    """Return the name of a subassembly."""
    return f"S{i:03}"


def component(i: int) -> str:
    """Return the name of a component."""
    return f"C{i:03}"


def settings(orders: int, seed: int) -> str:
    """Return business.toml: ticks of a second, as work and due times have them; the plain world, so that it can run."""
    return f"""\
name = "B3, {orders} orders, seed {seed}"
currency = "EUR"
timezone = "UTC"
start = "{NOW.isoformat()}"
tick = "second"
world = "plain"
"""


def tables(instance: Instance) -> dict[str, Rows]:
    """Return the rows of each table by its name, the names of the columns first."""
    made = [good(i) for i in range(GOODS)] + [subassembly(i) for i in range(SUBASSEMBLIES)]
    resources = [f"line{i}" for i in range(LINES)] + [f"machine{i}" for i in range(MACHINES)]
    used = usage(instance)
    return {
        "items": [
            ("item", "price"),
            *((name, PRICE if name.startswith("F") else "") for name in made),
            *((component(i), "") for i in range(COMPONENTS)),
        ],
        "locations": [("location", "kind"), (PLANT, "site")],
        "suppliers": [("supplier",), (SUPPLIER,)],
        "sources": [
            ("item", "location", "kind", "from", "lead_time", "minimum", "unit_cost"),
            # Without a lead time making takes the time of its operations, and nothing else.
            *((name, PLANT, "make", "", "", "", "") for name in made),
            *(
                (component(i), PLANT, "buy", SUPPLIER, f"{days}d", max(1, 5 * used[i] // DAYS), UNIT_COST)
                for i, days in enumerate(instance.lead_days)
            ),
        ],
        "boms": [
            ("item", "component", "quantity"),
            *((good(i), subassembly(part), 1) for i, parts in enumerate(instance.goods) for part in parts),
            *((subassembly(i), component(part), 1) for i, parts in enumerate(instance.subassemblies) for part in parts),
        ],
        "operations": [("item", "step", "resource", "run_time"), *operations(instance)],
        "resources": [("resource", "location", "units"), *((name, PLANT, 1) for name in resources)],
        "loops": [("item", "location", "loop"), ("*", "*", "to_order")],
        "stock": [
            ("item", "location", "on_hand"),
            *((name, PLANT, 0) for name in made),
            *((component(i), PLANT, 12 * used[i] // DAYS) for i in range(COMPONENTS)),
        ],
        "orders": [
            ("order", "item", "location", "quantity", "ordered_at", "wanted_at", "priority", "partial"),
            *order_lines(instance.orders),
        ],
    }


def operations(instance: Instance) -> Rows:
    """Return one step for each made item; they go round the lines and the machines."""
    assembly, making = seconds_a_unit(units_of(instance))
    for i in range(GOODS):
        yield good(i), 1, f"line{i % LINES}", f"{assembly}s"
    for i in range(SUBASSEMBLIES):
        yield subassembly(i), 1, f"machine{i % MACHINES}", f"{making}s"


def order_lines(orders: list[Order]) -> Rows:
    """Return a row for each order: all are placed now, and each ships whole."""
    for i, order in enumerate(orders):
        wanted = (NOW + timedelta(seconds=order.due)).isoformat()
        yield f"O{i:07}", good(order.good), PLANT, order.quantity, NOW.isoformat(), wanted, order.priority, "no"


def write(folder: Path, instance: Instance, seed: int) -> None:
    """Write an instance into `folder`, which is made if need be and holds nothing yet."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "business.toml").write_bytes(settings(len(instance.orders), seed).encode())
    for name, rows in tables(instance).items():
        # Python would end lines as the machine does, and the bytes are to be the same everywhere.
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)


def whole(text: str) -> int:
    """Return a whole number from 0 on."""
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r}; expected a whole number from 0 on")
    return int(text)


def number_of_orders(text: str) -> int:
    """Return how many orders there are to be."""
    short = text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_ORDERS))
    number = int(text) if short else 0
    if not 1 <= number <= MOST_ORDERS:
        raise argparse.ArgumentTypeError(f"{text!r}; expected a whole number from 1 to {MOST_ORDERS:,}")
    return number


def new_folder(text: str) -> Path:
    """Return a folder in which nothing would be mixed with, or lost."""
    folder = Path(text)
    if folder.exists() and not folder.is_dir():
        raise argparse.ArgumentTypeError(f"{text!r} is a file; expected a new or an empty folder")
    if folder.is_dir() and any(folder.iterdir()):
        raise argparse.ArgumentTypeError(f"{text!r} holds files already; expected a new or an empty folder")
    return folder


def main() -> None:
    """Read the arguments and write the folder; what cannot be is said with exit code 2, and nothing is written."""
    parser = argparse.ArgumentParser(description="Write a B3 instance as a business folder.")
    parser.add_argument("orders", metavar="ORDERS", type=number_of_orders, help="how many orders")
    parser.add_argument("folder", metavar="FOLDER", type=new_folder, help="a new or an empty folder")
    parser.add_argument("--seed", type=whole, default=7, help="of the lots that are drawn; 7 unless told otherwise")
    told = parser.parse_args()
    instance = draw(told.orders, told.seed)
    if (units := units_of(instance)) < LEAST_UNITS:
        parser.error(f"argument ORDERS: {told.orders} are {units} units in all; expected at least {LEAST_UNITS} units")
    write(told.folder, instance, told.seed)


if __name__ == "__main__":
    main()

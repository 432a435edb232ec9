"""Instances of the family B3 are what its definition says: drawn again call by call here, and summed from the files."""

import csv
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from fractions import Fraction
from math import floor
from random import Random

import pytest

from tugline.business.checking import examine

NOW = datetime(2026, 1, 5)  # noqa: DTZ001 - local times of a folder whose zone is UTC
N = 1000


@pytest.fixture(scope="module")
def generate(root):
    """Run the generator as anybody would, with a Python that sees nothing but the standard library."""
    script = root / "benchmarks" / "instances" / "b3.py"

    def run(*arguments):
        command = [sys.executable, "-I", "-S", str(script), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return run


@pytest.fixture(scope="module")
def folder(generate, tmp_path_factory):
    made = tmp_path_factory.mktemp("b3") / "new" / "instance"
    done = generate(N, made)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return made


@pytest.fixture(scope="module")
def table(folder):
    def read(name):
        with (folder / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    return read


@pytest.fixture(scope="module")
def used(table):
    """Units of each component in all orders, from the orders and bills that were written."""
    parts = {}
    for row in table("boms"):
        assert row["quantity"] == "1"
        parts.setdefault(row["item"], []).append(row["component"])
    used = Counter()
    for order in table("orders"):
        for subassembly in parts[order["item"]]:
            for component in parts[subassembly]:
                used[component] += int(order["quantity"])
    return used


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def names(letter, count):
    return [f"{letter}{i:03}" for i in range(count)]


def test_everything_is_drawn_with_the_calls_of_the_definition_in_their_order(table):
    rng = Random(7)
    bills = []
    for i in range(100):
        bills += [(f"F{i:03}", f"S{part:03}") for part in rng.sample(range(50), 2)]
    for i in range(50):
        bills += [(f"S{i:03}", f"C{part:03}") for part in rng.sample(range(40), 2)]
    assert [(row["item"], row["component"]) for row in table("boms")] == bills
    days = {f"C{i:03}": f"{rng.randint(5, 15)}d" for i in range(40)}
    assert {row["item"]: row["lead_time"] for row in table("sources") if row["kind"] == "buy"} == days
    orders = []
    for i in range(N):
        item = f"F{rng.randrange(100):03}"
        quantity = str(rng.randint(1, 20))
        wanted = (NOW + timedelta(days=rng.uniform(5, 90))).replace(microsecond=0).isoformat()
        orders.append((f"O{i:07}", item, quantity, wanted, str(rng.choice([1, 2, 2, 3, 3, 3]))))
    written = table("orders")
    assert [(r["order"], r["item"], r["quantity"], r["wanted_at"], r["priority"]) for r in written] == orders


def test_all_orders_come_now_are_due_in_5_to_90_days_and_ship_whole(table):
    orders = table("orders")
    assert len(orders) == N
    assert {(row["ordered_at"], row["partial"]) for row in orders} == {("2026-01-05T00:00:00", "no")}
    due = [datetime.fromisoformat(row["wanted_at"]) - NOW for row in orders]
    assert timedelta(days=5) <= min(due) < timedelta(days=6)
    assert timedelta(days=89) < max(due) <= timedelta(days=90)


def test_there_are_as_many_items_resources_and_rows_as_the_definition_says(table):
    made, bought = names("F", 100) + names("S", 50), names("C", 40)
    assert [row["item"] for row in table("items")] == made + bought
    assert [(row["item"], row["kind"]) for row in table("sources")] == [
        *((item, "make") for item in made),
        *((item, "buy") for item in bought),
    ]
    resources = table("resources")
    assert [row["resource"] for row in resources] == [f"line{i}" for i in range(10)] + [f"machine{i}" for i in range(8)]
    assert {row["units"] for row in resources} == {"1"}
    assert len(table("boms")) == 300
    assert [tuple(row.values()) for row in table("loops")] == [("*", "*", "to_order")]


def test_each_resource_works_around_the_clock(folder, table):
    assert not (folder / "calendars.csv").exists()
    assert "calendar" not in table("resources")[0] | table("locations")[0]


def test_the_work_in_a_unit_loads_lines_to_85_and_machines_to_70_per_cent(table):
    units = sum(int(row["quantity"]) for row in table("orders"))
    assembly = floor(Fraction(85, 100) * 90 * 86400 * 10 / units)
    making = floor(Fraction(70, 100) * 90 * 86400 * 8 / (2 * units))
    assert [tuple(row.values()) for row in table("operations")] == [
        *((f"F{i:03}", "1", f"line{i % 10}", f"{assembly}s") for i in range(100)),
        *((f"S{i:03}", "1", f"machine{i % 8}", f"{making}s") for i in range(50)),
    ]
    assert units * assembly / (10 * 90 * 86400) == pytest.approx(0.85, rel=1e-3)
    assert 2 * units * making / (8 * 90 * 86400) == pytest.approx(0.70, rel=1e-3)


def test_stock_is_twelve_days_of_use_of_components_and_nothing_else(table, used):
    units = sum(int(row["quantity"]) for row in table("orders"))
    assert sum(used.values()) == 4 * units
    stock = {row["item"]: int(row["on_hand"]) for row in table("stock")}
    empty = dict.fromkeys(names("F", 100) + names("S", 50), 0)
    assert stock == empty | {item: floor(Fraction(12 * used[item], 90)) for item in names("C", 40)}


def test_a_supplier_sells_no_less_than_five_days_of_use(table, used):
    bought = {row["item"]: row for row in table("sources") if row["kind"] == "buy"}
    least = {item: max(1, floor(Fraction(5 * used[item], 90))) for item in names("C", 40)}
    assert {item: int(row["minimum"]) for item, row in bought.items()} == least
    assert {row["from"] for row in bought.values()} == {row["supplier"] for row in table("suppliers")}


def test_where_hardly_anything_is_used_a_supplier_still_sells_no_less_than_one(generate, tmp_path):
    assert generate(10, tmp_path / "few").returncode == 0
    with (tmp_path / "few" / "sources.csv").open(newline="") as file:
        least = [int(row["minimum"]) for row in csv.DictReader(file) if row["kind"] == "buy"]
    assert min(least) == 1


def test_the_same_orders_and_seed_give_the_same_bytes_and_another_seed_gives_others(generate, folder, tmp_path):
    for name, *seed in (("same", "--seed", "7"), ("other", "--seed", "8")):
        assert generate(N, tmp_path / name, *seed).returncode == 0
    written, other = bytes_of(folder), bytes_of(tmp_path / "other")
    assert bytes_of(tmp_path / "same") == written
    assert written.keys() == other.keys()
    drawn = {name for name in written if written[name] != other[name]}
    assert drawn == {"boms.csv", "business.toml", "operations.csv", "orders.csv", "sources.csv", "stock.csv"}


def test_lines_end_the_same_on_every_machine(folder):
    assert all(b"\r" not in content and content.endswith(b"\n") for content in bytes_of(folder).values())


def test_the_check_of_a_business_finds_no_problem_and_no_doubt(folder):
    findings = examine(folder)
    assert (findings.problems, findings.idle, findings.doubts) == ([], {}, [])


@pytest.mark.parametrize("orders", ["0", "-5", "1.5", "1e3", "many", "", "1000001", "9" * 5000])
def test_a_number_of_orders_that_cannot_be_is_refused_and_nothing_is_written(generate, tmp_path, orders):
    done = generate(orders, tmp_path / "new")
    assert done.returncode == 2
    assert f"{orders!r}; expected a whole number from 1 to 1,000,000" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_orders_of_too_few_units_for_tugline_are_refused_and_nothing_is_written(generate, tmp_path):
    """One order of seed 7 is one of 7 units: 9,442,285 s of work in each, and 10^12 of them do not fit into 62 bits."""
    done = generate(1, tmp_path / "new")
    assert done.returncode == 2
    assert "1 are 7 units in all; expected at least 15 units" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seed", ["-7", "0.5", "luck"])
def test_a_seed_that_is_no_whole_number_is_refused(generate, tmp_path, seed):
    done = generate(N, tmp_path / "new", "--seed", seed)
    assert done.returncode == 2
    assert f"{seed!r}; expected a whole number from 0 on" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_files_is_refused_and_left_as_it_is(generate, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    done = generate(N, tmp_path)
    assert done.returncode == 2
    assert f"{str(tmp_path)!r} holds files already; expected a new or an empty folder" in done.stderr
    assert bytes_of(tmp_path) == {"mine.txt": b"mine"}


def test_a_file_in_the_place_of_the_folder_is_refused_and_left_as_it_is(generate, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    done = generate(N, tmp_path / "mine.txt")
    assert done.returncode == 2
    assert "is a file; expected a new or an empty folder" in done.stderr
    assert bytes_of(tmp_path) == {"mine.txt": b"mine"}


def test_an_empty_folder_is_used(generate, folder, tmp_path):
    assert generate(N, tmp_path).returncode == 0
    assert bytes_of(tmp_path) == bytes_of(folder)

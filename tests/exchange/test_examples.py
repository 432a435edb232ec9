"""The committed examples are what the importers make of the raw tables, and small enough for a clone."""

import subprocess
import sys

import pytest

LARGEST = {"bicycles": 4_000_000, "gift-shop": 2_000_000}


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.shared_data
@pytest.mark.slow
def test_the_examples_are_made_anew_byte_for_byte(root, shared_data, tmp_path):
    made = subprocess.run(
        [sys.executable, root / "scripts" / "make_examples.py", shared_data, tmp_path], check=False, capture_output=True
    )
    assert made.returncode == 0, made.stderr
    for name in LARGEST:
        anew, committed = contents(tmp_path / name), contents(root / "examples" / name)
        assert sorted(anew) == sorted(name for name in committed if not name.startswith(".tugline/"))
        assert [name for name in anew if anew[name] != committed[name]] == []


@pytest.mark.parametrize("name", LARGEST)
def test_an_example_is_small(root, name):
    written = {path: data for path, data in contents(root / "examples" / name).items() if not path.startswith(".")}
    assert sum(map(len, written.values())) < LARGEST[name]


def test_the_bicycle_maker_has_the_sources_counts(root, rows):
    folder = root / "examples" / "bicycles"
    assert sum(int(row["on_hand"]) for row in rows(folder, "stock")) == 335_974
    orders = rows(folder, "orders")
    assert len(orders) == 121_253
    assert len({(row["order"], row["line"]) for row in orders}) == 121_253
    turnover = sum(row["quantity"] * float(row["price"]) for row in orders)
    # Prices have four decimals, so a line of many pieces may differ by a cent or so from its amount.
    assert turnover == pytest.approx(109_809_274, abs=10)
    assert sum(row["status"] == "open" for row in orders) == sum(
        row["status"] == "open" for row in orders if row["ordered_at"] < "2014-01-01"
    )
    assert sum(row["ordered_at"] >= "2014-01-01" for row in orders) == 40_711


def test_a_bicycle_has_its_bill(root, rows):
    """Road-150 Red, 62: fourteen lines of its own, and 74 components with all that goes into them, 48 bought."""
    bills = {}
    for row in rows(root / "examples" / "bicycles", "boms"):
        bills.setdefault(row["item"], []).append(row["component"])
    assert len(bills["BK-R93R-62"]) == 14
    inside, todo = set(), ["BK-R93R-62"]
    while todo:
        parts = set(bills.get(todo.pop(), ())) - inside
        inside |= parts
        todo += parts
    assert len(inside) == 74
    assert len([part for part in inside if part not in bills]) == 48


def test_the_bicycle_makers_parts_cost_less_than_what_they_make(root, rows):
    """With what a box holds, the parts of the median product cost two thirds of it; a ball in a carton no dollars."""
    folder = root / "examples" / "bicycles"
    price = {
        row["item"]: float(row["unit_cost"]) / float(row["unit_factor"] or 1)
        for row in rows(folder, "sources")
        if row["kind"] == "buy" and row["priority"] == "1"
    }
    bills = {}
    for row in rows(folder, "boms"):
        bills.setdefault(row["item"], []).append((row["component"], float(row["quantity"])))

    def parts(item):
        return price[item] if item in price else sum(n * parts(each) for each, n in bills[item])

    cost = {row["item"]: float(row["cost"]) for row in rows(folder, "items") if row["cost"]}
    shares = sorted(parts(item) / cost[item] for item in bills if item in cost)
    assert 0.5 < shares[len(shares) // 2] < 0.8


def test_the_gift_shop_has_eight_weeks_of_history_and_five_of_sales(root, rows):
    sold = [row["sold_at"][:10] for row in rows(root / "examples" / "gift-shop", "sales")]
    assert (min(sold), max(sold)) == ("2011-08-30", "2011-11-27")
    assert len({day for day in sold if day >= "2011-10-24"}) == 30

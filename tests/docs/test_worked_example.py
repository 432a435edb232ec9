"""The worked example is true: its figures follow from the tables by plain Python, and from the engine."""

import csv
import math
from collections import defaultdict
from datetime import date
from functools import cache

import pyarrow.parquet as pq
import pytest

import tugline as tl
from tugline.state import arena

RIM = "RM-R600"
START = date(2014, 1, 1)


def rows(folder, name):
    with (folder / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def bicycles(request):
    return request.config.rootpath / "examples" / "bicycles"


@pytest.fixture(scope="module")
def by_hand(bicycles):
    """Return mean and variance of the rims wanted a day, from the orders before the start and the bills."""
    sold = defaultdict(lambda: defaultdict(int))
    for order in pq.read_table(bicycles / "orders.parquet", columns=["item", "quantity", "ordered_at"]).to_pylist():
        day = (date.fromisoformat(order["ordered_at"]) - START).days
        if -365 <= day < 0:
            sold[order["item"]][day] += order["quantity"]
    made = {row["item"] for row in rows(bicycles, "sources.csv") if row["kind"] == "make"}
    parents = defaultdict(list)
    for row in rows(bicycles, "boms.csv"):
        if row["item"] in made:
            parents[row["component"]].append((row["item"], float(row["quantity"])))

    @cache
    def used(item, day):
        return sold[item][day] + sum(n * used(parent, day) for parent, n in parents[item])

    by_day = [used(RIM, day) for day in range(-365, 0)]
    mean = sum(by_day) / 365
    return mean, sum(rims * rims for rims in by_day) / 365 - mean * mean


@pytest.fixture(scope="module")
def page(request):
    return (request.config.rootpath / "docs" / "howto" / "check-a-pull-by-hand.md").read_text(encoding="utf-8")


def test_minimum_and_maximum_follow_from_the_tables(bicycles, by_hand, page):
    mean, variance = by_hand
    buys = [row for row in rows(bicycles, "sources.csv") if (row["item"], row["kind"]) == (RIM, "buy")]
    lead = int(min(buys, key=lambda row: int(row["priority"]))["lead_time"].removesuffix("d"))
    minimum = math.ceil(mean * lead + 1.645 * math.sqrt(variance * lead))
    maximum = minimum + math.ceil(mean * 7)
    assert (lead, minimum, maximum) == (18, 860, 1091)
    for figure in (f"{mean:.3f}", f"{variance:.3f}", str(minimum), str(maximum)):
        assert figure in page


def test_the_engine_pulls_what_the_page_says(bicycles, page):
    with tl.open(bicycles) as business:
        business.advance("2014-06-15")
        pull = next(p for p in reversed(business.result(open_only=True).pulls) if p.item == RIM)
        assert f"{pull.kind} {pull.quantity:.0f} EA of {pull.item} at {pull.location} from {pull.from_}" in page
        assert " ".join(pull.why.split()) in " ".join(page.replace("> ", "").split())
        stock = arena.arrays(business._core.state)["stock"][business.network.point_row(RIM, "factory")]
        before = int(stock["on_order"] - pull.quantity)
        for figure in (int(stock["on_hand"]), before, int(stock["waiting"])):
            assert f"| {figure} |" in page
        assert stock["on_hand"] - stock["allocated"] + before - stock["pegged"] - stock["waiting"] == 719

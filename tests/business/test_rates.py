"""Rates of use are those of the days before the start, exploded day by day to every stock point upstream."""

import math
import random
from datetime import date, timedelta

import pytest

import tugline as tl
from tugline.business import rates

START = date(2026, 1, 5)


def maker(orders):
    """Return a business: a bike takes a front and a rear wheel, each a rim and 4 spokes, of which a fifth break."""
    return {
        "business": {"name": "maker", "currency": "EUR", "timezone": "Europe/Berlin", "start": START.isoformat()},
        "items": {"item": ["bike", "front", "rear", "rim", "spoke"], "cost": ["100", "9", "9", "5", "1"]},
        "boms": {
            "item": ["bike", "bike", "front", "front", "rear", "rear"],
            "component": ["front", "rear", "rim", "spoke", "rim", "spoke"],
            "quantity": ["1", "1", "1", "4", "1", "4"],
            "scrap_rate": ["", "", "", "0.2", "", "0.2"],
        },
        "sources": {
            "item": ["bike", "bike", "front", "rear", "rim", "spoke"], "location": ["shop"] + ["main"] * 5,
            "kind": ["move", "make", "make", "make", "buy", "buy"], "from": ["main", "", "", "", "acme", "acme"],
            "lead_time": ["1d", "1d", "1d", "1d", "15d", "3d"], "unit_cost": ["", "", "", "", "5", "1"],
        },
        "orders": [
            {
                "order": f"A-{n}", "line": "1", "item": "bike", "location": "shop", "quantity": str(quantity),
                "ordered_at": (START - timedelta(days=before)).isoformat(), "shipped": str(quantity),
            }
            for n, (before, quantity) in enumerate(orders)
        ],
    }  # fmt: skip


def use(tables, item, location="main"):
    with tl.open(tables) as business:
        point = business.network.point_row(item, location)
        return float(business.rates.mean[point]), float(business.rates.variance[point]), business.rates.days


def test_parts_that_come_by_two_ways_vary_together():
    """2 bikes 4 days before the start and 6 bikes 2 days before it: 4, 0, 12, 0 rims and 20, 0, 60, 0 spokes a day."""
    tables = maker([(4, 2), (2, 6)])
    assert use(tables, "bike", "shop") == (2, (4 + 36) / 4 - 2**2, 4)
    assert use(tables, "rim") == (4, (16 + 144) / 4 - 4**2, 4)
    assert use(tables, "spoke") == (pytest.approx(20), pytest.approx((20**2 + 60**2) / 4 - 20**2), 4)


def test_customers_who_come_at_random_vary_at_least_as_poisson_says():
    """One bike a day has no variance at all; it is taken to be that of a mean of 1."""
    assert use(maker([(n, 1) for n in range(1, 8)]), "bike", "shop") == (1, 1, 7)


def test_without_a_history_nothing_is_used():
    assert use(maker([]), "rim") == (0, 0, 0)


@pytest.mark.parametrize("entries", [1, 7, 50])
def test_days_that_are_exploded_a_few_at_a_time_give_the_same(entries, monkeypatch):
    dice = random.Random(5)
    orders = [(dice.randint(1, 90), dice.randint(1, 20)) for _ in range(60)]
    tables = maker(orders)
    at_once = use(tables, "spoke")
    monkeypatch.setattr(rates, "ENTRIES", entries)
    assert use(tables, "spoke") == pytest.approx(at_once)
    by_day = [10 * sum(q for before, q in orders if before == day) for day in range(1, at_once[2] + 1)]
    mean = sum(by_day) / len(by_day)
    assert at_once[0] == pytest.approx(mean)
    assert math.sqrt(at_once[1]) == pytest.approx(math.sqrt(sum((x - mean) ** 2 for x in by_day) / len(by_day)))

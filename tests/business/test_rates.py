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


def bought(*orders, sales=()):
    """Return a lamp that takes 5 days to buy; its orders are (days from the start, days that it waits)."""
    return {
        "business": {"name": "b", "currency": "EUR", "timezone": "Europe/Berlin", "start": START.isoformat()},
        "items": [{"item": "lamp", "cost": "50", "price": "95"}],
        "sources": [{"item": "lamp", "location": "main", "kind": "buy", "from": "acme", "lead_time": "5d"}],
        "orders": [
            {
                "order": f"A-{n}", "item": "lamp", "quantity": "1",
                "ordered_at": (START + timedelta(days=day)).isoformat(),
                "wanted_at": (START + timedelta(days=day + wait)).isoformat(),
            }
            for n, (day, wait) in enumerate(orders)
        ],
        "sales": [
            {"receipt": "R", "item": "lamp", "quantity": "1", "sold_at": (START + timedelta(days=day)).isoformat()}
            for day in sales
        ],
    }  # fmt: skip


def plan(tables):
    with tl.open(tables) as business:
        return [(choice.loop, choice.parameters, choice.why) for choice in business._choices]


def test_what_is_ordered_or_sold_from_the_start_on_chooses_no_loop():
    """Before the start the lamp's customers wait 10 days, longer than buying takes; those who come later wait 1 day."""
    history = [(-20, 10), (-3, 10)]
    before = plan(bought(*history))
    assert before == [("to_order", {}, "its demand waits 10 days, buying it takes 5 days")]
    assert plan(bought(*history, (0, 1), (1, 1), (2, 1))) == before
    assert plan(bought(*history, sales=[0, 3])) == before
    # Those that came before the start do count, up to its last day.
    assert plan(bought(*history, (-2, 1), (-1, 1), (-1, 1)))[0][0] == "min_max"
    assert plan(bought(*history, sales=[-1]))[0][0] == "base_stock"


def test_orders_from_the_start_on_do_not_make_an_item_asked_for():
    asked = [("to_order", {}, "nobody asked for it before the start, buying it takes 5 days")]
    assert plan(bought((0, 1))) == plan(bought()) == asked

"""The floor keeps what the desk promises: random shops in which some order and some book, hour by hour.

The plain world has no luck, so that each promise ought to be kept. The floor goes by rank and works ahead wherever it
can, the desk by a plan, and a job that has begun is not put off: what differs is counted here and held small.
"""

import random
from collections import defaultdict
from datetime import datetime, timedelta
from typing import NamedTuple

import pytest

import tugline as tl
from tugline.errors import RefusedError

START = datetime.fromisoformat("2026-01-05")
HOURS_LATER = (10, 60, 240, 600)
"""Minutes that pass between two customers."""
SHOPS, CUSTOMERS = 10, 24


def tables(luck, *, kept):
    """Return one to four goods of shared parts on two resources; `kept`: loops keep stock of some parts."""
    goods = [f"g{n}" for n in range(luck.randint(1, 4))]
    parts = [f"p{n}" for n in range(luck.randint(1, 5))]
    rows = defaultdict(list)
    for item in goods + parts:
        rows["items"].append({"item": item, "cost": "5", "price": "20"})
    for item in goods:
        for part in luck.sample(parts, min(len(parts), luck.randint(1, 3))):
            rows["boms"].append({"item": item, "component": part, "quantity": f"{luck.randint(1, 3)}"})
        for step in range(luck.randint(1, 2)):
            rows["operations"].append({
                "item": item, "step": f"{step + 1}", "resource": luck.choice(["a", "b"]),
                "run_time": luck.choice(["20min", "1h", "2h"]), "setup_time": luck.choice(["", "30min"]),
            })  # fmt: skip
        rows["sources"].append({"item": item, "location": "w", "kind": "make"})
        rows["stock"].append({"item": item, "location": "w", "on_hand": luck.choice(["0", "0", "2"])})
    for part in parts:
        rows["sources"].append({
            "item": part, "location": "w", "kind": "buy", "from": "acme", "lead_time": luck.choice(["1d", "3d", "6d"]),
            "minimum": luck.choice(["", "10"]),
        })  # fmt: skip
        rows["stock"].append({"item": part, "location": "w", "on_hand": f"{luck.randint(0, 30)}"})
        if kept and luck.random() < 0.5:
            rows["loops"].append({"item": part, "location": "w", "loop": "reorder", "point": "15", "quantity": "25"})
    rows["loops"].append({"item": "*", "location": "*", "loop": "to_order"})
    rows["resources"] = [
        {"resource": name, "calendar": luck.choice(["", "day"]), "units": luck.choice(["", "2"])} for name in "ab"
    ]
    rows["calendars"] = [
        {"calendar": "day", "weekday": day, "opens": "08:00", "closes": "16:00"}
        for day in ("mon", "tue", "wed", "thu", "fri")
    ]
    rows["locations"], rows["suppliers"] = [{"location": "w"}], [{"supplier": "acme"}]
    names = {name: list(dict.fromkeys(key for row in some for key in row)) for name, some in rows.items()}
    business = {
        "name": "shop", "currency": "EUR", "timezone": "UTC", "start": START.date().isoformat(), "world": "plain",
    }  # fmt: skip
    return goods, {
        "business": business,
        **{name: {key: [row.get(key, "") for row in rows[name]] for key in keys} for name, keys in names.items()},
    }


class Lived(NamedTuple):
    """What became of a shop's promises."""

    booked: int
    at_once: int
    """At risk as soon as they were booked: the floor is not expected to keep them."""
    ever: int
    refused: int
    plans: int
    """Looks at which the plan has some later than promised."""


def live(seed, *, kept):
    luck = random.Random(f"kept {seed} {kept}")
    goods, opened = tables(luck, kept=kept)
    booked, at_risk, at_once, refused, plans = set(), set(), set(), 0, 0
    with tl.open(opened) as shop:
        now = START
        shop.advance(now.isoformat())
        for number in range(CUSTOMERS):
            now += timedelta(minutes=luck.choice(HOURS_LATER))
            shop.advance(now.isoformat())
            item, quantity, days = luck.choice(goods), luck.randint(1, 6), luck.randint(1, 25)
            wanted = (now + timedelta(days=days)).isoformat()
            if luck.random() < 0.55:
                order = tl.Order(
                    f"U{number}", item, quantity, now.isoformat(), wanted=wanted, priority=luck.randint(1, 3)
                )
                shop.signal(order)
                shop.advance(now.isoformat())
            else:
                try:
                    shop.reserve(f"P{number}", item=item, quantity=quantity, wanted=luck.choice([wanted, None]))
                    booked.add(f"P{number}")
                except RefusedError:
                    refused += 1
            risky = {promise.order for promise in shop.result().promises if promise.at_risk}
            at_once |= risky & {f"P{number}"}
            at_risk |= risky
            plans += any(order.at_risk for order in shop.plan().orders)
        assert shop.verify() == []
    return Lived(len(booked), len(at_once), len(at_risk), refused, plans)


@pytest.mark.parametrize("kept", [False, True], ids=["to order", "some parts kept"])
def test_few_promises_are_at_risk_of_the_floor_and_none_of_them_many(kept):
    shops = [live(seed, kept=kept) for seed in range(SHOPS)]
    booked = sum(shop.booked for shop in shops)
    assert booked > 80
    assert sum(shop.at_once for shop in shops) <= 0.02 * booked, shops
    assert sum(shop.ever for shop in shops) <= 0.05 * booked, shops
    assert sum(shop.refused for shop in shops) <= 0.02 * booked, shops
    assert sum(shop.plans for shop in shops) <= 0.05 * SHOPS * CUSTOMERS, shops

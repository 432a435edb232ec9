"""Gaps and levels say what the rows say of who has taken what, however a desk came to be what it is."""

from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from tests.promise.plants import Plant, Source, held, shop_of
from tests.promise.random_plants import random_plant, random_wants, with_more_sources, with_pulls, with_supply
from tugline.network.layout import NEVER
from tugline.promise import desk as desks
from tugline.promise.desk import copy_desk
from tugline.promise.place import place, place_all


def random_shop(seed, most=15):
    """Return network, stock on hand and a shop of which nothing is placed, and how many demands there are."""
    luck = Random(seed)
    plant = with_more_sources(luck, with_supply(luck, random_plant(luck, "shared", whole_lots=True), made=True))
    wants, now = random_wants(luck, plant, most), luck.choice((0, 7))
    return *shop_of(plant, wants, with_pulls(luck, plant, wants, now), now), len(wants)


def gaps_of(arrays):
    """Return what bookings leave of the time of every unit."""
    now, found = int(arrays["head"]["now"][0]), []
    rows = arrays["booking"][: arrays["head"]["bookings"][0]]
    for lane in range(len(arrays["lane"])):
        gaps, tick = [], now
        for start, stop in sorted(rows[rows["lane"] == lane][["start", "stop"]].tolist()):
            if start > tick:
                gaps.append((tick, start))
            tick = stop
        found.append([*gaps, (tick, NEVER)])
    return found


def changes_of(network, on_hand, arrays):
    """Return what stock, receipts, uses, and what is over of lots change of every point, by tick."""
    head, found = arrays["head"][0], [Counter() for _ in on_hand]
    for point, quantity in enumerate(on_hand.tolist()):
        found[point][int(head["now"])] += quantity
    for row in arrays["receipt"][: head["receipts"]]:
        found[row["point"]][int(row["tick"])] += int(row["quantity"])
    for row in arrays["use"][: head["uses"]]:
        found[row["point"]][int(row["tick"])] -= int(row["quantity"])
    for row in arrays["job"][: head["jobs"]]:
        found[network.source["point"][row["source"]]][int(row["stop"])] += int(row["quantity"] - row["wanted"])
    return [[(tick, quantity) for tick, quantity in sorted(of_point.items()) if quantity] for of_point in found]


@pytest.mark.parametrize("block", range(3))
def test_gaps_and_levels_are_what_the_rows_leave(block):
    for seed in range(50 * block, 50 * (block + 1)):
        network, on_hand, shop, n = random_shop(seed)
        place_all(shop.desk, shop.grid, np.arange(n))
        arrays = desks.arrays(shop.desk)
        assert held(shop.desk) == gaps_of(arrays) + changes_of(network, on_hand, arrays), f"seed {seed}"


def test_a_copy_is_a_desk_of_its_own():
    for seed in range(20):
        _, _, shop, n = random_shop(seed)
        place_all(shop.desk, shop.grid, np.arange(n // 2))
        before, copied = held(shop.desk), copy_desk(shop.desk)
        ready = [place(copied, shop.grid, row) for row in range(n // 2, n)]
        assert held(shop.desk) == before
        assert [place(shop.desk, shop.grid, row) for row in range(n // 2, n)] == ready
        assert held(shop.desk) == held(copied)


def test_a_desk_grows_with_what_is_placed():
    """Blocks, jobs, bookings, uses and receipts all pass what a new desk has room for: a piece comes every 20 ticks."""
    n = 1_100
    good = Source(parts=[(1, 1)], steps=[[[(machine, 5, 0)]] for machine in range(3)])
    plant = Plant([[good], []], [(1, -1)] * 3, supply=[(1, 20 * i, 1) for i in range(n)])
    new = desks.arrays(shop_of(replace(plant, supply=[]))[2].desk)
    room = {name: len(new[name]) for name in ("block", "job", "booking", "use", "receipt")}
    network, on_hand, shop = shop_of(plant, [{"point": 0, "quantity": 1}] * n)
    place_all(shop.desk, shop.grid, np.arange(n))
    arrays = desks.arrays(shop.desk)
    assert [name for name, size in room.items() if len(arrays[name]) > size] == list(room)
    assert arrays["demand"]["ready"].tolist() == [20 * i + 15 for i in range(n)]
    assert held(shop.desk) == gaps_of(arrays) + changes_of(network, on_hand, arrays)

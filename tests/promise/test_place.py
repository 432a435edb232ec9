"""One more demand is there at the first minute that a twin finds which looks at all of them, and nothing else moves."""

from random import Random

import numpy as np
import pytest

from tests.promise.plants import Plant, Source, held, shop_of
from tests.promise.random_plants import random_plant, random_wants, with_supply
from tests.reference.placing_twin import Twin, best_order
from tugline.network.layout import NEVER
from tugline.promise import desk as desks
from tugline.promise.place import place, take_back


def placed_before(plant, wants, now=0):
    """Return a shop in which all wants but the last are placed, and a twin that knows of them."""
    network, _, shop = shop_of(plant, wants, now=now)
    for row in range(len(wants) - 1):
        place(shop.desk, shop.grid, row)
    twin = Twin(plant, now)
    twin.take_over(desks.arrays(shop.desk), network.source["point"].tolist())
    return shop, twin


def asked(luck, shape, *, whole_lots, due):
    """Return a random shop, its twin, and what is wanted last: point 0, by `due`."""
    plant = with_supply(luck, random_plant(luck, shape, whole_lots=whole_lots), made=whole_lots)
    plant.order_days = luck.choice((-1, -1, 0))
    last = {"point": 0, "quantity": luck.randint(1, 5), "due": due, "priority": 1}
    now = luck.choice((0, 0, 7))
    shop, twin = placed_before(plant, [*random_wants(luck, plant, 6), last], now)
    return plant, shop, twin, last["quantity"]


def place_last(shop):
    return place(shop.desk, shop.grid, len(desks.arrays(shop.desk)["demand"]) - 1)


@pytest.mark.parametrize("shape", ["chain", "apart"])
@pytest.mark.parametrize("block", range(4))
def test_it_is_there_at_the_first_minute_at_which_it_can_be(shape, block):
    """2,000 cases in all, in some of which it can never be there."""
    never = 0
    for seed in range(250 * block, 250 * (block + 1)):
        _, shop, twin, quantity = asked(Random(seed), shape, whole_lots=False, due=0)
        best = twin.ready(0, quantity)
        never += best is None
        assert place_last(shop) == (NEVER if best is None else best), f"seed {seed}"
    assert never > 0


@pytest.mark.parametrize("shape", ["chain", "apart"])
@pytest.mark.parametrize("whole_lots", [False, True])
def test_it_is_never_there_before_the_first_minute_at_which_it_can_be(shape, whole_lots):
    """Whatever is over of lots, on its way or not wanted at once: the plan promises nothing that cannot be."""
    for seed in range(150):
        luck = Random(seed)
        _, shop, twin, quantity = asked(luck, shape, whole_lots=whole_lots, due=luck.randrange(250))
        best = twin.ready(0, quantity)
        assert place_last(shop) >= (NEVER if best is None else best), f"seed {seed}"


@pytest.mark.parametrize("shape", ["chain", "apart", "shared"])
def test_what_is_taken_back_leaves_the_desk_as_it_was(shape):
    for seed in range(100):
        luck = Random(seed)
        _, shop, _, _ = asked(luck, shape, whole_lots=True, due=luck.randrange(250))
        last = len(desks.arrays(shop.desk)["demand"]) - 1
        before, head = held(shop.desk), desks.arrays(shop.desk)["head"].copy()
        ready = place_last(shop)
        if ready < NEVER:
            assert held(shop.desk) != before
            take_back(shop.desk, shop.grid, last)
        after = desks.arrays(shop.desk)["head"]
        assert held(shop.desk) == before, f"seed {seed}"
        assert [after[name] for name in ("jobs", "bookings", "uses", "receipts")] == [
            head[name] for name in ("jobs", "bookings", "uses", "receipts")
        ]
        # Nothing of it is left that would make a difference next time.
        assert place_last(shop) == ready


def test_nothing_that_is_booked_moves():
    for seed in range(100):
        luck = Random(seed)
        _, shop, _, _ = asked(luck, "shared", whole_lots=True, due=luck.randrange(250))
        rows = {name: int(desks.arrays(shop.desk)["head"][name][0]) for name in ("jobs", "bookings", "uses")}
        before = {name: desks.arrays(shop.desk)[name[:-1]][:n].copy() for name, n in rows.items()}
        place_last(shop)
        for name, n in rows.items():
            assert (desks.arrays(shop.desk)[name[:-1]][:n] == before[name]).all()


def competing(seed):
    """Return when a demand whose branches want the same resources is there, and the best of all orders of its jobs."""
    luck = Random(seed)
    plant, shop, twin, _ = asked(luck, "shared", whole_lots=False, due=0)
    ready = place_last(shop)
    arrays = desks.arrays(shop.desk)
    demand = arrays["demand"][-1]
    jobs = arrays["job"][demand["job_start"] : demand["job_stop"]]
    if ready == NEVER or len(jobs) < 3:
        return None
    for row in arrays["receipt"][demand["receipt_start"] : demand["receipt_stop"]]:
        twin.level[row["point"]][row["tick"] :] += row["quantity"]
    there = [twin.now] * len(jobs)
    for use in arrays["use"][demand["use_start"] : demand["use_stop"]]:
        first = twin.available(int(use["point"]), int(use["quantity"]))
        twin.level[use["point"]][first:] -= use["quantity"]
        if use["job"] >= 0:
            there[use["job"] - demand["job_start"]] = max(there[use["job"] - demand["job_start"]], first)
    rows = [
        (max(-1, int(job["parent"] - demand["job_start"])), int(job["source"]), int(job["quantity"])) for job in jobs
    ]
    sources = [source for of_point in plant.points for source in of_point]
    return int(jobs["stop"].max()), best_order(twin, sources, rows, there)


def test_branches_that_want_the_same_resources_are_seldom_later_than_in_the_best_order():
    """Jobs of one demand are placed in a fixed order, which is that of a list schedule, and not always the best."""
    found = [pair for seed in range(500) if (pair := competing(seed)) is not None]
    behind = np.array([is_there - best for is_there, best in found])
    assert len(found) > 150
    assert (behind >= 0).all()
    assert (behind > 0).mean() < 0.2


def test_what_comes_of_a_lot_and_is_not_wanted_is_free_for_the_next():
    plant = Plant([[Source(steps=[[[(0, 0, 2)]]], minimum=10)]], [(1, -1)])
    _, _, shop = shop_of(plant, [{"point": 0, "quantity": 4}, {"point": 0, "quantity": 6}, {"point": 0, "quantity": 1}])
    assert [place(shop.desk, shop.grid, row) for row in range(3)] == [20, 20, 40]
    assert desks.arrays(shop.desk)["head"]["jobs"] == 2


def test_material_that_waits_for_a_job_is_free_for_others_until_it_starts():
    """The job cannot start before 60; the piece that it takes then comes again at 50, so one can go at once."""
    plant = Plant(
        [[Source(parts=[(1, 1)], steps=[[[(0, 0, 5)]]])], []], [(1, 0)], [[(60, 200, 0)]],
        on_hand=[0, 1], supply=[(1, 50, 1)],
    )  # fmt: skip
    _, _, shop = shop_of(plant, [{"point": 0, "quantity": 1}, {"point": 1, "quantity": 1}])
    assert [place(shop.desk, shop.grid, row) for row in range(2)] == [65, 0]

"""What is planned moves as late as it may: nothing becomes late, nothing overlaps, and the near future is free."""

import numpy as np
import pytest

from tests.promise.plants import Plant, Source, held, shop_of
from tests.promise.test_desk import changes_of, gaps_of, random_shop
from tests.reference.plan_checker import problems
from tugline.network.layout import NEVER
from tugline.promise import desk as desks
from tugline.promise.delay import delay_all
from tugline.promise.place import place_all

SOONEST = ("is ready at", "not when its steps and its lead time are over")
"""What the judge says where something could be there sooner."""


def rows_of(arrays, name):
    return arrays[name][: int(arrays["head"][f"{name}s"][0])].copy()


@pytest.mark.parametrize("block", range(4))
def test_a_plan_as_late_as_may_be_is_still_one_and_nobody_is_later_than_due(block):
    moved = 0
    for seed in range(40 * block, 40 * (block + 1)):
        network, on_hand, shop, n = random_shop(seed)
        order = np.arange(n)
        place_all(shop.desk, shop.grid, order)
        before = {name: rows_of(desks.arrays(shop.desk), name) for name in ("job", "booking")}
        ready = desks.arrays(shop.desk)["demand"]["ready"].copy()
        delay_all(shop.desk, shop.grid, order)
        arrays = desks.arrays(shop.desk)
        # The judge wants all to be there as soon as it can be, which is not what is asked for here.
        wrong = [said for said in problems(network, on_hand, arrays) if not any(part in said for part in SOONEST)]
        assert wrong == [], f"seed {seed}"
        jobs = rows_of(arrays, "job")
        source = network.source[jobs["source"]]
        unrouted = (source["operation_start"] == source["operation_stop"]) & (source["lead_open"] == 0)
        assert (jobs["stop"] - jobs["start"] >= source["lead_ticks"])[unrouted].all(), f"seed {seed}"
        assert held(shop.desk) == gaps_of(arrays) + changes_of(network, on_hand, arrays), f"seed {seed}"
        demands, after = arrays["demand"], rows_of(arrays, "booking")
        own = demands["pull"] < 0
        assert (demands["ready"] <= np.maximum(demands["due"], ready))[own].all(), f"seed {seed}"
        assert (demands["ready"] >= ready).all()
        assert (after["start"] >= before["booking"]["start"]).all(), f"seed {seed}"
        moved += int((after["start"] > before["booking"]["start"]).sum())
    assert moved > 100


def test_work_that_is_due_late_leaves_the_next_days_to_whoever_asks():
    made = [[Source(steps=[[[(0, 10, 0)]]])]]
    _, _, shop = shop_of(Plant(made, [(1, -1)]), [{"point": 0, "quantity": 1, "due": 100 + 10 * n} for n in range(3)])
    place_all(shop.desk, shop.grid, np.arange(3))
    assert rows_of(desks.arrays(shop.desk), "booking")["start"].tolist() == [0, 10, 20]
    delay_all(shop.desk, shop.grid, np.arange(3))
    arrays = desks.arrays(shop.desk)
    assert rows_of(arrays, "booking")["start"].tolist() == [90, 100, 110]
    assert arrays["demand"]["ready"].tolist() == [100, 110, 120]


def test_what_can_never_be_had_stays_so():
    _, _, shop = shop_of(Plant([[]]), [{"point": 0, "quantity": 1, "due": 50}])
    place_all(shop.desk, shop.grid, np.arange(1))
    delay_all(shop.desk, shop.grid, np.arange(1))
    assert desks.arrays(shop.desk)["demand"]["ready"].tolist() == [NEVER]

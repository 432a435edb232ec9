"""How much there is over time, beside a twin that keeps the level of every minute."""

from random import Random

import numpy as np
import pytest

from tests.promise.plants import Plant, entries, shop_of
from tugline.network.layout import NEVER
from tugline.promise import desk as desks
from tugline.promise.layout import BLOCK_SIZE
from tugline.promise.levels import available_from, change, free_from, last_below

HORIZON = 4000


def free_at(level, tick):
    return max(0, int(level[tick:].min()))


def available_at(level, tick, quantity):
    """Return the first tick from `tick` on from which the level never is below `quantity`."""
    short = np.flatnonzero(level < quantity)
    first = int(short[-1]) + 1 if len(short) else 0
    return NEVER if first == HORIZON else max(tick, first)


def tick_of(desk, index):
    return int(desks.arrays(desk)["key"][index])


@pytest.mark.parametrize("seed", range(8))
def test_levels_are_those_of_a_look_at_every_minute(seed):
    """Ticks come back often enough that changes meet, cancel each other, and leave blocks empty."""
    luck = Random(seed)
    _, _, shop = shop_of(Plant(points=[[]], on_hand=[luck.choice((0, 20))]))
    level = np.zeros(HORIZON, np.int64) + (entries(desks.arrays(shop.desk), 0)[0][1])
    changes, ticks = {}, luck.sample(range(1, HORIZON), 600)
    for step in range(1500):
        tick = luck.choice(ticks)
        back = changes.get(tick, 0) != 0 and luck.random() < (0.3 if step < 800 else 0.95)
        quantity = -changes[tick] if back else luck.randint(-6, 7)
        if quantity == 0 or (step >= 800 and not back):
            continue
        change(shop.desk, 0, tick, quantity)
        changes[tick] = changes.get(tick, 0) + quantity
        level[tick:] += quantity
        if step % 5 == 0:
            at, wanted = luck.randrange(HORIZON), luck.choice((1, 2, 10, 40, 150))
            assert free_from(shop.desk, 0, at) == free_at(level, at)
            assert available_from(shop.desk, 0, at, wanted) == available_at(level, at, wanted)
            last = last_below(shop.desk, 0, wanted)
            after = -1 if last < 0 else tick_of(shop.desk, last)
            # Before the first entry nothing is there, which is below anything.
            assert (level[after] < wanted) if last >= 0 else (level[1:] >= wanted).all()
    arrays = desks.arrays(shop.desk)
    found = [(tick, quantity) for tick, quantity in entries(arrays, 0) if tick > 0]
    assert found == sorted((tick, quantity) for tick, quantity in changes.items() if quantity != 0)
    assert arrays["head"]["blocks"][0] > 3
    assert arrays["chain"]["total"][0] == level[-1]


def test_changes_that_cancel_each_other_leave_nothing():
    _, _, shop = shop_of(Plant(points=[[]]))
    ticks = list(range(1, 1 + 6 * BLOCK_SIZE))
    for quantity in (3, -3):
        Random(2).shuffle(ticks)
        for tick in ticks:
            change(shop.desk, 0, tick, quantity)
    left = [(tick, quantity) for tick, quantity in entries(desks.arrays(shop.desk), 0) if quantity != 0]
    assert left == []
    assert (free_from(shop.desk, 0, 0), available_from(shop.desk, 0, 0, 1)) == (0, NEVER)


def test_what_somebody_was_promised_later_is_not_there_before():
    _, _, shop = shop_of(Plant(points=[[]], on_hand=[10], supply=[(0, 50, 4)]))
    change(shop.desk, 0, 30, -8)
    assert [free_from(shop.desk, 0, tick) for tick in (0, 30, 49, 50)] == [2, 2, 2, 6]
    assert [available_from(shop.desk, 0, 5, quantity) for quantity in (2, 3, 6, 7)] == [5, 50, 50, NEVER]

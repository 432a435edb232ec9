"""Free time of a unit, beside a twin that keeps a truth value for every minute."""

from itertools import pairwise
from random import Random

import numpy as np
import pytest

from tests.promise.plants import Plant, entries, shop_of
from tugline.network.layout import NEVER
from tugline.promise import desk as desks
from tugline.promise.gaps import first_fit, give_time, is_free, last_fit, take_time
from tugline.promise.layout import BLOCK_SIZE

HORIZON = 3000
"""Minutes that the twin looks at: the calendar is closed from then on, so that nothing can end later."""


class Minutes:
    """Free minutes of a unit, and open ones of a calendar; whatever is asked is counted one by one."""

    def __init__(self, opened):
        self.free = np.ones(HORIZON, bool)
        self.opened = np.zeros(HORIZON, bool)
        for start, stop, _ in opened:
            self.opened[start:stop] = True

    def end(self, start, work):
        """Return when `work` from an open minute on is done, None where it meets other work or the end of time."""
        for tick in range(start, HORIZON):
            if not self.free[tick]:
                return None
            work -= int(self.opened[tick])
            if work == 0:
                return tick + 1
        return None

    def first_fit(self, tick, work):
        starts = (t for t in range(tick, HORIZON) if self.opened[t] and self.end(t, work) is not None)
        return next(starts, NEVER)

    def last_fit(self, tick, work):
        starts = (
            t for t in range(min(tick, HORIZON) - 1, -1, -1)
            if self.opened[t] and (end := self.end(t, work)) is not None and end <= tick
        )  # fmt: skip
        return next(starts, -NEVER)


def hours(luck):
    """Return open stretches, some of a minute and some of days, the last of which ends at the horizon or before."""
    if luck.random() < 0.2:
        return [(0, HORIZON, 0)]
    found, tick = [], luck.randrange(3)
    while tick < HORIZON - 1:
        stop = min(HORIZON, tick + luck.choice((1, 2, 5, 40, 400)))
        found.append((tick, stop, 0))
        tick = stop + luck.choice((1, 3, 20, 200))
    return found


def unit(opened):
    _, _, shop = shop_of(Plant(points=[], resources=[(1, 0)], calendars=[opened]))
    return shop


@pytest.mark.parametrize("seed", range(12))
def test_work_is_placed_as_a_look_at_every_minute_places_it(seed):
    """Half of what is booked is given back, in any order, so that blocks split, and empty again."""
    luck = Random(seed)
    opened = hours(luck)
    shop, twin, booked, most = unit(opened), Minutes(opened), [], 0
    desk, grid = shop.desk, shop.grid
    for step in range(900):
        start, length = luck.randrange(HORIZON - 10), luck.choice((1, 1, 1, 2, 3, 9))
        assert is_free(desk, 0, start, start + length) == twin.free[start : start + length].all()
        if luck.random() < (0.85 if step < 600 else 0.1):
            if twin.free[start : start + length].all():
                take_time(desk, 0, start, start + length)
                twin.free[start : start + length] = False
                booked.append((start, start + length))
        elif booked:
            start, stop = booked.pop(luck.randrange(len(booked)))
            give_time(desk, 0, start, stop)
            twin.free[start:stop] = True
        most = max(most, len(booked))
        if step % 30 == 0:
            tick, work = luck.randrange(HORIZON), luck.choice((1, 2, 3, 7, 30, 200))
            assert first_fit(desk, grid, 0, 0, tick, work) == twin.first_fit(tick, work)
            assert last_fit(desk, grid, 0, 0, tick + 1, work) == twin.last_fit(tick + 1, work)
    assert most > 2 * BLOCK_SIZE
    gaps = entries(desks.arrays(desk), 0)
    free = np.zeros(HORIZON, bool)
    for start, stop in gaps:
        free[start:stop] = True
    assert (free == twin.free).all()
    assert all(stop < start for (_, stop), (start, _) in pairwise(gaps)), "gaps that touch are one"


def test_what_has_been_given_back_leaves_one_gap_in_one_block():
    shop = unit([(0, HORIZON, 0)])
    stretches = [(start, start + 1) for start in range(0, 2 * 5 * BLOCK_SIZE, 2)]
    for start, stop in stretches:
        take_time(shop.desk, 0, start, stop)
    Random(1).shuffle(stretches)
    for start, stop in stretches:
        give_time(shop.desk, 0, start, stop)
    arrays = desks.arrays(shop.desk)
    assert entries(arrays, 0) == [(0, NEVER)]
    assert arrays["chain"]["head"][0] == arrays["chain"]["tail"][0]


def test_a_unit_that_is_always_open_is_free_for_good():
    _, _, shop = shop_of(Plant(points=[], resources=[(1, -1)]))
    take_time(shop.desk, 0, 5, 9)
    assert first_fit(shop.desk, shop.grid, 0, -1, 0, 5) == 0
    assert first_fit(shop.desk, shop.grid, 0, -1, 0, 6) == 9
    assert last_fit(shop.desk, shop.grid, 0, -1, 14, 6) == -NEVER, "five before and five after are not six"
    assert last_fit(shop.desk, shop.grid, 0, -1, 14, 5) == 9


def test_there_is_no_place_where_the_hours_end_before_the_work_does():
    shop = unit([(0, 10, 0)])
    assert first_fit(shop.desk, shop.grid, 0, 0, 0, 10) == 0
    assert first_fit(shop.desk, shop.grid, 0, 0, 0, 11) == NEVER

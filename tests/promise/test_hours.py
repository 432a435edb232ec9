"""Hours of single units, and hours that several share, beside truth values for every minute."""

from itertools import pairwise
from random import Random

import numpy as np
import pytest

from tests.promise.plants import Plant, network_of
from tugline.network.layout import NEVER
from tugline.promise import desk as desks
from tugline.promise.hours import ALWAYS, Hours
from tugline.promise.layout import DEMAND, GIVEN
from tugline.promise.shop import new_shop
from tugline.state.open_hours import open_tick, work_from, work_until

HORIZON = 400


def shifts(luck, units):
    """Return stretches of a calendar, some of which touch and differ in the units that work; 0 = all of them."""
    found, tick = [], luck.randrange(20)
    while tick < HORIZON - 30:
        stop = tick + luck.randint(1, 30)
        found.append((tick, stop, luck.choice((0, *range(1, units + 1)))))
        tick = stop + luck.choice((0, 0, 1, 15))
    return found


def minutes(calendar, unit, units):
    """Return whether unit number `unit` of so many is at work, minute by minute."""
    there = np.zeros(HORIZON, bool)
    for start, stop, at_work in calendar:
        there[start:stop] = (at_work or units) > unit
    return there


def minutes_of(opens, starts, row):
    found = np.zeros(HORIZON, bool)
    rows = opens[starts[row] : starts[row + 1]]
    for one, following in pairwise(rows):
        assert one["stop"] < following["start"], "stretches do not touch"
    for one in rows:
        assert one["before"] == found.sum()
        found[one["start"] : one["stop"]] = True
    return found


@pytest.mark.parametrize("seed", range(40))
def test_each_unit_has_the_minutes_at_which_so_many_work(seed):
    luck = Random(seed)
    units = [luck.randint(1, 4) for _ in range(3)]
    calendars = [shifts(luck, n) for n in units]
    network = network_of(Plant(points=[], calendars=calendars))
    hours = Hours(network.open, network.calendar_start)
    own = {(c, u): hours.of_unit(c, u, units[c]) for c in range(3) for u in range(units[c])}
    picked = [luck.sample(sorted(own), luck.randint(1, 3)) for _ in range(5)]
    shared = [hours.together({own[key] for key in keys}) for keys in picked]
    opens, starts = hours.table()
    for (c, u), row in own.items():
        assert (minutes_of(opens, starts, row) == minutes(calendars[c], u, units[c])).all()
    for keys, row in zip(picked, shared, strict=True):
        together = np.logical_and.reduce([minutes(calendars[c], u, units[c]) for c, u in keys])
        assert (minutes_of(opens, starts, row) == together).all()


def test_equal_hours_are_kept_once_and_no_calendar_is_always():
    network = network_of(Plant(points=[], calendars=[[(0, 5, 0), (5, 9, 2)]]))
    hours = Hours(network.open, network.calendar_start)
    first, second = hours.of_unit(0, 0, 3), hours.of_unit(0, 1, 3)
    assert (first, hours.of_unit(0, 2, 3)) == (second, second + 1), "two work on, the third goes home"
    assert hours.together({ALWAYS}) == hours.together(set()) == hours.of_unit(-1, 0, 1) == ALWAYS
    assert hours.together({ALWAYS, first}) == first


@pytest.mark.parametrize("seed", range(10))
def test_work_across_closed_hours_takes_the_minutes_that_are_counted(seed):
    luck = Random(seed)
    calendars = [shifts(luck, 2), shifts(luck, 3)]
    plant = Plant(points=[], resources=[(2, 0), (3, 1)], calendars=calendars)
    shop = new_shop(network_of(plant), np.zeros(0, np.int64), np.zeros(0, DEMAND), np.zeros(0, GIVEN), 0)
    pools = [
        (int(pool["resource"]), int(pool["lane_start"]), int(pool["calendar"]))
        for pool in desks.arrays(shop.desk)["pool"]
    ]
    for resource, lane, calendar in pools:
        unit = int(desks.arrays(shop.desk)["lane"]["unit"][lane])
        there = np.flatnonzero(minutes(calendars[resource], unit, plant.resources[resource][0]))
        for _ in range(20):
            tick, work = luck.randrange(HORIZON), luck.choice((1, 2, 10, 60))
            later, earlier = there[there >= tick], there[there < tick]
            assert open_tick(shop.grid, calendar, tick) == (later[0] if len(later) else NEVER)
            assert work_until(shop.grid, calendar, tick, work) == (later[work - 1] + 1 if len(later) >= work else NEVER)
            assert work_from(shop.grid, calendar, tick, work) == (earlier[-work] if len(earlier) >= work else -NEVER)

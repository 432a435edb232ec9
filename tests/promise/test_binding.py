"""What keeps a demand from being there earlier, on plants whose waits are worked out."""

import numpy as np
import pytest

from tests.promise.plants import Plant, Source, shop_of
from tugline.promise import desk as desks
from tugline.promise.binding import bind_all
from tugline.promise.families import families
from tugline.promise.layout import BINDING, BY_MATERIAL, BY_UNIT, BY_WORK
from tugline.promise.place import place_all


def bound(plant, wants, **shop):
    """Return (kind, wait, job, row) of the last want, and the rows of the desk."""
    _, _, shop = shop_of(plant, wants, **shop)
    place_all(shop.desk, shop.grid, np.arange(len(wants)))
    found = np.zeros(1, BINDING)
    family = families(desks.arrays(shop.desk)["demand"])
    bind_all(shop.desk, shop.grid, np.array([len(wants) - 1]), family.others, family.start, found)
    return found[0].tolist(), desks.arrays(shop.desk)


def machined(machine, work, *parts):
    return [Source(parts=[(part, 1) for part in parts], steps=[[[(machine, work, 0)]]])]


ALL_DAY, ONE = (1, -1), {"point": 0, "quantity": 1}


def test_where_nothing_waits_it_takes_as_long_as_the_work():
    found, _ = bound(Plant([machined(0, 5, 1), machined(1, 7)], [ALL_DAY, ALL_DAY]), [ONE])
    assert found == (BY_WORK, 0, -1, -1)


def test_closed_hours_are_no_wait():
    found, _ = bound(Plant([machined(0, 5)], [(1, 0)], [[(30, 90, 0)]]), [ONE], now=3)
    assert found == (BY_WORK, 0, -1, -1)


def test_of_two_waits_for_units_the_longer_one_binds():
    """The machine of the part is taken until 20; the part is there at 27, when that of the good is taken until 40."""
    plant = Plant(
        [machined(0, 5, 1), machined(1, 7), machined(0, 13, 4), machined(1, 20), [Source("buy", lead=27)]],
        [ALL_DAY, ALL_DAY],
    )
    found, arrays = bound(plant, [{"point": 3, "quantity": 1}, {"point": 2, "quantity": 1}, ONE])
    part = int(arrays["demand"]["job_start"][2]) + 1
    assert found[:3] == (BY_UNIT, 20, part)
    assert arrays["booking"][found[3]][["job", "start", "stop"]].tolist() == (part, 20, 27)
    assert arrays["demand"]["ready"][2] == 45, "13 of wait for the good, which is less"


@pytest.mark.parametrize(("lead", "kind"), [(19, BY_UNIT), (21, BY_MATERIAL)])
def test_material_binds_where_its_way_is_longer_than_the_wait_for_a_unit(lead, kind):
    """Another demand holds the machine from `lead` on, for 20."""
    plant = Plant([machined(0, 5, 1), [Source("buy", lead=lead)], machined(0, 20, 1)], [ALL_DAY])
    found, arrays = bound(plant, [{"point": 2, "quantity": 1}, ONE])
    assert found[:2] == (kind, max(20, lead))
    assert found[2] == arrays["demand"]["job_start"][1]


def test_stock_that_comes_binds_the_demand_itself():
    found, _ = bound(Plant([[]], supply=[(0, 12, 1)]), [ONE], now=2)
    assert found == (BY_MATERIAL, 10, -1, -1)


def test_a_wait_between_two_steps_counts():
    """The second step waits from 4 to 9 for a machine that is taken from 3 on."""
    good = [Source(steps=[[[(0, 4, 0)]], [[(1, 2, 0)]]])]
    plant = Plant([good, machined(1, 6, 2), [Source("buy", lead=3)]], [ALL_DAY, ALL_DAY])
    found, arrays = bound(plant, [{"point": 1, "quantity": 1}, ONE])
    assert found[:3] == (BY_UNIT, 5, arrays["demand"]["job_start"][1])
    assert arrays["booking"]["step"][found[3]] == 1

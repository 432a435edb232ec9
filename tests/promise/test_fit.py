"""Steps that need several resources at once, of several units and with alternatives, beside a look at every minute."""

from random import Random

import numpy as np
import pytest

from tests.promise.plants import Plant, Source, shop_of
from tests.promise.random_plants import random_hours
from tests.reference.placing_twin import LATEST, Twin
from tugline.network.layout import NEVER
from tugline.promise import desk as desks
from tugline.promise.fit import best_choice, book_step
from tugline.promise.gaps import is_free, take_time


def random_step(luck, resources):
    """Return up to three alternatives of up to three resources at once."""
    return [
        [
            (resource, luck.randrange(9), luck.choice((0, 1, 2, 5)))
            for resource in luck.sample(range(resources), luck.randint(1, 3))
        ]
        for _ in range(luck.randint(1, 3))
    ]


def busy_shop(luck):
    """Return a plant of one step with work already in it, its shop and its twin."""
    calendars = [random_hours(luck) for _ in range(3)]
    resources = [(luck.randint(1, 3), luck.choice((-1, 0, 1, 2))) for _ in range(5)]
    plant = Plant([[Source(steps=[random_step(luck, 5)])]], resources, calendars)
    _, _, shop = shop_of(plant)
    twin = Twin(plant)
    arrays = desks.arrays(shop.desk)
    for lane, (pool, unit) in enumerate(arrays["lane"].tolist()):
        resource = int(arrays["pool"]["resource"][pool])
        for _ in range(luck.choice((0, 5, 30))):
            start = luck.randrange(300)
            stop = start + luck.randint(1, 20)
            if is_free(shop.desk, lane, start, stop):
                take_time(shop.desk, lane, start, stop)
                twin.free[resource, unit][start:stop] = False
    return plant, shop, twin


@pytest.mark.parametrize("block", range(4))
def test_the_alternative_that_ends_first_is_found_with_all_that_it_needs(block):
    for seed in range(150 * block, 150 * (block + 1)):
        luck = Random(seed)
        plant, shop, twin = busy_shop(luck)
        alternatives = plant.points[0][0].steps[0]
        tick, started = luck.randrange(250), luck.randint(1, 8)
        ends = [twin.step([together], tick, started) for together in alternatives]
        ends = [NEVER if end is None else end[0] for end in ends]
        choice, start, stop = best_choice(shop.desk, shop.grid, 0, tick, started)
        if min(ends) == NEVER:
            assert choice == -1, f"seed {seed}"
            continue
        arrays = desks.arrays(shop.desk)
        assert stop == min(ends), f"seed {seed}"
        first_operation = int(arrays["choice"]["operation_start"][choice])
        numbers = [number for number, together in enumerate(alternatives) for _ in together]
        alternative = numbers[first_operation]
        assert alternative == ends.index(stop), "of equals the first that the tables name"
        book_step(shop.desk, 0, 0, choice, start, stop)
        booked_as_it_must_be(shop, twin, alternatives[alternative], tick, started, stop)


def booked_as_it_must_be(shop, twin, together, tick, started, stop):
    """One free unit of each resource is booked, for open minutes that are just the work of the slowest."""
    arrays = desks.arrays(shop.desk)
    rows = arrays["booking"][: arrays["head"]["bookings"][0]]
    lanes = arrays["lane"][rows["lane"]]
    units = list(zip(arrays["pool"]["resource"][lanes["pool"]].tolist(), lanes["unit"].tolist(), strict=True))
    assert sorted(resource for resource, _ in units) == sorted(resource for resource, _, _ in together)
    work = max(1, *(setup + run * started for _, setup, run in together))
    (start,) = {int(row["start"]) for row in rows}
    assert {int(row["stop"]) for row in rows} == {stop}
    assert tick <= start < stop <= LATEST
    opened = np.logical_and.reduce([twin.open[unit] for unit in units])
    assert opened[start]
    assert opened[start:stop].sum() == work
    assert all(twin.free[unit][start:stop].all() for unit in units)
    assert not any(is_free(shop.desk, int(row["lane"]), start, stop) for row in rows)


def test_a_machine_and_a_person_work_while_both_are_there():
    """The machine is there from 0 to 100, the person from 8 to 12 and from 20 on: 6 of work take from 8 to 22."""
    hours = [[(0, 100, 0)], [(8, 12, 0), (20, 100, 0)]]
    plant = Plant([[Source(steps=[[[(0, 6, 0), (1, 2, 0)]]])]], [(1, 0), (1, 1)], hours)
    _, _, shop = shop_of(plant)
    assert best_choice(shop.desk, shop.grid, 0, 0, 1) == (0, 8, 22)
    take_time(shop.desk, 1, 10, 11)
    assert best_choice(shop.desk, shop.grid, 0, 0, 1) == (0, 11, 25), "from 11, the one minute before the pause"


def test_two_shifts_of_a_resource_are_two_choices():
    """Two units work from 0 to 10 and from 30 on, one of them all day.

    8 of work at 5 end at 13 with the one; at 31 with it again, as it goes on at 13 and at 30; at 33 with the other.
    """
    plant = Plant([[Source(steps=[[[(0, 8, 0)]]])]], [(2, 0)], [[(0, 10, 2), (10, 20, 1), (30, 40, 2)]])
    _, _, shop = shop_of(plant)
    for number, (end, unit) in enumerate([(13, 0), (31, 0), (33, 1)]):
        choice, start, stop = best_choice(shop.desk, shop.grid, 0, 5, 1)
        book_step(shop.desk, 0, 0, choice, start, stop)
        arrays = desks.arrays(shop.desk)
        assert (stop, arrays["lane"]["unit"][arrays["booking"]["lane"][number]]) == (end, unit)

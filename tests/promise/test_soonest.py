"""The soonest date for one demand, where lots leave something over, several sources compete, or a due date is far."""

from random import Random

import pytest

from tests.promise.plants import held
from tests.promise.test_place import asked
from tugline.network.layout import NEVER
from tugline.promise import desk as desks
from tugline.promise.place import place_by, take_back
from tugline.promise.soonest import place_in_time, place_soonest


def last_of(shop):
    return len(desks.arrays(shop.desk)["demand"]) - 1


@pytest.mark.parametrize("shape", ["chain", "apart"])
def test_it_is_there_at_the_first_minute_also_where_lots_leave_something_over(shape):
    """Never before the first minute, never `never` where it can be had, and later in less than one case of 100."""
    later = cases = 0
    for seed in range(500):
        luck = Random(seed)
        _, shop, twin, quantity = asked(luck, shape, whole_lots=True, due=luck.randrange(250))
        best = twin.ready(0, quantity)
        found = place_soonest(shop.desk, shop.grid, last_of(shop))
        assert (found == NEVER) == (best is None), f"seed {seed}"
        if best is not None:
            assert found >= best, f"seed {seed}"
            later, cases = later + (found > best), cases + 1
    assert cases > 400
    assert later < 0.01 * cases


def test_where_branches_compete_the_better_order_of_the_two_that_are_tried_is_taken():
    for seed in range(150):
        _, shop, _, _ = asked(Random(seed), "shared", whole_lots=False, due=0)
        row, found = last_of(shop), []
        for first_part_first in (False, True):
            ready = place_by(shop.desk, shop.grid, row, 0, first_part_first)
            found.append(ready)
            if ready < NEVER:
                take_back(shop.desk, shop.grid, row)
        assert place_soonest(shop.desk, shop.grid, row) <= min(found), f"seed {seed}"


def test_a_question_that_is_taken_back_leaves_nothing():
    for seed in range(60):
        luck = Random(seed)
        _, shop, _, _ = asked(luck, "shared", whole_lots=True, due=luck.randrange(250))
        before, row = held(shop.desk), last_of(shop)
        ready = place_soonest(shop.desk, shop.grid, row)
        if ready < NEVER:
            take_back(shop.desk, shop.grid, row)
        assert held(shop.desk) == before, f"seed {seed}"
        assert int(desks.arrays(shop.desk)["demand"]["source"][row]) == -1


def test_in_time_is_as_good_as_soonest_and_never_later_than_due_where_it_could_be_in_time():
    in_time = 0
    for seed in range(150):
        luck = Random(seed)
        due = luck.randrange(60, 250)
        _, shop, _, _ = asked(luck, "chain", whole_lots=True, due=due)
        row = last_of(shop)
        soonest = place_soonest(shop.desk, shop.grid, row)
        if soonest < NEVER:
            take_back(shop.desk, shop.grid, row)
        found = place_in_time(shop.desk, shop.grid, row)
        assert found == soonest if soonest > due else found <= due, f"seed {seed}"
        in_time += found <= due
    assert in_time > 50

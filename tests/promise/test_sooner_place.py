"""Where estimates on free resources mislead, and what else is tried finds the soonest; all numbers are worked out."""

import pytest

from tests.promise.plants import Plant, Source, shop_of
from tugline.network.layout import NEVER
from tugline.promise.soonest import place_soonest

ALL_DAY = (1, -1)


def ready(plant, *wants):
    """Return when each of the wants, placed in their order, is there."""
    _, _, shop = shop_of(plant, wants)
    return [place_soonest(shop.desk, shop.grid, row) for row in range(len(wants))]


def test_what_comes_soon_is_taken_where_making_it_takes_longer_with_its_material():
    plant = Plant(
        [[Source(parts=[(1, 1)], steps=[[[(0, 10, 0)]]])], [Source("buy", lead=50)]], [ALL_DAY], supply=[(0, 20, 5)]
    )
    assert ready(plant, {"point": 0, "quantity": 5}) == [20]


def test_what_comes_is_taken_where_it_can_never_be_made():
    plant = Plant([[Source(steps=[[[(0, 10, 0)]]])]], [(1, 0)], [[(0, 3, 0)]], supply=[(0, 20, 5)])
    assert ready(plant, {"point": 0, "quantity": 5}) == [20]


def test_the_source_that_has_it_first_is_taken():
    made = Source(parts=[(1, 1)], steps=[[[(0, 10, 0)]]])
    plant = Plant([[made, Source("buy", lead=30)], [Source("buy", lead=50)]], [ALL_DAY])
    assert ready(plant, {"point": 0, "quantity": 5}) == [30]


def test_material_comes_sooner_where_the_machine_is_not_free_at_the_last_moment():
    """The machine is taken from 62 to 100; the work takes 10 and is due at 72: it fits at 5, with what is bought."""
    other = [Source(parts=[(3, 1)], steps=[[[(0, 38, 0)]]])]
    good = [Source(parts=[(2, 1)], steps=[[[(0, 10, 0)]]])]
    plant = Plant([good, other, [Source("buy", lead=5)], [Source("buy", lead=62)]], [ALL_DAY], supply=[(2, 60, 1)])
    found = ready(plant, {"point": 1, "quantity": 1, "due": 100}, {"point": 0, "quantity": 1, "due": 72})
    assert found[0] == 100
    assert found[1] <= 72


def test_the_branch_with_more_work_to_come_goes_first():
    """Both begin with 10 on one machine; the first part then takes 30 on another, and is there at 40 if first."""
    long, short = [Source(steps=[[[(0, 10, 0)]], [[(1, 30, 0)]]])], [Source(steps=[[[(0, 10, 0)]]])]
    plant = Plant([[Source(parts=[(1, 1), (2, 1)], steps=[[[(2, 1, 0)]]])], long, short], [ALL_DAY] * 3)
    assert ready(plant, {"point": 0, "quantity": 1}) == [41]


@pytest.mark.xfail(reason="each of two branches orders a lot of its own of what both are made of")
def test_two_branches_share_what_is_over_of_a_lot():
    """Each needs one of a part made in lots of two in 10; one lot is enough, and they are there at 11 and 12."""
    part = [Source(steps=[[[(0, 10, 0)]]], multiple=2)]
    branch = Source(parts=[(3, 1)], steps=[[[(1, 1, 0)]]])
    plant = Plant([[Source(parts=[(1, 1), (2, 1)], steps=[[[(1, 1, 0)]]])], [branch], [branch], part], [ALL_DAY] * 2)
    assert ready(plant, {"point": 0, "quantity": 1}) == [13]


def test_what_can_never_be_had_is_never_promised():
    plant = Plant([[Source(steps=[[[(0, 10, 0)]]])], []], [(1, 0)], [[(0, 3, 0)]])
    assert ready(plant, {"point": 0, "quantity": 1}, {"point": 1, "quantity": 1}) == [NEVER, NEVER]

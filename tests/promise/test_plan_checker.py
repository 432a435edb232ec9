"""The judge of plans finds nothing in plans, and whatever is put into one that could not be."""

from random import Random

import numpy as np
import pytest

from tests.promise.plants import Plant, Source, shop_of
from tests.promise.random_plants import (
    random_plant,
    random_wants,
    with_more_sources,
    with_pulls,
    with_supply,
)  # fmt: skip
from tests.reference.plan_checker import problems
from tugline.promise import desk as desks
from tugline.promise.place import place_all


def placed(plant, wants, given=(), now=0):
    """Return network, stock and the rows of a plan, as copies that can be spoilt."""
    network, on_hand, shop = shop_of(plant, wants, given, now)
    place_all(shop.desk, shop.grid, np.arange(len(wants)))
    return network, on_hand, {name: rows.copy() for name, rows in desks.arrays(shop.desk).items()}


@pytest.mark.parametrize("shape", ["chain", "apart", "shared"])
def test_it_finds_nothing_in_random_plans(shape):
    """Of lots with minimum, multiple and maximum, of yields, hours, order days, supply and what can never be had."""
    for seed in range(120):
        luck = Random(seed)
        plant = with_supply(luck, random_plant(luck, shape, whole_lots=True), made=True)
        plant.order_days = luck.choice((-1, 0))
        for sources in plant.points:
            if luck.random() < 0.3 and sources[0].kind == "make":
                sources[0].maximum = luck.randint(3, 6)
        assert problems(*placed(plant, random_wants(luck, plant, 12), now=luck.choice((0, 7)))) == [], f"seed {seed}"


def test_it_finds_nothing_in_random_plans_of_several_sources_and_open_pulls():
    for seed in range(200):
        luck = Random(seed)
        plant = with_supply(luck, random_plant(luck, "shared", whole_lots=True), made=True)
        with_more_sources(luck, plant)
        wants, now = random_wants(luck, plant, 15), luck.choice((0, 7))
        given = with_pulls(luck, plant, wants, now)
        assert problems(*placed(plant, wants, given, now)) == [], f"seed {seed}"


def test_it_finds_nothing_in_a_plan_of_moves_and_open_pulls():
    """The pull of demand 0 has begun: its second step is left, from 5 on; that of demand 1 needs what it is given."""
    assembly = Source(parts=[(1, 2)], steps=[[[(0, 3, 1)]], [[(0, 0, 2)]]])
    plant = Plant([[assembly], [Source("move", lead=10, origin=2)], [Source("buy", lead=7)]], [(1, -1)])
    wants = [
        {"point": 0, "quantity": 3, "pull": 0, "source": 0, "first_step": 1, "begins": 5},
        {"point": 0, "quantity": 4, "pull": 1, "source": 0, "given_start": 0, "given_stop": 1},
        {"point": 0, "quantity": 5, "due": 40},
    ]
    network, on_hand, arrays = placed(plant, wants, [(1, 6, 0)])
    assert problems(network, on_hand, arrays) == []
    assert arrays["demand"]["ready"].tolist() == [11, 32, 32], "5 + 6; 7 + 10 + 7 + 8; of those two"


HOURS = [(0, 20, 0), (30, 300, 0)]


@pytest.fixture
def plan():
    """A good of two machined parts, each of one bought; what is done for two demands of it."""
    good = Source(parts=[(1, 2)], steps=[[[(0, 2, 1), (1, 0, 0)]], [[(0, 0, 2)], [(1, 0, 3)]]])
    part = Source(parts=[(2, 1)], steps=[[[(2, 1, 2)]]], minimum=5, multiple=5, good=(4, 5))
    bought = Source("buy", lead=9, minimum=6, multiple=2)
    plant = Plant([[good], [part], [bought]], [(2, 0), (1, -1), (1, 0)], [HOURS], on_hand=[1, 0, 3])
    spoilt = placed(plant, [{"point": 0, "quantity": 3}, {"point": 0, "quantity": 4, "due": 200}])
    assert problems(*spoilt) == []
    return spoilt


def said(plan, *words):
    """Return whether one of the problems has all the words."""
    found = problems(*plan)
    return any(all(word in text for word in words) for text in found) or found


def row_of(arrays, table, **wanted):
    """Return the first row of a table that has what is wanted."""
    rows = arrays[table][: arrays["head"][f"{table}s"][0]]
    return next(row for row in rows if all(row[name] == value for name, value in wanted.items()))


def test_it_finds_a_unit_that_works_on_two_jobs_at_once(plan):
    arrays = plan[2]
    first, second = (row_of(arrays, "booking", job=job, step=0) for job in (0, arrays["demand"]["job_start"][1]))
    second["lane"], second["start"], second["stop"] = first["lane"], first["start"], first["stop"]
    assert said(plan, "at once") is True


def test_it_finds_work_before_its_material_is_there(plan):
    booking = row_of(plan[2], "booking", job=1)
    booking["start"] -= 3
    assert said(plan, "job 1 begins step 1") is True


def test_it_finds_work_that_is_too_short_or_too_long(plan):
    row_of(plan[2], "booking", job=1)["stop"] -= 1
    assert said(plan, "job 1 works") is True
    row_of(plan[2], "booking", job=1)["stop"] += 2
    assert said(plan, "job 1 works") is True


def test_it_finds_work_in_closed_hours(plan):
    booking = row_of(plan[2], "booking", job=1)
    booking["start"], booking["stop"] = 25, 30 + 1 + 2 * 7  # set-up and 7 pieces, of which 5 are good
    assert said(plan, "job 1", "closed hours") is True


def test_it_finds_steps_that_change_places_or_are_left_out(plan):
    arrays = plan[2]
    first, second = (row_of(arrays, "booking", job=0, step=step) for step in (0, 1))
    second["start"], second["stop"] = first["start"] - 9, first["start"]
    assert said(plan, "job 0 has steps [2, 1]") is True
    second["job"] = 1
    assert said(plan, "job 0 has steps [1]") is True


def test_it_finds_a_resource_that_was_forgotten(plan):
    booking = row_of(plan[2], "booking", job=0, step=0)
    booking["step"] = 1
    assert said(plan, "job 0", "not do all of a step at once") is True


def test_it_finds_a_unit_of_the_wrong_resource(plan):
    arrays = plan[2]
    row_of(arrays, "booking", job=1)["lane"] = 0
    assert said(plan, "job 1 has not one unit of each resource") is True


def test_it_finds_an_alternative_of_another_source(plan):
    arrays = plan[2]
    row_of(arrays, "booking", job=1)["choice"] = 0
    assert said(plan, "job 1", "alternative that its source does not have") is True


def test_it_finds_material_that_is_taken_before_it_comes(plan):
    row_of(plan[2], "receipt")["tick"] += 100
    assert said(plan, "of point 2 there are -") is True


def test_it_finds_material_that_is_not_counted(plan):
    row_of(plan[2], "use", point=2)["quantity"] -= 1
    assert said(plan, "of what it needs") is True
    assert said(plan, "job 1 has {2:") is True


def test_it_finds_a_purchase_that_comes_too_soon_or_in_a_wrong_lot(plan):
    receipt = row_of(plan[2], "receipt")
    receipt["tick"] -= 1
    assert said(plan, "purchase 0 comes at 8, ordered at 0") is True
    receipt["tick"], receipt["quantity"] = 9, receipt["quantity"] + 1
    assert said(plan, "purchase 0 has a lot of") is True


def test_it_finds_a_job_in_a_wrong_lot(plan):
    for quantity in (4, 7, 15):
        plan[2]["job"]["quantity"][1] = quantity
        assert said(plan, f"job 1 has a lot of {quantity}") is True


def test_it_finds_a_job_that_starts_before_what_is_made_for_it_is_there(plan):
    plan[2]["job"]["stop"][1] += 1
    assert said(plan, "job 0 starts at", "made for it") is True


def test_it_finds_a_demand_that_is_not_covered(plan):
    plan[2]["demand"]["quantity"][0] += 1
    assert said(plan, "demand 0 has 3 of 4") is True


def test_it_finds_a_promise_before_the_last_of_it_comes(plan):
    plan[2]["demand"]["ready"][1] -= 1
    assert said(plan, "demand 1 is ready at") is True


def test_it_finds_what_is_kept_for_a_demand_that_cannot_be_had(plan):
    plan[2]["demand"]["ready"][1] = 2**62
    assert said(plan, "demand 1 can never be had") is True

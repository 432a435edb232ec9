"""The order of all demands: no worse than by due date, and on one machine as few late as Moore and Hodgson have."""

from itertools import combinations
from random import Random

import numpy as np
import pytest

from benchmarks.instances import b3
from tests.promise.plants import Plant, Source, demand_rows, held, shop_of
from tests.promise.random_plants import random_plant, random_wants, with_supply
from tests.reference.plan_checker import problems
from tugline.business.needed import read_source
from tugline.network.compile import compile_network
from tugline.promise import desk as desks
from tugline.promise.desk import copy_desk
from tugline.promise.layout import GIVEN
from tugline.promise.place import place_all
from tugline.promise.sequence import plan
from tugline.promise.shop import new_shop


def late_by_class(arrays):
    """Return how many demands of each class are late, the first class first."""
    demands = arrays["demand"]
    late = demands["ready"] > demands["due"]
    return [int((late & (demands["priority"] == number)).sum()) for number in np.unique(demands["priority"])]


def by_due_date(shop):
    """Return the rows of a desk on which demands are placed by due date, of equals the first class first."""
    desk = copy_desk(shop.desk)
    demands = desks.arrays(desk)["demand"]
    place_all(desk, shop.grid, np.lexsort((demands["priority"], demands["due"])))
    return desks.arrays(desk)


def b3_shop(folder, orders, seed):
    instance = b3.draw(orders, seed)
    b3.write(folder, instance, seed)
    network = compile_network(read_source(folder))
    wanted = [
        {"point": network.point_row(b3.good(o.good)), "quantity": o.quantity, "due": o.due, "priority": o.priority}
        for o in instance.orders
    ]
    on_hand = np.zeros(len(network.point), np.int64)
    for number, used in enumerate(b3.usage(instance)):
        on_hand[network.point_row(b3.component(number))] = 12 * used // b3.DAYS
    return network, on_hand, new_shop(network, on_hand, demand_rows(wanted), np.zeros(0, GIVEN), 0)


@pytest.mark.parametrize("orders", [300, 1_000])
@pytest.mark.parametrize("seed", [7, 1, 2])
def test_a_plan_of_b3_can_be_carried_out_and_is_no_worse_than_by_due_date(tmp_path, orders, seed):
    network, on_hand, shop = b3_shop(tmp_path / "b3", orders, seed)
    planned = desks.arrays(plan(shop))
    assert problems(network, on_hand, planned) == []
    assert late_by_class(planned) <= late_by_class(by_due_date(shop))


@pytest.mark.parametrize("shape", ["chain", "apart", "shared"])
def test_plans_of_small_shops_can_be_carried_out_and_are_no_worse_than_by_due_date(shape):
    for seed in range(60):
        luck = Random(seed)
        plant = with_supply(luck, random_plant(luck, shape, whole_lots=True), made=True)
        wants = [{**want, "priority": luck.randint(1, 3)} for want in random_wants(luck, plant, 25)]
        network, on_hand, shop = shop_of(plant, wants)
        before = held(shop.desk)
        planned = desks.arrays(plan(shop))
        assert problems(network, on_hand, planned) == [], f"seed {seed}"
        assert late_by_class(planned) <= late_by_class(by_due_date(shop)), f"seed {seed}"
        assert held(shop.desk) == before, "the shop that was given stays as it is"


def one_machine(jobs):
    """Return a shop of one machine that is always open, with a demand for each (work, due, class)."""
    plant = Plant([[Source(steps=[[[(0, 0, 1)]]])]], [(1, -1)])
    wants = [{"point": 0, "quantity": work, "due": due, "priority": class_} for work, due, class_ in jobs]
    return shop_of(plant, wants)[2]


def random_jobs(luck, n, classes=1):
    """Return jobs due at any time, tight or not, so that some to most of them have to be late."""
    works = [luck.randint(1, 20) for _ in range(n)]
    latest = int(sum(works) * luck.choice((0.3, 0.6, 1, 1.3))) + 1
    return [(work, luck.randint(1, latest), luck.randint(1, classes)) for work in works]


def in_time(jobs):
    """Return whether all jobs are in time, which they are by due date if at all (Jackson)."""
    ends = np.cumsum([work for work, _, _ in sorted(jobs, key=lambda job: job[1])])
    return all(end <= due for end, due in zip(ends, sorted(due for _, due, _ in jobs), strict=True))


def fewest_late(jobs):
    """Return the fewest late jobs over all choices of those to be in time."""
    return next(
        late for late in range(len(jobs) + 1) if any(in_time(kept) for kept in combinations(jobs, len(jobs) - late))
    )


def moore_hodgson(jobs):
    """Return the fewest late jobs: by due date, leaving out the one with the most work where one would be late."""
    kept = []
    for job in sorted(jobs, key=lambda job: job[1]):
        kept.append(job)
        if sum(work for work, _, _ in kept) > job[1]:
            kept.remove(max(kept))
    return len(jobs) - len(kept)


@pytest.mark.parametrize("n", [1, 2, 4, 6, 8])
def test_on_one_machine_no_choice_has_fewer_late(n):
    for seed in range(60):
        jobs = random_jobs(Random(seed), n)
        best = fewest_late(jobs)
        assert moore_hodgson(jobs) == best
        assert late_by_class(desks.arrays(plan(one_machine(jobs)))) == [best], f"seed {seed}: {jobs}"


@pytest.mark.parametrize("n", [15, 40, 120])
def test_on_one_machine_as_few_are_late_as_moore_and_hodgson_have(n):
    for seed in range(40):
        jobs = random_jobs(Random(seed), n)
        assert late_by_class(desks.arrays(plan(one_machine(jobs)))) == [moore_hodgson(jobs)], f"seed {seed}"


def test_who_is_late_whatever_happens_gives_way_to_who_need_not_be():
    """The first is late with nothing before it; were the second, which has the most work, to give way, both were."""
    shop = one_machine([(8, 6, 1), (11, 17, 1), (20, 31, 1)])
    assert desks.arrays(plan(shop))["demand"]["ready"].tolist() == [39, 11, 31]


@pytest.mark.parametrize("n", [8, 30, 80])
def test_a_class_never_gives_way_to_one_behind_it(n):
    """On one machine as few of the first class are late as if it were alone."""
    for seed in range(60):
        jobs = random_jobs(Random(seed), n, classes=3)
        first = [job for job in jobs if job[2] == 1]
        if first:
            late = late_by_class(desks.arrays(plan(one_machine(jobs))))
            assert late[0] == moore_hodgson(first), f"seed {seed}"


def test_who_was_promised_nothing_comes_behind_where_due_dates_break_a_promise():
    """By due date the first job makes the promised one a minute late, and a minute at a time never gets before it."""
    demands = desks.arrays(plan(one_machine([(100, 120, 3), (100, 199, 0)])))["demand"]
    assert demands["ready"].tolist() == [200, 100]


def test_of_plans_that_are_equally_good_the_last_one_stays():
    shop = one_machine([(10, 100, 3), (10, 100, 3)])
    first = desks.arrays(plan(shop))["demand"]["ready"].tolist()
    for turn in ([0, 10], [10, 0]):
        again = desks.arrays(plan(shop, last=lambda turn=turn: np.array(turn, np.int64)))["demand"]["ready"].tolist()
        assert again == [10 + each for each in turn]
    assert sorted(first) == [10, 20]


def test_the_last_plan_does_not_stay_where_another_is_better():
    shop = one_machine([(10, 15, 3), (20, 100, 3)])
    demands = desks.arrays(plan(shop, last=lambda: np.array([20, 0], np.int64)))["demand"]
    assert demands["ready"].tolist() == [10, 30]

"""Suppliers that stand still and recover: whatever they were asked for waits meanwhile."""

import random

import numpy as np
import pytest

from tugline.network.layout import BUY
from tugline.world.chances import gamma_row, key_of, who
from tugline.world.layout import RESOURCE_CHANCE, SOURCE_CHANCE, SUPPLIER_CHANCE
from tugline.world.luck import OUTAGE, RECOVER, factor, scaled, word
from tugline.world.outages import running_end
from tugline.world.simulated import Chances, with_luck

RUNS, LASTS = 50, 20
EXPONENTIAL = gamma_row(1.0)[np.newaxis]
KEY = key_of(1, 0)


def world_of(kit, *, name="acme", key=KEY, runs=RUNS):
    net = kit.Net()
    net.source(BUY, supplier=net.party(), lead_ticks=1)
    source = np.zeros(1, SOURCE_CHANCE)
    source["lead_row"] = source["yield_row"] = -1
    supplier = np.array([(who(name), 0, runs, LASTS, -1, 0, 0)], SUPPLIER_CHANCE)
    chances = Chances(source, np.zeros(0, RESOURCE_CHANCE), supplier, EXPONENTIAL)
    return with_luck(kit.Bench(net).world, key, 1, chances)


def drawn(key, stream, name, turn):
    """Return the factor of a supplier's `turn`-th time."""
    return factor(EXPONENTIAL, 0, np.uint64(word(key, stream, np.int64(who(name)), turn)))


def standstills(name, until, key=KEY):
    """Return for each tick below `until` whether the supplier stands still in it, outage after outage."""
    still, at, turn = np.zeros(until + 100_000, bool), 0, 0
    while at < until:
        at += scaled(RUNS, drawn(key, OUTAGE, name, turn))
        lasts = scaled(LASTS, drawn(key, RECOVER, name, turn))
        still[at : at + lasts] = True
        at, turn = at + lasts, turn + 1
    return still


def tick_by_tick(still, begins, work):
    at = begins
    while work > 0:
        work -= not still[at]
        at += 1
    return at


def test_work_ends_when_so_many_ticks_without_an_outage_have_passed(kit):
    """Asked again and again as time goes on, also for work that begins long after it is asked for."""
    dice, world = random.Random(5), world_of(kit)
    still = standstills("acme", 25_000)
    now = 0
    for _ in range(400):
        now += dice.randrange(50)
        begins = now + dice.randrange(3) * dice.randrange(300)
        work = dice.randrange(1, 200)
        assert running_end(world, 0, now, begins, work) == tick_by_tick(still, begins, work), (now, begins, work)
    assert still[:now].mean() == pytest.approx(LASTS / (RUNS + LASTS), abs=0.1)


def test_outages_are_those_of_the_name_and_the_world(kit):
    asked = [(n * 10, n * 10, 30) for n in range(50)]
    told = [[running_end(world, 0, *each) for each in asked] for world in (world_of(kit), world_of(kit))]
    assert told[0] == told[1]
    others = (world_of(kit, name="bolt"), world_of(kit, key=key_of(2, 0)))
    assert all([running_end(world, 0, *each) for each in asked] != told[0] for world in others)


def test_who_asks_seldom_meets_the_same_outages(kit):
    often, seldom = world_of(kit), world_of(kit)
    every = {now: running_end(often, 0, now, now, 25) for now in range(0, 3000, 10)}
    assert all(running_end(seldom, 0, now, now, 25) == every[now] for now in range(0, 3000, 300))


def test_who_never_fails_and_who_is_nobody_take_their_time(kit):
    assert running_end(world_of(kit, runs=0), 0, 5, 7, 100) == 107
    assert running_end(world_of(kit), -1, 5, 7, 100) == 107


@pytest.mark.slow
def test_what_takes_w_takes_in_the_mean_what_the_theory_of_interrupted_work_says(kit):
    """W (1 + R / A) + R R / (A + R): so many outages strike work of W, and who comes during one waits for its rest.

    Both times are exponential with means A and R, work goes on where it stopped (Gaver 1962), and orders come at any
    time whatever the supplier does.
    """
    world, work = world_of(kit), 40
    times = np.arange(0, 30_000_000, 1_003)
    took = np.array([running_end(world, 0, int(t), int(t), work) - t for t in times])
    expected = work * (1 + LASTS / RUNS) + LASTS * LASTS / (RUNS + LASTS)
    assert abs(took.mean() - expected) < 0.5 + 4 * took.std() / np.sqrt(len(took))

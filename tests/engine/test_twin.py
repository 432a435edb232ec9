"""Random networks and plants: the engine says exactly what its slow twin says, fact for fact and column for column."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.facts.kinds import FACT
from tugline.network.layout import NEVER

LOOPS = ("to_order", "to_order", "to_order", "base_stock", "reorder", "min_max")
# Cards the twin does not know. A rejection, and a source that was not valid before, wake only what they speak of, while
# the twin looks everywhere each time.
WITHOUT = ("card", "kanban", "rejected")


def new_twin(reference, net):
    sources = [
        (
            point,
            {"yield_numerator": 1, "yield_denominator": 1, "maximum": NEVER, **fields},
            sorted((need["point"], need["numerator"], need["denominator"]) for need in bill),
        )
        for point, fields, bill, _ in net.sources
    ]
    twin = reference.Twin(
        len(net.points), sources, tick_seconds=net.tick_seconds, day_start=net.day_start, weekday=int(net.terms[2])
    )
    twin.location = [point.get("location", 0) for point in net.points]
    return twin


def compare(bench, twin, now, rows):
    said = bench.at(now, *rows)
    assert said is not None
    journal = bench.journal[-1]
    # The rows as the engine took them in, in its order.
    outside = [
        {name: int(row[name]) for name in FACT.names}
        for row in journal
        if row["actor"] != 0
    ]  # fmt: skip
    expected = twin.pulse(now, outside)
    got = [{name: int(row[name]) for name in FACT.names} for row in journal]
    for a, b in zip(got, expected, strict=False):
        assert a == b
    assert len(got) == len(expected)


@pytest.mark.parametrize("seed", range(40))
def test_they_agree_over_long_lives(kit, driver, reference, seed):
    dice = random.Random(seed)
    plan, script = driver.random_plan(dice, LOOPS), driver.random_steps(dice, 60)
    bench = kit.Bench(driver.build(kit, plan))
    twin, plant = new_twin(reference, bench.net), driver.Plant(bench, plan, without=WITHOUT)
    compare(bench, twin, 0, driver.opening(bench, plan))
    for ticks, events in script:
        compare(bench, twin, bench.now + ticks, plant.rows(bench.now + ticks, events))


@given(data=st.data())
@settings(max_examples=150)
def test_the_engine_says_what_its_twin_says(kit, driver, reference, data):
    plan = data.draw(driver.networks(LOOPS))
    script = data.draw(driver.steps())
    bench = kit.Bench(driver.build(kit, plan))
    twin = new_twin(reference, bench.net)
    plant = driver.Plant(bench, plan, without=WITHOUT)
    compare(bench, twin, 0, driver.opening(bench, plan))
    for ticks, events in script:
        compare(bench, twin, bench.now + ticks, plant.rows(bench.now + ticks, events))
        on_hand = [stock.on_hand for stock in twin.stock]
        assert on_hand == [bench.on_hand(name) for name in bench.net.names]
    assert np.all(np.diff(bench.facts()["seq"]) == 1)

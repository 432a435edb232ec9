"""Random networks, random plants: what must hold whatever happens."""

import collections
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.facts.kinds import Kind, phase
from tugline.state import arena
from tugline.state.arena import copy_state
from tugline.state.layout import BASE_STOCK, MIN_MAX, PARTS, RELEASED, REORDER, TO_ORDER, WHOLE_ORDER


def life(kit, driver, plan, script, **options):
    """Return a bench that has lived through a script; `Bench.at` checks all invariants after every pulse."""
    bench = kit.Bench(driver.build(kit, plan))
    plant = driver.Plant(bench, plan, **options)
    bench.at(0, *driver.opening(bench, plan))
    for ticks, events in script:
        bench.at(bench.now + ticks, *plant.rows(bench.now + ticks, events))
        yield bench


def last(benches):
    return collections.deque(benches, maxlen=1).pop()


@st.composite
def lives(draw, driver, loops=None):
    return draw(driver.networks(loops or driver.LOOPS)), draw(driver.steps().filter(len))


def free_for(bench, need):
    """Return the free stock at a need's point, less what promises that rank before it count on."""
    every = arena.arrays(bench.state)
    point = need["point"]
    free = max(0, int(every["stock"]["on_hand"][point] - every["stock"]["allocated"][point]))
    if every["loop"]["kind"][point] <= TO_ORDER:
        return free
    here = every["need"][(every["need"]["owner_kind"] != 0) & (every["need"]["point"] == point)]
    rank = (need["priority"], need["due"], need["id"])
    ahead = [n for n in here if n["priority"] == 0 and (n["priority"], n["due"], n["id"]) < rank]
    pulls = every["pull"][(every["pull"]["id"] > 0) & (every["pull"]["point"] == point)]
    pulls = pulls[(pulls["due"] >= bench.now) & (pulls["held_until"] <= bench.now)]
    aside = 0
    for by in {int(n["due"]) for n in ahead}:
        waiting = sum(int(n["quantity"] - n["allocated"] - n["pegged"]) for n in ahead if n["due"] <= by)
        aside = max(aside, waiting - int(pulls["free"][pulls["due"] <= by].sum()))
    return max(0, free - aside)


def owners_that_could_go(bench):
    """Yield lines and pulls that lack nothing: after a pulse there must be none."""
    every = arena.arrays(bench.state)
    needs = every["need"]
    for line in every["line"][(every["line"]["id"] > 0) & (every["line"]["reserved_until"] == 0)]:
        need = needs[line["need"]]
        waiting = need["quantity"] - need["allocated"] - need["pegged"]
        rest = line["quantity"] - line["released"]
        ready = need["allocated"] - (line["released"] - line["shipped"]) + min(free_for(bench, need), waiting)
        if line["parcels"] == PARTS and rest > 0 and ready >= max(1, min(rest, line["minimum_shipment"])):
            yield "line", int(line["id"])
        if line["parcels"] != PARTS and rest > 0 and ready == rest and line["parcels"] != WHOLE_ORDER:
            yield "line", int(line["id"])
    for pull in every["pull"][every["pull"]["id"] > 0]:
        if pull["state"] != RELEASED or pull["held_until"] > bench.now:
            continue
        if pull["source"] < 0 or bench.net.sources[pull["source"]][1]["kind"] > 1:
            continue
        mine = needs[(needs["owner_kind"] == 2) & (needs["id"] == pull["id"])]
        free = np.array([free_for(bench, need) for need in mine], np.int64)
        lacking = mine["quantity"] - mine["allocated"] - mine["pegged"] > free
        if not lacking.any() and not mine["pegged"].any():
            yield "pull", int(pull["id"])


@given(data=st.data())
@settings(max_examples=150)
def test_whatever_happens_the_invariants_hold_and_nobody_who_could_go_is_left(kit, driver, data):
    plan, script = data.draw(lives(driver))
    for bench in life(kit, driver, plan, script):
        assert list(owners_that_could_go(bench)) == []


@pytest.mark.parametrize("seed", range(40))
def test_long_lives_break_no_invariant_and_replay_bit_for_bit(kit, driver, seed):
    dice = random.Random(seed)
    plan, script = driver.random_plan(dice), driver.random_steps(dice, 120)
    for n, bench in enumerate(life(kit, driver, plan, script)):
        if n % 10 == 0:
            assert list(owners_that_could_go(bench)) == []
    bench.check_replay()


@given(data=st.data())
@settings(max_examples=100)
def test_replaying_the_facts_from_any_cut_gives_the_same_state_bit_for_bit(kit, driver, data):
    plan, script = data.draw(lives(driver))
    bench = last(life(kit, driver, plan, script))
    facts = bench.facts()
    assert kit.differences(bench.state, bench.replayed(facts)) == []
    ends = np.flatnonzero(facts["kind"] == Kind.PULSE_CLOSED) + 1
    cut = data.draw(st.sampled_from(ends.tolist()))
    kept = arena.state_from_arrays(arena.arrays(bench.replayed(facts[:cut])))
    assert kit.differences(bench.state, bench.replayed(facts[cut:], kept)) == []
    # Batch boundaries carry no meaning: a replay may stop between any two facts and go on.
    cut = data.draw(st.integers(0, len(facts)))
    assert kit.differences(bench.state, bench.replayed(facts[cut:], bench.replayed(facts[:cut]))) == []


@given(data=st.data())
@settings(max_examples=60)
def test_a_copy_decides_like_the_original(kit, driver, data):
    plan, script = data.draw(lives(driver))
    bench = last(life(kit, driver, plan, script))
    facts = bench.facts()
    ends = np.flatnonzero(facts["kind"] == Kind.PULSE_CLOSED) + 1
    first = data.draw(st.integers(0, len(ends) - 1))
    twin = kit.Bench(bench.net)
    twin.state = copy_state(twin.replayed(facts[: ends[first]]))
    for start, stop in zip(ends[first:-1], ends[first + 1 :], strict=True):
        pulse = facts[start:stop]
        twin.pulse(int(pulse["tick"][-1]), pulse[pulse["actor"] == kit.PERSON].copy())
        assert np.array_equal(twin.journal[-1], pulse)
    assert kit.differences(twin.state, bench.state) == []


@given(data=st.data())
@settings(max_examples=60)
def test_a_loop_that_keeps_stock_never_stops_short_and_never_pulls_more_than_a_lot_too_much(kit, driver, data):
    """After a pulse the position is at the level or above the point, unless it waits for a review or has no source."""
    plan, script = data.draw(lives(driver, ("base_stock", "reorder", "min_max", "to_order")))
    for bench in life(kit, driver, plan, script, without=("rejected", "kanban")):
        every = arena.arrays(bench.state)
        for p, (loop, stock) in enumerate(zip(every["loop"], every["stock"], strict=True)):
            sourced = any(source[0] == p for source in bench.net.sources)
            if not sourced or loop["review"] != 0 or loop["kind"] not in (BASE_STOCK, REORDER, MIN_MAX):
                continue
            target = {
                BASE_STOCK: max(loop["level"], loop["display"]),
                REORDER: loop["point"] + max(1, loop["quantity"]),
                MIN_MAX: loop["max"],
            }[int(loop["kind"])]
            assumed = 0 if stock["proven"] else target - stock["found"]
            position = bench.position(bench.net.names[p]) + assumed
            low = {BASE_STOCK: target, REORDER: loop["point"] + 1, MIN_MAX: min(loop["min"] + 1, loop["max"])}
            assert position >= low[int(loop["kind"])]


@given(data=st.data())
@settings(max_examples=40)
def test_goods_are_conserved_from_bill_to_shipment(kit, driver, data):
    """What came in, less what went out, is there; and every movement of goods has its fact."""
    plan, script = data.draw(lives(driver))
    bench = last(life(kit, driver, plan, script))
    moved = np.concatenate(bench.movements)
    goods = moved[(moved["point"] >= 0) & (moved["kind"] != Kind.SUPPLY_OPENED)]
    on_hand = np.zeros(len(bench.net.names), np.int64)
    np.add.at(on_hand, goods["point"], goods["quantity"])
    assert on_hand.tolist() == [bench.on_hand(name) for name in bench.net.names]
    assert set(moved["seq"].tolist()) <= set(bench.facts()["seq"].tolist())


@given(data=st.data())
@settings(max_examples=40)
def test_the_order_in_which_facts_of_a_pulse_arrive_does_not_matter(kit, driver, data):
    """They are sorted by (phase, priority, occurred_at, key) first, and that order is total."""
    plan, script = data.draw(lives(driver))
    bench, twin = (kit.Bench(driver.build(kit, plan)) for _ in range(2))
    plant = driver.Plant(bench, plan)
    opening = driver.opening(bench, plan)
    bench.at(0, *opening), twin.at(0, *opening)

    def ordered(rows):
        return sorted(rows, key=lambda row: (phase(row["kind"]), row.get("priority", 5), row["resource"]))

    for ticks, events in script:
        # The key of a row is its number here.
        rows = [{**row, "resource": i} for i, row in enumerate(plant.rows(bench.now + ticks, events), 1)]
        mixed = data.draw(st.permutations(rows))
        now = bench.now + ticks
        bench.at(now, *ordered(rows)), twin.at(now, *ordered(mixed))
        assert np.array_equal(bench.journal[-1], twin.journal[-1])

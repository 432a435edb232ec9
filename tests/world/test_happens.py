"""A simulated world: what is planned is not what happens, and nobody's luck hangs on anybody else's."""

import numpy as np
import pytest

from tugline.facts.kinds import FACT, Kind
from tugline.network.layout import BUY, MAKE
from tugline.state import arena
from tugline.state.tape import facts_of, new_tape
from tugline.world.arena import new_world, till_of, to_arrays, with_luck
from tugline.world.chances import key_of, spread_row, who
from tugline.world.drive import advance
from tugline.world.layout import CHANCE

DAY = 1440
LEAD = 10 * DAY


def chance(*rows):
    array = np.zeros(len(rows), CHANCE)
    for i, (name, row) in enumerate(rows):
        array[i] = (who(name), row)
    return array


def arrivals(kit, pulls, *, key=1, width=0.3, name="acme", row=0):
    """Return the ticks from order to receipt of pulls at (tick of asking, quantity), by tick of asking."""
    net = kit.Net()
    buy = net.source(BUY, supplier=net.party(), lead_ticks=LEAD)
    bench = kit.Bench(net)
    spread = spread_row(width)[np.newaxis]
    bench.world = with_luck(bench.world, key_of(key, 0), 1, chance((name, row)), chance(), spread)
    script = {tick: kit.pull(i + 1, buy, quantity, material=False) for i, (tick, quantity) in enumerate(pulls)}
    told = bench.run(script, 1000 * DAY)
    asked = {i + 1: tick for i, (tick, _) in enumerate(pulls)}
    return {asked[r["reference"]]: r["tick"] - asked[r["reference"]] for r in told if r["kind"] == Kind.RECEIVED}


def test_lead_times_vary_about_the_stated_one(kit):
    took = np.array(list(arrivals(kit, [(day * DAY, 1) for day in range(400)]).values()))
    assert len(took) == 400
    assert took.mean() == pytest.approx(LEAD, rel=5 * 0.3 / 20)
    assert took.std() == pytest.approx(0.3 * LEAD, rel=0.2)


def test_the_luck_of_a_day_is_the_same_whatever_else_is_ordered(kit):
    """One policy orders every day, the other every third day and more: what both order on a day takes as long."""
    often = arrivals(kit, [(day * DAY, 1) for day in range(60)])
    seldom = arrivals(kit, [(day * DAY, 7) for day in range(0, 60, 3)])
    assert {tick: often[tick] for tick in seldom} == seldom
    assert arrivals(kit, [(0, 1)], name="bolt") != arrivals(kit, [(0, 1)]), "another name has another luck"
    assert arrivals(kit, [(0, 1)], key=2) != arrivals(kit, [(0, 1)]), "and so has another world"


def test_what_does_not_vary_comes_as_stated(kit):
    assert set(arrivals(kit, [(day * DAY, 1) for day in range(20)], row=-1).values()) == {LEAD}
    assert set(arrivals(kit, [(day * DAY, 1) for day in range(20)], width=0).values()) == {LEAD}


def test_work_takes_longer_or_less_on_a_resource_that_varies(kit):
    net = kit.Net()
    make = net.source(MAKE, [(1, 0, net.resource(units=50), 0, 100)])
    bench = kit.Bench(net)
    bench.world = with_luck(
        bench.world, key_of(1, 0), 1, chance(("p", -1)), chance(("bench", 0)), spread_row(0.2)[np.newaxis]
    )
    told = bench.run({tick: kit.pull(tick + 1, make, 1) for tick in range(0, 30_000, 150)}, 100_000)
    took = np.array([row["tick"] - (row["reference"] - 1) for row in told if row["kind"] == Kind.FINISHED])
    assert len(took) == 200
    assert took.mean() == pytest.approx(100, rel=5 * 0.2 / 14)
    assert took.std() == pytest.approx(20, rel=0.25)


def test_what_comes_in_a_tick_can_be_sold_in_it(kit):
    """10 come in at tick 100, in which somebody asks for 4 and another for 8: 4 and 6 are sold, 2 are lost."""
    net = kit.Net()
    buy = net.source(BUY, supplier=net.party(), lead_ticks=100, unit_cost=10_000)
    grid = net.grid()
    world = with_luck(new_world(grid), key_of(1, 0), 1, chance(("acme", -1)), chance(), np.zeros((0, 1), np.int64))
    state, tape, said = arena.new_state(1, 1), new_tape(64), new_tape(64)
    signals = kit.records(
        FACT,
        [
            {"kind": Kind.PULL_ADDED, "tick": 0, "point": 1, "source": buy + 1, "quantity": 10, "due": 100},
            {"kind": Kind.SALE_MADE, "tick": 100, "point": 1, "quantity": 4, "amount": 20_000},
            {"kind": Kind.SALE_MADE, "tick": 100, "point": 1, "quantity": 8, "amount": 20_000},
        ],
        priority=5,
    )
    advance(state, grid, world, tape, said, signals, 0, 200, 1000)
    facts = facts_of(tape)
    sold = facts[facts["kind"] == int(Kind.SALE_MADE)]
    assert sold["quantity"].tolist() == [4, 6]
    assert not (facts["kind"] == int(Kind.STOCK_FOUND)).any()
    assert till_of(world) == {"lines": 2, "short": 1, "lost": 2 * 200}
    assert not to_arrays(world)["sold"].any(), "nothing is left of it between pulses"

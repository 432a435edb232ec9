"""A simulated world: what is planned is not what happens, and nobody's luck hangs on anybody else's."""

import random

import numpy as np
import pytest

from tugline.facts.kinds import FACT, Kind
from tugline.network.layout import BUY, MAKE
from tugline.state import arena
from tugline.state.tape import facts_of, new_tape
from tugline.world.arena import new_world, to_arrays
from tugline.world.chances import gamma_row, key_of, lognormal_row, who
from tugline.world.drive import advance
from tugline.world.layout import RESOURCE_CHANCE, SOURCE_CHANCE, SUPPLIER_CHANCE
from tugline.world.simulated import Chances, till_of, with_luck

DAY = 1440
LEAD = 10 * DAY


def sources(*rows, a_week=0):
    """Sources as (name, row of lead times, row of yields, chance of rejection)."""
    return np.array(
        [(who(name), lead, good, int(rejected * 2**32), a_week, 0, 0) for name, lead, good, rejected in rows],
        SOURCE_CHANCE,
    )


def lucky(world, key, source, resource, spread):
    """Return a world with luck whose one supplier never fails."""
    supplier = np.zeros(1, SUPPLIER_CHANCE)
    return with_luck(world, key_of(key, 0), 1, Chances(source, resource, supplier, spread))


def resources(*rows):
    return np.array([(who(name), row) for name, row in rows], RESOURCE_CHANCE)


def arrivals(kit, pulls, *, key=1, width=0.3, name="acme", row=0):
    """Return the ticks from order to receipt of pulls at (tick of asking, quantity), by tick of asking."""
    net = kit.Net()
    buy = net.source(BUY, supplier=net.party(), lead_ticks=LEAD)
    bench = kit.Bench(net)
    spread = lognormal_row(width)[np.newaxis]
    bench.world = lucky(bench.world, key, sources((name, row, -1, 0)), resources(), spread)
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
    bench.world = lucky(bench.world, 1, sources(("p", -1, -1, 0)), resources(("bench", 0)), gamma_row(0.2)[np.newaxis])
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
    world = lucky(new_world(grid), 1, sources(("acme", -1, -1, 0)), resources(), np.zeros((0, 1), np.int64))
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


def lots(kit, kind, *, row=-1, rejected=0.0, n=400):
    """Return what is said of n lots of 100 units, by pull: (kind of fact, quantity) in the order told."""
    net = kit.Net()
    if kind == BUY:
        source = net.source(BUY, supplier=net.party(), lead_ticks=LEAD, unit_cost=10_000)
    else:
        source = net.source(MAKE, lead_ticks=LEAD)
    bench = kit.Bench(net)
    spread = gamma_row(0.1)[np.newaxis]
    bench.world = lucky(bench.world, 1, sources(("acme", -1, row, rejected)), resources(), spread)
    told = bench.run(
        {day * DAY: kit.pull(day + 1, source, 100, material=kind == MAKE) for day in range(n)}, (n + 20) * DAY
    )
    found = {}
    for fact in told:
        if fact["kind"] in (Kind.RECEIVED, Kind.SCRAPPED, Kind.PULL_CLOSED):
            found.setdefault(int(fact["reference"]), []).append((Kind(fact["kind"]), int(fact["quantity"])))
    assert len(found) == n
    return list(found.values())


def test_what_comes_good_of_a_lot_varies_and_is_never_more_than_was_started(kit):
    """Of 100 started, 93 are good: 7 are scrap, and then 93 come in. Where luck has it that 104 would be good, 100 are.

    E[min(1, X)] of a gamma X of mean 1 and deviation 0.1 is about 1 - 0.1 / sqrt(2 pi) = 0.960.
    """
    good = []
    for told in lots(kit, MAKE, row=0):
        assert [kind for kind, _ in told] == ([Kind.RECEIVED] if told[-1][1] == 100 else [Kind.SCRAPPED, Kind.RECEIVED])
        assert sum(quantity for _, quantity in told) == 100
        good.append(told[-1][1])
    assert np.mean(good) == pytest.approx(96, abs=5 * 6 / 20)
    assert 0.3 < np.mean(np.array(good) == 100) < 0.7


def test_what_is_bought_and_not_good_is_never_received_and_the_rest_of_the_pull_ends(kit):
    for told in lots(kit, BUY, row=0):
        kinds = [kind for kind, _ in told]
        assert kinds == ([Kind.RECEIVED] if told[0][1] >= 100 else [Kind.RECEIVED, Kind.PULL_CLOSED])


def test_a_rejected_lot_is_not_received_at_all(kit):
    told = lots(kit, BUY, rejected=0.1, n=1000)
    rejected = [t for t in told if t == [(Kind.PULL_CLOSED, 100)]]
    assert all(t == [(Kind.RECEIVED, 100)] for t in told if t not in rejected)
    assert abs(len(rejected) / 1000 - 0.1) < 5 * np.sqrt(0.09 / 1000)


def worked_off(kit, pulls, *, a_week, lead, until=3000 * DAY):
    """Return the tick of receipt of pulls at (tick of asking, quantity) from a source of so much a week, in order."""
    net = kit.Net(days=4000)
    buy = net.source(BUY, supplier=net.party(), lead_ticks=lead)
    bench = kit.Bench(net)
    known = sources(("acme", -1, -1, 0), a_week=a_week)
    bench.world = lucky(bench.world, 1, known, resources(), np.zeros((0, 1), np.int64))
    script = {}
    for i, (tick, quantity) in enumerate(pulls):
        script.setdefault(tick, []).extend(kit.pull(i + 1, buy, quantity, material=False))
    told = {r["reference"]: r["tick"] for r in bench.run(script, until) if r["kind"] == Kind.RECEIVED}
    return [told[i + 1] for i in range(len(pulls))]


def test_a_source_works_off_what_it_was_asked_for_in_turn(kit):
    """7 a week is 1 a day, and the lead time is 2 days.

    3 asked for at once are done on day 3; 2 of day 1 begin then and are done on day 5, when their lead time is over,
    too; 1 of day 10 finds nobody before it, is done on day 11 and comes on day 12, after its lead time.
    """
    asked = [(0, 3), (1 * DAY, 2), (10 * DAY, 1)]
    assert worked_off(kit, asked, a_week=7, lead=2 * DAY) == [3 * DAY, 5 * DAY, 12 * DAY]
    assert worked_off(kit, asked, a_week=0, lead=2 * DAY) == [2 * DAY, 3 * DAY, 12 * DAY]


def test_small_lots_lose_nothing_of_what_a_source_can_do(kit):
    """20,160 a week are two in a minute: of ten that are asked for one by one the last is there after five minutes."""
    assert worked_off(kit, [(0, 1)] * 10, a_week=20_160, lead=1) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert worked_off(kit, [(0, 1), (0, 1), (9, 1)], a_week=15_120, lead=1) == [1, 2, 10], "a minute has 1.5"


@pytest.mark.slow
def test_who_asks_at_random_waits_as_in_a_queue_with_one_server_and_even_work(kit):
    """M/D/1 (Gross and Harris, section 5.1.5): time in it is s + r s / (2 (1 - r)), s of work for each, r of its time.

    One takes 1,008 of its minutes, ten a week; seven come in a week at random.
    """
    dice = random.Random(3)
    ticks = np.cumsum([dice.expovariate(7 / 10_080) for _ in range(4_000)]).astype(np.int64) + 1
    came = worked_off(kit, [(int(t), 1) for t in ticks], a_week=10, lead=1, until=int(ticks[-1]) + 1000 * DAY)
    took = np.array(came) - ticks
    s, r = 1_008, 0.7
    batches = took.reshape(20, -1).mean(axis=1)
    assert abs(took.mean() - (s + r * s / (2 * (1 - r)))) < 4 * batches.std(ddof=1) / np.sqrt(20)

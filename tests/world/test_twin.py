"""Random networks and pulls: the world says exactly what its slow twin says."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.facts.kinds import Kind
from tugline.network.layout import BUY, CUSTOMER, DROP, MAKE, MOVE
from tugline.world.arena import digest

UNTIL = 400
COLUMNS = ("tick", "kind", "code", "point", "party", "source", "resource", "reference", "quantity", "amount", "due")


@st.composite
def calendars(draw: Any) -> list[tuple[int, int, int]]:
    at, stretches = draw(st.integers(0, 20)), []
    for _ in range(draw(st.integers(1, 8))):
        length = draw(st.integers(1, 30))
        stretches.append((at, at + length, draw(st.sampled_from([0, 0, 1, 2, 3]))))
        at += length + draw(st.sampled_from([0, 0, 1, 7, 40]))
    return stretches


@st.composite
def routings(draw: Any, n_resources: int) -> list[tuple[int, ...]]:
    rows = []
    for step in range(10, 10 + draw(st.integers(1, 3))):
        for alternative in range(draw(st.integers(1, 3))):
            size = draw(st.integers(1, min(2, n_resources)))
            for r in draw(st.permutations(range(n_resources)))[:size]:
                setup, run = draw(st.integers(0, 5)), draw(st.integers(0, 4))
                rows.append((step, alternative, r, setup, run, draw(st.integers(0, 500))))
    return rows


@st.composite
def networks(draw: Any, kit: Any) -> Any:
    net = kit.Net(tick_seconds=3600, terms=(draw(st.integers(0, 9)), draw(st.integers(0, 9)), 0))
    open_hours = [net.calendar(*draw(calendars())) for _ in range(draw(st.integers(0, 3)))]
    calendar = st.sampled_from([-1, *range(len(open_hours))])
    for _ in range(draw(st.integers(1, 3))):
        net.resource(draw(st.integers(1, 3)), draw(calendar), draw(st.integers(0, 99_999)))
    net.party(CUSTOMER, draw(st.integers(0, 9)))
    for _ in range(2):
        net.party(
            payment_ticks=draw(st.integers(0, 9)),
            order_calendar=draw(calendar),
            freight_free_value=draw(st.sampled_from([0, 5])),
        )
    for _ in range(draw(st.integers(1, 4))):
        lead: dict[str, int] = {"lead_ticks": draw(st.integers(0, 12)), "calendar": draw(calendar)}
        lead["lead_open"] = int(lead["calendar"] >= 0 and draw(st.booleans()))
        lead["unit_cost"], lead["freight_cost"] = draw(st.integers(0, 400)), draw(st.sampled_from([0, 130]))
        lead["defaulted_lead"] = draw(st.integers(0, 1))
        kind = draw(st.sampled_from([MAKE, MAKE, MAKE, MOVE, BUY, DROP]))
        outside = kind >= BUY or (kind == MAKE and draw(st.sampled_from([False, False, True])))
        supplier = draw(st.sampled_from([1, 2])) if outside else -1
        rows = draw(routings(len(net.resources))) if kind == MAKE and draw(st.integers(0, 4)) else ()
        y = draw(st.sampled_from([(1, 1), (9, 10)]))
        net.source(
            kind,
            rows,
            needs=draw(st.integers(0, 1)),
            supplier=supplier,
            yield_numerator=y[0],
            yield_denominator=y[1],
            **lead,
        )
    return net


@st.composite
def scripts(draw: Any, kit: Any, net: Any) -> dict[int, list[dict[str, int]]]:
    script: dict[int, list[dict[str, int]]] = {}
    ids = draw(st.permutations(range(1, 26)))
    for id_ in ids[: draw(st.integers(1, 14))]:
        tick = draw(st.integers(0, 60))
        source = draw(st.integers(0, len(net.sources) - 1))
        rows = kit.pull(
            id_, source, draw(st.integers(1, 9)), due=draw(st.integers(0, 3)), priority=draw(st.integers(1, 3))
        )
        shape = draw(st.sampled_from(["plain", "plain", "plain", "proposed", "open", "held", "closed", "late"]))
        later = tick + draw(st.integers(0, 40))
        if shape == "proposed":
            rows[0]["kind"] = Kind.PULL_PROPOSED
            script.setdefault(later, []).extend([{"kind": Kind.PULL_STARTED, "reference": id_}, rows.pop()])
        elif shape == "open":
            rows = [{**rows[0], "kind": Kind.SUPPLY_OPENED, "code": draw(st.sampled_from([0, 10])), "due": later}]
        elif shape == "late":
            script.setdefault(later, []).append(rows.pop())
        script.setdefault(tick, []).extend(rows)
        if shape == "held":
            until = draw(st.sampled_from([later + 1, 1 << 62]))
            script[tick].append({"kind": Kind.PULL_HELD, "reference": id_, "due": until})
            if until > later + 1 or draw(st.booleans()):
                script.setdefault(later, []).append({"kind": Kind.PULL_FREED, "reference": id_})
        elif shape == "closed":
            script.setdefault(later, []).append({"kind": Kind.PULL_CLOSED, "reference": id_})
    for id_ in ids[20 : 20 + draw(st.integers(0, 5))]:
        tick, party = draw(st.integers(0, 60)), draw(st.sampled_from([0, 1]))
        script.setdefault(tick, []).append(
            {"kind": Kind.ORDER_PLACED, "seq": id_, "point": 1, "party": party, "quantity": 9, "amount": 1_234}
        )
        script[tick].append({"kind": Kind.SHIPMENT_RELEASED, "reference": id_, "quantity": draw(st.integers(1, 9))})
        if draw(st.booleans()):
            script.setdefault(tick + 1, []).append({"kind": Kind.ORDER_CANCELLED, "reference": id_})
    if draw(st.booleans()):
        resource, at = draw(st.integers(1, len(net.resources))), draw(st.integers(0, 40))
        script.setdefault(at, []).append({"kind": Kind.RESOURCE_DOWN, "resource": resource})
        script.setdefault(at + draw(st.integers(1, 40)), []).append({"kind": Kind.RESOURCE_UP, "resource": resource})
    return script


@st.composite
def cases(draw: Any, kit: Any) -> Any:
    net = draw(networks(kit))
    return net, draw(scripts(kit, net))


def facts(told: list[dict[str, int]]) -> list[tuple[int, ...]]:
    return [tuple(int(row.get(c, 0)) for c in COLUMNS) for row in told]


@given(data=st.data())
@settings(max_examples=180, deadline=None)
def test_the_world_says_what_its_slow_twin_says(kit, data):
    net, script = data.draw(cases(kit))
    assert facts(kit.Bench(net).run(script, UNTIL)) == facts(kit.Twin(net).run(script, UNTIL))


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_the_order_of_facts_of_one_tick_does_not_matter(kit, data):
    net, script = data.draw(cases(kit))
    shuffled = {tick: shuffle_by_reference(data, rows) for tick, rows in script.items()}
    assert facts(kit.Bench(net).run(script, UNTIL)) == facts(kit.Bench(net).run(shuffled, UNTIL))


def shuffle_by_reference(data, rows):
    """Shuffle what speaks of different pulls; what speaks of one keeps its order."""
    groups: dict[int, list[dict[str, int]]] = {}
    for i, row in enumerate(rows):
        groups.setdefault(row.get("reference") or row.get("seq") or -1 - i, []).append(row)
    places = data.draw(st.permutations([key for key, group in groups.items() for _ in group]))
    return [groups[key].pop(0) for key in places]


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_a_world_rebuilt_from_the_journal_is_the_live_one_at_every_cut(kit, data):
    net, script = data.draw(cases(kit))
    bench = kit.Bench(net)
    digests = []
    close = bench.close

    def closing(tick, rows):
        close(tick, rows)
        digests.append(digest(bench.world))

    bench.close = closing
    bench.run(script, UNTIL)
    journal = np.concatenate(bench.journal)
    ends = np.cumsum([len(batch) for batch in bench.journal])
    for end, live in zip(ends, digests, strict=True):
        assert digest(bench.rebuilt(journal[:end])) == live


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_a_copy_goes_on_as_the_original_does(kit, data):
    net, script = data.draw(cases(kit))
    cut = data.draw(st.integers(0, 60))
    bench = kit.Bench(net)
    bench.run({t: rows for t, rows in script.items() if t <= cut}, cut)
    fork = bench.fork()
    rest = {t: rows for t, rows in script.items() if t > cut}
    assert facts(bench.run(rest, UNTIL)) == facts(fork.run(rest, UNTIL))
    assert digest(bench.world) == digest(fork.world)


def crowded(kit, seed):
    """Return a floor where many wait for few, with pairs and choices of resources, and its script."""
    random = np.random.RandomState(seed)
    net = kit.Net(tick_seconds=3600)
    hours = net.calendar(*((day * 24 + 6, day * 24 + 6 + int(random.randint(4, 16))) for day in range(60)))
    machines = [net.resource(int(random.randint(1, 3)), [hours, -1][random.randint(2)]) for _ in range(4)]
    for _ in range(5):
        a, b, c, d = (int(r) for r in random.permutation(machines))
        steps = [(1, 0, a, 1, 0), (1, 1, b, 2, 0), (1, 1, c, 1, 0), (2, 0, b, 1, 1), (2, 0, d, 1, 0), (2, 1, a, 3, 0)]
        net.source(MAKE, steps[: random.choice([1, 3, 5, 6])])
    script = {}
    for id_ in range(1, 61):
        rows = kit.pull(id_, int(random.randint(5)), int(random.randint(1, 4)), priority=int(random.randint(1, 6)))
        script.setdefault(int(random.randint(0, 40)), []).extend(rows)
        if random.randint(8) == 0:
            script.setdefault(int(random.randint(40, 80)), []).append({"kind": Kind.PULL_CLOSED, "reference": id_})
    return net, script


@pytest.mark.parametrize("seed", range(25))
def test_a_crowded_floor_serves_in_the_order_of_its_slow_twin(kit, seed):
    net, script = crowded(kit, seed)
    assert facts(kit.Bench(net).run(script, 700)) == facts(kit.Twin(net).run(script, 700))


def test_columns_compared_are_all_that_the_world_fills(kit):
    net = kit.Net()
    source = net.source(BUY, lead_ticks=3, supplier=net.party())
    rows = kit.Bench(net).run({0: kit.pull(1, source, material=False)})
    assert {name for row in rows for name in row} <= {*COLUMNS, "occurred_at", "cause"}

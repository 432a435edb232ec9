"""Thousands of lines, pulls, needs and pegs: pools grow inside the kernels, and the numbers stay right."""

import numpy as np

from tugline.engine.invariants import broken
from tugline.facts.kinds import FACT, Kind
from tugline.state import arena
from tugline.state.layout import READY

N = 5000


def orders(bench, n, **fields):
    rows = np.zeros(n, FACT)
    rows["kind"], rows["point"], rows["party"], rows["actor"] = Kind.ORDER_PLACED, 1, 1, 99
    rows["priority"], rows["quantity"], rows["due"] = 5, 1, 1000 + np.arange(n) % 97
    for name, values in fields.items():
        rows[name] = values
    return rows


def receipts(pulls):
    """Return the facts that the rest of each pull came in."""
    rows = np.zeros(len(pulls), FACT)
    rows["kind"], rows["actor"], rows["priority"] = Kind.RECEIVED, 99, 5
    rows["reference"], rows["point"], rows["source"] = pulls["id"], pulls["point"] + 1, pulls["source"] + 1
    rows["quantity"] = pulls["quantity"] - pulls["received"]
    return rows


def test_thousands_of_orders_explode_in_one_pulse(net, on):
    for name in ("chair", "leg", "seat"):
        net.point(name)
    net.make("chair", 10, {"leg": 4, "seat": 1})
    net.buy("leg", 100)
    net.buy("seat", 100, minimum=100)
    bench = on(net)
    bench.at(0, *(row for name in net.names for row in bench.loop(name, "to_order")))
    said = bench.pulse(1, orders(bench, N))
    every = arena.arrays(bench.state)
    head = every["head"][0]
    assert (head["lines"], head["needs"]) == (N, 3 * N)
    # A pull for each chair and its legs; seats come by the hundred, and each hundred serves a hundred chairs.
    by_point = [int((every["pull"]["point"][every["pull"]["id"] > 0] == p).sum()) for p in range(3)]
    assert by_point == [N, N, N // 100]
    assert len(said) == 2 * N + N // 100 + (N - N // 100), "and a peg for all who share a hundred seats"
    bought = receipts(every["pull"][(every["pull"]["id"] > 0) & (every["pull"]["point"] > 0)])
    bench.pulse(2, bought[: N // 2])
    bench.pulse(3, bought[N // 2 :])
    chairs = every["pull"][(every["pull"]["id"] > 0) & (every["pull"]["point"] == 0)]
    assert chairs["state"].tolist() == [READY] * N
    said = bench.pulse(4, receipts(chairs))
    released = [fact.reference for fact in said if fact.kind == Kind.SHIPMENT_RELEASED]
    assert len(released) == N
    bench.pulse(5, orders(bench, N, kind=Kind.SHIPPED, reference=released))
    assert [bench.on_hand(name) for name in net.names] == [0, 0, 0]
    every = arena.arrays(bench.state)
    assert not every["pull"]["id"].any()
    assert not every["line"]["id"].any()
    # All slots are free again, and the next thousands take no new ones.
    before = int(every["head"]["lines"][0])
    bench.pulse(6, orders(bench, N))
    assert int(arena.arrays(bench.state)["head"]["lines"][0]) == before


def test_thousands_wait_for_one_stock_and_are_served_by_rank(net, on):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "base_stock", level=10), bench.opened("oil", 10))
    rows = orders(bench, N, priority=1 + np.arange(N) * 7919 % 13)
    bench.pulse(1, rows)
    bench.at(2, bench.counted("oil", 1000))
    line = arena.arrays(bench.state)["line"][:N]
    served = line["released"] > 0
    rank = np.lexsort((line["id"], line["wanted"], line["priority"]))
    assert served[rank].tolist() == [True] * 1000 + [False] * (N - 1000)
    assert broken(bench.state, bench.grid) == 0


def test_a_whole_order_of_a_thousand_lines_ships_with_the_last(net, on):
    net.point("cup")
    bench = on(net)
    bench.at(0, *bench.loop("cup", "to_order"), bench.opened("cup", 999))
    assert len(bench.pulse(1, orders(bench, 1000, code=2, lot=7))) == 999
    assert len(bench.at(2, bench.counted("cup", 1000))) == 1001

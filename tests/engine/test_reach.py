"""Free supply is kept where a new pull would come no sooner, its material, lots and order days reckoned in."""

import pytest

from tugline.facts.kinds import Kind
from tugline.network.layout import MAKE


@pytest.fixture
def plant(net, on):
    """A table = 4 legs and a top; legs are bought (300 ticks), tops made of a board (50) that is moved (80) here."""
    for name in ("table", "leg", "top", "board", "depot"):
        net.point(name)
    net.make("table", 20, {"leg": 4, "top": 1})
    net.buy("leg", 300)
    net.make("top", 50, {"board": 2})
    net.move("board", "depot", 80)
    net.buy("depot", 500)

    def opened(stock, *more, loops=("table", "leg", "top", "board", "depot")):
        bench = on(net)
        rows = [row for name in loops for row in bench.loop(name, "to_order")]
        rows += [bench.opened(name, stock.get(name, 0)) for name in net.names]
        assert bench.at(0, *rows, *(bench.supply(*row) for row in more)) == []
        return bench

    return opened


def pegged(said):
    return sum(fact.quantity for fact in said if fact.kind == Kind.PEGGED)


# A table is wanted at once and one is on its way. What is there; when the one on its way comes; whether it is kept.
CASES = [
    # Everything is here: a new one takes 20.
    ({"leg": 4, "top": 1}, (), 21, True),
    ({"leg": 4, "top": 1}, (), 22, False),
    # Legs are bought, 300 + 20.
    ({"leg": 3, "top": 1}, (), 321, True),
    ({"leg": 3, "top": 1}, (), 322, False),
    # The legs that are lacking are on their way, for 100: 100 + 20.
    ({"leg": 3, "top": 1}, [("leg", 1, 100)], 120, True),
    ({"leg": 3, "top": 1}, [("leg", 1, 100)], 121, False),
    # A top is made of boards from the depot, 80 + 50 + 20.
    ({"leg": 4, "depot": 2}, (), 151, True),
    ({"leg": 4, "depot": 2}, (), 152, False),
    # Of the boards one is here and one on its way for 60; 60 + 50 + 20.
    ({"leg": 4, "board": 1}, [("board", 1, 60)], 130, True),
    ({"leg": 4, "board": 1}, [("board", 1, 60)], 131, False),
    # The depot has to buy the second board, 500 + 80 + 50 + 20.
    ({"leg": 4, "depot": 1}, (), 651, True),
    ({"leg": 4, "depot": 1}, (), 652, False),
]


@pytest.mark.parametrize(("stock", "coming", "due", "kept"), CASES)
def test_supply_is_kept_unless_a_new_pull_would_come_before_it(plant, stock, coming, due, kept):
    bench = plant(stock, *coming, ("table", 1, due))
    # It is 1 now.
    said = bench.at(1, bench.order("table", 1, due=1))
    assert pegged([fact for fact in said if fact.point == "table"]) == kept
    assert bool([fact for fact in said if fact.kind == Kind.PULL_RELEASED and fact.point == "table"]) == (not kept)


def test_what_waits_before_at_a_component_has_its_stock(plant):
    bench = plant({"leg": 4, "top": 1}, ("table", 1, 200))
    # The first table takes the legs and the top; the second one would wait for legs, until 320.
    assert pegged(bench.at(1, bench.order("table", 1, due=1))) == 0
    assert pegged(bench.at(2, bench.order("table", 1, due=2))) == 1


def test_two_components_share_the_stock_of_their_own_component(net, on):
    for name in ("lamp", "shade", "foot", "wire"):
        net.point(name)
    net.make("lamp", 10, {"shade": 1, "foot": 1})
    net.make("shade", 10, {"wire": 1})
    net.make("foot", 10, {"wire": 1})
    net.buy("wire", 400)
    for wires, kept in ((2, 0), (1, 1)):
        bench = on(net)
        rows = [row for name in net.names for row in bench.loop(name, "to_order")]
        bench.at(0, *rows, bench.opened("wire", wires), bench.supply("lamp", 1, due=100))
        assert pegged(bench.at(1, bench.order("lamp", 1, due=1))) == kept


def test_the_lot_of_the_source_is_what_takes_the_time(net, on):
    net.point("cup")
    net._source("cup", MAKE, [], [{"step": 1, "run_numerator": 5, "run_denominator": 1}], lead_ticks=1, minimum=100)
    bench = on(net)
    bench.at(0, *bench.loop("cup", "to_order"), bench.supply("cup", 1, due=501), bench.supply("cup", 1, due=502))
    # One cup takes 5, but it is made by the hundred: 500.
    assert pegged(bench.at(1, bench.order("cup", 2, due=1))) == 1


def test_a_supplier_takes_orders_on_its_order_days_only(net, on):
    net.point("leg")
    net.buy("leg", 50, supplier=2)
    net.order_days(2, (0, 10), (200, 210))
    bench = on(net)
    bench.at(0, *bench.loop("leg", "to_order"), bench.supply("leg", 1, due=240), bench.supply("leg", 1, due=260))
    assert pegged(bench.at(5, bench.order("leg", 1, due=5))) == 0, "it can be ordered now and comes at 55"
    assert pegged(bench.at(20, bench.order("leg", 2, due=20))) == 1, "it can be ordered at 200 and comes at 250"


def test_where_nothing_is_pulled_all_supply_is_kept(plant, brief):
    bench = plant({"leg": 4, "top": 1}, ("table", 1, 5000), loops=("leg", "top"))
    assert brief(bench.at(1, bench.order("table", 1, due=1)), "quantity") == [("PEGGED", "table", 1)]

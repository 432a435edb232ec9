"""What customers choose of an item's options, worked out by hand: its own bill, its own goods, nobody else's."""

import pytest

from tugline.facts.kinds import Kind
from tugline.state.layout import CONFIRMED, STARTED

RELEASE = "PULL_RELEASED"
CARBON, RACK = 1, 2
"""Frame: steel (0) or carbon (1), stride 1, radix 2; rack: none (0) or yes (1), stride 2, radix 2."""


@pytest.fixture
def shop(net, on):
    """Bike = a steel or a carbon frame, 4 bolts (and 1/3 for carbon), perhaps a rack with 2 bolts; lots of 10."""
    for name in ("bike", "steel", "carbon", "rack", "bolt"):
        net.point(name)
    source = net.make("bike", 60, {"steel": 1, "bolt": 4}, minimum=10, multiple=5)
    net.choose(
        source,
        ("steel", 1, 1, 2, 0), ("carbon", 1, 1, 2, 1), ("rack", 1, 2, 2, 1),
        ("bolt", 12, 0, 0, 0), ("bolt", 1, 1, 2, 1), ("bolt", 6, 2, 2, 1),
    )  # fmt: skip
    for row in net.choices[source]:
        if row["point"] == net.row("bolt"):
            row["denominator"] = 3
    for name in ("steel", "carbon", "rack", "bolt"):
        net.buy(name, 100)
    bench = on(net)
    loops = [row for name in net.names for row in bench.loop(name, "to_order")]
    assert bench.at(0, *loops, bench.opened("bike", 3), bench.opened("bolt", 1000)) == []
    return bench


def order(bench, choice, quantity=2, at=10, **fields):
    """Place one line with a choice; return its id and what the engine said."""
    said = bench.at(at, bench.order("bike", quantity, **fields), bench.chosen("bike", choice, price=12_000))
    return bench.stated(Kind.ORDER_PLACED)[0].id, said


def needs(bench, pull):
    from tugline.state.arena import arrays

    pool, n, found = arrays(bench.state)["need"], int(bench.pull(pull)["first_need"]), {}
    while n >= 0:
        found[bench.net.names[pool[n]["point"]]] = int(pool[n]["quantity"])
        n = int(pool[n]["next_of_owner"])
    return found


def test_a_choice_is_made_for_its_line_in_just_its_quantity_from_its_own_bill(shop, brief):
    line, said = order(shop, CARBON + RACK)
    pull = next(fact.id for fact in said if fact.point == "bike")
    # 3 bikes of the default choice are on hand and serve nobody here; no lot of 10 either.
    assert brief(said, "reference", "quantity")[0] == (RELEASE, "bike", line, 2)
    # 4 + 1/3 + 2 bolts each: 12 2/3, rounded up once.
    assert needs(shop, pull) == {"carbon": 2, "rack": 2, "bolt": 13}
    assert shop.line(line)["price"] == 12_000
    assert shop.stock("bike")["on_hand"] == 3


def test_what_was_made_for_a_line_ships_for_it_and_for_nobody_else(shop, brief):
    line, said = order(shop, CARBON)
    pull = next(fact.id for fact in said if fact.point == "bike")
    shop.at(20, *(shop.received(row["id"]) for row in shop.pulls("carbon")))
    shop.at(30, shop.started(pull))
    # A line of the default choice that is more urgent takes what is on hand, never the carbon bikes.
    said = shop.at(40, shop.order("bike", 3, priority=1), shop.received(pull))
    urgent = shop.stated(Kind.ORDER_PLACED)[0].id
    assert sorted(brief(said, "reference", "quantity")) == [
        ("SHIPMENT_RELEASED", "bike", line, 2), ("SHIPMENT_RELEASED", "bike", urgent, 3),
    ]  # fmt: skip


def test_stock_of_the_default_choice_never_serves_another_one(shop):
    _, said = order(shop, RACK)
    assert {fact.kind for fact in said if fact.point == "bike"} == {Kind.PULL_RELEASED}
    said = shop.at(20, shop.counted("bike", 50))
    assert [fact for fact in said if fact.point == "bike"] == []


def test_goods_of_a_cancelled_choice_are_set_apart(shop):
    line, said = order(shop, CARBON)
    pull = next(fact.id for fact in said if fact.point == "bike")
    shop.at(20, *(shop.received(row["id"]) for row in shop.pulls("carbon")))
    shop.at(30, shop.started(pull))
    shop.at(40, {"kind": Kind.ORDER_CANCELLED, "reference": line})
    assert shop.pull(pull)["free"] == 2
    said = shop.at(50, shop.order("bike", 4), shop.received(pull))
    # 3 of the default choice are there: one more is made, although two carbon bikes lie beside them.
    assert [(fact.quantity) for fact in said if fact.point == "bike" and fact.kind == Kind.PULL_RELEASED] == [10]
    assert (shop.stock("bike")["on_hand"], shop.stock("bike")["apart"]) == (5, 2)
    # A count that finds only four takes the bikes that nobody wants first.
    shop.at(60, shop.counted("bike", 4))
    assert (shop.stock("bike")["apart"], shop.stock("bike")["allocated"]) == (1, 4)


def test_what_nobody_has_taken_on_is_withdrawn_with_its_line(shop):
    line, said = order(shop, CARBON)
    said = shop.at(20, {"kind": Kind.ORDER_CANCELLED, "reference": line})
    assert {fact.kind for fact in said} == {Kind.PULL_WITHDRAWN}
    assert shop.pulls() == []
    assert shop.stock("bike")["choosing"] == 0


def test_another_choice_takes_the_pull_back_and_makes_another(shop, brief):
    line, said = order(shop, CARBON)
    said = shop.at(20, shop.chosen("bike", RACK, line, price=9_000))
    bike = [fact for fact in said if fact.point == "bike"]
    assert brief(bike, "quantity") == [("PULL_WITHDRAWN", "bike", 2), (RELEASE, "bike", 2)]
    assert needs(shop, bike[1].id) == {"steel": 2, "rack": 2, "bolt": 12}
    assert shop.line(line)["price"] == 9_000


def test_the_default_choice_again_is_served_from_stock(shop, brief):
    line, _ = order(shop, CARBON)
    said = shop.at(20, shop.chosen("bike", 0, line))
    assert ("SHIPMENT_RELEASED", "bike", line, 2) in brief(said, "reference", "quantity")
    assert shop.stock("bike")["choosing"] == 0


def test_less_of_a_choice_shrinks_its_pull_and_its_bill(shop):
    line, said = order(shop, CARBON, quantity=6)
    pull = next(fact.id for fact in said if fact.point == "bike")
    assert needs(shop, pull) == {"carbon": 6, "bolt": 26}
    changed = {"kind": Kind.ORDER_CHANGED, "reference": line, "quantity": 4, "due": 1000}
    shop.at(20, changed)
    assert shop.pull(pull)["quantity"] == 4
    # 4 1/3 each: 17 1/3, rounded up.
    assert needs(shop, pull) == {"carbon": 4, "bolt": 18}


def test_a_choice_is_pulled_beside_a_loop_that_keeps_a_stock(shop, brief):
    shop.at(5, *shop.loop("bike", "base_stock", level=3))
    line, said = order(shop, RACK)
    assert brief([f for f in said if f.point == "bike"], "reference", "quantity") == [(RELEASE, "bike", line, 2)]
    pull = shop.pulls("bike")[0]["id"]
    # A rejected pull of the choice is no reason to make more of the stock.
    said = shop.at(20, {"kind": Kind.PULL_REJECTED, "reference": pull, "due": 500})
    assert [fact for fact in said if fact.point == "bike"] == []
    said = shop.at(500)
    assert brief([f for f in said if f.point == "bike"], "reference", "quantity") == [(RELEASE, "bike", line, 2)]


def test_a_choice_goes_up_the_chain_to_who_makes_it(net, on, brief):
    for name in ("shop", "works", "red"):
        net.point(name)
    net.move("shop", "works", 10)
    source = net.make("works", 20, {})
    net.choose(source, ("red", 2, 1, 2, 1))
    net.buy("red", 5)
    bench = on(net)
    loops = [*bench.loop("shop", "to_order"), *bench.loop("works", "base_stock", level=5)]
    bench.at(0, *loops, *bench.loop("red", "to_order"), bench.opened("works", 5))
    said = bench.at(10, bench.order("shop", 3), bench.chosen("shop", 1))
    assert brief(said, "quantity") == [(RELEASE, "shop", 3), (RELEASE, "works", 3), (RELEASE, "red", 6)]
    shop, works, red = (fact.id for fact in said)
    bench.at(20, bench.received(red))
    bench.at(21, bench.started(works))
    said = bench.at(30, bench.received(works))
    assert ("MATERIAL_ALLOCATED", "shop", 3) in brief(said, "quantity")
    bench.at(31, bench.started(shop))
    assert bench.pull(shop)["state"] == STARTED
    said = bench.at(40, bench.received(shop))
    assert brief(said, "quantity") == [("SHIPMENT_RELEASED", "shop", 3)]
    assert bench.stock("works")["on_hand"] == 5


def test_a_count_takes_no_more_from_a_choice_than_is_missing(shop):
    line, said = order(shop, CARBON, quantity=4)
    pull = next(fact.id for fact in said if fact.point == "bike")
    shop.at(20, *(shop.received(row["id"]) for row in shop.pulls("carbon")))
    shop.at(30, {"kind": Kind.PULL_CONFIRMED, "reference": pull, "quantity": 4, "due": 90})
    assert shop.pull(pull)["accepted"] == CONFIRMED
    shop.at(40, shop.received(pull))
    # 3 of the default choice and 4 carbon ones; 6 are found: nobody keeps the 3, so one of them is missing.
    assert [f for f in shop.at(50, shop.counted("bike", 6)) if f.point == "bike"] == []
    said = shop.at(60, shop.counted("bike", 3))
    again = [fact for fact in said if fact.kind == Kind.PULL_RELEASED and fact.point == "bike"]
    assert [(fact.reference, fact.quantity) for fact in again] == [(line, 1)]

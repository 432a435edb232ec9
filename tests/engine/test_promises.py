"""What a promise counts on is set aside, worked out by hand: rank, stock, supply in time, reservations that end."""

import pytest

from tugline.facts.kinds import Kind
from tugline.network.layout import NEVER

KIT, SHIP, KEPT, EXPIRED = "MATERIAL_ALLOCATED", "SHIPMENT_RELEASED", "STOCK_ALLOCATED", "PROMISE_EXPIRED"


@pytest.fixture
def shop(net, on):
    """Oil that is kept in stock and that nobody replenishes by itself (levels of 0)."""
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "min_max", min=-1000, max=0), bench.opened("oil", 0))
    return bench


def promised(bench, name, quantity, by, *, due=1000, priority=5, until=0):
    """Return rows of an order that is promised in the pulse in which it is placed."""
    return (
        bench.order(name, quantity, due=due, priority=priority),
        bench.about(Kind.PROMISE_MADE, 0, due=by, amount=until),
    )


def said(facts, *kinds):
    return [(fact.kind.name, fact.reference, fact.quantity) for fact in facts if fact.kind.name in kinds]


def line(bench, number):
    facts = bench.facts()
    return int(facts["seq"][facts["kind"] == Kind.ORDER_PLACED][number])


def test_what_was_promised_goes_before_who_has_a_better_priority_and_an_earlier_date(shop):
    shop.at(0, *promised(shop, "oil", 5, by=50, priority=9))
    shop.at(1, shop.order("oil", 5, due=2, priority=1))
    assert said(shop.at(3, shop.counted("oil", 5)), SHIP) == [(SHIP, line(shop, 0), 5)]


def test_of_two_promises_the_earlier_date_goes_first_whoever_was_first(shop):
    shop.at(1, *promised(shop, "oil", 5, by=90))
    shop.at(2, *promised(shop, "oil", 5, by=50))
    assert said(shop.at(3, shop.counted("oil", 5)), SHIP) == [(SHIP, line(shop, 1), 5)]


def test_stock_that_a_promise_counts_on_is_not_sold_to_who_was_promised_nothing(shop):
    """Ten are promised and four are there: before, anyone who wants four would have passed the large order."""
    shop.at(1, *promised(shop, "oil", 10, by=50))
    assert said(shop.at(2, shop.counted("oil", 4), shop.order("oil", 4)), SHIP) == []
    # Six more come: all ten are there, and the promise is kept.
    assert said(shop.at(3, shop.counted("oil", 10)), SHIP) == [(SHIP, line(shop, 0), 10)]


def test_what_comes_in_time_for_the_promise_is_not_set_aside_twice(shop):
    """Ten promised by 50, four there, eight come at 40: two of the four are needed, the others are free."""
    shop.at(1, *promised(shop, "oil", 10, by=50), shop.added("oil", 8, due=40))
    found = shop.at(2, shop.counted("oil", 4), shop.order("oil", 3), shop.order("oil", 2))
    assert said(found, SHIP) == [(SHIP, line(shop, 2), 2)]


@pytest.mark.parametrize(("due", "free"), [(50, True), (51, False)])
def test_supply_counts_up_to_the_promised_tick_and_not_after_it(shop, due, free):
    shop.at(1, *promised(shop, "oil", 4, by=50), shop.added("oil", 4, due=due))
    # Three of the four that are promised are there; all four come in time, or none.
    found = shop.at(2, shop.counted("oil", 3), shop.order("oil", 3))
    assert said(found, SHIP) == ([(SHIP, line(shop, 1), 3)] if free else [])


def test_nobody_counts_on_supply_that_is_overdue(shop):
    shop.at(1, *promised(shop, "oil", 4, by=50), shop.added("oil", 4, due=10))
    assert said(shop.at(11, shop.counted("oil", 3), shop.order("oil", 3)), SHIP) == []


def test_each_promised_date_is_looked_at_and_the_worst_one_binds(shop):
    """Promised: 4 by 20, 4 by 60; 6 come at 40: by 20 all four must be there, by 60 two more are over."""
    shop.at(0, *promised(shop, "oil", 4, by=20))
    shop.at(1, *promised(shop, "oil", 4, by=60), shop.added("oil", 6, due=40))
    found = shop.at(2, shop.counted("oil", 3), shop.order("oil", 1))
    assert said(found, SHIP) == [], "the first promise needs one more than is there"


def test_a_kit_leaves_the_part_that_a_promised_kit_waits_with(net, on):
    """Table = leg + top, both promised and not; one leg is there and no top: it stays for the promised table."""
    for name in ("table", "stool", "leg", "top"):
        net.point(name)
    net.make("table", 10, {"leg": 1, "top": 1})
    net.make("stool", 10, {"leg": 1})
    net.buy("leg"), net.buy("top")
    bench = on(net)
    loops = [bench.loop("table", "to_order"), bench.loop("stool", "to_order")]
    loops += [bench.loop(name, "min_max", min=-1000, max=0) for name in ("leg", "top")]
    bench.at(0, *(row for rows in loops for row in rows), bench.opened("leg", 0), bench.opened("top", 0))
    bench.at(0, *promised(bench, "table", 1, by=100))
    bench.at(1, bench.order("stool", 1, due=20))
    assert said(bench.at(2, bench.counted("leg", 1)), KIT) == []
    assert [fact.point for fact in bench.at(3, bench.counted("top", 1)) if fact.kind.name == KIT] == ["table"]


def test_a_promise_that_is_taken_back_leaves_its_place_and_its_goods_at_once(shop):
    shop.at(1, *promised(shop, "oil", 10, by=50))
    shop.at(2, shop.counted("oil", 4), shop.order("oil", 4))
    back = shop.at(3, shop.about(Kind.PROMISE_CHANGED, line(shop, 0), due=0))
    assert said(back, SHIP) == [(SHIP, line(shop, 1), 4)]
    assert shop.line(line(shop, 0))["promised"] == 0


def test_supply_that_is_moved_up_frees_what_was_set_aside(shop):
    shop.at(1, *promised(shop, "oil", 4, by=50), shop.added("oil", 4, due=60))
    shop.at(2, shop.counted("oil", 3), shop.order("oil", 3))
    pull = int(shop.pulls("oil")[0]["id"])
    sooner = shop.at(3, shop.about(Kind.PULL_CONFIRMED, pull, quantity=4, due=45))
    assert said(sooner, SHIP) == [(SHIP, line(shop, 1), 3)]


def test_more_than_was_promised_is_promised_nothing_and_less_keeps_its_date(shop):
    shop.at(1, *promised(shop, "oil", 4, by=50, due=1000))
    first = line(shop, 0)
    shop.at(2, shop.about(Kind.ORDER_CHANGED, first, 3, 800))
    assert (shop.line(first)["promised"], shop.line(first)["wanted"]) == (50, 800)
    shop.at(3, shop.about(Kind.ORDER_CHANGED, first, 5, 800))
    assert shop.line(first)["promised"] == 0


def reserved(net, on):
    """Chairs made to order of wood that is bought to order; two chairs are there."""
    net.point("chair"), net.point("wood")
    net.make("chair", 10, {"wood": 1})
    net.buy("wood", 5)
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order"), *bench.loop("wood", "to_order"), bench.opened("chair", 2))
    return bench


def test_what_is_reserved_keeps_what_is_there_pulls_nothing_and_does_not_ship(net, on):
    bench = reserved(net, on)
    found = bench.at(1, *promised(bench, "chair", 3, by=50, until=30))
    assert said(found, KEPT, SHIP, "PULL_RELEASED") == [(KEPT, line(bench, 0), 2)]
    assert said(bench.at(2, bench.order("chair", 1)), SHIP) == [], "both chairs are kept"


def test_a_reservation_that_nobody_takes_up_ends_at_its_tick_and_its_goods_go_to_who_waits(net, on):
    bench = reserved(net, on)
    bench.at(1, *promised(bench, "chair", 2, by=50, until=30))
    bench.at(2, bench.order("chair", 1))
    assert said(bench.at(29), EXPIRED) == []
    first, second = line(bench, 0), line(bench, 1)
    assert said(bench.at(30), EXPIRED, SHIP, KEPT)[0] == (EXPIRED, first, 2)
    assert bench.line(first) is None
    assert bench.stock("chair")["allocated"] <= 1
    assert bench.line(second) is not None


def test_who_orders_what_was_reserved_keeps_the_date_and_is_pulled_for(net, on):
    bench = reserved(net, on)
    bench.at(1, *promised(bench, "chair", 3, by=50, until=30))
    first = line(bench, 0)
    found = bench.at(20, bench.about(Kind.PROMISE_ACCEPTED, first))
    assert said(found, "PULL_RELEASED")[0] == ("PULL_RELEASED", first, 1)
    assert (bench.line(first)["promised"], bench.line(first)["reserved_until"]) == (50, 0)
    assert said(bench.at(31), EXPIRED) == []


def test_an_order_row_for_what_is_reserved_is_its_order(net, on):
    bench = reserved(net, on)
    bench.at(1, *promised(bench, "chair", 2, by=50, until=30))
    first = line(bench, 0)
    found = bench.at(2, bench.about(Kind.ORDER_CHANGED, first, 2, 1000))
    assert said(found, SHIP) == [(SHIP, first, 2)]


def test_what_is_left_of_another_lot_serves_what_is_reserved(net, on):
    """A lot of five is made for two: three are over, and the reserved chair takes one of them."""
    net.point("chair"), net.point("wood")
    net.make("chair", 10, {"wood": 1}, minimum=5)
    net.buy("wood", 5)
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order"), *bench.loop("wood", "to_order"), bench.opened("chair", 0))
    bench.at(1, *promised(bench, "chair", 1, by=50, until=NEVER // 2))
    found = bench.at(2, bench.order("chair", 2))
    pegged = [(fact.quantity, fact.cause) for fact in found if fact.kind is Kind.PEGGED and fact.point == "chair"]
    assert pegged == [(1, line(bench, 0))]

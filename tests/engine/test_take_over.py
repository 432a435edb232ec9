"""Who was promised a date gets what is kept for others that have not begun, where it would be late else; by hand."""

import pytest

from tugline.facts.kinds import Kind

FREED, KEPT, UNPEGGED, PEGGED = "STOCK_FREED", "STOCK_ALLOCATED", "UNPEGGED", "PEGGED"


@pytest.fixture
def shop(net, on):
    """Tables of two legs and a top, all to order; legs and tops take 100 ticks to come, a table 10 to make."""
    for name in ("table", "leg", "top"):
        net.point(name)
    net.make("table", 10, {"leg": 2, "top": 1})
    net.buy("leg", 100), net.buy("top", 100)
    bench = on(net)
    loops = [bench.loop(name, "to_order") for name in ("table", "leg", "top")]
    bench.at(0, *(row for rows in loops for row in rows), bench.opened("leg", 2), bench.opened("top", 0))
    # Two legs are kept for a table that waits for its top.
    bench.at(1, bench.order("table", 1, due=500))
    return bench


def promised(bench, by, quantity=1, *, until=0):
    row = bench.order("table", quantity, due=1000)
    return row, bench.about(Kind.PROMISE_MADE, 0, due=by, amount=until)


def said(facts, *kinds):
    return [(fact.kind.name, fact.point, fact.quantity) for fact in facts if fact.kind.name in kinds]


def test_legs_that_are_kept_for_a_table_that_has_not_begun_go_to_the_promised_one(shop):
    waits = shop.pulls("table")[0]["id"]
    found = shop.at(2, *promised(shop, by=50))
    assert said(found, FREED, KEPT) == [(FREED, "leg", 2), (KEPT, "leg", 2)]
    freed = next(fact for fact in found if fact.kind.name == FREED)
    new = next(pull["id"] for pull in shop.pulls("table") if pull["id"] != waits)
    assert (freed.reference, freed.cause) == (waits, new)
    # The other one is pulled for anew, in time for its own date.
    pulls = shop.pulls("leg")
    assert [(pull["quantity"], pull["due"]) for pull in pulls] == [(2, 490)]


def test_nothing_is_taken_over_where_a_purchase_comes_in_time(shop):
    found = shop.at(2, *promised(shop, by=200))
    assert said(found, FREED) == []
    assert [pull["due"] for pull in shop.pulls("leg")] == [190]


def test_who_was_promised_an_earlier_date_gives_nothing_and_a_later_one_does(shop):
    shop.at(2, *promised(shop, by=50))
    assert said(shop.at(3, *promised(shop, by=60)), FREED) == []
    assert said(shop.at(4, *promised(shop, by=40)), FREED, KEPT) == [(FREED, "leg", 2), (KEPT, "leg", 2)]


def test_what_has_begun_and_what_is_kept_for_a_line_stay(shop):
    waits = shop.pulls("table")[0]["id"]
    shop.at(2, shop.about(Kind.STARTED, waits, quantity=1))
    assert said(shop.at(3, *promised(shop, by=50)), FREED) == []
    shop.at(4, shop.counted("leg", 3), shop.order("leg", 4, due=900))
    assert said(shop.at(5, *promised(shop, by=60)), FREED) == []


def test_what_is_reserved_takes_nothing_before_it_is_ordered(shop):
    found = shop.at(2, shop.order("leg", 2, due=40), shop.about(Kind.PROMISE_MADE, 0, due=40, amount=20))
    assert said(found, FREED) == []
    reserved = int(shop.facts()["seq"][shop.facts()["kind"] == Kind.ORDER_PLACED][-1])
    assert said(shop.at(3, shop.about(Kind.PROMISE_ACCEPTED, reserved)), FREED) == [(FREED, "leg", 2)]


def test_a_purchase_on_its_way_that_comes_in_time_is_handed_over_and_one_that_comes_later_is_not(shop):
    tops = shop.pulls("top")[0]["id"]
    shop.at(2, shop.about(Kind.PULL_CONFIRMED, tops, quantity=1, due=40))
    found = shop.at(3, *promised(shop, by=50))
    assert said(found, UNPEGGED, PEGGED)[:2] == [(UNPEGGED, "top", 1), (PEGGED, "top", 1)]
    assert [pull["due"] for pull in shop.pulls("top")] == [40, 490]
    late = shop.at(4, *promised(shop, by=45))
    assert said(late, UNPEGGED) == [], "it would have to be there at 35"


def test_a_purchase_that_nobody_has_placed_is_of_no_use_to_the_promised_one(shop):
    assert said(shop.at(2, *promised(shop, by=50)), UNPEGGED) == []


def test_a_kit_that_loses_a_part_gives_back_those_that_a_loop_keeps(net, on):
    for name in ("table", "leg", "screw"):
        net.point(name)
    net.make("table", 10, {"leg": 1, "screw": 4})
    net.buy("leg", 100), net.buy("screw", 100)
    bench = on(net)
    loops = [bench.loop("table", "to_order"), bench.loop("leg", "to_order")]
    loops.append(bench.loop("screw", "min_max", min=-1000, max=0))
    bench.at(0, *(row for rows in loops for row in rows), bench.opened("leg", 1), bench.opened("screw", 4))
    ready = bench.at(1, bench.order("table", 1, due=500))
    assert "MATERIAL_ALLOCATED" in [fact.kind.name for fact in ready]
    row = bench.order("table", 1, due=1000)
    found = bench.at(2, row, bench.about(Kind.PROMISE_MADE, 0, due=50))
    assert said(found, FREED) == [(FREED, "leg", 1), (FREED, "screw", 4)]
    assert [fact.reference for fact in found if fact.kind.name == "MATERIAL_ALLOCATED"] == [
        bench.pulls("table")[1]["id"]
    ]


def test_what_comes_too_late_is_taken_over_where_nothing_comes_sooner(shop):
    """The top comes at 60, twenty ticks too late; a new one would come at 103."""
    tops = shop.pulls("top")[0]["id"]
    shop.at(2, shop.about(Kind.PULL_CONFIRMED, tops, quantity=1, due=60))
    found = shop.at(3, *promised(shop, by=50))
    assert said(found, UNPEGGED, PEGGED)[:2] == [(UNPEGGED, "top", 1), (PEGGED, "top", 1)]
    assert said(shop.at(4, *promised(shop, by=45)), UNPEGGED) == [], "it would break one promise for another"

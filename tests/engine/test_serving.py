"""Who gets what is on hand, worked out by hand: whole kits, ranks, parts, whole orders, stock that is lost again."""

import pytest

from tugline.facts.kinds import Kind
from tugline.state.layout import PARTS, READY, RELEASED, WHOLE_ORDER

KIT, SHIP = "MATERIAL_ALLOCATED", "SHIPMENT_RELEASED"


@pytest.fixture
def works(net, on):
    """Table = 4 legs + 1 top, bench = 2 legs: made to order from stock that nobody replenishes (levels of 0)."""
    for name in ("table", "bench", "leg", "top"):
        net.point(name)
    net.make("table", 10, {"leg": 4, "top": 1})
    net.make("bench", 10, {"leg": 2})
    net.buy("leg"), net.buy("top")
    bench = on(net)
    loops = [bench.loop("table", "to_order"), bench.loop("bench", "to_order")]
    loops += [bench.loop(name, "min_max", min=-1000, max=0) for name in ("leg", "top")]
    bench.at(0, *(row for rows in loops for row in rows), bench.opened("leg", 0), bench.opened("top", 0))
    return bench


def kits(said):
    return [(fact.kind.name, fact.point) for fact in said if fact.kind.name in (KIT, SHIP)]


def test_a_kit_takes_nothing_until_all_of_it_is_there(works):
    works.at(1, works.order("table", 1, due=100), works.order("bench", 1, due=200))
    # 5 legs and no top: the table is due first, but it could not start; the bench can, so no leg lies idle.
    assert kits(works.at(2, works.counted("leg", 5))) == [(KIT, "bench")]
    assert works.stock("leg")["allocated"] == 2
    # The top comes; the table lacks one leg and takes neither top nor legs.
    assert kits(works.at(3, works.counted("top", 1))) == []
    assert (works.stock("top")["allocated"], works.stock("leg")["allocated"]) == (0, 2)
    assert kits(works.at(4, works.counted("leg", 6))) == [(KIT, "table")]


def test_of_those_that_can_go_the_best_rank_goes_first(works):
    works.at(
        1,
        works.order("bench", 1, due=100),
        works.order("table", 1, due=90),
        works.order("bench", 1, due=80, priority=9),
    )
    # 5 legs, 1 top: the table (due 90) and then nobody, since 1 leg is left.
    assert kits(works.at(2, works.counted("leg", 5), works.counted("top", 1))) == [(KIT, "table")]
    # 2 more: the bench that is due later has the better priority.
    first = min(works.pulls("bench"), key=lambda pull: pull["priority"])["id"]
    assert [fact.reference for fact in works.at(3, works.counted("leg", 7))] == [first]


def test_a_small_order_passes_a_large_one_that_cannot_go_yet(works):
    works.at(1, works.order("bench", 3, due=10), works.order("bench", 1, due=900))
    small = works.pulls("bench")[1]["id"]
    said = works.at(2, works.counted("leg", 3))
    assert [fact.reference for fact in said] == [small], "3 legs are too few for three benches"


def test_who_is_new_and_ranks_better_is_served_before_who_waits(net, on, brief):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "min_max", min=-1000, max=0), bench.opened("oil", 0))
    bench.at(1, bench.order("oil", 5, priority=5))
    # 5 come in the same pulse as an order of a better customer.
    said = bench.at(2, bench.counted("oil", 5), bench.order("oil", 5, priority=1))
    urgent = bench.stated(Kind.ORDER_PLACED)[0].id
    assert brief(said, "reference") == [(SHIP, "oil", urgent)]


def test_ranks_hold_across_stock_points(net, on):
    """Two points gain at once; the pull at the lower one ranks better and both need a third."""
    for name in ("a", "b", "left", "right", "shared"):
        net.point(name)
    net.make("a", 10, {"left": 1, "shared": 1})
    net.make("b", 10, {"right": 1, "shared": 1})
    bench = on(net)
    loops = [bench.loop("a", "to_order"), bench.loop("b", "to_order")]
    loops += [bench.loop(name, "min_max", min=-1000, max=0) for name in ("left", "right", "shared")]
    stock = [bench.opened("left", 0), bench.opened("right", 0), bench.opened("shared", 1)]
    bench.at(0, *(row for rows in loops for row in rows), *stock)
    bench.at(1, bench.order("a", 1, due=200), bench.order("b", 1, due=100))
    assert kits(bench.at(2, bench.counted("left", 1), bench.counted("right", 1))) == [(KIT, "b")]


def test_parts_ship_as_they_come_but_no_fewer_than_the_minimum(net, on, brief):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "to_order"), bench.opened("oil", 3))
    bench.at(1, bench.order("oil", 20, parcels=PARTS), {"kind": Kind.ORDER_TERMS_SET, "code": PARTS, "quantity": 8})
    line = bench.stated(Kind.ORDER_PLACED)[0].id
    pull = bench.pulls()[0]["id"]
    assert brief(bench.at(2, bench.received(pull, 4)), "quantity") == [], "7 are too few"
    assert brief(bench.at(3, bench.received(pull, 2)), "quantity") == [(SHIP, "oil", 9)]
    bench.at(4, bench.shipped(line, 9))
    assert brief(bench.at(5, bench.received(pull, 8)), "quantity") == [(SHIP, "oil", 8)]
    assert brief(bench.at(6, bench.received(pull, 3)), "quantity") == [(SHIP, "oil", 3)], "the rest may be small"


def test_a_line_that_takes_parts_takes_what_there_is_of_a_common_stock(net, on, brief):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "base_stock", level=10), bench.opened("oil", 10))
    said = bench.at(1, bench.order("oil", 15, parcels=PARTS))
    assert brief(said, "quantity") == [("PULL_RELEASED", "oil", 15), (SHIP, "oil", 10)]


def test_a_whole_order_ships_when_the_last_of_its_lines_is_there(net, on, brief):
    net.point("cup"), net.point("plate")
    net.buy("cup"), net.buy("plate")
    bench = on(net)
    bench.at(0, *bench.loop("cup", "base_stock", level=5), *bench.loop("plate", "to_order"), bench.opened("cup", 5))
    said = bench.at(
        1, bench.order("cup", 2, parcels=WHOLE_ORDER, order=7), bench.order("plate", 3, parcels=WHOLE_ORDER, order=7)
    )
    assert [row for row in brief(said, "quantity") if row[0] != "PULL_RELEASED"] == [("STOCK_ALLOCATED", "cup", 2)]
    cups, plates = (fact.id for fact in bench.stated(Kind.ORDER_PLACED))
    said = bench.at(2, bench.received(bench.pulls("plate")[0]["id"]))
    assert brief(sorted(said, key=lambda f: f.reference), "reference", "quantity") == [
        (SHIP, "cup", cups, 2), (SHIP, "plate", plates, 3),
    ]  # fmt: skip


def test_a_whole_order_ships_without_a_line_that_was_cancelled(net, on, brief):
    net.point("cup"), net.point("plate")
    bench = on(net)
    bench.at(0, *bench.loop("cup", "to_order"), *bench.loop("plate", "to_order"), bench.opened("cup", 5))
    orders = [bench.order(name, 2, parcels=WHOLE_ORDER, order=7) for name in ("cup", "plate", "cup")]
    bench.at(1, *orders)
    plates = next(fact.id for fact in bench.stated(Kind.ORDER_PLACED) if fact.point == "plate")
    said = bench.at(2, bench.about(Kind.ORDER_CANCELLED, plates))
    assert brief(said, "quantity") == [(SHIP, "cup", 2)] * 2


def test_stock_that_a_count_does_not_find_is_taken_back_worst_rank_first(works):
    works.at(1, works.order("bench", 1, due=100), works.order("bench", 1, due=200), works.order("table", 1, due=300))
    works.at(2, works.counted("leg", 8), works.counted("top", 1))
    assert [int(pull["state"]) for pull in works.pulls()] == [READY] * 3
    # 3 legs are left for 2 + 2 + 4. The table loses all four, and its top, which would lie idle; then the later bench
    # loses its two. 1 leg stays free.
    early, late, table = [*works.pulls("bench"), *works.pulls("table")]
    said = works.at(3, works.counted("leg", 3))
    assert [(fact.kind.name, fact.point, fact.reference, fact.quantity) for fact in said] == [
        ("STOCK_FREED", "leg", table["id"], 4),
        ("STOCK_FREED", "top", table["id"], 1),
        ("STOCK_FREED", "leg", late["id"], 2),
    ]
    assert [int(pull["state"]) for pull in (works.pull(early["id"]), works.pull(late["id"]))] == [READY, RELEASED]
    assert works.stock("top")["allocated"] == 0
    # Found again: ranks decide, and whoever lost its kit gets it back.
    assert kits(works.at(4, works.counted("leg", 8))) == [(KIT, "bench"), (KIT, "table")]


def test_a_line_that_wants_all_at_once_does_not_ship_what_is_left_of_it(net, on, brief):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "to_order"), bench.opened("oil", 10))
    bench.at(1, bench.order("oil", 10))
    line = bench.stated(Kind.ORDER_PLACED)[0].id
    said = bench.at(2, bench.counted("oil", 6))
    assert brief(said, "reference", "quantity") == [
        ("STOCK_FREED", "oil", line, 10), ("STOCK_ALLOCATED", "oil", line, 6), ("PULL_RELEASED", "oil", line, 4),
    ]  # fmt: skip
    assert bench.line(line)["released"] == 0
    said = bench.at(3, bench.received(bench.pulls()[0]["id"]))
    assert brief(said, "quantity") == [(SHIP, "oil", 10)]


def test_a_line_that_takes_parts_loses_only_what_is_missing(net, on, brief):
    net.point("oil")
    bench = on(net)
    bench.at(0, *bench.loop("oil", "to_order"), bench.opened("oil", 10))
    bench.at(1, bench.order("oil", 10, parcels=PARTS))
    line = bench.stated(Kind.ORDER_PLACED)[0].id
    said = bench.at(2, bench.counted("oil", 6))
    assert brief(said, "quantity") == [("STOCK_FREED", "oil", 4)]
    assert bench.line(line)["released"] == 6


def test_a_whole_order_that_lost_a_line_does_not_ship_the_others(net, on, brief):
    net.point("cup"), net.point("plate")
    bench = on(net)
    loops = [*bench.loop("cup", "to_order"), *bench.loop("plate", "to_order")]
    bench.at(0, *loops, bench.opened("cup", 2), bench.opened("plate", 3))
    orders = [bench.order(name, q, parcels=WHOLE_ORDER, order=7) for name, q in (("cup", 2), ("plate", 3))]
    assert len([row for row in brief(bench.at(1, *orders)) if row[0] == SHIP]) == 2
    said = bench.at(2, bench.counted("plate", 1))
    assert [row for row in brief(said, "quantity") if row[0] == "STOCK_FREED"] == [
        ("STOCK_FREED", "plate", 3), ("STOCK_FREED", "cup", 2),
    ]  # fmt: skip
    assert [row for row in brief(said) if row[0] == SHIP] == []
    assert len([row for row in brief(bench.at(3, bench.counted("plate", 3))) if row[0] == SHIP]) == 2


def test_a_sale_over_the_counter_takes_what_was_kept_for_others(net, on, brief):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "base_stock", level=10), bench.opened("oil", 10))
    bench.at(1, bench.order("oil", 4))
    # 8 are sold, 2 are left and 4 were kept: the line waits, and the position (2 + 4 on the way - 4) is 8 short.
    said = bench.at(2, bench.sale("oil", 8))
    assert brief(said, "quantity") == [("STOCK_FREED", "oil", 4), ("PULL_RELEASED", "oil", 8)]


def test_more_can_be_shipped_than_the_records_show(net, on, brief):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "to_order"), bench.opened("oil", 3))
    bench.at(1, bench.order("oil", 5))
    line = bench.stated(Kind.ORDER_PLACED)[0].id
    said = bench.at(2, bench.shipped(line, 5))
    assert brief(said, "quantity") == [("STOCK_FOUND", "oil", 2), ("PULL_WITHDRAWN", "oil", 2)]
    assert bench.line(line) is None
    assert len(bench.pulls()) == 0, "what was pulled for it is not asked for any more"


def test_shipments_after_a_cancellation_have_left_all_the_same(net, on):
    net.point("oil")
    bench = on(net)
    bench.at(0, *bench.loop("oil", "to_order"), bench.opened("oil", 5))
    bench.at(1, bench.order("oil", 5))
    line = bench.stated(Kind.ORDER_PLACED)[0].id
    gone = bench.shipped(line, 5)
    bench.at(2, bench.about(Kind.ORDER_CANCELLED, line))
    bench.at(3, gone)
    assert bench.on_hand("oil") == 0


def test_a_cancelled_line_gives_its_goods_to_the_next(net, on, brief):
    net.point("oil")
    bench = on(net)
    bench.at(0, *bench.loop("oil", "to_order"), bench.opened("oil", 5))
    bench.at(1, bench.order("oil", 5, due=10), bench.order("oil", 4, due=20))
    first, second = (fact.id for fact in bench.stated(Kind.ORDER_PLACED))
    said = bench.at(2, bench.about(Kind.ORDER_CANCELLED, first))
    assert brief(said, "reference", "quantity") == [(SHIP, "oil", second, 4)]


def test_what_was_released_for_shipment_and_is_gone_is_called_back(net, on, brief):
    net.point("oil")
    bench = on(net)
    bench.at(0, bench.opened("oil", 5))
    assert brief(bench.at(1, bench.order("oil", 4)), "quantity") == [("SHIPMENT_RELEASED", "oil", 4)]
    assert brief(bench.at(2, bench.counted("oil", 3)), "quantity", "amount")[0] == ("STOCK_FREED", "oil", 4, 4)


def test_what_is_in_quarantine_is_taken_back_worst_rank_first_and_given_again(works):
    works.at(1, works.counted("leg", 6), works.order("bench", 1, due=100), works.order("bench", 2, due=200))
    assert works.stock("leg")["allocated"] == 6
    said = works.at(2, works.quarantined("leg", 3))
    # 3 are left: the later kit loses all that it has, the first one keeps its 2.
    freed = [(fact.quantity, fact.point) for fact in said if fact.kind == Kind.STOCK_FREED]
    assert freed == [(4, "leg")]
    assert (works.stock("leg")["allocated"], works.stock("leg")["quarantined"], works.on_hand("leg")) == (5, 3, 6)
    assert kits(works.at(3, works.freed_from_quarantine("leg", 3))) == [(KIT, "bench")]
    assert (works.stock("leg")["allocated"], works.stock("leg")["quarantined"]) == (6, 0)


def test_quarantine_is_never_more_than_what_is_there(works):
    works.at(1, works.counted("leg", 6))
    works.at(2, works.quarantined("leg", 9))
    assert (works.stock("leg")["quarantined"], works.stock("leg")["allocated"]) == (6, 6)
    works.at(3, works.counted("leg", 4))
    assert (works.stock("leg")["quarantined"], works.stock("leg")["allocated"]) == (4, 4)
    # Thrown away from there: nothing of it is free in between, and nothing else is lost.
    works.at(4, works.counted("leg", 9))
    works.at(5, {**works.scrapped("leg", 3), "code": 1})
    assert (works.stock("leg")["quarantined"], works.stock("leg")["allocated"], works.on_hand("leg")) == (1, 1, 6)
    works.at(6, works.freed_from_quarantine("leg", 7))
    assert (works.stock("leg")["quarantined"], works.stock("leg")["allocated"]) == (0, 0)

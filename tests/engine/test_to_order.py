"""Pulling to order, worked out by hand: netting, explosion, lots, yields, and what changes and cancellations do."""

import pytest

from tugline.facts.kinds import Kind
from tugline.state.layout import PROPOSED, READY, RELEASED, STARTED

RELEASE = "PULL_RELEASED"


@pytest.fixture
def bicycles(net, on):
    """Bike = 1 frame + 2 wheels; frame = 3 tubes; wheel = 32 spokes. Everything is pulled to order."""
    for name in ("bike", "frame", "wheel", "tube", "spoke"):
        net.point(name)
    net.make("bike", 60, {"frame": 1, "wheel": 2})
    net.make("frame", 120, {"tube": 3})
    net.make("wheel", 30, {"spoke": 32})
    net.buy("tube", 1000, minimum=10, multiple=5)
    net.buy("spoke", 500, multiple=100)
    bench = on(net)
    loops = [row for name in net.names for row in bench.loop(name, "to_order")]
    stock = [bench.opened(*row) for row in [("bike", 1), ("frame", 2), ("wheel", 3), ("tube", 0), ("spoke", 50)]]
    assert bench.at(0, *loops, *stock, bench.supply("wheel", 2, due=90)) == []
    return bench


def test_an_order_explodes_net_of_stock_and_open_supply(bicycles, brief):
    said = bicycles.at(10, bicycles.order("bike", 5, due=400))
    line = bicycles.stated(Kind.ORDER_PLACED)[0].id
    bike, frame, wheel = (
        next(f.id for f in said if f.kind == 51 and f.point == name) for name in ("bike", "frame", "wheel")
    )
    open_wheels = bicycles.pulls("wheel")[0]["id"]
    assert brief(said, "reference", "quantity", "due") == [
        # 5 bikes, 1 is here: make 4. Their parts are needed 60 ticks earlier, at 340: 4 frames and 8 wheels.
        ("STOCK_ALLOCATED", "bike", line, 1, 0),
        (RELEASE, "bike", line, 4, 400),
        # 4 frames, 2 are here: make 2; 6 tubes are needed 120 ticks earlier, at 220.
        ("STOCK_ALLOCATED", "frame", bike, 2, 0),
        (RELEASE, "frame", bike, 2, 340),
        # 8 wheels, 3 are here and 2 come at 90: make 3; 96 spokes are needed 30 ticks earlier, at 310.
        ("STOCK_ALLOCATED", "wheel", bike, 3, 0),
        ("PEGGED", "wheel", open_wheels, 2, 0),
        (RELEASE, "wheel", bike, 3, 340),
        # 6 tubes: at least 10 and a multiple of 5 are bought.
        (RELEASE, "tube", frame, 10, 220),
        # 96 spokes, 50 are here: 46, bought by the hundred.
        ("STOCK_ALLOCATED", "spoke", wheel, 50, 0),
        (RELEASE, "spoke", wheel, 100, 310),
    ]
    assert {fact.cause for fact in said if fact.kind == Kind.PULL_RELEASED} == {line}, "all of it is the line's doing"
    assert [fact.amount for fact in said if fact.kind == Kind.PULL_RELEASED] == [4, 2, 3, 6, 46], "what was lacking"


def test_what_has_a_safety_time_is_asked_for_earlier_and_so_are_its_parts(net, on, brief):
    net.point("bike")
    net.point("wheel")
    net.make("bike", 60, {"wheel": 2}, safety_ticks=40)
    net.buy("wheel", 30, safety_ticks=25)
    bench = on(net)
    assert bench.at(0, *bench.loop("bike", "to_order"), *bench.loop("wheel", "to_order")) == []
    # Wanted at 400: the bike by 360, so that its wheels are needed at 300, and asked for by 275.
    said = bench.at(10, bench.order("bike", 1, due=400))
    assert [row[-1] for row in brief(said, "quantity", "due") if row[0] == RELEASE] == [360, 275]
    # Nothing is due before now.
    said = bench.at(20, bench.order("bike", 1, due=50))
    assert [row[-1] for row in brief(said, "quantity", "due") if row[0] == RELEASE] == [20, 20]


def test_what_the_first_order_left_over_is_pegged_to_the_second(bicycles, brief):
    bicycles.at(10, bicycles.order("bike", 5, due=400))
    said = bicycles.at(20, bicycles.order("bike", 1, due=300))
    tubes, spokes = bicycles.pulls("tube")[0]["id"], bicycles.pulls("spoke")[0]["id"]
    # A frame takes 3 of the 4 tubes that are over; 2 wheels take 64 spokes: the 54 that are over and 100 new ones.
    assert [
        row for row in brief(said, "reference", "quantity") if row[1] in ("tube", "spoke") and row[0] == "PEGGED"
    ] == [
        ("PEGGED", "tube", tubes, 3),
        ("PEGGED", "spoke", spokes, 54),
    ]
    assert [row for row in brief(said, "quantity") if row[0] == RELEASE] == [
        (RELEASE, "bike", 1), (RELEASE, "frame", 1), (RELEASE, "wheel", 2), (RELEASE, "spoke", 100),
    ]  # fmt: skip


def finish_everything(bench, tick):
    """Receive all that is bought or ready and ship all that is released, until nothing moves."""
    moved = True
    while moved:
        rows = []
        for pull in bench.pulls():
            bought = pull["source"] >= 0 and bench.net.sources[pull["source"]][1]["kind"] >= 2
            if pull["state"] in (READY, STARTED) or (bought and pull["state"] == RELEASED):
                rows.append(bench.received(pull["id"]))
        released = [fact for fact in bench.last if fact.kind == Kind.SHIPMENT_RELEASED]
        rows += [bench.shipped(fact.reference, fact.quantity) for fact in released]
        tick += 1
        moved = bool(rows)
        bench.at(tick, *rows)
    return tick


def test_both_orders_ship_in_full_and_what_is_left_is_what_lots_left_over(bicycles):
    bicycles.at(10, bicycles.order("bike", 5, due=400))
    bicycles.at(20, bicycles.order("bike", 1, due=300))
    finish_everything(bicycles, 20)
    # Tubes 10 - 6 - 3, spokes 50 + 100 + 100 - 96 - 64. Nothing else is left, nobody is owed.
    assert [bicycles.on_hand(name) for name in bicycles.net.names] == [0, 0, 0, 1, 90]
    assert bicycles.pulls() == []
    assert [int(bicycles.stock(name)["waiting"]) for name in bicycles.net.names] == [0] * 5


def test_material_is_kept_for_who_it_was_pegged_to_best_rank_first(bicycles, brief):
    bicycles.at(10, bicycles.order("bike", 5, due=400))
    bicycles.at(20, bicycles.order("bike", 1, due=300))
    first, second = (row["id"] for row in bicycles.pulls("frame"))
    said = bicycles.at(100, bicycles.received(bicycles.pulls("tube")[0]["id"]))
    # 6 and 3 of the 10 tubes; the second pull is due at 240 and the first at 340, so the second is served first.
    assert brief(said, "reference") == [("MATERIAL_ALLOCATED", "frame", second), ("MATERIAL_ALLOCATED", "frame", first)]
    assert bicycles.stock("tube")["allocated"] == 9


def test_a_need_that_stock_covers_whole_is_served_without_a_pull(bicycles, brief):
    said = bicycles.at(10, bicycles.order("bike", 1))
    assert brief(said, "quantity") == [("SHIPMENT_RELEASED", "bike", 1)]


def test_more_is_started_than_is_wanted_where_some_are_lost_and_bills_round_up_once(net, on, brief):
    net.point("cake"), net.point("flour")
    net.make("cake", 10, {"flour": (3, 2)}, yield_numerator=9, yield_denominator=10)
    net.buy("flour")
    bench = on(net)
    bench.at(0, *bench.loop("cake", "to_order"), *bench.loop("flour", "to_order"))
    # 9 good ones: start 10, 15 flour. 10 good ones: start 11.1 -> 12, 18 flour. 1: start 1.1 -> 2, 3 flour.
    for wanted, flour in [(9, 15), (10, 18), (1, 3)]:
        said = bench.at(1, bench.order("cake", wanted))
        assert brief(said, "quantity") == [(RELEASE, "cake", wanted), (RELEASE, "flour", flour)]


def test_what_is_more_than_a_source_gives_at_once_is_pulled_in_parts(net, on, brief):
    net.point("oil")
    net.buy("oil", multiple=15, maximum=40)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "to_order"))
    # 70 rounds up to 75; at most 40 at once means at most 30, the largest multiple of 15.
    said = bench.at(1, bench.order("oil", 70))
    assert brief(said, "quantity") == [(RELEASE, "oil", 30), (RELEASE, "oil", 30), (RELEASE, "oil", 15)]
    assert [int(pull["free"]) for pull in bench.pulls("oil")] == [0, 0, 5]


def test_supply_that_comes_later_than_a_new_pull_would_is_left_alone(net, on, brief):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "to_order"), bench.supply("oil", 5, due=110), bench.supply("oil", 5, due=250))
    soon, late = (pull["id"] for pull in bench.pulls())
    # A new pull would come at 110, as the first supply does; the second comes only at 250.
    said = bench.at(10, bench.order("oil", 7, due=50))
    assert brief(said, "reference", "quantity")[0] == ("PEGGED", "oil", soon, 5)
    assert brief(said, "quantity")[1:] == [(RELEASE, "oil", 2)]
    # Whoever wants it no sooner takes it.
    said = bench.at(11, bench.order("oil", 7, due=250))
    assert brief(said, "reference", "quantity")[0] == ("PEGGED", "oil", late, 5)


def test_a_cancelled_line_takes_along_what_nobody_has_taken_on_down_the_bill(net, on, brief):
    net.point("chair"), net.point("leg")
    net.make("chair", 10, {"leg": 4})
    net.buy("leg")
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order", room=1), *bench.loop("leg", "to_order"))
    bench.at(1, bench.order("chair", 2))
    first = bench.stated(Kind.ORDER_PLACED)[0].id
    said = bench.at(2, bench.order("chair", 3))
    second = bench.stated(Kind.ORDER_PLACED)[0].id
    assert brief(said, "quantity") == [("PULL_PROPOSED", "chair", 3)], "no room: nothing is asked of anybody"
    cancelled = bench.at(3, bench.about(Kind.ORDER_CANCELLED, second))
    assert brief(cancelled, "quantity") == [("PULL_WITHDRAWN", "chair", 3)]
    assert [int(pull["quantity"]) for pull in bench.pulls("chair")] == [2]
    said = bench.at(4, bench.about(Kind.ORDER_CANCELLED, first))
    cancellation = bench.stated(Kind.ORDER_CANCELLED)[0].id
    assert brief(said, "quantity", "cause") == [
        ("PULL_WITHDRAWN", "chair", 2, cancellation),
        ("PULL_WITHDRAWN", "leg", 8, cancellation),
    ]
    assert len(bench.pulls()) == 0


@pytest.mark.parametrize("taken_on", [Kind.PULL_ACCEPTED, Kind.PULL_PLACED, Kind.PULL_CONFIRMED])
def test_what_somebody_has_taken_on_stays_for_the_next_customer(net, on, brief, taken_on):
    net.point("chair"), net.point("leg")
    net.make("chair", 10, {"leg": 4})
    net.buy("leg", 30)
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order"), *bench.loop("leg", "to_order"))
    bench.at(1, bench.order("chair", 2))
    line = bench.stated(Kind.ORDER_PLACED)[0].id
    leg = bench.pulls("leg")[0]["id"]
    bench.at(2, bench.about(taken_on, leg, 8, 40))
    assert brief(bench.at(3, bench.about(Kind.ORDER_CANCELLED, line)), "quantity") == [("PULL_WITHDRAWN", "chair", 2)]
    assert bench.pull(leg)["free"] == 8, "the supplier knows of it"
    said = bench.at(4, bench.order("chair", 2, due=1000))
    assert brief(said, "quantity") == [(RELEASE, "chair", 2), ("PEGGED", "leg", 8)]


def test_less_is_pulled_down_the_bill_for_an_order_that_became_smaller(net, on, brief):
    net.point("chair"), net.point("leg"), net.point("screw")
    net.make("chair", 10, {"leg": 4, "screw": (1, 3)})
    net.make("leg", 5, {"screw": 2}, minimum=12)
    net.buy("screw", 30, multiple=5)
    bench = on(net)
    for name in ("chair", "leg", "screw"):
        bench.at(0, *bench.loop(name, "to_order"))
    bench.at(1, bench.order("chair", 10, due=500))
    line = bench.stated(Kind.ORDER_PLACED)[0].id
    assert [(pull["point"], pull["quantity"]) for pull in bench.pulls()] == [(0, 10), (1, 40), (2, 80), (2, 5)]
    said = bench.at(2, bench.about(Kind.ORDER_CHANGED, line, 4, 500, priority=5))
    # 4 chairs: 16 legs, 2 screws; 16 legs: 32 screws. Legs stay at 16 (12 or more), screws come in fives.
    assert brief(said, "quantity") == [
        ("PULL_WITHDRAWN", "chair", 6),
        ("PULL_WITHDRAWN", "leg", 24),
        ("PULL_WITHDRAWN", "screw", 45),
    ]
    bench.at(3, bench.about(Kind.ORDER_CHANGED, line, 1, 500, priority=5))
    assert [int(pull["quantity"]) for pull in bench.pulls("leg")] == [12], "the least that is made at a time"


@pytest.fixture
def chairs(net, on):
    """Chair = 4 legs, each of a bought log; an order for 2 chairs by 500."""
    net.point("chair"), net.point("leg"), net.point("log")
    net.make("chair", 10, {"leg": 4})
    net.make("leg", 5, {"log": 1})
    net.buy("log", 30)
    bench = on(net)
    bench.at(0, *(row for name in ("chair", "leg", "log") for row in bench.loop(name, "to_order")))
    bench.at(1, bench.order("chair", 2, due=500))
    bench.line_id = bench.stated(Kind.ORDER_PLACED)[0].id
    return bench


def test_pulls_that_nobody_has_taken_on_follow_their_order_to_another_date(chairs, brief):
    said = chairs.at(2, chairs.about(Kind.ORDER_CHANGED, chairs.line_id, 2, 800, priority=2))
    assert brief(said, "due", "priority") == [
        ("PULL_MOVED", "chair", 800, 2), ("PULL_MOVED", "leg", 790, 2), ("PULL_MOVED", "log", 785, 2),
    ]  # fmt: skip
    assert [(pull["due"], pull["priority"]) for pull in chairs.pulls()] == [(800, 2), (790, 2), (785, 2)]
    assert chairs.at(3, chairs.about(Kind.ORDER_CHANGED, chairs.line_id, 2, 800, priority=2)) == []
    # What is wanted before it can be is wanted now.
    said = chairs.at(4, chairs.about(Kind.ORDER_CHANGED, chairs.line_id, 2, 8, priority=2))
    assert brief(said, "due") == [("PULL_MOVED", "chair", 8), ("PULL_MOVED", "leg", 4), ("PULL_MOVED", "log", 4)]


def test_what_is_taken_on_keeps_its_date_and_is_not_bought_twice(chairs, brief):
    log = chairs.pulls("log")[0]["id"]
    chairs.at(2, chairs.about(Kind.PULL_CONFIRMED, log, 8, 600))
    said = chairs.at(3, chairs.about(Kind.ORDER_CHANGED, chairs.line_id, 2, 501, priority=5))
    assert brief(said, "due") == [("PULL_MOVED", "chair", 501), ("PULL_MOVED", "leg", 491)]
    assert [int(pull["id"]) for pull in chairs.pulls("log")] == [log], "the confirmed logs are still its own"
    assert chairs.pull(log)["free"] == 0


def test_a_pull_that_is_held_moves_and_stays_held(chairs):
    chair = chairs.pulls("chair")[0]["id"]
    chairs.at(2, chairs.about(Kind.PULL_HELD, chair, due=10_000))
    chairs.at(3, chairs.about(Kind.ORDER_CHANGED, chairs.line_id, 2, 501, priority=5))
    assert (chairs.pull(chair)["due"], chairs.pull(chair)["held_until"]) == (501, 10_000)


def test_a_smaller_order_gives_up_first_what_nobody_has_taken_on(net, on):
    net.point("lamp")
    net.buy("lamp", 50)
    bench = on(net)
    bench.at(0, *bench.loop("lamp", "to_order"))
    bench.at(1, bench.order("lamp", 5, due=100))
    line, first = bench.stated(Kind.ORDER_PLACED)[0].id, bench.pulls()[0]["id"]
    bench.at(2, bench.about(Kind.ORDER_CHANGED, line, 10, 100, priority=5))
    second = bench.pulls()[1]["id"]
    bench.at(3, bench.about(Kind.PULL_ACCEPTED, second))
    bench.at(4, bench.about(Kind.ORDER_CHANGED, line, 5, 100, priority=5))
    assert first not in [pull["id"] for pull in bench.pulls()]
    assert (bench.pull(second)["quantity"], bench.pull(second)["free"]) == (5, 0)


def test_a_piece_from_the_shelf_makes_the_pull_smaller_and_leaves_it_ready(net, on, brief):
    net.point("chair"), net.point("leg")
    net.make("chair", 10, {"leg": 4})
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order"), bench.opened("leg", 40), bench.opened("chair", 0))
    bench.at(1, bench.order("chair", 10, due=500, parcels=1))
    line, pull = bench.stated(Kind.ORDER_PLACED)[0].id, bench.pulls("chair")[0]["id"]
    assert bench.pull(pull)["state"] == READY
    said = bench.at(2, bench.counted("chair", 3), bench.shipped(line, 3))
    assert ("PULL_WITHDRAWN", "chair", 3) in brief(said, "quantity")
    assert (bench.pull(pull)["state"], bench.pull(pull)["quantity"]) == (READY, 7)
    assert bench.stock("leg")["allocated"] == 28


def test_whom_a_person_gave_room_keeps_it(net, on):
    net.point("chair")
    net.make("chair", 10)
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order", room=1))
    bench.at(1, bench.order("chair", 1, due=50), bench.order("chair", 4, due=100))
    line, waiting = bench.stated(Kind.ORDER_PLACED)[1].id, bench.pulls("chair")[1]["id"]
    bench.at(2, bench.about(Kind.PULL_STARTED, waiting))
    bench.at(3, bench.about(Kind.ORDER_CANCELLED, line))
    assert bench.pull(waiting)["free"] == 4, "a person has approved it"


def test_started_work_is_never_touched_by_a_cancellation(bicycles):
    bicycles.at(10, bicycles.order("bike", 1, due=400), bicycles.order("bike", 2, due=500))
    line = bicycles.stated(Kind.ORDER_PLACED)[1].id
    pull = bicycles.pulls("bike")[0]["id"]
    finish = [bicycles.started(pull)]
    bicycles.at(20, *finish)
    bicycles.at(21, bicycles.about(Kind.ORDER_CANCELLED, line))
    assert (bicycles.pull(pull)["state"], bicycles.pull(pull)["free"]) == (STARTED, 2)


def test_a_larger_order_is_new_demand_and_a_smaller_one_frees_supply(net, on, brief):
    net.point("lamp")
    net.buy("lamp", 50)
    bench = on(net)
    bench.at(0, *bench.loop("lamp", "to_order"), bench.opened("lamp", 3))
    bench.at(1, bench.order("lamp", 10, due=100))
    line = bench.stated(Kind.ORDER_PLACED)[0].id
    # 3 here, 7 pulled. Now 12: 2 more.
    assert brief(bench.at(2, bench.about(Kind.ORDER_CHANGED, line, 12, 100)), "quantity") == [(RELEASE, "lamp", 2)]
    # Now 4: of the 9 on order only 1 is wanted.
    bench.at(3, bench.about(Kind.ORDER_CHANGED, line, 4, 100))
    assert (bench.stock("lamp")["pegged"], bench.stock("lamp")["allocated"]) == (1, 3)
    assert [(pull["quantity"], pull["free"]) for pull in bench.pulls("lamp")] == [(1, 0)]
    # Now 2: less than is here, so a lamp is free again, and the line ships.
    assert brief(bench.at(4, bench.about(Kind.ORDER_CHANGED, line, 2, 100)), "quantity") == [
        ("PULL_WITHDRAWN", "lamp", 1),
        ("SHIPMENT_RELEASED", "lamp", 2),
    ]
    assert bench.stock("lamp")["allocated"] == 2


def test_an_order_changed_to_what_has_shipped_is_closed(net, on):
    net.point("lamp")
    net.buy("lamp", 50)
    bench = on(net)
    bench.at(0, *bench.loop("lamp", "to_order"), bench.opened("lamp", 3))
    bench.at(1, bench.order("lamp", 10, parcels=1))
    line = bench.stated(Kind.ORDER_PLACED)[0].id
    bench.at(2, bench.shipped(line, 3))
    bench.at(3, bench.about(Kind.ORDER_CHANGED, line, 1, 1000))
    assert bench.line(line) is None
    assert len(bench.pulls("lamp")) == 0


def test_a_line_has_room_when_a_better_ranked_proposal_does_not_want_it(net, on, brief):
    net.point("chair")
    net.make("chair", 10)
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order", room=1))
    bench.at(1, bench.order("chair", 1, due=100))
    bench.at(2, bench.order("chair", 2, due=300), bench.order("chair", 3, due=200))
    running, early, late = bench.pulls("chair")
    assert [(int(p["quantity"]), int(p["state"])) for p in (early, late)] == [(3, PROPOSED), (2, PROPOSED)]
    # The line is free, and in the same pulse a third order comes that is due last: it does not jump the queue.
    said = bench.at(3, bench.received(running["id"]), bench.order("chair", 4, due=400))
    assert brief(said, "quantity")[:2] == [("PULL_PROPOSED", "chair", 4), ("PULL_STARTED", "chair", 3)]
    assert [int(pull["state"]) for pull in bench.pulls("chair")] == [READY, PROPOSED, PROPOSED]


def test_no_room_means_nothing_is_asked_of_the_levels_below(net, on, brief):
    net.point("chair"), net.point("leg")
    net.make("chair", 10, {"leg": 4})
    net.buy("leg")
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order", room=1), *bench.loop("leg", "to_order"))
    bench.at(1, bench.order("chair", 1), bench.order("chair", 1))
    assert [int(pull["quantity"]) for pull in bench.pulls("leg")] == [4]
    running = bench.pulls("chair")[0]["id"]
    bench.at(2, bench.received(bench.pulls("leg")[0]["id"]))
    said = bench.at(3, bench.received(running))
    assert brief(said, "quantity") == [
        ("PULL_STARTED", "chair", 1), (RELEASE, "leg", 4), ("SHIPMENT_RELEASED", "chair", 1),
    ]  # fmt: skip


def test_more_room_releases_what_waits(net, on, brief):
    net.point("chair")
    net.make("chair", 10)
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order", room=1))
    bench.at(1, *(bench.order("chair", 1, due=100 + n) for n in range(4)))
    said = bench.at(2, bench.parameter("chair", "room", 3))
    assert [row[0] for row in brief(said)] == ["PULL_STARTED"] * 2 + ["MATERIAL_ALLOCATED"] * 2
    assert [row[0] for row in brief(bench.at(3, bench.parameter("chair", "room", 0)))][:1] == ["PULL_STARTED"]


def test_stock_found_by_a_count_completes_a_line_that_nobody_supplies(net, on, brief):
    net.point("relic")
    bench = on(net)
    bench.at(0, *bench.loop("relic", "to_order"), bench.opened("relic", 3))
    said = bench.at(1, bench.order("relic", 7))
    assert brief(said, "quantity") == [("STOCK_ALLOCATED", "relic", 3)]
    said = bench.at(2, bench.counted("relic", 7))
    assert brief(said, "quantity") == [("STOCK_ALLOCATED", "relic", 4), ("SHIPMENT_RELEASED", "relic", 7)]


def test_stock_found_by_a_count_completes_a_kit_of_parts_that_nobody_supplies(net, on, brief):
    for name in ("chair", "leg", "seat"):
        net.point(name)
    net.make("chair", 10, {"leg": 4, "seat": 1})
    bench = on(net)
    loops = [row for name in net.names for row in bench.loop(name, "to_order")]
    bench.at(0, *loops, bench.opened("leg", 4))
    bench.at(1, bench.order("chair", 1))
    assert bench.stock("leg")["allocated"] == 4, "at a point that pulls to order the share is kept at once"
    said = bench.at(2, bench.counted("seat", 1))
    assert brief(said) == [("STOCK_ALLOCATED", "seat"), ("MATERIAL_ALLOCATED", "chair")]


def test_a_drop_shipment_is_pulled_like_a_purchase(net, on, brief):
    net.point("sofa")
    net.drop("sofa", 200)
    bench = on(net)
    bench.at(0, *bench.loop("sofa", "to_order"))
    assert brief(bench.at(1, bench.order("sofa", 1, due=50)), "quantity", "due") == [(RELEASE, "sofa", 1, 50)]


# What became free comes before what nobody has begun


@pytest.mark.parametrize("how", ["counted", "returned", "cancelled"])
def test_goods_that_became_free_go_to_who_waits_for_a_pull_that_nobody_has_taken_on(net, on, brief, how):
    net.point("chair"), net.point("leg")
    net.make("chair", 10, {"leg": 4})
    net.buy("leg", 30)
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order"), *bench.loop("leg", "to_order"), bench.opened("chair", 3))
    bench.at(1, bench.order("chair", 3, due=400, parcels=2, order=7))
    first = bench.stated(Kind.ORDER_PLACED)[0].id
    bench.at(2, bench.order("chair", 5, due=500))
    assert [int(pull["quantity"]) for pull in bench.pulls()] == [5, 20]
    free = {
        "counted": bench.counted("chair", 6),
        "returned": bench.returned("chair", 3),
        "cancelled": bench.about(Kind.ORDER_CANCELLED, first),
    }[how]
    bench.at(3, free)
    assert bench.stock("chair")["allocated"] == bench.on_hand("chair")
    assert [int(pull["quantity"]) for pull in bench.pulls()] == [2, 8], "3 of 5 are there: 2 are made, of 8 legs"


def test_supply_that_somebody_has_taken_on_goes_first_to_who_would_wait_as_long(net, on, brief):
    net.point("leg")
    net.buy("leg", 30)
    bench = on(net)
    bench.at(0, *bench.loop("leg", "to_order"))
    bench.at(1, bench.order("leg", 8, due=20))
    cancelled, placed = bench.stated(Kind.ORDER_PLACED)[0].id, bench.pulls()[0]["id"]
    bench.at(1, bench.about(Kind.PULL_PLACED, placed, due=31))
    bench.at(2, bench.order("leg", 5, due=10))
    assert [int(pull["quantity"]) for pull in bench.pulls()] == [8, 5]
    said = bench.at(3, bench.about(Kind.ORDER_CANCELLED, cancelled))
    # A new one, asked for at 2, comes at 32 at the earliest; the placed one at 31.
    assert brief(said, "quantity") == [("UNPEGGED", "leg", 5), ("PEGGED", "leg", 5), ("PULL_WITHDRAWN", "leg", 5)]
    assert [(int(pull["id"]), int(pull["free"])) for pull in bench.pulls()] == [(placed, 3)]


def test_work_that_was_finished_has_begun(net, on):
    net.point("chair"), net.point("leg")
    net.make("chair", 10, {"leg": 4})
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order"), bench.opened("leg", 8), bench.opened("chair", 0))
    bench.at(1, bench.order("chair", 2))
    line, pull = bench.stated(Kind.ORDER_PLACED)[0].id, bench.pulls("chair")[0]["id"]
    bench.at(2, bench.about(Kind.FINISHED, pull, 2))
    assert (bench.pull(pull)["state"], bench.on_hand("leg")) == (STARTED, 0)
    bench.at(3, bench.about(Kind.ORDER_CANCELLED, line))
    assert bench.pull(pull)["free"] == 2


def test_a_pull_follows_whoever_is_left_of_those_it_is_kept_for(net, on, brief):
    """A lot of 10 is made for an urgent order and takes a patient one along; the urgent one goes, and it can wait."""
    net.point("chair"), net.point("leg")
    net.make("chair", 10, {"leg": 4}, minimum=10)
    net.buy("leg", 30)
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order"), *bench.loop("leg", "to_order"))
    bench.at(1, bench.order("chair", 4, due=500, priority=1))
    urgent = bench.stated(Kind.ORDER_PLACED)[0].id
    assert brief(bench.at(2, bench.order("chair", 3, due=900, priority=4)), "quantity") == [("PEGGED", "chair", 3)]
    patient = bench.stated(Kind.ORDER_PLACED)[0].id
    said = bench.at(3, bench.about(Kind.ORDER_CANCELLED, urgent))
    assert brief(said, "due", "priority", "cause") == [
        ("PULL_MOVED", "chair", 900, 4, patient), ("PULL_MOVED", "leg", 890, 4, patient),
    ]  # fmt: skip
    said = bench.at(4, bench.order("chair", 7, due=950, priority=2))
    assert brief(said, "due", "priority")[1:] == [("PULL_MOVED", "chair", 900, 2), ("PULL_MOVED", "leg", 890, 2)]


def test_a_pull_that_is_late_already_is_not_moved_with_the_clock(chairs):
    chairs.at(2, chairs.about(Kind.ORDER_CHANGED, chairs.line_id, 2, 8, priority=5))
    chair = chairs.pulls("chair")[0]["id"]
    said = chairs.at(100, chairs.about(Kind.ORDER_CHANGED, chairs.line_id, 3, 8, priority=5))
    assert chairs.pull(chair)["due"] == 8
    assert all(fact.kind != Kind.PULL_MOVED for fact in said)


def test_what_is_spare_of_a_pull_that_nobody_has_taken_on_is_kept_and_asked_for_sooner(net, on, brief):
    """20 are the least; 1 is wanted by 900, then 3 by 600: no second lot, the first is asked for by 600."""
    net.point("chair"), net.point("leg")
    net.make("chair", 10, {"leg": 4}, minimum=20)
    net.buy("leg", 30)
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order"), *bench.loop("leg", "to_order"))
    bench.at(1, bench.order("chair", 1, due=900))
    said = bench.at(2, bench.order("chair", 3, due=600))
    assert brief(said, "quantity", "due") == [
        ("PEGGED", "chair", 3, 0), ("PULL_MOVED", "chair", 0, 600), ("PULL_MOVED", "leg", 0, 590),
    ]  # fmt: skip
    # Once somebody has taken it on, its date is a promise, and who wants some sooner gets a pull of his own.
    bench.at(3, bench.about(Kind.PULL_ACCEPTED, bench.pulls("chair")[0]["id"]))
    assert brief(bench.at(4, bench.order("chair", 2, due=300)), "quantity", "due")[0] == (
        "PULL_RELEASED",
        "chair",
        20,
        300,
    )


def _line(net):
    """Two products of one line, each from a part of its own, one bought and always there."""
    for name in ("chair", "stool", "leg"):
        net.point(name)
    net.make("chair", 10, {"leg": 4})
    net.make("stool", 10, {"leg": 3})
    net.buy("leg", 5)


def test_a_line_with_constant_work_in_process_holds_back_whatever_it_makes(net, on, brief):
    """Room for two: a third order waits, be it for another product, and asks nothing of the parts."""
    _line(net)
    bench = on(net)
    for name in ("chair", "stool"):
        bench.at(0, *bench.loop(name, "conwip", room=2), *bench.loop("leg", "to_order"))
    said = bench.at(1, bench.order("chair", 1, 100), bench.order("stool", 1, 90), bench.order("chair", 1, 80))
    shown = [row[:3] for row in brief(said, "quantity") if row[1] != "leg"]
    assert shown[:3] == [("PULL_PROPOSED", "chair", 1)] * 2 + [("PULL_PROPOSED", "stool", 1)]
    started = [(fact.point, pull["due"]) for fact in said if fact.kind == Kind.PULL_STARTED
               for pull in bench.pulls() if pull["id"] == fact.row["reference"]]  # fmt: skip
    assert started == [("chair", 80), ("stool", 90)], "by rank, whichever decided first"
    assert [fact.row["quantity"] for fact in said if fact.point == "leg" and fact.kind == Kind.PULL_RELEASED] == [4, 3]


def test_when_something_leaves_the_line_the_best_of_its_backlog_is_released(net, on, brief):
    """Room for one. The backlog holds a stool due at 50 and a chair due at 40, made later: the chair goes first."""
    _line(net)
    bench = on(net)
    bench.at(0, *bench.loop("chair", "conwip", room=1), *bench.loop("stool", "conwip", room=1), bench.opened("leg", 99))
    bench.at(1, bench.order("chair", 1, 100))
    bench.at(2, bench.order("stool", 1, 50))
    bench.at(3, bench.order("chair", 1, 40))
    first = next(int(pull["id"]) for pull in bench.pulls("chair") if pull["state"] != PROPOSED)
    said = brief(bench.at(9, bench.received(first, 1)), "quantity")
    assert ("PULL_STARTED", "chair", 1) in said
    assert ("PULL_STARTED", "stool", 1) not in said
    second = next(int(pull["id"]) for pull in bench.pulls("chair") if pull["state"] != PROPOSED)
    assert ("PULL_STARTED", "stool", 1) in brief(bench.at(20, bench.received(second, 1)), "quantity")


def test_another_kind_of_loop_leaves_the_line_and_takes_its_work_with_it(net, on, brief):
    _line(net)
    bench = on(net)
    bench.at(0, *bench.loop("chair", "conwip", room=1), *bench.loop("stool", "conwip", room=1), bench.opened("leg", 99))
    bench.at(1, bench.order("chair", 1, 100), bench.order("stool", 1, 200))
    said = brief(bench.at(2, bench.loop("chair", "to_order")[-1]), "quantity")
    assert ("PULL_STARTED", "stool", 1) in said, "the chair is none of the line any more"
    assert ("PULL_PROPOSED", "chair", 1) in brief(bench.at(3, bench.loop("chair", "conwip", room=1)[-1],
        bench.order("chair", 1, 9)), "quantity")  # fmt: skip

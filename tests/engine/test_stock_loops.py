"""Loops that keep stock, worked out by hand: base stock, reviews, packs, display, reorder points, min and max."""

import pytest

from tugline.facts.kinds import Kind
from tugline.state.arena import arrays

DAY, EVENING = 1440, 18 * 60
MON_THU_18H = -(0b0001001 + 128 * EVENING)
"""Monday and Thursday at 18:00; the network's first day is a Monday."""
RELEASE = "PULL_RELEASED"


def released(said):
    return [(fact.quantity, fact.amount, fact.due) for fact in said if fact.kind == Kind.PULL_RELEASED]


@pytest.fixture
def shop(net, on):
    net.point("shirt"), net.point("depot")
    net.move("shirt", "depot", 100)
    return on(net)


def test_a_shop_is_replenished_at_its_reviews_in_whole_packs(shop):
    loop = shop.loop("shirt", "base_stock", level=144, pack=6, review=MON_THU_18H)
    assert shop.at(0, *loop, shop.opened("shirt", 120), shop.opened("depot", 500)) == []
    assert arrays(shop.state)["head"]["next_review"] == EVENING, "Monday, 18:00"
    assert shop.at(700, shop.sale("shirt", 23)) == [], "nothing is pulled between reviews"
    # Position 120 - 23 = 97, level 144: 47 are lacking, 8 packs of 6 are 48. The lorry takes 100 ticks.
    assert released(shop.at(EVENING)) == [(48, 97, EVENING + 100)]
    assert arrays(shop.state)["head"]["next_review"] == 3 * DAY + EVENING, "Thursday, 18:00"
    # Tuesday 18:00 is no review. On Thursday 97 + 48 on the way - 10 = 135: 9 are lacking, 2 packs.
    assert shop.at(DAY + EVENING, shop.sale("shirt", 10)) == []
    assert released(shop.at(3 * DAY + EVENING)) == [(12, 135, 3 * DAY + EVENING + 100)]
    assert arrays(shop.state)["head"]["next_review"] == 7 * DAY + EVENING, "Monday again"


@pytest.mark.parametrize(
    ("weekday", "shift", "first", "second"),
    [
        (0, 0, EVENING, 3 * DAY + EVENING),  # from Monday, midnight
        (2, 0, DAY + EVENING, 5 * DAY + EVENING),  # from Wednesday: Thursday, then Monday
        (0, 600, EVENING - 600, 3 * DAY + EVENING - 600),  # from Monday, ten o'clock
        (0, 1100, 3 * DAY + EVENING - 1100, 7 * DAY + EVENING - 1100),  # from Monday, after six: Monday is past
    ],
)
def test_reviews_are_at_local_times_of_local_weekdays(kit, on, weekday, shift, first, second):
    net = kit.Net(weekday=weekday, shift=shift)
    net.point("shirt")
    net.buy("shirt", 100)
    bench = on(net)
    bench.at(0, *bench.loop("shirt", "base_stock", level=5, review=MON_THU_18H))
    assert arrays(bench.state)["head"]["next_review"] == first
    bench.at(first)
    assert arrays(bench.state)["head"]["next_review"] == second


def test_a_review_keeps_its_local_time_when_the_clocks_change(kit, on):
    net = kit.Net()
    net.day_start[1:] -= 60  # the first day has 23 hours
    net.point("shirt")
    bench = on(net)
    bench.at(0, *bench.loop("shirt", "base_stock", level=5, review=-(127 + 128 * 8 * 60)))
    assert arrays(bench.state)["head"]["next_review"] == 480
    bench.at(480)
    assert arrays(bench.state)["head"]["next_review"] == DAY - 60 + 480


def test_a_review_that_nobody_was_there_for_is_made_up_for_at_the_next_pulse(shop):
    shop.at(0, *shop.loop("shirt", "base_stock", level=10, review=DAY), shop.opened("shirt", 10))
    shop.at(5, shop.sale("shirt", 4))
    assert released(shop.at(3 * DAY + 7)) == [(4, 6, 3 * DAY + 107)]
    assert arrays(shop.state)["head"]["next_review"] == 4 * DAY


def test_a_loop_leaves_its_review_group_when_its_review_changes(shop):
    shop.at(0, *shop.loop("shirt", "base_stock", level=10, review=DAY), shop.opened("shirt", 10))
    shop.at(EVENING, shop.parameter("shirt", "review", MON_THU_18H), shop.sale("shirt", 4))
    assert shop.at(DAY) == []
    assert released(shop.at(3 * DAY + EVENING)) == [(4, 6, 3 * DAY + EVENING + 100)]
    # Without a review it looks at every change.
    assert released(shop.at(3 * DAY + EVENING + 1, shop.parameter("shirt", "review", 0), shop.sale("shirt", 1))) == [
        (1, 9, 3 * DAY + EVENING + 101)
    ]


def test_a_review_of_a_loop_that_pulls_to_order_leaves_nothing_behind(shop):
    shop.at(0, *shop.loop("shirt", "to_order", review=DAY), shop.opened("depot", 10))
    assert shop.at(DAY) == []


def test_the_display_is_kept_full_even_above_the_level(shop):
    shop.at(0, *shop.loop("shirt", "base_stock", level=3, display=5), shop.opened("shirt", 5), shop.opened("depot", 9))
    assert released(shop.at(1, shop.sale("shirt", 1))) == [(1, 4, 101)]


def test_whole_packs_stay_whole_under_a_minimum_a_multiple_and_a_maximum(net, on):
    net.point("shirt")
    net.buy("shirt", 100, minimum=10, multiple=4, maximum=30)
    bench = on(net)
    bench.at(0, *bench.loop("shirt", "base_stock", level=100, pack=6), bench.opened("shirt", 100))
    # Packs of 6 in multiples of 4 are steps of 12; at most 30 at once are 24.
    assert [row[0] for row in released(bench.at(1, bench.sale("shirt", 1)))] == [12], "1 wanted, at least 10"
    assert [row[0] for row in released(bench.at(2, bench.sale("shirt", 60)))] == [24, 24, 12], "61 - 12 = 49 wanted"


def test_nothing_is_pulled_twice_for_the_same_shortage(shop):
    shop.at(0, *shop.loop("shirt", "base_stock", level=20), shop.opened("shirt", 20), shop.opened("depot", 99))
    assert released(shop.at(1, shop.sale("shirt", 5))) == [(5, 15, 101)]
    assert shop.at(2, shop.counted("depot", 98)) == []
    assert shop.at(3, shop.parameter("shirt", "level", 20)) == [], "what is on the way counts"
    # Half of it is closed short: only that half is pulled again.
    pull = shop.pulls("shirt")[0]["id"]
    shop.at(4, shop.received(pull, 3))
    said = shop.at(5, shop.about(Kind.PULL_CLOSED, pull))
    assert released(said) == [(2, 18, 105)]


def test_a_reorder_point_pulls_as_many_lots_as_bring_the_position_above_it(net, on):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "reorder", point=20, quantity=15), bench.opened("oil", 22))
    assert bench.at(1, bench.sale("oil", 1)) == [], "21 is above 20"
    assert released(bench.at(2, bench.sale("oil", 1))) == [(15, 20, 102)], "20 is at the point: one lot"
    # An order of 50: 20 + 15 - 50 = -15. Three lots bring it to 30; two would only bring it to 15.
    assert released(bench.at(3, bench.order("oil", 50))) == [(45, -15, 103)]
    assert bench.position("oil") == 30


def test_min_max_pulls_up_to_the_maximum_at_the_minimum(net, on):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "min_max", min=10, max=30), bench.opened("oil", 12))
    assert bench.at(1, bench.sale("oil", 1)) == [], "11 is above 10"
    assert released(bench.at(2, bench.sale("oil", 1))) == [(20, 10, 102)]
    assert bench.at(3, bench.sale("oil", 10)) == [], "20 on the way"


def test_unknown_stock_is_taken_to_be_at_its_target_and_only_what_leaves_is_replaced(net, on, brief):
    net.point("oil", unknown_stock=1)
    net.buy("oil", 100)
    bench = on(net)
    assert bench.at(0, *bench.loop("oil", "base_stock", level=20)) == [], "nothing is known, so nothing is pulled"
    said = bench.at(1, bench.sale("oil", 3))
    assert brief(said, "quantity", "amount") == [("STOCK_FOUND", "oil", 3, 0), (RELEASE, "oil", 3, 17)]
    bench.at(2, bench.received(bench.pulls()[0]["id"]))
    assert released(bench.at(3, bench.sale("oil", 2))) == [(2, 18, 103)], "1 of the 3 that came is left"
    # 4 more leave, only 1 is on record: 3 more were there all along. 9 left in all and 5 were pulled: 4 more.
    assert released(bench.at(4, bench.sale("oil", 4))) == [(4, 16, 104)]
    # A count ends the guessing: 7 are there, 6 on the way, 20 wanted.
    assert released(bench.at(5, bench.counted("oil", 7))) == [(7, 13, 105)]
    assert bench.at(6, bench.sale("oil", 1))[0].amount == 19


@pytest.mark.parametrize(
    ("kind", "loop"), [("reorder", {"point": 20, "quantity": 15}), ("min_max", {"min": 20, "max": 30})]
)
def test_every_loop_that_keeps_stock_takes_unknown_stock_to_be_at_its_target(net, on, kind, loop):
    net.point("oil", unknown_stock=1)
    net.buy("oil", 100)
    bench = on(net)
    assert bench.at(0, *bench.loop("oil", kind, **loop)) == []
    # 15 sold: reorder was at 35 and is at its point, 20; min_max was at 30 and is at 15.
    said = bench.at(1, bench.sale("oil", 15))
    assert released(said)[0][0] == 15


def test_waiting_lines_count_against_the_position_and_a_receipt_serves_them_first(net, on, brief):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "base_stock", level=20), bench.opened("oil", 2))
    pull = bench.pulls()[0]["id"]
    said = bench.at(1, bench.order("oil", 5))
    line = bench.stated(Kind.ORDER_PLACED)[0].id
    assert brief(said, "quantity", "amount") == [(RELEASE, "oil", 5, 15)], "2 + 18 on the way - 5"
    said = bench.at(2, bench.received(pull))
    assert brief(said, "reference", "quantity") == [("SHIPMENT_RELEASED", "oil", line, 5)]
    bench.at(3, bench.shipped(line, 5))
    assert (bench.on_hand("oil"), bench.position("oil")) == (15, 20)


def test_goods_that_come_back_are_not_pulled_again(net, on):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "base_stock", level=20), bench.opened("oil", 20))
    bench.at(1, bench.returned("oil", 4))
    assert bench.at(2, bench.sale("oil", 4)) == []
    assert released(bench.at(3, bench.scrapped("oil", 3))) == [(3, 17, 103)]


def test_a_switch_from_stock_to_order_pulls_for_everybody_who_waits(net, on, brief):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "min_max", min=-1000, max=0), bench.opened("oil", 0))
    bench.at(1, bench.order("oil", 5), bench.order("oil", 7))
    assert bench.pulls() == []
    said = bench.at(2, bench.parameter("oil", "level", 0), bench.loop("oil", "to_order")[0])
    assert brief(said, "quantity") == [(RELEASE, "oil", 5), (RELEASE, "oil", 7)]


def test_the_source_is_the_best_that_is_valid_and_shares_split_what_is_pulled(net, on):
    net.point("oil")
    net.buy("oil", 10, priority=1, valid_from=100, valid_to=200)
    net.buy("oil", 20, priority=2, share=600_000)
    net.buy("oil", 30, priority=2, share=400_000)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "base_stock", level=0), bench.opened("oil", 1000))
    bench.at(1, bench.parameter("oil", "level", 1000))
    taken = [bench.at(2 + n, bench.sale("oil", 10))[0].source - 1 for n in range(10)]
    # Of each five pulls of 10 three go to the source with 60 %: whoever is furthest behind its share is next.
    assert taken == [1, 2, 1, 2, 1, 1, 2, 1, 2, 1]
    assert bench.at(100, bench.sale("oil", 10))[0].source - 1 == 0, "the first source is valid from 100 ..."
    assert bench.at(199, bench.sale("oil", 10))[0].source - 1 == 0
    assert bench.at(200, bench.sale("oil", 10))[0].source - 1 == 1, "... until 200"


def test_a_point_without_a_source_pulls_nothing_and_says_nothing(net, on):
    net.point("oil")
    bench = on(net)
    assert bench.at(0, *bench.loop("oil", "base_stock", level=20), bench.opened("oil", 2)) == []
    assert bench.at(1, bench.order("oil", 5)) == []


# What nobody would ask for now


def withdrawn(said):
    return [(fact.reference, fact.quantity) for fact in said if fact.kind == Kind.PULL_WITHDRAWN]


def loops_of_one_item():
    """Parameters and what is pulled for an order of 50 at 10 on hand."""
    return [
        pytest.param("base_stock", {"level": 10}, {}, 50, id="all that was pulled for the order"),
        pytest.param("base_stock", {"level": 12}, {}, 52, id="the two below the level were pulled before"),
        pytest.param("base_stock", {"level": 10}, {"multiple": 8}, 56, id="whole lots"),
        pytest.param("base_stock", {"level": 10, "pack": 12}, {"minimum": 55}, 60, id="whole packs, a minimum"),
        pytest.param("reorder", {"point": 5, "quantity": 20}, {}, 60, id="lots of the loop"),
        pytest.param("min_max", {"min": 5, "max": 15}, {}, 55, id="it is above its minimum without it"),
    ]


@pytest.mark.parametrize(("kind", "parameters", "lots", "pulled"), loops_of_one_item())
def test_a_loop_takes_back_what_it_pulled_for_an_order_that_is_cancelled(net, on, kind, parameters, lots, pulled):
    net.point("oil")
    net.buy("oil", 100, **lots)
    bench = on(net)
    before = bench.at(0, *bench.loop("oil", kind, **parameters), bench.opened("oil", 10))
    first = sum(quantity for quantity, _, _ in released(before))
    said = bench.at(1, bench.order("oil", 50))
    line = bench.stated(Kind.ORDER_PLACED)[0].id
    assert first + sum(quantity for quantity, _, _ in released(said)) == pulled
    assert withdrawn(bench.at(2, bench.about(Kind.ORDER_CANCELLED, line))) != []
    assert sum(int(pull["quantity"]) for pull in bench.pulls()) == first
    assert bench.at(3, bench.order("oil", 1, due=900)) is not None


def test_a_pull_to_stock_shrinks_with_the_order_that_it_was_for(net, on):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "min_max", min=5, max=15), bench.opened("oil", 10))
    bench.at(1, bench.order("oil", 50, due=500))
    line, pull = bench.stated(Kind.ORDER_PLACED)[0].id, bench.pulls()[0]["id"]
    assert bench.pull(pull)["quantity"] == 55, "10 - 50 = -40, up to 15"
    # 10 - 20 = -10 without the pull: up to 15 is 25.
    assert withdrawn(bench.at(2, bench.about(Kind.ORDER_CHANGED, line, 20, 500, priority=5))) == [(pull, 30)]


def test_what_was_placed_is_not_taken_back_and_the_loop_waits_until_it_is_used_up(net, on):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "base_stock", level=10), bench.opened("oil", 10))
    bench.at(1, bench.order("oil", 50))
    line, pull = bench.stated(Kind.ORDER_PLACED)[0].id, bench.pulls()[0]["id"]
    bench.at(2, bench.about(Kind.PULL_PLACED, pull, due=90))
    assert bench.at(3, bench.about(Kind.ORDER_CANCELLED, line)) == []
    assert bench.at(4, bench.sale("oil", 10)) == [], "10 + 50 - 10 is still above the level"


def test_a_lot_that_the_source_makes_larger_is_left_alone(net, on):
    net.point("oil")
    net.buy("oil", 100, minimum=100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "base_stock", level=10), bench.opened("oil", 10))
    said = bench.at(1, bench.sale("oil", 1))
    assert released(said) == [(100, 9, 101)]
    assert bench.at(2) == [], "109 are far above the level, but no less than 100 can be had"
    assert withdrawn(bench.at(3, bench.returned("oil", 1))) != [], "now nothing is lacking"


def test_the_lots_of_one_decision_stay_when_some_of_them_are_taken_on(net, on):
    net.point("oil")
    net.buy("oil", 100, maximum=10)
    bench = on(net)
    said = bench.at(0, *bench.loop("oil", "reorder", point=9, quantity=9, pack=5), bench.opened("oil", 0))
    assert [quantity for quantity, _, _ in released(said)] == [10, 10], "18 in packs of 5"
    bench.at(1, bench.about(Kind.PULL_ACCEPTED, bench.pulls()[0]["id"]))
    assert bench.at(2, bench.counted("oil", 0)) == []
    assert sum(int(pull["quantity"]) for pull in bench.pulls()) == 20


def test_no_lot_is_below_the_least_one_and_all_add_up_to_no_more_than_they_must(net, on):
    net.point("oil"), net.point("wax")
    net.buy("oil", 100, minimum=100, maximum=1000)
    net.buy("wax", 100, minimum=8, maximum=10)
    bench = on(net)
    said = bench.at(
        0, *bench.loop("oil", "base_stock", level=1012), *bench.loop("wax", "base_stock", level=22),
        bench.opened("oil", 0), bench.opened("wax", 0),
    )  # fmt: skip
    assert [quantity for quantity, _, _ in released(said)] == [912, 100, 8, 8, 8]


def test_a_pull_of_another_loop_goes_too_when_nobody_asks_for_it(net, on):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "to_order"), bench.opened("oil", 0))
    bench.at(1, bench.order("oil", 10))
    line = bench.stated(Kind.ORDER_PLACED)[0].id
    bench.at(2, *bench.loop("oil", "base_stock", level=0))
    bench.at(3, bench.about(Kind.ORDER_CANCELLED, line))
    assert len(bench.pulls()) == 0


# Stock that nobody knows


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("base_stock", {"level": 40}),
        ("reorder", {"point": 10, "quantity": 30}),
        ("min_max", {"min": 10, "max": 40}),
    ],
)
def test_who_waits_where_stock_is_unknown_is_pulled_for(net, on, kind, parameters):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    assert bench.at(0, *bench.loop("oil", kind, **parameters)) == [], "it is taken to be full"
    said = bench.at(1, bench.order("oil", 7, due=500))
    assert [quantity for quantity, _, _ in released(said)] == [7], "nobody can ship what no record shows"
    assert bench.at(2) == []
    said = bench.at(3, bench.order("oil", 5, due=600))
    assert [quantity for quantity, _, _ in released(said)] == [5]
    # The shelf was full after all: the first line ships from it, and what was pulled for it is kept for the rest.
    line = bench.stated(Kind.ORDER_PLACED)[0].id
    bench.at(4, bench.about(Kind.ORDER_CANCELLED, line))
    assert sum(int(pull["quantity"]) for pull in bench.pulls()) == 7

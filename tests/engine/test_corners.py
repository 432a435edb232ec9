"""Corner cases of a pull's, a line's and a card's life, each worked out by hand."""

import pytest

from tugline.facts.kinds import NEVER, Kind
from tugline.state import arena
from tugline.state.layout import CARD_RELEASED, EMPTY, FULL, PARTS, STARTED, WHOLE, WHOLE_ORDER, WITHDRAWN

RELEASE = "PULL_RELEASED"


def quantities(bench, name):
    return [int(pull["quantity"]) for pull in bench.pulls(name)]


# Lots


def test_a_need_of_more_lots_than_a_thousand_is_pulled_to_the_last_piece(net, on):
    net.point("oil")
    net.buy("oil", 100, maximum=1)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "to_order"))
    said = bench.at(1, bench.order("oil", 1500))
    assert len(said) == 1500
    assert (bench.stock("oil")["on_order"], bench.stock("oil")["waiting"]) == (1500, 0)


# What a source confirms


@pytest.fixture
def shop(net, on):
    """A shop that moves oil from a store; both know their stock."""
    net.point("shop"), net.point("store")
    net.move("shop", "store", 10)
    net.buy("store", 100)
    bench = on(net)
    loops = [*bench.loop("shop", "to_order"), *bench.loop("store", "base_stock", level=20)]
    bench.at(0, *loops, bench.opened("store", 20), bench.opened("shop", 0))
    return bench


def test_goods_that_a_store_says_it_will_not_send_stay_there(shop):
    shop.at(1, shop.order("shop", 10))
    pull = shop.pulls("shop")[0]["id"]
    shop.at(2, shop.about(Kind.PULL_HELD, pull, due=NEVER))
    shop.at(3, shop.about(Kind.PULL_CONFIRMED, pull, quantity=6, due=30), shop.about(Kind.PULL_FREED, pull))
    shop.at(4, shop.started(pull))
    shop.at(5, shop.received(pull))
    assert (shop.on_hand("shop"), shop.on_hand("store")) == (6, 14)


@pytest.fixture
def chairs(net, on):
    """Return a bench on which 5 chairs are pulled, each of 4 of the 40 legs that are there; and the pull."""
    net.point("chair"), net.point("leg")
    net.make("chair", 10, {"leg": 4})
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order"), bench.opened("leg", 40))
    bench.at(1, bench.order("chair", 5))
    return bench, bench.pulls("chair")[0]["id"]


def test_pieces_lost_before_the_start_was_stated_have_used_their_material(chairs):
    bench, pull = chairs
    bench.at(2, bench.lost(pull, 2))
    assert bench.pull(pull)["state"] == STARTED
    assert bench.on_hand("leg") == 20


def test_an_order_for_less_leaves_no_proposal_for_more(net, on, brief):
    net.point("chair")
    net.make("chair", 10)
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order", room=1), bench.opened("chair", 0))
    bench.at(1, bench.order("chair", 1, due=50), bench.order("chair", 10, due=100))
    second = bench.stated(Kind.ORDER_PLACED)[1].id
    assert quantities(bench, "chair") == [1, 10]
    said = bench.at(2, bench.about(Kind.ORDER_CHANGED, second, 4, 100, priority=5))
    assert brief(said, "quantity") == [("PULL_WITHDRAWN", "chair", 6)]
    assert quantities(bench, "chair") == [1, 4]
    bench.at(3, bench.about(Kind.ORDER_CHANGED, second, 0, 100, priority=5))
    assert quantities(bench, "chair") == [1]


# Rejections


@pytest.fixture
def silenced(net, on):
    """Return a bench on which the pull of 4 for an order was rejected for good."""
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "to_order"))
    bench.at(1, bench.order("oil", 4))
    assert bench.at(2, bench.about(Kind.PULL_REJECTED, bench.pulls()[0]["id"], due=NEVER)) == []
    return bench


def test_setting_the_loop_ends_what_a_rejection_silenced(silenced, brief):
    assert brief(silenced.at(3, silenced.parameter("oil", "room", 9)), "quantity") == [(RELEASE, "oil", 4)]


def test_a_pull_by_hand_ends_what_a_rejection_silenced(silenced, brief):
    said = silenced.at(3, silenced.added("oil", 3))
    assert brief(said, "quantity") == [("PEGGED", "oil", 3), (RELEASE, "oil", 1)]


# Shipping


def test_a_line_that_ships_in_parts_lets_the_rest_of_its_order_go_when_it_was_the_last(net, on, brief):
    net.point("pan"), net.point("lid")
    bench = on(net)
    bench.at(0, bench.opened("lid", 1), bench.opened("pan", 0))
    whole = bench.order("lid", 1, due=10, parcels=WHOLE_ORDER, order=7)
    bench.at(1, whole, bench.order("pan", 1, due=90, parcels=PARTS, order=7))
    lid, pan = (fact.id for fact in bench.stated(Kind.ORDER_PLACED))
    said = bench.at(2, bench.returned("pan", 1))
    assert brief(said, "reference") == [("SHIPMENT_RELEASED", "pan", pan), ("SHIPMENT_RELEASED", "lid", lid)]


def test_what_a_line_shipped_from_elsewhere_no_longer_keeps_serves_the_next(net, on, brief):
    net.point("here"), net.point("there")
    bench = on(net)
    bench.at(0, bench.opened("here", 5), bench.opened("there", 5))
    bench.at(1, bench.order("here", 5), bench.order("here", 5))
    first, second = (fact.id for fact in bench.stated(Kind.ORDER_PLACED))
    said = bench.at(2, {**bench.shipped(first, 5), "point": net.row("there") + 1})
    assert brief(said, "reference", "quantity") == [("SHIPMENT_RELEASED", "here", second, 5)]


# Shares


def test_a_source_that_joins_later_takes_its_share_of_what_is_pulled_from_then_on(net, on):
    net.point("oil")
    net.buy("oil", 10, share=600_000)
    net.buy("oil", 10, share=400_000, valid_from=100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "to_order"))
    bench.at(1, bench.order("oil", 10_000))
    said = [fact for tick in range(100, 110) for fact in bench.at(tick, bench.order("oil", 10))]
    assert [fact.source for fact in said].count(2) == 4


# Cards


@pytest.fixture
def rack(net, on):
    net.point("bolt")
    net.buy("bolt", 50)
    bench = on(net)
    loop = bench.loop("bolt", "kanban", mode="one_card", container=10, cards=2)
    bench.at(0, *loop, bench.opened("bolt", 20), *(bench.card("bolt", n, FULL) for n in (1, 2)))
    return bench


def test_a_card_whose_container_was_lost_whole_comes_back_empty(rack, brief):
    rack.at(1, rack.sale("bolt", 1))
    pull = rack.pulls()[0]["id"]
    # Returns fill the shelf meanwhile, so that no count of containers would tell.
    said = rack.at(2, rack.returned("bolt", 11), rack.about(Kind.PULL_EDITED, pull, quantity=0, due=90))
    assert brief(said, "lot", "quantity") == [(RELEASE, "bolt", 1, 10)]
    assert rack.cards("bolt") == {1: CARD_RELEASED, 2: FULL}


def test_cards_that_come_and_go_take_no_more_room_than_those_that_are_there(rack):
    for tick in range(1, 40):
        rack.at(tick, rack.card("bolt", 2 + tick, EMPTY), rack.card("bolt", 2 + tick, 0, Kind.CARD_WITHDRAWN))
    assert rack.cards("bolt") == {1: FULL, 2: FULL, 41: WITHDRAWN}
    assert arena.arrays(rack.state)["head"]["cards"][0] == 3


def test_a_loop_that_loses_cards_first_takes_those_that_leave_off_its_containers(net, on, brief):
    net.point("bolt")
    net.buy("bolt", 50)
    bench = on(net)
    loop = bench.loop("bolt", "kanban", mode="one_card", container=5, cards=6)
    bench.at(0, *loop, bench.opened("bolt", 30), *(bench.card("bolt", n, FULL) for n in range(1, 7)))
    # Three containers of 10 hold what six of 5 held: nothing is pulled.
    gone = [bench.card("bolt", n, 0, Kind.CARD_WITHDRAWN) for n in (4, 5, 6)]
    said = bench.at(1, bench.parameter("bolt", "container", 10), bench.parameter("bolt", "cards", 3), *gone)
    assert brief(said, "lot") == [("CARD_MOVED", "bolt", n) for n in (4, 5, 6)]
    assert brief(bench.at(2, bench.sale("bolt", 1)), "lot") == [("CARD_MOVED", "bolt", 1), (RELEASE, "bolt", 1)]


# What says nothing


def test_a_rejection_of_work_that_has_begun_changes_nothing(chairs):
    bench, pull = chairs
    bench.at(2, bench.started(pull))
    assert bench.at(3, bench.about(Kind.PULL_REJECTED, pull, due=NEVER)) == []
    assert bench.pull(pull)["state"] == STARTED
    assert len(bench.movements[-1]) == 0


def test_facts_of_nothing_and_of_nowhere_change_nothing(net, on):
    net.point("oil"), net.point("last")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "to_order"), bench.opened("last", 7))
    nowhere = [Kind.RETURNED, Kind.COUNTED, Kind.SCRAPPED, Kind.SALE_MADE, Kind.SHIPPED, Kind.ORDER_PLACED]
    rows = [{"kind": kind, "point": 0, "quantity": 3} for kind in nowhere]
    rows += [bench.order("oil", 0), bench.added("oil", 0), bench.supply("oil", 0, due=9), bench.card("oil", 0, EMPTY)]
    assert bench.at(1, *rows) == []
    assert (bench.on_hand("last"), bench.pulls(), len(bench.movements[-1])) == (7, [], 0)
    head = arena.arrays(bench.state)["head"][0]
    assert (head["lines"], head["pulls"], head["cards"]) == (0, 0, 0)


def test_terms_that_follow_an_order_of_nothing_are_not_those_of_the_order_before(net, on):
    net.point("oil")
    bench = on(net)
    terms = {"kind": Kind.ORDER_TERMS_SET, "code": PARTS, "quantity": 3, "priority": 5}
    bench.at(1, bench.order("oil", 4), bench.order("oil", 0), terms)
    assert bench.line(bench.stated(Kind.ORDER_PLACED)[0].id)["parcels"] == WHOLE


# Prices


def test_a_receipt_without_a_price_costs_what_the_source_asks(net, on):
    net.point("oil", standard_cost=30_000)
    net.buy("oil", 100, unit_cost=12_345)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "base_stock", level=20), bench.opened("oil", 0))
    pull = bench.pulls()[0]["id"]
    bench.at(1, bench.received(pull, 3), {**bench.received(pull, 2), "amount": 777})
    assert bench.movements[-1]["amount"].tolist() == [12_345, 777]
    # Open supply that no source of ours brings is taken in at standard.
    bench.at(2, bench.supply("oil", 4, due=9, source=-1))
    bench.at(3, bench.received(bench.pulls()[1]["id"]))
    assert bench.movements[-1]["amount"].tolist() == [30_000]


# Far ahead


def test_a_weekly_review_goes_on_beyond_the_midnights_that_are_listed(kit, on, brief):
    net = kit.Net(days=20)
    net.point("oil")
    net.buy("oil", 10)
    bench = on(net)
    mondays = -(1 + 128 * 600)  # at 10:00
    bench.at(0, *bench.loop("oil", "base_stock", level=50, review=mondays), bench.opened("oil", 50))
    for week in range(9):
        due = (7 * week * 24 + 10) * 60
        assert arena.arrays(bench.state)["head"]["next_review"][0] == due
        bench.at(due - 1, bench.sale("oil", 1))
        assert brief(bench.at(due), "quantity") == [(RELEASE, "oil", 1)]

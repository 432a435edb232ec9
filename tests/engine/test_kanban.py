"""Cards, worked out by hand: one card, two cards, signal, supplier; a card is exactly one pull."""

import pytest

from tugline.engine.invariants import broken
from tugline.facts.kinds import NEVER, Kind
from tugline.state.layout import CARD_RELEASED, EMPTY, FULL, IN_PROCESS, IN_TRANSIT, READY, WITHDRAWN

RELEASE = "PULL_RELEASED"


def cards(bench, name, *states):
    return [bench.card(name, number, state) for number, state in enumerate(states, 1)]


@pytest.fixture
def rack(net, on):
    """Three cards of 10 on a point that is bought; all full."""
    net.point("bolt")
    net.buy("bolt", 50)
    bench = on(net)
    loop = bench.loop("bolt", "kanban", mode="one_card", container=10, cards=3)
    assert bench.at(0, *loop, bench.opened("bolt", 30), *cards(bench, "bolt", FULL, FULL, FULL)) == []
    return bench


def test_a_card_comes_back_with_the_first_piece_and_is_one_pull(rack, brief):
    said = rack.at(1, rack.sale("bolt", 1))
    assert brief(said, "lot", "quantity", "due") == [("CARD_MOVED", "bolt", 1, 1, 0), (RELEASE, "bolt", 1, 10, 51)]
    assert rack.cards("bolt") == {1: CARD_RELEASED, 2: FULL, 3: FULL}
    assert rack.at(2, rack.sale("bolt", 9)) == [], "the rest of the same container"
    said = rack.at(3, rack.sale("bolt", 11))
    assert brief(said, "lot") == [
        ("CARD_MOVED", "bolt", 2), ("CARD_MOVED", "bolt", 3), (RELEASE, "bolt", 2), (RELEASE, "bolt", 3),
    ]  # fmt: skip
    pull = rack.pulls()[0]["id"]
    assert rack.at(4, rack.received(pull)) == []
    assert rack.cards("bolt") == {1: FULL, 2: CARD_RELEASED, 3: CARD_RELEASED}
    assert rack.on_hand("bolt") == 19
    assert brief(rack.at(5, rack.sale("bolt", 10)), "lot")[0] == ("CARD_MOVED", "bolt", 1), "and again"


def test_a_card_may_come_back_only_with_the_last_piece(net, on, brief):
    net.point("bolt")
    net.buy("bolt", 50)
    bench = on(net)
    loop = bench.loop("bolt", "kanban", mode="one_card", container=10, cards=2, return_when=1)
    bench.at(0, *loop, bench.opened("bolt", 20), *cards(bench, "bolt", FULL, FULL))
    assert bench.at(1, bench.sale("bolt", 9)) == []
    assert brief(bench.at(2, bench.sale("bolt", 1)), "lot") == [("CARD_MOVED", "bolt", 1), (RELEASE, "bolt", 1)]


def test_empty_cards_ask_for_their_containers_at_the_start(net, on, brief):
    net.point("bolt")
    net.buy("bolt", 50)
    bench = on(net)
    loop = bench.loop("bolt", "kanban", mode="one_card", container=10, cards=3)
    said = bench.at(0, *loop, bench.opened("bolt", 12), *cards(bench, "bolt", FULL, EMPTY, EMPTY))
    assert brief(said, "lot") == [(RELEASE, "bolt", 2), (RELEASE, "bolt", 3)]


def test_two_cards_join_two_stores_by_a_move(net, on, brief):
    """Withdrawal cards at the line's store, production cards at the maker's; no pull crosses without its card."""
    net.point("line"), net.point("store"), net.point("steel")
    net.move("line", "store", 5)
    net.make("store", 20, {"steel": 2})
    net.buy("steel", 100)
    bench = on(net)
    bench.at(
        0,
        *bench.loop("line", "kanban", mode="withdrawal", container=5, cards=2),
        *bench.loop("store", "kanban", mode="production", container=10, cards=2),
        *bench.loop("steel", "base_stock", level=100),
        bench.opened("line", 10), bench.opened("store", 20), bench.opened("steel", 100),
        *cards(bench, "line", FULL, FULL), *cards(bench, "store", FULL, FULL),
    )  # fmt: skip
    # One piece is used at the line: its container's card goes to the maker's store and fetches 5.
    said = bench.at(1, bench.sale("line", 1))
    assert brief(said, "quantity") == [
        ("CARD_MOVED", "line", 1), (RELEASE, "line", 5), ("MATERIAL_ALLOCATED", "line", 5),
    ]  # fmt: skip
    withdrawal = bench.pulls("line")[0]["id"]
    assert bench.cards("store") == {1: FULL, 2: FULL}, "the production card is still on its container"
    # The lorry leaves: the container's production card is detached and is an order to make 10 from 20 steel.
    said = bench.at(2, bench.started(withdrawal))
    assert bench.cards("line") == {1: IN_TRANSIT, 2: FULL}
    assert brief(said, "quantity") == [
        ("CARD_MOVED", "store", 1), (RELEASE, "store", 10), (RELEASE, "steel", 20), ("MATERIAL_ALLOCATED", "store", 10),
    ]  # fmt: skip
    making = bench.pulls("store")[0]["id"]
    bench.at(3, bench.started(making))
    assert bench.cards("store") == {1: IN_PROCESS, 2: FULL}
    bench.at(4, bench.received(withdrawal), bench.received(making))
    assert (bench.cards("line"), bench.cards("store")) == ({1: FULL, 2: FULL}, {1: FULL, 2: FULL})
    assert (bench.on_hand("line"), bench.on_hand("store")) == (14, 25)


def test_a_withdrawal_waits_for_what_the_maker_has_no_card_to_make(net, on, brief):
    net.point("line"), net.point("store")
    net.move("line", "store", 5)
    net.make("store", 20)
    bench = on(net)
    bench.at(
        0,
        *bench.loop("line", "kanban", mode="withdrawal", container=5, cards=3),
        *bench.loop("store", "kanban", mode="production", container=5, cards=1),
        bench.opened("line", 15), bench.opened("store", 5),
        *cards(bench, "line", FULL, FULL, FULL), *cards(bench, "store", FULL),
    )  # fmt: skip
    # 15 are used at once: three cards, one container in the maker's store. One goes, two wait; nothing more is made.
    said = bench.at(1, bench.sale("line", 15))
    assert [row for row in brief(said) if row[0] == "MATERIAL_ALLOCATED"] == [("MATERIAL_ALLOCATED", "line")]
    assert bench.pulls("store") == []
    going = next(pull["id"] for pull in bench.pulls("line") if pull["state"] == READY)
    bench.at(2, bench.started(going))
    assert len(bench.pulls("store")) == 1
    said = bench.at(3, bench.received(bench.pulls("store")[0]["id"]))
    assert brief(said) == [("MATERIAL_ALLOCATED", "line")], "the next container goes to the next card"
    assert bench.on_hand("store") <= 5, "never more than the cards allow"


def test_the_signal_card_pulls_a_whole_lot_when_the_containers_above_it_are_gone(net, on, brief):
    net.point("press")
    net.buy("press", 50)
    bench = on(net)
    # The triangle hangs on the 5th container of 20; a lot is 8 containers.
    loop = bench.loop("press", "kanban", mode="signal", container=20, cards=5, lot=8)
    bench.at(0, *loop, bench.opened("press", 160), *cards(bench, "press", FULL))
    assert bench.at(1, bench.sale("press", 40)) == [], "6 containers are left"
    said = bench.at(2, bench.sale("press", 1))
    assert brief(said, "lot") == [("CARD_MOVED", "press", 1), (RELEASE, "press", 1)]
    assert bench.pulls()[0]["quantity"] == 160
    assert bench.at(3, bench.sale("press", 60)) == [], "one lot at a time"
    bench.at(4, bench.received(bench.pulls()[0]["id"], 100))
    assert bench.cards("press") == {1: IN_PROCESS}, "part of the lot is not the lot"
    bench.at(5, bench.received(bench.pulls()[0]["id"]))
    assert bench.cards("press") == {1: FULL}
    assert bench.on_hand("press") == 160 - 101 + 160


def test_a_supplier_takes_the_cards_at_each_delivery(net, on, brief):
    net.point("bolt")
    net.buy("bolt", 50)
    bench = on(net)
    loop = bench.loop("bolt", "kanban", mode="supplier", container=10, cards=3, review=100)
    bench.at(0, *loop, bench.opened("bolt", 30), *cards(bench, "bolt", FULL, FULL, FULL))
    assert brief(bench.at(10, bench.sale("bolt", 11)), "lot") == [("CARD_MOVED", "bolt", 1), ("CARD_MOVED", "bolt", 2)]
    assert bench.cards("bolt") == {1: EMPTY, 2: EMPTY, 3: FULL}, "they hang in the post"
    assert brief(bench.at(100), "lot", "due") == [(RELEASE, "bolt", 1, 150), (RELEASE, "bolt", 2, 150)]
    assert bench.at(200) == []


def test_a_card_without_approval_asks_only_once(net, on, brief):
    net.point("bolt")
    net.buy("bolt", 50)
    bench = on(net)
    loop = bench.loop("bolt", "kanban", mode="one_card", container=10, cards=1, approval=1)
    bench.at(0, *loop, bench.opened("bolt", 10), *cards(bench, "bolt", FULL))
    said = bench.at(1, bench.sale("bolt", 1))
    assert brief(said, "lot")[1:] == [("PULL_PROPOSED", "bolt", 1)]
    assert bench.at(2, bench.sale("bolt", 1)) == []
    pull = bench.pulls()[0]["id"]
    bench.at(3, bench.about(Kind.PULL_STARTED, pull))
    bench.at(4, bench.received(pull))
    assert bench.cards("bolt") == {1: FULL}


def test_a_pull_that_is_closed_short_gives_its_card_back(rack, brief):
    rack.at(1, rack.sale("bolt", 1))
    pull = rack.pulls()[0]["id"]
    rack.at(2, rack.received(pull, 4))
    said = rack.at(3, rack.about(Kind.PULL_CLOSED, pull))
    assert brief(said, "lot", "quantity") == [(RELEASE, "bolt", 1, 10)]


def test_a_card_is_withdrawn_as_soon_as_it_is_empty_and_issued_again_under_its_number(rack, brief):
    rack.at(1, rack.card("bolt", 2, 0, Kind.CARD_WITHDRAWN))
    assert rack.cards("bolt") == {1: FULL, 2: FULL, 3: FULL}, "it is still on its container"
    rack.at(2, rack.sale("bolt", 11))
    assert rack.cards("bolt") == {1: CARD_RELEASED, 2: WITHDRAWN, 3: FULL}
    assert len(rack.pulls()) == 1, "a card that has left asks for nothing"
    said = rack.at(3, rack.card("bolt", 2, EMPTY))
    assert brief(said, "lot") == [(RELEASE, "bolt", 2)]
    # Withdrawn while its pull is open: when that has come it leaves with the first container that is used up.
    rack.at(4, rack.card("bolt", 2, 0, Kind.CARD_WITHDRAWN))
    rack.at(5, *(rack.received(pull["id"]) for pull in rack.pulls()))
    assert rack.on_hand("bolt") == 39
    released = [brief(rack.at(tick, rack.sale("bolt", 10)), "lot") for tick in (6, 7, 8)]
    assert [rows[-1] for rows in released] == [("CARD_MOVED", "bolt", 2), (RELEASE, "bolt", 1), (RELEASE, "bolt", 3)]


def test_a_card_that_was_to_leave_stays_when_it_is_issued_again(rack, brief):
    rack.at(1, rack.card("bolt", 1, 0, Kind.CARD_WITHDRAWN))
    rack.at(2, rack.card("bolt", 1, FULL))
    assert brief(rack.at(3, rack.sale("bolt", 1)), "lot")[-1] == (RELEASE, "bolt", 1)


def test_a_scan_moves_a_card_only_if_nobody_moved_it_meanwhile_and_never_off_its_pull(rack, brief):
    stale = rack.card("bolt", 1, EMPTY, Kind.CARD_MOVED, version=7)
    assert rack.at(1, stale) == []
    said = rack.at(2, rack.card("bolt", 1, EMPTY, Kind.CARD_MOVED, version=1))
    assert brief(said, "lot") == [(RELEASE, "bolt", 1)], "a full container's card was handed in by hand"
    # Handed in again, or said to be full, it is still the same pull's card.
    assert rack.at(3, rack.card("bolt", 1, EMPTY, Kind.CARD_MOVED)) == []
    assert rack.at(4, rack.card("bolt", 1, FULL, Kind.CARD_MOVED)) == []
    rack.at(5, rack.card("bolt", 1, IN_PROCESS, Kind.CARD_MOVED))
    assert rack.cards("bolt") == {1: IN_PROCESS, 2: FULL, 3: FULL}
    assert len(rack.pulls()) == 1
    rack.at(6, rack.received(rack.pulls()[0]["id"]))
    assert rack.cards("bolt")[1] == FULL


def test_a_card_scanned_as_released_is_a_pull(rack, brief):
    said = rack.at(1, rack.card("bolt", 2, CARD_RELEASED, Kind.CARD_MOVED))
    assert brief(said, "lot") == [(RELEASE, "bolt", 2)]


def test_a_large_network_asks_once_for_each_card_too(net, on, brief):
    """Few dirty points among many are worked off a queue, many in one pass: the cards must not see the difference."""
    net.point("bolt")
    for n in range(40):
        net.point(f"idle {n}")
    net.buy("bolt", 50)
    bench = on(net)
    loop = bench.loop("bolt", "kanban", mode="one_card", container=10, cards=3)
    everywhere = [bench.parameter(name, "level", 0) for name in net.names[1:]]
    bench.at(0, *loop, *everywhere, bench.opened("bolt", 30), *cards(bench, "bolt", FULL, FULL, FULL))
    for tick, rows in [(1, everywhere), (2, []), (3, everywhere)]:
        assert brief(bench.at(tick, bench.sale("bolt", 10), *rows), "lot") == [
            ("CARD_MOVED", "bolt", tick), (RELEASE, "bolt", tick),
        ]  # fmt: skip


# Unknown stock


def test_where_stock_is_unknown_the_containers_are_taken_to_be_full(net, on, brief):
    """What leaves unrecorded brings its card back, and so does who waits; what comes in for them does not hide it."""
    net.point("bolt")
    net.buy("bolt", 50)
    bench = on(net)
    loop = bench.loop("bolt", "kanban", mode="one_card", container=10, cards=3)
    assert bench.at(0, *loop, *cards(bench, "bolt", FULL, FULL, FULL)) == [], "no flood on the first day"
    said = bench.at(1, bench.sale("bolt", 12))
    assert brief(said, "lot")[1:] == [
        ("CARD_MOVED", "bolt", 1), ("CARD_MOVED", "bolt", 2), (RELEASE, "bolt", 1), (RELEASE, "bolt", 2),
    ]  # fmt: skip
    for pull in bench.pulls():
        bench.at(2, bench.received(pull["id"]))
    assert bench.cards("bolt") == {1: FULL, 2: FULL, 3: FULL}
    said = bench.at(3, bench.order("bolt", 25))
    assert [row for row in brief(said, "lot") if row[0] == RELEASE] == [(RELEASE, "bolt", 1)], "5 more than are there"
    bench.at(4, bench.counted("bolt", 20))
    assert bench.cards("bolt") == {1: CARD_RELEASED, 2: FULL, 3: FULL}, "now it is known: two are full"


def test_who_waits_brings_back_no_more_cards_than_it_needs_where_none_may_pull_yet(net, on, brief):
    """The supplier takes cards once a day: one piece that waits is one card, however often the point is looked at."""
    net.point("bolt")
    net.buy("bolt", 50)
    bench = on(net)
    loop = bench.loop("bolt", "kanban", mode="supplier", container=10, cards=5, review=100)
    bench.at(1, *loop, *cards(bench, "bolt", FULL, FULL, FULL, FULL, FULL))
    assert brief(bench.at(5, bench.order("bolt", 1)), "lot") == [("CARD_MOVED", "bolt", 1)]
    assert bench.at(6, bench.counted("bolt", 0))[0].kind == Kind.CARD_MOVED, "now it is known that all are empty"
    bench.at(7, bench.counted("bolt", 40))
    assert [row[0] for row in brief(bench.at(100), "lot")] == [RELEASE] * 5


def test_a_card_that_was_refused_is_the_one_that_is_back_for_who_waits(net, on, brief):
    net.point("bolt")
    net.buy("bolt", 50)
    bench = on(net)
    loop = bench.loop("bolt", "kanban", mode="one_card", container=10, cards=5)
    bench.at(0, *loop, *cards(bench, "bolt", FULL, FULL, FULL, FULL, FULL))
    bench.at(5, bench.order("bolt", 1))
    assert bench.at(6, bench.about(Kind.PULL_REJECTED, bench.pulls()[0]["id"], due=500)) == []
    assert brief(bench.at(500), "lot") == [(RELEASE, "bolt", 1)]


def test_a_signal_card_on_unknown_stock_hangs_until_its_lot_has_left(net, on, brief):
    net.point("plate")
    net.buy("plate", 50)
    bench = on(net)
    loop = bench.loop("plate", "kanban", mode="signal", container=10, cards=2, lot=3)
    assert bench.at(0, *loop, *cards(bench, "plate", FULL)) == []
    assert [row[0] for row in brief(bench.at(1, bench.sale("plate", 20)))] == ["STOCK_FOUND"], "three are left of five"
    said = bench.at(2, bench.sale("plate", 5))
    assert brief(said, "quantity")[2:] == [(RELEASE, "plate", 30)]


# Rejections


@pytest.fixture
def refused(rack):
    """Two cards came back at tick 1, and the pull of the first was rejected until tick 50."""
    rack.at(1, rack.sale("bolt", 11))
    first = rack.pulls()[0]
    assert rack.at(2, rack.about(Kind.PULL_REJECTED, first["id"], due=50)) == []
    assert rack.cards("bolt") == {1: EMPTY, 2: CARD_RELEASED, 3: FULL}
    return rack


def test_of_a_rejected_card_the_others_pull_on(refused, brief):
    said = refused.at(3, refused.sale("bolt", 10))
    assert brief(said, "lot") == [("CARD_MOVED", "bolt", 3), (RELEASE, "bolt", 3)]
    refused.at(4, refused.received(refused.pulls()[0]["id"]))
    assert brief(refused.at(5, refused.sale("bolt", 10)), "lot")[-1] == (RELEASE, "bolt", 2), (
        "it came back and asks again"
    )


def test_a_rejected_card_pulls_again_when_its_time_has_come(refused, brief):
    assert refused.at(49) == []
    assert brief(refused.at(50), "lot", "quantity") == [(RELEASE, "bolt", 1, 10)]
    assert refused.at(51) == []


def test_a_card_rejected_for_good_pulls_again_when_it_is_moved_or_its_loop_is_set(rack, brief):
    rack.at(1, rack.sale("bolt", 1))
    rack.at(2, rack.about(Kind.PULL_REJECTED, rack.pulls()[0]["id"], due=NEVER))
    assert rack.at(9_999) == []
    assert brief(rack.at(10_000, rack.card("bolt", 1, CARD_RELEASED, Kind.CARD_MOVED)), "lot") == [(RELEASE, "bolt", 1)]
    rack.at(10_001, rack.about(Kind.PULL_REJECTED, rack.pulls()[0]["id"], due=NEVER))
    assert brief(rack.at(10_002, rack.parameter("bolt", "container", 10)), "lot") == [(RELEASE, "bolt", 1)]


def test_a_card_of_another_number_or_one_that_comes_again_is_not_silenced(refused, brief):
    """Card 1 leaves while it waits, and a card of that number joins the loop again: it asks at once."""
    refused.at(3, refused.card("bolt", 1, 0, Kind.CARD_WITHDRAWN))
    assert brief(refused.at(4, refused.card("bolt", 1, EMPTY)), "lot") == [(RELEASE, "bolt", 1)]


def test_a_rejected_pull_by_hand_silences_no_card(rack, brief):
    rack.at(1, rack.added("bolt", 7))
    assert rack.at(2, rack.about(Kind.PULL_REJECTED, rack.pulls()[0]["id"], due=50)) == []
    assert brief(rack.at(3, rack.sale("bolt", 1)), "lot") == [("CARD_MOVED", "bolt", 1), (RELEASE, "bolt", 1)]


def test_a_state_with_a_rejected_card_is_rebuilt_from_its_facts(refused):
    assert broken(refused.replayed(refused.facts()), refused.grid) == 0
    assert broken(refused.state, refused.grid) == 0


def test_a_container_in_quarantine_is_replaced_and_one_too_many_brings_no_card_back(rack, brief):
    said = rack.at(1, rack.quarantined("bolt", 10))
    assert brief(said, "lot", "quantity") == [("CARD_MOVED", "bolt", 1, 1), (RELEASE, "bolt", 1, 10)]
    assert rack.at(2, rack.received(rack.pulls()[0]["id"])) == []
    assert (rack.on_hand("bolt"), rack.stock("bolt")["quarantined"]) == (40, 10)
    # It is free again: a fourth container, of which no card tells.
    assert rack.at(3, rack.freed_from_quarantine("bolt", 10)) == []
    assert rack.at(4, rack.sale("bolt", 10)) == []
    assert brief(rack.at(5, rack.sale("bolt", 1)), "lot")[0] == ("CARD_MOVED", "bolt", 1)

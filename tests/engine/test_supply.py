"""What happens to a pull once it is released: receipts, starts, scrap, the source's word, what people do by hand."""

import numpy as np
import pytest

from tugline.facts.kinds import NEVER, Kind
from tugline.state import arena
from tugline.state.layout import CONFIRMED, PLACED, PROPOSED, READY, RELEASED, STARTED
from tugline.state.movement import MOVEMENT

RELEASE = "PULL_RELEASED"


def moved(bench, *columns):
    """Return the movements of the last pulse as (kind, columns ...)."""
    return [(Kind(int(row["kind"])).name, *(int(row[c]) for c in columns)) for row in bench.movements[-1]]


@pytest.fixture
def oil(net, on):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "base_stock", level=20), bench.opened("oil", 20))
    return bench


@pytest.fixture
def chairs(net, on):
    """Chairs to order from 4 legs; legs to a base stock of 40, all there."""
    net.point("chair"), net.point("leg")
    net.make("chair", 10, {"leg": 4})
    net.buy("leg", 100)
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order"), *bench.loop("leg", "base_stock", level=40), bench.opened("leg", 40))
    return bench


def test_a_receipt_in_parts_and_more_than_was_asked(oil):
    oil.at(1, oil.sale("oil", 10))
    pull = oil.pulls()[0]["id"]
    oil.at(2, oil.received(pull, 4))
    assert (oil.on_hand("oil"), oil.stock("oil")["on_order"], oil.pull(pull)["received"]) == (14, 6, 4)
    assert moved(oil, "quantity", "final") == [("RECEIVED", 4, 0)]
    # 9 come where 6 were open: the pull is closed and the loop has 3 more than it wanted.
    assert oil.at(3, oil.received(pull, 9)) == []
    assert (oil.on_hand("oil"), oil.stock("oil")["on_order"], oil.pulls()) == (23, 0, [])
    assert moved(oil, "quantity", "final") == [("RECEIVED", 9, 1)]
    assert oil.at(4, oil.sale("oil", 3)) == [], "20 are left"


def test_a_pull_takes_its_material_when_it_starts(chairs, brief):
    chairs.at(1, chairs.order("chair", 2))
    pull = chairs.pulls("chair")[0]
    assert (pull["state"], pull["material_at"], chairs.stock("leg")["allocated"]) == (READY, 1, 8)
    chairs.at(3, chairs.started(pull["id"], step=1))
    assert moved(chairs, "quantity", "point") == [("STARTED", -8, 1)]
    assert (chairs.on_hand("leg"), chairs.stock("leg")["allocated"]) == (32, 0)
    pull = chairs.pull(pull["id"])
    assert (pull["state"], pull["started_at"], pull["step"]) == (STARTED, 3, 1)
    # The second step takes nothing more.
    chairs.at(4, chairs.finished(pull["id"], step=1, amount=500), chairs.started(pull["id"], step=2))
    assert moved(chairs, "quantity", "amount") == [("FINISHED", 0, 500)]
    assert chairs.pull(pull["id"])["step"] == 2


def test_a_receipt_without_a_start_takes_the_material_too(chairs):
    chairs.at(1, chairs.order("chair", 2))
    chairs.at(2, chairs.received(chairs.pulls("chair")[0]["id"]))
    assert moved(chairs, "quantity") == [("STARTED", -8), ("RECEIVED", 2)]
    assert chairs.on_hand("leg") == 32


def test_material_that_the_records_lack_is_found_when_it_is_used(chairs, brief):
    chairs.at(1, chairs.order("chair", 15))
    pull = chairs.pulls("chair")[0]
    assert pull["state"] == RELEASED, "60 legs are wanted, 40 are there"
    said = chairs.at(2, chairs.started(pull["id"]))
    assert brief(said, "quantity")[0] == ("STOCK_FOUND", "leg", 20)
    assert chairs.on_hand("leg") == 0


def test_starting_work_takes_what_was_kept_for_another(chairs, brief):
    chairs.at(1, chairs.order("chair", 6, due=100), chairs.order("chair", 6, due=200))
    ready, waiting = (pull["id"] for pull in chairs.pulls("chair"))
    assert chairs.pull(ready)["state"] == READY
    assert chairs.pull(waiting)["state"] == RELEASED
    # The floor starts the second first: 24 of 40 legs go, 16 are left for the 24 that the first had.
    said = chairs.at(2, chairs.started(waiting))
    assert brief(said, "reference", "quantity") == [("STOCK_FREED", "leg", ready, 24)]
    assert chairs.pull(ready)["state"] == RELEASED


def test_outside_processing_is_a_make_that_a_supplier_is_paid_for(net, on, brief):
    net.point("plated"), net.point("raw")
    net.make("plated", 30, {"raw": 1}, supplier=2, unit_cost=5000)
    net.buy("raw", 10)
    bench = on(net)
    bench.at(0, *bench.loop("plated", "to_order"), *bench.loop("raw", "to_order"))
    said = bench.at(1, bench.order("plated", 6))
    assert brief(said, "quantity", "party") == [(RELEASE, "plated", 6, 3), (RELEASE, "raw", 6, 1)]
    pull = bench.pulls("plated")[0]["id"]
    bench.at(2, bench.received(bench.pulls("raw")[0]["id"]))
    bench.at(3, bench.started(pull))
    bench.at(4, bench.finished(pull, amount=300, party=3), bench.received(pull))
    assert moved(bench, "amount", "party") == [("FINISHED", 300, 2), ("RECEIVED", 0, -1)]


def test_pieces_lost_on_the_floor_are_pulled_again(chairs, brief):
    chairs.at(1, chairs.order("chair", 5))
    pull = chairs.pulls("chair")[0]["id"]
    chairs.at(2, chairs.started(pull))
    said = chairs.at(3, chairs.lost(pull, 2))
    assert brief(said, "quantity") == [
        (RELEASE, "chair", 2), (RELEASE, "leg", 8), ("MATERIAL_ALLOCATED", "chair", 2),
    ]  # fmt: skip
    # The rest is lost, too: the pull is over.
    chairs.at(4, chairs.lost(pull, 3))
    assert [int(p["quantity"]) for p in chairs.pulls("chair")] == [2, 3]
    assert moved(chairs, "final") == [("SCRAPPED", 0), ("PULL_CLOSED", 1)]


def test_the_sources_word_moves_due_and_quantity(oil, brief):
    oil.at(1, oil.sale("oil", 10))
    pull = oil.pulls()[0]["id"]
    assert oil.at(2, oil.about(Kind.PULL_PLACED, pull, due=150)) == []
    assert (oil.pull(pull)["accepted"], oil.pull(pull)["due"]) == (PLACED, 150)
    assert oil.at(3, oil.about(Kind.PULL_CONFIRMED, pull, quantity=0, due=160)) == []
    assert (oil.pull(pull)["accepted"], oil.pull(pull)["due"], oil.pull(pull)["quantity"]) == (CONFIRMED, 160, 10)
    # Only 7 will come: the 3 that will not are pulled anew.
    said = oil.at(4, oil.about(Kind.PULL_CONFIRMED, pull, quantity=7, due=170))
    assert brief(said, "quantity", "amount") == [(RELEASE, "oil", 3, 17)]
    # 12 will come: 5 more than that, and nobody has taken the other on yet.
    said = oil.at(5, oil.about(Kind.PULL_CONFIRMED, pull, quantity=12, due=170))
    assert brief(said, "quantity") == [("PULL_WITHDRAWN", "oil", 3)]
    assert oil.stock("oil")["on_order"] == 12


def test_fewer_confirmed_is_taken_from_whoever_was_pegged_last(net, on, brief):
    net.point("oil")
    net.buy("oil", 100, minimum=10)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "to_order"))
    bench.at(1, bench.order("oil", 4, due=10))
    bench.at(2, bench.order("oil", 5, due=300))
    second = bench.stated(Kind.ORDER_PLACED)[0].id
    pull = bench.pulls()[0]
    assert (pull["quantity"], pull["free"]) == (10, 1)
    # 6 come: the free one goes first, then 3 of the second order's 5, which are pulled anew, at least 10.
    said = bench.at(3, bench.about(Kind.PULL_CONFIRMED, pull["id"], quantity=6, due=101))
    assert brief(said, "reference", "quantity", "amount") == [(RELEASE, "oil", second, 10, 3)]


def test_a_pull_of_which_nothing_more_will_come_is_closed(oil, brief):
    oil.at(1, oil.sale("oil", 10))
    pull = oil.pulls()[0]["id"]
    oil.at(2, oil.received(pull, 6))
    said = oil.at(3, oil.about(Kind.PULL_CONFIRMED, pull, quantity=6, due=170))
    assert brief(said, "quantity") == [(RELEASE, "oil", 4)]
    assert [int(p["quantity"]) for p in oil.pulls()] == [4]
    assert moved(oil, "final") == [("PULL_CLOSED", 1)]


def test_closing_short_pulls_the_rest_again_for_who_waits(chairs, brief):
    chairs.at(1, chairs.order("chair", 5))
    line = chairs.stated(Kind.ORDER_PLACED)[0].id
    pull = chairs.pulls("chair")[0]["id"]
    chairs.at(2, chairs.received(pull, 2))
    said = chairs.at(3, chairs.about(Kind.PULL_CLOSED, pull))
    assert brief(said, "reference", "quantity")[0] == (RELEASE, "chair", line, 3)
    assert chairs.stock("chair")["allocated"] == 2


def test_open_supply_at_the_start_needs_no_material_and_counts_for_its_loop(chairs, brief):
    said = chairs.at(1, chairs.supply("chair", 3, due=50), chairs.order("chair", 2, due=60))
    pull = chairs.pulls("chair")[0]
    assert brief(said, "reference", "quantity") == [("PEGGED", "chair", pull["id"], 2)]
    assert (pull["state"], chairs.stock("leg")["waiting"]) == (STARTED, 0)
    assert chairs.at(2, chairs.supply("leg", 7, due=90)) == []
    assert chairs.position("leg") == 47


def test_facts_about_what_is_not_open_change_nothing(oil):
    before = oil.replayed(oil.facts())
    rows = [
        oil.about(kind, 999, quantity=3, due=9)
        for kind in (
            Kind.FINISHED, Kind.PULL_ACCEPTED, Kind.PULL_PLACED, Kind.PULL_CONFIRMED, Kind.PULL_CLOSED, Kind.PULL_HELD,
            Kind.PULL_FREED, Kind.PULL_EDITED, Kind.PULL_REJECTED, Kind.ORDER_CANCELLED, Kind.ORDER_CHANGED,
            Kind.STARTED, Kind.RECEIVED, Kind.PULL_STARTED,
        )
    ]  # fmt: skip
    assert oil.at(1, *rows) == []
    assert oil.on_hand("oil") == 20
    assert len(oil.movements[-1]) == 0
    assert oil.movements[-1].dtype == MOVEMENT
    assert oil.replayed(oil.facts(), before) is not None


# By hand


def test_a_held_pull_does_not_start_but_is_not_pulled_again(chairs, brief):
    chairs.at(1, chairs.order("chair", 15))
    pull = chairs.pulls("chair")[0]["id"]
    chairs.at(2, chairs.about(Kind.PULL_HELD, pull, due=100))
    legs = chairs.pulls("leg")[0]["id"]
    assert chairs.at(3, chairs.received(legs)) == [], "all material is there, but it is held"
    assert chairs.position("chair") == 0
    assert brief(chairs.at(100), "reference") == [("MATERIAL_ALLOCATED", "chair", pull)], "the hold ends by itself"
    assert chairs.pull(pull)["held_until"] == 0


def test_the_hold_of_a_pull_ends_when_somebody_frees_it(chairs, brief):
    chairs.at(1, chairs.order("chair", 15))
    pull = chairs.pulls("chair")[0]["id"]
    chairs.at(2, chairs.about(Kind.PULL_HELD, pull, due=NEVER), chairs.received(chairs.pulls("leg")[0]["id"]))
    said = chairs.at(3, chairs.about(Kind.PULL_FREED, pull))
    assert brief(said, "reference") == [("MATERIAL_ALLOCATED", "chair", pull)]


def test_held_supply_is_given_to_nobody(net, on, brief):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "to_order"), bench.supply("oil", 9, due=50))
    pull = bench.pulls()[0]["id"]
    bench.at(1, bench.about(Kind.PULL_HELD, pull, due=NEVER))
    assert brief(bench.at(2, bench.order("oil", 4)), "quantity") == [(RELEASE, "oil", 4)]


def test_a_held_proposal_lets_the_next_go_first_and_starts_when_it_is_freed(net, on, brief):
    net.point("chair")
    net.make("chair", 10)
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order", room=1))
    bench.at(1, *(bench.order("chair", 1, due=100 + n) for n in range(3)))
    running, second, third = (pull["id"] for pull in bench.pulls())
    bench.at(2, bench.about(Kind.PULL_HELD, second, due=NEVER))
    assert brief(bench.at(3, bench.received(running)), "reference")[0] == ("PULL_STARTED", "chair", third)
    bench.at(4, bench.received(third))
    assert bench.pull(second)["state"] == PROPOSED
    said = bench.at(5, bench.about(Kind.PULL_FREED, second))
    assert brief(said, "reference")[0] == ("PULL_STARTED", "chair", second)


def test_an_edited_pull_asks_for_its_material_anew(chairs, brief):
    chairs.at(1, chairs.order("chair", 5))
    pull = chairs.pulls("chair")[0]["id"]
    assert chairs.pull(pull)["state"] == READY
    # 12 instead of 5: 48 legs, only 40 are there. 7 chairs are for stock.
    said = chairs.at(2, chairs.about(Kind.PULL_EDITED, pull, quantity=12, due=500))
    assert brief(said, "quantity") == [(RELEASE, "leg", 28)]
    row = chairs.pull(pull)
    assert (row["state"], row["material_at"], row["due"], row["free"]) == (RELEASED, NEVER, 500, 7)
    assert chairs.stock("leg")["allocated"] == 0
    # 3 instead: the order lacks 2, which are pulled.
    said = chairs.at(3, chairs.about(Kind.PULL_EDITED, pull, quantity=3, due=500))
    assert brief(said, "quantity")[0] == (RELEASE, "chair", 2)
    # A started pull is not edited any more.
    chairs.at(4, chairs.started(pull))
    chairs.at(5, chairs.about(Kind.PULL_EDITED, pull, quantity=9, due=900))
    assert (chairs.pull(pull)["quantity"], chairs.pull(pull)["due"]) == (3, 500)


def test_a_pull_edited_to_nothing_is_closed(oil):
    oil.at(1, oil.sale("oil", 10))
    pull = oil.pulls()[0]["id"]
    said = oil.at(2, oil.about(Kind.PULL_EDITED, pull, quantity=0, due=500))
    assert [fact.quantity for fact in said] == [10], "and pulled again, since it still lacks"
    assert len(oil.pulls()) == 1


def test_an_edit_moves_a_proposal_in_the_queue_for_room(net, on, brief):
    net.point("chair")
    net.make("chair", 10)
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order", room=1))
    bench.at(1, *(bench.order("chair", 1 + n, due=100 + n) for n in range(3)))
    running, second, third = (pull["id"] for pull in bench.pulls())
    bench.at(2, bench.about(Kind.PULL_EDITED, second, quantity=2, due=900))
    assert brief(bench.at(3, bench.received(running)), "reference")[0] == ("PULL_STARTED", "chair", third)


def test_a_pull_added_by_hand_counts_for_its_loop_and_for_whoever_waits(net, on, brief):
    net.point("relic"), net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("relic", "to_order"), *bench.loop("oil", "base_stock", level=20), bench.opened("oil", 20))
    bench.at(1, bench.order("relic", 2))
    # Nobody supplies relics; somebody found a dealer.
    said = bench.at(2, bench.added("relic", 3, source=-1))
    assert brief(said, "quantity") == [("PEGGED", "relic", 2)]
    bench.at(3, bench.added("oil", 5))
    assert bench.at(4, bench.sale("oil", 5)) == [], "5 are on the way already"
    assert bench.state is not None


def test_a_pull_by_hand_fills_no_room_when_it_is_over(net, on, brief):
    net.point("chair")
    net.make("chair", 10)
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order", room=1))
    bench.at(1, bench.added("chair", 2))
    bench.at(2, bench.received(bench.pulls()[0]["id"]))
    assert brief(bench.at(3, bench.order("chair", 3)), "quantity")[1] == (RELEASE, "chair", 1)


def test_a_rejected_pull_is_not_pulled_again_before_its_time(oil, brief):
    oil.at(1, oil.sale("oil", 10))
    pull = oil.pulls()[0]["id"]
    assert oil.at(2, oil.about(Kind.PULL_REJECTED, pull, due=50)) == []
    assert oil.pulls() == []
    assert oil.at(3, oil.sale("oil", 1)) == [], "not for another sale either"
    assert brief(oil.at(50), "quantity") == [(RELEASE, "oil", 11)]


def test_without_a_time_a_rejected_pull_comes_back_when_the_loop_is_set_again(oil, brief):
    oil.at(1, oil.sale("oil", 10))
    oil.at(2, oil.about(Kind.PULL_REJECTED, oil.pulls()[0]["id"], due=NEVER))
    assert oil.at(9999) == []
    assert brief(oil.at(10_000, oil.parameter("oil", "level", 20)), "quantity") == [(RELEASE, "oil", 10)]


def test_a_rejection_silences_only_the_order_that_it_was_for(net, on, brief):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "to_order"))
    bench.at(1, bench.order("oil", 4))
    line = bench.stated(Kind.ORDER_PLACED)[0].id
    assert bench.at(2, bench.about(Kind.PULL_REJECTED, bench.pulls()[0]["id"], due=60)) == []
    assert brief(bench.at(3, bench.order("oil", 7)), "quantity") == [(RELEASE, "oil", 7)]
    # The customer changes the order: that is new demand.
    said = bench.at(4, bench.about(Kind.ORDER_CHANGED, line, 5, 900, priority=5))
    assert brief(said, "reference", "quantity") == [(RELEASE, "oil", line, 5)]


def test_the_order_behind_a_rejected_pull_is_pulled_for_again_in_time(net, on, brief):
    net.point("oil")
    net.buy("oil", 100)
    bench = on(net)
    bench.at(0, *bench.loop("oil", "to_order"))
    bench.at(1, bench.order("oil", 4))
    bench.at(2, bench.about(Kind.PULL_REJECTED, bench.pulls()[0]["id"], due=60))
    assert brief(bench.at(60), "quantity") == [(RELEASE, "oil", 4)]


def test_a_loop_that_asks_for_approval_only_proposes(net, on, brief):
    net.point("chair"), net.point("leg")
    net.make("chair", 10, {"leg": 4})
    net.buy("leg", 100)
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order", approval=1), *bench.loop("leg", "to_order"))
    assert brief(bench.at(1, bench.order("chair", 2)), "quantity") == [("PULL_PROPOSED", "chair", 2)]
    pull = bench.pulls()[0]["id"]
    assert bench.at(2, bench.counted("leg", 0)) == []
    said = bench.at(3, bench.about(Kind.PULL_STARTED, pull))
    assert brief(said, "quantity") == [(RELEASE, "leg", 8)]


def test_work_that_starts_before_it_was_approved_has_been_released(net, on, brief):
    net.point("chair"), net.point("leg")
    net.make("chair", 10, {"leg": 4})
    bench = on(net)
    bench.at(0, *bench.loop("chair", "to_order", approval=1), bench.opened("leg", 5))
    bench.at(1, bench.order("chair", 2))
    pull = bench.pulls()[0]["id"]
    said = bench.at(2, bench.started(pull))
    # 8 legs are used, 5 were on record.
    assert brief(said, "quantity") == [("PULL_STARTED", "chair", 2), ("STOCK_FOUND", "leg", 3)]
    assert bench.on_hand("leg") == 0


def test_supply_that_is_given_back_goes_to_the_best_rank_that_waits(net, on, brief):
    net.point("oil")
    bench = on(net)
    bench.at(0, *bench.loop("oil", "to_order"), bench.supply("oil", 6, due=50))
    bench.at(1, bench.order("oil", 4, due=10), bench.order("oil", 5, due=90))
    second = bench.stated(Kind.ORDER_PLACED)[1].id
    pull = bench.pulls()[0]["id"]
    # The second has 2; the source promises 2 more, so it is pegged twice to the same pull. Then 3 are given back, while
    # a third customer, who ranks best, waits.
    bench.at(2, bench.about(Kind.PULL_CONFIRMED, pull, quantity=8, due=50))
    assert bench.stock("oil")["pegged"] == 8
    said = bench.at(3, bench.about(Kind.UNPEGGED, pull, 3, point=1, cause=second), bench.order("oil", 9, priority=1))
    third = bench.stated(Kind.ORDER_PLACED)[0].id
    assert brief(said, "cause", "quantity") == [("PEGGED", "oil", third, 3)]
    assert (bench.stock("oil")["pegged"], bench.stock("oil")["waiting"]) == (8, 6 + 4)


def test_a_promise_stands_on_the_line_until_another_replaces_it(oil):
    oil.at(1, oil.order("oil", 5))
    line = oil.stated(Kind.ORDER_PLACED)[0].id
    oil.at(2, oil.about(Kind.PROMISE_MADE, line, 5, due=70))
    assert oil.line(line)["promised"] == 70
    oil.at(3, oil.about(Kind.PROMISE_CHANGED, line, due=90))
    assert oil.line(line)["promised"] == 90


def test_conservation_what_came_in_is_there_or_went_out(chairs):
    chairs.at(1, chairs.order("chair", 5))
    chairs.at(2, chairs.received(chairs.pulls("chair")[0]["id"]))
    stock = chairs.stock("leg")
    assert (int(stock["came_in"]), int(stock["went_out"]), int(stock["on_hand"])) == (40, 20, 20)
    assert sum(int(row["quantity"]) for m in chairs.movements for row in m if row["point"] == 1) == 20
    assert np.all(np.concatenate(chairs.movements)["seq"] > 0)


@pytest.fixture
def approval(net, on):
    """A seat made of foam until tick 500, then bought; its pulls wait for approval."""
    net.point("seat"), net.point("foam")
    net.make("seat", 20, {"foam": 2}, valid_to=500)
    net.buy("seat", 40, priority=2)
    net.buy("foam", 10)
    bench = on(net)
    bench.at(0, *bench.loop("seat", "to_order", approval=1), *bench.loop("foam", "to_order"))
    bench.at(1, bench.order("seat", 3, due=900))
    return bench


@pytest.mark.parametrize("word", [Kind.PULL_ACCEPTED, Kind.PULL_PLACED, Kind.PULL_CONFIRMED])
def test_who_takes_a_proposal_on_approves_it(approval, brief, word):
    seat = approval.pulls("seat")[0]["id"]
    said = approval.at(2, approval.about(word, seat, 3, 800))
    assert brief(said, "quantity") == [("PULL_STARTED", "seat", 3), (RELEASE, "foam", 6)]
    assert (approval.pull(seat)["state"], approval.pull(seat)["untaken"]) == (RELEASED, 0)
    assert approval.at(600) == [], "it is under way and keeps its source"


def test_a_proposal_to_a_source_that_has_ended_makes_way_for_one_to_the_next(approval, brief):
    assert arena.arrays(approval.state)["head"]["next_release"][0] == 500
    said = approval.at(500)
    assert brief(said, "quantity") == [("PULL_WITHDRAWN", "seat", 3), ("PULL_PROPOSED", "seat", 3)]
    assert approval.pulls("seat")[0]["source"] == 1
    assert approval.at(501) == []


def test_a_supplier_with_order_days_delivers_a_lead_time_after_the_next_one(net, on, brief):
    net.point("leg")
    net.buy("leg", 50, supplier=2)
    net.order_days(2, (0, 10), (200, 210))
    bench = on(net)
    said = bench.at(20, *bench.loop("leg", "base_stock", level=5), bench.opened("leg", 0))
    assert brief(said, "due") == [(RELEASE, "leg", 250)]


def test_what_is_spare_of_a_pull_that_begins_spares_a_part_of_one_that_nobody_has_taken_on(net, on, brief):
    """7 in lots of 3, at most 7: 6 and 3, of which 2 are spare; once the 3 have begun, they count before the 6."""
    net.point("leg"), net.point("log")
    net.make("leg", 1, {"log": 1}, multiple=3, maximum=7)
    net.buy("log", 1)
    bench = on(net)
    bench.at(0, *bench.loop("leg", "to_order"), *bench.loop("log", "to_order"))
    bench.at(1, bench.order("leg", 7, due=30))
    six, three = (int(pull["id"]) for pull in bench.pulls("leg"))
    said = bench.at(2, bench.started(three))
    assert [row for row in brief(said, "quantity", "reference") if row[0] in ("UNPEGGED", "PEGGED")] == [
        ("UNPEGGED", "leg", 2, six), ("PEGGED", "leg", 2, three),
    ]  # fmt: skip


def test_a_source_that_ends_with_a_review_is_pulled_anew_in_that_review(net, on, brief):
    """Reviews at 0, 100, 200, ...; room for one; the second pull is proposed, and its source ends at 300."""
    net.point("bolt")
    net.buy("bolt", 500, valid_to=300)
    net.buy("bolt", 60, priority=2)
    bench = on(net)
    bench.at(0, *bench.loop("bolt", "base_stock", review=100, room=1, level=10), bench.opened("bolt", 10))
    bench.at(6, bench.sale("bolt", 4))
    bench.at(100)
    bench.at(106, bench.sale("bolt", 3))
    assert brief(bench.at(200), "quantity") == [("PULL_PROPOSED", "bolt", 3)]
    assert brief(bench.at(300), "quantity") == [("PULL_WITHDRAWN", "bolt", 3), ("PULL_PROPOSED", "bolt", 3)]
    assert bench.pulls()[-1]["source"] == 1

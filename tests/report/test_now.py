"""What to do now, in which order, and what holds up the rest."""

import msgspec

from tugline.report.now import blockers, by_item, day_to_show, held_up, is_late, is_ready, standing, to_do
from tugline.report.pull_lists import buy_listing, days_listing, groups_listing


def pulls(some_result, *changes):
    """Pulls that differ from one in what is said of each."""
    first = some_result().pulls[0]
    return [
        msgspec.structs.replace(first, **{"id": f"P{number}", "blocked_by": "", **change})
        for number, change in enumerate(changes, 1)
    ]


def test_what_can_start_comes_first_then_the_most_late_then_the_first_due(some_result):
    some = pulls(
        some_result,
        {"state": "released", "late_days": 9.0},
        {"state": "ready", "late_days": 0.0, "due": "2014-07-02T00:00:00-07:00"},
        {"state": "ready", "late_days": 0.0, "due": "2014-07-01T00:00:00-07:00"},
        {"state": "ready", "late_days": 1.0},
        {"state": "released", "late_days": 0.0},
    )
    assert [pull.id for pull in to_do(some, "make", "2014-06-15", "plain")] == ["P4", "P3", "P2", "P1", "P5"]


def test_equal_pulls_stand_in_the_order_of_their_numbers(some_result):
    some = pulls(some_result, *({"id": f"P{number}"} for number in (10, 9, 100)))
    assert [pull.id for pull in to_do(some, "make", "2014-06-15", "plain")] == ["P9", "P10", "P100"]


def test_what_is_started_placed_or_closed_is_not_to_be_done_unless_it_is_of_today(some_result):
    old, today = "2014-06-01T00:00:00-07:00", "2014-06-15T00:00:00-07:00"
    some = pulls(
        some_result,
        {"state": "started", "at": old},
        {"state": "placed", "at": old},
        {"state": "placed", "at": today},
        {"state": "closed", "at": today},
        {"state": "closed short", "at": today},
        {"state": "proposed", "at": old},
    )
    assert {pull.id for pull in to_do(some, "make", "2014-06-15", "plain")} == {"P3", "P6"}


def test_pulls_of_one_item_between_the_same_places_are_one_row(some_result):
    some = pulls(
        some_result,
        {
            "quantity": 5.0,
            "received": 1.0,
            "state": "ready",
            "due": "2014-07-02T00:00:00-07:00",
            "rests_on": ("stock",),
        },
        {"quantity": 0.1, "state": "released", "due": "2014-07-01T00:00:00-07:00", "rests_on": ("lead time",)},
        {"quantity": 0.2, "state": "released", "location": "elsewhere"},
    )
    here, elsewhere = by_item(some)
    assert (here.pulls, here.quantity, here.ready, here.due[:10]) == (2, 4.1, 4.0, "2014-07-01")
    assert here.signs == "ᴸˢ"
    assert elsewhere.first.id == "P3"


def test_a_row_tells_the_quantity_of_all_its_pulls(some_result):
    result = some_result("Frame", pulls=pulls(some_result, {"item": "Frame"}, {"item": "Frame"}))
    listing = groups_listing(result, "make", 10)
    assert listing.total == 1
    assert listing.rows[0][0].text == "25 Frame"
    assert "1 item in 2 pulls; 2 ready" in listing.summary


def test_an_order_to_a_supplier_names_each_item_once_whatever_asks_for_it(some_result):
    order = some_result("Bulb").buy_list[0]
    line = order.lines[0]
    other = msgspec.structs.replace(line, item="Cable", purchase_unit="", purchase_quantity=0.5)
    lines = (line, other, msgspec.structs.replace(line, pull="P10", due="2014-06-20T00:00:00-07:00"))
    listing = buy_listing(some_result(buy_list=[msgspec.structs.replace(order, lines=lines)]), 5)
    texts = [cell.text for cell in listing.rows[0]]
    assert (texts[2], texts[-1]) == ("3", "4 Bulb Bulb, 0.5 × Cable")


def test_a_pull_does_not_wait_for_itself_in_words(some_result):
    (pull,) = pulls(some_result, {"item": "Frame", "blocked_by": "P1 (Frame) waits in the queue of Lathe"})
    assert held_up(pull) == "waits in the queue of Lathe"
    (pull,) = pulls(some_result, {"blocked_by": "P2 (Frame) waits in the queue of Lathe"})
    assert held_up(pull) == "P2 (Frame) waits in the queue of Lathe"


def test_what_is_under_way_is_held_up_by_nothing(some_result):
    (pull,) = pulls(some_result, {"item": "Frame", "blocked_by": "P1 (Frame) is ordered"})
    assert held_up(pull) == ""
    (pull,) = pulls(some_result, {"item": "Frame", "blocked_by": "P2 (Tube) is ordered"})
    assert held_up(pull) == "P2 (Tube) is ordered"


def test_what_was_taken_on_and_has_all_its_material_is_ready(some_result):
    says = "P1 (Frame) waits to be started: all its material is there"
    ready, waiting = pulls(
        some_result,
        {"item": "Frame", "state": "accepted", "blocked_by": says},
        {"item": "Frame", "state": "accepted", "blocked_by": says},
    )
    assert (is_ready(ready), is_ready(waiting)) == (True, False)
    assert standing([ready, waiting]) == {
        "ready": 1, "waiting for material": 1, "waiting for room or approval": 0, "under way": 0,
    }  # fmt: skip


def test_the_pulls_of_the_days_add_up_to_those_of_the_heading(some_result):
    """14 days of 1 + 2 + 3 pulls are 84; what else there is was open at the start, or somebody added it."""
    counts = {"order_lines": 1, "pulls": 86}
    listing = days_listing(some_result(counts=counts), 3)
    assert listing.summary == "84 pulls so far, beside 2 open at the start or added by hand; the latest days first"
    listing = days_listing(some_result(counts=counts | {"pulls": 84}), 3)
    assert listing.summary == "84 pulls so far, the latest days first"


def test_lines_that_wait_for_pulls_of_one_item_or_one_queue_are_held_up_by_one_thing(some_result):
    promise = some_result().promises[0]
    causes = [
        "P1 (Rim) is on its way", "P2 (Rim) is on its way", "P3 (Hub) waits in the queue of Lathe",
        "P4 (Axle) waits in the queue of Lathe", "P5 (Cog) waits in the queue of Lathe",
        "Tube at main is short: 3 wait", "P6 (Hub) is ordered, due 2014-06-20", "P7 (Hub) is ordered, due 2014-06-21",
    ]  # fmt: skip
    promises = [msgspec.structs.replace(promise, cause=cause, late_days=float(n)) for n, cause in enumerate(causes, 1)]
    assert [tuple(blocker) for blocker in blockers(promises)] == [
        ("the queue of Lathe", 3, 5.0), ("Rim is on its way", 2, 2.0), ("Hub is ordered", 2, 8.0),
        ("Tube at main is short: 3 wait", 1, 6.0),
    ]  # fmt: skip


def test_a_line_in_time_is_held_up_by_nothing(some_result):
    promise = msgspec.structs.replace(some_result().promises[0], late_days=0.0)
    assert not is_late(promise)
    assert blockers([promise]) == []
    assert is_late(msgspec.structs.replace(promise, expected=None))


def test_a_day_that_brings_nothing_shows_the_last_that_did(some_result):
    assert day_to_show(some_result()) == "2014-06-15"
    pull = some_result().pulls[0]
    started = [msgspec.structs.replace(pull, at="2014-06-14T10:00:00-07:00", state="started")]
    assert day_to_show(some_result(pulls=started)) == "2014-06-14"
    assert day_to_show(some_result(pulls=[], pulls_by_day=[])) == "2014-06-15"


def test_where_nothing_is_left_to_do_that_is_said_of_today(some_result):
    assert day_to_show(some_result(pulls=[])) == "2014-06-15"


def test_pulls_are_counted_by_how_they_stand(some_result):
    pull = some_result().pulls[0]
    states = ["ready", "ready", "released", "accepted", "proposed", "started", "part received"]
    pulls = [msgspec.structs.replace(pull, state=state, blocked_by="") for state in states]
    assert standing(pulls) == {
        "ready": 2,
        "waiting for material": 2,
        "waiting for room or approval": 1,
        "under way": 2,
    }
    assert sum(standing([]).values()) == 0


def test_what_is_ready_of_an_item_has_its_unit(some_result):
    pull = msgspec.structs.replace(some_result().pulls[0], kind="make")
    waits = msgspec.structs.replace(pull, id="P99", state="released", quantity=3.0)
    listing = groups_listing(some_result(pulls=[pull, waits]), "make", 9)
    names = [column.name for column in listing.columns]
    assert listing.rows[0][names.index("ready")].text == "12.5 Frame"
    assert listing.rows[0][names.index("quantity")].text == "15.5 Frame"
    assert "1 ready, 1 waiting for material" in listing.summary

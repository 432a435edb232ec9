"""Dates that are told to customers are dates at their doors, and what is promised happens.

The shop of `test_lanes`: post to everybody at two on weekdays, two open days on the way; a lorry to the south on
Tuesdays and Fridays at seven, four hours on the way.
"""

import numpy as np
import pytest

import tugline as tl
from tests.business.test_lanes import TABLES, moved, order, shop  # noqa: F401 - a fixture is found by its name
from tugline.engine.invariants import SENTENCES, broken

NONE = {"item": ["bike"], "location": ["main"], "on_hand": ["0"]}
MONDAY, TUESDAY, WEDNESDAY = "2026-01-05", "2026-01-06", "2026-01-07"


def promised(business):
    return {p.order: (p.leaves[:16], p.promised[:16], p.late_days) for p in business.result().promises}


@pytest.mark.parametrize("world", ["plain", "plant"])
def test_a_promise_is_the_date_at_the_door_and_lateness_is_measured_there(shop, world):  # noqa: F811
    business = shop(world)
    business.signal(order("A", wanted=WEDNESDAY), order("B", wanted=TUESDAY), order("S", customer="sue"))
    business.advance("2026-01-05T10:00")
    found = promised(business)
    assert found["A"] == ("2026-01-05T14:00", "2026-01-07T14:00", 0)
    assert found["B"] == ("2026-01-05T14:00", "2026-01-07T14:00", 1)
    assert found["S"] == ("2026-01-06T07:00", "2026-01-06T11:00", 0)


def test_what_is_shown_to_be_there_is_delivered_then(shop):  # noqa: F811
    business = shop()
    business.signal(order("A", 7), order("B", 8), order("S", 9, customer="sue"), order("C", 2, wanted=MONDAY))
    business.advance("2026-01-05T10:00")
    told = promised(business)
    business.advance("2026-01-30")
    arrived = sorted(when for kind, when, _ in moved(business) if kind == "DELIVERED")
    assert arrived == sorted(there for _, there, _ in told.values())


def test_the_plan_and_the_desk_name_the_same_doors_as_the_world(shop):  # noqa: F811
    business = shop(stock=NONE)
    business.signal(order("A"), order("S", customer="sue", wanted=TUESDAY))
    business.advance("2026-01-05T10:00")
    planned = {each.order: (each.leaves[:16], each.completes[:16], each.late_days) for each in business.plan().orders}
    assert planned == promised(business)
    assert planned["S"][:2] == ("2026-01-09T07:00", "2026-01-09T11:00")


def test_an_order_arrives_as_it_was_quoted_and_as_the_desk_offered_it(shop):  # noqa: F811
    for customer in ("ann", "sue"):
        business = shop(stock=NONE)
        business.advance("2026-01-05T10:00")
        asked = {"item": "bike", "quantity": 2, "customer": customer, "wanted": "2026-01-08"}
        quote, offer = business.quote(**asked), business.promise(**asked)
        assert (offer.leaves, offer.promised) == (quote.leaves, quote.promised)
        business.signal(order("A", 2, at="2026-01-05T10:00", wanted="2026-01-08", customer=customer))
        business.advance("2026-01-30")
        assert [when for _, when, _ in moved(business)] == [quote.leaves[:16], quote.promised[:16]]


def test_the_desk_promises_whoever_is_ready_for_the_last_departure_in_time(shop):  # noqa: F811
    """Wanted on Friday the 16th: the last post in time leaves on Wednesday at two, so the bikes may come until then."""
    business = shop(stock=NONE)
    business.advance("2026-01-05T10:00")
    offer = business.promise(item="bike", quantity=1, customer="ann", wanted="2026-01-16")
    assert (offer.late_days, offer.carrier) == (0, "post")
    assert offer.promised <= "2026-01-16T23:59"
    early = business.promise(item="bike", quantity=1, customer="ann", wanted=TUESDAY, ways_out=True)
    assert (early.promised[:16], early.late_days) == ("2026-01-08T14:00", 2)
    assert early.cause == (
        "bike at main is there on 2026-01-06 10:00; it leaves 2026-01-06 14:00 with post and is at the customer"
        " 2026-01-08 14:00"
    )
    assert [way.date[:16] for way in early.ways_out] == ["2026-01-07T14:00"]


def test_parts_that_leave_with_one_departure_are_one_part_of_an_offer(shop):  # noqa: F811
    """Ten are there on Monday, more come on Tuesday, and the lorry takes all of them on that morning or on Friday."""
    business = shop()
    business.advance("2026-01-05T10:00")
    parts = business.promise(item="bike", quantity=12, customer="ann").split
    assert [(part.date[:16], part.quantity) for part in parts] == [("2026-01-07T14:00", 10), ("2026-01-08T14:00", 2)]
    business.advance("2026-01-06T08:00")
    parts = business.promise(item="bike", quantity=12, customer="sue").split
    assert [(part.date[:16], part.quantity) for part in parts] == [("2026-01-09T11:00", 12)]


def test_who_names_no_date_gets_the_lane_that_is_soonest_in_plan_and_world(shop):  # noqa: F811
    lanes = {
        "from": ["main", "main"], "to": ["*", "*"], "carrier": ["post", "express"], "priority": ["1", "2"],
        "lead_time": ["48h", "5h"],
    }  # fmt: skip
    business = shop(lanes=lanes)
    business.signal(order("A", wanted=None), order("B"), order("C", wanted=MONDAY))
    business.advance("2026-01-05T08:59")
    assert business.promise(item="bike", quantity=1).carrier == "express"
    business.advance("2026-01-20")
    there = sorted(when for kind, when, _ in moved(business) if kind == "DELIVERED")
    assert there == ["2026-01-05T14:00", "2026-01-05T14:00", "2026-01-07T09:00"]


def test_what_a_plant_did_not_say_that_it_left_leaves_with_the_next_departure(shop):  # noqa: F811
    business = shop("plant")
    business.signal(order("S", customer="sue"))
    business.advance("2026-01-06T06:00")
    assert promised(business)["S"][:2] == ("2026-01-06T07:00", "2026-01-06T11:00")
    (shown,) = business.result().ship_now
    assert (shown.leaves[:16], shown.carrier, shown.late_days) == ("2026-01-06T07:00", "lorry", 0)
    business.advance(WEDNESDAY)
    assert promised(business)["S"][:2] == ("2026-01-09T07:00", "2026-01-09T11:00")
    assert business.result().ship_now[0].leaves[:16] == "2026-01-09T07:00"


def test_changed_lanes_count_for_all_that_has_not_left_and_parcels_arrive_as_they_were_sent(shop):  # noqa: F811
    business = shop()
    business.signal(order("A"), order("B", 12, wanted="2026-01-30"))
    business.advance("2026-01-05T15:00")
    slower = {**TABLES["lanes"], "cut_off": ["16:00", ""], "lead_time": ["3d", "4h"]}
    business.adopt({**TABLES, "business": {**TABLES["business"], "world": "plain"}, "lanes": slower})
    core = business._core
    assert SENTENCES[int(broken(core.state, core.grid))] == SENTENCES[0]
    business.advance("2026-01-30")
    assert moved(business) == [
        ("SHIPPED", "2026-01-05T14:00", 1), ("SHIPPED", "2026-01-06T16:00", 12),
        ("DELIVERED", "2026-01-07T14:00", 1), ("DELIVERED", "2026-01-09T16:00", 12),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("to", "suth", "lane.to"), ("calendar", "lory", "calendar.unknown"), ("from", "mein", "reference.unknown"),
        ("lead_time", "soon", "cell.duration"),
    ],
)  # fmt: skip
def test_a_lane_that_cannot_be_is_one_clear_problem(column, value, code):
    lanes = {**TABLES["lanes"], column: [value, TABLES["lanes"][column][1]]}
    problems = tl.check({**TABLES, "lanes": lanes})
    assert [(each.table, each.row, each.column, each.value) for each in problems] == [("lanes", 2, column, value)]
    assert problems[0].code == code


def test_on_time_goes_by_the_door(shop):  # noqa: F811
    """Both leave on Monday and arrive on Wednesday; one was wanted there on Tuesday."""
    business = shop()
    business.signal(order("A", wanted=WEDNESDAY), order("B", wanted=TUESDAY))
    business.advance("2026-01-09")
    metrics = business.result().metrics
    assert metrics["on_time_share"] == 0.5
    assert metrics["order_to_delivery_days"]["p50"] == np.round(2 + 5 / 24, 2)
    assert metrics["on_time_first_promised"] is None
    assert metrics["why_no_promise"] == "no line was promised a date"
    assert "no line was promised a date" in business.explain("on_time_last_promised")

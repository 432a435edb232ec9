"""Standing quotas and protected stock at the promise desk, and in what `allot` shares out."""

import copy

import pytest

import tugline as tl
from tugline.errors import RefusedError

# 100 lamps are there, 20 come on the 12th. The web may have three tenths; 20 are protected for class 1.
TABLES = {
    "business": {"name": "lamps", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["lamp"], "family": ["lamps"]},
    "customers": {
        "customer": ["web", "corner", "club"], "channel": ["web", "shop", "shop"], "priority": ["5", "5", "1"],
    },
    "suppliers": {"supplier": ["maker"]},
    "sources": {"item": ["lamp"], "location": ["main"], "kind": ["buy"], "from": ["maker"], "lead_time": ["90d"]},
    "stock": {"item": ["lamp"], "location": ["main"], "on_hand": ["100"]},
    "supply": {
        "reference": ["PO-1"], "kind": ["buy"], "item": ["lamp"], "location": ["main"], "quantity": ["20"],
        "due": ["2026-01-12T12:00"],
    },
    "loops": {"item": ["*"], "location": ["*"], "loop": ["to_order"]},
}  # fmt: skip
WEB = {"item": ["lamps"], "channel": ["web"], "share": ["0.3"]}
BEST = {"item": ["lamp"], "class": ["1"], "quantity": ["20"]}


def opened(quotas, **changes):
    business = tl.open({**copy.deepcopy(TABLES), "quotas": quotas, **changes})
    business.advance("2026-01-05T08:00")
    return business


def date(business, customer, quantity):
    promised = business.promise(item="lamp", quantity=quantity, customer=customer).promised
    return promised and promised[:10]


def test_a_channel_is_promised_its_share_of_what_is_there_and_comes():
    with opened(WEB) as business:
        # Three tenths of 100 now, of 120 from the 12th on; others share the rest.
        assert [date(business, "web", n) for n in (30, 31, 36, 37)] == ["2026-01-05", "2026-01-12", "2026-01-12", None]
        assert [date(business, "corner", n) for n in (70, 84, 85)] == ["2026-01-05", "2026-01-12", None]
        offer = business.promise(item="lamp", quantity=37, customer="web")
        assert offer.cause == (
            "quota: web has a quota of 0.3; of 120 that left, are there and come 36 may still be promised to it"
        )


def test_a_share_is_had_once_whatever_was_promised_and_shipped_before():
    with opened(WEB) as business:
        for number in range(6):
            business.reserve(f"W{number}", item="lamp", quantity=5, customer="web")
        assert date(business, "web", 1) == "2026-01-12"
        business.signal(*(tl.Event("shipped", f"W{number}", at="2026-01-05T09:00", quantity=5) for number in range(6)))
        business.advance("2026-01-05T10:00")
        # 70 are left, of which three tenths would be 21 again; but the web has had its 30 of 100.
        assert [date(business, "web", n) for n in (6, 7)] == ["2026-01-12", None]
        assert date(business, "corner", 70) == "2026-01-05"
        with pytest.raises(RefusedError, match="web has a quota"):
            business.reserve("W9", item="lamp", quantity=7, customer="web")


def test_what_left_counts_as_long_as_the_rule_says():
    with opened({**WEB, "within": ["10d"]}) as business:
        business.reserve("W", item="lamp", quantity=30, customer="web")
        business.signal(tl.Event("shipped", "W", at="2026-01-05T09:00", quantity=30))
        business.advance("2026-01-14")
        assert date(business, "web", 7) is None
        business.advance("2026-01-16")
        # Of 70 there and 20 that should have come long ago: 27.
        assert date(business, "web", 27) is not None
        assert date(business, "web", 28) is None


def test_protected_stock_is_kept_from_classes_behind_and_used_up_by_its_own():
    with opened(BEST) as business:
        assert [date(business, "corner", n) for n in (80, 81, 100, 101)] == [
            "2026-01-05", "2026-01-12", "2026-01-12", None,
        ]  # fmt: skip
        assert date(business, "club", 100) == "2026-01-05"
        business.reserve("C", item="lamp", quantity=20, customer="club")
        assert date(business, "corner", 80) == "2026-01-05"
        assert "20 are protected for class 1" in business.promise(item="lamp", quantity=101, customer="corner").cause


def test_the_rows_of_an_item_stand_before_those_of_its_family():
    both = {"item": ["lamps", "lamp"], "channel": ["web", "web"], "share": ["0.3", "0.1"]}
    with opened(both) as business:
        assert [date(business, "web", n) for n in (10, 11)] == ["2026-01-05", "2026-01-12"]


def test_allot_goes_by_standing_quotas_where_none_are_given():
    orders = {
        "order": ["A", "B"], "customer": ["web", "corner"], "item": ["lamp"] * 2, "quantity": ["80", "50"],
        "ordered_at": ["2026-01-05"] * 2,
    }  # fmt: skip
    with opened(WEB, orders=orders) as business:
        allotment = business.allot(item="lamp")
        assert allotment.standing
        # 120 are there and come, and 10 that orders lack were pulled for them: three tenths of 130.
        assert {line.order: line.allotted for line in allotment.lines} == {"A": 39, "B": 50}
        given = business.allot(item="lamp", quotas="web=0.5")
        assert not given.standing
        assert {line.order: line.allotted for line in given.lines} == {"A": 65, "B": 50}
        business.signal(tl.Event("shipped", "A", at="2026-01-05T09:00", quantity=30))
        business.advance("2026-01-05T10:00")
        # 30 of its 39 have left: the channel's quota is the same, and 9 are left of it.
        after = business.allot(item="lamp")
        assert {line.order: line.allotted for line in after.lines} == {"A": 9, "B": 50}
        assert {channel.channel: channel.quota for channel in after.channels} == {"web": 39, "shop": None}


def test_the_desk_and_allot_say_the_same_of_what_a_channel_may_still_have():
    with opened(WEB) as business:
        business.reserve("W", item="lamp", quantity=12, customer="web")
        business.signal(tl.Order("A", "lamp", 100, at="2026-01-05T08:30", customer="web"))
        business.advance("2026-01-05T09:00")
        (line,) = [line for line in business.allot(item="lamp").lines if line.order == "A"]
        assert line.allotted == 24


def test_a_date_by_quota_is_at_the_customers_door_and_as_late_as_it_says():
    with opened(WEB, lanes={"from": ["main"], "to": ["*"], "lead_time": ["48h"]}) as business:
        offer = business.promise(item="lamp", quantity=31, customer="web", wanted="2026-01-10")
        # 31 of 120 are within three tenths once the 20 have come on the 12th at noon.
        assert (offer.leaves[:16], offer.promised[:16]) == ("2026-01-12T12:00", "2026-01-14T12:00")
        assert offer.late_days == 4
        assert offer.cause.startswith("quota: web")
        booked = business.reserve("W", item="lamp", quantity=31, customer="web", wanted="2026-01-10")
        assert booked.by[:16] == "2026-01-14T23:59"


def test_an_order_that_was_promised_nothing_counts_against_its_channel_and_ships_by_rank():
    with opened(WEB) as business:
        business.signal(tl.Order("A", "lamp", 25, at="2026-01-05T08:30", customer="web"))
        business.advance("2026-01-05T09:00")
        assert [date(business, "web", n) for n in (5, 6)] == ["2026-01-05", "2026-01-12"]
        assert [each.order for each in business.result().ship_now] == ["A"]

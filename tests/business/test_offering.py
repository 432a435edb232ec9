"""The promise desk: dates beside all that is open, what they take, and what would make them sooner."""

import pytest

import tugline as tl
from tugline.errors import UsageError

BUSINESS = {"name": "Shop", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "tick": "minute"}
WORKS = {
    "business": BUSINESS,
    "items": {"item": ["bike", "frame", "wheel"], "cost": ["100", "40", "10"], "price": ["300", "", ""]},
    "locations": {"location": ["works"]},
    "boms": {"item": ["bike", "bike"], "component": ["frame", "wheel"], "quantity": ["1", "2"]},
    "sources": {
        "item": ["bike", "frame", "wheel"], "location": ["works"] * 3, "kind": ["make", "make", "buy"],
        "from": ["", "", "acme"], "lead_time": ["", "", "3d"], "minimum": ["", "", "10"],
    },
    "suppliers": {"supplier": ["acme"]},
    "calendars": {
        "calendar": ["day"] * 5, "weekday": ["mon", "tue", "wed", "thu", "fri"], "opens": ["08:00"] * 5,
        "closes": ["16:00"] * 5,
    },
    "resources": {"resource": ["bench", "weld"], "calendar": ["day", "day"], "cost_per_hour": ["30", "40"]},
    "operations": {
        "item": ["bike", "frame"], "step": ["1", "1"], "resource": ["bench", "weld"], "run_time": ["2h", "4h"],
    },
    "stock": {"item": ["bike", "frame", "wheel"], "location": ["works"] * 3, "on_hand": ["1", "2", "4"]},
    "loops": {"item": ["*"], "location": ["*"], "loop": ["to_order"]},
}  # fmt: skip


@pytest.fixture
def works():
    with tl.open(WORKS) as business:
        business.advance("2026-01-05")
        yield business


def test_what_is_there_can_go_at_once_and_its_parts_say_where_from(works):
    offer = works.promise(item="bike", quantity=1)
    assert (offer.promised, offer.late_days, offer.wanted) == ("2026-01-05T00:00:00+00:00", 0.0, None)
    assert [(use.kind, use.item, use.quantity) for use in offer.uses] == [("stock", "bike", 1.0)]
    assert [(part.date, part.quantity) for part in offer.split] == [("2026-01-05T00:00:00+00:00", 1.0)]


def test_the_rest_is_made_in_open_hours_of_parts_that_are_there(works):
    """Three bikes: one is there; two of the two frames and four wheels that are there, 2 h each from 8:00 on Monday."""
    offer = works.promise(item="bike", quantity=3)
    assert offer.promised == "2026-01-05T12:00:00+00:00"
    (work,) = [use for use in offer.uses if use.kind == "work"]
    assert (work.resource, work.hours, work.start[11:16], work.end[11:16]) == ("bench", 4.0, "08:00", "12:00")
    assert {(use.item, use.quantity) for use in offer.uses if use.kind == "stock"} == {
        ("bike", 1.0), ("frame", 2.0), ("wheel", 4.0),
    }  # fmt: skip
    assert [(part.date[:10], part.quantity) for part in offer.split] == [("2026-01-05", 1.0), ("2026-01-05", 2.0)]


def test_what_is_bought_comes_in_lots_of_its_supplier_and_is_named_as_what_it_waits_for(works):
    """Four bikes: 6 wheels are needed, 2 more than there are; ten come on Thursday at midnight; then 3 x 2 h."""
    offer = works.promise(item="bike", quantity=4)
    assert offer.promised == "2026-01-08T14:00:00+00:00"
    (purchase,) = [use for use in offer.uses if use.kind == "purchase"]
    assert (purchase.item, purchase.quantity, purchase.supplier, purchase.end[:10]) == (
        "wheel", 10.0, "acme", "2026-01-08",
    )  # fmt: skip
    assert offer.cause == "wheel at works is there on 2026-01-08 00:00"


def test_what_was_asked_leaves_nothing_behind(works):
    before = works.digest, works.facts
    first = works.promise(item="bike", quantity=4, ways_out=True)
    assert all(works.promise(item="bike", quantity=4, ways_out=True) == first for _ in range(3))
    assert (works.digest, works.facts) == before


def test_an_order_that_is_placed_takes_what_it_was_offered_from_the_next_one(works):
    offer = works.promise(item="bike", quantity=1)
    works.signal(tl.Order("A", item="bike", quantity=1, at="2026-01-05"))
    works.advance("2026-01-05")
    after = works.promise(item="bike", quantity=1)
    assert offer.promised < after.promised == "2026-01-05T10:00:00+00:00"


def test_what_is_due_later_does_not_stand_in_the_way(works):
    """Ten frames for next month hold the welder for a week, but not this week; two are kept for them already."""
    works.signal(tl.Order("A", item="frame", quantity=12, at="2026-01-05", wanted="2026-02-27"))
    works.advance("2026-01-05")
    assert works.promise(item="frame", quantity=2).promised == "2026-01-05T16:00:00+00:00"
    assert works.promise(item="frame", quantity=4).promised == "2026-01-06T16:00:00+00:00"


def test_late_for_a_wanted_date_is_said_in_days_of_the_calendar(works):
    offer = works.promise(item="bike", quantity=4, wanted="2026-01-06")
    assert (offer.late_days, offer.wanted[:10]) == (2.0, "2026-01-06")


def test_overtime_is_a_way_out_where_it_waits_for_a_bench(works):
    works.signal(tl.Order("A", item="frame", quantity=8, at="2026-01-05", wanted="2026-01-07"))
    works.advance("2026-01-05")
    offer = works.promise(item="frame", quantity=2, ways_out=True)
    ways = [way for way in offer.ways_out if "overtime on weld" in way.what]
    assert ways
    assert ways[0].date < offer.promised
    hours = float(ways[0].what.split(" h ")[0])
    assert ways[0].cost == pytest.approx(40 * hours)


def test_an_earlier_delivery_is_a_way_out_where_it_waits_for_material(works):
    """The third frame is welded until noon; three bikes take 4 h then, and 2 h on Tuesday."""
    offer = works.promise(item="bike", quantity=4, ways_out=True)
    (way,) = offer.ways_out
    assert way.date == "2026-01-06T10:00:00+00:00"
    assert way.what.startswith("2 wheel at once instead of on 2026-01-08")
    assert way.cost is None


def test_what_needs_a_bench_that_is_down_for_good_is_never_there_and_says_so(works):
    works.signal(tl.Event("down", "bench", "2026-01-05"))
    works.advance("2026-01-05")
    offer = works.promise(item="bike", quantity=5)
    assert (offer.promised, offer.late_days, offer.split, offer.uses) == (None, None, (), ())
    assert offer.cause == (
        "bench never has the hours for it: closed, down and not expected back, or its calendar ends before"
    )
    assert works.promise(item="bike", quantity=1).promised is not None


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"item": "bik", "quantity": 1}, "'bik'"),
        ({"item": "bike", "quantity": 0}, "quantity 0"),
        ({"item": "bike", "quantity": -2}, "quantity -2"),
        ({"item": "bike", "quantity": 0.5}, "decimals"),
        ({"item": "bike", "quantity": 1, "wanted": "soon"}, "soon"),
        ({"item": "bike", "quantity": 1, "customer": "nobody"}, "'nobody'"),
        ({"item": "bike", "quantity": 1, "location": "moon"}, "'moon'"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_value(works, asked, says):
    with pytest.raises(UsageError, match=says):
        works.promise(**asked)

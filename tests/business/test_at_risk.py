"""What a stop puts at risk, and work that stands on what is down: worked out by hand on a bench and an oven."""

import copy

import pytest

import tugline as tl
from tests.business.test_stops import bakery

STOCK = {"item": ["flour", "cake"], "location": ["main"] * 2, "on_hand": ["9", "0"]}


def opened(world="plant", **more):
    """Cakes take 2 days on the bench and 1 in the oven; flour is there."""
    return tl.open(bakery(world, stock=STOCK, **more))


def begin(business, *wanted):
    """Order cakes for the given days on the 5th, and begin the first one."""
    orders = [tl.Order(chr(65 + n), "cake", 1, "2026-01-05", wanted=day) for n, day in enumerate(wanted)]
    business.signal(*orders)
    business.advance("2026-01-05")
    first = next(pull.id for pull in business.pulls)
    if business.result().world == "plant":
        business.signal(tl.Event("started", first, "2026-01-05"))
    business.advance("2026-01-05")
    return first


def dates(business):
    return {found.order: (found.promised or "never")[:16] for found in business.promises}


@pytest.mark.parametrize(
    ("resource", "down", "due", "expected"),
    [
        # Half a day is left of the bench, then a day in the oven.
        ("bench", "2026-01-06T12:00", "2026-01-10", "2026-01-11T12:00"),
        ("bench", "2026-01-06T12:00", None, "never"),
        # The bench is done on the 7th, the oven waits until it runs.
        ("oven", "2026-01-06T12:00", "2026-01-10", "2026-01-11T00:00"),
        ("oven", "2026-01-06T12:00", None, "never"),
        # It runs again before anything comes to it.
        ("oven", "2026-01-05T12:00", "2026-01-07", "2026-01-08T00:00"),
    ],
)
def test_begun_work_stands_on_what_is_down_and_goes_on_with_what_was_left(resource, down, due, expected):
    with opened() as business:
        begin(business, "2026-01-06")
        business.signal(tl.Event("down", resource, down, due=due))
        business.advance(down)
        assert dates(business) == {"A": expected}
        plan = business.plan()
        assert (plan.orders[0].completes or "never")[:16] == expected
        assert all(operation.end for operation in plan.operations)
        if expected != "2026-01-08T00:00":
            assert f"{resource} is down since" in business.promises[0].cause


def test_what_stood_does_not_catch_up_when_it_runs_again():
    """Half a day stood on the bench from the 6th to the 8th, noon to noon: 9th, and the oven until the 10th."""
    with opened() as business:
        begin(business, "2026-01-06")
        business.signal(tl.Event("down", "bench", "2026-01-06T12:00"), tl.Event("up", "bench", "2026-01-08T12:00"))
        for day in ("2026-01-08T13:00", "2026-01-09T12:00"):
            business.advance(day)
            assert dates(business) == {"A": "2026-01-10T00:00"}


def test_stops_while_nothing_stands_there_cost_nothing():
    with opened() as business:
        begin(business, "2026-01-06")
        business.signal(tl.Event("down", "oven", "2026-01-05T12:00"), tl.Event("up", "oven", "2026-01-06T12:00"))
        business.advance("2026-01-06T13:00")
        assert dates(business) == {"A": "2026-01-08T00:00"}


def test_a_stop_tells_whose_dates_slip_and_what_waits():
    with opened() as business:
        first = begin(business, "2026-01-10", "2026-01-19", "2026-01-08")
        # By date: the bench has C until the 7th, A until the 9th and B until the 11th; the oven takes a day more each.
        assert dates(business) == {"C": "2026-01-08T00:00", "A": "2026-01-10T00:00", "B": "2026-01-12T00:00"}
        business.signal(tl.Event("down", "oven", "2026-01-06", due="2026-01-12", reason="heat"))
        business.advance("2026-01-06")
        (stop,) = business.andon().stops
        assert (stop.resource, stop.reason, stop.expected[:10]) == ("oven", "heat", "2026-01-12")
        shown = [
            (line.order, line.otherwise[:10], line.expected[:10], line.slips_days, line.late_days, line.made_late)
            for line in stop.lines
        ]
        assert shown == [
            ("C", "2026-01-08", "2026-01-13", 5, 5, True),
            ("A", "2026-01-10", "2026-01-14", 4, 4, True),
            ("B", "2026-01-12", "2026-01-15", 3, 0, False),
        ]
        assert (stop.pulls[0].id, stop.pulls[0].state) == (first, "started")
        assert [pull.due[:10] for pull in stop.pulls] == ["2026-01-08", "2026-01-10", "2026-01-19"]


def test_a_line_that_the_stop_does_not_touch_is_not_listed():
    stock = {"item": ["flour", "cake"], "location": ["main"] * 2, "on_hand": ["9", "1"]}
    with tl.open(bakery(stock=stock)) as business:
        begin(business, "2026-01-06", "2026-01-20")
        business.signal(tl.Event("down", "oven", "2026-01-05", due="2026-01-12"))
        business.advance("2026-01-05")
        (stop,) = business.andon().stops
        assert [line.order for line in stop.lines] == ["B"]


def test_of_two_stops_each_tells_what_it_alone_costs():
    """While both are down nothing would come sooner if only one of them ran, but as far as it is the later one."""
    with opened() as business:
        begin(business, "2026-01-09")
        business.signal(
            tl.Event("down", "bench", "2026-01-06T12:00", due="2026-01-08"),
            tl.Event("down", "oven", "2026-01-06T12:00", due="2026-01-20"),
        )
        business.advance("2026-01-06T12:00")
        by_name = {stop.resource: stop for stop in business.andon().stops}
        assert by_name["bench"].lines == ()
        (line,) = by_name["oven"].lines
        # The bench has half a day left on the 8th; then a day in the oven.
        assert (line.otherwise[:16], line.expected[:16]) == ("2026-01-09T12:00", "2026-01-21T00:00")


def test_an_alternative_takes_over_what_has_not_begun():
    tables = copy.deepcopy(bakery(stock=STOCK))
    tables["resources"]["resource"].append("small oven")
    tables["operations"] = [
        {"item": "cake", "step": "1", "alternative": "1", "resource": "bench", "run_time": "2d"},
        {"item": "cake", "step": "2", "alternative": "1", "resource": "oven", "run_time": "1d"},
        {"item": "cake", "step": "2", "alternative": "2", "resource": "small oven", "run_time": "2d"},
    ]
    with tl.open(tables) as business:
        begin(business, "2026-01-20")
        business.signal(tl.Event("down", "oven", "2026-01-05"))
        business.advance("2026-01-05")
        assert dates(business) == {"A": "2026-01-09T00:00"}
        assert [(work.resource, work.end[:10]) for work in business.plan().operations] == [
            ("bench", "2026-01-07"), ("small oven", "2026-01-09"),
        ]  # fmt: skip
        (stop,) = business.andon().stops
        assert [(line.order, line.slips_days, line.made_late) for line in stop.lines] == [("A", 1, False)]


def test_asking_writes_nothing_and_answers_the_same_in_the_plain_world():
    for world in ("plant", "plain"):
        with opened(world) as business:
            begin(business, "2026-01-09")
            business.signal(tl.Event("down", "oven", "2026-01-06", due="2026-01-12"))
            business.advance("2026-01-06")
            before, digest = business.facts, business.digest
            (stop,) = business.andon().stops
            assert [(line.order, line.otherwise[:10], line.expected[:10]) for line in stop.lines] == [
                ("A", "2026-01-08", "2026-01-13")
            ]
            assert (business.facts, business.digest) == (before, digest)

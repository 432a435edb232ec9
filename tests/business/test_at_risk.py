"""What a stop puts at risk, and work that stands on what is down: worked out by hand on a bench and an oven."""

import copy
import random

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
        if expected == "never" and resource == "bench":
            assert "or stands on what is down" in plan.orders[0].cause
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


@pytest.mark.parametrize("at", ["2026-01-12T12:00", "2026-01-12T20:00", "2026-01-13T09:00"])
def test_work_that_stood_over_a_weekend_goes_on_in_open_hours(at):
    """12 hours on a bench that is open 8 to 16 on weekdays: 8 on Thursday, 1 on Friday, 3 left from Monday 11 on."""
    tables = copy.deepcopy(bakery(stock=STOCK))
    tables["operations"]["run_time"] = ["12h", "1d"]
    tables["resources"]["calendar"] = ["day", ""]
    tables["calendars"] = {
        "calendar": ["day"] * 5, "weekday": ["mon", "tue", "wed", "thu", "fri"], "opens": ["08:00"] * 5,
        "closes": ["16:00"] * 5,
    }  # fmt: skip
    with tl.open(tables) as business:
        business.signal(tl.Order("A", "cake", 1, "2026-01-05", wanted="2026-01-06"))
        business.advance("2026-01-05")
        (pull,) = (pull.id for pull in business.pulls)
        business.signal(tl.Event("started", pull, "2026-01-08T08:00"))
        business.advance("2026-01-08T08:00")
        assert dates(business) == {"A": "2026-01-10T12:00"}
        business.signal(tl.Event("down", "bench", "2026-01-09T09:00", due="2026-01-12T11:00"))
        business.advance("2026-01-09T09:00")
        assert dates(business) == {"A": "2026-01-13T14:00"}
        business.signal(tl.Event("up", "bench", "2026-01-12T11:00"))
        business.advance(at)
        assert dates(business) == {"A": "2026-01-13T14:00"}


def minute(n):
    """Return the n-th minute since Monday the 5th."""
    return f"2026-01-{5 + n // 1440:02}T{n // 60 % 24:02}:{n % 60:02}"


def slowly(stops, begins, now):
    """Walk minute by minute: 12 hours on the bench, open 8 to 16 on weekdays, then a day in the oven."""
    at = begins
    for resource, work in (("bench", 720), ("oven", 1440)):
        left = work
        while left:
            # A stop that is not over ends when it is expected to; what should be back by now is back at once.
            down = any(since <= at < (until if over else max(until, now)) for since, until, over in stops[resource])
            is_open = resource == "oven" or (at // 1440 % 7 < 5 and 480 <= at % 1440 < 960)
            left -= is_open and not down
            at += 1
    return at


@pytest.mark.parametrize("seed", range(12))
def test_work_among_random_stops_ends_when_minutes_say(seed):
    dice = random.Random(seed)
    tables = copy.deepcopy(bakery(stock=STOCK))
    tables["operations"]["run_time"] = ["12h", "1d"]
    tables["resources"]["calendar"] = ["day", ""]
    tables["calendars"] = {
        "calendar": ["day"] * 5, "weekday": ["mon", "tue", "wed", "thu", "fri"], "opens": ["08:00"] * 5,
        "closes": ["16:00"] * 5,
    }  # fmt: skip
    stops, events = {"bench": [], "oven": []}, []
    begins, now = dice.randrange(480, 1400), 0
    for resource, own in stops.items():
        at = dice.randrange(0, 2000)
        for _ in range(dice.randint(0, 3)):
            until = at + dice.randrange(30, 1500)
            over = dice.random() < 0.7
            own.append((at, until, over))
            events.append((at, tl.Event("down", resource, minute(at), due=minute(until))))
            now = max(now, at)
            if not over:
                break
            events.append((until, tl.Event("up", resource, minute(until))))
            now = max(now, until)
            at = until + dice.randrange(1, 1500)
    now = max(now, begins) + dice.randrange(0, 600)
    if (ends := slowly(stops, begins, now)) <= now:
        now = ends - 1
    with tl.open(tables) as business:
        business.signal(tl.Order("A", "cake", 1, "2026-01-05", wanted="2026-01-06"))
        business.advance("2026-01-05")
        (pull,) = (pull.id for pull in business.pulls)
        told = [event for at, event in sorted(events, key=lambda each: each[0]) if at <= now]
        business.signal(tl.Event("started", pull, minute(begins)), *told)
        business.advance(minute(now))
        seen = {
            resource: [
                (since, until, over and until <= now) for since, until, over in every if since <= now
            ]
            for resource, every in stops.items()
        }  # fmt: skip
        assert dates(business) == {"A": minute(slowly(seen, begins, now))}


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

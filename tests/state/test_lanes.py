"""Lanes beside a twin that goes through them minute by minute: when goods leave, arrive, and must be ready.

Clocks change twice in what is walked through: once a local day has 23 hours, once 25.
"""

from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from tugline.business.parts import make_grid
from tugline.network.compile import compile_network
from tugline.network.layout import NEVER
from tugline.network.read import read_business
from tugline.state.lanes import arrives_at, carried_until, lane_for, leaves_at, ready_by, there_at

BERLIN = ZoneInfo("Europe/Berlin")
UTC = ZoneInfo("UTC")
START = datetime(2024, 3, 25, tzinfo=BERLIN)
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOURS = {"weekdays": dict.fromkeys(WEEK[:5], (0, 24)), "lorry": {"tue": (6, 8), "fri": (15, 17)}}
"""Hours of the calendars by weekday."""
LANES = [
    # to, carrier, priority, calendar, cut-off (minutes), lead time
    ("*", "post", 2, "weekdays", 14 * 60, "2d"),
    ("*", "express", 3, "weekdays", 17 * 60 + 30, "1d"),
    ("south", "lorry", 1, "lorry", None, "5h"),
    ("south", "post", 2, "weekdays", 14 * 60, "2d"),
    ("Anna", "night", 1, "", 2 * 60 + 30, "6h"),
]
CUSTOMERS = {"Anna": "south", "Bert": "south", "Carl": "", "Dora": "north"}
LEADS_TO = {"Anna": "Anna", "Bert": "south", "Carl": "*", "Dora": "*"}
DAYS = 14


def text(minutes):
    return "" if minutes is None else f"{minutes // 60:02d}:{minutes % 60:02d}"


@pytest.fixture(scope="module")
def network():
    """A shop whose parcels go by post or express, with a lorry to the south and a night carrier for one customer."""
    hours = [(c, day, f"{a:02d}:00", f"{b:02d}:00") for c, days in HOURS.items() for day, (a, b) in days.items()]
    return compile_network(read_business({
        "business": {"name": "t", "currency": "EUR", "timezone": "Europe/Berlin", "start": "2024-03-25"},
        "items": {"item": ["book"]},
        "locations": {"location": ["shop"]},
        "stock": {"item": ["book"], "location": ["shop"], "on_hand": ["1"]},
        "customers": {"customer": list(CUSTOMERS), "place": list(CUSTOMERS.values())},
        "calendars": dict(zip(("calendar", "weekday", "opens", "closes"), map(list, zip(*hours, strict=True)),
                              strict=True)),
        "lanes": {
            "from": ["shop"] * len(LANES), "to": [lane[0] for lane in LANES], "carrier": [lane[1] for lane in LANES],
            "priority": [str(lane[2]) for lane in LANES], "calendar": [lane[3] for lane in LANES],
            "cut_off": [text(lane[4]) for lane in LANES], "lead_time": [lane[5] for lane in LANES],
        },
    }, loop_schemas={}))  # fmt: skip


@pytest.fixture(scope="module")
def grid(network):
    return make_grid(network)


def local(tick):
    return (START.astimezone(UTC) + timedelta(minutes=tick)).astimezone(BERLIN)


def is_open(calendar, moment):
    if not calendar:
        return True
    opens, closes = HOURS[calendar].get(WEEK[moment.weekday()], (0, 0))
    return opens <= moment.hour < closes


def leaves_now(lane, tick):
    """Return whether a lane leaves in a minute: at its cut-off, or else whenever its calendar is open."""
    moment, cut_off, calendar = local(tick), lane[4], lane[3]
    if cut_off is None:
        return is_open(calendar, moment)
    opens_today = not calendar or WEEK[moment.weekday()] in HOURS[calendar]
    shown = moment.hour * 60 + moment.minute
    if moment.fold and cut_off < 3 * 60:
        return False  # a time that is shown twice means the first
    before = local(tick - 1)
    jumped = before.date() == moment.date() and before.hour * 60 + before.minute < cut_off < shown
    return opens_today and (shown == cut_off or jumped)


def midnight(day):
    return int((datetime(day.year, day.month, day.day, tzinfo=BERLIN) - START.astimezone(UTC)).total_seconds() // 60)


def arrives(lane, left):
    """Return when a lane that leaves at a tick arrives, days counted one by one."""
    if lane[5].endswith("h"):
        return left + 60 * int(lane[5][:-1])
    day, days = local(left).date(), int(lane[5][:-1])
    into = left - midnight(day)
    while days:
        day += timedelta(days=1)
        days -= WEEK[day.weekday()] in HOURS[lane[3]]
    return midnight(day) + into


def lanes_of(customer):
    return sorted((lane for lane in LANES if lane[0] == LEADS_TO[customer]), key=lambda lane: (lane[2], lane[1]))


def departure(lane, ready):
    while not leaves_now(lane, ready):
        ready += 1
    return ready


def expected(customer, ready, wanted):
    ways = [(left, arrives(lane, left)) for lane in lanes_of(customer) for left in [departure(lane, ready)]]
    in_time = [way for way in ways if way[1] <= wanted]
    return in_time[0] if in_time else min(ways, key=lambda way: way[1])


@pytest.fixture(scope="module", params=["2024-03-25", "2024-10-21"], ids=["summer", "winter"])
def since(request):
    """Tick with which the walk begins: the week before the clocks change."""
    return midnight(date.fromisoformat(request.param))


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_goods_leave_and_arrive_as_a_walk_through_the_minutes_says(network, grid, since, customer):
    luck, party = Random(customer), network.parties.row(customer, 2)
    for _ in range(150):
        ready = since + luck.randrange(DAYS * 1440)
        wanted = ready + luck.randrange(7 * 1440)
        assert tuple(there_at(grid, 0, party, ready, wanted)) == expected(customer, ready, wanted)


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_the_last_moment_to_be_ready_is_that_of_a_walk_back(network, grid, since, customer):
    luck, party = Random(customer), network.parties.row(customer, 2)
    lanes = lanes_of(customer)
    for _ in range(40):
        wanted = since + 7 * 1440 + luck.randrange(DAYS * 1440)
        latest = wanted
        while not any(leaves_now(lane, latest) and arrives(lane, latest) <= wanted for lane in lanes):
            latest -= 1
        assert ready_by(grid, 0, party, wanted) == latest
        assert there_at(grid, 0, party, latest, wanted)[1] <= wanted < there_at(grid, 0, party, latest + 1, wanted)[1]


def test_who_is_ready_later_is_never_there_earlier(network, grid, since):
    for customer in CUSTOMERS:
        party = network.parties.row(customer, 2)
        times = [there_at(grid, 0, party, ready, 0)[1] for ready in range(since, since + DAYS * 1440, 7)]
        assert times == sorted(times)


def test_the_first_choice_that_is_in_time_goes_else_the_soonest(network, grid):
    """Ready on Monday at noon: by post there on Wednesday at two, by express on Tuesday at half past five."""
    carl = network.parties.row("Carl", 2)

    def carrier(wanted):
        return network.lanes.carrier[lane_for(grid, 0, carl, 12 * 60, wanted)]

    wednesday = 2 * 1440 + 14 * 60
    assert [carrier(wednesday), carrier(wednesday - 1), carrier(0)] == ["post", "express", "express"]
    assert carried_until(grid, 0, carl, 12 * 60, wednesday) == 2 * 1440 + 12 * 60


def test_a_customer_that_nobody_named_goes_by_the_lanes_for_everybody(network, grid):
    carl = network.parties.row("Carl", 2)
    assert ready_by(grid, 0, -1, 9 * 1440) == ready_by(grid, 0, carl, 9 * 1440)


def test_before_the_start_nothing_leaves_and_a_date_still_ranks(network, grid):
    """Post takes two days of five in a week, which are 2.8 of all days, express 1.4."""
    carl = network.parties.row("Carl", 2)
    assert ready_by(grid, 0, carl, 600) == 600 - 2016
    assert ready_by(grid, 0, carl, NEVER) == NEVER


def test_without_a_lane_goods_are_there_as_they_leave(grid):
    assert (leaves_at(grid, -1, 7), arrives_at(grid, -1, 7)) == (7, 7)
    assert there_at(grid, 0, -1, NEVER, 0) == (NEVER, NEVER)

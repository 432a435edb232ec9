"""Durations, moments and clocks, against the standard library's slow way round and hand-worked cases."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.units.time import (
    Clock,
    Duration,
    epoch_of_local,
    local_of_epoch,
    parse_duration,
    parse_moment,
    parse_span,
)

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kolkata", "UTC")
zones = st.sampled_from(ZONES)
epochs = st.integers(-2_000_000_000, 4_000_000_000)


@pytest.mark.parametrize(
    ("text", "seconds", "days"),
    [
        ("90min", 5400, None),
        ("36h", 129_600, None),
        ("5d", 432_000, 5),
        ("2w", 1_209_600, 14),
        ("1w 2d", 777_600, 9),
        ("1.5d", 129_600, None),
        ("24h", 86_400, None),
        ("1h30min", 5400, None),
        ("1 h 30 min", 5400, None),
        ("P1DT2H", 93_600, None),
        ("P5D", 432_000, 5),
        ("P2W", 1_209_600, 14),
        ("PT30M", 1800, None),
        ("0.5s", 1, None),
        ("0d", 0, 0),
    ],
)
def test_a_duration_says_its_seconds_and_whether_it_counts_days(text, seconds, days):
    assert parse_duration(text) == Duration(seconds, days)


@pytest.mark.parametrize("text", ["", "5", "90m", "5days", "-5d", "P", "PT", "P1H", "h", "5d6", "1,5h", "٣d"])
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(ValueError, match="is no duration"):
        parse_duration(text)


def test_a_span_is_exact_where_a_duration_rounds_up():
    assert parse_span("0.1min")[0] == 6
    assert parse_span("1.2s")[0] == Fraction(6, 5)
    assert parse_duration("1.2s").seconds == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2014-06-16", "2014-06-16T00:00:00+02:00"),
        ("2014-12-16T10:30", "2014-12-16T10:30:00+01:00"),
        ("2014-06-16T10:00Z", "2014-06-16T12:00:00+02:00"),
        ("2014-06-16T10:00-04:00", "2014-06-16T16:00:00+02:00"),
        ("2024-10-27T02:30", "2024-10-27T02:30:00+02:00"),  # occurs twice: the first
        ("2024-03-31T02:30", "2024-03-31T03:00:00+02:00"),  # is jumped over: the jump
    ],
)
def test_a_moment_without_an_offset_is_local(text, expected):
    assert parse_moment(text, "Europe/Berlin").isoformat() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2014-06-16", "2014-06-16T23:59:59+02:00"),
        ("2014-06-16T00:00", "2014-06-16T00:00:00+02:00"),
        ("2014-06-16T00:00Z", "2014-06-16T02:00:00+02:00"),
        ("2024-03-31", "2024-03-31T23:59:59+02:00"),
        ("2024-10-27", "2024-10-27T23:59:59+01:00"),
    ],
)
def test_a_bare_date_is_the_last_second_of_its_day_where_its_end_is_meant(text, expected):
    assert parse_moment(text, "Europe/Berlin", day_end=True).isoformat() == expected


def test_a_text_that_is_no_moment_is_refused():
    with pytest.raises(ValueError, match="isoformat"):
        parse_moment("16.06.2014", "Europe/Berlin")


@given(zones, st.lists(epochs, max_size=40))
@settings(deadline=None)
def test_local_clocks_show_what_the_zone_database_says(name, moments):
    zone = ZoneInfo(name)
    shown = local_of_epoch(np.array(moments, np.int64), zone)
    slow = [datetime.fromtimestamp(epoch, zone).replace(tzinfo=UTC).timestamp() for epoch in moments]
    assert shown.tolist() == slow


@given(zones, st.lists(epochs, max_size=40))
@settings(deadline=None)
def test_local_times_lead_to_the_first_moment_at_which_the_clock_shows_or_passes_them(name, wanted):
    zone = ZoneInfo(name)
    local = np.array(wanted, np.int64)
    found = epoch_of_local(local, zone)
    assert (local_of_epoch(found, zone) >= local).all()
    for back in (1, 60, 1800, 3600, 7200):
        assert (local_of_epoch(found - back, zone) < local).all()


@given(zones, st.sampled_from(["second", "minute", "hour", "day"]), epochs, epochs)
@settings(deadline=None)
def test_every_moment_lies_in_its_tick(name, tick, start, moment):
    clock = Clock(datetime.fromtimestamp(start, UTC), tick, name)
    at = datetime.fromtimestamp(moment, UTC)
    number = clock.tick_of(at)
    assert clock.moment(number) <= at < clock.moment(number + 1)
    assert clock.tick_of(clock.moment(number)) == number
    assert clock.date(number) == clock.moment(number).date()


@given(zones, st.sampled_from(["second", "minute", "hour", "day"]), epochs, epochs, st.integers(0, 400))
@settings(deadline=None)
def test_the_day_of_a_midnight_ends_where_a_bare_date_does(name, tick, start, moment, later):
    clock = Clock(datetime.fromtimestamp(start, UTC), tick, name)
    day = datetime.fromtimestamp(moment, ZoneInfo(name)).date()
    begins = clock.tick_of(parse_moment(day.isoformat(), name))
    ends = parse_moment((day + timedelta(days=later)).isoformat(), name, day_end=True)
    assert clock.day_ends(np.array([begins]), later).tolist() == [clock.tick_of(ends)]


def test_a_day_tick_is_a_local_day_also_when_it_has_23_or_25_hours():
    clock = Clock(datetime(2024, 3, 30, 12, tzinfo=UTC), "day", "Europe/Berlin")
    assert clock.moment(2) - clock.moment(1).astimezone(UTC) == timedelta(hours=23)
    assert clock.date(1) == date(2024, 3, 31)
    assert clock.iso(1) == "2024-03-31"
    assert clock.tick_seconds == 86_400


def test_a_minute_tick_counts_elapsed_time_across_summer_time():
    clock = Clock(datetime(2024, 3, 31, tzinfo=ZoneInfo("Europe/Berlin")), "minute", "Europe/Berlin")
    assert clock.iso(120) == "2024-03-31T03:00:00+02:00"
    assert clock.tick_of(datetime(2024, 4, 1, tzinfo=ZoneInfo("Europe/Berlin"))) == 23 * 60


def test_ticks_keep_the_shape_that_they_are_asked_in():
    clock = Clock(datetime(2024, 1, 1, tzinfo=UTC), "day", "UTC")
    assert clock.ticks_of(np.zeros((2, 3), np.int64)).shape == (2, 3)
    assert clock.ticks_of(np.zeros(0, np.int64)).shape == (0,)


def test_days_at_the_edge_of_the_calendar_are_no_trouble():
    clock = Clock(datetime(2024, 1, 1, tzinfo=UTC), "day", "Europe/Berlin")
    last = datetime(9990, 12, 31, tzinfo=UTC)
    assert clock.date(clock.tick_of(last)) == last.date()
    assert clock.ticks_of(np.array([2**40, -(2**40)])).shape == (2,)

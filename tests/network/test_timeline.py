"""Ticks of local days and hours against the zone database, minute by minute around every change; lengths of time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from tugline.network.tables import MISSING, Durations
from tugline.network.timeline import Timeline, leads
from tugline.units.time import Clock

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kolkata", "UTC")


def timeline(zone, *start, tick="second"):
    return Timeline(Clock(datetime(*start, tzinfo=ZoneInfo(zone)), tick, zone))


def local_minutes(zone, first, last):
    """Return (epoch seconds, naive local time) of every minute; the slow way round."""
    at = datetime(*first, tzinfo=UTC)
    while at < datetime(*last, tzinfo=UTC):
        yield int(at.timestamp()), at.astimezone(zone).replace(tzinfo=None)
        at += timedelta(minutes=1)


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("month", [2, 3, 4, 10, 11])
def test_a_local_time_is_the_first_moment_at_which_the_clock_shows_or_passes_it(name, month):
    zone = ZoneInfo(name)
    # Local clocks show times without a zone; that is what is looked up here.
    begin = datetime(2018, month, 1, tzinfo=UTC).replace(tzinfo=None)
    wanted = [begin + timedelta(minutes=30 * k) for k in range(28 * 48)]
    first = {}
    latest = None
    for epoch, shown in local_minutes(zone, (2018, month, 1), (2018, month, 28, 22)):
        if latest is None:
            latest = shown
            continue
        while latest < shown:
            latest += timedelta(minutes=1)
            first.setdefault(latest, epoch)
    checked = [moment for moment in wanted if moment in first]
    assert len(checked) > 1200
    days = np.array([moment.toordinal() for moment in checked])
    minutes = np.array([moment.hour * 60 + moment.minute for moment in checked])
    start = datetime(2018, 1, 1, tzinfo=zone)
    ticks = [first[moment] - int(start.timestamp()) for moment in checked]
    assert timeline(name, 2018, 1, 1).at(days, minutes).tolist() == ticks


def test_a_midnight_that_the_clock_jumps_over_is_the_jump():
    # Sao Paulo, 2018-11-04: 00:00 did not exist; the day began at 01:00, 24 hours after the midnight before.
    line = timeline("America/Sao_Paulo", 2018, 11, 3, tick="hour")
    days = np.array([date(2018, 11, day).toordinal() for day in (3, 4, 5)])
    assert line.at(days, 0).tolist() == [0, 24, 47]


def test_24_00_is_the_next_midnight():
    line = timeline("Europe/Berlin", 2024, 3, 31, tick="minute")
    day = np.array([date(2024, 3, 31).toordinal()])
    assert line.at(day, 1440).tolist() == line.at(day + 1, 0).tolist() == [23 * 60]


def test_day_ticks_are_local_days_of_any_length():
    line = timeline("Europe/Berlin", 2024, 3, 30, tick="day")
    days = np.arange(4) + date(2024, 3, 30).toordinal()
    assert line.at(days, 0).tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("seconds", "days", "named", "otherwise", "lead"),
    [
        (90, MISSING, False, 1, (2, False, False)),  # rounds up to two minutes
        (0, 0, False, 1, (1, False, False)),  # lasts at least one tick
        (5 * 86_400, 5, False, 1, (7200, False, False)),
        (5 * 86_400, 5, True, 1, (5, True, False)),  # five open days
        (36 * 3600, MISSING, True, 1, (2160, False, False)),  # hours are elapsed time
        (MISSING, MISSING, False, 14, (20_160, False, True)),
        (MISSING, MISSING, True, 14, (14, True, True)),
        (MISSING, MISSING, True, 0, (0, False, False)),  # the operations' own time
    ],
)
def test_lead_times_in_ticks_or_open_days(seconds, days, named, otherwise, lead):
    durations = Durations(np.array([seconds]), np.array([days]))
    calendar = np.array([0 if named else -1])
    found = leads(durations, calendar, np.array([otherwise]), timeline("Europe/Berlin", 2024, 1, 1, tick="minute"))
    assert (found.ticks[0], found.open[0], found.defaulted[0]) == lead

"""Local clocks against the zone database, minute by minute around every change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from tugline.network.local_time import LocalTime

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kolkata", "UTC")


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
    local = LocalTime.of(zone, date(2017, 1, 1).toordinal(), date(2019, 1, 1).toordinal())
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
    assert local.utc(days, minutes).tolist() == [first[moment] for moment in checked]


def test_midnights_that_the_clock_jumps_over_are_the_jump():
    # Sao Paulo, 2018-11-04: 00:00 did not exist; the day began at 01:00 = 03:00 UTC.
    local = LocalTime.of(ZoneInfo("America/Sao_Paulo"), date(2018, 1, 1).toordinal(), date(2019, 1, 1).toordinal())
    midnight = local.utc(np.array([date(2018, 11, 4).toordinal()]), 0)
    assert datetime.fromtimestamp(int(midnight[0]), UTC) == datetime(2018, 11, 4, 3, tzinfo=UTC)


def test_24_00_is_the_next_midnight():
    local = LocalTime.of(ZoneInfo("Europe/Berlin"), date(2024, 1, 1).toordinal(), date(2025, 1, 1).toordinal())
    day = np.array([date(2024, 3, 31).toordinal()])
    assert local.utc(day, 1440).tolist() == local.utc(day + 1, 0).tolist()
    assert local.utc(day + 1, 0) - local.utc(day, 0) == 23 * 3600

"""The books' days end at local midnights: daily closings and averages against plain datetime and zoneinfo."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from random import Random
from zoneinfo import ZoneInfo

import pytest

import tugline as tl
from tugline.errors import UsageError

STOCK, COST, PRICE = 50_000, 4, 10
TICKS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}
ZONES = {
    "Europe/Berlin": "2024-03-04",  # 02:00 to 03:00 and back, in March and October
    "America/New_York": "2024-03-04",
    "Australia/Lord_Howe": "2024-03-04",  # by half an hour
    "America/Sao_Paulo": "2017-03-04",  # from 00:00 to 01:00: 15 October 2017 had no midnight
}
DAYS = 610


def shop(zone, start, tick, sold_at=()):
    return {
        "business": {"name": "shop", "currency": "EUR", "timezone": zone, "start": start, "tick": tick},
        "items": {"item": ["mug"], "price": [str(PRICE)], "cost": [str(COST)]},
        "locations": {"location": ["here"]},
        "stock": {"item": ["mug"], "location": ["here"], "on_hand": [str(STOCK)]},
        "sales": {"sold_at": list(sold_at), "item": ["mug"] * len(sold_at), "quantity": ["1"] * len(sold_at)},
    }


def moments(zone, first, last):
    """Return aware moments: two within 100 minutes of each local midnight, one on either side, and 200 others."""
    draw, start = Random(str((zone, first))), first.astimezone(UTC)
    span = int((last - first) / timedelta(seconds=1))
    found = [start + timedelta(seconds=draw.randrange(span)) for _ in range(200)]
    for day in range(1, (last.date() - first.date()).days):
        local = first.date() + timedelta(days=day)
        midnight = datetime(local.year, local.month, local.day, tzinfo=zone).astimezone(UTC)
        found += [midnight + timedelta(seconds=draw.randrange(*side)) for side in ((-6000, 0), (0, 6000))]
    return [*sorted(found), last.astimezone(UTC)]  # without a fact at its end, a day would not be over


def day_of(at, zone, start, tick):
    """Return the local date of a moment; what happens in the tick that midnight falls into is of the new day."""
    if tick == "day":
        return at.astimezone(zone).date()
    step = TICKS[tick]
    number = int((at - start.astimezone(UTC)).total_seconds()) // step
    last_second = start.astimezone(UTC) + timedelta(seconds=(number + 1) * step - 1)
    return last_second.astimezone(zone).date()


@pytest.mark.parametrize("tick", TICKS)
@pytest.mark.parametrize(("name", "begins"), ZONES.items())
def test_each_local_day_closes_with_what_a_plain_calendar_says(name, begins, tick):
    zone = ZoneInfo(name)
    first = date.fromisoformat(begins)
    start = datetime(first.year, first.month, first.day, tzinfo=zone)
    until = first + timedelta(days=DAYS)
    end = datetime(until.year, until.month, until.day, tzinfo=zone)
    sold = moments(zone, start, end)
    with tl.open(shop(name, begins, tick, [at.isoformat() for at in sold])) as business:
        business.advance(until.isoformat())
        series, books = business.result().series, business.books
        figures = {f: getattr(books, f) for f in ("average_inventory", "dio", "inventory_turns", "net_revenue")}
        explained = books.metric("dio").formula

    # A day of ticks runs to its end: until a date is then that date with all that happens on it.
    whole = DAYS + (tick == "day")
    by_day = [0] * (whole + 1)
    for at in sold:
        by_day[(day_of(at, zone, start, tick) - first).days] += 1
    before = [sum(by_day[: day + 1]) for day in range(whole)]
    assert series.days == tuple((first + timedelta(days=day)).isoformat() for day in range(whole))
    assert list(series.revenue) == [n * PRICE for n in before]
    assert list(series.cash) == [n * PRICE for n in before]
    assert list(series.inventory) == [(STOCK - n) * COST for n in before]
    window = range(whole - 365, whole)
    inventory = sum(Fraction((STOCK - before[day]) * COST) for day in window)
    lines = before[-1] - before[whole - 366]
    assert figures["average_inventory"] == pytest.approx(float(inventory / 365), abs=0.005)
    assert figures["net_revenue"] == lines * PRICE
    assert figures["dio"] == pytest.approx(float(inventory / (lines * COST)), rel=1e-12)
    assert figures["inventory_turns"] == pytest.approx(float(lines * COST * 365 / inventory), rel=1e-12)
    assert "× 365 days" in explained


@pytest.mark.parametrize(("tick", "days"), [("second", 165), ("minute", 165), ("hour", 165), ("day", 166)])
@pytest.mark.parametrize("zone", ["America/Los_Angeles", "UTC"])
def test_until_a_date_counts_the_days_before_it_and_ticks_of_a_day_that_date_too(zone, tick, days):
    sold = [*(f"2014-{month:02d}-03T12:00" for month in range(1, 7)), "2014-06-15"]
    with tl.open(shop(zone, "2014-01-01", tick, sold)) as business:
        business.advance("2014-06-15")
        series = business.result().series
        assert len(series.days) == days
        assert (series.days[0], series.days[-1]) == ("2014-01-01", "2014-06-14" if days == 165 else "2014-06-15")
        assert f"× {days} days" in business.books.metric("dio").formula


@pytest.mark.parametrize(("until", "known"), [("2024-04-05T00:00", True), ("2024-04-04T23:58", False)])
def test_28_local_days_are_enough_although_they_have_an_hour_less(until, known):
    with tl.open(shop("Europe/Berlin", "2024-03-08", "minute", ["2024-03-09T12:00", until])) as business:
        business.advance()
        figure = business.books.metric("dio")
        assert (figure.value is not None) == known
        assert figure.missing == ("" if known else "the window has 27 whole days; at least 28 are needed")


def test_the_day_on_which_a_business_starts_is_its_first_however_late_it_starts():
    sold = ["2024-03-30T23:45", "2024-03-31T00:15", "2024-03-31T23:45", "2024-04-01T00:45"]
    with tl.open(shop("Europe/Berlin", "2024-03-30T23:30", "minute", sold)) as business:
        business.advance()
        series = business.result().series
    assert (series.days, series.cash) == (("2024-03-30", "2024-03-31"), (10, 30))


def test_a_first_tick_into_which_midnight_falls_is_of_the_day_that_begins():
    sold = ["2024-03-30T23:45", "2024-03-31T00:15", "2024-03-31T23:45", "2024-04-01T00:45"]
    with tl.open(shop("Europe/Berlin", "2024-03-30T23:30", "hour", sold)) as business:
        business.advance()
        result = business.result()
    # Hours begin at half past: 23:30 to 00:30 is one tick, and 30 March has none.
    assert (result.series.days, result.series.cash) == (("2024-03-31",), (20,))


def test_a_date_that_a_zone_left_out_closes_like_the_day_before():
    # Samoa went from 29 to 31 December 2011.
    sold = ["2011-12-29T12:00", "2011-12-31T00:00", "2012-01-01T00:00", "2012-01-02T00:00"]
    with tl.open(shop("Pacific/Apia", "2011-12-28", "minute", sold)) as business:
        business.advance()
        series = business.result().series
    assert series.days == ("2011-12-28", "2011-12-29", "2011-12-30", "2011-12-31", "2012-01-01")
    assert series.cash == (0, 10, 10, 20, 30)


def test_beyond_two_hundred_years_a_run_is_refused_before_it_begins():
    with tl.open(shop("Europe/Berlin", "2024-03-08", "hour", ["2024-03-09T12:00", "2224-03-01"])) as business:
        before = business.facts
        with pytest.raises(UsageError, match=r"until 2300-01-01T00:00:00\+01:00; expected a time before 2224-03-1"):
            business.advance("2300-01-01")
        assert business.facts == before
        business.advance("2224-03-01")
        assert len(business.result().series.days) == (date(2224, 3, 1) - date(2024, 3, 8)).days

"""Open stretches against a calendar that is asked minute by minute."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.errors import InvalidBusinessError
from tugline.network.calendars import flatten

DAY = 24 * 60


def stretches(network, name):
    row = network.calendar_names.index(name)
    return network.open[network.calendar_start[row] : network.calendar_start[row + 1]]


def open_minutes(rows, zone, start, minutes):
    """Return the units at work (-1 = closed) in every minute from the start on; the slow way.

    `rows` are (weekday or date, opens, closes, units) with times in minutes of the local day.
    """
    dates = {day for day, *_ in rows if isinstance(day, date)}
    found = []
    for minute in range(minutes):
        at = (start.astimezone(UTC) + timedelta(minutes=minute)).astimezone(zone)
        shown = at.hour * 60 + at.minute
        units = -1
        for back in (0, 1):  # a night shift began the day before
            day = at.date() - timedelta(days=back)
            for of_day, opens, closes, some in rows:
                holds = of_day == day if isinstance(of_day, date) else (of_day == day.weekday() and day not in dates)
                if holds and opens is not None and opens <= shown + back * DAY < closes:
                    units = max(units, some)
        found.append(units)
    return found


def laid_out(rows, minutes):
    found = [-1] * minutes
    for row in rows:
        for minute in range(int(row["start"]), min(int(row["stop"]), minutes)):
            assert found[minute] == -1
            found[minute] = int(row["units"])
    return found


def test_a_week_with_a_holiday_and_a_short_day(compiled):
    network = compiled(
        items="item\npen\n",
        calendars="""
            calendar, weekday, date,       opens, closes
            shop,     mon,     ,           09:00, 12:00
            shop,     mon,     ,           12:00, 18:00
            shop,     tue,     ,           09:00, 18:00
            shop,     ,        2024-01-08, ,
            shop,     ,        2024-01-09, 10:00, 11:00
        """,
    )
    rows = stretches(network, "shop")[:4]
    assert rows["start"].tolist() == [540, DAY + 540, 8 * DAY + 600, 14 * DAY + 540]
    assert rows["stop"].tolist() == [1080, DAY + 1080, 8 * DAY + 660, 14 * DAY + 1080]
    assert rows["before"].tolist() == [0, 540, 1080, 1140]


@pytest.mark.parametrize(
    ("timezone", "start"), [("Europe/Berlin", "2024-03-25T00:00"), ("America/New_York", "2024-10-30T13:17")]
)
def test_openings_follow_the_local_clock_through_a_change_of_summer_time(compiled, timezone, start):
    rows = [
        (0, 6 * 60, 14 * 60, 0),
        (2, 22 * 60, DAY + 6 * 60, 3),
        (5, 22 * 60, DAY + 5 * 60, 0),  # across the night of the change
        (6, 0, 4 * 60, 2),
        (6, 12 * 60, DAY, 1),
        (0, 0, 90, 1),
        (date(2024, 3, 27), 8 * 60, 9 * 60, 0),
        (date(2024, 11, 6), None, None, 0),
    ]
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

    def text(minutes):
        return "" if minutes is None else f"{minutes % DAY // 60:02d}:{minutes % 60:02d}" if minutes != DAY else "24:00"

    lines = [
        f"x,{'' if isinstance(day, date) else names[day]},{day if isinstance(day, date) else ''},"
        f"{text(opens)},{text(closes)},{units or ''}"
        for day, opens, closes, units in rows
    ]
    network = compiled(
        timezone=timezone,
        start=start,
        items="item\npen\n",
        calendars="\n".join(["calendar,weekday,date,opens,closes,units", *lines]),
    )
    zone = ZoneInfo(timezone)
    begin = datetime.fromisoformat(start).replace(tzinfo=zone)
    minutes = 16 * DAY
    expected = open_minutes(rows, zone, begin, minutes)
    rows = stretches(network, "x")
    assert laid_out(rows, minutes) == expected
    assert rows["before"].tolist() == [0, *np.cumsum(rows["stop"] - rows["start"])[:-1].tolist()]


def test_what_is_always_open_is_one_stretch(compiled):
    days = "\n".join(f"always, {day}, 00:00, 24:00" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    network = compiled(
        items="item\npen\n", calendars=f"calendar, weekday, opens, closes\n{days}\n", start="2024-01-01T07:30"
    )
    rows = stretches(network, "always")
    assert len(rows) == 1
    assert (rows["start"][0], rows["stop"][0]) == (0, network.day_start[3653])


def test_midnights_are_listed_for_two_hundred_years_with_their_long_and_short_days(compiled):
    network = compiled(items="item\npen\n", start="2024-03-30T10:00")
    # 2024-03-31 has 23 hours in Berlin, 2024-10-27 has 25.
    days = np.diff(network.day_start)
    assert (len(network.day_start), network.day_start[0]) == (73_051, -600)
    assert network.clock.iso(int(network.day_start[73_050])) == "2224-04-01T00:00:00+02:00"
    assert date.fromordinal(network.first_day) == date(2024, 3, 30)
    assert days[1] == 23 * 60
    assert days[(date(2024, 10, 27) - date(2024, 3, 30)).days] == 25 * 60
    assert network.terms[2] == date(2024, 3, 30).weekday()


def test_a_first_tick_into_which_midnight_falls_is_of_the_day_that_begins(compiled):
    network = compiled(items="item\npen\n", start="2024-03-30T23:30", tick="hour")
    assert date.fromordinal(network.first_day) == date(2024, 3, 31)
    assert network.day_start[:3].tolist() == [0, 23, 47]
    assert network.terms[2] == date(2024, 3, 31).weekday()


def test_with_day_ticks_a_calendar_opens_whole_local_days(compiled):
    days = "\n".join(f"week, {day}, 00:00, 24:00" for day in ("fri", "sat", "sun", "mon"))
    network = compiled(
        tick="day", start="2024-03-28", items="item\npen\n", calendars=f"calendar, weekday, opens, closes\n{days}\n",
        sources="item, location, kind, lead_time, valid_to\npen, a, buy, 25h, 2024-04-02\n",
    )  # fmt: skip
    # 2024-03-28 is a Thursday; the Sunday after it has 23 hours and is one tick like any other.
    assert stretches(network, "week")[:2].tolist() == [(1, 5, 0, 0), (8, 12, 4, 0)]
    assert network.day_start[:4].tolist() == [0, 1, 2, 3]
    assert (network.source["lead_ticks"][0], network.source["valid_to"][0]) == (2, 5)


def test_a_resource_follows_the_calendar_of_its_location(compiled):
    network = compiled(
        items="item\npen\n",
        calendars="calendar, weekday, opens, closes\na, mon, 08:00, 16:00\nb, tue, 08:00, 16:00\n",
        locations="location, calendar\nplant, a\n",
        resources="resource, location, calendar\npress, plant,\ndrill, plant, b\nsaw, ,\n",
    )
    calendars = dict(zip(network.resource_names, network.resource["calendar"].tolist(), strict=True))
    assert calendars == {"press": 0, "drill": 1, "saw": -1}


def test_a_resource_that_never_works_is_a_problem(compiled):
    with pytest.raises(InvalidBusinessError) as caught:
        compiled(
            items="item\npen\n",
            calendars="calendar, weekday, date\nholidays, , 2024-01-06\n",
            resources="resource, calendar\npress, holidays\n",
        )
    assert [(p.code, p.table, p.row, p.value) for p in caught.value.problems] == [
        ("calendar.never_open", "resources", 2, "holidays")
    ]


def test_hours_finer_than_the_tick_are_a_problem(compiled):
    with pytest.raises(InvalidBusinessError) as caught:
        compiled(
            tick="hour", items="item\npen\n", calendars="calendar, weekday, opens, closes\nday, mon, 07:30, 16:00\n"
        )
    assert [(p.code, p.row, p.column, p.value) for p in caught.value.problems] == [
        ("calendar.finer_than_tick", 2, "opens", "07:30")
    ]


opening = st.tuples(st.integers(0, 2), st.integers(0, 30), st.integers(0, 12), st.integers(0, 3))


@settings(deadline=None)
@given(st.lists(opening, max_size=12))
def test_flat_stretches_have_the_larger_number_of_units_at_every_tick(openings):
    columns = np.array([(c, a, a + n, u) for c, a, n, u in openings], np.int64).reshape(-1, 4).T
    calendar, start, stop, units = flatten(*columns)
    expected, found = {}, {}
    for c, a, n, u in openings:
        for tick in range(a, a + n):
            expected[c, tick] = max(expected.get((c, tick), 0), u)
    for c, a, b, u in zip(calendar.tolist(), start.tolist(), stop.tolist(), units.tolist(), strict=True):
        for tick in range(a, b):
            assert (c, tick) not in found
            found[c, tick] = u
    assert found == expected
    touching = (calendar[1:] == calendar[:-1]) & (start[1:] == stop[:-1])
    assert np.all(units[1:][touching] != units[:-1][touching])
    assert sorted(zip(calendar.tolist(), start.tolist(), strict=True)) == list(
        zip(calendar.tolist(), start.tolist(), strict=True)
    )

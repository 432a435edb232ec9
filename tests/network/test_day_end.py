"""A bare date in a moment of `day_end` is the end of that local day; a time stays what it is."""

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.errors import InvalidBusinessError
from tugline.network.read import read_business
from tugline.units.time import Clock

DAY = dt.date(2024, 7, 2)


def orders(wanted, *, zone="Europe/Berlin", column="wanted_at"):
    """Return the orders table with a column of moments, of any kind."""
    given = {"business": {"currency": "EUR", "timezone": zone, "start": "2024-01-01"}, "items": {"item": ["a"]}}
    n = len(wanted)
    rows = {"order": [str(i) for i in range(n)], "item": ["a"] * n, "quantity": [1] * n, "ordered_at": [DAY] * n}
    if isinstance(wanted, pl.Series):
        given["orders"] = pl.DataFrame(rows).with_columns(wanted.alias(column))
    elif isinstance(wanted, pd.Series):
        given["orders"] = pd.DataFrame({**rows, column: wanted})
    elif isinstance(wanted, pa.Array):
        given["orders"] = pa.table({**rows, column: wanted})
    else:
        given["orders"] = {**rows, column: wanted}
    return read_business(given, loop_schemas={})["orders"]


def shown(moments, zone="Europe/Berlin"):
    return [dt.datetime.fromtimestamp(m, ZoneInfo(zone)).isoformat() for m in moments.tolist()]


@pytest.mark.parametrize("column", ["wanted_at", "latest_at"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-07-02", "2024-07-02T23:59:59+02:00"),
        ("20240702", "2024-07-02T23:59:59+02:00"),
        ("2024-W27-2", "2024-07-02T23:59:59+02:00"),
        ("2024-07-02T00:00", "2024-07-02T00:00:00+02:00"),
        ("2024-07-02 00:00:00", "2024-07-02T00:00:00+02:00"),
        ("2024-07-02T00:00Z", "2024-07-02T02:00:00+02:00"),
        ("2024-07-02T09:30", "2024-07-02T09:30:00+02:00"),
    ],
)
def test_only_a_date_without_a_time_is_the_end_of_its_day(column, text, expected):
    assert shown(orders([text], column=column)[column]) == [expected]


def test_what_happened_on_a_day_happened_when_it_began():
    assert shown(orders(["2024-07-02"])["ordered_at"]) == ["2024-07-02T00:00:00+02:00"]


@pytest.mark.parametrize(
    "wanted",
    [
        [DAY], pa.array([DAY], pa.date32()), pa.array([DAY], pa.date64()), pa.array([DAY]).dictionary_encode(),
        pl.Series([DAY]), pd.Series([DAY], dtype=object), np.array(["2024-07-02"], "datetime64[D]"),
    ],
    ids=["dates", "date32", "date64", "dictionary", "polars", "pandas objects", "numpy"],
)  # fmt: skip
def test_a_column_of_dates_has_bare_dates(wanted):
    assert shown(orders(wanted)["wanted_at"]) == ["2024-07-02T23:59:59+02:00"]


@pytest.mark.parametrize(
    "wanted",
    [
        [dt.datetime.fromisoformat("2024-07-02")],
        pa.array([dt.datetime.fromisoformat("2024-07-02")], pa.timestamp("s")),
        pl.Series([dt.datetime.fromisoformat("2024-07-02")]),
        pd.Series(pd.to_datetime(["2024-07-02"])),
    ],
    ids=["datetimes", "timestamp", "polars", "pandas"],
)
def test_a_column_of_times_has_midnights(wanted):
    assert shown(orders(wanted)["wanted_at"]) == ["2024-07-02T00:00:00+02:00"]


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", "2024-03-31", 23),
        ("Europe/Berlin", "2024-10-27", 25),
        ("America/Sao_Paulo", "2018-11-04", 23),  # clocks jump over the midnight that begins it
        ("America/Sao_Paulo", "2018-11-03", 24),
        ("America/Sao_Paulo", "2018-02-17", 25),  # its last hour comes twice
        ("Australia/Lord_Howe", "2024-04-07", 24.5),
    ],
)
def test_a_day_is_as_long_as_the_clocks_of_the_business_make_it(zone, day, hours):
    end = orders([day], zone=zone)["wanted_at"].item()
    midnight = orders([f"{day}T00:00"], zone=zone)["wanted_at"].item()
    assert (end + 1 - midnight) / 3600 == hours


@pytest.mark.parametrize(
    ("tick", "expected"),
    [
        ("second", "2024-03-31T23:59:59+02:00"),
        ("minute", "2024-03-31T23:59:00+02:00"),
        ("hour", "2024-03-31T23:00:00+02:00"),
        ("day", "2024-03-31"),
    ],
)
def test_it_lies_in_the_last_tick_of_the_day(tick, expected):
    clock = Clock(dt.datetime(2024, 1, 1, tzinfo=ZoneInfo("Europe/Berlin")), tick, "Europe/Berlin")
    number = int(clock.ticks_of(orders(["2024-03-31"])["wanted_at"])[0])
    assert clock.iso(number) == expected
    assert clock.date(number + 1) == dt.date(2024, 4, 1)


@given(st.lists(st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)), min_size=1, max_size=8, unique=True))
@settings(deadline=None, max_examples=30)
def test_dates_and_times_of_one_column_do_not_disturb_each_other(days):
    texts = [text for day in days for text in (day.isoformat(), f"{day}T12:00")]
    read = orders(texts, zone="Europe/London")["wanted_at"]
    alone = [int(orders([text], zone="Europe/London")["wanted_at"][0]) for text in texts]
    assert read.tolist() == alone
    assert [moment[:10] for moment in shown(read, "Europe/London")] == [str(day) for day in days for _ in range(2)]


@pytest.mark.parametrize("text", ["2024-02-30", "9999-12-31", "0999-01-01", "2.7.2024"])
def test_a_day_that_cannot_be_is_refused_as_in_every_column(text):
    with pytest.raises(InvalidBusinessError, match=r"wanted_at(.|\n)*a bare date"):
        orders([text])

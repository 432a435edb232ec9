"""How late something is: the time that passed after a named time, the days of the calendar after a named day."""

import pytest

import tugline as tl
from tugline.business.naming import Naming


def opened(tick="minute"):
    return tl.open(
        {
            "business": {
                "name": "b", "currency": "EUR", "timezone": "Europe/Berlin", "start": "2026-01-05", "world": "plain",
                "tick": tick,
            },
            "items": [{"item": "lamp", "cost": "50", "price": "95"}],
            "sources": [{"item": "lamp", "location": "main", "kind": "buy", "from": "acme", "lead_time": "3d"}],
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "late_days"),
    [
        # The last minute of a day is that day.
        ("2026-01-10T23:59", 0),
        ("2026-01-09T23:59", 1),
        ("2026-01-07T23:59", 3),
        # Half past seven is a time: an hour and a half before nine.
        ("2026-01-10T07:30", 0.06),
        ("2026-01-09T09:00", 1),
        ("2026-01-09T23:58", 0.38),
        # What is late is never shown as not late.
        ("2026-01-10T08:59", 0.01),
        ("2026-01-10T09:00", 0),
    ],
)
def test_lines_quotes_and_explanations_say_the_same(wanted, late_days):
    with opened() as business:
        business.signal(tl.Order("A", "lamp", 1, "2026-01-07T09:00", wanted=wanted))
        business.advance("2026-01-07T09:00")
        quote = business.quote(item="lamp", quantity=1, wanted=wanted)
        (promise,) = business.promises
        assert (quote.promised[:16], promise.promised[:16]) == ("2026-01-10T09:00",) * 2
        assert (quote.late_days, promise.late_days) == (late_days,) * 2
        assert bool(quote.cause) == bool(promise.cause) == bool(late_days)
        how = f"{late_days:g} days after it is wanted" if late_days else "in time"
        assert f"as things stand, {how}" in business.explain("A")
        assert business.result().counts["late_lines"] == bool(late_days)


@pytest.mark.parametrize(("day", "after"), [("2026-03-29", "2026-03-30"), ("2026-10-25", "2026-10-26")])
@pytest.mark.parametrize("tick", ["second", "minute", "hour"])
def test_the_day_after_a_day_of_23_or_25_hours_is_one_day_late(tick, day, after):
    with opened(tick) as business:
        naming, at = Naming(business.network), business._tick
        end = at(f"{day}T23:59:59")
        assert naming.late_days(end, at(f"{after}T00:00")) == naming.late_days(end, at(f"{after}T23:59")) == 1
        assert naming.late_days(end, end) == naming.late_days(end, at(day)) == 0


def test_with_ticks_of_a_day_every_time_is_a_day():
    with opened("day") as business:
        assert [Naming(business.network).late_days(3, tick) for tick in (2, 3, 4, 9)] == [0, 0, 1, 6]

"""The days of the daily series are the business's own, through a change of clocks too."""

import datetime as dt
from itertools import pairwise

import pytest

import tugline as tl


@pytest.mark.parametrize("timezone", ["Europe/London", "America/Los_Angeles", "Australia/Lord_Howe", "UTC"])
@pytest.mark.parametrize(("start", "until"), [("2026-03-02", "2026-04-20"), ("2026-09-28", "2026-11-20")])
@pytest.mark.parametrize("tick", ["minute", "hour", "day"])
def test_every_day_has_its_own_name_whatever_the_clocks_do(timezone, start, until, tick):
    shop = {
        "business": {"name": "shop", "currency": "GBP", "timezone": timezone, "start": start, "tick": tick},
        "items": {"item": ["mug"], "price": ["5"]},
        "sales": {"sold_at": [f"{start}T12:00", f"{until}T12:00"], "item": ["mug", "mug"], "quantity": ["1", "1"]},
    }
    with tl.open(shop) as business:
        business.advance()
        days = [dt.date.fromisoformat(day) for day in business.result().series.days]
    assert days[0] == dt.date.fromisoformat(start)
    assert all(after - before == dt.timedelta(days=1) for before, after in pairwise(days))


def test_pulls_are_listed_on_the_local_day_of_their_order_although_midnight_falls_into_a_tick():
    # Lord Howe's clocks go back by half an hour on 5 April 2026; from then on midnight is in the middle of a tick.
    ordered = [f"2026-04-{day:02d}" for day in range(3, 9)]
    shop = {
        "business": {
            "name": "shop", "currency": "AUD", "timezone": "Australia/Lord_Howe", "start": "2026-04-01",
            "tick": "hour", "world": "plain",
        },
        "items": {"item": ["mug"], "price": ["5"], "cost": ["2"]},
        "locations": {"location": ["here"]},
        "sources": {"item": ["mug"], "location": ["here"], "kind": ["buy"], "from": ["potter"], "lead_time": ["1d"]},
        "loops": {"item": ["mug"], "location": ["here"], "loop": ["to_order"]},
        "orders": {
            "order": [f"A{n}" for n in range(6)], "line": ["1"] * 6, "item": ["mug"] * 6, "quantity": ["1"] * 6,
            "ordered_at": [f"{day}T12:00" for day in ordered],
        },
    }  # fmt: skip
    with tl.open(shop) as business:
        business.advance("2026-04-12")
        assert [day.day for day in business.result().pulls_by_day] == ordered

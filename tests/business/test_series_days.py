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

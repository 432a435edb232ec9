"""A study in a market that is not that of its history: demand that grows or falls."""

from datetime import date, timedelta

import numpy as np
import pytest

import tugline as tl
from tugline.business.market import trend_of
from tugline.errors import UsageError
from tugline.facts.kinds import FACT, Kind
from tugline.studies.customers import History
from tugline.studies.trend import NO_TREND

START = date(2026, 3, 2)
SHORT = {"policies": "pull", "replications": 2, "years": 0.25, "warm_up": 14, "threads": 2}


def shop(days=100, each=4):
    """A shop that sold a lamp four times a day."""
    sold = [START - timedelta(days=d) for d in range(days, 0, -1) for _ in range(each)]
    return {
        "business": {"name": "s", "currency": "EUR", "timezone": "UTC", "start": START.isoformat(), "world": "plain"},
        "items": {"item": ["lamp"], "cost": ["10"], "price": ["30"]},
        "suppliers": {"supplier": ["acme"]},
        "sources": {
            "item": ["lamp"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["3d"],
        },
        "stock": {"item": ["lamp"], "location": ["main"], "on_hand": ["40"]},
        "sales": {
            "sold_at": [f"{day}T{10 + n % 8}:00" for n, day in enumerate(sold)],
            "item": ["lamp"] * len(sold), "quantity": ["1"] * len(sold),
        },
    }  # fmt: skip


def history(per_day):
    day = np.repeat(np.arange(-len(per_day), 0), per_day)
    rows = np.zeros(len(day), FACT)
    rows["kind"], rows["quantity"], rows["point"] = int(Kind.SALE_MADE), 1, 1
    return History(rows, np.arange(len(day) + 1), day, (-len(per_day), 0), 0)


def growing(growth, days=800, seed=1):
    mean = 20 * (1 + growth) ** (np.arange(days) / 365)
    return history(np.random.Generator(np.random.PCG64(seed)).poisson(mean))


def test_a_study_says_which_trend_is_in_force_and_sells_as_it_says():
    plain, none, grown = (tl.study(shop(), **SHORT, **more) for more in ({}, {"trend": 0}, {"trend": 1.0}))
    assert none.digest == plain.digest
    assert none.assumptions == plain.assumptions
    assert "demand keeps its level: no trend was given" in plain.assumptions
    assert (plain.trend, grown.trend) == (0, 1)
    (said,) = [text for text in grown.assumptions if "grows by 100.0 % a year" in text]
    assert "planner learns it from what is asked for" in said
    sold = [sum(run.flows["account 1"] != 0 for run in found.outcomes["pull"]) for found in (plain, grown)]
    assert sold == [2, 2]
    revenue = [found.policies["pull"]["contribution"].mean for found in (plain, grown)]
    assert revenue[1] > revenue[0] * 1.08, "2^(14 / 365) to 2^(105 / 365): on average 12 % more come"


def test_a_trend_of_a_history_is_in_force_only_if_it_is_told_from_none():
    trend, says = trend_of("auto", growing(0.3))
    assert trend.ahead == trend.past == pytest.approx(0.3, abs=0.06)
    assert "as it did over 2 years of history" in says
    trend, says = trend_of("auto", growing(0.0))
    assert trend == NO_TREND
    assert "is not told from none" in says
    trend, says = trend_of("auto", growing(0.3, days=700))
    assert trend == NO_TREND
    assert "takes 2 years of history" in says
    assert "700 days" in says
    with pytest.raises(UsageError, match=r"trend: .* by the history; expected above -1, at most 2"):
        trend_of("auto", growing(3.0))


def test_a_study_says_what_comes_and_goes_and_for_whom_nobody_can_be_drawn():
    """One item that had ended, one that ends, one that comes and nobody ever ordered: each is said."""
    tables = shop()
    names = ["lamp", "bulb", "shade"]
    tables["items"] = {
        "item": names, "cost": ["10"] * 3, "price": ["30", "20", "10"], "on_sale_at": ["", "", "2026-04-01"],
        "ends_at": ["2026-05-01", "2026-03-01", ""],
    }  # fmt: skip
    tables["sales"]["item"] = [names[n % 2] for n in range(400)]
    tables["sources"] = {
        "item": names, "location": ["main"] * 3, "kind": ["buy"] * 3, "from": ["acme"] * 3, "lead_time": ["3d"] * 3,
    }  # fmt: skip
    tables["markdowns"] = {"item": ["lamp", "shade"], "weeks_on_sale": ["4", "2"], "depth": ["0.2", "0.3"]}
    said = " / ".join(tl.study(tables, **SHORT).assumptions)
    assert "nobody asks for 1 item that had ended before" in said
    assert "1 item ends within the study" in said
    assert "1 item comes on sale within the study; 1 of them nobody ever ordered" in said
    assert "prices of 2 items fall" in said
    assert "for 2 items without a price_response nobody comes more often" in said
    assert "1 item without an on_sale_at" in said


@pytest.mark.parametrize("trend", [-1, 2.1, float("nan"), float("inf"), "much"])
def test_a_trend_that_is_none_is_refused_before_anything_runs(trend):
    with pytest.raises(UsageError, match=r"study, trend: .*; expected above -1, at most 2, or 'auto'"):
        tl.study("no such folder", trend=trend)


def test_nobody_grows_who_is_not_drawn():
    with pytest.raises(UsageError, match="a replay draws nobody"):
        tl.study("no such folder", trend=0.1, replay=True)
    with pytest.raises(UsageError, match="the customers of this study are not drawn"):
        tl.study("no such folder", trend="auto", customers=lambda *_: None)

"""A study in a market that is not that of its history: demand that grows or falls."""

from datetime import date, timedelta

import numpy as np
import pytest

import tugline as tl
from tugline.business.market import trend_of
from tugline.errors import InvalidBusinessError, UsageError
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
    assert "fall as the markdowns table says, under every policy alike, and no more customers come" in said
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


def ended(**columns):
    tables = shop()
    tables["items"] = {**tables["items"], **{name: [cell] for name, cell in columns.items()}}
    return tables


def test_an_item_that_ended_before_what_is_measured_is_said_to_have_ended():
    """It ends within the two weeks of the warm-up: nothing of it is in the figures. A bulb at 1.00 goes on."""
    tables = ended(ends_at="2026-03-09")
    tables["items"] = {
        "item": ["lamp", "bulb"], "cost": ["10", "1"], "price": ["30", "1"], "ends_at": ["2026-03-09", ""],
    }  # fmt: skip
    tables["sales"]["item"] = ["lamp", "bulb"] * (len(tables["sales"]["item"]) // 2)
    found = tl.study(tables, **SHORT)
    assert "nobody asks for 1 item that had ended before, nor for others in their place" in found.assumptions
    assert found.policies["pull"]["net_revenue"].mean == pytest.approx(2 * 91 * 100, rel=0.2)


def test_stock_that_is_to_settle_and_items_that_end_contradict_each_other():
    with pytest.raises(UsageError, match="warm_up: 'auto'; expected days: where items end stock does not settle"):
        tl.study(ended(ends_at="2026-05-01"), **{**SHORT, "warm_up": "auto"})


def test_a_replay_says_what_it_does_not_go_by():
    days = [f"2026-03-{day:02}T10:00" for day in range(3, 31)]
    sales = {"sold_at": days, "item": ["lamp"] * len(days), "quantity": ["1"] * len(days)}
    found = tl.study({**ended(ends_at="2026-05-01"), "sales": sales}, replay=True, policies="present")
    assert "nothing here goes by ends_at of the items table: that is for customers who are drawn" in found.assumptions


def test_prices_that_fall_after_the_study_are_said_not_to_fall():
    tables = {**shop(), "markdowns": {"item": ["lamp"], "at": ["2036-01-01"], "depth": ["0.3"]}}
    (said,) = [told for told in tl.study(tables, **SHORT).assumptions if "markdowns table" in told]
    assert said == "1 row of the markdowns table would count after the end of the study: no price falls"
    tables["markdowns"]["at"] = ["2026-04-01"]
    (said,) = [told for told in tl.study(tables, **SHORT).assumptions if "markdowns table" in told]
    assert "no more customers come: no price_response is given" in said


def test_what_is_not_on_sale_is_not_counted_among_those_who_come():
    """The lamp ends 42 days into the year that is drawn: of four a day, those of all later days do not come."""
    tables = shop()
    tables["items"] |= {"ends_at": [str(START + timedelta(days=14 + 28))]}
    twin = tl.study(tables, **SHORT).twin
    (found,) = [f for f in twin.findings if f.aspect == "order lines and sales"]
    assert found.twin == pytest.approx(4 * 42 / 365, rel=0.15)
    assert (found.verdict, found.recorded) == ("differs", 4)
    (said,) = [text for text in twin.says if "customers come" in text]
    assert said.startswith("In the study fewer customers come than recorded:")
    assert said.endswith("since the rest would be for items that are not on sale then.")


@pytest.mark.parametrize(
    "life",
    [
        {"ends_at": [str(START + timedelta(days=10))]},
        {"on_sale_at": [str(START + timedelta(days=200))]},
    ],
)
def test_a_study_to_which_nobody_comes_is_refused(life):
    tables = shop()
    tables["items"] |= life
    with pytest.raises(UsageError, match="from 2026-03-16 to 2026-06-14, which is measured, nobody comes"):
        tl.study(tables, **SHORT)


def test_a_study_of_a_few_orders_is_refused_and_one_of_less_than_a_year_knows_no_season():
    for few in (shop(days=27), shop(days=2, each=2), shop(days=9, each=1)):
        for refuses in (tl.study, tl.search):
            with pytest.raises(UsageError, match="expected at least 10 orders, and 28 days from the first to the last"):
                refuses(few)
    found = tl.study(shop(), **SHORT)
    assert "as many a day as then on such a day of the week" in found.assumptions[0]
    assert found.assumptions[1].startswith("NO SEASON IS KNOWN: 100 days of orders are less than a year")
    found = tl.study(shop(days=400, each=1), **SHORT)
    assert "as many a day as then at that time of the year" in found.assumptions[0]
    assert not [text for text in found.assumptions if "SEASON" in text]


def test_a_trend_that_is_given_and_one_that_is_found_name_the_level_from_which_they_go_on():
    """From 20 a day, 30 % a year more: after 800 days 20 x 1.3^(800 / 365) = 35.5, over the last year 31.3."""
    _, given = trend_of(0.3, growing(0.3))
    _, found = trend_of("auto", growing(0.3))
    assert "from the level of the last year of the history as it stands, 31.1 orders a day" in given
    assert "at the end of it, 35.3 orders a day, where its last year as it stands has 31.1" in found


def test_an_item_that_ends_before_it_begins_is_told_with_both():
    tables = shop()
    tables["items"] |= {"on_sale_at": ["2027-02-01"], "ends_at": ["2026-09-01T08:30"]}
    with pytest.raises(
        InvalidBusinessError, match=r"'2026-09-01 08:30'; expected a time after its on_sale_at, 2027-02-01"
    ):
        tl.study(tables, **SHORT)

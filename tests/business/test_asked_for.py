"""What names no date is wanted as soon as can be: nothing is late by a date that no customer gave."""

import pytest

import tugline as tl
from tests.business.test_wanted_day import opened
from tugline.report.promise_lists import promises_listing


def line(business):
    (promise,) = business.result().promises
    return promise


@pytest.mark.parametrize("by", ["table", "python"])
@pytest.mark.parametrize("at", ["2026-01-06", "2026-01-06T09:30"])
def test_a_line_without_a_date_is_never_late(at, by):
    with opened(*([("A", at, "")] if by == "table" else []), stock=[]) as business:
        if by == "python":
            business.signal(tl.Order("A", "lamp", 1, at))
        business.advance("2026-02-10")
        result = business.result()
        assert (line(business).wanted, line(business).late_days) == (None, 0)
        assert line(business).cause.endswith("(lamp) waits to be ordered")
        assert (result.counts["late_lines"], result.metrics["on_time_share"]) == (0, None)
        listing = promises_listing(result, 9)
        assert listing.summary == "1 open line: 0 in time, 0 late, 1 as soon as can be"
        assert [listing.rows[0][5].text, listing.rows[0][6].small] == ["as soon as can be", ""]
        told = business.explain("A")
        assert "wanted as soon as can be" in told
        assert "days after it is wanted" not in told
        assert "in time" not in told


@pytest.mark.parametrize(
    ("at", "wanted", "late_days"),
    [
        ("2026-01-06", "2026-01-07", 3),
        ("2026-01-06T09:30", "2026-01-06", 4),
        ("2026-01-06T09:30", "2026-01-06T10:00", 4),
    ],
)
def test_a_line_that_names_a_date_is_late_by_it(at, wanted, late_days):
    with opened(("A", at, wanted), stock=[], lead="4d") as business:
        business.advance("2026-01-06T10:00")
        assert line(business).late_days == late_days
        assert line(business).wanted.startswith(wanted[:10])


def test_a_change_of_its_order_gives_a_line_a_date_and_takes_it_away():
    with opened(("A", "2026-01-06T09:30", "")) as business:
        business.advance("2026-01-08")
        business.signal(tl.Order("A", "lamp", 1, "2026-01-06T09:30", wanted="2026-01-07"))
        business.advance("2026-01-09")
        assert (line(business).wanted[:10], line(business).late_days) == ("2026-01-07", 2)
        business.signal(tl.Order("A", "lamp", 1, "2026-01-06T09:30"))
        business.advance("2026-01-09")
        assert line(business).wanted is None


@pytest.mark.parametrize(("days", "wanted"), [("", None), ("0", "2026-01-06"), ("4", "2026-01-10")])
def test_how_long_a_customer_waits_is_a_date(days, wanted):
    order = {"order": "A", "customer": "ann", "item": "lamp", "quantity": "1", "ordered_at": "2026-01-06T09:30"}
    with opened(orders=[order], customers=[{"customer": "ann", "wait_days": days}]) as business:
        business.advance("2026-01-20")
        assert (line(business).wanted or "")[:10] == (wanted or "")
        assert (line(business).late_days > 0) == (wanted is not None)


def test_each_turn_of_a_subscription_has_its_date():
    turns = [{"customer": "ann", "item": "lamp", "quantity": "1", "every": "100d", "starts_at": "2026-01-06T09:30"}]
    with opened(orders=[], customers=[{"customer": "ann"}], subscriptions=turns) as business:
        business.advance("2026-01-20")
        assert line(business).wanted.startswith("2026-01-06T09:30")
        assert line(business).late_days > 13

"""Dates on records of one day each: fitted on what was known by then, and judged on what came later."""

import gzip
from datetime import date, timedelta

import pytest

from tugline.studies.predictive import luck_of
from validation.histories import Deal, coverage, deliveries, work_orders

START = date(2020, 1, 1)


def record(luck, days=2000):
    """Return purchases, one a day, stated to take 20 days, that take Gamma days, mean 20."""
    took = luck.gamma(5, 4, days).round().astype(int).clip(1)
    asked = [START + timedelta(days=i) for i in range(days)]
    return [Deal("acme", at, 20, at + timedelta(days=int(t))) for at, t in zip(asked, took, strict=True)]


def test_dates_hold_as_often_as_they_say_where_nothing_changes():
    """1,000 judged: the share spreads by 0.013; a date is a whole day, which adds at most 0.03."""
    found = coverage("", record(luck_of(1)), [START + timedelta(days=1000), START + timedelta(days=2000)])
    assert (found.judged, found.groups) == (1000, 1)
    assert 0.8 - 0.05 <= found.shares[0] <= 0.8 + 0.08
    assert 0.95 - 0.03 <= found.shares[1] <= 0.95 + 0.04
    assert found.stated == pytest.approx(0.57, abs=0.06)


def test_nothing_that_came_after_the_split_is_known_at_it():
    """All that is asked for before the split and comes later could say anything: the dates stay the same."""
    split = START + timedelta(days=1000)
    deals = record(luck_of(2))
    told = [
        d._replace(came=d.asked + timedelta(days=500)) if d.asked < split <= d.came else d for d in deals
    ]  # fmt: skip
    ends = [split, START + timedelta(days=2000)]
    assert coverage("", deals, ends) == coverage("", told, ends)


def test_a_group_without_records_goes_by_all_of_them():
    deals = [d._replace(group="best") if d.asked.year >= 2023 else d for d in record(luck_of(3))]
    found = coverage("", deals, [date(2023, 1, 1), date(2024, 1, 1)])
    assert (found.judged, found.groups) == (365, 0)
    assert found.shares[0] > 0.7


def test_lines_are_read_as_they_stand_and_words_in_place_of_dates_are_left_out(tmp_path):
    path = tmp_path / "d.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("Vendor,PO Sent to Vendor Date,Scheduled Delivery Date,Delivered to Client Date\n")
        file.write("acme,2010-01-01,2010-02-10,2010-02-15\nacme,2010-01-01,2010-02-10,2010-02-15\n")
        file.write("acme,Date Not Captured,2010-02-10,2010-02-15\nbest,2010-03-01,2010-02-10,2010-03-15\n")
    assert list(deliveries(path)) == [Deal("acme", date(2010, 1, 1), 40, date(2010, 2, 15))]


@pytest.mark.shared_data
def test_the_bicycle_makers_work_orders_are_all_read(shared_data):
    found = list(work_orders(shared_data / "adventureworks" / "WorkOrder.csv.gz"))
    assert len(found) == 72_591
    assert {deal.stated for deal in found} == {11}

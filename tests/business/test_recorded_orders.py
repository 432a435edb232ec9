"""Who orders later: whole days of the record, on the same weekdays and at the same time of day."""

import numpy as np
import pytest

from tugline.business.recorded_orders import DAYS, Later, RecordedOrders
from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.studies.predictive import luck_of

DAY = 1440
DAY_START = np.arange(1000) * DAY
NOW = 100 * DAY + 700


def record(a_day=lambda day: 1 + day % 7):
    """Return lines of 101 days: so many as the weekday says, wanted three days later, of seven as soon as can be."""
    rows = np.zeros(1 + sum(a_day(day) for day in range(101)), FACT)
    days = np.concatenate([[0], *(np.full(a_day(day), day) for day in range(101))])
    rows["kind"], rows["point"], rows["quantity"] = int(Kind.ORDER_PLACED), 1, 1 + days % 7
    rows["kind"][0] = int(Kind.PULSE_CLOSED)
    rows["tick"] = rows["occurred_at"] = days * DAY + 480
    rows["due"] = rows["tick"] + 3 * DAY
    rows["due"][rows["quantity"] == 7] = NEVER
    rows["seq"] = 1 + np.arange(len(rows))
    return rows


def test_each_day_to_come_is_a_day_of_the_same_weekday_with_its_dates_moved_along():
    orders = RecordedOrders(record(), DAY_START, NOW)
    assert (orders.days, orders.enough) == (99, True)
    rows = Later(orders, luck_of(1), NOW).until(130 * DAY)
    days, many = np.unique(rows["tick"] // DAY, return_counts=True)
    assert days.tolist() == list(range(101, 131)), "what is left of today was over at 8:00"
    assert many.tolist() == [1 + day % 7 for day in range(101, 131)]
    assert (rows["quantity"] == 1 + rows["tick"] // DAY % 7).all()
    assert (rows["due"] == np.where(rows["quantity"] == 7, NEVER, rows["tick"] + 3 * DAY)).all()


def test_asking_step_by_step_gives_the_same_as_asking_at_once():
    orders = RecordedOrders(record(lambda day: (day * 7919) % 5), DAY_START, NOW)
    at_once = Later(orders, luck_of(2), NOW).until(150 * DAY)
    steps = Later(orders, luck_of(2), NOW)
    parts = np.concatenate([steps.until(tick) for tick in (NOW, NOW + 1, 101 * DAY, 120 * DAY, 150 * DAY)])
    assert len(at_once) > 50
    assert (parts == at_once).all()


def test_how_many_come_is_doubtful_by_as_much_as_the_record_leaves_open():
    """Of n days the mean by weights Dirichlet (1, ..., 1) spreads as that of n days does: sigma / sqrt(n + 1)."""
    many = np.array([4 * (day // 7 % 2) for day in range(101)])
    expected = np.mean([many[1:100][weekday::7].mean() for weekday in range(7)])
    orders = RecordedOrders(record(many.item), DAY_START, NOW)
    means = [len(Later(orders, luck_of(3, i), NOW).until(900 * DAY)) / 800 for i in range(200)]
    assert np.mean(means) == pytest.approx(expected, abs=4 * 0.2 / 200**0.5)
    # Seven weekdays, each known by some 14 days: 2 / sqrt(15) / sqrt(7), and 2 / sqrt(800) of the days simulated.
    assert np.std(means) == pytest.approx(0.207, rel=0.2)


def test_too_short_a_record_says_so_and_too_old_days_are_left_out():
    assert not RecordedOrders(record()[:40], DAY_START, 20 * DAY).enough
    assert not RecordedOrders(np.zeros(0, FACT), DAY_START, NOW).enough
    assert RecordedOrders(record(), DAY_START, 800 * DAY).days == DAYS


def test_a_choice_comes_again_with_its_line():
    rows = record()[:60]
    rows["seq"] = 2 * rows["seq"]
    choice = rows[10:11].copy()
    choice["kind"], choice["reference"], choice["lot"], choice["seq"] = (
        int(Kind.ORDER_CHOICE_SET),
        rows["seq"][10],
        4,
        99,
    )
    orders = RecordedOrders(np.concatenate([rows, choice]), DAY_START, 40 * DAY)
    later = Later(orders, luck_of(4), 40 * DAY).until(400 * DAY)
    chosen = np.flatnonzero(later["kind"] == int(Kind.ORDER_CHOICE_SET))
    assert len(chosen)
    assert (later["lot"][chosen] == 4).all()
    assert (later["kind"][chosen - 1] == int(Kind.ORDER_PLACED)).all()
    assert (later["quantity"][chosen - 1] == rows["quantity"][10]).all()
    assert set(later["reference"].tolist()) == {0}

"""What a planner nets: forecasts less what is ordered, what is overdue, what the floor still needs."""

import numpy as np

from tugline.state.layout import FOR_LINE, FOR_PULL, NEED
from tugline.studies.push import required

NONE = np.zeros(1, np.int64)


def needs(*rows):
    array = np.zeros(len(rows), NEED)
    for i, (kind, point, quantity) in enumerate(rows):
        array[i]["owner_kind"], array[i]["point"], array[i]["quantity"] = kind, point, quantity
    return array


def test_a_forecast_is_spread_over_its_week():
    gross = required(needs(), np.zeros(0, np.int64), np.array([[14.0, 3.0]]), NONE, 10)
    assert gross.tolist() == [[2, 2, 2, 2, 2, 2, 2, 0, 1, 0]], "14.43, 14.86, 15.29 by then, rounded"


def test_orders_consume_the_forecast_of_their_week():
    """14 are forecast; 10 are ordered for day 3: 4 are still expected. 20 would leave nothing."""
    gross = required(needs((FOR_LINE, 0, 10)), np.array([3]), np.array([[14.0]]), NONE, 7)
    assert gross.sum() == 14
    assert gross[0, 3] >= 10
    gross = required(needs((FOR_LINE, 0, 20)), np.array([3]), np.array([[14.0]]), NONE, 7)
    assert gross.tolist() == [[0, 0, 0, 20, 0, 0, 0]]


def test_what_is_overdue_is_wanted_today_and_takes_nothing_off_the_forecast():
    gross = required(needs((FOR_LINE, 0, 10)), np.array([-5]), np.array([[14.0]]), NONE, 7)
    assert gross.tolist() == [[12, 2, 2, 2, 2, 2, 2]]


def test_what_pulls_need_is_no_customer():
    gross = required(needs((FOR_PULL, 0, 10), (FOR_PULL, 0, 3)), np.array([2, 99]), np.array([[0.0]]), NONE, 5)
    assert gross.tolist() == [[0, 0, 10, 0, 3]]


def test_a_few_a_month_are_not_rounded_away():
    """0.4 a week over ten weeks are 4."""
    gross = required(needs(), np.zeros(0, np.int64), np.full((1, 10), 0.4), NONE, 70)
    assert gross.sum() == 4
    assert gross.max() == 1


def test_within_the_time_that_customers_wait_only_orders_count():
    gross = required(needs((FOR_LINE, 0, 3)), np.array([2]), np.array([[14.0, 14.0]]), np.array([10]), 14)
    assert gross.tolist() == [[0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2]]

"""What a planner nets: forecasts less what is ordered, what is overdue, what the floor still needs."""

import numpy as np

from tugline.state.layout import FOR_LINE, FOR_PULL, NEED
from tugline.studies.push import required


def needs(*rows):
    array = np.zeros(len(rows), NEED)
    for i, (kind, point, quantity) in enumerate(rows):
        array[i]["owner_kind"], array[i]["point"], array[i]["quantity"] = kind, point, quantity
    return array


def test_a_forecast_is_spread_over_its_week():
    gross = required(needs(), np.zeros(0, np.int64), np.array([[14.0, 3.0]]), 10)
    assert gross.tolist() == [[2, 2, 2, 2, 2, 2, 2, 0, 1, 0]], "3 a week: 0.43, 0.86, 1.29 units by day, rounded"


def test_orders_consume_the_forecast_of_their_week():
    """14 are forecast; 10 are ordered for day 3: 4 are still expected. 20 would leave nothing."""
    gross = required(needs((FOR_LINE, 0, 10)), np.array([3]), np.array([[14.0]]), 7)
    assert gross.sum() == 14
    assert gross[0, 3] >= 10
    gross = required(needs((FOR_LINE, 0, 20)), np.array([3]), np.array([[14.0]]), 7)
    assert gross.tolist() == [[0, 0, 0, 20, 0, 0, 0]]


def test_what_is_overdue_is_wanted_today_and_takes_nothing_off_the_forecast():
    gross = required(needs((FOR_LINE, 0, 10)), np.array([-5]), np.array([[14.0]]), 7)
    assert gross.tolist() == [[12, 2, 2, 2, 2, 2, 2]]


def test_what_pulls_need_is_no_customer():
    gross = required(needs((FOR_PULL, 0, 10), (FOR_PULL, 0, 3)), np.array([2, 99]), np.array([[0.0]]), 5)
    assert gross.tolist() == [[0, 0, 10, 0, 3]]

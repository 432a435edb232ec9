"""Limits on what one customer orders: worked examples, and a count of every time there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tugline.errors import UsageError
from tugline.promise.order_limits import Had, counted, room

HAD = st.lists(st.builds(Had, st.integers(0, 40), st.integers(0, 5)), max_size=8)


def test_two_in_thirty_days_are_two_in_any_thirty_days():
    # Two on day 10: none on day 39, two on day 40.
    orders = [Had(10, 2)]
    assert [room(orders, day, 2, 30) for day in (10, 39, 40, 41)] == [0, 0, 2, 2]
    # What is told late was ordered before: day 0 lies in one time of thirty days with day 10.
    assert [room(orders, day, 2, 30) for day in (0, -19, -20)] == [0, 0, 2]


def test_orders_on_both_sides_count_only_where_one_time_holds_them():
    orders = [Had(0, 1), Had(50, 1)]
    assert counted(orders, 25, 30) == (1, [0])
    assert counted(orders, 25, 60) == (2, [0, 1])


def test_without_a_length_all_orders_count():
    assert counted([Had(0, 1), Had(10**9, 2)], 5, None) == (3, [0, 1])
    assert room([Had(0, 1)], 10**9, 3, None) == 2


def test_who_has_more_than_a_limit_allows_may_order_nothing():
    assert room([Had(0, 9)], 0, 2, None) == 0


@given(HAD, st.integers(0, 40), st.integers(1, 20))
def test_it_is_the_most_of_all_times_that_hold_the_moment(orders, at, within):
    times = [
        sum(order.quantity for order in orders if begin <= order.at < begin + within)
        for begin in range(at - within + 1, at + 1)
    ]
    most, places = counted(orders, at, within)
    assert most == max(times)
    assert sum(orders[place].quantity for place in places) == most


@given(HAD, st.integers(0, 40), st.integers(1, 20), st.integers(0, 12))
def test_what_is_let_in_never_passes_the_limit_in_any_time(orders, at, within, most):
    kept = list[Had]()
    for order in [*orders, Had(at, 3)]:
        if order.quantity <= room(kept, order.at, most, within):
            kept.append(order)
    for begin in range(-20, 61):
        assert sum(order.quantity for order in kept if begin <= order.at < begin + within) <= most


@pytest.mark.parametrize(("most", "within"), [(-1, 5), (1, 0), (1, -3)])
def test_a_limit_that_is_none_is_refused(most, within):
    with pytest.raises(UsageError, match="expected"):
        room([], 0, most, within)

"""Work lined up: its times by hand, and what is no line-up."""

from itertools import permutations

import pytest

from tugline.errors import UsageError
from tugline.levelling.line_up import Line, Work, better_orders, line_up

# A is red, B and C are blue. To blue takes 5, back 10, within a colour 1. C comes at 20.
LINE = Line(
    (Work(10, 0, 12, 1), Work(10, 0, 20, 2), Work(10, 20, 100, 1)), (2, 2, 2), ((0, 5, 5), (10, 0, 1), (10, 1, 0)), (0,)
)


def test_times_set_ups_and_tardiness_by_hand():
    timed = line_up(LINE, ((0, 1, 2),))
    # A 0 to 12; B with its change-over to 27, seven late and twice as bad; C to 38.
    assert (timed.starts, timed.ends) == ((0, 12, 27), (12, 27, 38))
    assert timed.worth == (14, 8)
    # B first: 0 to 12; A to 32, twenty late; C waits for nothing more, changes over again.
    assert line_up(LINE, ((1, 0, 2),)).worth == (20, 17)


def test_nothing_begins_before_it_can_nor_before_its_unit_is_free():
    two = LINE._replace(begins=(3, 0))
    timed = line_up(two, ((2,), (0, 1)))
    assert timed.starts == (0, 12, 20)
    assert line_up(two, ((0,), (2, 1))).starts == (3, 32, 20)


@pytest.mark.parametrize(
    ("orders", "said"), [(((0, 1, 2), ()), "2 orders for 1 units"), (((0, 1, 1),), "expected each of 3 once")]
)
def test_what_is_no_line_up_is_refused(orders, said):
    with pytest.raises(UsageError, match=said):
        line_up(LINE, orders)


def test_orders_get_better_until_no_lot_has_a_better_place():
    # As they come, C B A: C waits until 20, and both others behind it are late.
    found = list(better_orders(LINE, ((2, 1, 0),)))
    worths = [line_up(LINE, orders).worth for orders in found]
    assert worths == sorted(worths, reverse=True)
    assert worths[-1] == min(line_up(LINE, (order,)).worth for order in permutations(range(3)))
    # Three more lots were tried since, and none had a better place.
    assert len(set(found[-4:])) == 1


def test_a_lot_may_go_to_another_unit():
    two = LINE._replace(begins=(0, 0))
    *_, best = better_orders(two, ((0, 1, 2), ()))
    assert line_up(two, best).worth < line_up(two, ((0, 1, 2), ())).worth
    assert all(best)

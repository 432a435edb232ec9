"""What a plan comes to: worked out by hand beside each example."""

import msgspec
import pytest

from tugline.report.plan_figures import by_place, lateness, next_operations, uses


def test_lateness_is_told_by_priority_and_of_all(some_plan):
    first, second, every = lateness(some_plan())
    # Of priority 1 one line never completes, one is five days late; of 2 one is on time and one has no date.
    assert (first.priority, first.lines, first.dated, first.on_time, first.late, first.never) == (1, 2, 2, 0, 2, 1)
    assert (first.p50_days, first.p95_days, first.max_days) == (5.0, 5.0, 5.0)
    assert (second.priority, second.lines, second.dated, second.share) == (2, 2, 1, 1.0)
    assert (second.p50_days, second.max_days) == (None, None)
    assert (every.priority, every.lines, every.dated, every.late) == (None, 4, 3, 2)


def test_where_all_have_one_priority_there_is_no_row_of_all(some_plan):
    plan = some_plan()
    one = msgspec.structs.replace(plan, orders=plan.orders[:2])
    assert [row.priority for row in lateness(one)] == [1]


def test_percentiles_are_the_least_days_that_so_many_are_within(some_plan):
    plan = some_plan()
    # 1 to 20 days late: ten of them, half, are at most 10 days late, and nineteen, 95 %, at most 19.
    orders = [msgspec.structs.replace(plan.orders[1], order=f"SO{n}", late_days=float(n)) for n in range(1, 21)]
    (row,) = lateness(msgspec.structs.replace(plan, orders=tuple(orders)))
    assert (row.p50_days, row.p95_days, row.max_days) == (10.0, 19.0, 20.0)


def test_a_resource_is_as_loaded_as_all_its_weeks_and_has_a_fullest_one(some_plan):
    (use,) = uses(some_plan())
    assert use.share == pytest.approx(100 / 160)
    assert use.full_weeks == 1
    assert use.fullest == ("2026-01-05", 80.0, 80.0)


def test_a_week_in_which_nothing_is_open_is_not_full(some_plan):
    plan = some_plan()
    closed = msgspec.structs.replace(plan.load[0], open_hours=0.0, busy_hours=0.0)
    (use,) = uses(msgspec.structs.replace(plan, load=(closed,)))
    assert (use.share, use.full_weeks) == (0.0, 0)


def test_what_has_begun_is_not_to_be_started(some_plan):
    (started,) = next_operations(some_plan(), 3).values()
    assert [operation.lot for operation in started] == ["L1", "L2"]
    (first,) = next_operations(some_plan(), 1).values()
    assert [operation.lot for operation in first] == ["L1"]


def test_purchases_stand_in_the_order_in_which_they_are_placed(some_plan):
    (one,) = some_plan().purchases
    later = msgspec.structs.replace(one, placed="2026-01-06T00:00:00+00:00")
    assert by_place([later, one]) == [one, later]

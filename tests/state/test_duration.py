"""How long a source takes and how many it starts, by hand."""

import numpy as np
import pytest

from tugline.network import layout as net
from tugline.network.lanes import NO_LANES
from tugline.state.arena import make_grid
from tugline.state.duration import begin_by, first_arrival, source_ticks, started_for


@pytest.fixture
def grid_of():
    """Return a function from fields of a source and its operations to a network of one-minute ticks.

    `hours` are the open stretches of its only resource, none = always open.
    """

    def build(operations=(), tick_seconds=60, hours=(), **fields):
        source, steps = np.zeros(1, net.SOURCE), np.zeros(len(operations), net.OPERATION)
        values = {
            "supplier": -1,
            "yield_numerator": 1,
            "yield_denominator": 1,
            "operation_stop": len(operations),
            **fields,
        }
        for name, value in values.items():
            source[name] = value
        for step, (number, alternative, setup, run, per) in zip(steps, operations, strict=True):
            step["step"], step["alternative"], step["setup_ticks"] = number, alternative, setup
            step["run_numerator"], step["run_denominator"] = run, per
        resource, party, stretches = np.zeros(1, net.RESOURCE), np.zeros(1, net.PARTY), np.zeros(len(hours), net.OPEN)
        resource["calendar"] = 0 if hours else -1
        before = 0
        for stretch, (start, stop) in zip(stretches, hours, strict=True):
            stretch["start"], stretch["stop"], stretch["before"] = start, stop, before
            before += stop - start
        days, terms = np.zeros(1, np.int64), np.zeros(3, np.int64)
        return make_grid(
            np.zeros(1, net.POINT), source, np.zeros(0, net.NEED), steps, resource, party, stretches,
            np.array([0, len(hours)]), days, tick_seconds, terms, *NO_LANES, np.zeros(0, net.CHOICE),
        )  # fmt: skip

    return build


def test_a_purchase_takes_its_lead_time_and_at_least_a_tick(grid_of):
    assert source_ticks(grid_of(kind=net.BUY, lead_ticks=90), 0, 1000) == 90
    assert source_ticks(grid_of(kind=net.BUY, lead_ticks=0), 0, 1) == 1


@pytest.mark.parametrize(("open_days", "tick", "ticks"), [(5, 86_400, 7), (1, 86_400, 2), (5, 3600, 5 * 33 + 3)])
def test_open_days_are_taken_as_five_of_seven(grid_of, open_days, tick, ticks):
    # 5 open days are 7 days, 1 is 1.4, rounded up; in hours 5 days are 5 * 24 * 7 / 5 = 168.
    per_day = 86_400 // tick
    grid = grid_of(kind=net.BUY, lead_ticks=open_days, lead_open=1, tick_seconds=tick)
    expected = -(-open_days * 7 * per_day // 5)
    assert expected == ticks
    assert source_ticks(grid, 0, 1) == expected


def test_making_takes_the_sum_of_the_longest_first_alternatives_of_its_steps(grid_of):
    operations = [
        (1, 0, 10, 3, 1),  # 10 + 3 * 20 = 70
        (1, 0, 0, 4, 1),  # beside it: 80
        (1, 1, 0, 1, 1),  # the other choice is not looked at
        (2, 0, 5, 1, 3),  # 5 + 20 / 3, rounded up: 12
    ]
    assert source_ticks(grid_of(operations, kind=net.MAKE), 0, 20) == 92
    assert source_ticks(grid_of(operations, kind=net.MAKE, lead_ticks=200), 0, 20) == 200, "at least the lead time"
    assert source_ticks(grid_of(operations, kind=net.BUY, lead_ticks=7), 0, 20) == 7


def test_operations_work_on_what_is_started_not_on_what_comes_out(grid_of):
    grid = grid_of([(1, 0, 0, 1, 1)], kind=net.MAKE, yield_numerator=4, yield_denominator=5)
    assert source_ticks(grid, 0, 9) == 12, "9 good ones of 11.25, rounded up"


def test_an_operation_lasts_at_least_a_tick(grid_of):
    assert source_ticks(grid_of([(1, 0, 0, 0, 1), (2, 0, 0, 1, 1000)], kind=net.MAKE), 0, 1) == 2


@pytest.mark.parametrize(
    ("wanted", "n", "d", "started"), [(10, 1, 1, 10), (9, 9, 10, 10), (10, 9, 10, 12), (1, 1, 3, 3)]
)
def test_more_is_started_than_is_wanted(wanted, n, d, started):
    source = np.zeros(1, net.SOURCE)
    source["yield_numerator"], source["yield_denominator"] = n, d
    assert started_for(source[0], wanted) == started


WEEK = [(day * 1440 + 480, day * 1440 + 960) for day in range(5)]
"""Monday to Friday, 8:00 to 16:00, in minutes."""


def test_work_is_reckoned_in_the_open_hours_of_its_resource(grid_of):
    grid = grid_of([(1, 0, 30, 6, 1)], kind=net.MAKE, hours=WEEK)  # 30 + 6 * 20 = 150 minutes
    friday = 4 * 1440
    assert begin_by(grid, 0, 20, friday + 960) == friday + 810, "done by the end of the shift"
    assert begin_by(grid, 0, 20, friday + 60) == friday - 1440 + 810, "due at one at night: the shift before"
    assert begin_by(grid, 0, 20, friday + 500) == friday - 1440 + 830, "20 minutes on Friday, 130 the day before"
    assert first_arrival(grid, 0, 20, 0) == 480 + 150
    assert first_arrival(grid, 0, 20, 900) == 1440 + 480 + 90, "60 minutes on Monday, 90 on Tuesday"
    assert first_arrival(grid, 0, 20, 480 + 330) == 960, "it fits to the minute"


def test_steps_follow_each_other_in_open_hours(grid_of):
    grid = grid_of([(1, 0, 0, 3, 1), (2, 0, 0, 4, 1)], kind=net.MAKE, hours=WEEK)  # 300 + 400 for 100
    assert first_arrival(grid, 0, 100, 480) == 1440 + 480 + 220
    assert begin_by(grid, 0, 100, 1440 + 480 + 220) == 480


def test_outside_the_calendar_hours_are_as_on_average(grid_of):
    grid = grid_of([(1, 0, 0, 1, 1)], kind=net.MAKE, hours=[(0, 100), (300, 400)])  # half of 400 open
    assert source_ticks(grid, 0, 60) == 120
    assert begin_by(grid, 0, 60, 50) == 50 - 120, "before all hours"
    assert first_arrival(grid, 0, 60, 380) == 380 + 120, "after all hours"


def test_a_lead_time_is_the_least_that_work_takes(grid_of):
    grid = grid_of([(1, 0, 0, 1, 1)], kind=net.MAKE, hours=WEEK, lead_ticks=2000)
    assert (begin_by(grid, 0, 1, 5000), first_arrival(grid, 0, 1, 480)) == (3000, 2480)


def test_what_is_worked_on_outside_takes_its_lead_time_whatever_operations_say(grid_of):
    grid = grid_of([(1, 0, 0, 500, 1)], kind=net.MAKE, lead_ticks=40, hours=WEEK, supplier=0)
    assert source_ticks(grid, 0, 3) == 40
    assert begin_by(grid, 0, 3, 1000) == 960

"""How long a source takes and how many it starts, by hand."""

import numpy as np
import pytest

from tugline.network import layout as net
from tugline.state.arena import make_grid
from tugline.state.duration import source_ticks, started_for


@pytest.fixture
def grid_of():
    """Return a function from fields of a source and its operations to a network of one-minute ticks."""

    def build(operations=(), tick_seconds=60, **fields):
        source, steps = np.zeros(1, net.SOURCE), np.zeros(len(operations), net.OPERATION)
        values = {"yield_numerator": 1, "yield_denominator": 1, "operation_stop": len(operations), **fields}
        for name, value in values.items():
            source[name] = value
        for step, (number, alternative, setup, run, per) in zip(steps, operations, strict=True):
            step["step"], step["alternative"], step["setup_ticks"] = number, alternative, setup
            step["run_numerator"], step["run_denominator"] = run, per
        nothing = [np.zeros(0, kind) for kind in (net.RESOURCE, net.PARTY, net.OPEN)]
        days, terms = np.zeros(1, np.int64), np.zeros(3, np.int64)
        return make_grid(
            np.zeros(1, net.POINT), source, np.zeros(0, net.NEED), steps, *nothing, days, days, tick_seconds, terms
        )

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

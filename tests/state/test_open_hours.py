"""Work in open hours, beside a twin that looks at every tick."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tugline.network import layout as net
from tugline.network.lanes import NO_LANES
from tugline.network.layout import NEVER
from tugline.state.arena import make_grid
from tugline.state.open_hours import open_tick, usual_ticks, work_from, work_until


def grid_with(hours):
    stretches, before = np.zeros(len(hours), net.OPEN), 0
    for stretch, (start, stop) in zip(stretches, hours, strict=True):
        stretch["start"], stretch["stop"], stretch["before"] = start, stop, before
        before += stop - start
    kinds = (net.POINT, net.SOURCE, net.NEED, net.OPERATION, net.RESOURCE, net.PARTY)
    none, days = [np.zeros(0, kind) for kind in kinds], np.zeros(1, np.int64)
    rest = np.zeros(3, np.int64), *NO_LANES, np.zeros(0, net.CHOICE)
    return make_grid(*none, stretches, np.array([0, len(hours)]), days, 60, *rest)


@st.composite
def stretches(draw):
    lengths = draw(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 6)), max_size=6))
    hours, tick = [], 0
    for gap, length in lengths:
        hours.append((tick + gap, tick + gap + length))
        tick += gap + length
    return hours


def ticks_of(hours):
    return [tick for start, stop in hours for tick in range(start, stop)]


@given(hours=stretches(), tick=st.integers(0, 70), work=st.integers(1, 40))
def test_they_say_what_a_count_of_every_tick_says(hours, tick, work):
    grid, open_ticks = grid_with(hours), ticks_of(hours)
    later = [t for t in open_ticks if t >= tick]
    assert work_until(grid, 0, tick, work) == (later[work - 1] + 1 if len(later) >= work else NEVER)
    earlier = [t for t in open_ticks if t < tick]
    assert work_from(grid, 0, tick, work) == (earlier[-work] if len(earlier) >= work else -NEVER)
    assert open_tick(grid, 0, tick) == (later[0] if later else NEVER)


def test_without_a_calendar_it_is_always_open():
    grid = grid_with([])
    assert (work_until(grid, -1, 10, 5), work_from(grid, -1, 10, 5), open_tick(grid, -1, 10)) == (15, 5, 10)
    assert (usual_ticks(grid, -1, 5), usual_ticks(grid, 0, 5)) == (5, 5)


def test_closed_hours_are_spread_over_the_work():
    assert usual_ticks(grid_with([(0, 10), (30, 40)]), 0, 5) == 10, "20 of 40 ticks are open"
    assert usual_ticks(grid_with([(0, 10), (30, 41)]), 0, 1) == 2, "rounded up"

"""When a lead time has passed, beside a count of local days, of which one has 23 hours and another 25."""

from random import Random

import numpy as np
import pytest

from tests.promise.plants import Plant, Source, network_of, shop_of
from tugline.network.layout import NEVER
from tugline.promise.layout import DEMAND, GIVEN
from tugline.promise.shop import new_shop
from tugline.world.leads import lead_end


def days(luck):
    """Return the ticks with which 20 days begin, and that with which the last ends."""
    lengths = [luck.choice((24, 24, 23, 25)) for _ in range(20)]
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def expected(starts, opened, tick, lead):
    """Count days after that of a tick on which there is an open hour, and go to the same hour of the last of them."""
    day = int(np.flatnonzero(starts <= tick)[-1])
    into = tick - starts[day]
    while lead:
        day += 1
        if day >= len(starts) - 1:
            return NEVER
        lead -= bool(opened[starts[day] : starts[day + 1]].any())
    return int(starts[day] + into)


def random_stretches(luck, until):
    """Return shifts of some days, nights over midnight among them."""
    found, tick = [], luck.randrange(30)
    while tick < until - 12:
        stop = tick + luck.randint(1, 12)
        found.append((tick, stop, 0))
        tick = stop + luck.choice((1, 14, 40))
    return found


@pytest.mark.parametrize("seed", range(20))
def test_a_lead_time_in_open_days_counts_local_days_that_open(seed):
    luck = Random(seed)
    starts = days(luck)
    calendar = random_stretches(luck, int(starts[-1]))
    network = network_of(Plant(points=[[]], calendars=[calendar]))
    network.day_start = starts
    starts.setflags(write=False)
    grid = new_shop(network, np.zeros(1, np.int64), np.zeros(0, DEMAND), np.zeros(0, GIVEN), 0).grid
    opened, always = np.zeros(starts[-1], bool), np.ones(starts[-1], bool)
    for start, stop, _ in calendar:
        opened[start:stop] = True
    for _ in range(40):
        tick, lead = luck.randrange(int(starts[-1]) - 1), luck.randint(1, 9)
        assert lead_end(grid, source_with(lead, 0), tick) == max(tick + 1, expected(starts, opened, tick, lead))
        if tick < starts[10]:
            assert lead_end(grid, source_with(lead, -1), tick) == expected(starts, always, tick, lead)


def source_with(lead, calendar):
    """Return a record of a source whose lead time is in open days of a calendar."""
    source = network_of(Plant(points=[[Source("buy", lead=lead)]])).source.copy()
    source["lead_open"], source["calendar"] = 1, calendar
    return source[0]


def test_a_lead_time_that_is_elapsed_is_at_least_one_tick():
    shop = shop_of(Plant(points=[[]]))[2]
    for lead in (0, 1, 90):
        source = network_of(Plant(points=[[Source("buy", lead=lead)]])).source.copy()[0]
        assert lead_end(shop.grid, source, 7) == 7 + max(1, lead)

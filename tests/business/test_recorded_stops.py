"""How often resources failed, from words of stops: counted by hand."""

import numpy as np
import pytest

from tugline.business.recorded_stops import LEAST_STOPS, Stopped, recorded_stops
from tugline.facts.kinds import FACT, Kind
from tugline.studies.breakdowns import Breakdowns, Failing
from tugline.studies.predictive import luck_of


class Network:
    resource_names = ("saw", "press")


def stops(*words, start=0):
    rows = np.zeros(1 + len(words), FACT)
    rows["tick"][0] = start
    for row, (at, resource, down) in zip(rows[1:], words, strict=True):
        row["kind"] = int(Kind.RESOURCE_DOWN if down else Kind.RESOURCE_UP)
        row["resource"], row["occurred_at"], row["tick"] = resource + 1, at, at
    return rows


SAW = [
    (100, 0, True),
    (110, 0, False),
    (300, 0, True),
    (330, 0, False),
    (400, 0, True),
    (405, 0, False),
    (900, 0, True),
]


def test_times_between_and_in_stops_are_counted_and_one_that_goes_on_counts_by_its_time():
    found = recorded_stops(stops(*SAW, (500, 1, True), (520, 1, False)), (), 1000)
    assert found.recorded == (Stopped(0, began=4, ended=3, ran=1000 - 145, down=145),)
    assert found.few == (Stopped(1, began=1, ended=1, ran=980, down=20),)
    assert found.few[0].ended < LEAST_STOPS


def test_what_the_record_tells_stands_in_place_of_the_tables_and_only_that():
    saw, press = Failing(0, 7, 50, 5), Failing(1, 8, 60, 6)
    assert recorded_stops(stops(*SAW), (saw, press), 1000).stated == (press,)


def test_mean_times_are_drawn_around_those_recorded():
    """1 / rate of Gamma (n + 1/2): mean T / (n - 1/2); of repairs Gamma (n): mean S / (n - 1)."""
    many = [w for i in range(40) for w in ((100 * i + 50, 0, True), (100 * i + 60, 0, False))]
    found = recorded_stops(stops(*many), (), 4000)
    luck = luck_of(1)
    drawn = [found.drawn(Network(), luck)[0] for _ in range(3000)]
    assert np.mean([one.runs for one in drawn]) == pytest.approx(3600 / 39.5, rel=0.02)
    assert np.mean([one.repair for one in drawn]) == pytest.approx(400 / 39, rel=0.02)
    assert np.std([one.runs for one in drawn]) == pytest.approx(3600 / 39.5 / 38.5**0.5, rel=0.1)


def test_what_is_down_at_the_start_is_repaired_first():
    failing = (Failing(0, 7, 50, 5), Failing(1, 8, 60, 6))
    first = {}
    for row in Breakdowns(failing, 5, 1000, down={1}).until(5000):
        first.setdefault(int(row["resource"]) - 1, int(row["kind"]))
    assert first == {0: int(Kind.RESOURCE_DOWN), 1: int(Kind.RESOURCE_UP)}

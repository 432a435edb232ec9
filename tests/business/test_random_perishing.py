"""Random businesses whose goods spoil: all holds every night, and nothing is there that came too long ago."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.business.needed import read_source
from tugline.business.record import record_of
from tugline.business.study_base import base_of, founded
from tugline.engine.invariants import SENTENCES, broken
from tugline.facts.kinds import FACT
from tugline.network.compile import compile_network
from tugline.state import arena
from tugline.studies import replicate
from tugline.studies.ageing import Ageing


def spoiling(tables, luck):
    """Return tables in which all items keep for one to nine days."""
    items = {**tables["items"], "shelf_life_days": [str(luck.randint(1, 9)) for _ in tables["items"]["item"]]}
    return {**tables, "items": items}


class Watched(Ageing):
    """Counts what it is told: what came and what left by day, at every point."""

    last = None

    def __init__(self, perishing, on_hand, day_start, day):
        super().__init__(perishing, on_hand, day_start, day)
        self.perishing, self.day_start, self.first = perishing, day_start, day
        self.came = {day: on_hand.copy()}
        self.there = on_hand.copy()
        Watched.last = self

    def add(self, movements):
        super().add(movements)
        for row in movements[movements["point"] >= 0]:
            day = int(np.searchsorted(self.day_start, row["tick"], side="right")) - 1
            came = self.came.setdefault(day, np.zeros(len(self.there), np.int64))
            came[row["point"]] += max(0, row["quantity"])
            self.there[row["point"]] += row["quantity"]


class Nights:
    """Looks at the end of every day."""

    def __init__(self, base):
        self.base, self.day = base, base.day

    def read(self, state):
        assert SENTENCES[broken(state, self.base.grid)] == ""
        told, on_hand = Watched.last, arena.arrays(state)["stock"]["on_hand"]
        assert np.array_equal(told.there, on_hand), "what came less what left and what spoiled"
        for point, days in zip(told.perishing.point, told.perishing.days, strict=True):
            fresh = range(self.day - int(days) + 2, self.day + 1)
            assert on_hand[point] <= sum(int(told.came[day][point]) for day in fresh if day in told.came)
        self.day += 1

    def values(self):
        return {}


@settings(max_examples=25)
@given(seed=st.integers(0, 2**32 - 1))
def test_whatever_a_business_is_nothing_stays_longer_than_it_keeps(make, seed):
    tables = spoiling(make(seed, dirty=False).tables(), random.Random(seed))
    read = read_source(tables)
    network = compile_network(read)
    with founded(network, read) as business, pytest.MonkeyPatch.context() as patch:
        patch.setattr(replicate, "Ageing", Watched)
        record = record_of(tables, read, network, business.tabled, business.core.journal)
        first, stop = record.days(network.day_start)
        base, _ = base_of(business.core, read, first)
        assert len(base.perishing.point) == len(network.point)
        nights = Nights(base)
        policy = replicate.Policy("present", np.zeros(0, FACT), "", gauge=lambda: nights)
        replicate.run(base, policy, record.customers, 1, warm_up=0, days=stop - first)
        assert nights.day == stop

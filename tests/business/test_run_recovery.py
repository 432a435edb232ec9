"""However a run is cut, killed or opened again, the same facts give the same digest and the same books."""

import random
import time

import pytest

import tugline as tl
from tugline.business import core as core_module

END = "2014-02-10"
STOPS = ("2014-01-07", "2014-01-19T13:20", "2014-02-01")
RUN = """
import tugline as tl
from tugline.business import core

def warm():
    with tl.open(sys.argv[1]) as business:
        business.advance("2014-01-02")
    # A small tape makes many commits, so that kills fall between and inside them.
    core.TAPE_ROOM, core.SNAPSHOT_EVERY = 3000, 20000

def live():
    with tl.open(sys.argv[1], journal=sys.argv[2]) as business:
        print("open", flush=True)
        business.advance(sys.argv[3])
"""


@pytest.fixture(scope="module")
def bicycles(request):
    return request.config.rootpath / "examples" / "bicycles"


@pytest.fixture(scope="module")
def undisturbed(bicycles):
    """Return digest and balances of a run in memory, in one go."""
    with tl.open(bicycles) as business:
        business.advance(END)
        return business.digest, business.result(open_only=True).accounts


def test_a_run_in_memory_is_repeatable(bicycles, undisturbed):
    with tl.open(bicycles) as business:
        business.advance(END)
        assert business.digest == undisturbed[0]


def test_stopping_on_the_way_changes_nothing(bicycles, undisturbed):
    with tl.open(bicycles) as business:
        for stop in (*STOPS, END):
            business.advance(stop)
        assert business.digest == undisturbed[0]
        assert business.result(open_only=True).accounts == undisturbed[1]


def test_small_commits_change_nothing(bicycles, undisturbed, monkeypatch):
    monkeypatch.setattr(core_module, "TAPE_ROOM", 700)
    with tl.open(bicycles) as business:
        business.advance(END)
        assert business.digest == undisturbed[0]


@pytest.mark.parametrize("snapshot_every", [1, 10**9])
def test_opening_again_with_and_without_a_snapshot_goes_on_the_same(
    bicycles, undisturbed, tmp_path, monkeypatch, snapshot_every
):
    monkeypatch.setattr(core_module, "SNAPSHOT_EVERY", snapshot_every)
    digest = None
    for stop in (*STOPS, END):
        with tl.open(bicycles, journal=tmp_path / "journal.db") as business:
            assert digest in {None, business.digest}
            business.advance(stop)
            digest = business.digest
    with tl.open(bicycles, journal=tmp_path / "journal.db") as business:
        assert business.digest == digest == undisturbed[0]
        assert business.result(open_only=True).accounts == undisturbed[1]
        assert business.verify() == []


@pytest.mark.slow
def test_killing_a_run_at_random_moments_loses_nothing_that_matters(bicycles, undisturbed, tmp_path, lives):
    journal, luck, kills = tmp_path / "journal.db", random.Random(5), 0
    started = time.monotonic()
    with tl.open(bicycles, journal=tmp_path / "whole.db") as business:
        business.advance(END)
    whole = time.monotonic() - started
    with lives(RUN, bicycles, journal, END) as live:
        for _ in range(8):
            process = live()
            assert process.said() == "open"
            # Short enough that no machine is through before it has been killed some times.
            kills += process.kill(luck.uniform(0, whole / 10))[0]
    assert kills >= 3
    with tl.open(bicycles, journal=journal) as business:
        business.advance(END)
        assert business.digest == undisturbed[0]
        assert business.result(open_only=True).accounts == undisturbed[1]
        assert business.verify() == []


def test_running_the_same_tables_again_takes_nothing_in_twice(bicycles, tmp_path):
    for _ in range(2):
        with tl.open(bicycles, journal=tmp_path / "journal.db") as business:
            business.advance("2014-01-10")
            facts, digest = business.facts, business.digest
    with tl.open(bicycles, journal=tmp_path / "journal.db") as business:
        business.advance("2014-01-10")
        assert (business.facts, business.digest) == (facts, digest)


def test_a_snapshot_is_not_taken_for_a_network_whose_rows_have_moved(tmp_path, monkeypatch):
    monkeypatch.setattr(core_module, "SNAPSHOT_EVERY", 1)
    tables = {
        "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plain"},
        "items": {"item": ["bike"], "cost": ["100"], "price": ["200"]},
        "orders": {
            "order": ["1"],
            "customer": ["zoe"],
            "item": ["bike"],
            "quantity": ["1"],
            "ordered_at": ["2026-01-06"],
        },
    }
    with tl.open(tables, journal=tmp_path / "journal.db") as business:
        business.advance("2026-01-10")
    # A new customer whose name comes first moves every customer's row; no table but the orders says so.
    tables["orders"] = {
        "order": ["1", "2"], "customer": ["zoe", "abe"], "item": ["bike", "bike"], "quantity": ["1", "1"],
        "ordered_at": ["2026-01-06", "2026-01-11"],
    }  # fmt: skip
    with tl.open(tables, journal=tmp_path / "journal.db") as business:
        assert [promise.customer for promise in business.result().promises] == ["zoe"]
        business.advance("2026-01-12")
        assert {promise.customer for promise in business.result().promises} == {"zoe", "abe"}
        assert business.verify() == []

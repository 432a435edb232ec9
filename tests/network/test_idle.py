"""What is read and changes nothing yet is named, and only where a business says it."""

from tugline.loops.catalogue import LOOPS
from tugline.network.compile import compile_network
from tugline.network.idle import idle_cells
from tugline.network.read import read_business

BASE = {"business": {"currency": "EUR", "timezone": "UTC", "start": "2026-01-05"}, "items": {"item": ["a", "b"]}}


def read(tables):
    return read_business(tables, loop_schemas=LOOPS)


def idle(tables):
    return idle_cells(tables, compile_network(tables).clock)


def test_only_what_is_given_counts():
    sources = {
        "item": ["a", "b"], "location": ["main"] * 2, "kind": ["buy"] * 2, "fence": ["", "2d"], "penalty": ["", ""],
        "lead_time": ["1d"] * 2,
    }  # fmt: skip
    assert idle(read(BASE)) == {}
    assert idle(read({**BASE, "sources": sources})) == {"sources.fence": 1}


def test_what_levelling_goes_by_is_not_idle():
    resources = {"resource": ["press"]}
    setups = {"resource": ["press"] * 2, "from_group": ["a", "b"], "to_group": ["b", "a"], "time": ["1h", "2h"]}
    assert idle(read({**BASE, "resources": resources, "setups": setups})) == {}

"""A process that is killed while it adopts tables leaves the old ones in force, or the new ones; never half of each."""

import random

import pytest

import tugline as tl

ADOPT = """
import tugline as tl
from test_adoption_killed import tables

def adopting(journal, first):
    with tl.open(tables(first), journal=journal) as business:
        for n in range(first + 1, 10**6):
            business.adopt(tables(n))
            business.signal(tl.Order(f"K{n}", "i3", 2, business.now))
            business.advance(business.now)
            yield n

def warm():
    for n in adopting(None, 0):
        break

def live():
    first = int(open(sys.argv[2]).read())
    for n in adopting(sys.argv[1], first):
        print(n, flush=True)
"""
N = 40


def tables(n):
    """Return the n-th business: its lead times and prices differ from those of every other one."""
    names = [f"i{i}" for i in range(N)]
    return {
        "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plain"},
        "items": {"item": names, "cost": [str(10 + n % 7)] * N, "price": ["20"] * N},
        "sources": {
            "item": names, "location": ["main"] * N, "kind": ["buy"] * N, "from": ["acme"] * N,
            "lead_time": [f"{1 + n % 30}d"] * N,
        },
        "stock": {"item": names, "location": ["main"] * N, "on_hand": ["1"] * N},
    }  # fmt: skip


def in_force(journal, candidates):
    """Return which of some businesses a journal says is in force; it opens as that one and is whole."""
    found = []
    for n in candidates:
        try:
            with tl.open(tables(n), journal=journal) as business:
                assert business.verify() == []
                found.append(n)
        except tl.TuglineError as error:
            assert "are not those that are in force" in str(error)  # noqa: PT017 - one of them opens
    assert len(found) == 1
    return found[0]


@pytest.mark.slow
def test_killing_an_adoption_leaves_one_business_in_force(tmp_path, lives):
    journal, first, luck, n, killed = tmp_path / "journal.db", tmp_path / "first", random.Random(7), 0, 0
    with lives(ADOPT, journal, first) as live:
        for _ in range(6):
            first.write_text(f"{n}")
            process = live()
            assert process.said() == f"{n + 1}"
            dead, said = process.kill(luck.uniform(0, 0.4))
            killed += dead
            told = max([n + 1, *map(int, said)])
            n = in_force(journal, (told, told + 1))
    assert killed == 6
    assert n >= 6

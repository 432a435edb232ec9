"""Journals to test: every implementation of a store under the same names."""

import numpy as np
import pytest

from tugline.facts.kinds import FACT, Kind
from tugline.journal.opening import open_journal


def some_facts(n, *, seed=1, first_seq=0):
    """Return n plausible facts; numbered from `first_seq` on, 0 = not numbered."""
    luck = np.random.Generator(np.random.PCG64(seed))
    rows = np.zeros(n, FACT)
    rows["kind"] = luck.choice([int(kind) for kind in Kind], n)
    rows["tick"] = np.sort(luck.integers(0, 1 << 20, n))
    for column, high in {
        "point": 500,
        "party": 90_000,
        "reference": 1 << 20,
        "quantity": 100,
        "amount": 1 << 24,
    }.items():
        rows[column] = luck.integers(0, high, n)
    rows["amount"] -= 1 << 20
    rows["due"] = np.where(luck.random(n) < 0.1, 1 << 62, rows["tick"] + 90)
    if first_seq:
        rows["seq"] = np.arange(first_seq, first_seq + n)
    return rows


@pytest.fixture
def facts():
    return some_facts


@pytest.fixture(params=["memory", "sqlite"])
def journal(request, tmp_path):
    with open_journal(None if request.param == "memory" else tmp_path / "journal.db") as opened:
        yield opened


@pytest.fixture
def file(tmp_path):
    return tmp_path / "journal.db"

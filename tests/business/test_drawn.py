"""A study draws as many customers as its history records."""

from datetime import date

import numpy as np
import pytest

from tugline.business.drawn import drawn_finding
from tugline.facts.kinds import FACT, Kind
from tugline.studies.customers import History
from tugline.studies.twin import REPRODUCED

START = date(2026, 3, 2)
DAY_START = np.arange(3000) * 1440


def history(per_day):
    day = np.repeat(np.arange(-len(per_day), 0), per_day)
    rows = np.zeros(2 * len(day), FACT)
    rows["kind"], rows["quantity"], rows["lot"], rows["point"] = int(Kind.ORDER_PLACED), 1, 1, 1
    return History(rows, np.arange(len(day) + 1) * 2, day, (-len(per_day), 0), 0)


def test_as_many_lines_come_as_were_recorded_in_the_last_year():
    """Orders of two lines: long ago two a day; two hundred in the first half of the last year, forty in the other."""
    wanted = (182 * 200 + 183 * 40) / 365
    (found,) = drawn_finding(history(np.array([1] * 365 + [100] * 182 + [20] * 183)), START, DAY_START, 0, 1)
    assert (found.recorded, found.n) == (pytest.approx(wanted), 182 * 200 + 183 * 40)
    (found,) = drawn_finding(history(np.array([100] * 182 + [20] * 183)), START, DAY_START, 0, 1)
    assert (found.verdict, found.twin) == (REPRODUCED, pytest.approx(wanted, rel=0.05))
    assert "recorded 2025-03-02 to 2026-03-01" in found.note


def test_with_less_than_a_year_the_whole_history_is_the_measure():
    (found,) = drawn_finding(history(np.full(60, 5)), START, DAY_START, 0, 1)
    assert (found.recorded, found.n) == (10, 600)
    assert found.twin == pytest.approx(10, rel=0.1)

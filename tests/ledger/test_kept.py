"""Dates that customers were promised, and how they were kept."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tugline.errors import UsageError
from tugline.facts.kinds import NEVER
from tugline.ledger.service import measure_kept, measure_service


def column(*values: int) -> np.ndarray:
    return np.array(values, np.int64)


def test_five_lines_worked_by_hand() -> None:
    """In time, late, not there though promised, promised for later, promised nothing; a cancelled one is none."""
    kept = measure_kept(
        column(5, 9, NEVER, NEVER, 3, 3), column(1, 1, 1, 1, 1, 0), column(5, 8, 8, 30, NEVER, 2), as_of_tick=20
    )
    assert (kept.lines, kept.due_lines, kept.on_time_lines) == (4, 3, 1)
    assert (kept.share, kept.why_missing) == (1 / 3, "")


@pytest.mark.parametrize(
    ("promised", "why"), [(NEVER, "no line was promised a date"), (21, "no date that was promised has come")]
)
def test_without_a_date_that_has_come_the_share_is_not_known_and_says_why(promised: int, why: str) -> None:
    kept = measure_kept(column(3), column(1), column(promised), as_of_tick=20)
    assert (kept.share, kept.why_missing) == (None, why)


def test_arrays_of_different_lengths_are_refused() -> None:
    with pytest.raises(UsageError, match="expected one length for all"):
        measure_kept(column(1), column(1, 1), column(1), as_of_tick=3)


@given(
    st.lists(st.tuples(st.integers(0, 50) | st.just(NEVER), st.integers(0, 3), st.integers(0, 60))), st.integers(0, 70)
)
def test_a_promise_of_the_wanted_date_is_kept_as_often_as_the_wanted_date(
    lines: list[tuple[int, int, int]], as_of: int
) -> None:
    delivered, quantity, wanted = np.array(lines, np.int64).reshape(-1, 3).T
    ordered = np.zeros(len(lines), np.int64)
    service = measure_service(ordered, delivered, quantity, wanted, as_of_tick=as_of)
    assert measure_kept(delivered, quantity, wanted, as_of_tick=as_of).share == service.on_time_share

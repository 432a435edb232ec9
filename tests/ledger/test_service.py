import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.errors import UsageError
from tugline.facts.kinds import NEVER
from tugline.ledger.service import measure_service


def column(*values: int) -> np.ndarray:
    return np.array(values, np.int64)


def test_four_lines_worked_by_hand() -> None:
    # Line 0 in 3 ticks and in time, line 1 in 8 and late, line 2 not there yet though due, line 3 wanted later.
    service = measure_service(
        column(0, 2, 4, 6), column(3, 10, NEVER, NEVER), column(5, 1, 2, 9), column(5, 8, 9, 50), as_of_tick=20
    )

    assert (service.lines, service.delivered_lines, service.due_lines) == (4, 2, 3)
    assert (service.p50_ticks, service.p95_ticks) == (3, 8)
    assert service.on_time_share == service.fill_rate == 1 / 3
    assert service.in_full_share == 2 / 3
    assert service.why_missing == ""


def test_parts_in_time_count_for_the_fill_rate_but_not_for_on_time() -> None:
    service = measure_service(
        column(0, 0), column(9, 3), column(4, 1), column(5, 5), as_of_tick=20, in_time=column(3, 1)
    )

    assert service.on_time_share == 0.5
    assert service.fill_rate == (3 / 4 + 1) / 2


def test_percentiles_are_ranks_that_really_occurred() -> None:
    n = 100
    service = measure_service(
        np.zeros(n, np.int64), np.arange(1, n + 1), np.ones(n, np.int64), np.full(n, NEVER), as_of_tick=1000
    )

    assert (service.p50_ticks, service.p95_ticks) == (50, 95)
    assert service.on_time_share is None
    assert service.why_missing == "no line named a date that has come"


def test_what_has_not_happened_yet_does_not_count() -> None:
    service = measure_service(column(0), column(9), column(1), column(20), as_of_tick=8)

    assert (service.delivered_lines, service.p50_ticks, service.on_time_share) == (0, None, None)
    assert service.why_missing == "no line is delivered yet; no line named a date that has come"


def test_cancelled_lines_are_left_out_and_no_lines_say_so() -> None:
    service = measure_service(column(0), column(NEVER), column(0), column(3), as_of_tick=8)

    assert (service.lines, service.due_lines, service.fill_rate) == (0, 0, None)


def test_arrays_of_unlike_lengths_and_lines_that_came_before_they_were_ordered_are_refused() -> None:
    with pytest.raises(UsageError, match="lengths"):
        measure_service(column(0, 1), column(1), column(1), column(1), as_of_tick=3)
    with pytest.raises(UsageError, match="arrived 2 ticks before it was ordered"):
        measure_service(column(5), column(3), column(1), column(9), as_of_tick=9)


LINES = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.booleans(), st.integers(0, 30)), max_size=30)


@settings(deadline=None, max_examples=80)
@given(LINES, st.integers(0, 40))
def test_service_equals_a_count_line_by_line(lines: list[tuple[int, int, bool, int]], now: int) -> None:
    ordered = np.array([line[0] for line in lines], np.int64)
    arrived = np.array([line[0] + line[1] if line[2] else NEVER for line in lines], np.int64)
    wanted = np.array([line[3] for line in lines], np.int64)
    service = measure_service(ordered, arrived, np.ones(len(lines), np.int64), wanted, as_of_tick=now)

    times = sorted(line[1] for line in lines if line[2] and line[0] + line[1] <= now)
    due = [line for line in lines if line[3] <= now]
    on_time = [line for line in due if line[2] and line[0] + line[1] <= min(line[3], now)]
    assert (service.delivered_lines, service.due_lines) == (len(times), len(due))
    assert service.on_time_share == (len(on_time) / len(due) if due else None)
    for percent, found in ((50, service.p50_ticks), (95, service.p95_ticks)):
        # The smallest time by which at least that share of the lines had come.
        assert found == next((t for t in times if sum(u <= t for u in times) * 100 >= percent * len(times)), None)

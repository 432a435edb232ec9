"""What became of order lines: as they were placed, changed, cancelled and delivered."""

import numpy as np
import pytest

from tugline.facts.kinds import FACT, Kind
from tugline.studies.watch import Waits, Watch


def seen(*told):
    """Lines of facts (seq, kind, tick, reference, quantity, due)."""
    rows = np.zeros(len(told), FACT)
    for row, (seq, kind, tick, reference, quantity, due) in zip(rows, told, strict=True):
        row["seq"], row["kind"], row["tick"], row["occurred_at"] = seq, int(kind), tick, tick
        row["reference"], row["quantity"], row["due"] = reference, quantity, due
    watch = Watch(0)
    watch.add(rows)
    return watch.lines()


PLACED = (1, Kind.ORDER_PLACED, 10, 0, 5, 30)


def test_a_line_that_was_cancelled_before_anything_came_is_none():
    lines = seen(PLACED, (2, Kind.ORDER_CANCELLED, 12, 1, 0, 0))
    assert lines.service(100).lines == 0
    assert len(lines.waits(100, 1).days) == 0


def test_of_a_line_that_was_cancelled_later_what_came_counts():
    lines = seen(PLACED, (2, Kind.DELIVERED, 20, 1, 3, 0), (3, Kind.ORDER_CANCELLED, 25, 1, 0, 0))
    service = lines.service(100)
    assert (service.lines, service.on_time_share) == (1, 1.0)
    assert lines.waits(100, 1).days.tolist() == [10]


def test_a_changed_line_is_wanted_as_it_was_changed_last():
    lines = seen(
        PLACED, (2, Kind.ORDER_CHANGED, 12, 1, 8, 40), (3, Kind.ORDER_CHANGED, 13, 1, 6, 50),
        (4, Kind.DELIVERED, 45, 1, 6, 0),
    )  # fmt: skip
    assert (lines.quantity.tolist(), lines.wanted.tolist()) == ([6], [50])
    assert lines.service(100).on_time_share == 1.0


def test_changes_of_lines_that_are_not_watched_change_nothing():
    lines = seen(PLACED, (2, Kind.ORDER_CANCELLED, 12, 77, 0, 0))
    assert lines.quantity.tolist() == [5]


@pytest.mark.parametrize(("percent", "days"), [(1, 1), (20, 1), (21, 2), (50, 3), (95, 5), (100, 5)])
def test_most_lines_take_the_days_of_one_of_them(percent, days):
    waits = Waits(np.array([5.0, 1.0, 3.0, 2.0, 4.0]), np.ones(5, bool))
    assert waits.of_most(percent) == days
    assert Waits(np.zeros(0), np.zeros(0, bool)).of_most(percent) is None


def test_what_is_asked_of_a_source_at_one_time_is_one_order():
    """Three of source 1 at tick 20, cut by its maximum, one at 21; source 2 at 20; one begun before the window."""
    facts = np.zeros(8, FACT)
    facts["kind"] = int(Kind.PULL_PLACED)
    facts["reference"] = 1, 2, 3, 4, 5, 6, 7, 6
    facts["source"] = 1, 1, 1, 1, 2, 1, 0, 1
    facts["tick"] = 20, 20, 20, 21, 20, 5, 20, 30
    watch = Watch(10)
    watch.add(facts)
    assert watch.orders(np.array([100, 7])) == (4, 207)
    assert watch.orders(None) == (4, 0)

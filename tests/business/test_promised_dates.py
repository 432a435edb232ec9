"""On time is measured against wanted, first promised and last promised dates, as the journal has them."""

from types import SimpleNamespace

import numpy as np

from tugline.business.promised_dates import promised_dates
from tugline.facts.kinds import FACT, NEVER, Kind


def facts(*rows):
    """Return facts (seq, kind, reference, due)."""
    found = np.zeros(len(rows), FACT)
    for row, (seq, kind, reference, due) in zip(found, rows, strict=True):
        row["seq"], row["kind"], row["reference"], row["due"] = seq, int(kind), reference, due
    return found


def dates(told, delivered, complete):
    lines = facts(*((seq, Kind.ORDER_PLACED, 0, 0) for seq in (1, 2, 3, 4)))
    history = SimpleNamespace(orders=lines, promised=told, delivered=delivered)
    found = promised_dates(history, np.array(complete))
    return found.first.tolist(), found.last.tolist()


def test_the_first_and_the_last_date_before_delivery_count():
    """Line 1 was moved twice, line 2 once after it was there, line 3 after a part of it; line 4 was told nothing."""
    told = facts(
        (10, Kind.PROMISE_MADE, 1, 100), (11, Kind.PROMISE_MADE, 2, 200), (12, Kind.PROMISE_CHANGED, 1, 130),
        (13, Kind.PROMISE_CHANGED, 1, 120), (14, Kind.PROMISE_MADE, 3, 300), (22, Kind.PROMISE_CHANGED, 2, 250),
        (23, Kind.PROMISE_CHANGED, 3, 350),
    )  # fmt: skip
    delivered = facts((20, Kind.DELIVERED, 2, 0), (21, Kind.DELIVERED, 3, 0))
    first, last = dates(told, delivered, [False, True, False, False])
    assert first == [100, 200, 300, NEVER]
    assert last == [120, 200, 350, NEVER]


def test_what_is_said_of_other_lines_is_not_taken_for_one_of_these():
    assert dates(facts((10, Kind.PROMISE_MADE, 9, 100)), facts(), [False] * 4) == ([NEVER] * 4, [NEVER] * 4)


def test_a_date_that_was_first_named_after_delivery_promises_nothing():
    told = facts((30, Kind.PROMISE_MADE, 1, 100))
    assert dates(told, facts((20, Kind.DELIVERED, 1, 0)), [True, False, False, False])[0] == [NEVER] * 4

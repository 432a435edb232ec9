"""`check` says before a run which orders pass a limit, and a run then puts just those into quarantine."""

import copy

import tugline as tl
from tests.business.test_order_limits import TABLES, orders
from tugline.business.checking import examine


def test_orders_over_a_limit_are_told_with_the_words_of_the_run():
    rows = orders(
        ("A", "ann", "console", 2, 5), ("B", "ann", "bundle", 1, 6), ("C", "bob", "game", 99, 6),
        ("D", "", "console", 3, 7), ("E", "school", "console", 10, 7), ("F", "ann", "game", 5, 8),
    )  # fmt: skip
    rows["cancelled_at"] = ["", "", "", "", "", ""]
    tables = {**copy.deepcopy(TABLES), "orders": rows}
    told = [(doubt.value, doubt.why) for doubt in examine(tables).doubts if doubt.quarantined]
    with tl.open(tables) as business:
        business.advance()
        assert told == [(row.content["row"].split()[-1], row.why) for row in business.quarantined()]
    assert [value for value, _ in told] == ["B", "D", "F"]


def test_what_is_cancelled_before_makes_room():
    rows = {**orders(("A", "ann", "console", 2, 5), ("B", "ann", "console", 2, 7)), "cancelled_at": ["2026-01-06", ""]}
    assert [doubt for doubt in examine({**copy.deepcopy(TABLES), "orders": rows}).doubts if doubt.quarantined] == []

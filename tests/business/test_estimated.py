"""What a row of the loops table leaves open is estimated, and said with what it was estimated from."""

import pytest

import tugline as tl
from tugline.business.checking import examine

TABLES = {
    "business": {"name": "shop", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["X"], "cost": ["2"]},
    "sources": [{"item": "X", "location": "main", "kind": "buy", "from": "acme", "lead_time": "10d", "unit_cost": "2"}],
    "stock": [{"item": "X", "location": "main", "on_hand": "9"}],
}
UNUSED = "and nobody used any before the start"
LEAD = "what its lead time of 10 days uses"


def loop(name, **parameters):
    return {**TABLES, "loops": [{"item": "X", "location": "main", "loop": name, **parameters}]}


CASES = {
    "reorder": (loop("reorder", point="5"), {"quantity": f"1 (a week's use, {UNUSED})"}),
    "min_max": (
        loop("min_max"),
        {"min": f"1 ({LEAD}, {UNUSED})", "max": f"2 (a week's use above the minimum, {UNUSED})"},
    ),
    "base_stock": (loop("base_stock"), {"level": f"1 (what 11 days use, its lead time and a day, {UNUSED})"}),
    "kanban": (
        loop("kanban"),
        {
            "mode": "one_card (the table names none)",
            "container": f"1 (a day's use, in whole lots of its source, {UNUSED})",
            "cards": f"1 (by the formula for its mode, with a lead time of 10 days, {UNUSED})",
        },
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_check_the_reason_of_the_loop_and_the_report_say_what_was_taken(name):
    tables, taken = CASES[name]
    expected = [(f"{name} {parameter}", "X at main", told) for parameter, told in taken.items()]
    assert examine(tables).defaults == expected
    with tl.open(tables) as business:
        result = business.result()
    assert result.defaults == expected
    said = "; ".join(f"{parameter} {told}" for parameter, told in taken.items())
    assert result.loops[0].why == f"line 2 of the loops table; {said}"


def test_what_was_used_before_the_start_is_named():
    past = [{"order": "A", "item": "X", "quantity": "61", "ordered_at": "2025-11-05", "wanted_at": "2025-11-15"}]
    # 61 in the 61 days from the first order on.
    (taken,) = examine({**loop("reorder", point="5"), "orders": past}).defaults
    assert taken.value.startswith("7 (a week's use, 1 a day used (variance ")


def test_nothing_is_said_where_the_row_says_all():
    assert examine(loop("reorder", point="5", quantity="3")).defaults == []

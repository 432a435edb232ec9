"""Numbers, dates and problems as people read them."""

import pytest

from tugline.business.doubts import Doubt
from tugline.errors import Problem, sentences
from tugline.report import texts
from tugline.report.json import problems_json
from tugline.report.problems import default_lines, doubt_lines
from tugline.units.quantity import format_number


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (12345.0, "12,345"), (0.5, "0.5"), (1234.5678, "1,234.568"), (-2.0, "-2"), (0.0004, "0")],
)
def test_a_number_has_no_needless_decimals(value, shown):
    assert format_number(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (950, "950"),
        (12_340, "12.3k"),
        (1_230_000, "1.23M"),
        (2e9, "2G"),
        (-5e6, "-5M"),
        (0, "0"),
        (999.6, "1k"),
        (2.5, "2.5"),
    ],
)
def test_an_axis_shows_three_digits(value, shown):
    assert texts.brief_money(value) == shown


@pytest.mark.parametrize(
    ("days", "shown"),
    [(0, ""), (0.01, "1 h late"), (0.5, "12 h late"), (0.999, "23 h late"), (1.0, "1 d late"), (13.9, "13 d late")],
)
def test_what_is_late_says_by_how_much(days, shown):
    assert texts.late(days) == shown


@pytest.mark.parametrize(
    ("days", "shown"), [(1, "1 day"), (12.0, "12 days"), (132.65, "132.7 days"), (-3.5, "-3.5 days")]
)
def test_days_are_said_in_words(days, shown):
    assert texts.days(days) == shown


def problem(row, value="x"):
    return Problem("reference.unknown", "boms", row, "item", value, "an item", "bench?")


def test_the_same_mistake_on_many_lines_is_told_once():
    said = sentences([problem(3), problem(9, "y"), problem(5), problem(7)])
    assert said == [
        "boms lines 3, 5 and 7, item: 'x'; expected an item. Maybe bench? [reference.unknown]",
        "boms line 9, item: 'y'; expected an item. Maybe bench? [reference.unknown]",
    ]


def test_a_mistake_on_very_many_lines_names_some_and_counts_all():
    (said,) = sentences([problem(row) for row in range(2, 1002)])
    assert said.startswith("boms lines 2, 3, 4, 5, 6, 7 … (1,000 lines), item:")


def test_the_document_of_a_check_holds_every_line():
    idle, doubts = {"sources.fence": 2}, [Doubt("events", 7, "counted tent", "no item", quarantined=True)]
    document = problems_json([problem(3), problem(5)], [("stock", "A at main", "unknown")], idle, doubts)
    assert document.count(b'"row"') == 3
    assert (
        b'"doubts":[{"table":"events","row":7,"value":"counted tent","why":"no item","quarantined":true}]' in document
    )
    assert b'"defaults":[["stock","A at main","unknown"]],"idle":{"sources.fence":2}' in document


def test_doubts_stand_under_their_heading_and_the_same_reason_once():
    rows = [Doubt("events", n, f"counted {n}", "no item", quarantined=n > 3) for n in (2, 5, 3, 7, 9)]
    alone = Doubt("orders", 4, "B", "no point", quarantined=True)
    assert list(doubt_lines([*rows, alone])) == [
        "rows that a run would put in quarantine:",
        "  events lines 5, 7 and 9: no item",
        "  orders line 4: B: no point",
        "rows that a run takes as they are, and that may be a mistake:",
        "  events lines 2 and 3: no item",
    ]


def test_defaults_are_counted_by_what_is_taken_and_one_alone_is_named():
    taken = [("stock", "A", "0"), ("cost", "A", "1"), ("stock", "B", "0")]
    assert default_lines(taken) == ["2 × stock: 0", "cost of A: 1"]

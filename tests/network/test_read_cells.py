"""Every kind of cell: how it is held, and each way in which it can be wrong."""

from datetime import UTC, date, datetime

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.errors import InvalidBusinessError
from tugline.network.decimals import scaled
from tugline.network.faults import Fault
from tugline.network.read import read_business
from tugline.network.tables import MISSING
from tugline.units.quantity import parse_scaled

SETTINGS = {"currency": "EUR", "timezone": "Europe/Berlin", "start": "2024-01-01"}
ITEM = {"item": "pen"}
SOURCE = {"item": "pen", "location": "a", "kind": "buy"}
ORDER = {"order": "1", "item": "pen", "quantity": "1", "ordered_at": "2024-01-01"}
OPERATION = {"item": "pen", "step": "1", "resource": "r", "run_time": "1min"}
ROWS = {
    "items": ITEM,
    "sources": SOURCE,
    "orders": ORDER,
    "operations": OPERATION,
    "calendars": {"calendar": "c", "weekday": "mon"},
    "boms": {"item": "pen", "component": "pen", "quantity": "1"},
    "balances": {"account": "cash", "amount": "1"},
    "options": {"item": "pen", "group": "g", "option": "o"},
    "suppliers": {"supplier": "s"},
    "sales": {"sold_at": "2024-01-01", "item": "pen", "quantity": "1"},
    "subscriptions": {"customer": "c", "item": "pen", "quantity": 1, "every": "7d", "starts_at": "2024-01-01"},
}


def read(table, column, text, *, decimals=0):
    """Return one table with one cell changed."""
    items = [{**ITEM, "decimals": decimals}]
    tables = {"business": SETTINGS, "items": items, table: [{**ROWS[table], column: text}]}
    return read_business(tables, loop_schemas={})[table]


def epoch(*parts):
    return int(datetime(*parts, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("table", "column", "text", "value"),
    [
        ("items", "cost", "12.3456", 123_456),
        ("items", "decimals", "3", 3),
        ("items", "tracked", "Yes", 1),
        ("items", "tracked", "false", 0),
        ("items", "shelf_life_days", "30", 30),
        ("items", "on_sale_at", "2024-07-01", epoch(2024, 6, 30, 22)),
        ("items", "on_sale_at", "2024-07-01T06:30Z", epoch(2024, 7, 1, 6, 30)),
        ("items", "on_sale_at", "2024-07-01 06:30:15.9", epoch(2024, 7, 1, 4, 30, 15)),
        ("items", "on_sale_at", "2024-03-31T02:30", epoch(2024, 3, 31, 1)),
        ("items", "on_sale_at", "2024-10-27T02:30", epoch(2024, 10, 27, 0, 30)),
        ("sources", "kind", "drop", 3),
        ("sources", "share", "0.25", 250_000),
        ("sources", "valid_from", "2024-02-29", date(2024, 2, 29).toordinal()),
        ("sources", "valid_from", "2024-02-29 00:00:00", date(2024, 2, 29).toordinal()),
        ("orders", "quantity", "2.00", 2),
        ("orders", "status", "open", 1),
        ("calendars", "opens", "6:30", 390),
        ("calendars", "closes", "24:00", 1440),
        ("balances", "amount", "-12.5", -1250),
        ("options", "price_delta", "-1", -10_000),
        ("suppliers", "latitude", "-33.865143", -33_865_143),
    ],
)
def test_cells_become_integers(table, column, text, value):
    assert read(table, column, text)[column].tolist() == [value]


def test_quantities_are_in_the_items_smallest_unit():
    assert read("orders", "quantity", "1.5", decimals=1)["quantity"].tolist() == [15]
    assert read("orders", "quantity", "1.5", decimals=3)["quantity"].tolist() == [1500]


@pytest.mark.parametrize(
    ("text", "seconds", "days"),
    [("5d", 432_000, 5), ("2w", 1_209_600, 14), ("90min", 5400, MISSING), ("", MISSING, MISSING)],
)
def test_durations_keep_whole_days(text, seconds, days):
    cells = read("sources", "lead_time", text)["lead_time"]
    assert (cells.seconds.tolist(), cells.days.tolist()) == ([seconds], [days])


@pytest.mark.parametrize(("text", "ratio"), [("2", (2, 1)), ("0.25", (1, 4)), ("1/3", (1, 3)), ("10 / 4", (5, 2))])
def test_ratios_are_exact(text, ratio):
    cells = read("boms", "quantity", text)["quantity"]
    assert (int(cells.numerator[0]), int(cells.denominator[0])) == ratio


def test_a_ratio_that_is_not_given_has_a_denominator_all_the_same():
    cells = read("sources", "unit_factor", "")["unit_factor"]
    assert (int(cells.numerator[0]), int(cells.denominator[0])) == (MISSING, 1)


def test_a_run_time_may_be_a_fraction_of_a_second():
    cells = read("operations", "run_time", "0.01min")["run_time"]
    assert (int(cells.numerator[0]), int(cells.denominator[0])) == (3, 5)


@pytest.mark.parametrize(
    ("table", "column", "text", "code", "hint"),
    [
        ("items", "cost", "dear", "cell.number", ""),
        ("items", "cost", "1,5", "cell.number", "1.5?"),
        ("items", "cost", "1,500", "cell.number", "1500?"),
        ("items", "cost", "1.234,50", "cell.number", "1234.50?"),
        ("items", "cost", "1e3", "cell.number", ""),
        ("items", "cost", "0.00001", "cell.decimals", ""),
        ("items", "cost", "-1", "cell.negative", ""),
        ("items", "cost", "10000000001", "cell.range", ""),
        ("items", "cost", "9" * 40, "cell.range", ""),
        ("items", "cost", "-" + "9" * 40, "cell.negative", ""),
        ("items", "decimals", "4", "cell.range", ""),
        ("items", "decimals", "1.5", "cell.number", ""),
        ("items", "tracked", "maybe", "cell.flag", ""),
        ("items", "shelf_life_days", "0", "cell.range", ""),
        ("items", "on_sale_at", "1.2.2024", "cell.moment", "2024-02-01?"),
        ("items", "on_sale_at", "2024-02-30", "cell.moment", ""),
        ("items", "on_sale_at", "2024-02-01T25:00", "cell.moment", ""),
        ("items", "on_sale_at", "0999-01-01", "cell.moment", ""),
        ("items", "unit", "a\tb", "cell.name", "a text on one line?"),
        ("sources", "kind", "Buy", "cell.choice", "'buy'?"),
        ("sources", "kind", "mov", "cell.choice", "'move'?"),
        ("sources", "share", "25", "cell.range", "0.25?"),
        ("sources", "share", "25%", "cell.number", "0.25?"),
        ("sources", "lead_time", "5", "cell.duration", "5min, 5h or 5d?"),
        ("sources", "lead_time", "5 days", "cell.duration", "5d?"),
        ("sources", "lead_time", "90m", "cell.duration", "90min?"),
        ("sources", "lead_time", "soon", "cell.duration", ""),
        ("sources", "lead_time", "-5d", "cell.negative", ""),
        ("sources", "lead_time", "200000d", "cell.range", ""),
        ("sources", "valid_from", "2024-02-30", "cell.date", ""),
        ("sources", "valid_from", "2024-02-01T06:00", "cell.date", ""),
        ("sources", "valid_from", "3/4/2024", "cell.date", "2024-03-04 or 2024-04-03?"),
        ("sources", "valid_from", "13/4/2024", "cell.date", "2024-04-13?"),
        ("sources", "unit_factor", "1/0", "cell.number", ""),
        ("sources", "unit_factor", "1/2/3", "cell.number", ""),
        ("sources", "unit_factor", "-2", "cell.negative", ""),
        ("sources", "unit_factor", "0.0000000000001", "cell.range", ""),
        ("orders", "quantity", "1.5", "cell.decimals", "more decimals in items?"),
        ("orders", "quantity", "1.2345", "cell.decimals", ""),
        ("orders", "quantity", "-1", "cell.negative", ""),
        ("orders", "quantity", "1000000000000001", "cell.range", ""),
        ("orders", "priority", "0", "cell.range", ""),
        ("orders", "quantity", "", "cell.missing", ""),
        ("sales", "quantity", "0", "cell.range", ""),
        ("subscriptions", "every", "0d", "cell.range", ""),
        ("calendars", "opens", "25:00", "cell.time", ""),
        ("calendars", "opens", "6:61", "cell.time", ""),
        ("calendars", "opens", "6", "cell.time", ""),
        ("calendars", "weekday", "", "cell.missing", ""),
        ("calendars", "weekday", "monday", "cell.choice", "'mon'?"),
        ("operations", "run_time", "0.0000000000001s", "cell.range", ""),
        ("operations", "run_time", "fast", "cell.duration", ""),
        ("suppliers", "latitude", "91", "cell.range", ""),
    ],
)
def test_each_wrong_cell_has_its_code_and_a_guess(table, column, text, code, hint):
    with pytest.raises(InvalidBusinessError) as caught:
        read(table, column, text)
    (problem,) = caught.value.problems
    place = "weekday or date" if column == "weekday" and not text else column
    assert (problem.code, problem.table, problem.row, problem.column) == (code, table, 2, place)
    assert problem.value == text
    assert problem.hint == hint
    assert problem.expected


def test_every_fault_can_happen_and_is_tested_above():
    marks = test_each_wrong_cell_has_its_code_and_a_guess.pytestmark[0].args[1]
    assert {code for *_, code, _ in marks} == {f"cell.{fault.name.lower()}" for fault in Fault if fault} | {
        "cell.missing"
    }


def test_quantities_of_unknown_items_wait_in_thousandths():
    tables = {"business": SETTINGS, "items": [ITEM], "orders": [{**ORDER, "item": "quill", "quantity": "1.5"}]}
    orders = read_business(tables, loop_schemas={})["orders"]
    assert orders.unknown_item.tolist() == [True]
    assert orders["quantity"].tolist() == [1500]


def test_choices_can_be_asked_for_by_their_word():
    assert read("orders", "status", "quote").is_choice("status", "quote").tolist() == [True]
    assert read("orders", "status", "").is_choice("status", "quote").tolist() == [False]


@given(st.lists(st.from_regex(r"\A[+-]?[0-9]{0,19}(\.[0-9]{0,8})?(e3)?\Z"), min_size=1, max_size=20), st.integers(0, 6))
@settings(deadline=None)
def test_decimals_read_in_one_stroke_are_those_read_one_by_one(texts, decimals):
    numbers, faults = scaled(pa.array(texts), decimals)
    for text, number, fault in zip(texts, numbers.tolist(), faults.tolist(), strict=True):
        try:
            value = parse_scaled(text, decimals)
        except ValueError:
            assert fault in {Fault.NUMBER, Fault.DECIMALS}
            continue
        assert fault in ({Fault.NONE} if abs(value) < 10**18 else {Fault.RANGE, Fault.NEGATIVE})
        assert fault or number == value


def test_a_slice_of_texts_is_read_from_its_own_beginning():
    numbers, faults = scaled(pa.array(["1", "2.5", "3"]).slice(1), 1)
    assert (numbers.tolist(), faults.any()) == ([25, 30], np.False_)

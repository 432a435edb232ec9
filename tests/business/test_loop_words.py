"""Parameters of loops are shown as the `loops` table writes them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tugline as tl
from tugline.business.loop_table import review_code
from tugline.business.loop_words import review_text
from tugline.report.json import result_json
from tugline.report.stock_lists import loops_listing

WRITTEN = {
    "bolt": {"loop": "base_stock", "level": 20, "review": "mon,thu 18:00", "display": 2},
    "nut": {"loop": "base_stock", "level": 20, "review": "daily"},
    "washer": {"loop": "reorder", "point": 5, "quantity": 12.5, "review": "36h"},
    "rivet": {"loop": "min_max", "min": 5, "max": 50, "review": "7d", "approval": 1},
    "screw": {"loop": "kanban", "cards": 3, "container": 10, "mode": "withdrawal", "return_when": "empty"},
    "nail": {"loop": "kanban", "cards": 2, "container": 10, "mode": "one_card", "return_when": "first"},
    "frame": {"loop": "to_order", "room": 4},
}


@pytest.fixture(scope="module")
def result():
    tables = {
        "business": {"name": "shop", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plain"},
        "items": [{"item": item, "decimals": "1"} for item in WRITTEN],
        "sources": [{"item": item, "location": "main", "kind": "buy", "from": "acme"} for item in WRITTEN],
        "loops": [
            {"item": item, "location": "main", **{name: str(value) for name, value in row.items()}}
            for item, row in WRITTEN.items()
        ],
    }
    with tl.open(tables) as business:
        business.advance("2026-01-05")
        yield business.result()


@pytest.mark.parametrize("item", WRITTEN)
def test_the_json_of_a_run_says_what_the_table_says(result, item):
    loop = next(loop for loop in json.loads(result_json(result))["loops"] if loop["item"] == item)
    stated = {name: value for name, value in WRITTEN[item].items() if name != "loop"}
    assert (loop["loop"], loop["parameters"]) == (WRITTEN[item]["loop"], stated)


def test_the_list_of_loops_says_so_too(result):
    shown = {row[0].text: row[3].text for row in loops_listing(result, 100).rows}
    assert shown["bolt"] == "level 20, review mon,thu 18:00, display 2"
    assert shown["screw"] == "cards 3, container 10, mode withdrawal, return_when empty"


def test_the_fact_that_sets_a_parameter_says_so_too(result):
    with tl.open({
        "business": {"name": "shop", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plain"},
        "items": [{"item": "bolt"}], "sources": [{"item": "bolt", "location": "main", "kind": "buy"}],
        "loops": [{"item": "bolt", "location": "main", "loop": "base_stock", "level": "20", "review": "mon,thu 18:00"}],
    }) as business:  # fmt: skip
        told = [business.explain(f"F{seq}").splitlines()[0] for seq in range(1, business.facts + 1)]
    assert "F3 2026-01-05 00:00 parameter set review mon,thu 18:00 of bolt at main" in told
    assert any(line.endswith("parameter set loop base_stock of bolt at main") for line in told)


@given(st.integers(1, 127), st.integers(0, 1439), st.sampled_from([1, 60, 3600, 86_400]))
def test_a_review_by_weekdays_is_read_back_as_it_is_shown(days, minute, tick_seconds):
    code = -(days + 128 * minute)
    assert review_code(review_text(code, tick_seconds), tick_seconds) == code


@given(st.integers(0, 10_000), st.sampled_from([1, 60, 3600, 86_400]))
def test_a_review_by_duration_is_read_back_as_it_is_shown(code, tick_seconds):
    assert review_code(review_text(code, tick_seconds), tick_seconds) == code

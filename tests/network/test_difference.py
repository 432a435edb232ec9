"""The content of a network: its hash, what of it changed, and the way back from a journal."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tugline.errors import StorageError
from tugline.network.canonical import canonical, unpack
from tugline.network.columns import Column
from tugline.network.compile import compile_network
from tugline.network.difference import Change, difference, restore
from tugline.network.read import read_business
from tugline.network.schema import SCHEMA

SETTINGS = {"name": "test", "currency": "EUR", "timezone": "Europe/Berlin", "start": "2024-01-01"}
LOOPS = {"base_stock": (Column("level", "quantity", "x"), Column("review", "review", "x"))}
TABLES = {
    "items": [
        {"item": "pen", "cost": "1.25", "on_sale_at": "2024-03-31T03:30", "tracked": "yes", "shelf_life_days": "9"},
        {"item": "ink", "decimals": "2", "family": "wet", "name": "blue\nink"},
    ],
    "locations": [
        {"location": "shop", "latitude": "-33.86"}, {"location": "plant", "calendar": "early"}, {"location": "hall"}
    ],
    "sources": [
        {"item": "ink", "location": "plant", "kind": "buy", "from": "acme", "minimum": "1.5", "lead_time": "5d",
         "unit_factor": "1/3", "valid_from": "2024-01-01", "share": "0.25", "currency": "USD"},
        {"item": "pen", "location": "plant", "kind": "make", "lead_time": "24h", "fence": "90s"},
    ],
    "boms": [{"item": "pen", "component": "ink", "quantity": q} for q in ("0.125", "0.125", "1/7")],
    "operations": [{"item": "pen", "step": "1", "resource": "bench", "run_time": "0.1s", "setup_time": "90min"}],
    "resources": [{"resource": "bench", "kind": "person", "units": "2"}],
    "setups": [{"resource": "bench", "from_group": "a", "to_group": "b", "time": "0d"}],
    "suppliers": [{"supplier": "acme", "minimum_value": "100.5", "order_days": "mon,thu"}],
    "customers": [{"customer": "ann", "wait_days": "3", "place": "north"}],
    "lanes": [{"from": "plant", "to": "north", "cut_off": "14:30", "calendar": "early", "lead_time": "36h"}],
    "calendars": [{"calendar": "early", "weekday": "mon", "opens": "6:00", "closes": "24:00"}],
    "options": [{"item": "pen", "group": "colour", "option": "red", "price_delta": "-0.5"}],
    "loops": [{"item": "*", "location": "*", "loop": "base_stock", "level": "10", "review": "mon 18:00"}],
    "markdowns": [{"family": "wet", "weeks_on_sale": "4", "depth": "0.2"}],
    "rates": [{"currency": "USD", "date": "2023-12-31", "rate": "0.9"}],
    "limits": [{"item": "*", "customer": "ann", "quantity": "2", "within": "30d"}],
    "quotas": [{"item": "*", "class": "1", "quantity": "7"}],
}  # fmt: skip


def read(tables=TABLES, **changed):
    return read_business({"business": SETTINGS, **tables, **changed}, loop_schemas=LOOPS)


def changes(**changed):
    return [str(change) for change in difference(canonical(read()), canonical(read(**changed)))]


def test_every_table_that_says_what_the_business_is_is_in_the_example():
    assert set(TABLES) == {name for name, table in SCHEMA.items() if table.role == "defines"}


@given(st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
def test_the_order_of_rows_and_columns_changes_nothing(luck: random.Random):
    shuffled = {}
    for name, rows in TABLES.items():
        columns = list({column: None for row in rows for column in row})
        luck.shuffle(columns)
        mixed = [{column: row.get(column) for column in columns} for row in rows]
        if name != "locations":  # its first row is the default location
            luck.shuffle(mixed)
        shuffled[name] = mixed
    assert read(shuffled).hash == read().hash


def test_what_happens_is_no_part_of_what_the_business_is():
    order = {"order": "1", "item": "pen", "quantity": 1, "ordered_at": "2024-02-01"}
    stock = {"item": "pen", "location": "shop", "on_hand": 3}
    journal = {**SETTINGS, "journal": {"url": "elsewhere"}}
    assert read(orders=[order], stock=[stock], business=journal).hash == read().hash


def test_the_same_network_comes_back_from_its_content():
    tables = read()
    again = read_business(restore(canonical(tables)), loop_schemas=LOOPS)
    assert again.hash == tables.hash
    assert canonical(again) == canonical(tables)
    before, after = compile_network(tables), compile_network(again)
    assert (before.source == after.source).all()
    assert before.location_names[before.registers.default_location] == "shop"
    assert after.registers.default_location == before.registers.default_location


def test_equal_contents_do_not_differ():
    assert changes() == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"business": {**SETTINGS, "terms": {"customer_days": 10}}},
            ["business.toml: terms.customer_days 30 → 10"],
        ),
        (
            {"items": [{**TABLES["items"][0], "cost": "2"}, TABLES["items"][1]]},
            ["items, pen: cost 1.25 → 2"],
        ),
        (
            {"items": [*TABLES["items"], {"item": "nib", "cost": "0.5"}]},
            ["items, nib: added (cost 0.5, item nib)"],
        ),
        ({"rates": []}, ["rates, USD, 2023-12-31: removed (currency USD, date 2023-12-31, rate 0.9)"]),
        (
            {"sources": [{**TABLES["sources"][0], "minimum": None, "lead_time": "120h"}, TABLES["sources"][1]]},
            ["sources, ink, plant, buy, acme, 2024-01-01: lead_time 5d → 120h",
             "sources, ink, plant, buy, acme, 2024-01-01: minimum 1.5 → (none)"],
        ),
        ({"boms": TABLES["boms"][1:]}, ["boms, pen, ink: removed (component ink, item pen, quantity 0.125)"]),
        (
            {"boms": [TABLES["boms"][0], {**TABLES["boms"][1], "quantity": "2"}, TABLES["boms"][2]]},
            ["boms, pen, ink: quantity 0.125 → 2"],
        ),
        (
            {"loops": [{**TABLES["loops"][0], "level": "12"}]},
            ["loops, *, *: level 10 → 12"],
        ),
        (
            {"locations": [TABLES["locations"][at] for at in (1, 0, 2)]},
            ["locations: first row, the default location shop → plant"],
        ),
    ],
)  # fmt: skip
def test_a_difference_says_what_was_and_what_is(changed, expected):
    tables = {**TABLES, **changed}
    if "rates" in changed:
        tables["sources"] = [{**row, "currency": None} for row in TABLES["sources"]]
        before = canonical(read(sources=tables["sources"]))
        assert [str(change) for change in difference(before, canonical(read(tables)))] == expected
    else:
        assert changes(**changed) == expected


def test_a_change_has_its_parts():
    data = canonical(read(customers=[{"customer": "ann", "wait_days": "5", "place": "north"}]))
    assert difference(canonical(read()), data) == [Change("customers", "ann", "wait_days", "3", "5")]


@pytest.mark.parametrize("data", [b"", b"no content", canonical(read())[:-9]])
def test_what_is_no_content_is_refused(data):
    with pytest.raises(StorageError, match="cannot be read"):
        unpack(data)


def test_content_of_another_version_is_refused(monkeypatch):
    monkeypatch.setattr("tugline.network.canonical.FORMAT", 99)
    data = canonical(read())
    monkeypatch.undo()
    with pytest.raises(StorageError, match="has format 99"):
        restore(data)


def test_a_content_in_which_no_item_has_decimals_comes_back():
    tables = read(items=[{"item": "pen"}, {"item": "ink"}], sources=[], boms=[{**TABLES["boms"][0]}], markdowns=[])
    assert read_business(restore(canonical(tables)), loop_schemas=LOOPS).hash == tables.hash

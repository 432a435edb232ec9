"""The list of tables fits itself: keys, references and limits speak of columns that there are."""

import pytest

from tugline.network.columns import KINDS, Column
from tugline.network.faults import Fault, expected
from tugline.network.schema import SCHEMA, schema_with

COLUMNS = [(table, column) for table in SCHEMA.values() for column in table.columns]
each_column = pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda part: part.name)
REQUIRED = {
    "items": "item",
    "locations": "location",
    "stock": "item location on_hand",
    "sources": "item location kind",
    "supply": "reference item location kind quantity due",
    "balances": "account amount",
    "boms": "item component quantity",
    "operations": "item step resource run_time",
    "resources": "resource",
    "setups": "resource from_group to_group time",
    "suppliers": "supplier",
    "customers": "customer",
    "lanes": "from to",
    "markdowns": "depth",
    "limits": "item quantity",
    "quotas": "item",
    "forecast": "item from until quantity",
    "events": "at event",
    "calendars": "calendar",
    "options": "item group option",
    "loops": "item location loop",
    "orders": "order item quantity ordered_at",
    "sales": "sold_at item quantity",
    "cards": "card scanned_at event",
    "interests": "at item kind",
    "rates": "currency date rate",
    "subscriptions": "customer item quantity every starts_at",
}


def test_every_table_has_the_columns_that_it_cannot_do_without():
    assert {name: " ".join(c.name for c in table.columns if c.required) for name, table in SCHEMA.items()} == REQUIRED


def test_an_item_or_its_family_and_a_weekday_or_a_date_are_needed():
    assert SCHEMA["markdowns"].one_of == (("item", "family"), ("weeks_on_sale", "at"))
    assert SCHEMA["calendars"].one_of == (("weekday", "date"),)


@pytest.mark.parametrize("table", SCHEMA.values(), ids=lambda table: table.name)
def test_keys_and_choices_between_columns_are_columns(table):
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert table.key
    assert set(table.key) <= set(names)
    assert {name for group in table.one_of for name in group} <= set(names)
    assert table.role in {"defines", "opens", "signals"}
    assert table.says


@each_column
def test_a_column_is_of_a_known_kind_and_says_what_it_is(table, column):
    assert column.kind in KINDS
    assert column.says
    assert not column.says.endswith(".")
    assert bool(column.choices) == (column.kind == "choice")
    assert not (column.required and column.default)


@each_column
def test_a_reference_leads_to_a_table(table, column):
    groups = {"origins": "locations", "parties": "customers", "families": "items"}
    assert not column.refers or groups.get(column.refers, column.refers) in SCHEMA


@each_column
def test_limits_lie_inside_those_of_the_kind(table, column):
    kind = KINDS[column.kind]
    if column.high is not None and column.kind != "ratio":
        assert column.high * 10**kind.decimals <= kind.limit
    assert kind.limit < 2**62 // 1000


@pytest.mark.parametrize("column", [Column("a", kind, "x", choices=("b",)) for kind in KINDS], ids=lambda c: c.kind)
def test_every_fault_says_what_is_expected(column):
    assert all(expected(fault, column) for fault in Fault)


def test_expected_ranges_are_in_the_columns_unit():
    assert expected(Fault.RANGE, Column("a", "price", "x")).endswith("from 0 to 10000000000")
    assert expected(Fault.RANGE, Column("a", "ratio", "x", high=10)).endswith("from 0 to 10")
    assert expected(Fault.RANGE, Column("a", "degrees", "x", low=-90, high=90)).endswith("from -90 to 90")
    assert expected(Fault.RANGE, Column("a", "quantity", "x", above=0)).endswith("above 0 and at most 1000000000000")


def test_loops_have_the_parameters_of_all_loops_as_columns():
    level = Column("level", "quantity", "position to order up to")
    schema = schema_with({"a": (level,), "b": (level, Column("pack", "quantity", "whole packs"))})
    assert [column.name for column in schema["loops"].columns] == ["item", "location", "loop", "level", "pack"]
    assert schema["loops"].by_name["level"].says == "a: position to order up to; b: position to order up to"
    assert schema["items"] is SCHEMA["items"]

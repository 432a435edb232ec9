"""The table of loops: the most specific row counts, and parameters fit their loop and their items."""

from dataclasses import dataclass

import pytest

from tugline.errors import InvalidBusinessError
from tugline.network.loop_rows import expand_loops
from tugline.network.read import read_business

SETTINGS = {"currency": "EUR", "timezone": "Europe/Berlin", "start": "2024-01-01"}
ITEMS = [
    {"item": "pen", "family": "desk"},
    {"item": "cap", "family": "desk"},
    {"item": "ink", "family": "wet", "decimals": 2},
]
LOCATIONS = [{"location": "a", "kind": "shop"}, {"location": "b", "kind": "shop"}, {"location": "c", "kind": "plant"}]


@dataclass
class Parameter:
    name: str
    kind: str
    says: str = "what it means"


SCHEMAS = {
    "base_stock": (Parameter("level", "quantity"), Parameter("review", "review"), Parameter("approval", "flag")),
    "min_max": (Parameter("min", "quantity"), Parameter("max", "quantity")),
    "kanban": (Parameter("cards", "integer"), Parameter("container", "quantity"), Parameter("mode", "mode")),
}


def read(*loops, locations=LOCATIONS):
    rows = [{"loop": "base_stock", **row} for row in loops]
    tables = {"business": SETTINGS, "items": ITEMS, "locations": locations, "loops": rows}
    return read_business(tables, loop_schemas=SCHEMAS)


def levels(*loops):
    items, places = zip(*[(item["item"], place["location"]) for item in ITEMS for place in LOCATIONS], strict=True)
    found = {}
    for row in expand_loops(read(*loops), items, places):
        assert (items[row.place], places[row.place]) == (row.item, row.location)
        found[row.item, row.location] = row.parameters["level"]
    return found


def found(*loops):
    with pytest.raises(InvalidBusinessError) as caught:
        read(*loops)
    return [(p.code, p.row, p.column, p.value, p.hint) for p in caught.value.problems]


def test_an_item_stands_before_its_family_and_that_before_all():
    got = levels(
        {"item": "*", "location": "*", "level": "1"},
        {"item": "desk", "location": "*", "level": "2"},
        {"item": "pen", "location": "*", "level": "3"},
    )
    assert [got[item, "a"] for item in ("pen", "cap", "ink")] == [3, 2, 100]


def test_a_location_stands_before_its_kind_and_that_before_all():
    got = levels(
        {"item": "pen", "location": "*", "level": "1"},
        {"item": "pen", "location": "shop", "level": "2"},
        {"item": "pen", "location": "b", "level": "3"},
    )
    assert got == {("pen", "a"): 2, ("pen", "b"): 3, ("pen", "c"): 1}


def test_the_item_says_more_than_the_location():
    got = levels({"item": "pen", "location": "*", "level": "1"}, {"item": "*", "location": "a", "level": "2"})
    assert got == {("pen", "a"): 1, ("pen", "b"): 1, ("pen", "c"): 1, ("cap", "a"): 2, ("ink", "a"): 200}


def test_quantities_count_the_items_smallest_units_and_other_values_keep_their_kind():
    tables = read({"item": "ink", "location": "a", "level": "2.25", "review": "mon,thu 18:00", "approval": "yes"})
    (row,) = expand_loops(tables, ["ink"], ["a"])
    assert row.parameters == {"level": 225, "review": "mon,thu 18:00", "approval": 1}
    assert (row.loop, row.line) == ("base_stock", 2)


def test_a_business_without_loops_has_none_stated():
    assert expand_loops(read(), ["pen"], ["a"]) == []


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"item": "desks", "location": "a"}, ("reference.unknown", 2, "item", "desks", "'desk'?")),
        ({"item": "pen", "location": "shops"}, ("reference.unknown", 2, "location", "shops", "'shop'?")),
        ({"item": "pen", "location": "a", "loop": "kanbn"}, ("cell.choice", 2, "loop", "kanbn", "'kanban'?")),
        ({"item": "pen", "location": "a", "cards": "3"}, ("loop.parameter", 2, "cards", "3", "")),
        ({"item": "pen", "location": "a", "level": "1.5"}, ("loop.value", 2, "level", "1.5", "")),
        ({"item": "*", "location": "a", "level": "1.5"}, ("loop.value", 2, "level", "1.5", "")),
        ({"item": "ink", "location": "a", "level": "1.234"}, ("loop.value", 2, "level", "1.234", "")),
        ({"item": "ink", "location": "a", "level": "-1"}, ("loop.value", 2, "level", "-1", "")),
        ({"item": "pen", "location": "a", "level": "many"}, ("loop.value", 2, "level", "many", "")),
        ({"item": "pen", "location": "a", "approval": "2"}, ("loop.value", 2, "approval", "2", "")),
        (
            {"item": "pen", "location": "a", "loop": "kanban", "cards": "1.5"},
            ("loop.value", 2, "cards", "1.5", ""),
        ),
    ],
)
def test_what_does_not_fit_is_told(row, problem):
    assert found(row) == [problem]


def test_a_minimum_above_its_maximum_is_told_and_one_that_equals_it_is_not():
    row = {"item": "ink", "location": "a", "loop": "min_max", "min": "10.01", "max": "10"}
    assert found(row) == [("loop.value", 2, "min", "10.01", "the two the other way round?")]
    tables = read({**row, "min": "10.00"})
    assert expand_loops(tables, ["ink"], ["a"])[0].parameters == {"min": 1000, "max": 1000}


def test_a_column_that_no_loop_has_is_told_with_a_guess():
    assert found({"item": "pen", "location": "a", "levl": "3"})[0] == ("column.unknown", 1, "levl", "levl", "'level'?")


def test_a_row_of_a_family_without_the_item_is_told_beside_loops():
    tables = {
        "business": SETTINGS, "items": [*ITEMS, {"item": "", "family": "desk"}], "locations": LOCATIONS,
        "loops": [{"item": "desk", "location": "*", "loop": "base_stock", "level": "3"}],
    }  # fmt: skip
    with pytest.raises(InvalidBusinessError) as caught:
        read_business(tables, loop_schemas=SCHEMAS)
    assert [(problem.table, problem.row, problem.column) for problem in caught.value.problems] == [("items", 5, "item")]

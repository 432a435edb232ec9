"""Names that one table uses and another lists, and rows that say the same thing twice."""

import pytest

from tugline.errors import InvalidBusinessError
from tugline.network.read import read_business

SETTINGS = {"currency": "EUR", "timezone": "Europe/Berlin", "start": "2024-01-01"}
ITEMS = [{"item": "pen", "family": "desk"}, {"item": "ink"}]
SOURCE = {"item": "pen", "location": "shop", "kind": "buy"}
OPERATION = {"item": "pen", "step": 1, "resource": "bench", "run_time": "1min"}
ORDER = {"order": "1", "item": "pen", "quantity": 1, "ordered_at": "2024-01-01"}
SUPPLY = {"reference": "P1", "item": "pen", "location": "shop", "kind": "buy", "quantity": 1, "due": "2024-02-01"}


def read(**tables):
    return read_business({"business": SETTINGS, "items": ITEMS, **tables}, loop_schemas={})


def found(**tables):
    with pytest.raises(InvalidBusinessError) as caught:
        read(**tables)
    return [(p.code, p.table, p.row, p.column, p.value, p.hint) for p in caught.value.problems]


@pytest.mark.parametrize(
    ("table", "column", "row"),
    [
        ("sources", "item", SOURCE),
        ("boms", "item", {"item": "pen", "component": "ink", "quantity": 1}),
        ("boms", "component", {"item": "pen", "component": "ink", "quantity": 1}),
        ("operations", "item", OPERATION),
        ("options", "item", {"item": "pen", "group": "colour", "option": "red"}),
        ("markdowns", "item", {"item": "pen", "at": "2024-06-01", "depth": 0.1}),
        ("stock", "item", {"item": "pen", "location": "shop", "on_hand": 1}),
        ("supply", "item", SUPPLY),
        ("forecast", "item", {"item": "pen", "from": "2024-01-01", "until": "2024-02-01", "quantity": 1}),
    ],
)
def test_what_says_what_the_business_is_may_only_speak_of_its_items(table, column, row):
    assert read(**{table: [row]})[table].n == 1
    assert found(**{table: [{**row, column: "penn"}]}) == [
        ("reference.unknown", table, 2, column, "penn", "'pen'?"),
    ]


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("orders", ORDER),
        ("sales", {"sold_at": "2024-01-01", "item": "pen", "quantity": 1}),
        ("interests", {"at": "2024-01-01", "item": "pen", "kind": "view"}),
        ("events", {"at": "2024-01-01", "event": "counted", "item": "pen", "quantity": 3}),
        ("subscriptions", {"customer": "c", "item": "pen", "quantity": 1, "every": "7d", "starts_at": "2024-01-01"}),
    ],
)
def test_a_signal_with_an_unknown_item_is_marked_and_no_problem(table, row):
    signals = read(**{table: [row, {**row, "item": "quill", "quantity": 2.5}]} if table != "interests" else {
        table: [row, {**row, "item": "quill"}]
    })[table]  # fmt: skip
    assert signals.unknown_item.tolist() == [False, True]


def test_an_event_without_an_item_speaks_of_no_unknown_one():
    events = read(events=[{"at": "2024-01-01", "event": "down", "reference": "bench"}])["events"]
    assert events.unknown_item.tolist() == [False]


def test_families_of_markdowns_are_those_of_the_items():
    row = {"family": "desk", "weeks_on_sale": 4, "depth": 0.2}
    assert read(markdowns=[row])["markdowns"].n == 1
    assert found(markdowns=[{**row, "family": "desks"}])[0][:2] == ("reference.unknown", "markdowns")


PLACES = {"locations": [{"location": "shop"}, {"location": "plant"}]}
SUPPLIERS = {"suppliers": [{"supplier": "acme"}]}


@pytest.mark.parametrize(
    ("listed", "table", "column", "row"),
    [
        (PLACES, "stock", "location", {"item": "pen", "location": "shop", "on_hand": 1}),
        (PLACES, "sources", "location", SOURCE),
        (PLACES, "orders", "location", {**ORDER, "location": "shop"}),
        (PLACES, "sources", "from", {**SOURCE, "kind": "move", "from": "plant"}),
        (PLACES, "supply", "from", {**SUPPLY, "kind": "move", "from": "plant"}),
        (SUPPLIERS, "sources", "from", {**SOURCE, "from": "acme"}),
        (SUPPLIERS, "sources", "from", {**SOURCE, "kind": "make", "from": "acme"}),
        (SUPPLIERS, "supply", "from", {**SUPPLY, "from": "acme"}),
        ({"customers": [{"customer": "ann"}]}, "orders", "customer", {**ORDER, "customer": "ann"}),
        ({"resources": [{"resource": "bench"}]}, "operations", "resource", OPERATION),
        (
            {"resources": [{"resource": "bench"}]}, "setups", "resource",
            {"resource": "bench", "from_group": "a", "to_group": "b", "time": "1h"},
        ),
    ],
)  # fmt: skip
def test_places_and_people_are_free_without_a_table_of_them_and_listed_with_one(listed, table, column, row):
    wrong = {**row, column: row[column] + "x"}
    assert read(**{table: [wrong]})[table].n == 1
    assert read(**listed, **{table: [row]})[table].n == 1
    assert found(**listed, **{table: [wrong]}) == [
        ("reference.unknown", table, 2, column, wrong[column], f"{row[column]!r}?"),
    ]


def test_a_parent_must_be_a_location():
    assert found(locations=[{"location": "shop", "parent": "plant"}])[0][:4] == (
        "reference.unknown", "locations", 2, "parent",
    )  # fmt: skip


def test_a_supplier_is_a_location_and_a_location_may_sell():
    held = read(**PLACES, **SUPPLIERS, stock=[{"item": "pen", "location": "acme", "on_hand": 1}])["stock"]
    assert held["location"].names == ("acme",)
    sold = read(**PLACES, **SUPPLIERS, sources=[{**SOURCE, "from": "plant"}])["sources"]
    assert sold["from"].names == ("plant",)


def test_a_table_of_locations_without_rows_lists_nothing():
    tables = read(locations={"location": []}, stock=[{"item": "pen", "location": "shop", "on_hand": 1}])
    assert (tables["locations"].n, tables["stock"]["location"].names) == (0, ("shop",))


def test_balances_are_those_of_listed_parties_once_both_tables_are_there():
    people = {**SUPPLIERS, "customers": [{"customer": "ann"}]}
    row = {"account": "receivables", "amount": 1, "party": "bob"}
    assert read(balances=[row], **SUPPLIERS)["balances"].n == 1
    assert found(balances=[row], **people)[0][:4] == ("reference.unknown", "balances", 2, "party")


@pytest.mark.parametrize(
    ("table", "rows", "value"),
    [
        ("items", [{"item": "nib"}, {"item": "cap"}, {"item": "nib"}], "nib"),
        ("locations", [{"location": "a"}, {"location": "b"}, {"location": "a"}], "a"),
        (
            "stock",
            [{"item": "pen", "location": "a", "on_hand": 1, "lot": lot} for lot in ("1", None, "1")],
            "pen, a, 1",
        ),
        ("operations", [OPERATION, {**OPERATION, "step": 2}, OPERATION], "pen, 1, bench"),
        ("rates", [{"currency": c, "date": "2024-01-01", "rate": 2} for c in ("USD", "CHF", "USD")], "USD, 738886"),
        ("loops", [{"item": i, "location": "*", "loop": "to_order"} for i in ("pen", "*", "pen")], "pen, *"),
    ],
)
def test_rows_with_the_same_key_are_told_with_the_line_of_the_first(table, rows, value):
    given = {"business": SETTINGS, "items": ITEMS, table: rows}
    with pytest.raises(InvalidBusinessError) as caught:
        read_business(given, loop_schemas={})
    (problem,) = caught.value.problems
    assert (problem.code, problem.table, problem.row, problem.value) == ("row.duplicate", table, 4, value)
    assert problem.hint == "line 2 is the same?"


def test_tills_and_order_books_may_repeat_themselves():
    sale = {"sold_at": "2024-01-01", "item": "pen", "quantity": 1, "receipt": "7"}
    assert read(sales=[sale, sale], orders=[ORDER, ORDER])["sales"].n == 2


def test_guesses_are_made_among_many_names_too():
    many = [{"item": f"item-{n:05}"} for n in range(3000)]
    with pytest.raises(InvalidBusinessError) as caught:
        read_business(
            {
                "business": SETTINGS,
                "items": many,
                "boms": [{"item": "item-0100", "component": "item-00001", "quantity": 1}],
            },
            loop_schemas={},
        )
    assert caught.value.problems[0].hint.startswith("'item-0")

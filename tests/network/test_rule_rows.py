"""Tables of standing rules: what stands in them has to be there and to agree, and is refused with the place."""

import pytest

from tugline.network.read import read_tables

SETTINGS = {"name": "test", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05"}
TABLES = {
    "items": [{"item": "pen", "family": "pens"}, {"item": "ink", "family": "wet", "decimals": "2"}],
    "customers": [{"customer": "ann", "channel": "web"}, {"customer": "bob", "channel": "shop"}],
}


def problems(**rules):
    _, found = read_tables({"business": SETTINGS, **TABLES, **rules}, loop_schemas={})
    return [(p.code, p.table, p.row, p.column, p.expected, p.hint) for p in found]


def limit(**cells):
    return [{"item": "pen", "quantity": "2", **cells}]


def test_rules_that_name_what_there_is_are_sound():
    assert problems(
        limits=[*limit(customer="ann", within="30d"), *limit(customer="web"), *limit(customer="*", within="1w"),
                *limit(item="pens"), *limit(item="*"), *limit(item="ink", quantity="0.25")],
        quotas=[{"item": "pen", "channel": "web", "share": "0.4"}, {"item": "pen", "channel": "shop", "share": "0.6"},
                {"item": "pen", "class": "1", "quantity": "5"}, {"item": "*", "class": "2", "quantity": "0"}],
    ) == []  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "code", "column", "expected"),
    [
        (limit(item="penn"), "reference.unknown", "item", "an item, a family, or *"),
        (limit(customer="anna"), "reference.unknown", "customer", "a customer, a channel of customers, or *"),
        (limit(quantity="-1"), "cell.negative", "quantity", "0 or more"),
        (limit(within="0d"), "cell.range", "within", "a number and a unit"),
        (limit(item="*", quantity="0.5"), "cell.decimals", "quantity", "a number with at most 0 decimals; no item"),
        (limit(item="wet", quantity="0.125"), "cell.decimals", "quantity", "a number with at most 2 decimals; no item"),
        ([*limit(), *limit()], "row.duplicate", "item", "one row for each"),
    ],
)  # fmt: skip
def test_a_limit_that_says_nothing_that_there_is_is_refused(rows, code, column, expected):
    (found,) = problems(limits=rows)
    assert found[:4] == (code, "limits", len(rows) + 1, column)
    assert found[4].startswith(expected)


@pytest.mark.parametrize(
    ("rows", "code", "column", "expected"),
    [
        ([{"channel": "wbe", "share": "0.5"}], "reference.unknown", "channel", "a channel of the customers table"),
        ([{"channel": "web"}], "rule.sides", "share", "a share, in every row of a channel"),
        ([{"channel": "web", "share": "0.5", "quantity": "2"}], "rule.sides", "quantity", "no quantity in a row of a"),
        ([{"class": "1"}], "rule.sides", "quantity", "a quantity, in every row of a class"),
        ([{"class": "1", "quantity": "3", "share": "0.1"}], "rule.sides", "share", "no share in a row of a class"),
        ([{"channel": "web", "class": "1", "share": "0.1"}], "rule.sides", "class", "a channel or a class in a row"),
        ([{"channel": "web", "share": "0.5"}, {"channel": "shop", "share": "0.6"}], "rule.shares", "share",
         "at most 1 for all channels of 'pen' together"),
        ([{"channel": "web", "share": "0.5"}, {"class": "1", "quantity": "6", "within": "9d"}], "rule.within",
         "within", "the same time as in line 2"),
        ([{"share": "0.5"}], "cell.missing", "channel or class", "channel or class, in every row"),
    ],
)  # fmt: skip
def test_a_quota_that_contradicts_itself_or_others_is_refused(rows, code, column, expected):
    (found,) = problems(quotas=[{"item": "pen", **row} for row in rows])
    assert found[:4] == (code, "quotas", len(rows) + 1, column)
    assert found[4].startswith(expected)


def test_a_name_that_is_nearly_right_is_guessed():
    assert problems(limits=limit(customer="wbe"))[0][5] == "'web'?"
    assert problems(quotas=[{"item": "pns", "channel": "web", "share": "1"}])[0][5] == "'pens'?"

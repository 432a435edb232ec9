"""What the business was opened with is a fact: an edit of it afterwards waits in quarantine, and says what to do."""

import pytest

import tugline as tl

OPENING = {
    "stock": {"item": ["bike", "bell"], "location": ["main"] * 2, "on_hand": ["5", "7"]},
    "supply": {
        "reference": ["PO-1", "PO-2"], "item": ["bike", "bell"], "location": ["main"] * 2, "kind": ["buy"] * 2,
        "quantity": ["3", "4"], "due": ["2026-02-01", "2026-02-02"],
    },
    "balances": {"account": ["cash", "payables"], "amount": ["100", "20"], "party": ["", "acme"]},
}  # fmt: skip


def edited(table, column, *cells):
    return {**OPENING, table: {**OPENING[table], column: list(cells)}}


def without_last(table):
    return {**OPENING, table: {column: cells[:1] for column, cells in OPENING[table].items()}}


def waiting(journal, opening):
    tables = {
        "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
        "items": {"item": ["bike", "bell"], "cost": ["100", "2"], "price": ["200", "5"]},
        "suppliers": {"supplier": ["acme"]},
        **opening,
    }
    with tl.open(tables, journal=journal) as business:
        business.advance("2026-01-06")
        return business.digest, [(row.table, row.line, row.content["row"]) for row in business.quarantine]


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        (edited("stock", "on_hand", "5", "8"), [("stock", 3, "bell at main: 8")]),
        (without_last("stock"), [("stock", 0, "bell at main: 7")]),
        (
            edited("supply", "due", "2026-02-03", "2026-02-02"),
            [("supply", 2, "PO-1 bike at main: 3, due 2026-02-03T00:00:00+00:00")],
        ),
        (without_last("supply"), [("supply", 0, "PO-2 bell at main: 4, due 2026-02-02T00:00:00+00:00")]),
        (edited("balances", "amount", "100.5", "20"), [("balances", 2, "cash 100.50")]),
        (without_last("balances"), [("balances", 0, "payables acme -20.00")]),
        ({name: table for name, table in OPENING.items() if name != "stock"}, []),
    ],
)  # fmt: skip
def test_an_edit_waits_and_an_edit_taken_back_does_not(tmp_path, opening, expected):
    digest, none = waiting(tmp_path / "j", OPENING)
    assert none == []
    for _ in range(2):
        assert waiting(tmp_path / "j", opening) == (digest, expected)
    assert waiting(tmp_path / "j", OPENING) == (digest, [])


def test_rows_in_another_order_are_the_same(tmp_path):
    digest, _ = waiting(tmp_path / "j", OPENING)
    turned = {name: {column: cells[::-1] for column, cells in table.items()} for name, table in OPENING.items()}
    assert waiting(tmp_path / "j", turned) == (digest, [])

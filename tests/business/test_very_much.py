"""The largest quantities in tables and signals: taken whole up to the limit, refused with their place beyond it."""

import copy

import pytest

import tugline as tl
from tugline.errors import InvalidBusinessError, StorageError, TooLargeError, UsageError

MOST = 10**12
TABLES = {
    "business": {"name": "mill", "currency": "EUR", "timezone": "UTC", "start": "2024-01-01", "world": "plain"},
    "items": [
        {"item": "flour", "cost": "0.1", "price": "0.4", "decimals": "3"},
        {"item": "grain", "cost": "0.01", "decimals": "3"},
        {"item": "sack", "cost": "0.01"},
    ],
    "locations": [{"location": "mill"}],
    "boms": [
        {"item": "flour", "component": "grain", "quantity": "0.25"},
        {"item": "flour", "component": "sack", "quantity": "0.02"},
    ],
    "sources": [{"item": "flour", "location": "mill", "kind": "make", "lead_time": "1d"}],
    "stock": [{"item": name, "location": "mill", "on_hand": "0"} for name in ("flour", "grain", "sack")],
    "orders": [{"order": "A", "item": "flour", "quantity": str(MOST), "ordered_at": "2024-01-02"}],
}


def mill(**rows):
    tables = copy.deepcopy(TABLES)
    for name, row in rows.items():
        tables[name] = [*(tables.get(name, []) if name not in ("orders", "stock") else []), row]
    return tables


def test_the_largest_order_is_made_from_all_its_parts_and_booked_to_the_cent():
    with tl.open(TABLES) as business:
        business.advance("2024-01-03")
        asked = {pull.item: pull.quantity for pull in business.result().pulls}
        assert asked == {"flour": MOST, "grain": MOST / 4, "sack": MOST / 50}
        business.advance("2024-03-01")
        assert business.verify() == []
        credit_of = {account.account: account.credit for account in business.books.trial_balance()}
        assert credit_of["revenue"] == MOST * 4 // 10


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("orders", {"order": "A", "item": "flour", "quantity": f"{MOST}.001", "ordered_at": "2024-01-02"}, "quantity"),
        ("orders", {"order": "A", "item": "sack", "quantity": str(MOST + 1), "ordered_at": "2024-01-02"}, "quantity"),
        ("stock", {"item": "sack", "location": "mill", "on_hand": str(MOST + 1)}, "on_hand"),
        ("loops", {"item": "sack", "location": "mill", "loop": "base_stock", "level": str(MOST + 1)}, "level"),
        ("loops", {"item": "sack", "location": "mill", "loop": "kanban", "cards": "1000001"}, "cards"),
        (
            "sources",
            {"item": "sack", "location": "mill", "kind": "buy", "maximum": str(MOST), "unit_factor": "2"},
            "maximum",
        ),
    ],
)
def test_more_than_that_is_refused_with_its_place(table, row, column):
    with pytest.raises(InvalidBusinessError) as caught:
        tl.open(mill(**{table: row}))
    (problem,) = caught.value.problems
    assert (problem.table, problem.column) == (table, column)
    assert any(limit in problem.expected for limit in ("1000000000000", "1e+12", "1000000"))


def test_orders_that_no_fact_can_hold_together_are_refused_and_leave_the_business_as_it_was(tmp_path):
    tables = mill(loops={"item": "grain", "location": "mill", "loop": "base_stock", "level": str(MOST)})
    tables["boms"][0]["quantity"] = "2000"
    with tl.open(tables, journal=tmp_path / "journal.db") as business, pytest.raises((TooLargeError, UsageError)):
        business.advance("2024-01-03")
    tables["orders"] = []
    with tl.open(tables, journal=tmp_path / "journal.db") as business:
        business.advance("2024-01-03")
        assert business.verify() == []


def test_a_quantity_that_goes_backwards_is_refused():
    with tl.open({**TABLES, "business": {**TABLES["business"], "world": "plant"}}) as business:
        business.advance("2024-01-03")
        pull = next(pull.id for pull in business.result().pulls)
        with pytest.raises(UsageError, match="quantity -5; expected 0 or more"):
            business.signal(tl.Event("received", pull, at="2024-01-04", quantity=-5))


def test_a_need_of_too_many_lots_names_its_moment_and_the_business_is_not_used_any_more(tmp_path):
    tables = mill(
        sources={"item": "sack", "location": "mill", "kind": "buy", "maximum": "1", "lead_time": "1d"},
        orders={"order": "A", "item": "sack", "quantity": "1000002", "ordered_at": "2024-01-02T10:00"},
    )
    with tl.open(tables, journal=tmp_path / "journal.db") as business:
        with pytest.raises(TooLargeError, match=r"million lots of its source's maximum; at 2024-01-02T10:00"):
            business.advance("2024-01-03")
        facts = business.facts
        with pytest.raises(StorageError, match="stopped in the middle of a pulse"):
            business.advance("2024-01-04")
    tables["orders"][0]["quantity"] = "1002"
    with tl.open(tables, journal=tmp_path / "journal.db") as business:
        assert business.facts == facts
        business.advance("2024-01-03")
        assert sum(pull.quantity for pull in business.result().pulls) == 1002
        assert business.verify() == []

"""Each line of the posting tables in docs/design/books.md about customers, by name; cents, debit positive."""

from typing import Any

import pytest

RAW, PART, BIKE, STORE, OIL = range(5)

STOCKED = [("STOCK_OPENED", {"point": point, "quantity": 50}) for point in (RAW, PART, BIKE, STORE, OIL)]

CASES: dict[str, tuple[Any, ...]] = {
    "shipped": (
        "SHIPPED",
        {"point": BIKE, "quantity": -2, "amount": 1_400_000, "party": 0},
        {"receivables": 28_000, "revenue": -28_000, "cost_of_sales": 20_000, "inventory_made": -20_000},
        STOCKED,
    ),
    "sold over the counter": (
        "SALE_MADE",
        {"point": STORE, "quantity": -1, "amount": 1_500_000},
        {"cash": 15_000, "revenue": -15_000, "cost_of_sales": 10_000, "inventory_made": -10_000},
        STOCKED,
    ),
    "entrusted goods sold": (
        "SALE_MADE",
        {"point": OIL, "quantity": -10, "amount": 50_000},
        {"cash": 500, "revenue": -500, "cost_of_sales": 250, "payables": -250},
        STOCKED,
    ),
    "returned on account": (
        "RETURNED",
        {"point": BIKE, "quantity": 1, "amount": 1_400_000, "party": 0},
        {"returns": 14_000, "receivables": -14_000, "inventory_made": 10_000, "cost_of_sales": -10_000},
    ),
    "returned for cash": (
        "RETURNED",
        {"code": 1, "point": STORE, "quantity": 1, "amount": 1_500_000},
        {"returns": 15_000, "cash": -15_000, "inventory_made": 10_000, "cost_of_sales": -10_000},
    ),
    "entrusted goods returned": (
        "RETURNED",
        {"code": 1, "point": OIL, "quantity": 10, "amount": 50_000},
        {"returns": 500, "cash": -500, "payables": 250, "cost_of_sales": -250},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_posting(name: str, check_posting: Any) -> None:
    check_posting(name, *CASES[name])

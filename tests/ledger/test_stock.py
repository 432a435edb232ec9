"""Each line of the posting tables in docs/design/books.md about stock, by name; cents, debit positive."""

from typing import Any

import pytest

RAW, PART, BIKE, STORE, OIL = range(5)
MAKE, MOVE, BUY, DROP = range(4)

STOCKED = [("STOCK_OPENED", {"point": point, "quantity": 50}) for point in (RAW, PART, BIKE, STORE, OIL)]
IN_WORK = [*STOCKED, ("STARTED", {"code": MAKE, "point": PART, "slot": 7, "quantity": -3})]
ON_ROAD = [*STOCKED, ("STARTED", {"code": MOVE, "point": BIKE, "slot": 7, "quantity": -2})]

CASES: dict[str, tuple[Any, ...]] = {
    "stock opened": (
        "STOCK_OPENED",
        {"point": PART, "quantity": 5},
        {"inventory_bought": 5000, "opening_equity": -5000},
    ),
    "entrusted stock opened": ("STOCK_OPENED", {"point": OIL, "quantity": 100}, {}),
    "scrapped": ("SCRAPPED", {"point": RAW, "quantity": -1}, {"scrap": 400, "inventory_bought": -400}, STOCKED),
    "scrapped in process": (
        "SCRAPPED",
        {"slot": 7, "amount": 1000},
        {"scrap": 1000, "work_in_process": -1000},
        IN_WORK,
    ),
    "scrapped on the road": ("SCRAPPED", {"slot": 7, "amount": 1000}, {"scrap": 1000, "transit": -1000}, ON_ROAD),
    "entrusted goods scrapped": ("SCRAPPED", {"point": OIL, "quantity": -4}, {"scrap": 100, "payables": -100}, STOCKED),
    "counted less": ("COUNTED", {"point": RAW, "quantity": -2}, {"count_loss": 800, "inventory_bought": -800}, STOCKED),
    "counted more": ("COUNTED", {"point": RAW, "quantity": 2}, {"inventory_bought": 800, "count_gain": -800}, STOCKED),
    "entrusted goods counted less": (
        "COUNTED",
        {"point": OIL, "quantity": -4},
        {"count_loss": 100, "payables": -100},
        STOCKED,
    ),
    "entrusted goods counted more": (
        "COUNTED",
        {"point": OIL, "quantity": 4},
        {"payables": 100, "count_gain": -100},
        STOCKED,
    ),
    "found, records were wrong": (
        "STOCK_FOUND",
        {"point": RAW, "quantity": 2},
        {"inventory_bought": 800, "count_gain": -800},
    ),
    "found, stock was unknown": (
        "STOCK_FOUND",
        {"code": 1, "point": RAW, "quantity": 2},
        {"inventory_bought": 800, "opening_equity": -800},
    ),
    "entrusted stock found, was unknown": ("STOCK_FOUND", {"code": 1, "point": OIL, "quantity": 2}, {}),
    "standard raised": (
        "REVALUED",
        {"point": RAW, "amount": 42_500},
        {"inventory_bought": 1250, "revaluation": -1250},
        STOCKED,
    ),
    "standard lowered": (
        "REVALUED",
        {"point": RAW, "amount": 30_000},
        {"inventory_bought": -5000, "revaluation": 5000},
        STOCKED,
    ),
    "standard of entrusted goods changed": ("REVALUED", {"point": OIL, "amount": 30_000}, {}, STOCKED),
}


@pytest.mark.parametrize("name", CASES)
def test_posting(name: str, check_posting: Any) -> None:
    check_posting(name, *CASES[name])

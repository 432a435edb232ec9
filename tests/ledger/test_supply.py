"""Each line of the posting tables in docs/design/books.md about what a pull moves, by name; cents, debit positive."""

from typing import Any

import pytest

RAW, PART, BIKE, STORE, OIL = range(5)
MAKE, MOVE, BUY, DROP = range(4)

STOCKED = [("STOCK_OPENED", {"point": point, "quantity": 50}) for point in (RAW, PART, BIKE, STORE, OIL)]
IN_WORK = [*STOCKED, ("STARTED", {"code": MAKE, "point": PART, "slot": 7, "quantity": -3})]
ON_ROAD = [*STOCKED, ("STARTED", {"code": MOVE, "point": BIKE, "slot": 7, "quantity": -2})]

CASES: dict[str, tuple[Any, ...]] = {
    "work open at the start": (
        "SUPPLY_OPENED",
        {"code": MAKE, "slot": 2, "amount": 12_345},
        {"work_in_process": 12_345, "opening_equity": -12_345},
    ),
    "transfer open at the start": (
        "SUPPLY_OPENED",
        {"code": MOVE, "slot": 2, "point": STORE, "quantity": 3},
        {"transit": 30_000, "opening_equity": -30_000},
    ),
    "bought above standard": (
        "RECEIVED",
        {"code": BUY, "point": RAW, "quantity": 10, "amount": 41_000, "party": 1, "final": 1},
        {"inventory_bought": 4000, "price_variance": 100, "payables": -4100},
    ),
    "bought below standard": (
        "RECEIVED",
        {"code": BUY, "point": RAW, "quantity": 10, "amount": 38_000, "party": 1, "final": 1},
        {"inventory_bought": 4000, "price_variance": -200, "payables": -3800},
    ),
    "drop-shipped": (
        "RECEIVED",
        {"code": DROP, "point": BIKE, "quantity": 1, "amount": 1_000_000, "party": 1, "final": 1},
        {"inventory_made": 10_000, "payables": -10_000},
    ),
    "sent back to the supplier": (
        "RECEIVED",
        {"code": BUY, "point": RAW, "quantity": -2, "amount": 41_000, "party": 1},
        {"inventory_bought": -800, "price_variance": -20, "payables": 820},
        STOCKED,
    ),
    "entrusted goods received": (
        "RECEIVED",
        {"code": BUY, "point": OIL, "quantity": 40, "amount": 25_000, "party": 1, "final": 1},
        {},
    ),
    "material issued": (
        "STARTED",
        {"code": MAKE, "point": PART, "slot": 7, "quantity": -3},
        {"work_in_process": 3000, "inventory_bought": -3000},
        STOCKED,
    ),
    "entrusted material issued": (
        "STARTED",
        {"code": MAKE, "point": OIL, "slot": 7, "quantity": -4},
        {"work_in_process": 100, "payables": -100},
        STOCKED,
    ),
    "conversion applied": (
        "FINISHED",
        {"slot": 7, "amount": 250},
        {"work_in_process": 250, "conversion_applied": -250},
        IN_WORK,
    ),
    "outside processing": (
        "FINISHED",
        {"slot": 7, "amount": 600, "party": 2},
        {"work_in_process": 600, "payables": -600},
        IN_WORK,
    ),
    "made, more to come": (
        "RECEIVED",
        {"code": MAKE, "point": BIKE, "slot": 7, "quantity": 1},
        {"inventory_made": 10_000, "work_in_process": -10_000},
        IN_WORK,
    ),
    "made, the last of it": (
        "RECEIVED",
        {"code": MAKE, "point": BIKE, "slot": 7, "quantity": 1, "final": 1},
        {"inventory_made": 10_000, "work_in_process": -3000, "production_variance": -7000},
        IN_WORK,
    ),
    "made order closed short": (
        "PULL_CLOSED",
        {"slot": 7, "final": 1},
        {"production_variance": 3000, "work_in_process": -3000},
        IN_WORK,
    ),
    "transfer sent": (
        "STARTED",
        {"code": MOVE, "point": BIKE, "slot": 7, "quantity": -2},
        {"transit": 20_000, "inventory_made": -20_000},
        STOCKED,
    ),
    "transfer received": (
        "RECEIVED",
        {"code": MOVE, "point": STORE, "slot": 7, "quantity": 2, "final": 1},
        {"inventory_made": 20_000, "transit": -20_000},
        ON_ROAD,
    ),
    "transfer closed short": (
        "PULL_CLOSED",
        {"slot": 7, "final": 1},
        {"count_loss": 20_000, "transit": -20_000},
        ON_ROAD,
    ),
    "transfer brought more": (
        "RECEIVED",
        {"code": MOVE, "point": STORE, "slot": 7, "quantity": 3, "final": 1},
        {"inventory_made": 30_000, "transit": -20_000, "count_gain": -10_000},
        ON_ROAD,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_posting(name: str, check_posting: Any) -> None:
    check_posting(name, *CASES[name])

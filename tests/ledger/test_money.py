"""Each line of the posting tables in docs/design/books.md about money alone, by name; cents, debit positive."""

from typing import Any

import pytest

CASES: dict[str, tuple[Any, ...]] = {
    "asset opened": (
        "BALANCE_OPENED",
        {"code": 2, "amount": 700, "party": 0},
        {"receivables": 700, "opening_equity": -700},
    ),
    "liability opened": (
        "BALANCE_OPENED",
        {"code": 9, "amount": -900, "party": 1},
        {"payables": -900, "opening_equity": 900},
    ),
    "equity opened": ("BALANCE_OPENED", {"code": 12, "amount": -900}, {}),
    "customer paid": ("PAID", {"code": 1, "amount": 500, "party": 0}, {"cash": 500, "receivables": -500}),
    "supplier paid": ("PAID", {"code": 2, "amount": 500, "party": 1}, {"payables": 500, "cash": -500}),
    "payment reversed": ("PAID", {"code": 1, "amount": -500, "party": 0}, {"cash": -500, "receivables": 500}),
    "freight in": ("FREIGHT_CHARGED", {"code": 1, "amount": 90, "party": 2}, {"freight_in": 90, "payables": -90}),
    "freight out": ("FREIGHT_CHARGED", {"code": 2, "amount": 90, "party": 2}, {"freight_out": 90, "payables": -90}),
    "freight expedited": ("FREIGHT_CHARGED", {"code": 3, "amount": 90, "party": 2}, {"expedite": 90, "payables": -90}),
    "overtime": ("OVERTIME_CHARGED", {"amount": 80, "party": 2}, {"overtime": 80, "payables": -80}),
    "deposit received": ("DEPOSIT_RECEIVED", {"amount": 300, "party": 0}, {"cash": 300, "customer_deposits": -300}),
    "deposit paid back": ("DEPOSIT_RECEIVED", {"amount": -300, "party": 0}, {"cash": -300, "customer_deposits": 300}),
    "deposit used at delivery": (
        "DELIVERED",
        {"amount": 300, "party": 0},
        {"customer_deposits": 300, "receivables": -300},
    ),
    "written down": ("WRITE_DOWN", {"amount": 700}, {"write_down": 700, "stock_allowance": -700}),
    "write-down reversed": ("WRITE_DOWN", {"amount": -700}, {"write_down": -700, "stock_allowance": 700}),
    "exchange loss on a customer": (
        "EXCHANGE_DIFFERENCE",
        {"code": 1, "amount": 60, "party": 0},
        {"exchange_gain_loss": 60, "receivables": -60},
    ),
    "exchange loss on a supplier": (
        "EXCHANGE_DIFFERENCE",
        {"code": 2, "amount": 60, "party": 1},
        {"exchange_gain_loss": 60, "payables": -60},
    ),
    "exchange gain on a supplier": (
        "EXCHANGE_DIFFERENCE",
        {"code": 2, "amount": -60, "party": 1},
        {"exchange_gain_loss": -60, "payables": 60},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_posting(name: str, check_posting: Any) -> None:
    check_posting(name, *CASES[name])

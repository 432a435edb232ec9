"""The accounts by name, and what may be opened."""

from enum import Enum

from tugline.ledger import layout


class Nature(Enum):
    """What kind of account it is: a debit balance is normal for assets and expenses."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INCOME = "income"
    EXPENSE = "expense"


_NATURES = {
    "cash": Nature.ASSET,
    "receivables": Nature.ASSET,
    "inventory_bought": Nature.ASSET,
    "inventory_made": Nature.ASSET,
    "work_in_process": Nature.ASSET,
    "transit": Nature.ASSET,
    "stock_allowance": Nature.ASSET,
    "other_assets": Nature.ASSET,
    "payables": Nature.LIABILITY,
    "customer_deposits": Nature.LIABILITY,
    "other_liabilities": Nature.LIABILITY,
    "opening_equity": Nature.EQUITY,
    "revenue": Nature.INCOME,
    "returns": Nature.INCOME,
    "cost_of_sales": Nature.EXPENSE,
    "price_variance": Nature.EXPENSE,
    "production_variance": Nature.EXPENSE,
    "conversion_applied": Nature.EXPENSE,
    "freight_in": Nature.EXPENSE,
    "freight_out": Nature.EXPENSE,
    "expedite": Nature.EXPENSE,
    "overtime": Nature.EXPENSE,
    "scrap": Nature.EXPENSE,
    "count_gain": Nature.INCOME,
    "count_loss": Nature.EXPENSE,
    "write_down": Nature.EXPENSE,
    "revaluation": Nature.EXPENSE,
    "exchange_gain_loss": Nature.EXPENSE,
}
ACCOUNTS = ("", *_NATURES)
"""Name of each account at its code; code 0 is no account."""
CODES = {name: code for code, name in enumerate(ACCOUNTS) if name}

OPENING_ACCOUNTS = tuple(ACCOUNTS[code] for code in range(layout.N_ACCOUNTS) if layout.OPENABLE[code])
"""Accounts that a row of `balances` may open."""


def nature_of(code: int) -> Nature:
    """Return what kind of account `code` is, 1 .. N_ACCOUNTS - 1."""
    return _NATURES[ACCOUNTS[code]]

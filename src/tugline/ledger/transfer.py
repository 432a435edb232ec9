"""The four small acts that every posting is made of. Each money act has two sides, so the books cannot lose balance."""

from typing import Any

import numpy as np

from tugline.ledger.layout import (
    CUSTOMER_DEPOSITS,
    ENTRY,
    MAX_SLOTS,
    PAYABLES,
    RECEIVABLES,
    SLOT,
)
from tugline.state.arithmetic import half_even
from tugline.state.kernel import kernel


@kernel
def cents(quantity: int, unit_price: int, scale: int) -> int:
    """Return the money for a quantity, in cents, half-even.

    `quantity` in 1/scale of the item unit, `unit_price` in 1/10,000 of the currency per item unit; safe while
    |quantity * unit_price| < 2^62.
    """
    product = quantity * unit_price
    if product == 0:
        return 0
    return half_even(product, scale * 100)


@kernel
def _note(b: Any, account: int, amount: int, party: int) -> None:
    head = b.head[0]
    if head.entries == len(b.entry):
        grown = np.zeros(max(64, 2 * len(b.entry)), ENTRY)
        grown[: len(b.entry)] = b.entry
        b.entry = grown
    entry = b.entry[head.entries]
    entry.seq = head.seq
    entry.account = account
    entry.party = party
    entry.amount = amount
    head.entries += 1


@kernel
def _party_side(b: Any, account: int, amount: int, party: int) -> None:
    if account not in (RECEIVABLES, PAYABLES, CUSTOMER_DEPOSITS):
        return
    parties = b.party
    balance = parties[party if party >= 0 else len(parties) - 1]
    if account == RECEIVABLES:
        balance.receivable += amount
    elif account == PAYABLES:
        balance.payable += amount
    else:
        balance.deposit += amount


@kernel
def transfer(b: Any, debit: int, credit: int, amount: int, party: int) -> None:
    """Post `amount` cents to both sides; nothing where it is 0, and a negative amount turns the sides round."""
    if amount == 0 or debit == credit:
        return
    b.head[0].turnover += abs(amount)
    balance = b.balance
    balance[debit] += amount
    balance[credit] -= amount
    _party_side(b, debit, amount, party)
    _party_side(b, credit, -amount, party)
    if b.head[0].recording:
        _note(b, debit, amount, party)
        _note(b, credit, -amount, party)


@kernel
def move_stock(p: Any, quantity: int) -> int:
    """Change what is at a point (`BOOK_POINT`) and return the value after minus the value before, in cents."""
    p.on_hand += quantity
    after = cents(p.on_hand, p.standard_cost, p.scale)
    change = after - p.value
    p.value = after
    return change


@kernel
def slot_account(b: Any, slot: int, account: int) -> int:
    """Return where the money of a pull is; a slot that holds nothing takes on `account`."""
    if slot >= len(b.slot):
        grown = np.zeros(min(MAX_SLOTS, max(2 * len(b.slot), slot + 1)), SLOT)
        grown[: len(b.slot)] = b.slot
        b.slot = grown
    s = b.slot[slot]
    if s.value == 0:
        s.account = account
    return s.account


@kernel
def slot_transfer(b: Any, slot: int, account: int, counter: int, amount: int, party: int) -> None:
    """Debit the money under way for a pull (a negative amount credits it) against `counter`."""
    if amount == 0:
        return
    under_way = slot_account(b, slot, account)
    b.slot[slot].value += amount
    transfer(b, under_way, counter, amount, party)

"""Posting movements that move no goods: payments, deposits, charges, opening balances, allowances."""

from typing import Any

from tugline.facts.kinds import Kind
from tugline.ledger import layout as lay
from tugline.ledger.transfer import transfer
from tugline.state import movement as mv
from tugline.state.kernel import kernel

PAID, FREIGHT_CHARGED, OVERTIME_CHARGED = int(Kind.PAID), int(Kind.FREIGHT_CHARGED), int(Kind.OVERTIME_CHARGED)
DEPOSIT_RECEIVED, DELIVERED, BALANCE_OPENED = int(Kind.DEPOSIT_RECEIVED), int(Kind.DELIVERED), int(Kind.BALANCE_OPENED)
WRITE_DOWN, EXCHANGE_DIFFERENCE = mv.WRITE_DOWN, mv.EXCHANGE_DIFFERENCE


@kernel
def _charged_to(m: Any) -> int:
    if m.kind == OVERTIME_CHARGED:
        return lay.OVERTIME
    if m.code == mv.FREIGHT_IN:
        return lay.FREIGHT_IN
    return lay.FREIGHT_OUT if m.code == mv.FREIGHT_OUT else lay.EXPEDITE


@kernel
def post_money(b: Any, m: Any) -> bool:
    """Post a movement of money alone and return whether it was one."""
    kind, amount, party = m.kind, m.amount, m.party
    if kind == PAID and m.code == mv.FROM_CUSTOMER:
        transfer(b, lay.CASH, lay.RECEIVABLES, amount, party)
    elif kind == PAID:
        transfer(b, lay.PAYABLES, lay.CASH, amount, party)
    elif kind in (FREIGHT_CHARGED, OVERTIME_CHARGED):
        transfer(b, _charged_to(m), lay.PAYABLES, amount, party)
    elif kind == DEPOSIT_RECEIVED:
        transfer(b, lay.CASH, lay.CUSTOMER_DEPOSITS, amount, party)
    elif kind == DELIVERED:
        transfer(b, lay.CUSTOMER_DEPOSITS, lay.RECEIVABLES, amount, party)
    elif kind == BALANCE_OPENED:
        transfer(b, m.code, lay.OPENING_EQUITY, amount, party)
    elif kind == WRITE_DOWN:
        transfer(b, lay.WRITE_DOWN, lay.STOCK_ALLOWANCE, amount, -1)
    elif kind == EXCHANGE_DIFFERENCE:
        partner = lay.RECEIVABLES if m.code == mv.FROM_CUSTOMER else lay.PAYABLES
        transfer(b, lay.EXCHANGE_GAIN_LOSS, partner, amount, party)
    else:
        return False
    return True

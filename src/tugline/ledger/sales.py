"""Posting sales and returns, and counting what the metrics ask of them."""

from typing import Any

from tugline.facts.kinds import Kind
from tugline.ledger import layout as lay
from tugline.ledger.transfer import cents, move_stock, transfer
from tugline.state import movement as mv
from tugline.state.kernel import kernel

SHIPPED, SALE_MADE, RETURNED = int(Kind.SHIPPED), int(Kind.SALE_MADE), int(Kind.RETURNED)


@kernel
def _tally_sale(b: Any, p: Any, m: Any, revenue: int, cost: int) -> None:
    """Keep what the metrics ask of a sale; a return is a sale of a negative quantity."""
    p.sold_quantity -= m.quantity
    p.sold_revenue += revenue
    p.sold_cost += cost
    if p.price > 0 and m.amount > 0:
        tally = b.tally
        listed = cents(-m.quantity, p.price, p.scale)
        b.head[0].turnover += abs(listed)
        tally[lay.LIST_REVENUE] += listed
        tally[lay.LISTED_REVENUE] += revenue
        if p.price > m.amount:
            tally[lay.MARKDOWN_LOSS] += listed - revenue


@kernel
def _date_sale(head: Any, p: Any, tick: int) -> None:
    if p.last_sold < head.day_first:
        p.sold_before = p.last_sold
    p.last_sold = tick


@kernel
def _sell(b: Any, m: Any, paid_into: int) -> None:
    p = b.point[m.point]
    revenue = cents(-m.quantity, m.amount, p.scale)
    change = move_stock(p, m.quantity)
    transfer(b, paid_into, lay.REVENUE, revenue, m.party)
    transfer(b, lay.COST_OF_SALES, p.account, -change, p.owner)
    _tally_sale(b, p, m, revenue, -change)
    _date_sale(b.head[0], p, m.tick)
    tally = b.tally
    tally[lay.SALE_LINES] += 1
    tally[lay.UNPRICED_LINES] += m.amount == 0
    tally[lay.UNCOSTED_LINES] += p.uncosted
    tally[lay.UNLISTED_LINES] += p.price == 0


@kernel
def _take_back(b: Any, m: Any) -> None:
    p = b.point[m.point]
    refund = cents(m.quantity, m.amount, p.scale)
    change = move_stock(p, m.quantity)
    transfer(b, lay.RETURNS, lay.CASH if m.code == mv.IN_CASH else lay.RECEIVABLES, refund, m.party)
    transfer(b, p.account, lay.COST_OF_SALES, change, p.owner)
    _tally_sale(b, p, m, -refund, -change)


@kernel
def post_sale(b: Any, m: Any) -> bool:
    """Post a movement to or from a customer and return whether it was one."""
    kind = m.kind
    if kind == SHIPPED:
        _sell(b, m, lay.RECEIVABLES)
    elif kind == SALE_MADE:
        _sell(b, m, lay.CASH)
    elif kind == RETURNED:
        _take_back(b, m)
    else:
        return False
    return True

"""Posting: each movement becomes debits and credits. One routine serves live work, replay, studies and explanations."""

from typing import Any

import numpy as np

from tugline.facts.kinds import Kind
from tugline.ledger import layout as lay
from tugline.ledger.books import N_COLUMNS, Books, live_arrays
from tugline.ledger.refusals import refusal
from tugline.ledger.rules import problem
from tugline.ledger.transfer import cents, move_stock, slot_transfer, transfer
from tugline.network.layout import MAKE, MOVE
from tugline.state import movement as mv
from tugline.state.kernel import kernel

STOCK_OPENED, SUPPLY_OPENED, BALANCE_OPENED = int(Kind.STOCK_OPENED), int(Kind.SUPPLY_OPENED), int(Kind.BALANCE_OPENED)
RECEIVED, STARTED, FINISHED = int(Kind.RECEIVED), int(Kind.STARTED), int(Kind.FINISHED)
PULL_CLOSED, SHIPPED, SALE_MADE, RETURNED = (
    int(Kind.PULL_CLOSED),
    int(Kind.SHIPPED),
    int(Kind.SALE_MADE),
    int(Kind.RETURNED),
)
SCRAPPED, COUNTED, STOCK_FOUND = int(Kind.SCRAPPED), int(Kind.COUNTED), int(Kind.STOCK_FOUND)
PAID, FREIGHT_CHARGED, DEPOSIT_RECEIVED = int(Kind.PAID), int(Kind.FREIGHT_CHARGED), int(Kind.DEPOSIT_RECEIVED)
DELIVERED, OVERTIME_CHARGED = int(Kind.DELIVERED), int(Kind.OVERTIME_CHARGED)


@kernel
def _close_days(b: Any, tick: int) -> None:
    """Write the closing balances of every day that ended before `tick`."""
    head = b.head[0]
    day = tick // head.day_ticks
    if day > len(b.closing):
        grown = np.zeros((max(day, 2 * len(b.closing)), N_COLUMNS), np.int64)
        grown[: head.day] = b.closing[: head.day]
        b.closing = grown
    for closed in range(head.day, day):
        b.closing[closed, : lay.N_ACCOUNTS] = b.balance
        b.closing[closed, lay.N_ACCOUNTS :] = b.tally
    head.day = day
    head.day_end = (day + 1) * head.day_ticks


@kernel
def _under_way(code: int) -> int:
    return lay.TRANSIT if code == MOVE else lay.WORK_IN_PROCESS


@kernel
def _stock_against(b: Any, m: Any, account: int) -> None:
    """Goods come in or go out against an account of ours; goods of somebody else only come in by being entrusted."""
    p = b.point[m.point]
    change = move_stock(p, m.quantity)
    if p.owner < 0 or change < 0:
        transfer(b, p.account, account, change, p.owner)


@kernel
def _close_pull(b: Any, slot: int) -> None:
    """What the goods of a pull cost more or less than standard is a variance."""
    if 0 <= slot < len(b.slot) and b.slot[slot].value != 0:
        slot_transfer(b, slot, lay.WORK_IN_PROCESS, lay.PRODUCTION_VARIANCE, -b.slot[slot].value, -1)


@kernel
def _open_supply(b: Any, m: Any) -> None:
    if m.code == MAKE:
        slot_transfer(b, m.slot, lay.WORK_IN_PROCESS, lay.OPENING_EQUITY, m.amount, -1)
    else:
        p = b.point[m.point]
        value = cents(m.quantity, p.standard_cost, p.scale)
        slot_transfer(b, m.slot, lay.TRANSIT, lay.OPENING_EQUITY, value, -1)


@kernel
def _receive(b: Any, m: Any) -> None:
    p = b.point[m.point]
    change = move_stock(p, m.quantity)
    if m.code <= lay.SLOTTED_SOURCES:
        slot_transfer(b, m.slot, _under_way(m.code), p.account, -change, p.owner)
    elif p.owner < 0:
        invoiced = cents(m.quantity, m.amount, p.scale)
        transfer(b, p.account, lay.PAYABLES, change, m.party)
        transfer(b, lay.PRICE_VARIANCE, lay.PAYABLES, invoiced - change, m.party)
        b.tally[lay.PURCHASES] += invoiced
    if m.final:
        _close_pull(b, m.slot)


@kernel
def _issue(b: Any, m: Any) -> None:
    p = b.point[m.point]
    change = move_stock(p, m.quantity)
    slot_transfer(b, m.slot, _under_way(m.code), p.account, -change, p.owner)


@kernel
def _finish(b: Any, m: Any) -> None:
    if m.party < 0:
        slot_transfer(b, m.slot, lay.WORK_IN_PROCESS, lay.CONVERSION_APPLIED, m.amount, -1)
    else:
        slot_transfer(b, m.slot, lay.WORK_IN_PROCESS, lay.PAYABLES, m.amount, m.party)
        b.tally[lay.SERVICE_CHARGES] += m.amount


@kernel
def _tally_sale(tally: Any, p: Any, m: Any, revenue: int, cost: int) -> None:
    """Keep what the metrics ask of a sale; a return is a sale of a negative quantity."""
    p.sold_quantity -= m.quantity
    p.sold_revenue += revenue
    p.sold_cost += cost
    if p.price > 0 and m.amount > 0:
        listed = cents(-m.quantity, p.price, p.scale)
        tally[lay.LIST_REVENUE] += listed
        tally[lay.LISTED_REVENUE] += revenue
        if p.price > m.amount:
            tally[lay.MARKDOWN_LOSS] += listed - revenue


@kernel
def _sell(b: Any, m: Any, paid_into: int) -> None:
    p = b.point[m.point]
    revenue = cents(-m.quantity, m.amount, p.scale)
    change = move_stock(p, m.quantity)
    transfer(b, paid_into, lay.REVENUE, revenue, m.party)
    transfer(b, lay.COST_OF_SALES, p.account, -change, p.owner)
    tally = b.tally
    _tally_sale(tally, p, m, revenue, -change)
    p.last_sold = m.tick
    tally[lay.SALE_LINES] += 1
    tally[lay.UNPRICED_LINES] += m.amount == 0
    tally[lay.UNCOSTED_LINES] += p.standard_cost == 0
    tally[lay.UNLISTED_LINES] += p.price == 0


@kernel
def _take_back(b: Any, m: Any) -> None:
    p = b.point[m.point]
    refund = cents(m.quantity, m.amount, p.scale)
    change = move_stock(p, m.quantity)
    transfer(b, lay.RETURNS, lay.CASH if m.code == mv.IN_CASH else lay.RECEIVABLES, refund, m.party)
    transfer(b, p.account, lay.COST_OF_SALES, change, p.owner)
    _tally_sale(b.tally, p, m, -refund, -change)


@kernel
def _correct(b: Any, m: Any) -> None:
    """Post stock that is lost, miscounted or found."""
    if m.kind == SCRAPPED:
        if m.point >= 0:
            _stock_against(b, m, lay.SCRAP)
        else:
            slot_transfer(b, m.slot, lay.WORK_IN_PROCESS, lay.SCRAP, -m.amount, -1)
    elif m.kind == COUNTED:
        _stock_against(b, m, lay.COUNT_GAIN if m.quantity > 0 else lay.COUNT_LOSS)
    else:
        _stock_against(b, m, lay.OPENING_EQUITY if m.code == mv.FOUND_UNKNOWN else lay.COUNT_GAIN)


@kernel
def _charge(b: Any, m: Any) -> None:
    """Post freight or overtime that somebody will be paid for."""
    account = lay.OVERTIME
    if m.kind == FREIGHT_CHARGED:
        account = lay.FREIGHT_IN
        if m.code == mv.FREIGHT_OUT:
            account = lay.FREIGHT_OUT
        elif m.code == mv.FREIGHT_EXPEDITE:
            account = lay.EXPEDITE
    transfer(b, account, lay.PAYABLES, m.amount, m.party)


@kernel
def _post_money(b: Any, m: Any) -> None:
    """Post a movement that moves no goods."""
    if m.kind == PAID:
        if m.code == mv.FROM_CUSTOMER:
            transfer(b, lay.CASH, lay.RECEIVABLES, m.amount, m.party)
        else:
            transfer(b, lay.PAYABLES, lay.CASH, m.amount, m.party)
    elif m.kind in (FREIGHT_CHARGED, OVERTIME_CHARGED):
        _charge(b, m)
    elif m.kind == DEPOSIT_RECEIVED:
        transfer(b, lay.CASH, lay.CUSTOMER_DEPOSITS, m.amount, m.party)
    elif m.kind == DELIVERED:
        transfer(b, lay.CUSTOMER_DEPOSITS, lay.RECEIVABLES, m.amount, m.party)
    elif m.kind == BALANCE_OPENED:
        transfer(b, m.code, lay.OPENING_EQUITY, m.amount, m.party)
    elif m.kind == mv.WRITE_DOWN:
        transfer(b, lay.WRITE_DOWN, lay.STOCK_ALLOWANCE, m.amount, -1)
    else:
        partner = lay.RECEIVABLES if m.code == mv.FROM_CUSTOMER else lay.PAYABLES
        transfer(b, lay.EXCHANGE_GAIN_LOSS, partner, m.amount, m.party)


@kernel
def _revalue(b: Any, m: Any) -> None:
    p = b.point[m.point]
    p.standard_cost = m.amount
    change = move_stock(p, 0)
    if p.owner < 0:
        transfer(b, p.account, lay.REVALUATION, change, -1)


@kernel
def _post_one(b: Any, m: Any) -> None:
    kind = m.kind
    if kind == SHIPPED:
        _sell(b, m, lay.RECEIVABLES)
    elif kind == SALE_MADE:
        _sell(b, m, lay.CASH)
    elif kind == RECEIVED:
        _receive(b, m)
    elif kind == STARTED:
        _issue(b, m)
    elif kind == FINISHED:
        _finish(b, m)
    elif kind == PULL_CLOSED:
        _close_pull(b, m.slot)
    elif kind == RETURNED:
        _take_back(b, m)
    elif kind in (SCRAPPED, COUNTED, STOCK_FOUND):
        _correct(b, m)
    elif kind == STOCK_OPENED:
        _stock_against(b, m, lay.OPENING_EQUITY)
    elif kind == SUPPLY_OPENED:
        _open_supply(b, m)
    elif kind == mv.REVALUED:
        _revalue(b, m)
    else:
        _post_money(b, m)


@kernel
def post(b: Any, movements: Any, start: int, stop: int) -> int:
    """Post movements start .. stop - 1 and return the row after the last one posted.

    A row below `stop` was refused: it and all after it are left out, the books stand as before it, and
    `head.refused` says why (a code of `ledger.layout`). `post_all` makes an error of that.
    """
    head = b.head[0]
    head.refused = 0
    for row in range(start, stop):
        m = movements[row]
        reason = problem(b, head, m)
        if reason != 0:
            head.refused = reason
            return row
        if m.tick >= head.day_end:
            _close_days(b, m.tick)
        head.seq = m.seq
        head.tick = m.tick
        head.movements += 1
        _post_one(b, m)
    return stop


@kernel
def post_entries(b: Any, movements: Any, start: int, stop: int) -> Any:
    """Post as `post` does and return every side of every posting, as `ENTRY` records in the order of posting."""
    head = b.head[0]
    head.entries = 0
    head.recording = 1
    post(b, movements, start, stop)
    head.recording = 0
    rows = b.entry[: head.entries].copy()
    head.entries = 0
    return rows


def post_all(books: Books, movements: np.ndarray) -> None:
    """Post all movements, records of `state.movement.MOVEMENT`, shape (n,).

    Raises
    ------
    LedgerError
        At the first movement that cannot be posted; those before it are.
    """
    done = post(books, movements, 0, len(movements))
    if done < len(movements):
        raise refusal(movements[done], int(live_arrays(books)["head"]["refused"][0]))


def entries(books: Books, movements: np.ndarray) -> np.ndarray:
    """Post all movements and return the entries, records of `ledger.layout.ENTRY`: each fact's amounts sum to 0.

    Raises
    ------
    LedgerError
        As `post_all`.
    """
    before = int(live_arrays(books)["head"]["movements"][0])
    rows: np.ndarray = post_entries(books, movements, 0, len(movements))
    head = live_arrays(books)["head"]
    done = int(head["movements"][0]) - before
    if done < len(movements):
        raise refusal(movements[done], int(head["refused"][0]))
    return rows

"""Posting what a pull moves: supply open at the start, issues, conversion, receipts, and its end."""

from typing import Any

from tugline.facts.kinds import Kind
from tugline.ledger import layout as lay
from tugline.ledger.transfer import cents, move_stock, slot_transfer, transfer
from tugline.network.layout import MAKE, MOVE
from tugline.state.kernel import kernel

SUPPLY_OPENED, RECEIVED, STARTED = int(Kind.SUPPLY_OPENED), int(Kind.RECEIVED), int(Kind.STARTED)
FINISHED, PULL_CLOSED = int(Kind.FINISHED), int(Kind.PULL_CLOSED)


@kernel
def _under_way(code: int) -> int:
    return lay.TRANSIT if code == MOVE else lay.WORK_IN_PROCESS


@kernel
def _open_supply(b: Any, m: Any) -> None:
    if m.code == MAKE:
        slot_transfer(b, m.slot, lay.WORK_IN_PROCESS, lay.OPENING_EQUITY, m.amount, -1)
    else:
        p = b.point[m.point]
        value = cents(m.quantity, p.standard_cost, p.scale)
        slot_transfer(b, m.slot, lay.TRANSIT, lay.OPENING_EQUITY, value, -1)
        p.supplied_quantity += m.quantity


@kernel
def _issue(b: Any, m: Any) -> None:
    """Take a component into work, or goods onto the road, at standard."""
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
def _receive(b: Any, m: Any) -> None:
    """Take goods in at standard; what is bought for somebody else's stock is only entrusted, and not invoiced yet."""
    p = b.point[m.point]
    change = move_stock(p, m.quantity)
    if m.code != MOVE:
        p.supplied_quantity += m.quantity
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
def _close_pull(b: Any, slot: int) -> None:
    """Clear what is left in a slot: work that cost more than its goods, or goods that left and never arrived."""
    if slot < 0 or slot >= len(b.slot):
        return
    rest = b.slot[slot].value
    if rest == 0:
        return
    counter = lay.PRODUCTION_VARIANCE
    if b.slot[slot].account == lay.TRANSIT:
        counter = lay.COUNT_LOSS if rest > 0 else lay.COUNT_GAIN
    slot_transfer(b, slot, lay.WORK_IN_PROCESS, counter, -rest, -1)


@kernel
def post_supply(b: Any, m: Any) -> bool:
    """Post a movement of a pull and return whether it was one."""
    kind = m.kind
    if kind == RECEIVED:
        _receive(b, m)
    elif kind == STARTED:
        _issue(b, m)
    elif kind == FINISHED:
        _finish(b, m)
    elif kind == PULL_CLOSED:
        _close_pull(b, m.slot)
    elif kind == SUPPLY_OPENED:
        _open_supply(b, m)
    else:
        return False
    return True

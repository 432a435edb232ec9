"""Posting what becomes known about stock: opened, found, counted, scrapped, and what a piece is worth."""

from typing import Any

from tugline.facts.kinds import Kind
from tugline.ledger import layout as lay
from tugline.ledger.transfer import move_stock, slot_transfer, transfer
from tugline.state import movement as mv
from tugline.state.kernel import kernel

STOCK_OPENED, SCRAPPED = int(Kind.STOCK_OPENED), int(Kind.SCRAPPED)
COUNTED, STOCK_FOUND = int(Kind.COUNTED), int(Kind.STOCK_FOUND)
REVALUED = mv.REVALUED


@kernel
def _open(b: Any, m: Any) -> None:
    """Take in stock that was there before the books; somebody else's is theirs, and no equity of ours."""
    p = b.point[m.point]
    change = move_stock(p, m.quantity)
    p.supplied_quantity += m.quantity
    if p.owner < 0:
        transfer(b, p.account, lay.OPENING_EQUITY, change, -1)


@kernel
def _against(b: Any, m: Any, account: int) -> None:
    """Post a loss or a gain; of entrusted goods we owe what is gone, and no longer owe what comes back."""
    p = b.point[m.point]
    change = move_stock(p, m.quantity)
    transfer(b, p.account, account, change, p.owner)


@kernel
def _scrap(b: Any, m: Any) -> None:
    if m.point >= 0:
        _against(b, m, lay.SCRAP)
    else:
        slot_transfer(b, m.slot, lay.WORK_IN_PROCESS, lay.SCRAP, -m.amount, -1)


@kernel
def _revalue(b: Any, m: Any) -> None:
    p = b.point[m.point]
    p.standard_cost = m.amount
    p.uncosted = 0
    change = move_stock(p, 0)
    if p.owner < 0:
        transfer(b, p.account, lay.REVALUATION, change, -1)


@kernel
def post_stock(b: Any, m: Any) -> bool:
    """Post a movement that corrects stock or its worth and return whether it was one."""
    kind = m.kind
    if kind == STOCK_OPENED or (kind == STOCK_FOUND and m.code == mv.FOUND_UNKNOWN):
        _open(b, m)
    elif kind == STOCK_FOUND:
        _against(b, m, lay.COUNT_GAIN)
    elif kind == COUNTED:
        _against(b, m, lay.COUNT_GAIN if m.quantity > 0 else lay.COUNT_LOSS)
    elif kind == SCRAPPED:
        _scrap(b, m)
    elif kind == REVALUED:
        _revalue(b, m)
    else:
        return False
    return True

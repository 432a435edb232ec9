"""Fold decisions that keep or free: stock allocated, supply pegged, allocations taken back."""

from typing import Any

from tugline.engine.pulls import pull_slot
from tugline.facts.kinds import NEVER
from tugline.state.index import find
from tugline.state.kernel import inlined, kernel
from tugline.state.layout import FOR_LINE, READY, RELEASED
from tugline.state.needs import give_back, keep_stock, need_at, owner_of
from tugline.state.pegs import add_peg, cut_peg
from tugline.state.work import mark_fresh


@kernel
def _need_of(s: Any, owner_id: int, point: int) -> int:
    found = find(s, owner_id)
    if found < 0:
        return -1
    kind, owner = owner_of(found)
    return need_at(s, kind, owner, point)


@inlined
def fold_stock_allocated(s: Any, row: Any) -> None:
    """Keep stock on hand for a line or pull."""
    n = _need_of(s, row.reference, row.point - 1)
    if n >= 0:
        keep_stock(s, n, row.quantity)
        # That may have been the last it lacked.
        mark_fresh(s, s.need[n].owner_kind, s.need[n].owner)


@inlined
def fold_stock_freed(s: Any, row: Any) -> None:
    """Take an allocation back that the stock no longer covers; what was ready to go is not any more."""
    found = find(s, row.reference)
    if found < 0:
        return
    kind, owner = owner_of(found)
    n = need_at(s, kind, owner, row.point - 1)
    if n < 0:
        return
    give_back(s, n, min(row.quantity, s.need[n].allocated))
    if kind == FOR_LINE:
        line = s.line[owner]
        line.released = min(line.released, line.shipped + s.need[n].allocated)
    elif s.pull[owner].state == READY:
        s.pull[owner].state = RELEASED
        s.pull[owner].material_at = NEVER


@inlined
def fold_pegged(s: Any, row: Any) -> None:
    """Keep free open supply of pull `reference` for line or pull `cause`."""
    slot = pull_slot(s, row.reference)
    n = _need_of(s, row.cause, row.point - 1)
    if slot >= 0 and n >= 0:
        add_peg(s, slot, n, row.quantity)


@inlined
def fold_unpegged(s: Any, row: Any) -> None:
    """Give pegged supply back to whoever needs it."""
    slot = pull_slot(s, row.reference)
    n = _need_of(s, row.cause, row.point - 1)
    if slot < 0 or n < 0:
        return
    rest = row.quantity
    e = s.need[n].first_peg
    while e >= 0 and rest > 0:
        after = s.peg[e].next_of_need
        if s.peg[e].pull == slot:
            cut = min(rest, s.peg[e].quantity)
            cut_peg(s, e, cut)
            rest -= cut
            s.pull[slot].lessened = s.stock[row.point - 1].touched
        e = after

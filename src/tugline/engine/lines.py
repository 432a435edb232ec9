"""Fold facts about customer lines: placed, changed, cancelled, shipped."""

from typing import Any

from tugline.engine.stock import change_on_hand
from tugline.facts.kinds import Kind
from tugline.state.arithmetic import plus
from tugline.state.index import drop, find, put
from tugline.state.kernel import inlined, kernel
from tugline.state.lanes import ready_by
from tugline.state.layout import FOR_LINE, ORDER_KEY, PROMISED
from tugline.state.less import allocate_whatever, drop_need, want_less
from tugline.state.needs import add_need, ask, give_back, keep_stock, rank_line, set_choice, waiting_of
from tugline.state.pegs import cut_peg, mark_pulls_moved
from tugline.state.pools import free_line, take_line
from tugline.state.tape import note_movement
from tugline.state.work import mark_dirty, mark_fresh, mark_gained

SHIPPED, DELIVERED = int(Kind.SHIPPED), int(Kind.DELIVERED)


@kernel
def line_slot(s: Any, id_: int) -> int:
    """Return the slot of an open line, -1 = there is none of this id."""
    found = find(s, id_)
    return found // 2 if found >= 0 and found % 2 == 0 else -1


@inlined
def _join_order(s: Any, slot: int, order: int) -> None:
    """Link a line into the ring of its order's open lines."""
    line = s.line[slot]
    line.order = order
    if order <= 0:
        return
    key = ORDER_KEY + order
    other = find(s, key)
    if other < 0:
        put(s, key, slot)
        return
    line.next_in_order = s.line[other].next_in_order
    s.line[other].next_in_order = slot


@inlined
def _leave_order(s: Any, slot: int) -> None:
    line = s.line[slot]
    if line.order <= 0:
        return
    key = ORDER_KEY + line.order
    other = line.next_in_order
    if other == slot:
        drop(s, key)
        return
    before = other
    while s.line[before].next_in_order != slot:
        before = s.line[before].next_in_order
    s.line[before].next_in_order = other
    if find(s, key) == slot:
        drop(s, key)
        put(s, key, other)
    # The others may have waited for this line only.
    mark_fresh(s, FOR_LINE, other)


@inlined
def fold_order_placed(s: Any, g: Any, row: Any) -> None:
    """A customer wants something: a line with one need, due when the goods must be ready to be there in time."""
    slot = take_line(s)
    line = s.line[slot]
    line.id = row.seq
    line.point = row.point - 1
    line.party = row.party - 1
    line.quantity = row.quantity
    line.price = row.amount
    line.wanted = row.due
    line.priority = row.priority
    line.ordered_at = row.occurred_at
    line.parcels = row.code
    line.reference = row.reference
    put(s, row.seq, 2 * slot)
    _join_order(s, slot, row.lot)
    s.head[0].last_line = slot
    s.stock[line.point].touched = row.seq
    due = ready_by(g, line.point, line.party, row.due)
    n = add_need(s, FOR_LINE, slot, line.point, row.quantity, due)
    s.line[slot].need = n


@inlined
def fold_order_terms(s: Any, row: Any) -> None:
    """Set how a line may be cut into shipments; reference 0 = the line placed just before."""
    slot = s.head[0].last_line if row.reference == 0 else line_slot(s, row.reference)
    if slot < 0 or s.line[slot].id == 0:
        return
    line = s.line[slot]
    line.parcels = row.code
    line.minimum_shipment = row.quantity
    line.latest = row.due
    mark_fresh(s, FOR_LINE, slot)


@inlined
def fold_order_choice(s: Any, row: Any) -> None:
    """Set what was chosen of a line's options, and its price; reference 0 = the line placed just before.

    What was kept for it is of another choice: open supply and goods of the default one are free for others, goods of
    any other are set apart. What was released for shipment stays.
    """
    slot = s.head[0].last_line if row.reference == 0 else line_slot(s, row.reference)
    if slot < 0 or s.line[slot].id == 0:
        return
    line = s.line[slot]
    line.price = row.amount
    n = line.need
    if s.need[n].choice == row.lot:
        return
    while s.need[n].first_peg >= 0:
        e = s.need[n].first_peg
        cut_peg(s, e, s.peg[e].quantity)
    kept = s.need[n].allocated - (line.released - line.shipped)
    if kept > 0:
        give_back(s, n, kept)
    set_choice(s, n, row.lot)
    s.stock[line.point].touched = row.seq
    mark_dirty(s, line.point)
    mark_fresh(s, FOR_LINE, slot)


@kernel
def close_line(s: Any, slot: int) -> None:
    """Forget a line: what was kept for it is free."""
    line = s.line[slot]
    point = line.point
    if line.need >= 0:
        drop_need(s, line.need)
    _leave_order(s, slot)
    drop(s, line.id)
    if s.head[0].last_line == slot:
        s.head[0].last_line = -1
    free_line(s, slot)
    mark_dirty(s, point)


@inlined
def fold_order_cancelled(s: Any, row: Any) -> None:
    """The open rest is not wanted: what was pulled for it is free."""
    slot = line_slot(s, row.reference)
    if slot < 0:
        return
    s.stock[s.line[slot].point].touched = row.seq
    close_line(s, slot)


@inlined
def fold_order_changed(s: Any, g: Any, row: Any) -> None:
    """Set a line's quantity, date and priority; it keeps at least what was released for shipment.

    With that it is ordered for good. A promise does not hold for more than it was made for.
    """
    slot = line_slot(s, row.reference)
    if slot < 0:
        return
    line = s.line[slot]
    n = line.need
    need = s.need[n]
    priority, due = need.priority, need.due
    line.wanted = row.due
    line.priority = row.priority
    line.reserved_until = 0
    if row.quantity > line.quantity:
        line.promised = line.ahead = 0
    rank_line(s, g, slot)
    moved = need.due != due or need.priority != priority
    if moved and priority == PROMISED:
        mark_gained(s, line.point)  # what was set aside for it is not any more
    need.quiet_until = 0
    change = max(row.quantity, line.released) - line.quantity
    line.quantity += change
    if change > 0:
        need.quantity += change
        s.stock[need.point].waiting = plus(s.stock[need.point].waiting, change)
    elif change < 0:
        want_less(s, n, -change)
    s.stock[line.point].touched = row.seq
    if line.shipped >= line.quantity:
        close_line(s, slot)
        return
    if waiting_of(need) > 0:
        ask(s, n)
    mark_fresh(s, FOR_LINE, slot)
    if moved:
        mark_pulls_moved(s, line.need)


@kernel
def due_anew(s: Any, g: Any) -> None:
    """Have the needs of all lines be due as the lanes of a new network say; pulls for them keep their dates."""
    for slot in range(s.head[0].lines):
        if s.line[slot].id != 0:
            rank_line(s, g, slot)


@inlined
def fold_shipment_released(s: Any, row: Any) -> None:
    """Allocate what is still missing of a shipment, and count it as released."""
    slot = line_slot(s, row.reference)
    line = s.line[slot]
    need = s.need[line.need]
    kept = need.allocated - (line.released - line.shipped)
    if kept < row.quantity:
        keep_stock(s, line.need, row.quantity - kept)
    line.released += row.quantity


@inlined
def fold_shipped(s: Any, t: Any, row: Any) -> None:
    """Goods left for the customer."""
    point = row.point - 1
    note_movement(t, row, SHIPPED, 0, point, -1, -row.quantity, row.amount, row.party - 1, 0)
    slot = line_slot(s, row.reference)
    if slot >= 0:
        line = s.line[slot]
        need = s.need[line.need]
        allocate_whatever(s, line.need, row.quantity)
        taken = min(row.quantity, need.allocated)
        need.allocated -= taken
        need.quantity -= taken
        s.stock[need.point].allocated -= taken
        if need.point != point:
            # It went from elsewhere: what was kept here may serve others.
            s.stock[need.point].touched = row.seq
            mark_gained(s, need.point)
            mark_dirty(s, need.point)
        line.shipped += row.quantity
        line.released = max(line.released, line.shipped)
    change_on_hand(s, row, point, -row.quantity)
    if slot >= 0 and s.line[slot].shipped >= s.line[slot].quantity:
        close_line(s, slot)


@inlined
def fold_delivered(t: Any, row: Any) -> None:
    """The customer has it: a deposit of `amount` cents is used up."""
    if row.amount != 0:
        note_movement(t, row, DELIVERED, 0, -1, -1, 0, row.amount, row.party - 1, 0)

"""Order lines from the world's side: what may ship, ships; the customer pays after the agreed time."""

from typing import Any

from tugline.ledger.transfer import cents
from tugline.state.kernel import kernel
from tugline.state.movement import FROM_CUSTOMER
from tugline.world.debts import owe
from tugline.world.events import push
from tugline.world.layout import DELIVER, SHIP
from tugline.world.pools import free_line, line_slot, take_line


@kernel
def fold_order_placed(w: Any, row: Any) -> None:
    """A customer wants something, at a price."""
    slot = take_line(w, row.seq)
    line = w.line[slot]
    line.point = row.point - 1
    line.party = row.party - 1
    line.price = row.amount
    line.quantity = row.quantity
    line.last = row.seq


@kernel
def fold_order_choice(w: Any, row: Any) -> None:
    """A line has the price of what was chosen; reference 0 = the line placed just before."""
    slot = line_slot(w, row.reference if row.reference > 0 else row.seq - 1)
    if slot < 0 and row.reference == 0:
        slot = line_slot(w, row.seq - 2)  # the terms of the line stand between
    if slot >= 0:
        w.line[slot].price = row.amount


@kernel
def _close_if_done(w: Any, slot: int) -> None:
    line = w.line[slot]
    if line.shipped >= line.quantity and line.pending <= 0 and line.undelivered <= 0:
        free_line(w, slot)


@kernel
def fold_order_changed(w: Any, row: Any) -> None:
    """A line has another quantity; what is released for shipment stays."""
    slot = line_slot(w, row.reference)
    if slot >= 0:
        line = w.line[slot]
        line.quantity = max(row.quantity, line.shipped + line.pending)
        _close_if_done(w, slot)


@kernel
def fold_order_cancelled(w: Any, row: Any) -> None:
    """The rest of a line is not wanted: nothing more of it ships."""
    slot = line_slot(w, row.reference)
    if slot >= 0:
        line = w.line[slot]
        line.quantity = line.shipped
        line.pending = 0
        _close_if_done(w, slot)


@kernel
def fold_shipment_released(w: Any, row: Any) -> None:
    """A quantity of a line may leave now."""
    slot = line_slot(w, row.reference)
    if slot < 0:
        return
    line = w.line[slot]
    if line.pending <= 0:
        line.ship_tick = row.tick
        push(w, row.tick, SHIP, line.id, slot)
    line.pending += row.quantity
    line.last = row.seq


@kernel
def fold_called_back(w: Any, row: Any) -> None:
    """What was kept for a line is not there: so much of what was released for shipment does not leave."""
    slot = line_slot(w, row.reference)
    if slot >= 0:
        w.line[slot].pending = max(0, w.line[slot].pending - row.amount)
        w.line[slot].last = row.seq


@kernel
def revenue_of(g: Any, point: int, quantity: int, price: int) -> int:
    """Return what a customer owes for a quantity, in cents."""
    return cents(quantity, price, g.point[point].scale)


@kernel
def fold_shipped(w: Any, g: Any, row: Any) -> None:
    """Goods left: the customer will have them in this tick, and will pay what no deposit covers."""
    amount = revenue_of(g, row.point - 1, row.quantity, row.amount)
    slot = line_slot(w, row.reference)
    if slot < 0:
        owe(w, g, row, row.party - 1, FROM_CUSTOMER, amount)
        return
    line = w.line[slot]
    used = min(line.deposit, amount)
    line.deposit -= used
    line.used += used
    line.shipped += row.quantity
    line.pending = max(0, line.pending - row.quantity)
    if line.undelivered <= 0:
        line.deliver_tick = row.tick
        push(w, row.tick, DELIVER, line.id, slot)
    line.undelivered += row.quantity
    line.last = row.seq
    owe(w, g, row, row.party - 1, FROM_CUSTOMER, amount - used)


@kernel
def fold_delivered(w: Any, row: Any) -> None:
    """The customer has it."""
    slot = line_slot(w, row.reference)
    if slot >= 0:
        line = w.line[slot]
        line.undelivered = max(0, line.undelivered - row.quantity)
        line.used = max(0, line.used - row.amount)
        _close_if_done(w, slot)


@kernel
def fold_deposit(w: Any, row: Any) -> None:
    """A customer paid ahead for a line."""
    slot = line_slot(w, row.reference)
    if slot >= 0:
        w.line[slot].deposit = max(0, w.line[slot].deposit + row.amount)

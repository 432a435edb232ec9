"""Order lines from the world's side: what may ship leaves with the next departure of its lane; then it is on its way.

The customer pays after the agreed time, counted from when it left.
"""

from typing import Any

from tugline.facts.kinds import NEVER
from tugline.ledger.transfer import cents
from tugline.state.kernel import kernel
from tugline.state.lanes import carried_until, group_to, there_at
from tugline.state.movement import FROM_CUSTOMER
from tugline.world.debts import owe
from tugline.world.events import push
from tugline.world.layout import SHIP
from tugline.world.parcels import add_parcel, take_off
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
    line.wanted = row.due
    line.last = row.seq
    w.head[0].last_line = row.seq


@kernel
def fold_order_choice(w: Any, row: Any) -> None:
    """A line has the price of what was chosen; reference 0 = the line placed just before."""
    slot = line_slot(w, row.reference if row.reference > 0 else w.head[0].last_line)
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
        line.wanted = row.due
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
def fold_shipment_released(w: Any, g: Any, row: Any) -> None:
    """A quantity of a line may leave: it goes with the next departure, as does what still waits for that."""
    slot = line_slot(w, row.reference)
    if slot < 0:
        return
    line = w.line[slot]
    if line.pending <= 0:
        set_departure(w, g, slot, row.tick)
    line.pending += row.quantity
    line.last = row.seq


@kernel
def set_departure(w: Any, g: Any, slot: int, tick: int) -> None:
    """Have what is ready of a line at `tick` leave next by its lane."""
    line = w.line[slot]
    line.ship_tick, line.there_tick = there_at(g, line.point, line.party, tick, line.wanted)
    if line.ship_tick < NEVER:
        push(w, line.ship_tick, SHIP, line.id, slot)


@kernel
def leave_next(w: Any, g: Any, tick: int) -> None:
    """Have what should have left by a tick, and nobody said that it did, leave with the next departure of its lane."""
    for slot in range(w.head[0].lines):
        line = w.line[slot]
        late = line.id > 0 and line.pending > 0 and line.ship_tick < tick
        if late and group_to(g, line.point, line.party) >= 0:
            set_departure(w, g, slot, tick)


@kernel
def there_after(g: Any, line: Any, point: int, left: int) -> int:
    """Return when goods of a line that left a stock point at a tick, on schedule or not, are at the customer."""
    if left == line.ship_tick and point == line.point:
        return line.there_tick
    return carried_until(g, point, line.party, left, line.wanted)


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
    """Goods left: they are on their way, and the customer will pay what no deposit covers."""
    amount = revenue_of(g, row.point - 1, row.quantity, row.amount)
    slot = line_slot(w, row.reference)
    if slot < 0:
        owe(w, g, row, row.party - 1, FROM_CUSTOMER, amount)
        return
    line = w.line[slot]
    used = min(line.deposit, amount)
    line.deposit -= used
    line.shipped += row.quantity
    line.pending = max(0, line.pending - row.quantity)
    add_parcel(w, slot, there_after(g, line, row.point - 1, row.tick), row.quantity, used)
    line.last = row.seq
    owe(w, g, row, row.party - 1, FROM_CUSTOMER, amount - used)


@kernel
def fold_delivered(w: Any, row: Any) -> None:
    """The customer has it."""
    slot = line_slot(w, row.reference)
    if slot >= 0:
        take_off(w, slot, row.quantity, row.amount)
        _close_if_done(w, slot)


@kernel
def fold_deposit(w: Any, row: Any) -> None:
    """A customer paid ahead for a line."""
    slot = line_slot(w, row.reference)
    if slot >= 0:
        w.line[slot].deposit = max(0, w.line[slot].deposit + row.amount)

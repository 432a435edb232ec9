"""Parcels: what left for an order line and is not at the customer yet, in the order in which it arrives."""

from typing import Any

from tugline.facts.kinds import NEVER
from tugline.state.kernel import kernel
from tugline.world.events import push
from tugline.world.layout import DELIVER
from tugline.world.pools import free_parcel, take_parcel


@kernel
def add_parcel(w: Any, slot: int, tick: int, quantity: int, used: int) -> None:
    """Put a quantity that arrives at a tick on the way of a line; it uses up `used` cents of the deposit."""
    line = w.line[slot]
    line.undelivered += quantity
    before = -1
    after = line.first_parcel
    while after >= 0 and w.parcel[after].tick <= tick:
        before = after
        after = w.parcel[after].next
    if before < 0 or w.parcel[before].tick != tick:
        new = take_parcel(w)
        parcel = w.parcel[new]
        parcel.tick = tick
        parcel.quantity = 0
        parcel.used = 0
        parcel.next = after
        if before < 0:
            line.first_parcel = new
        else:
            w.parcel[before].next = new
        before = new
        if tick < NEVER:
            push(w, tick, DELIVER, line.id, slot)
    w.parcel[before].quantity += quantity
    w.parcel[before].used += used


@kernel
def arrived(w: Any, line: Any, tick: int) -> Any:
    """Return (quantity, cents of the deposit) of what is on the way of a line and arrives by a tick."""
    quantity = 0
    used = 0
    n = line.first_parcel
    while n >= 0 and w.parcel[n].tick <= tick:
        quantity += w.parcel[n].quantity
        used += w.parcel[n].used
        n = w.parcel[n].next
    return quantity, used


@kernel
def take_off(w: Any, slot: int, quantity: int, used: int) -> None:
    """Take a quantity that the customer has off what is on the way, the soonest first; it used up `used` cents."""
    line = w.line[slot]
    taken = min(quantity, line.undelivered)
    line.undelivered -= taken
    while taken > 0:
        n = line.first_parcel
        parcel = w.parcel[n]
        if parcel.quantity > taken:
            parcel.used = max(0, parcel.used - used)
            parcel.quantity -= taken
            return
        taken -= parcel.quantity
        used = max(0, used - parcel.used)
        line.first_parcel = parcel.next
        free_parcel(w, n)

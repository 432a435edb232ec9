"""What a pull that several wait for keeps for each of them, until each is placed in its turn.

A pull is placed with the first demand that waits for it. What it brings for the others stands in the level of its point
for whoever comes next, unless it is held back.
"""

from typing import Any

from tugline.promise.levels import change
from tugline.state.kernel import kernel


@kernel
def hold_back(d: Any, n: int, chain: int, tick: int) -> None:
    """Hold back what pull `n`, which is there at a tick, brings for demands that are placed later."""
    for e in range(d.demand[n].owes_start, d.demand[n].owes_stop):
        d.owed[e].tick = tick
        change(d, chain, tick, -d.owed[e].quantity)


@kernel
def let_go(d: Any, n: int, chain: int) -> None:
    """Undo `hold_back`."""
    for e in range(d.demand[n].owes_start, d.demand[n].owes_stop):
        if d.owed[e].tick > 0:
            change(d, chain, d.owed[e].tick, d.owed[e].quantity)
            d.owed[e].tick = 0


@kernel
def hand_out(d: Any, first: int, chain: int) -> None:
    """Let somebody who is placed now take what was held back for them: rows of `OWED` from `first` - 1 on."""
    while first > 0:
        row = d.owed[first - 1]
        if row.tick > 0 and row.taken == 0:
            change(d, chain, row.tick, row.quantity)
            row.taken = 1
        first = row.next


@kernel
def hold_again(d: Any, first: int, chain: int) -> None:
    """Undo `hand_out`."""
    while first > 0:
        row = d.owed[first - 1]
        if row.taken != 0:
            change(d, chain, row.tick, -row.quantity)
            row.taken = 0
        first = row.next

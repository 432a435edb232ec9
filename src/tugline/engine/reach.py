"""Whether a pull that does not exist yet would come in time: down its bill, against what is free there."""

from typing import Any

import numpy as np

from tugline.loops.lot import choose_source, largest_lot, lot_size, lot_step
from tugline.network.layout import MAKE, MOVE
from tugline.state.arithmetic import ceil_div, plus, times
from tugline.state.duration import begin_by, order_tick, started_for
from tugline.state.kernel import inlined, kernel
from tugline.state.supply import free_on_hand

LEVEL, POINT, QUANTITY, BY = 0, 1, 2, 3
"""Columns of what is asked, one row a point, in the order of the levels: how much, and by which tick."""


@kernel
def _ask(g: Any, asked: Any, count: int, point: int, quantity: int, by: int) -> Any:
    """Ask for more at a point, once for all who want it there; return the rows and how many there are now."""
    level = g.point[point].level
    i = count
    while i > 0 and asked[i - 1, LEVEL] >= level:
        i -= 1
        if asked[i, POINT] == point:
            asked[i, QUANTITY] = plus(asked[i, QUANTITY], quantity)
            asked[i, BY] = min(asked[i, BY], by)
            return asked, count
    if count == len(asked):
        wider = np.empty((2 * count, 4), np.int64)
        wider[:count] = asked
        asked = wider
    for j in range(count, i, -1):
        asked[j] = asked[j - 1]
    asked[i, LEVEL], asked[i, POINT], asked[i, QUANTITY], asked[i, BY] = level, point, quantity, by
    return asked, count + 1


@inlined
def _free_by(s: Any, point: int, tick: int) -> int:
    """Return what a point has for a new need by a tick: free stock and open supply, less what waits before it."""
    stock = s.stock[point]
    free = free_on_hand(s, point) - stock.waiting
    slot = stock.first_free
    while slot >= 0 and s.pull[slot].due <= tick:
        free += s.pull[slot].free
        slot = s.pull[slot].next_open
    return free


@kernel
def comes_by(s: Any, g: Any, now: int, point: int, quantity: int, tick: int) -> bool:
    """Return whether a new pull for a quantity would come by a tick, its material and order days reckoned in.

    What its bill needs is taken from what is free there in time, and else pulled in turn, down to what is bought, each
    in the lots of its source. Capacity is not looked at.
    """
    asked = np.empty((16, 4), np.int64)
    asked, count = _ask(g, asked, 0, point, quantity, tick)
    i = 0
    while i < count:
        at, by = asked[i, POINT], asked[i, BY]
        rest = asked[i, QUANTITY] if i == 0 else asked[i, QUANTITY] - _free_by(s, at, by)
        if rest > 0:
            row = choose_source(s, g, at, now)
            if row < 0:
                return False
            source = g.source[row]
            step = lot_step(source, s.loop[at].pack)
            lot = lot_size(source, rest, step)
            start = begin_by(g, row, min(lot, largest_lot(source, step)), by)
            if start < order_tick(g, source, now):
                return False
            if source.kind == MOVE and source.from_point >= 0:
                asked, count = _ask(g, asked, count, source.from_point, lot, start)
            elif source.kind == MAKE:
                started = started_for(source, lot)
                for b in range(source.need_start, source.need_stop):
                    bill = g.need[b]
                    wanted = ceil_div(times(started, bill.numerator), bill.denominator)
                    asked, count = _ask(g, asked, count, bill.point, wanted, start)
        i += 1
    return True

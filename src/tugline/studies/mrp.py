"""Material requirements planning: what a plan by forecast asks for, point by point, from customers to suppliers.

The textbook record [1]_: gross requirements, scheduled receipts, projected on hand, net requirements above the safety
stock, planned receipts in lots, planned releases a lead time earlier; those are gross requirements of what they draw.

References
----------
.. [1] Orlicky, Material requirements planning, 1975, ch. 3 and 4.
"""

from typing import Any

import numpy as np

from tugline.loops.lot import largest_lot, lot_size, lot_step
from tugline.network.layout import MAKE, MOVE
from tugline.state.arithmetic import ceil_div, times
from tugline.state.duration import started_for
from tugline.state.kernel import kernel

POINT, SOURCE, QUANTITY, RELEASE, DUE = range(5)
"""Columns of a planned order: rows of point and source, integer units, days after the day of planning."""


@kernel
def explode(
    g: Any, source_of: Any, lead_days: Any, cover: Any, safety: Any, on_hand: Any, receipts: Any, gross: Any, first: int
) -> Any:
    """Return the planned orders that are to be released within the first days, shape (n, 5).

    Parameters
    ----------
    source_of, lead_days, cover, safety, on_hand
        Of each point, shape (P,): the row of its source, -1 = none; planned lead time in whole days, >= 0; days of
        requirements in one lot, >= 1; safety stock and stock, integer units.
    receipts, gross
        Scheduled receipts and requirements by day, integer units, shape (P, H); `gross` gets what is planned above.
    first
        Orders with a release day below this are returned: later ones are planned again next time.
    """
    planned = np.zeros((64, 5), np.int64)
    n = 0
    horizon = gross.shape[1]
    for p in range(gross.shape[0]):  # rows are in level order: whatever asks of a point comes before it
        row = source_of[p]
        available = on_hand[p]
        for day in range(horizon):
            available += receipts[p, day] - gross[p, day]
            if row < 0 or available >= safety[p]:
                continue
            wanted = safety[p] - _lowest(receipts, gross, p, day, cover[p], available)
            source = g.source[row]
            step = lot_step(source, 1)
            rest = lot_size(source, wanted, step)
            most = largest_lot(source, step)
            available += rest
            release = max(0, day - lead_days[p])
            _ask(g, source, rest, gross, min(release, horizon - 1))
            while release < first and rest > 0:
                if n == len(planned):
                    grown = np.zeros((2 * n, 5), np.int64)
                    grown[:n] = planned
                    planned = grown
                planned[n, POINT] = p
                planned[n, SOURCE] = row
                planned[n, QUANTITY] = min(rest, most)
                planned[n, RELEASE] = release
                planned[n, DUE] = max(day, release)
                rest -= planned[n, QUANTITY]
                n += 1
    return planned[:n]


@kernel
def _lowest(receipts: Any, gross: Any, p: int, day: int, cover: int, available: int) -> int:
    """Return the lowest projected stock over the days that one lot covers."""
    lowest = available
    for later in range(day + 1, min(day + cover, gross.shape[1])):
        available += receipts[p, later] - gross[p, later]
        lowest = min(lowest, available)
    return lowest


@kernel
def _ask(g: Any, source: Any, quantity: int, gross: Any, day: int) -> None:
    """Add what a planned order draws to the requirements of the points that it draws on."""
    if source.kind == MOVE and source.from_point >= 0:
        gross[source.from_point, day] += quantity
    elif source.kind == MAKE:
        started = started_for(source, quantity)
        for b in range(source.need_start, source.need_stop):
            bill = g.need[b]
            gross[bill.point, day] += ceil_div(times(started, bill.numerator), bill.denominator)

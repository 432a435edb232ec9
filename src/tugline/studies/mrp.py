"""Material requirements planning: what a plan by forecast asks for, point by point, from customers to suppliers.

The textbook record [1]_: gross requirements, scheduled receipts, projected on hand, net requirements above the safety
stock, planned receipts in lots, planned releases a lead time earlier; those are gross requirements of what they draw.
The rules for lots are here beside it (`studies.lots` says what each costs): numba's cache looks at one file only.

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
PERIOD, FIXED_QUANTITY, SILVER_MEAL, WAGNER_WHITIN = range(4)
"""Rules for lots: what some days need; a quantity that is fixed; the least cost a day; the least cost in all."""
LOT = np.dtype([(name, np.int64) for name in ("rule", "cover", "worth", "quantity", "keeps")])
"""How a point's lots are found: `rule`; the days >= 1 that a lot covers at least; what an order costs as unit-days of
holding, 0 .. `LARGEST_WORTH`; the fixed quantity of `FIXED_QUANTITY`; the days that goods keep, 0 = they do not spoil,
within which a lot is used up whatever its rule says."""
LARGEST_WORTH = 1 << 44
"""Times the days of a plan, squared, it stays below 2^62."""


@kernel
def explode(
    g: Any, source_of: Any, lead_days: Any, lots: Any, safety: Any, on_hand: Any, receipts: Any, gross: Any, first: int
) -> Any:
    """Return the planned orders that are to be released within the first days, shape (n, 5).

    Parameters
    ----------
    source_of, lead_days, lots, safety, on_hand
        Of each point, shape (P,): the row of its source, -1 = none; planned lead time in whole days, >= 0; records of
        `LOT`; safety stock and stock, integer units.
    receipts, gross
        Scheduled receipts and requirements by day, integer units, shape (P, H); `gross` gets what is planned above.
    first
        Orders with a release day below this are returned: later ones are planned again next time.

    Notes
    -----
    An order is planned for a day that is short and not before the first day on which it can be there: what is under
    way until then is not ordered twice. It is due on the day since which it is wanted, which may be long before.
    """
    planned = np.zeros((64, 5), np.int64)
    n = 0
    horizon = gross.shape[1]
    net = np.zeros(horizon, np.int64)
    for p in range(gross.shape[0]):  # rows are in level order: whatever asks of a point comes before it
        row = source_of[p]
        available = on_hand[p]
        lead = min(lead_days[p], horizon - 1)
        short = -1  # since when, without a break
        for day in range(horizon):
            available += receipts[p, day] - gross[p, day]
            if row < 0 or available >= safety[p]:
                short = -1
                continue
            if short < 0:
                short = day
            if day < lead:
                continue  # nothing that is ordered now comes sooner, and what is under way may end it
            source = g.source[row]
            step = lot_step(source, 1)
            most = largest_lot(source, step)
            _net(receipts, gross, p, day, available, safety[p], net)
            within = day + sold_within(lots[p], gross[p, day:], safety[p])
            if lots[p].rule == FIXED_QUANTITY:
                wanted = max(safety[p] - available, lots[p].quantity)
                if within < horizon:
                    wanted = min(wanted, net[: within - day].sum())
            else:
                wanted = net[: covered(lots[p], net[: within - day], most)].sum()
            rest = lot_size(source, wanted, step)
            available += rest
            release = day - lead
            _ask(g, source, rest, gross, release)
            while release < first and rest > 0:
                if n == len(planned):
                    grown = np.zeros((2 * n, 5), np.int64)
                    grown[:n] = planned
                    planned = grown
                planned[n, POINT] = p
                planned[n, SOURCE] = row
                planned[n, QUANTITY] = min(rest, most)
                planned[n, RELEASE] = release
                planned[n, DUE] = max(short, release)
                rest -= planned[n, QUANTITY]
                n += 1
            short = -1
    return planned[:n]


@kernel
def _net(receipts: Any, gross: Any, p: int, day: int, available: int, safety: int, net: Any) -> None:
    """Fill in what every day from `day` on is short of, if each before it is covered to the unit."""
    for later in range(day, gross.shape[1]):
        if later > day:
            available += receipts[p, later] - gross[p, later]
        net[later - day] = max(0, safety - available)
        available += net[later - day]


@kernel
def sold_within(lot: Any, gross: Any, safety: int) -> int:
    """Return the most days, at least 1 and at most len(gross), that a lot may be for if it is to be used up in time.

    What first came leaves first, so that a lot is used up when the safety stock below it is, too: days d of which
    safety + sum of gross[:d] is no more than what is wanted in the days that goods keep.
    """
    n = len(gross)
    if lot.keeps == 0 or lot.keeps >= n:
        return n
    room = gross[: lot.keeps].sum() - safety
    days = 1
    while days < lot.keeps and gross[: days + 1].sum() <= room:
        days += 1
    return days


@kernel
def covered(lot: Any, net: Any, most: int) -> int:
    """Return for how many days the first lot is to be, at least 1 and at most len(net), by its rule.

    Parameters
    ----------
    net
        Net requirements by day, integer units; the first is above 0. It comes in on the day that it is for.
    most
        No day is added with which a lot would be larger than this.
    """
    days = 1
    if lot.rule == SILVER_MEAL:
        days = silver_meal(net, lot.worth, most)
    elif lot.rule == WAGNER_WHITIN:
        days = wagner_whitin(net, lot.worth, most)
    most_days: int = len(net)
    return min(max(days, int(lot.cover)), most_days)


@kernel
def silver_meal(net: Any, worth: int, most: int) -> int:
    """Return for how many days a lot is to be so that its cost a day rises with one more [1]_.

    Cost of T days = worth + sum of t x net[t], t < T. A further day raises the cost a day if T x T x net[T] is more.

    References
    ----------
    .. [1] Silver, Meal, A heuristic for selecting lot size quantities for the case of a deterministic time-varying
       demand rate and discrete opportunities for replenishment, Production and Inventory Management 14, 1973.
    """
    cost = worth
    total = min(net[0], worth + 1)
    days = 1
    while days < len(net):
        more = min(net[days], worth + 1)  # what is more is not carried in any case
        if days * days * more > cost or (more > 0 and total + more > most):
            break
        cost += days * more
        total += more
        days += 1
    while days > 1 and net[days - 1] == 0:
        days -= 1  # nothing is bought for days that need nothing
    return days


@kernel
def wagner_whitin(net: Any, worth: int, most: int) -> int:
    """Return for how many days the first lot of the cheapest plan is [1]_: the last day that it is for, and one.

    The plan's cost is worth for each lot, and a unit-day for each unit and day from its lot to the day that needs it.

    References
    ----------
    .. [1] Wagner, Whitin, Dynamic version of the economic lot size model, Management Science 5, 1958.
    """
    n = len(net)
    cheapest, begun = np.zeros(n + 1, np.int64), np.zeros(n + 1, np.int64)
    for stop in range(1, n + 1):
        last = min(net[stop - 1], worth + 1)
        cheapest[stop], begun[stop] = cheapest[stop - 1], begun[stop - 1]
        if last == 0:
            continue
        later, held = 0, 0
        cheapest[stop] = -1
        for start in range(stop - 1, -1, -1):
            if (stop - 1 - start) * last > worth:
                break  # a lot of its own is cheaper than to carry the last day's units from here
            held += later
            here = min(net[start], worth + 1)
            if start < stop - 1 and later + here > most:
                break
            later += here
            cost = cheapest[start] + worth + held
            if here > 0 and (cheapest[stop] < 0 or cost < cheapest[stop]):
                cheapest[stop], begun[stop] = cost, start
    while begun[n] > 0:
        n = begun[n]
    while n > 1 and net[n - 1] == 0:
        n -= 1
    return n


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

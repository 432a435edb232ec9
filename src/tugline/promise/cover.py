"""How a need is covered: from what is free, else by the source that brings it in time, else by the soonest one."""

from typing import Any

from tugline.errors import TooLargeError
from tugline.loops.lot import largest_lot, lot_size, lot_step
from tugline.network.layout import BUY, MAKE, NEVER
from tugline.promise.keeping import hand_out
from tugline.promise.leads import bought_by
from tugline.promise.levels import available_from, change, free_from
from tugline.promise.rows import new_job, new_receipt, new_use
from tugline.state.arithmetic import ceil_div, times
from tugline.state.duration import first_arrival, order_tick, started_for
from tugline.state.kernel import kernel

MOST_LOTS = 10_000
"""A need of more lots than this is taken for a mistake."""


@kernel
def level_of(d: Any, point: int) -> int:
    """Return the chain of levels of a stock point."""
    return len(d.lane) + point


@kernel
def _arrival(g: Any, source_row: int, quantity: int, now: int) -> int:
    """Return when a source could bring a quantity on free resources, with all material there."""
    source = g.source[source_row]
    if source.kind >= BUY:
        return bought_by(g, source, now)
    return first_arrival(g, source_row, lot_size(source, quantity, lot_step(source, 1)), now)


@kernel
def best_source(d: Any, g: Any, point: int, quantity: int, by: int) -> Any:
    """Return (source, when it could bring a quantity on free resources): the first in time by rank, else the soonest.

    The source is -1 where the point has none that is valid now.
    """
    now = d.head[0].now
    best = -1
    soonest = NEVER
    for r in range(g.point[point].source_start, g.point[point].source_stop):
        source = g.source[r]
        if not source.valid_from <= now < source.valid_to:
            continue
        arrives = _arrival(g, r, quantity, now)
        if arrives < soonest:
            best = r
            soonest = arrives
        if arrives <= by:
            break
    return best, soonest


@kernel
def _use(d: Any, job: int, demand: int, point: int, tick: int, quantity: int) -> None:
    """Take something out of what is free at a tick and later."""
    change(d, level_of(d, point), tick, -quantity)
    new_use(d, job, demand, point, tick, quantity)
    if tick >= NEVER:
        d.demand[demand].never = point + 1
    if job >= 0:
        if tick > d.job[job].material or d.job[job].short < 0:
            d.job[job].short = point
        d.job[job].material = max(d.job[job].material, tick)
    else:
        if tick > d.demand[demand].ready or d.demand[demand].short < 0:
            d.demand[demand].short = point
        d.demand[demand].ready = max(d.demand[demand].ready, tick)


@kernel
def _take_later(d: Any, u: int, tick: int) -> None:
    """Let something be taken at a later tick: until then it is free for others."""
    use = d.use[u]
    if use.tick < tick < NEVER:
        change(d, level_of(d, use.point), use.tick, use.quantity)
        change(d, level_of(d, use.point), tick, -use.quantity)
        use.tick = tick


@kernel
def take_for_job(d: Any, n: int, tick: int) -> None:
    """Let a job take its material at a tick, if that is later than it was."""
    for u in range(d.job[n].use_start, d.job[n].use_stop):
        _take_later(d, u, tick)


@kernel
def take_for_demand(d: Any, n: int, tick: int) -> None:
    """Let a demand itself take what it takes from stock at a tick, if that is later than it was."""
    for u in range(d.demand[n].use_start, d.demand[n].use_stop):
        if d.use[u].job < 0:
            _take_later(d, u, tick)


@kernel
def _buy(d: Any, g: Any, demand: int, source_row: int, quantity: int) -> None:
    """Order a quantity from a supplier, in whole lots; all of it is free once it is here."""
    source = g.source[source_row]
    now = d.head[0].now
    lot = lot_size(source, quantity, lot_step(source, 1))
    arrives = bought_by(g, source, now)
    change(d, level_of(d, source.point), arrives, lot)
    new_receipt(d, demand, source.point, source_row, arrives, lot, order_tick(g, source, now), -1)


@kernel
def _add_jobs(d: Any, g: Any, parent: int, demand: int, source_row: int, quantity: int, by: int) -> None:
    """Add the jobs that make or move a quantity, in lots that the source allows."""
    source = g.source[source_row]
    step = lot_step(source, 1)
    most = largest_lot(source, step)
    rest = quantity
    if rest // most > MOST_LOTS:
        raise TooLargeError("one need takes more than ten thousand lots of its source's maximum")
    while rest > 0:
        lot = min(most, lot_size(source, rest, step))
        new_job(d, demand, parent, source_row, lot, min(lot, rest), by)
        rest -= lot


@kernel
def cover(d: Any, g: Any, parent: int, demand: int, point: int, quantity: int, pegged: int, by: int) -> None:
    """Cover what a job, or the demand itself (-1), needs of a point by a tick; what is made or moved is timed later.

    `pegged` of the quantity is open supply that is kept for it: it waits for that, whenever it comes.
    """
    chain = level_of(d, point)
    now = d.head[0].now
    rest = quantity
    if pegged > 0:
        _use(d, parent, demand, point, available_from(d, chain, now, pegged), pegged)
        rest -= pegged
    if rest <= 0:
        return
    source, arrives = best_source(d, g, point, rest, by)
    if parent < 0 and d.demand[demand].source >= 0:
        source = d.demand[demand].source
        arrives = _arrival(g, source, rest, now)
    there = available_from(d, chain, now, rest)
    taken = rest
    if source >= 0 and there > max(by, arrives):
        taken = min(rest, free_from(d, chain, max(by, arrives)))
        there = available_from(d, chain, now, taken) if taken > 0 else now
    rest -= taken
    if taken > 0:
        _use(d, parent, demand, point, there, taken)
    if rest > 0 and g.source[source].kind >= BUY:
        _buy(d, g, demand, source, rest)
        _use(d, parent, demand, point, available_from(d, chain, now, rest), rest)
    elif rest > 0:
        _add_jobs(d, g, parent, demand, source, rest, by)


@kernel
def cover_job(d: Any, g: Any, n: int, begins: int) -> None:
    """Cover what a job needs by the tick at which it has to begin."""
    d.job[n].use_start = d.head[0].uses
    source = g.source[d.job[n].source]
    quantity, demand = d.job[n].quantity, d.job[n].demand
    if source.kind == MAKE:
        started = started_for(source, quantity)
        for b in range(source.need_start, source.need_stop):
            bill = g.need[b]
            wanted = ceil_div(times(started, bill.numerator), bill.denominator)
            cover(d, g, n, demand, bill.point, wanted, 0, begins)
    else:
        cover(d, g, n, demand, source.from_point, quantity, 0, begins)
    d.job[n].use_stop = d.head[0].uses


@kernel
def cover_pull(d: Any, g: Any, n: int, begins: int) -> None:
    """Cover what the job of an open pull still needs by the tick at which it has to begin."""
    d.job[n].use_start = d.head[0].uses
    demand = d.job[n].demand
    for i in range(d.demand[demand].given_start, d.demand[demand].given_stop):
        given = d.given[i]
        hand_out(d, given.owed, level_of(d, given.point))
        cover(d, g, n, demand, given.point, given.quantity, given.pegged, begins)
    d.job[n].use_stop = d.head[0].uses

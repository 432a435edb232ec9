"""How long a source takes for a quantity, by its own tables alone: for dates and ranks, never for capacity."""

from typing import Any

from tugline.network.layout import MAKE, NEVER
from tugline.state.arithmetic import ceil_div, times
from tugline.state.kernel import inlined, kernel

LONGEST = NEVER // 2
"""No duration is longer, so that a tick and a duration add up to a tick."""


@kernel
def started_for(source: Any, quantity: int) -> int:
    """Return the pieces to start so that `quantity` good ones come out, all yields counted."""
    if source.yield_numerator == source.yield_denominator:
        return quantity
    return ceil_div(times(quantity, source.yield_denominator), source.yield_numerator)


@inlined
def work_ticks(operation: Any, started: int) -> int:
    """Return the open ticks that an operation works on `started` pieces, set-up included; at least 1."""
    run = ceil_div(times(started, operation.run_numerator), operation.run_denominator)
    return max(1, operation.setup_ticks + run)


@inlined
def lead_ticks(g: Any, source: Any) -> int:
    """Return a source's lead time in elapsed ticks; open days count as calendar days with the weekends added."""
    if source.lead_open == 0:
        return source.lead_ticks
    return ceil_div(source.lead_ticks * 7 * 86_400, 5 * g.tick_seconds)


@kernel
def source_ticks(g: Any, source_row: int, quantity: int) -> int:
    """Return the ticks from having all material to having `quantity`, on free resources that are always open."""
    source = g.source[source_row]
    lead = lead_ticks(g, source)
    if source.kind != MAKE or source.operation_start == source.operation_stop:
        return max(1, lead)
    started = started_for(source, quantity)
    total = 0
    step = -1
    alternative = 0
    longest = 0
    for o in range(source.operation_start, source.operation_stop):
        operation = g.operation[o]
        if operation.step != step:
            total = min(LONGEST, total + longest)
            longest = 0
            step = operation.step
            alternative = operation.alternative
        if operation.alternative == alternative:
            longest = max(longest, work_ticks(operation, started))
    return max(1, lead, min(LONGEST, total + longest))


@kernel
def first_arrival(g: Any, source_row: int, quantity: int, tick: int) -> int:
    """Return when `quantity` can be here if asked for at `tick`, or on the next order day, with all material there."""
    start = order_tick(g, g.source[source_row], tick)
    return (start if start < NEVER else tick) + source_ticks(g, source_row, quantity)


@kernel
def valid_until(g: Any, pull: Any) -> int:
    """Return the tick at which the source of a pull ends; NEVER = it does not, or is none of ours."""
    return g.source[pull.source].valid_to if pull.source >= 0 else NEVER


@kernel
def order_tick(g: Any, source: Any, tick: int) -> int:
    """Return the first tick from `tick` on at which a source takes orders; NEVER = none. Suppliers have order days."""
    calendar = g.party[source.supplier].order_calendar if source.supplier >= 0 else -1
    if calendar < 0:
        return tick
    low, stop = g.calendar_start[calendar], g.calendar_start[calendar + 1]
    high = stop
    while low < high:
        middle = (low + high) // 2
        if g.open[middle].stop > tick:
            high = middle
        else:
            low = middle + 1
    return NEVER if low == stop else max(tick, g.open[low].start)

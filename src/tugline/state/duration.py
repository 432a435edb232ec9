"""How long a source takes for a quantity, by its own tables alone: for dates and ranks, never for capacity.

Where a step can be done by alternatives, the first one counts; where it takes several resources, the slowest.
"""

from typing import Any

from tugline.network.layout import MAKE, NEVER
from tugline.state.arithmetic import ceil_div, times
from tugline.state.kernel import inlined, kernel
from tugline.state.open_hours import open_tick, usual_ticks, work_from, work_until

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
def routed(source: Any) -> bool:
    """Return whether a source works on resources of ours: made here, with operations."""
    return source.kind == MAKE and source.supplier < 0 and source.operation_stop > source.operation_start


@kernel
def _step_before(g: Any, source: Any, stop: int) -> int:
    """Return the first row of the step whose rows end before `stop`."""
    first = stop - 1
    while first > source.operation_start and g.operation[first - 1].step == g.operation[first].step:
        first -= 1
    return first


@kernel
def source_ticks(g: Any, source_row: int, quantity: int) -> int:
    """Return the ticks from having all material to having `quantity`, on free resources, closed hours as on average."""
    source = g.source[source_row]
    total = 0
    started = started_for(source, quantity)
    stop = source.operation_stop if routed(source) else source.operation_start
    while stop > source.operation_start:
        first = _step_before(g, source, stop)
        longest = 0
        for o in range(first, stop):
            operation = g.operation[o]
            if operation.alternative == g.operation[first].alternative:
                calendar = g.resource[operation.resource].calendar
                longest = max(longest, usual_ticks(g, calendar, work_ticks(operation, started)))
        total = min(LONGEST, total + longest)
        stop = first
    return max(1, lead_ticks(g, source), total)


@kernel
def begin_by(g: Any, source_row: int, quantity: int, due: int) -> int:
    """Return by when a source needs all material to have `quantity` by `due`, on free resources in their open hours."""
    source = g.source[source_row]
    begin = due
    started = started_for(source, quantity)
    stop = source.operation_stop if routed(source) else source.operation_start
    while stop > source.operation_start:
        first = _step_before(g, source, stop)
        end = begin
        for o in range(first, stop):
            operation = g.operation[o]
            if operation.alternative == g.operation[first].alternative:
                calendar = g.resource[operation.resource].calendar
                begin = min(begin, work_from(g, calendar, end, work_ticks(operation, started)))
        if begin == -NEVER:  # before all calendars begin
            return due - source_ticks(g, source_row, quantity)
        stop = first
    return min(begin, due - max(1, lead_ticks(g, source)))


@kernel
def first_arrival(g: Any, source_row: int, quantity: int, tick: int) -> int:
    """Return when `quantity` can be here if asked for at `tick`, or on the next order day, with all material there."""
    source = g.source[source_row]
    started = started_for(source, quantity)
    ordered = order_tick(g, source, tick)
    begin = ordered if ordered < NEVER else tick
    end = begin
    first = source.operation_start
    while routed(source) and first < source.operation_stop:
        o = first
        start = end
        while o < source.operation_stop and g.operation[o].step == g.operation[first].step:
            operation = g.operation[o]
            if operation.alternative == g.operation[first].alternative:
                calendar = g.resource[operation.resource].calendar
                end = max(end, work_until(g, calendar, start, work_ticks(operation, started)))
            o += 1
        if end == NEVER:  # after all calendars end
            return begin + source_ticks(g, source_row, quantity)
        first = o
    return max(end, begin + max(1, lead_ticks(g, source)))


@kernel
def valid_until(g: Any, pull: Any) -> int:
    """Return the tick at which the source of a pull ends; NEVER = it does not, or is none of ours."""
    return g.source[pull.source].valid_to if pull.source >= 0 else NEVER


@kernel
def order_tick(g: Any, source: Any, tick: int) -> int:
    """Return the first tick from `tick` on at which a source takes orders; NEVER = none. Suppliers have order days."""
    return tick if source.supplier < 0 else open_tick(g, g.party[source.supplier].order_calendar, tick)

"""The soonest date for one demand: several ways to cover and to place it are tried, and the best one stays.

How a need is covered is decided by estimates on free resources, before anything is placed; where material or queues
take longer than that, another target finds a way that is sooner (what comes later instead of what is made, or the
other way round). So do another order of the parts that compete for a unit, and each source of what is asked for.
"""

from typing import Any

from tugline.network.layout import NEVER
from tugline.promise.place import place_by, take_back
from tugline.state.kernel import kernel

FAR = NEVER // 4
"""A target that everything meets."""
CLOSER = 3
"""So often the target is set to just before the best date so far."""


@kernel
def _try(d: Any, g: Any, n: int, by: int, first_part_first: bool) -> int:
    ready = place_by(d, g, n, by, first_part_first)
    if ready < NEVER:
        take_back(d, g, n)
    return ready


@kernel
def place_soonest(d: Any, g: Any, n: int) -> int:
    """Place demand `n` as soon as can be and return when all of it is there; NEVER where it cannot be had.

    Its due date plays no part.
    """
    demand = d.demand[n]
    now = d.head[0].now
    point = g.point[demand.point]
    best = NEVER
    best_by = now
    best_first = False
    best_source = -1
    for source in range(point.source_start - 1, point.source_stop):
        # First whatever is best by the estimates, then each source there is.
        demand.source = source if source >= point.source_start else -1
        if demand.source >= 0 and not g.source[source].valid_from <= now < g.source[source].valid_to:
            continue
        for turn in range(2):
            by = now
            for again in range(2 + CLOSER):
                ready = _try(d, g, n, by, turn == 1)
                if ready < best:
                    best = ready
                    best_by = by
                    best_first = turn == 1
                    best_source = demand.source
                by = FAR if again == 0 else best - 1
                if again > 0 and best <= now:
                    break
    demand.source = best_source
    ready = place_by(d, g, n, best_by, best_first)
    demand.source = -1
    return ready


@kernel
def place_in_time(d: Any, g: Any, n: int) -> int:
    """Place demand `n` by its due date with the sources that rank first; where that is too late, as soon as can be."""
    demand = d.demand[n]
    ready = place_by(d, g, n, demand.due, False)
    if ready <= demand.due:
        return ready
    if ready < NEVER:
        take_back(d, g, n)
    return place_soonest(d, g, n)

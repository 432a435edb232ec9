"""The load of resources: work that was released to them and is not done, for lines that hold back what passes a limit.

This is workload control by aggregate load [1]_: a pull loads every resource on its way from its release until its step
there is done, wherever it is meanwhile. Where only one resource states a limit, it is the rope of a drum, buffer and
rope [2]_: the line releases at the pace of the drum, so much work ahead of it.

References
----------
.. [1] Land, Workload control in job shops, grasping the tap, 2004, ch. 3; Thuerer, Stevenson, Silva, Land, Huang,
   Workload control and order release, Production and Operations Management 21(5), 2012.
.. [2] Goldratt and Fox, The race, 1986.
"""

from typing import Any

import numpy as np

from tugline.state.duration import routed, started_for, work_ticks
from tugline.state.kernel import kernel
from tugline.state.layout import PROPOSED


@kernel
def limits_load(g: Any) -> bool:
    """Return whether any resource states how much work may be released to it."""
    for r in range(len(g.resource)):  # noqa: SIM110 - kernels know no any()
        if g.resource[r].load_limit > 0:
            return True
    return False


@kernel
def add_load(g: Any, load: Any, pull: Any, sign: int) -> None:
    """Add the work of a pull that is not done to the load of its resources, or take it off: ticks, shape (R,).

    Of a step with alternatives the first one counts.
    """
    if pull.source < 0 or not routed(g.source[pull.source]):
        return
    source = g.source[pull.source]
    started = started_for(source, max(0, pull.quantity - pull.received))
    first = source.operation_start
    for o in range(source.operation_start, source.operation_stop):
        operation = g.operation[o]
        if operation.step != g.operation[first].step:
            first = o
        to_do = operation.step >= pull.step and operation.step > pull.finished
        if to_do and operation.alternative == g.operation[first].alternative:
            load[operation.resource] += sign * work_ticks(operation, started)


@kernel
def loads(s: Any, g: Any) -> Any:
    """Return the load of every resource, ticks, shape (R,)."""
    load = np.zeros(len(g.resource), np.int64)
    for slot in range(s.head[0].pulls):
        if s.pull[slot].id != 0 and s.pull[slot].state != PROPOSED:
            add_load(g, load, s.pull[slot], 1)
    return load


@kernel
def fits(g: Any, load: Any, extra: Any, pull: Any) -> bool:
    """Return whether no resource that a pull needs would pass its limit; one that has nothing to do takes any work.

    `extra` is room for the sums, shape (R,), all zero before and after.
    """
    add_load(g, extra, pull, 1)
    fitting = True
    for r in range(len(extra)):
        limit = g.resource[r].load_limit
        if extra[r] > 0 and limit > 0 and load[r] > 0 and load[r] + extra[r] > limit:
            fitting = False
    add_load(g, extra, pull, -1)
    return fitting

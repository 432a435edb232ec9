"""The lots that wait for one resource by a plan, and the hours that it has for them."""

from fractions import Fraction
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from tugline.business.plan_lots import Lots
from tugline.levelling.takt import Stretch
from tugline.promise import desk as desks
from tugline.promise.shop import Shop
from tugline.state.arena import grid_arrays
from tugline.state.duration import started_for, work_ticks


class LineLot(NamedTuple):
    """A lot with work on the resource that has not begun."""

    job: int
    source: int
    quantity: Fraction
    """In the item's unit."""
    run: int
    """Ticks on one unit, without set-ups."""
    setup: int
    """Ticks of the set-ups that its own operations name."""
    group: int
    """Its set-up group, -1 = none."""
    by: int
    """By when the lot has to be there."""
    start: int
    """When the plan starts it there."""


def lots_of(lots: Lots, arrays: dict[str, np.ndarray], resource: int, end: int) -> list[LineLot]:
    """Return the lots that are wanted before tick `end`, by the time at which the plan starts them there.

    A lot that has to work there in several steps counts once, with the work of all of them.
    """
    network = lots.naming.network
    rows = arrays["booking"][: int(arrays["head"]["bookings"][0])]
    there = arrays["pool"]["resource"][arrays["lane"]["pool"][rows["lane"]]] == resource
    found: dict[int, LineLot] = {}
    for row in rows[there]:
        job = int(row["job"])
        placed = lots.jobs[job]
        if job < int(lots.demands[placed["demand"]]["job_start"]) or int(placed["by"]) >= end:
            continue
        source = network.source[placed["source"]]
        setup, run, group = _work(lots, arrays["choice"][row["choice"]], source, int(placed["quantity"]))
        scale = int(network.point["scale"][source["point"]])
        lot = LineLot(
            job, int(placed["source"]), Fraction(int(placed["quantity"]), scale), run, setup, group,
            int(placed["by"]), int(row["start"]),
        )  # fmt: skip
        before = found.get(job)
        found[job] = lot if before is None else before._replace(
            run=before.run + run, setup=before.setup + setup, start=min(before.start, lot.start)
        )  # fmt: skip
    return sorted(found.values(), key=lambda lot: (lot.start, lot.job))


def _work(lots: Lots, choice: Any, source: Any, quantity: int) -> tuple[int, int, int]:
    """Return set-up and run ticks of a step, and its group: those of the operation that takes longest of all."""
    network = lots.naming.network
    started = started_for(source, quantity)
    rows = range(int(choice["operation_start"]), int(choice["operation_stop"]))
    work, slowest = max(((int(work_ticks(network.operation[row], started)), row) for row in rows), key=itemgetter(0))
    setup = int(network.operation["setup_ticks"][slowest])
    return setup, work - setup, int(network.operation_setup_group[slowest])


def free_time(shop: Shop, resource: int, now: int, end: int) -> list[Stretch]:
    """Return the open hours of all units of a resource from `now` to `end` that nothing holds, on a desk."""
    arrays, tables = desks.arrays(shop.desk), grid_arrays(shop.grid)
    found: list[Stretch] = []
    for lane, row in enumerate(arrays["lane"]):
        pool = arrays["pool"][row["pool"]]
        if int(pool["resource"]) != resource:
            continue
        opens = _opens(tables, int(pool["calendar"]), now, end)
        for first, stop in desks.entries(arrays, lane):
            inside = [(max(first, start), min(stop, close)) for start, close in opens]
            found += [(start, close) for start, close in inside if start < close]
    return found


def _opens(tables: dict[str, Any], calendar: int, now: int, end: int) -> list[Stretch]:
    if calendar < 0:
        return [(now, end)]
    rows = tables["open"][tables["calendar_start"][calendar] : tables["calendar_start"][calendar + 1]]
    rows = rows[(rows["stop"] > now) & (rows["start"] < end)]
    starts, stops = np.maximum(rows["start"], now).tolist(), np.minimum(rows["stop"], end).tolist()
    return list(zip(starts, stops, strict=True))

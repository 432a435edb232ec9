"""A plan of all open orders on finite capacity and material: when each is there, and what works on it when."""

from time import perf_counter

import numpy as np

from tugline.business.core import Core
from tugline.business.history import collect
from tugline.business.naming import Naming
from tugline.business.plan_desk import open_work
from tugline.business.plan_lots import Lots
from tugline.business.plan_pegs import pegs_of
from tugline.business.plan_views import (
    Plan,
    PlannedArrival,
    PlannedLoad,
    PlannedMove,
    PlannedOperation,
    PlannedOrder,
    PlannedPurchase,
)
from tugline.business.plan_words import Because
from tugline.business.promises import AskedBy
from tugline.errors import UsageError
from tugline.network.layout import MOVE, NEVER
from tugline.promise import desk as desks
from tugline.promise.sequence import Prefer, plan
from tugline.state.arena import Grid, grid_arrays


def plan_all(core: Core, prefer: str) -> Plan:
    """Return the plan of everything open in a business; `prefer` is a value of `Prefer`.

    Work that has begun stays where it is. All else is planned anew, each lot whole: a pull that has not begun keeps its
    quantity, but not the time that was in mind for it.

    Raises
    ------
    UsageError
        There is no such preference.
    """
    if prefer not in list(Prefer):
        raise UsageError(f"prefer {prefer!r}; expected {' or '.join(Prefer)}")
    began = perf_counter()
    work = open_work(core)
    planned = plan(work.shop, Prefer(prefer))
    took = perf_counter() - began
    arrays = desks.arrays(planned)
    naming = Naming(core.network)
    keys = core.journal.names("supply") | core.journal.names("line")
    history = collect(core)
    lots = Lots(arrays, work.state, naming, AskedBy(history, core.network, keys))
    because = Because(arrays, planned, work.shop, lots)
    orders = _orders(lots, because)
    dated = [order for order in orders if order.due is not None]
    late = sum(order.late_days != 0 for order in dated)
    return Plan(
        business=core.network.settings.name,
        as_of=naming.when(core.now) or "",
        prefer=prefer,
        on_time=1 - late / len(dated) if dated else None,
        orders=orders,
        operations=_operations(lots, arrays),
        purchases=_purchases(lots, core.now),
        moves=_moves(lots),
        arrivals=_arrivals(lots),
        pegs=pegs_of(lots, arrays, work.on_hand),
        load=_load(naming, arrays, work.shop.grid, core.now),
        planning_seconds=took,
    )


def _orders(lots: Lots, because: Because) -> tuple[PlannedOrder, ...]:
    shown = []
    for row in np.flatnonzero(lots.demands["line"] >= 0).tolist():
        demand, line = lots.demands[row], lots.line(row)
        wanted, ready = lots.wanted(row), int(demand["ready"])
        name, number = lots.order_of(row)
        point = int(demand["point"])
        late = lots.naming.late_days(wanted, ready) if ready < NEVER else None
        shown.append(
            PlannedOrder(
                order=name,
                line=number,
                customer=lots.naming.party(int(line["party"])),
                item=lots.naming.item(point),
                location=lots.naming.location(point),
                quantity=lots.naming.number(point, int(line["quantity"] - line["shipped"])),
                priority=int(line["priority"]),
                due=lots.naming.when(wanted),
                completes=lots.naming.when(ready),
                late_days=late,
                cause=because.of(row) if late != 0 or wanted >= NEVER else "",
            )
        )
    behind = [float("inf") if order.late_days is None else order.late_days for order in shown]
    return tuple(shown[i] for i in sorted(range(len(shown)), key=lambda i: (-behind[i], shown[i].order, shown[i].line)))


def _operations(lots: Lots, arrays: dict[str, np.ndarray]) -> tuple[PlannedOperation, ...]:
    network, when = lots.naming.network, lots.naming.when
    rows = arrays["booking"][: int(arrays["head"]["bookings"][0])]
    lanes, pools, choices = arrays["lane"], arrays["pool"], arrays["choice"]
    first = choices["operation_start"][rows["choice"]]
    shown = []
    for i in np.lexsort((rows["start"], rows["lane"])).tolist():
        row, job = rows[i], int(rows[i]["job"])
        lane = lanes[int(row["lane"])]
        order, line = lots.for_whom(job)
        point = lots.point_of(job)
        shown.append(
            PlannedOperation(
                order=order,
                line=line,
                item=lots.naming.item(point),
                step=network.step_names[int(network.operation_step[int(first[i])])],
                resource=network.resource_names[int(pools["resource"][int(lane["pool"])])],
                unit=int(lane["unit"]) + 1,
                start=when(int(row["start"])) or "",
                end=when(int(row["stop"])) or "",
                quantity=lots.naming.number(point, int(lots.jobs["quantity"][job])),
                lot=lots.name(job),
                reference=lots.begun(job),
            )
        )
    return tuple(shown)


def _purchases(lots: Lots, now: int) -> tuple[PlannedPurchase, ...]:
    """Return the plan's own purchases, and what open pulls ask for and nobody has ordered yet: that at once."""
    network, when = lots.naming.network, lots.naming.when
    return tuple(
        PlannedPurchase(
            item=lots.naming.item(int(row["point"])),
            location=lots.naming.location(int(row["point"])),
            supplier=lots.naming.party(int(network.source["supplier"][row["source"]])),
            quantity=lots.naming.number(int(row["point"]), int(row["quantity"])),
            placed=when(max(now, int(row["placed"]))) or "",
            arrives=when(int(row["tick"])) or "",
            lot=lots.receipt_name(i),
        )
        for i, row in enumerate(lots.receipts)
        if lots.to_place(i)
    )


def _arrivals(lots: Lots) -> tuple[PlannedArrival, ...]:
    return tuple(
        PlannedArrival(
            item=lots.naming.item(int(row["point"])),
            location=lots.naming.location(int(row["point"])),
            quantity=lots.naming.number(int(row["point"]), int(row["quantity"])),
            arrives=lots.naming.when(int(row["tick"])) or "",
            lot=lots.receipt_name(i),
        )
        for i, row in enumerate(lots.receipts)
        if not lots.to_place(i)
    )


def _moves(lots: Lots) -> tuple[PlannedMove, ...]:
    source, when = lots.naming.network.source, lots.naming.when
    moved = np.flatnonzero(source["kind"][lots.jobs["source"]] == MOVE)
    return tuple(
        PlannedMove(
            item=lots.naming.item(lots.point_of(job)),
            from_=lots.naming.location(int(source["from_point"][lots.jobs["source"][job]])),
            to=lots.naming.location(lots.point_of(job)),
            quantity=lots.naming.number(lots.point_of(job), int(lots.jobs["quantity"][job])),
            leaves=when(int(lots.jobs["start"][job])) or "",
            arrives=when(int(lots.jobs["stop"][job])) or "",
            lot=lots.name(job),
        )
        for job in moved.tolist()
    )


def _load(naming: Naming, arrays: dict[str, np.ndarray], grid: Grid, now: int) -> tuple[PlannedLoad, ...]:
    """Return open and busy hours of each resource by week, up to the last one with work."""
    rows = arrays["booking"][: int(arrays["head"]["bookings"][0])]
    if not len(rows):
        return ()
    network = naming.network
    tables, hour = grid_arrays(grid), 3600 / network.tick_seconds
    days = network.day_start
    first_day = int(np.searchsorted(days, now, side="right")) - 1
    monday = first_day - (network.first_day + first_day - 1) % 7
    edges = days[np.clip(np.arange(monday, len(days), 7), 0, None)]
    edges = edges[: int(np.searchsorted(edges, rows["stop"].max())) + 1]
    pool_of, resource_of = arrays["lane"]["pool"], arrays["pool"]["resource"]
    open_hours = np.zeros((len(network.resource_names), len(edges) - 1))
    busy_hours = np.zeros_like(open_hours)
    for pool, row in enumerate(arrays["pool"]):
        until = _open_until(tables, int(row["calendar"]), np.maximum(edges, now))
        open_hours[resource_of[pool]] += int(row["lane_stop"] - row["lane_start"]) * np.diff(until) / hour
        mine = rows[pool_of[rows["lane"]] == pool]
        for begin, end in ((mine["start"], 1), (mine["stop"], -1)):
            passed = _open_until(tables, int(row["calendar"]), np.maximum(edges[None, :], begin[:, None]).ravel())
            busy_hours[resource_of[pool]] += end * np.diff(passed.reshape(len(begin), len(edges)).sum(0)) / hour
    shown = np.argwhere(busy_hours.sum(1) > 0).ravel()
    return tuple(
        PlannedLoad(
            resource=network.resource_names[resource],
            week=naming.day(int(max(edges[week], 0))),
            open_hours=round(float(open_hours[resource, week]), 2),
            busy_hours=round(float(busy_hours[resource, week]), 2),
        )
        for resource in shown.tolist()
        for week in range(len(edges) - 1)
    )


def _open_until(tables: dict[str, np.ndarray], calendar: int, ticks: np.ndarray) -> np.ndarray:
    """Return the open ticks of a calendar before each of some ticks; -1 is always open."""
    if calendar < 0:
        return ticks
    start, stop = (int(tables["calendar_start"][calendar + i]) for i in (0, 1))
    rows = tables["open"][start:stop]
    if not len(rows):
        return np.zeros_like(ticks)
    at = np.searchsorted(rows["start"], ticks, side="right") - 1
    row = rows[np.maximum(at, 0)]
    return np.where(at < 0, 0, row["before"] + np.minimum(ticks, row["stop"]) - row["start"])

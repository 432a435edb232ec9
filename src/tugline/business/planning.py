"""A plan of all open orders on finite capacity and material: when each is there, and what works on it when."""

from collections.abc import Mapping
from functools import partial
from time import perf_counter

import numpy as np
from msgspec.structs import replace

from tugline.business.core import Core
from tugline.business.delivery import Deliveries
from tugline.business.naming import Naming
from tugline.business.plan_changes import changes_of, refuse_damaged, turns_of
from tugline.business.plan_desk import OpenWork, hint_of, open_work
from tugline.business.plan_load import load_of
from tugline.business.plan_lots import Lots
from tugline.business.plan_pegs import pegs_of
from tugline.business.plan_views import (
    Plan,
    PlannedArrival,
    PlannedMove,
    PlannedOperation,
    PlannedOrder,
    PlannedPurchase,
)
from tugline.business.plan_words import Because, Before
from tugline.business.promises import AskedBy
from tugline.business.saying import tick_of
from tugline.errors import UsageError
from tugline.network.exact import IntArray
from tugline.network.layout import MOVE, NEVER
from tugline.promise import desk as desks
from tugline.promise.families import families
from tugline.promise.sequence import Prefer, plan
from tugline.promise.shop import Shop


def plan_all(core: Core, prefer: str, turns: Mapping[int, int], since: Plan | None = None) -> Plan:
    """Return the plan of everything open in a business; `prefer` is a value of `Prefer`.

    Work that has begun stays where it is. All else is planned anew, each lot whole: a pull that has not begun keeps its
    quantity, but not the time that was in mind for it. The turns of an earlier plan by the same preference stay where
    no others are better.

    Raises
    ------
    UsageError
        There is no such preference, or the earlier plan is of a later moment or of another business.
    """
    if prefer not in list(Prefer):
        raise UsageError(f"prefer {prefer!r}; expected {' or '.join(Prefer)}")
    if since is not None:
        _refuse_others(core, since)
    asked = AskedBy(core)
    began = perf_counter()
    work = open_work(core)
    stays = since is not None and since.prefer == prefer
    last = partial(_last_turns, core, asked, work, since) if since is not None and stays else None
    planned = plan(work.shop, Prefer(prefer), partial(hint_of, work, turns), last)
    took = perf_counter() - began
    arrays = desks.arrays(planned)
    naming = Naming(work.network)
    lots = Lots(arrays, work.state, naming, asked)
    family = families(lots.demands)
    rows = np.arange(len(lots.demands))
    because = Because(
        arrays, Shop(planned, work.shop.grid), lots, rows, (family.others, family.start), Before(arrays, lots)
    )
    orders = _orders(lots, because, Deliveries(naming, work.shop.grid))
    dated = [order for order in orders if order.due is not None]
    late = sum(order.late_days != 0 for order in dated)
    found = Plan(
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
        load=load_of(naming, arrays, work.shop.grid, core.now),
        planning_seconds=took,
    )
    return found if since is None else replace(found, changes=changes_of(since, found))


def _refuse_others(core: Core, since: Plan) -> None:
    name = core.network.settings.name
    if since.business != name:
        raise UsageError(f"the earlier plan is of {since.business!r}; expected one of {name!r}")
    refuse_damaged(since)
    if tick_of(core.network, since.as_of) > core.now:
        now = core.network.clock.iso(core.now)
        raise UsageError(f"the earlier plan is of {since.as_of}; expected one of up to {now}, which is now")


def _last_turns(core: Core, asked: AskedBy, work: OpenWork, since: Plan) -> IntArray:
    ids = {asked.name(id_): id_ for id_ in asked.wanted}
    return hint_of(work, turns_of(since, ids, core.network))


def _orders(lots: Lots, because: Because, deliveries: Deliveries) -> tuple[PlannedOrder, ...]:
    shown = []
    for row in np.flatnonzero(lots.demands["line"] >= 0).tolist():
        demand, line = lots.demands[row], lots.line(row)
        wanted, ready = lots.wanted(row), int(demand["ready"])
        name, number = lots.order_of(row)
        point = int(demand["point"])
        way = deliveries.of(point, int(line["party"]), ready, int(line["wanted"]))
        late = lots.naming.late_days(wanted, way.there) if way.there < NEVER else None
        promised = int(line["promised"])
        risky = 0 < promised < way.there
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
                completes=lots.naming.when(way.there),
                late_days=late,
                cause=because.on_the_way(row, way) if late != 0 or wanted >= NEVER or risky else "",
                promised=lots.naming.when(promised) if promised else None,
                at_risk=risky,
                leaves=lots.naming.when(way.leaves),
            )
        )
    behind = [float("inf") if order.late_days is None else order.late_days for order in shown]
    return tuple(shown[i] for i in sorted(range(len(shown)), key=lambda i: (-behind[i], shown[i].order, shown[i].line)))


def _operations(lots: Lots, arrays: dict[str, np.ndarray]) -> tuple[PlannedOperation, ...]:
    network, when = lots.naming.network, lots.naming.when
    rows = arrays["booking"][: int(arrays["head"]["bookings"][0])]
    # What stands on a resource that nobody expects back has no end to show.
    rows = rows[rows["stop"] < NEVER]
    rows = rows[np.lexsort((rows["start"], rows["lane"]))]
    lanes, jobs = arrays["lane"][rows["lane"]], lots.jobs[rows["job"]]
    first = arrays["choice"]["operation_start"][rows["choice"]]
    point = network.source["point"][jobs["source"]]
    resource_of = arrays["pool"]["resource"][lanes["pool"]]
    columns = (
        rows["job"].tolist(), network.operation_step[first].tolist(), resource_of.tolist(),
        (lanes["unit"] + 1).tolist(), rows["start"].tolist(), rows["stop"].tolist(),
        network.point["item"][point].tolist(), (jobs["quantity"] / network.point["scale"][point]).tolist(),
    )  # fmt: skip
    shown = []
    for job, step, resource, unit, start, stop, item, quantity in zip(*columns, strict=True):
        order, line = lots.for_whom(job)
        shown.append(
            PlannedOperation(
                order=order,
                line=line,
                item=network.items.name[item],
                step=network.step_names[step],
                resource=network.resource_names[resource],
                unit=unit,
                start=when(start) or "",
                end=when(stop) or "",
                quantity=quantity,
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

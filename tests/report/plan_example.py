"""A plan made by hand with something in every part; `name` stands wherever a user's own words stand."""

import msgspec

from tugline.business.plan_views import (
    LineChange,
    Plan,
    PlanChanges,
    PlannedArrival,
    PlannedLoad,
    PlannedMove,
    PlannedOperation,
    PlannedOrder,
    PlannedPeg,
    PlannedPurchase,
    WorkChange,
)


def at(day, hour=0):
    return f"2026-01-{day:02}T{hour:02}:00:00+00:00"


def make_order(order, due, completes, late_days, *, name="saw", priority=1, cause="", promised=None):
    return PlannedOrder(
        order=order, line="1", customer=name, item=name, location=name, quantity=2.0, priority=priority, due=due,
        completes=completes, late_days=late_days, cause=cause, promised=promised,
        at_risk=bool(promised) and (completes is None or completes > promised),
    )  # fmt: skip


def make_operation(order, lot, start, end, *, name="saw", resource="saw", unit=1, reference=""):
    return PlannedOperation(
        order=order, line="1" if order else "", item=name, step="1", resource=resource, unit=unit, start=start,
        end=end, quantity=2.0, lot=lot, reference=reference,
    )  # fmt: skip


def make_plan(name="saw", **changes):
    late = f"{name} waits 3.2 days for {name}, until 2026-01-09 10:00, behind SO7 1"
    plan = Plan(
        business=name, as_of=at(5), prefer="fewest_late", on_time=0.5, planning_seconds=0.25,
        orders=(
            make_order(f"{name}3", at(6), None, None, name=name, cause=f"nothing brings {name}"),
            make_order(f"{name}1", at(7), at(12), 5.0, name=name, cause=late),
            make_order(f"{name}2", at(20), at(9), 0.0, name=name, priority=2),
            make_order(f"{name}4", None, at(9), 0.0, name=name, priority=2),
        ),
        operations=(
            make_operation(f"{name}2", "P9", at(5), at(6), name=name, resource=name, reference="P9"),
            make_operation(f"{name}1", "L1", at(6), at(12), name=name, resource=name, unit=2),
            make_operation("", "L2", at(12), at(13), name=name, resource=name, unit=2),
        ),
        purchases=(
            PlannedPurchase(
                item=name, location=name, supplier=name, quantity=4.0, placed=at(5), arrives=at(8), lot="B1"
            ),
        ),
        moves=(PlannedMove(item=name, from_=name, to=name, quantity=2.0, leaves=at(12), arrives=at(13), lot="L3"),),
        arrivals=(PlannedArrival(item=name, location=name, quantity=7.0, arrives=at(6), lot="P8"),),
        pegs=(
            PlannedPeg(demand=f"{name}1 1", supply="L3", item=name, quantity=2.0),
            PlannedPeg(demand="L3", supply="L1", item=name, quantity=2.0),
            PlannedPeg(demand="L1", supply="stock", item=name, quantity=1.0),
            PlannedPeg(demand="L1", supply="B1", item=name, quantity=3.0),
            PlannedPeg(demand="P9", supply="stock", item=name, quantity=5.0),
            PlannedPeg(demand="P9", supply="P8", item=name, quantity=7.0),
            PlannedPeg(demand=f"{name}2 1", supply="P9", item=name, quantity=2.0),
        ),
        load=(
            PlannedLoad(resource=name, week="2026-01-05", open_hours=80.0, busy_hours=80.0),
            PlannedLoad(resource=name, week="2026-01-12", open_hours=80.0, busy_hours=20.0),
        ),
        changes=PlanChanges(
            since=at(4), stayed=2, work_stayed=1,
            lines=(
                LineChange(order=f"{name}1", line="1", item=name, what="later", before=at(11), after=at(12), days=1.0),
                LineChange(order=f"{name}3", line="1", item=name, what="new", before=None, after=None, days=None),
                LineChange(order=f"{name}0", line="1", item=name, what="gone", before=at(5), after=None, days=None),
            ),
            work=(
                WorkChange(
                    lot="P9", order=f"{name}2", line="1", item=name, step="1", resource_before="lathe", resource=name,
                    start_before=at(4), start=at(5),
                ),
            ),
        ),
    )  # fmt: skip
    return msgspec.structs.replace(plan, **changes)


def make_empty_plan():
    return Plan(
        business="New", as_of=at(5), prefer="least_late", on_time=None, planning_seconds=0.0, orders=(), operations=(),
        purchases=(), moves=(), arrivals=(), pegs=(), load=(),
    )  # fmt: skip

"""What a plan comes to: lateness by priority, hours by resource, and what is to be done first."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tugline.business.plan_views import Plan, PlannedOperation, PlannedOrder, PlannedPurchase

FULL = 0.95
"""From this share of its open hours on a week counts as full."""


class Lateness(NamedTuple):
    """How late the open lines of one priority are; days late are those of lines that are late and complete."""

    priority: int | None
    """None = of all."""
    lines: int
    dated: int
    """Lines with a wanted date; only those can be on time or late."""
    late: int
    """Those that never complete included."""
    never: int
    """Lines that never complete, with a wanted date or without."""
    p50_days: float | None
    p95_days: float | None
    max_days: float | None

    @property
    def on_time(self) -> int:
        """Return how many lines are there by their wanted date."""
        return self.dated - self.late

    @property
    def share(self) -> float | None:
        """Return the share of lines with a date that are on time; None = there is no such line."""
        return self.on_time / self.dated if self.dated else None


def is_late(order: PlannedOrder) -> bool:
    """Return whether a line is not there by its wanted date."""
    return order.due is not None and order.late_days != 0


def lateness(plan: Plan) -> tuple[Lateness, ...]:
    """Return lateness by priority, the first class first; where there are several, of all lines behind them."""
    classes: dict[int, list[PlannedOrder]] = defaultdict(list)
    for order in plan.orders:
        classes[order.priority].append(order)
    found = [_lateness(priority, classes[priority]) for priority in sorted(classes)]
    return (*found, _lateness(None, plan.orders)) if len(found) > 1 else tuple(found)


def _lateness(priority: int | None, orders: Sequence[PlannedOrder]) -> Lateness:
    days = sorted(order.late_days for order in orders if is_late(order) and order.late_days is not None)
    return Lateness(
        priority=priority,
        lines=len(orders),
        dated=sum(order.due is not None for order in orders),
        late=sum(is_late(order) for order in orders),
        never=sum(order.completes is None for order in orders),
        p50_days=_nearest(days, 0.5),
        p95_days=_nearest(days, 0.95),
        max_days=days[-1] if days else None,
    )


def _nearest(values: Sequence[float], share: float) -> float | None:
    """Return the least value that at least so much of all is not above."""
    return values[max(0, math.ceil(share * len(values)) - 1)] if values else None


class Use(NamedTuple):
    """How a resource is loaded over the weeks of a plan."""

    resource: str
    open_hours: float
    busy_hours: float
    weeks: tuple[tuple[str, float, float], ...]
    """Week, open and busy hours."""

    @property
    def share(self) -> float:
        """Return the share of its open hours in which it works."""
        return shares(self.busy_hours, self.open_hours)

    @property
    def full_weeks(self) -> int:
        """Return how many weeks have next to no free hours."""
        return sum(shares(busy, hours) >= FULL for _, hours, busy in self.weeks)

    @property
    def fullest(self) -> tuple[str, float, float]:
        """Return the week with the largest share, the first of equals."""
        return max(self.weeks, key=lambda week: shares(week[2], week[1]))


def shares(busy: float, hours: float) -> float:
    """Return busy hours as a share of open ones; 0 where nothing is open."""
    return busy / hours if hours > 0 else 0.0


def uses(plan: Plan) -> list[Use]:
    """Return the resources with work, those that work most of their open hours first."""
    weeks: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for row in plan.load:
        weeks[row.resource].append((row.week, row.open_hours, row.busy_hours))
    found = [
        Use(name, sum(row[1] for row in rows), sum(row[2] for row in rows), tuple(rows)) for name, rows in weeks.items()
    ]
    return sorted(found, key=lambda use: (-use.share, use.resource))


def next_operations(plan: Plan, each: int) -> dict[str, list[PlannedOperation]]:
    """Return the first operations of each resource that have not begun, the busiest resource first."""
    by_resource: dict[str, list[PlannedOperation]] = defaultdict(list)
    for operation in plan.operations:
        if not operation.reference:
            by_resource[operation.resource].append(operation)
    order = {use.resource: place for place, use in enumerate(uses(plan))}
    return {
        name: sorted(by_resource[name], key=lambda operation: (operation.start, operation.unit))[:each]
        for name in sorted(by_resource, key=lambda name: (order.get(name, len(order)), name))
    }


def by_place(purchases: Iterable[PlannedPurchase]) -> list[PlannedPurchase]:
    """Return purchases, those to be placed first before the others."""
    return sorted(purchases, key=lambda purchase: (purchase.placed, purchase.supplier, purchase.item, purchase.lot))


def name_of(order: str, line: str) -> str:
    """Return an order line as pegs name it; empty = for stock."""
    return " ".join(part for part in (order, line) if part)


def late_names(plan: Plan) -> dict[tuple[str, str], PlannedOrder]:
    """Return the late lines by order and line."""
    return {(order.order, order.line): order for order in plan.orders if is_late(order)}

"""A plan as JSON, the contract of `plan --json`; documented in docs/reference/plan-json.md."""

from typing import Any

import msgspec

from tugline.business.plan_views import Plan
from tugline.report.plan_figures import Lateness, lateness

SCHEMA = 1


def plan_json(plan: Plan) -> bytes:
    """Return one JSON document."""
    return msgspec.json.encode(document(plan))


def document(plan: Plan) -> dict[str, Any]:
    """Return the document; its rows are the views themselves."""
    return {
        "schema": SCHEMA,
        "business": plan.business,
        "as_of": plan.as_of,
        "prefer": plan.prefer,
        "on_time": plan.on_time,
        "planning_seconds": plan.planning_seconds,
        "lateness": [_lateness(row) for row in lateness(plan)],
        "orders": plan.orders,
        "operations": plan.operations,
        "purchases": plan.purchases,
        "moves": plan.moves,
        "arrivals": plan.arrivals,
        "pegs": plan.pegs,
        "load": plan.load,
        "changes": plan.changes,
    }


def _lateness(row: Lateness) -> dict[str, Any]:
    return {
        "priority": row.priority, "lines": row.lines, "dated": row.dated, "on_time": row.on_time, "late": row.late,
        "never": row.never, "p50_days": row.p50_days, "p95_days": row.p95_days, "max_days": row.max_days,
    }  # fmt: skip

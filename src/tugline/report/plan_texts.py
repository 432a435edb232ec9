"""Sentences about a plan; the same in a terminal and on a page."""

from tugline.business.plan_views import Plan
from tugline.report.plan_figures import lateness
from tugline.units.quantity import format_number as number
from tugline.units.quantity import format_share as percent
from tugline.units.quantity import plural
from tugline.units.time import to_minute

PREFERRED = {"fewest_late": "as few lines late as can be", "least_late": "no line late by much"}
"""What each preference is after."""


def plan_heading(plan: Plan) -> str:
    """Return of when a plan is, of how much, and by what."""
    return f"planned as of {to_minute(plan.as_of)}, {PREFERRED[plan.prefer]} ({plan.prefer})"


def on_time_words(plan: Plan) -> str:
    """Return how many lines are open, and the share on time, by priority where there are several."""
    said = plural(len(plan.orders), "open line")
    if plan.on_time is None:
        return f"{said}, none with a wanted date" if plan.orders else said
    rows = [row for row in lateness(plan) if row.priority is not None and row.share is not None]
    by_class = ", ".join(f"priority {row.priority} {percent(row.share or 0.0)}" for row in rows)
    return f"{said}, {percent(plan.on_time)} on time" + (f": {by_class}" if len(rows) > 1 else "")


def rests_on(plan: Plan) -> list[str]:
    """Return what a reader of a plan has to know."""
    counts = ", ".join(
        plural(len(rows), what)
        for rows, what in ((plan.operations, "operation"), (plan.purchases, "purchase"), (plan.moves, "move"))
    )
    return [
        "Work that has begun stays where it is; all else is placed anew, each lot whole.",
        "Nothing is reserved or written.",
        f"{counts}, planned in {number(round(plan.planning_seconds, 2))} seconds.",
    ]

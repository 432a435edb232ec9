"""A plan in a terminal: what is late and why first, then what to start and what to order."""

from pathlib import Path

from rich.console import Console
from rich.text import Text

from tugline.business.plan_views import Plan
from tugline.report import plan_lists
from tugline.report.plan_change_lists import changed_listing, changes_words, moved_listing
from tugline.report.plan_texts import on_time_words, plan_heading, rests_on
from tugline.report.terminal_list import print_listing, say, say_path

LINES, RESOURCES, NEXT, PURCHASES, MOVES, CHANGED = 8, 8, 15, 8, 6, 6
"""Rows of each list."""


def print_plan(plan: Plan, console: Console, *, report: Path | None) -> None:
    """Print what a planner needs of a plan, capped, and where its report is."""
    where = "the report" if report is not None else "--json"
    say(console, Text(plan.business, style="bold").append(f"  {plan_heading(plan)}", "not bold"))
    say(console, Text(on_time_words(plan)))
    if plan.changes is not None:
        say(console, Text(changes_words(plan.changes)))
    console.print(Text("─" * console.width, style="dim"))
    print_listing(console, plan_lists.lateness_listing(plan))
    print_listing(console, plan_lists.lines_listing(plan, LINES), where=where)
    if plan.changes is not None and plan.changes.lines:
        print_listing(console, changed_listing(plan.changes, CHANGED), where=where)
    if plan.changes is not None and plan.changes.work:
        print_listing(console, moved_listing(plan.changes, CHANGED), where=where)
    print_listing(console, plan_lists.uses_listing(plan, RESOURCES), where=where)
    print_listing(console, plan_lists.next_listing(plan, NEXT), where=where)
    print_listing(console, plan_lists.purchases_listing(plan, PURCHASES), where=where)
    if plan.moves:
        print_listing(console, plan_lists.moves_listing(plan, MOVES), where=where)
    for sentence in rests_on(plan):
        say(console, Text(sentence, style="dim"))
    if report is not None:
        say_path(console, "report", report)

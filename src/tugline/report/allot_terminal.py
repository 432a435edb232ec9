"""An allotment in a terminal: the sums first, then who gets what, what comes, channels and classes."""

from rich.console import Console
from rich.text import Text

from tugline.business.allot_views import Allotment
from tugline.report import allot_lists
from tugline.report.terminal_list import print_listing, say
from tugline.units.quantity import format_number as number
from tugline.units.quantity import plural
from tugline.units.time import to_minute

LINES, BLOCKS, GROUPS = 20, 10, 10
"""Rows of each list."""


def print_allotment(allotment: Allotment, console: Console) -> None:
    """Print it, capped; --json has the whole of it."""
    heading = f"  {allotment.item} at {allotment.location} as of {to_minute(allotment.as_of)}"
    rule = f", {allot_lists.RULES[allotment.rule]}"
    say(console, Text(allotment.business, style="bold").append(heading + rule, "not bold"))
    for sentence in sums(allotment):
        say(console, Text(sentence))
    console.print()
    lists = [(allot_lists.lines_listing, LINES), (allot_lists.blocks_listing, BLOCKS)]
    if any(each.channel for each in allotment.channels):
        lists.append((allot_lists.channels_listing, GROUPS))
    if len(allotment.classes) > 1 or any(each.protected for each in allotment.classes):
        lists.append((allot_lists.classes_listing, GROUPS))
    for listing, rows in lists:
        print_listing(console, listing(allotment).cut(rows), where="--json")
    say(console, Text("Nothing is written; shipping goes on by rank.", style="dim"))


def sums(allotment: Allotment) -> list[str]:
    """Return what is asked and what becomes of it, and what is not shared out, in sentences."""
    unit = f" {allotment.unit}" if allotment.unit else ""
    asked, in_time, later, missing, left = (
        number(each)
        for each in (allotment.asked, allotment.in_time, allotment.later, allotment.missing, allotment.left)
    )
    said = [f"Open lines ask for {asked}{unit}: {in_time} in time, {later} later, {missing} never; {left} left."]
    if allotment.standing:
        said.append("By the table quotas: what left and what was promised has its part of quotas and protected stock.")
    if not allotment.is_known:
        said.append("How much is on hand was never counted here: it is what records show.")
    if allotment.kept_for_work:
        said.append(
            f"Of {number(allotment.on_hand)} on hand {number(allotment.kept_for_work)} are kept for work, for "
            "lines with options or in quarantine, and not shared out."
        )
    if allotment.overdue:
        said.append(f"{number(allotment.overdue)} of what comes should be there by now: when it comes is a guess.")
    if allotment.not_counted:
        said.append(
            f"{number(allotment.not_counted)} of open supply never come as things stand, and are not counted on."
        )
    if allotment.lines_of_choices:
        said.append(f"{plural(allotment.lines_of_choices, 'line')} with options of their own wait for their own goods.")
    return said

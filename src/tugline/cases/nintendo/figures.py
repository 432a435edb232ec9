"""What came of a launch: who has a console when, who waits, who gave up, and what went to whom."""

from typing import TYPE_CHECKING

import numpy as np

from tugline.cases.nintendo.people import SHOPS, STORE
from tugline.facts.kinds import NEVER

if TYPE_CHECKING:
    from tugline.cases.nintendo.rules import Seller, Selling

AUGUST = 57
"""Days from the launch to 1 August."""
WEEKS = 30
"""Weeks of sales of which the waiting list is told."""


def figures(seller: "Seller", selling: "Selling") -> dict[str, float]:
    """Return the figures of one run by name; people and consoles in thousands, days from the launch on."""
    from tugline.cases.nintendo.rules import SERVED, sunday

    people, orders, launch, last = seller.people, seller.orders, selling.terms.launch, selling.terms.days
    on, served = seller.served_on, seller.state == SERVED
    first = np.full(len(people.day), NEVER, np.int64)
    np.minimum.at(first, orders.person[served], on[served])
    fans = ~people.resells
    applied = fans & (people.day == 0)
    waiting = seller.tally.waiting
    sold = int(served.sum())
    to_fans = int((fans & (first < NEVER)).sum())
    reselling = int(served[people.resells[orders.person]].sum())
    found = {
        "sold": float(sold),
        "first_of_fans": float(to_fans),
        "first_of_fans_share": to_fans / sold if sold else 0.0,
        "first_of_fans_launch": float((fans & (first <= sunday(launch, 1))).sum()),
        "resellers": float(reselling),
        "second_of_fans": float(sold - to_fans - reselling),
        "applicants_served": float((first[applied] <= sunday(launch, 1)).mean()) if applied.any() else 0.0,
        "half_of_applicants": half_of(first[applied] - launch, last - launch),
        "gave_up": float(seller.tally.gave_up),
        "double": float(seller.tally.double),
        "waiting_august": float(waiting[launch + AUGUST]),
        "gone": float(gone(waiting, launch)),
        "sold_launch": float((on <= sunday(launch, 1)).sum()),
        "sold_week_15": float((on <= sunday(launch, 15)).sum()),
        "sold_week_30": float((on <= sunday(launch, 30)).sum()),
    }
    for channel, name in ((STORE, "store"), (SHOPS, "shops")):
        own = fans & (people.first == channel)
        found[f"served_{name}"] = float((first[own] <= sunday(launch, 15)).mean()) if own.any() else 0.0
    found |= {f"waiting_week_{week}": float(waiting[sunday(launch, week)]) for week in range(1, WEEKS + 1)}
    return found


def half_of(days: np.ndarray, end: int) -> float:
    """Return after how many days half of some people have one, at most `end`: then it is that or later."""
    if not len(days):
        return float(end)
    return float(min(end, int(np.sort(days)[(len(days) - 1) // 2])))


def gone(waiting: list[int], launch: int) -> int:
    """Return the days from the launch to the end of the first day on which nobody waits; at most all there are."""
    return next((day for day, many in enumerate(waiting[launch:], 1) if not many), len(waiting) - launch)

"""What came of a launch: who has a console when, who waits, who gave up, and what went to whom."""

from dataclasses import dataclass, field

import numpy as np

from tugline.cases.nintendo.people import SHOPS, STORE, Orders, People, sunday
from tugline.facts.kinds import NEVER

AUGUST = 57
"""Days from the launch to 1 August."""
WEEKS = 30
"""Weeks of sales, up to 28 December, of which the waiting list is told."""


@dataclass(slots=True)
class Tally:
    """What was counted on the way."""

    gave_up: int = 0
    double: int = 0
    waiting: list[int] = field(default_factory=list)
    """Fans without a console who wait, at the end of each day from the first one on."""


def figures(
    people: People, orders: Orders, on: np.ndarray, tally: Tally, *, launch: int, last: int
) -> dict[str, float]:  # fmt: skip
    """Return the figures of one run by name; people and consoles in thousands, days from the launch on.

    Parameters
    ----------
    on
        The day on which each order was served, NEVER = it was not.
    launch, last
        The day of the launch, and the one after the last.
    """
    served, waiting = on < NEVER, tally.waiting
    first = np.full(len(people.day), NEVER, np.int64)
    np.minimum.at(first, orders.person[served], on[served])
    fans = ~people.resells
    applied = fans & (people.day == 0)
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
        "gave_up": float(tally.gave_up),
        "double": float(tally.double),
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

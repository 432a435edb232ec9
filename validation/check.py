"""One figure of theory beside what was measured, and whether all of them hold together."""

from collections.abc import Sequence
from typing import NamedTuple

from tugline.studies.compare import Estimate, estimate

LEVEL = 0.99
"""All intervals of the page together hold their true means with this probability."""


class Check(NamedTuple):
    """A figure: what it is of, its value by theory and where that stands, and the value of each replication.

    `events` are facts that the engine, the world and the books went through for it. `exact` = chance plays no part, so
    that every replication has to meet the theory to `within`, a share of it.
    """

    subject: str
    figure: str
    theory: float
    source: str
    values: Sequence[float]
    events: int
    exact: bool = False
    within: float = 0.0


class Verdict(NamedTuple):
    """A check with its interval and whether theory lies in it."""

    check: Check
    measured: Estimate
    holds: bool


def judge(checks: Sequence[Check]) -> list[Verdict]:
    """Return the verdict on each; intervals are widened so that they hold together (Bonferroni)."""
    each = 1 - (1 - LEVEL) / len([c for c in checks if not c.exact])
    found = []
    for check in checks:
        measured = estimate(check.values, each)
        if check.exact:
            holds = max(abs(value - check.theory) for value in check.values) <= check.within * abs(check.theory)
        else:
            holds = measured.low <= check.theory <= measured.high
        found.append(Verdict(check, measured, holds))
    return found

"""The gross margin advantage of one policy over another, step by step, to the cent."""

from collections.abc import Iterable
from typing import NamedTuple

from tugline.ledger.window import round_half_even
from tugline.studies.compare import LEVEL, estimate
from tugline.studies.contribution import made_of, parts
from tugline.studies.replicate import Outcome


class Step(NamedTuple):
    """One step of the bridge: cents by which it makes the first policy better; `apart` = not part of the advantage.

    `low` and `high` are the interval of its true mean; those of all steps of a bridge hold together. `made_of` has the
    cents by account, or figure where there is none, each a mean that is rounded; those that are 0 are left out.
    """

    name: str
    amount: int
    apart: bool
    of: str
    low: float
    high: float
    made_of: tuple[tuple[str, int], ...] = ()


STEPS = (
    ("avoided markdowns", False, "sold below list price"),
    ("reduced carrying cost", False, "average stock and work in process at the carrying rate"),
    ("lower waste", False, "scrap, write-downs, count losses less gains"),
    ("unit cost", False, "price variance of purchases, overtime"),
    ("logistics", False, "freight in and out, expediting"),
    ("ordering", False, "orders and lots at the order_cost of their sources, which no account holds"),
    ("sales", True, "revenue less cost of sales, as if nothing had been marked down"),
    ("variances", True, "production, revaluation and exchange"),
)


def contribution(outcome: Outcome, days: int, carrying_rate_ppm: int) -> list[int]:
    """Return what each step adds to the contribution of one run, after carrying and ordering cost, in cents."""
    return parts(outcome.flows, days, carrying_rate_ppm)


def bridge(a: list[Outcome], b: list[Outcome], days: int, carrying_rate_ppm: int) -> list[Step]:
    """Return the steps from policy `b` to policy `a`, the mean over paired replications, in cents.

    The steps that are part of the gross margin advantage and those apart sum to the difference of the contributions
    after carrying and ordering cost but for the rounding of each mean to a cent.
    """
    paired = [
        [x - y for x, y in zip(*(contribution(run, days, carrying_rate_ppm) for run in runs), strict=True)]
        for runs in zip(a, b, strict=True)
    ]
    each = 1 - (1 - LEVEL) / len(STEPS)
    steps = []
    for (name, apart, of), amounts in zip(STEPS, zip(*paired, strict=True), strict=True):
        mean = estimate(amounts, each)
        steps.append(Step(name, round_half_even(sum(amounts), len(amounts)), apart, of, mean.low, mean.high))
    sums = [_added(run.flows for run in runs) for runs in (a, b)]
    each_of = [made_of(flows, days, carrying_rate_ppm) for flows in sums]
    return [
        step._replace(made_of=tuple(
            (name, cents) for name in ours if (cents := round_half_even(ours[name] - theirs[name], len(a))) != 0
        ))
        for step, ours, theirs in zip(steps, *each_of, strict=True)
    ]  # fmt: skip


def _added(flows: Iterable[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for flow in flows:
        for name, cents in flow.items():
            total[name] = total.get(name, 0) + cents
    return total

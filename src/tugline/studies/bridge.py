"""The gross margin advantage of one policy over another, step by step, to the cent."""

from collections.abc import Iterable
from typing import NamedTuple

from tugline.ledger.window import round_half_even
from tugline.studies.compare import estimate, level_of_each, without_zero
from tugline.studies.contribution import Part, made_of, parts
from tugline.studies.replicate import Outcome


class Step(NamedTuple):
    """One step of the bridge: cents by which it makes the first policy better; `apart` = not part of the advantage.

    `low` and `high` are the interval of its true mean, which holds together with those of the others. `made_of` has the
    cents by account, or figure where there is none, each a mean that is rounded; those that are 0 are left out.
    """

    name: str
    amount: int
    apart: bool
    of: str
    low: float
    high: float
    made_of: tuple[tuple[str, int], ...] = ()

    @property
    def shown(self) -> bool:
        """Whether the study shows that the step makes a difference: its interval does not hold 0."""
        return without_zero(self.low, self.high)


class Sum(NamedTuple):
    """What steps of a bridge come to: `amount` is the sum of theirs, each rounded to a cent.

    `low` and `high` are the interval of the true mean of the sum. It holds together with those of the steps and of the
    other sum, and is not made of theirs: what one step gains another may lose in the same world.
    """

    name: str
    amount: int
    low: float
    high: float

    @property
    def shown(self) -> bool:
        """Whether the study shows a difference: the interval does not hold 0."""
        return without_zero(self.low, self.high)


_SAID = {
    Part.MARKDOWNS: ("avoided markdowns", False, "sold below list price"),
    Part.CARRYING: ("reduced carrying cost", False, "average stock and work in process at the carrying rate"),
    Part.WASTE: ("lower waste", False, "scrap, write-downs, count losses less gains"),
    Part.UNIT_COST: ("unit cost", False, "price variance of purchases, overtime"),
    Part.LOGISTICS: ("logistics", False, "freight in and out, expediting"),
    Part.ORDERING: ("ordering", False, "orders and lots at the order_cost of their sources, which no account holds"),
    Part.SALES: ("sales", True, "revenue less cost of sales, as if nothing had been marked down"),
    Part.VARIANCES: ("variances", True, "production, revaluation and exchange"),
}
STEPS = tuple(_SAID[part] for part in Part)
"""Of each part of a contribution: its name as a step, whether it stands apart, and what it is of."""
ADVANTAGE, ALL = "gross margin advantage", "contribution after carrying and ordering cost"
"""The sums: of the steps that are not apart, and of all."""
STATED = len(STEPS) + 1
"""How many differences a bridge states beside that of the contribution, which is a figure of the study, too."""
ALONE = level_of_each(STATED + 1)
"""The level of each interval of a bridge that stands alone, so that all of its intervals hold together."""


def bridge(a: list[Outcome], b: list[Outcome], days: int, carrying_rate_ppm: int, each: float = ALONE) -> list[Step]:
    """Return the steps from policy `b` to policy `a`, the mean over paired replications, in cents.

    `each` is the level of each interval. The steps that are part of the gross margin advantage and those apart sum to
    the difference of the contributions after carrying and ordering cost but for the rounding of each mean to a cent.
    """
    steps = []
    for (name, apart, of), worlds in zip(STEPS, zip(*_paired(a, b, days, carrying_rate_ppm), strict=True), strict=True):
        mean = estimate(worlds, each)
        steps.append(Step(name, round_half_even(sum(worlds), len(worlds)), apart, of, mean.low, mean.high))
    added = [_added(run.flows for run in runs) for runs in (a, b)]
    each_of = [made_of(flows, days, carrying_rate_ppm) for flows in added]
    return [
        step._replace(made_of=tuple(
            (name, cents) for name in ours if (cents := round_half_even(ours[name] - theirs[name], len(a))) != 0
        ))
        for step, ours, theirs in zip(steps, *each_of, strict=True)
    ]  # fmt: skip


def sums(a: list[Outcome], b: list[Outcome], days: int, carrying_rate_ppm: int, each: float = ALONE) -> list[Sum]:
    """Return what the steps from policy `b` to policy `a` come to: the advantage, and the contribution, in cents.

    The intervals are Student's over the sums of each paired replication.
    """
    paired = _paired(a, b, days, carrying_rate_ppm)
    rounded = [round_half_even(sum(cents), len(cents)) for cents in zip(*paired, strict=True)]
    apart = [apart for _, apart, _ in STEPS]
    found = []
    for name, left_out in ((ADVANTAGE, apart), (ALL, [False] * len(STEPS))):
        amount, *worlds = (
            sum(cents for cents, out in zip(row, left_out, strict=True) if not out) for row in (rounded, *paired)
        )
        mean = estimate(worlds, each)
        found.append(Sum(name, amount, mean.low, mean.high))
    return found


def _paired(a: list[Outcome], b: list[Outcome], days: int, carrying_rate_ppm: int) -> list[list[int]]:
    """Return by how much each step makes `a` better in each replication, in cents."""
    return [
        [x - y for x, y in zip(*(parts(run.flows, days, carrying_rate_ppm) for run in runs), strict=True)]
        for runs in zip(a, b, strict=True)
    ]


def _added(flows: Iterable[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for flow in flows:
        for name, cents in flow.items():
            total[name] = total.get(name, 0) + cents
    return total

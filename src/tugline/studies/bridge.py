"""The gross margin advantage of one policy over another, step by step, to the cent."""

from typing import NamedTuple

from tugline.ledger import layout as lay
from tugline.ledger.window import round_half_even
from tugline.studies.compare import LEVEL, estimate
from tugline.studies.replicate import Outcome

ONE = 1_000_000
DAYS_IN_YEAR = 365


class Step(NamedTuple):
    """One step of the bridge: cents by which it makes the first policy better; `apart` = not part of the advantage.

    `low` and `high` are the interval of its true mean; those of all steps of a bridge hold together.
    """

    name: str
    amount: int
    apart: bool
    of: str
    low: float
    high: float


STEPS = (
    ("avoided markdowns", False, "sold below list price"),
    ("reduced carrying cost", False, "average stock and work in process at the carrying rate"),
    ("lower waste", False, "scrap, write-downs, count losses less gains"),
    ("unit cost", False, "price variance of purchases, overtime"),
    ("logistics", False, "freight in and out, expediting"),
    ("sales", True, "revenue less cost of sales, as if nothing had been marked down"),
    ("variances", True, "production, revaluation and exchange"),
)


def contribution(outcome: Outcome, days: int, carrying_rate_ppm: int) -> list[int]:
    """Return what each step adds to the contribution after carrying cost of one run, in cents; they sum to it."""
    flow = {code: outcome.flows[f"account {code}"] for code in range(1, lay.N_ACCOUNTS)}
    lost = outcome.flows[f"tally {lay.MARKDOWN_LOSS}"]
    held = outcome.flows["inventory sum"] + outcome.flows["wip sum"]
    carrying = round_half_even(held * carrying_rate_ppm, max(1, days) * ONE)
    carrying = round_half_even(carrying * days, DAYS_IN_YEAR)
    return [
        -lost,
        -carrying,
        -(flow[lay.SCRAP] + flow[lay.WRITE_DOWN] + flow[lay.COUNT_LOSS] + flow[lay.COUNT_GAIN]),
        -(flow[lay.PRICE_VARIANCE] + flow[lay.OVERTIME]),
        -(flow[lay.FREIGHT_IN] + flow[lay.FREIGHT_OUT] + flow[lay.EXPEDITE]),
        -(flow[lay.REVENUE] + flow[lay.RETURNS] + flow[lay.COST_OF_SALES]) + lost,
        -(flow[lay.PRODUCTION_VARIANCE] + flow[lay.REVALUATION] + flow[lay.EXCHANGE_GAIN_LOSS]),
    ]


def bridge(a: list[Outcome], b: list[Outcome], days: int, carrying_rate_ppm: int) -> list[Step]:
    """Return the steps from policy `b` to policy `a`, the mean over paired replications, in cents.

    The steps that are part of the gross margin advantage and those apart sum to the difference of the contributions
    after carrying cost but for the rounding of each mean to a cent.
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
    return steps

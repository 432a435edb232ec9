"""What a run contributes, after what holding its stock and placing its orders costs, and of what that is made up."""

from collections.abc import Mapping
from enum import IntEnum

from tugline.ledger import layout as lay
from tugline.ledger.accounts import ACCOUNTS
from tugline.ledger.window import round_half_even

ONE = 1_000_000
DAYS_IN_YEAR = 365


class Part(IntEnum):
    """What a contribution is parted into: steps of the bridge, in their order."""

    MARKDOWNS = 0
    CARRYING = 1
    WASTE = 2
    UNIT_COST = 3
    LOGISTICS = 4
    ORDERING = 5
    SALES = 6
    VARIANCES = 7


LOST = "lost to markdowns"
_ACCOUNTS = {
    Part.WASTE: (lay.SCRAP, lay.WRITE_DOWN, lay.COUNT_LOSS, lay.COUNT_GAIN),
    Part.UNIT_COST: (lay.PRICE_VARIANCE, lay.OVERTIME),
    Part.LOGISTICS: (lay.FREIGHT_IN, lay.FREIGHT_OUT, lay.EXPEDITE),
    Part.SALES: (lay.REVENUE, lay.RETURNS, lay.COST_OF_SALES),
    Part.VARIANCES: (lay.PRODUCTION_VARIANCE, lay.REVALUATION, lay.EXCHANGE_GAIN_LOSS),
}
"""Accounts of profit and loss by the part that they are in."""


def made_of(flow_of: Mapping[str, int], days: int, carrying_rate_ppm: int) -> list[dict[str, int]]:
    """Return what each part is made of in one run, by `Part`, in cents by account, by figure where there is none.

    Parameters
    ----------
    flow_of
        What each account, tally and sum took in within the days measured: `Outcome.flows`.
    """
    lost = flow_of[f"tally {lay.MARKDOWN_LOSS}"]
    both, stock = (
        _carrying(held, days, carrying_rate_ppm)
        for held in (flow_of["inventory sum"] + flow_of["wip sum"], flow_of["inventory sum"])
    )
    steps = {
        Part.MARKDOWNS: {LOST: -lost},
        Part.CARRYING: {"carrying stock": -stock, "carrying work in process": stock - both},
        Part.ORDERING: {"order cost": -flow_of["order cost"]},
    }
    for part, codes in _ACCOUNTS.items():
        steps[part] = {ACCOUNTS[code].replace("_", " "): -flow_of[f"account {code}"] for code in codes}
    steps[Part.SALES][LOST] = lost
    return [steps[part] for part in Part]


def _carrying(held: int, days: int, rate_ppm: int) -> int:
    """Return what it costs to hold the sum of daily balances."""
    return round_half_even(round_half_even(held * rate_ppm, max(1, days) * ONE) * days, DAYS_IN_YEAR)


def parts(flow_of: Mapping[str, int], days: int, carrying_rate_ppm: int) -> list[int]:
    """Return the parts of a run's contribution in cents, by `Part`; they sum to it."""
    return [sum(step.values()) for step in made_of(flow_of, days, carrying_rate_ppm)]

"""What a run contributes, after what holding its stock and placing its orders costs, and of what that is made up."""

from collections.abc import Mapping

from tugline.ledger import layout as lay
from tugline.ledger.accounts import ACCOUNTS
from tugline.ledger.window import round_half_even

ONE = 1_000_000
DAYS_IN_YEAR = 365


LOST = "lost to markdowns"
_ACCOUNTS = {
    2: (lay.SCRAP, lay.WRITE_DOWN, lay.COUNT_LOSS, lay.COUNT_GAIN),
    3: (lay.PRICE_VARIANCE, lay.OVERTIME),
    4: (lay.FREIGHT_IN, lay.FREIGHT_OUT, lay.EXPEDITE),
    6: (lay.REVENUE, lay.RETURNS, lay.COST_OF_SALES),
    7: (lay.PRODUCTION_VARIANCE, lay.REVALUATION, lay.EXCHANGE_GAIN_LOSS),
}
"""Accounts of profit and loss by the place of the step that they are in."""


def made_of(flow_of: Mapping[str, int], days: int, carrying_rate_ppm: int) -> list[dict[str, int]]:
    """Return what each step of the bridge is made of in one run, in cents by account, by figure where there is none.

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
        0: {LOST: -lost},
        1: {"carrying stock": -stock, "carrying work in process": stock - both},
        5: {"order cost": -flow_of["order cost"]},
    }
    for step, codes in _ACCOUNTS.items():
        steps[step] = {ACCOUNTS[code].replace("_", " "): -flow_of[f"account {code}"] for code in codes}
    steps[6][LOST] = lost
    return [steps[step] for step in range(len(steps))]


def _carrying(held: int, days: int, rate_ppm: int) -> int:
    """Return what it costs to hold the sum of daily balances."""
    return round_half_even(round_half_even(held * rate_ppm, max(1, days) * ONE) * days, DAYS_IN_YEAR)


def parts(flow_of: Mapping[str, int], days: int, carrying_rate_ppm: int) -> list[int]:
    """Return the parts of a run's contribution in cents, in the order of the steps of the bridge; they sum to it."""
    return [sum(step.values()) for step in made_of(flow_of, days, carrying_rate_ppm)]

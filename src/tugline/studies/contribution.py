"""What a run contributes, after what holding its stock and placing its orders costs, and of what that is made up."""

from collections.abc import Mapping

from tugline.ledger import layout as lay
from tugline.ledger.window import round_half_even

ONE = 1_000_000
DAYS_IN_YEAR = 365


def parts(flow_of: Mapping[str, int], days: int, carrying_rate_ppm: int) -> list[int]:
    """Return the parts of a run's contribution in cents, in the order of the steps of the bridge; they sum to it.

    Parameters
    ----------
    flow_of
        What each account, tally and sum took in within the days measured: `Outcome.flows`.
    """
    flow = {code: flow_of[f"account {code}"] for code in range(1, lay.N_ACCOUNTS)}
    lost = flow_of[f"tally {lay.MARKDOWN_LOSS}"]
    held = flow_of["inventory sum"] + flow_of["wip sum"]
    carrying = round_half_even(held * carrying_rate_ppm, max(1, days) * ONE)
    carrying = round_half_even(carrying * days, DAYS_IN_YEAR)
    return [
        -lost,
        -carrying,
        -(flow[lay.SCRAP] + flow[lay.WRITE_DOWN] + flow[lay.COUNT_LOSS] + flow[lay.COUNT_GAIN]),
        -(flow[lay.PRICE_VARIANCE] + flow[lay.OVERTIME]),
        -(flow[lay.FREIGHT_IN] + flow[lay.FREIGHT_OUT] + flow[lay.EXPEDITE]),
        -flow_of["order cost"],
        -(flow[lay.REVENUE] + flow[lay.RETURNS] + flow[lay.COST_OF_SALES]) + lost,
        -(flow[lay.PRODUCTION_VARIANCE] + flow[lay.REVALUATION] + flow[lay.EXCHANGE_GAIN_LOSS]),
    ]

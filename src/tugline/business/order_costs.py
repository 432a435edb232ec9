"""What an order costs beside its price, from the tables: what `sources` state, and the set-ups of what is made."""

import numpy as np

from tugline.business.rates import Rates, first_sources
from tugline.network.layout import COST_SCALE
from tugline.network.network import Network
from tugline.network.tables import Tables
from tugline.studies.lots import CENTS, Weighed, set_up_cents


def order_costs(network: Network, tables: Tables) -> np.ndarray:
    """Return the `order_cost` of each source in cents, 0 where the table gives none; set-ups are not in it."""
    table = tables["sources"]
    by_line = dict(zip(table.lines.tolist(), table["order_cost"].tolist(), strict=True))
    return np.array([max(0, by_line.get(line, 0)) for line in network.source_line.tolist()], np.int64)


def weighed(network: Network, costs: np.ndarray, rates: Rates) -> Weighed:
    """Return what a planner weighs at each point when it is pulled from its first source.

    The work of a set-up counts beside the order cost: it is in the books as work in process, at the rate of its hours.
    """
    source_of = first_sources(network)
    set_up = set_up_cents(
        network.source, network.operation, network.resource, tick_seconds=network.tick_seconds
    )  # fmt: skip
    by_source = np.append(costs + set_up, 0)
    unit = network.point["standard_cost"] * (CENTS / COST_SCALE) / network.point["scale"]
    return Weighed(by_source[source_of], unit, rates.mean)

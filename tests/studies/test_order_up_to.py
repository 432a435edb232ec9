"""The order-up-to planner: orders by hand, and the bullwhip of Chen et al. (2000) in simulated chains."""

from dataclasses import replace

import numpy as np
import pytest

import tugline as tl
from tugline.business.policies import PUSH
from tugline.business.rates import first_sources
from tugline.facts.kinds import FACT, NEVER, Kind
from tugline.studies.bullwhip import CUSTOMERS, STAGE, figure
from tugline.studies.customers import Customers, History
from tugline.studies.order_up_to import OrderUpTo
from tugline.world.chances import count_rows

MEAN, EACH = 100, 10
"""Customers a day, Poisson, who take ten cases each."""


def chain(*places):
    """Cases come to a shop from a depot, and so on; the last place buys them."""
    n = len(places)
    return {
        "business": {"name": "chain", "currency": "EUR", "timezone": "UTC", "start": "2026-03-02", "world": "plain"},
        "items": {"item": ["case"], "cost": ["1"], "price": ["2"]},
        "locations": {"location": list(places)},
        "suppliers": {"supplier": ["acme"]},
        "sources": {
            "item": ["case"] * n, "location": list(places), "kind": ["move"] * (n - 1) + ["buy"],
            "from": [*places[1:], "acme"], "lead_time": ["1d"] * n,
        },
        "stock": {"item": ["case"] * n, "location": list(places), "on_hand": ["8000"] * n},
        "sales": {"sold_at": ["2026-02-02T10:00"], "item": ["case"], "quantity": ["1000"], "location": [places[0]]},
    }  # fmt: skip


def customers(network, _history, day, days):
    """As many orders a day as a Poisson number of mean `MEAN` says: demand without any memory."""
    line = np.zeros(1, FACT)
    line["kind"], line["point"], line["quantity"], line["due"] = int(Kind.ORDER_PLACED), 1, EACH, NEVER
    line["priority"], line["tick"] = 5, 600
    history = History(line, np.array([0, 1]), np.zeros(1, np.int64), (0, 1), 0)
    zeros = np.zeros(days, np.int64)
    return Customers(history, day, count_rows([(MEAN, MEAN)]), zeros, np.zeros(1, np.int64), zeros, zeros + 1)


def simulated(places, protection, window, *, shared=False, years=2, replications=8):
    def policy(company):
        network = company.core.network
        n = len(network.point)
        terms = OrderUpTo(
            source=network.source, need=network.need, source_of=first_sources(network), day_start=network.day_start,
            protection=np.array(protection), window=window, first=np.full(n, MEAN * EACH),
            safety=np.full(n, 4 * MEAN * EACH), shared=shared,
        )  # fmt: skip
        return replace(company.policy(PUSH), name="up to", planner=terms.planner, every=1)

    found = tl.study(
        chain(*places), policies=["up to"], others={"up to": policy}, customers=customers, years=years,
        replications=replications, warm_up=28,
    )  # fmt: skip
    return found.bullwhip.policies["up to"]


def chen(protection, window):
    """Var(orders) / Var(demand) for independent demand, theorem 2.2."""
    return 1 + 2 * protection / window + 2 * protection**2 / window**2


def holds(estimate, value, width):
    assert estimate.low <= value <= estimate.high
    assert estimate.high - estimate.low < 2 * width


@pytest.mark.slow
@pytest.mark.parametrize(("protection", "window"), [(3, 6), (2, 10), (1, 1)])
def test_orders_swing_as_chen_says(protection, window):
    found = simulated(["shop"], [protection], window)
    for measure in (STAGE, CUSTOMERS):
        holds(found[figure("day", 1, measure)], chen(protection, window), 0.03 * chen(protection, window))


@pytest.mark.slow
def test_a_chain_that_shares_what_customers_ask_for_swings_as_one_with_all_its_lead_times():
    found = simulated(["shop", "depot"], [2, 3], 8, shared=True)
    holds(found[figure("day", 1, CUSTOMERS)], chen(2, 8), 0.05)
    holds(found[figure("day", 2, CUSTOMERS)], chen(2 + 3, 8), 0.1)


@pytest.mark.slow
def test_a_chain_that_does_not_share_it_swings_at_least_by_the_product():
    found = simulated(["shop", "depot"], [2, 3], 8)
    assert found[figure("day", 2, CUSTOMERS)].low > chen(2, 8) * chen(3, 8)

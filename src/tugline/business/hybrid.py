"""Push upstream, pull downstream: which points a plan buys for, and what it takes loops to keep at all others."""

import math

import numpy as np

from tugline.business.policy import SERVICE_FACTOR, Choice, Situation
from tugline.business.rates import Rates, first_sources
from tugline.network.layout import BUY, MAKE, MOVE
from tugline.network.network import Network
from tugline.studies.customers import WEEK
from tugline.studies.mrp import PERIOD

LONG_DAYS = 28
"""What takes so many days to buy is bought by plan even if only one thing is made of it."""
SHARED = 2
"""What so many draw on is bought by plan: it will be needed whichever of them customers ask for."""


def strategic(network: Network, rates: Rates, situation: Situation) -> np.ndarray:
    """Return which points a plan buys for, shape (P,): the decoupling points that nothing else can stand in for.

    Notes
    -----
    By P/D, production time over delivery time [1]_: a point is ahead of every order if it takes longer to buy (P) than
    its demand waits (D). Of these a plan takes what is bought, is used, has one source only, and takes `LONG_DAYS` to
    buy or is drawn on by `SHARED` others, customers counted as one.

    References
    ----------
    .. [1] Hoekstra, Romme, Integral logistic structures: developing customer-oriented goods flow, 1992.
    """
    first, point = first_sources(network), network.point
    bought = (first >= 0) & (network.source["kind"][first] == BUY)
    alone = point["source_stop"] - point["source_start"] == 1
    ahead = situation.lead_days > situation.wait_days
    wanted = (situation.lead_days >= LONG_DAYS) | (drawn_on(network, rates) >= SHARED)
    chosen: np.ndarray = bought & alone & ahead & (rates.mean > 0) & wanted
    return chosen


def drawn_on(network: Network, rates: Rates) -> np.ndarray:
    """Return how many draw on each point: points that are used and get their goods from it, and customers as one."""
    first = first_sources(network)
    found = np.zeros(len(first), np.int64)
    derived = np.zeros(len(first))
    for p in np.flatnonzero((first >= 0) & (rates.mean > 0)).tolist():
        source = network.source[first[p]]
        if int(source["kind"]) == MAKE:
            lines = network.need[int(source["need_start"]) : int(source["need_stop"])]
            part = lines["point"]
            each = lines["numerator"] / lines["denominator"] * source["yield_denominator"] / source["yield_numerator"]
        elif int(source["kind"]) == MOVE and int(source["from_point"]) >= 0:
            part, each = np.array([int(source["from_point"])]), np.ones(1)
        else:
            continue
        found[np.unique(part)] += 1
        np.add.at(derived, part, each * rates.mean[p])
    # What is used beyond what others draw goes to customers.
    return found + (rates.mean > derived * (1 + 1e-6) + 1e-9)


def buffers(rates: Rates, choices: list[Choice], planned: np.ndarray, lead_days: np.ndarray) -> np.ndarray:
    """Return the stock that a plan takes to be kept at each point, integer units, shape (P,).

    Where it buys: the safety factor times the deviation of what is used in the lead time and a week, as levels of loops
    have it. Where loops pull: what is left of their level when the mean use of a lead time is taken off it.
    """
    spread = SERVICE_FACTOR * np.sqrt(rates.variance * (lead_days + WEEK))
    kept = np.where(planned, np.ceil(spread), 0.0)
    for choice in choices:
        if not planned[choice.point]:
            level = max(choice.parameters.get("level", 0), choice.parameters.get("min", 0))
            used = float(rates.mean[choice.point]) * float(lead_days[choice.point])
            kept[choice.point] = max(0, math.ceil(level - used))
    whole: np.ndarray = kept.astype(np.int64)
    return whole


def expected_lots(lots: np.ndarray, choices: list[Choice], planned: np.ndarray) -> np.ndarray:
    """Return how lots are found: where a plan buys as given, where loops pull as they do, a day's or a week's use."""
    found = lots.copy()
    for choice in choices:
        if not planned[choice.point]:
            cover = WEEK if choice.loop == "min_max" else 1
            found[choice.point] = (PERIOD, cover, 0, 0, int(lots["keeps"][choice.point]))
    return found

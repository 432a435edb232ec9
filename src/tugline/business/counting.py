"""Which items to count first: stock that is unknown, by the money that hangs on it."""

from typing import Any

import numpy as np

from tugline.business.naming import Naming
from tugline.business.rates import Rates
from tugline.business.views import CountFirst
from tugline.units.quantity import format_estimate

MOST = 50


def count_first(naming: Naming, arrays: dict[str, Any], rates: Rates, last_price: np.ndarray) -> list[CountFirst]:
    """Return points whose stock nobody stated or counted, the most money at stake first.

    Parameters
    ----------
    last_price
        Price of the last sale at each stock point, 1/10,000 of the currency per item unit, 0 = none; shape (P,).

    Notes
    -----
    At stake = (open demand and supply, sold unseen, and a month's use) at standard cost, or at the list or last price
    where no cost is known: what would be pulled, or promised, wrongly if the stock were not what it is taken for.
    """
    stock, point = arrays["stock"], naming.network.point
    month = rates.mean * 30
    seen = stock["waiting"] + stock["on_order"] + stock["found"] + month
    worth = np.where(point["standard_cost"] > 0, point["standard_cost"], np.maximum(point["price"], last_price))
    at_stake = seen * worth / (point["scale"] * 10_000)
    unknown = (stock["proven"] == 0) & (seen > 0)
    rows = np.flatnonzero(unknown)
    rows = rows[np.argsort(-at_stake[rows], kind="stable")][:MOST]
    return [
        CountFirst(
            item=naming.item(row),
            location=naming.location(row),
            at_stake=round(float(at_stake[row]), 2),
            why=_why(naming, stock[row], float(month[row]), row),
        )
        for row in rows.tolist()
    ]


def _why(naming: Naming, stock: Any, month: float, row: int) -> str:
    parts = []
    if int(stock["found"]):
        parts.append(f"{naming.show(row, int(stock['found']))} left that no record showed")
    if int(stock["waiting"]):
        parts.append(f"{naming.show(row, int(stock['waiting']))} wait for it")
    if int(stock["on_order"]):
        parts.append(f"{naming.show(row, int(stock['on_order']))} on order")
    if month > 0:
        parts.append(f"{format_estimate(month / float(naming.network.point['scale'][row]))} used a month")
    return "no stock row: " + ", ".join(parts)

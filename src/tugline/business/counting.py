"""Which items to count first: stock that is unknown, by the money that hangs on it."""

from typing import Any, NamedTuple

import numpy as np

from tugline.business.naming import Naming
from tugline.business.rates import Rates
from tugline.business.views import CountFirst
from tugline.units.quantity import format_estimate

MOST = 50


class Stake(NamedTuple):
    """What hangs on stock that nobody stated or counted, in integer units of the item at the row `point`."""

    point: int
    found: int
    """Left although no record showed it."""
    waiting: int
    on_order: int
    month: float
    """Used in 30 days."""
    worth: int
    """1/10,000 of the currency per item unit."""
    amount: float
    """In the currency."""


def stakes(naming: Naming, arrays: dict[str, Any], rates: Rates, last_price: np.ndarray) -> list[Stake]:
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
        Stake(
            point=row,
            found=int(stock["found"][row]),
            waiting=int(stock["waiting"][row]),
            on_order=int(stock["on_order"][row]),
            month=float(month[row]),
            worth=int(worth[row]),
            amount=float(at_stake[row]),
        )
        for row in rows.tolist()
    ]


def count_first(naming: Naming, found: list[Stake]) -> list[CountFirst]:
    """Return stakes as they are shown."""
    return [
        CountFirst(
            item=naming.item(stake.point),
            location=naming.location(stake.point),
            at_stake=round(stake.amount, 2),
            why="no stock row: " + ", ".join(f"{many} {what}" for many, what, _ in reasons(naming, stake)),
        )
        for stake in found
    ]


def reasons(naming: Naming, stake: Stake) -> list[tuple[str, str, float]]:
    """Return what a stake is made of: how much, what of it, and how much in integer units; what is nothing is not."""
    parts = [
        (float(stake.found), "left that no record showed"),
        (float(stake.waiting), "wait for it"),
        (float(stake.on_order), "on order"),
    ]
    told = [(naming.show(stake.point, int(many)), what, many) for many, what in parts if many]
    if stake.month > 0:
        scale = float(naming.network.point["scale"][stake.point])
        told.append((format_estimate(stake.month / scale), "used a month", stake.month))
    return told

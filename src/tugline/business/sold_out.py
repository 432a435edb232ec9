"""On how many days nothing was there where customers buy over the counter, as the facts of a plant tell."""

from typing import NamedTuple

import numpy as np

from tugline.business.folding import stock_at_ticks
from tugline.business.parts import new_parts
from tugline.business.twin_outcomes import Days
from tugline.facts.kinds import Kind
from tugline.network.network import Network


class SoldOut(NamedTuple):
    """How many stock points were empty at the end of some day, and which share of all their days that were."""

    points: int
    share: float


def sold_out(network: Network, facts: np.ndarray, points: np.ndarray, days: Days) -> SoldOut | None:
    """Return how often stock points had nothing, None where the facts cannot tell.

    Parameters
    ----------
    facts
        All facts of a plant, in the rows of the network.
    points
        Rows of the stock points to look at.

    Notes
    -----
    The facts are folded day by day. They cannot tell where the tables were adopted anew or a source is gone, and a
    stock point counts from the day on which its stock is known.
    """
    if (facts["kind"] == Kind.NETWORK_ADOPTED).any() or int(facts["source"].max(initial=0)) > len(network.source):
        return None
    parts = new_parts(network, world=False)
    empty, known = np.zeros(len(points), np.int64), np.zeros(len(points), np.int64)
    ends = network.day_start[days.first + 1 : days.stop + 1] - 1
    for every in stock_at_ticks(parts.state, parts.grid, facts, ends.tolist()):
        stock = every[points]
        known += stock["proven"] > 0
        empty += (stock["proven"] > 0) & (stock["on_hand"] <= 0)
    return SoldOut(int((empty > 0).sum()), float(empty.sum() / known.sum())) if known.any() else None

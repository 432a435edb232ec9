"""By when a customer asked for an order line, which is not always what the line is ranked by.

A line that names no date is due at the time of its order, or on its day: it wants its goods as soon as can be. That
ranks it and says by when its pulls are needed, but nobody was promised that time, so nothing is late by it.
"""

import numpy as np

from tugline.business.history import History, wanted_now
from tugline.facts.kinds import NEVER
from tugline.network.exact import IntArray
from tugline.network.network import Network

_SUBSCRIPTION = "subscription "


def asked_for(history: History, network: Network, keys: dict[int, str]) -> IntArray:
    """Return the tick by which each line of `history.orders` is wanted, NEVER where its customer named no date.

    A date is named by the row, by how long its customer waits (no days at all are at once), and by a subscription,
    each of whose turns has its time. An order of a day that is wanted on that day cannot be told from one that names
    nothing, and is taken for it.

    Parameters
    ----------
    keys
        Keys of order lines by the `reference` of their facts.
    """
    orders, (_, due) = history.orders, wanted_now(history)
    ordered, day_ends = orders["occurred_at"], network.clock.day_ends
    begins_day = day_ends(ordered - 1) < day_ends(ordered)
    at_once = (due == ordered) | (begins_day & (due == day_ends(ordered)))
    waits = np.append(network.party["wait_ticks"], -1)[orders["party"] - 1] >= 0
    turns = [id_ for id_, key in keys.items() if key.startswith(_SUBSCRIPTION)]
    named = ~at_once | waits | np.isin(orders["reference"], turns)
    wanted: IntArray = np.where(named, due, NEVER)
    return wanted

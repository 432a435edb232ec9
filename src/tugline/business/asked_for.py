"""By when a customer asked for an order line, which is not always what the line is ranked by.

A line that names no date is due at the time of its order, or on its day: it wants its goods as soon as can be. That
ranks it and says by when its pulls are needed, but nobody was promised that time, so nothing is late by it.
"""

from collections.abc import Sequence

import numpy as np

from tugline.business.history import History, wanted_now
from tugline.facts.kinds import NEVER
from tugline.network.exact import BoolArray, IntArray
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
    turns = [id_ for id_, key in keys.items() if key.startswith(_SUBSCRIPTION)]
    is_turn = np.isin(orders["reference"], turns)
    return _asked_for(network, due, orders["occurred_at"], orders["party"] - 1, is_turn)


def asked_for_open(lines: np.ndarray, network: Network, keys: Sequence[str]) -> IntArray:
    """Return the same of open lines, records of `LINE` of the state, with the key of each."""
    is_turn = np.array([key.startswith(_SUBSCRIPTION) for key in keys], np.bool_)
    return _asked_for(network, lines["wanted"], lines["ordered_at"], lines["party"], is_turn)


def _asked_for(network: Network, due: IntArray, ordered: IntArray, party: IntArray, is_turn: BoolArray) -> IntArray:
    """Return by when lines are wanted that are due then; `party` is the row of each customer, -1 = none."""
    day_ends = network.clock.day_ends
    begins_day = day_ends(ordered - 1) < day_ends(ordered)
    at_once = (due == ordered) | (begins_day & (due == day_ends(ordered)))
    waits = np.append(network.party["wait_ticks"], -1)[party] >= 0
    wanted: IntArray = np.where(~at_once | waits | is_turn, due, NEVER)
    return wanted

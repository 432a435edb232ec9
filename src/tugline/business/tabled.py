"""Signals that stand in a business's tables, from the start on; and the demand before it, which gives rates only."""

from dataclasses import dataclass

import numpy as np

from tugline.business.outside import Signals, in_order
from tugline.business.rates import Demand
from tugline.business.retracted import OrderRows
from tugline.business.signal_reader import Reader, Unusable
from tugline.business.tabled_events import read_events
from tugline.business.tabled_marks import read_cards, read_interests
from tugline.business.tabled_orders import read_orders, read_sales
from tugline.business.tabled_subscriptions import Subscriptions
from tugline.journal.journal import Journal
from tugline.network.network import Network
from tugline.network.tables import Tables


@dataclass(frozen=True, slots=True)
class Tabled:
    """What the signal tables hold: signals from the start on, demand before it, and rows that cannot be used."""

    signals: Signals
    subscriptions: Subscriptions
    history: Demand
    waits: Demand
    """Order lines before the start: in `quantity` the whole days between each order and when it is wanted."""
    till: np.ndarray
    """Stock points with sales over the counter before the start, bool, shape (P,)."""
    orders: OrderRows
    unusable: list[Unusable]
    last_tick: int
    """Tick of the last signal, -1 = there is none; the turns of subscriptions do not count."""


def read_signals(network: Network, tables: Tables, journal: Journal) -> Tabled:
    """Return the signals of all tables in the order in which they are taken in, and the history before the start."""
    reader = Reader(network, tables, journal)
    ordered, waits, order_rows = read_orders(reader)
    sold, till = read_sales(reader)
    read_cards(reader)
    read_interests(reader)
    read_events(reader, order_rows)
    subscriptions = Subscriptions(reader)
    stated = in_order(reader.parts)
    history = Demand(
        np.concatenate([ordered.point, sold.point]),
        np.concatenate([ordered.day, sold.day]),
        np.concatenate([ordered.quantity, sold.quantity]),
    )
    last = int(stated.rows["tick"][-1]) if len(stated) else -1
    return Tabled(stated, subscriptions, history, waits, till, order_rows, reader.unusable, last)

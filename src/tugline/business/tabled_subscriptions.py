"""Subscriptions: every turn is an order line of its own, with the subscription and the turn as its key."""

import numpy as np

from tugline.business.opening import actor_of
from tugline.business.outside import blank, signals
from tugline.business.signal_reader import Reader, texts_of
from tugline.facts.kinds import NEVER, Kind
from tugline.network.layout import CUSTOMER

YEARS_AHEAD = 10


def read_subscriptions(r: Reader) -> None:
    """Add the turns of all subscriptions from the start of the business on, ten years ahead at most."""
    table, network = r.tables["subscriptions"], r.network
    if not table.n:
        return
    point, usable = r.points(table)
    starts, ends = r.ticks(table["starts_at"]), r.ticks(table["ends_at"])
    every = np.maximum(1, -(-table["every"].seconds // network.tick_seconds))
    horizon = YEARS_AHEAD * 366 * 86_400 // network.tick_seconds
    customers, items = texts_of(table["customer"]), texts_of(table["item"])
    for i in np.flatnonzero(usable).tolist():
        first = int(starts[i])
        turns = np.arange(first, min(int(ends[i]), max(first, 0) + horizon, NEVER), int(every[i]))
        numbers = np.flatnonzero(turns >= 0)
        party = network.parties.row(customers[i], CUSTOMER)
        rows = blank(len(numbers), Kind.ORDER_PLACED, turns[numbers])
        rows["point"], rows["party"] = point[i] + 1, party + 1
        rows["quantity"], rows["amount"] = table["quantity"][i], network.point["price"][point[i]]
        rows["due"] = turns[numbers]
        rows["priority"] = network.party["priority"][party] if party >= 0 else 5
        name = f"subscription {customers[i]} {items[i]} {network.clock.iso(first)}"
        texts = [f"{name}\t{number + 1}" for number in numbers.tolist()]
        rows["reference"] = r.journal.intern("line", texts)
        r.parts.append(signals("subscriptions", actor_of(r.journal, "subscriptions"), rows, texts))

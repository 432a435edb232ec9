"""Rows that were taken in under earlier tables say the same, although what they leave open is filled in otherwise now.

A row without a price has the list price; after a new price list was adopted its content is another, but nobody changed
the row.
"""

from collections.abc import Mapping
from itertools import chain, combinations

import numpy as np

from tugline.business.core import Core
from tugline.business.epochs import Epoch
from tugline.facts.keys import content_hashes
from tugline.network import defaults
from tugline.network.canonical import unpack
from tugline.network.layout import CUSTOMER
from tugline.network.network import Network
from tugline.network.tables import MISSING, Table

FILLED_IN = ("amount", "priority", "due")
"""What tables may say in place of a row: the price, the priority of the customer, how long the customer waits."""
_SOME = tuple(chain.from_iterable(combinations(FILLED_IN, n) for n in range(1, len(FILLED_IN) + 1)))


def unchanged(core: Core, rows: np.ndarray, seq: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Return which rows have the content with which they were taken in, once the tables of that time fill them in.

    Parameters
    ----------
    rows
        Rows of the network in force that the journal knows, shape (n,).
    seq, known
        The facts that they became, and the content hash of each.
    """
    epochs = core.epochs.all()
    same: np.ndarray = content_hashes(core.translator.to_journal(rows)) == known
    begun = np.searchsorted([epoch.first_seq for epoch in epochs], seq, side="right") - 1
    for number in np.unique(begun[~same]).tolist():
        if number == len(epochs) - 1:
            continue
        these = np.flatnonzero(~same & (begun == number))
        then = _filled_in(rows[these], epochs[number], core.network)
        for fields in _SOME:
            other = rows[these].copy()
            for field in fields:
                other[field] = then[field]
            same[these] |= content_hashes(core.translator.to_journal(other)) == known[these]
    return same


def as_then(core: Core, rows: np.ndarray, seq: np.ndarray) -> np.ndarray:
    """Return rows with what they leave open filled in by the tables that were in force at some facts, one for each."""
    epochs, then = core.epochs.all(), rows.copy()
    begun = np.searchsorted([epoch.first_seq for epoch in epochs], seq, side="right") - 1
    for number in np.unique(begun[begun < len(epochs) - 1]).tolist():
        these = np.flatnonzero(begun == number)
        for field, values in _filled_in(rows[these], epochs[number], core.network).items():
            then[field][these] = values
    return then


def _filled_in(rows: np.ndarray, epoch: Epoch, network: Network) -> dict[str, np.ndarray]:
    """Return each field as an earlier network fills it in, where the one in force fills it in; else as it is."""
    _, _, tables = unpack(epoch.content.tables)
    point, party = rows["point"] - 1, rows["party"] - 1
    prices = _list_prices(tables)
    price = np.array([*(prices.get(name, 0) for name in network.items.name), 0], np.int64)
    price_then, price_now = price[np.append(network.point["item"], -1)], np.append(network.point["price"], 0)

    customers = tables.get("customers")
    names = [name if kind == CUSTOMER else "" for name, kind in zip(
        network.party_names, network.party["kind"].tolist(), strict=True
    )]  # fmt: skip
    priorities = _by_name(customers, "customer", "priority", defaults.CUSTOMER_PRIORITY)
    waits = _by_name(customers, "customer", "wait_days", 0)
    priority = np.array([*(priorities.get(name, defaults.CUSTOMER_PRIORITY) for name in names), 5], np.int64)
    per_day = 86_400 // network.tick_seconds
    wait = np.array([*(waits.get(name, 0) * per_day for name in names), 0], np.int64)
    priority_now = np.append(network.party["priority"], defaults.CUSTOMER_PRIORITY)
    wait_now = np.maximum(np.append(network.party["wait_ticks"], 0), 0)[party]
    due, ordered, clock = rows["due"], rows["occurred_at"], network.clock
    # A row that names the day of its order and no time is wanted by the end of a day.
    by_day, by_day_then = (clock.day_ends(ordered, ticks // per_day) for ticks in (wait_now, wait[party]))
    return {
        "amount": np.where(rows["amount"] == price_now[point], price_then[point], rows["amount"]),
        "priority": np.where(rows["priority"] == priority_now[party], priority[party], rows["priority"]),
        "due": np.select([due == ordered + wait_now, due == by_day], [ordered + wait[party], by_day_then], due),
    }


def _list_prices(tables: Mapping[str, Table]) -> dict[str, int]:
    """Return the list price of each item: its own, and the price differences of the default options, the cheapest."""
    prices, options = _by_name(tables.get("items"), "item", "price", 0), tables.get("options")
    if options is None or not options.has("price_delta"):
        return prices
    least: dict[tuple[str, str], int] = {}
    deltas = np.where(options["price_delta"] == MISSING, 0, options["price_delta"]).tolist()
    for row, delta in enumerate(deltas):
        key = options["item"].text(row), options["group"].text(row)
        least[key] = min(delta, least.get(key, delta))
    for (item, _), delta in least.items():
        if prices.get(item):
            prices[item] += delta
    return prices


def _by_name(table: Table | None, key: str, column: str, otherwise: int) -> dict[str, int]:
    if table is None or not table.has(column):
        return {}
    values = np.where(table[column] == MISSING, otherwise, table[column]).tolist()
    return {table[key].names[code]: value for code, value in zip(table[key].codes.tolist(), values, strict=True)}

"""What the journal tells about pulls and lines that are closed, too: collected in one pass over the facts."""

from dataclasses import dataclass

import numpy as np

from tugline.business.core import Core
from tugline.facts.kinds import FACT, Kind

_PULLS = (Kind.PULL_RELEASED, Kind.PULL_PROPOSED, Kind.PULL_ADDED, Kind.SUPPLY_OPENED)
_LINES = (Kind.ORDER_PLACED, Kind.SALE_MADE)
_ENDS = (Kind.PULL_CLOSED, Kind.PULL_REJECTED, Kind.ORDER_CANCELLED, Kind.PROMISE_EXPIRED)
_CHANGES = (Kind.ORDER_CHANGED,)
_CHOICES = (Kind.ORDER_CHOICE_SET,)
_WORDS = (Kind.PULL_PLACED, Kind.PULL_CONFIRMED)
_MOVES = (Kind.RECEIVED, Kind.SHIPPED, Kind.DELIVERED)
_PROMISES = (Kind.PROMISE_MADE, Kind.PROMISE_CHANGED)
_BY_HAND = (Kind.PULL_EDITED, Kind.STARTED, Kind.SCRAPPED)
_OF_STOCK = (Kind.STOCK_OPENED, Kind.COUNTED, Kind.RETURNED, Kind.STOCK_FOUND)
_OF_RULES = (Kind.PARAMETER_SET, Kind.NETWORK_ADOPTED)
_KEPT = np.zeros(max(Kind) + 1, np.bool_)
_KEPT[[int(kind) for kind in (*_PULLS, *_LINES, *_CHANGES, *_ENDS, *_MOVES, *_WORDS, Kind.PULL_WITHDRAWN)]] = True
_KEPT[[int(kind) for kind in (*_BY_HAND, *_OF_STOCK, *_OF_RULES, *_PROMISES, *_CHOICES)]] = True


@dataclass(frozen=True, slots=True)
class History:
    """Facts by what they tell, each an array of `FACT` in journal order; `facts` counts all there are.

    `received` and `shipped` hold one fact per receipt or shipment, `changes` one per change of an order line,
    `choices` one per choice that was set for one,
    `withdrawn` one per part of a pull that was taken back, `placed` one per order to a source and per word of it,
    `words` the same and what was set by hand, `settings` one per parameter of a loop, `promised` one per date that a
    line was promised. `made_less` are the facts because of which something was taken back.
    """

    facts: int
    pulls: np.ndarray
    orders: np.ndarray
    changes: np.ndarray
    choices: np.ndarray
    sales: np.ndarray
    received: np.ndarray
    shipped: np.ndarray
    delivered: np.ndarray
    ended: np.ndarray
    withdrawn: np.ndarray
    placed: np.ndarray
    words: np.ndarray
    settings: np.ndarray
    made_less: np.ndarray
    promised: np.ndarray


def collect(core: Core) -> History:
    """Read the whole journal once and keep what reports need."""
    kept, facts = [np.zeros(0, FACT)], 0
    for rows in core.journal.read():
        facts += len(rows)
        kept.append(rows[_KEPT[rows["kind"]]])
    every = core.chronicle().rows(np.concatenate(kept))
    kinds = every["kind"]

    def of(*wanted: Kind) -> np.ndarray:
        rows: np.ndarray = every[np.isin(kinds, [int(kind) for kind in wanted])]
        return rows

    withdrawn = of(Kind.PULL_WITHDRAWN)
    return History(
        facts,
        pulls=of(*_PULLS),
        orders=of(Kind.ORDER_PLACED),
        changes=of(*_CHANGES),
        choices=of(*_CHOICES),
        sales=of(Kind.SALE_MADE),
        received=of(Kind.RECEIVED),
        shipped=of(Kind.SHIPPED),
        delivered=of(Kind.DELIVERED),
        ended=of(*_ENDS),
        withdrawn=withdrawn,
        placed=of(*_WORDS),
        words=of(*_WORDS, Kind.PULL_EDITED),
        settings=of(Kind.PARAMETER_SET),
        made_less=every[np.isin(every["seq"], withdrawn["cause"])],
        promised=of(*_PROMISES),
    )


def wanted_now(history: History) -> tuple[np.ndarray, np.ndarray]:
    """Return quantity and due tick of every order line after its changes."""
    orders, changes = history.orders, history.changes
    quantity, due = orders["quantity"].copy(), orders["due"].copy()
    place, known = places_of(changes, orders["seq"])
    # Of several changes the last one stays: they are in the journal's order.
    quantity[place], due[place] = changes["quantity"][known], changes["due"][known]
    return quantity, due


def total_by_reference(rows: np.ndarray, ids: np.ndarray, until: np.ndarray | None = None) -> np.ndarray:
    """Return the summed quantity of the facts that refer to each id (ascending), up to a tick of each if given."""
    total = np.zeros(len(ids), np.int64)
    place, known = places_of(rows, ids)
    counted = np.ones(len(place), np.bool_) if until is None else rows["tick"][known] <= until[place]
    np.add.at(total, place[counted], rows["quantity"][known][counted])
    return total


def last_tick_by_reference(rows: np.ndarray, ids: np.ndarray) -> np.ndarray:
    """Return the tick of the last fact that refers to each id, -1 = none; `ids` ascending."""
    last = np.full(len(ids), -1, np.int64)
    place, known = places_of(rows, ids)
    np.maximum.at(last, place, rows["tick"][known])
    return last


def places_of(rows: np.ndarray, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the places among `ids` (ascending) that facts refer to, and which facts (bool) refer to one at all."""
    place = np.searchsorted(ids, rows["reference"])
    known = place < len(ids)
    known[known] = ids[place[known]] == rows["reference"][known]
    return place[known], known

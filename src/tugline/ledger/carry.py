"""Carry the books over to another network: the same stock and the same debts in other rows, at the new standard costs.

Every day that ended before is closed first, so that no closing shows what came later.
"""

import numpy as np

from tugline.ledger import layout
from tugline.ledger.books import Books, live_arrays, make_books
from tugline.ledger.days import close_days, refuse_beyond
from tugline.ledger.post import post_all
from tugline.ledger.transfer import cents, slot_transfer, transfer
from tugline.state.movement import MOVEMENT, REVALUED

CARRIED = (
    "on_hand", "value", "sold_quantity", "sold_revenue", "sold_cost", "last_sold", "sold_before", "supplied_quantity",
)  # fmt: skip
"""Fields of a stock point that its network does not say."""


def carry_books(
    books: Books, fresh: Books, *, point: np.ndarray, party: np.ndarray, moving: np.ndarray, seq: int, tick: int
) -> Books:
    """Return the books in the rows of a new network, stock revalued where its standard cost is another.

    Parameters
    ----------
    fresh
        Empty books of the new network; they are used up.
    point, party
        The new row of every old one, -1 = gone. What is gone must hold nothing.
    moving
        Goods between two points, shape (n, 3): slot of the pull, quantity still to arrive, new row of their point.
    seq, tick
        Of the fact with which the new network came into force.

    Raises
    ------
    UsageError
        The tick is past the last day that the books can close.
    """
    refuse_beyond(books, tick)
    close_days(books, tick)
    old, new = live_arrays(books), live_arrays(fresh)
    points = new["point"].copy()
    stays = point >= 0
    for name in CARRIED:
        points[name][point[stays]] = old["point"][name][stays]
    now = {name: new["point"][name].copy() for name in ("standard_cost", "account", "uncosted")}
    for name in now:
        points[name][point[stays]] = old["point"][name][stays]
    parties = new["party"].copy()
    rows = np.append(party, len(parties) - 1)  # the last row is nobody's
    parties[rows[rows >= 0]] = old["party"][rows >= 0]
    done: Books = make_books(
        old["head"].copy(), points, old["slot"].copy(), old["balance"].copy(), old["tally"].copy(), parties,
        old["closing"].copy(), new["day_start"], old["entry"].copy(),
    )  # fmt: skip
    # Where the cost is the same, so is the worth, down to what rounding left.
    dearer = now["standard_cost"][moving[:, 2]] != points["standard_cost"][moving[:, 2]]
    _reclassify(done, now["account"])
    _revalue(done, now["standard_cost"], seq, tick)
    live_arrays(done)["point"]["uncosted"] = now["uncosted"]
    _revalue_moving(done, moving[dearer])
    return done


def _reclassify(books: Books, account: np.ndarray) -> None:
    """Move the stock of items that are made now, or no longer, to its account."""
    point = live_arrays(books)["point"]
    for row in np.flatnonzero(point["account"] != account).tolist():
        if point["owner"][row] < 0:
            transfer(books, int(account[row]), int(point["account"][row]), int(point["value"][row]), -1)
        point["account"][row] = account[row]


def _revalue(books: Books, cost: np.ndarray, seq: int, tick: int) -> None:
    rows = np.flatnonzero(live_arrays(books)["point"]["standard_cost"] != cost)
    movements = np.zeros(len(rows), MOVEMENT)
    movements["seq"], movements["tick"], movements["kind"] = seq, tick, REVALUED
    movements["point"], movements["amount"] = rows, cost[rows]
    movements["slot"] = movements["party"] = -1
    post_all(books, movements)


def _revalue_moving(books: Books, moving: np.ndarray) -> None:
    """Value goods under way at the cost at which they will be received; the difference is no loss on the way."""
    point = live_arrays(books)["point"]
    for slot, quantity, row in moving.tolist():
        held = live_arrays(books)["slot"][slot]
        if held["account"] == layout.TRANSIT and held["value"]:
            worth = cents(quantity, int(point["standard_cost"][row]), int(point["scale"][row]))
            slot_transfer(books, slot, layout.TRANSIT, layout.REVALUATION, int(worth - held["value"]), -1)

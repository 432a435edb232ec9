"""The books as a bundle of arrays that kernels take, and their way to and from plain arrays."""

from typing import Any

import numpy as np
from numba import from_dtype, types
from numba.experimental import structref

from tugline.errors import UsageError
from tugline.ledger import layout
from tugline.state.bundle import Bundle, boxed, new, owned, register
from tugline.state.kernel import kernel


@register
class BooksType(Bundle):
    """Numba type of `Books`."""


class Books(structref.StructRefProxy):
    """The double-entry books of one business: a pure function of its movements. Make one with `new_books`."""

    head: Any
    point: Any
    slot: Any
    balance: Any
    tally: Any
    party: Any
    closing: Any
    day_start: Any
    entry: Any


_INT = types.int64[::1]
_FIELDS = [
    ("head", from_dtype(layout.HEAD)[::1]),
    ("point", from_dtype(layout.BOOK_POINT)[::1]),
    ("slot", from_dtype(layout.SLOT)[::1]),
    ("balance", _INT),  # cents by account, debit positive; they sum to 0
    ("tally", _INT),
    ("party", from_dtype(layout.PARTY_BALANCE)[::1]),  # the last row is for movements without a party
    ("closing", types.int64[:, ::1]),  # one row per closed day: the accounts, then the tallies
    ("day_start", _INT),  # first tick of each local day, then the end of the last one; the network's, never written
    ("entry", from_dtype(layout.ENTRY)[::1]),
]
boxed(BooksType, Books)
BOOKS = BooksType(_FIELDS)
FIELDS = tuple(name for name, _ in _FIELDS)
_DTYPES = {
    "head": layout.HEAD,
    "point": layout.BOOK_POINT,
    "slot": layout.SLOT,
    "party": layout.PARTY_BALANCE,
    "entry": layout.ENTRY,
}
N_COLUMNS = layout.N_ACCOUNTS + layout.N_TALLIES
_WIDTHS = {
    "head": len(layout.HEAD.names or ()),
    "point": len(layout.BOOK_POINT.names or ()),
    "slot": len(layout.SLOT.names or ()),
    "balance": layout.N_ACCOUNTS,
    "tally": layout.N_TALLIES,
    "party": len(layout.PARTY_BALANCE.names or ()),
    "closing": N_COLUMNS,
}
_RANKS = {"balance": 1, "tally": 1}


@kernel
def make_books(
    head: Any, point: Any, slot: Any, balance: Any, tally: Any, party: Any, closing: Any, day_start: Any, entry: Any
) -> Any:
    """Return `Books` of the given arrays."""
    b = new(BOOKS)
    b.head = head
    b.point = point
    b.slot = slot
    b.balance = balance
    b.tally = tally
    b.party = party
    b.closing = closing
    b.day_start = day_start
    b.entry = entry
    return b


@kernel
def _books_arrays(b: Any) -> Any:
    return owned(b)


def live_arrays(books: Books) -> dict[str, np.ndarray]:
    """Return the arrays by field name; they are the live ones until a kernel grows them, not copies."""
    return dict(zip(FIELDS, _books_arrays(books), strict=True))


def new_books(
    points: np.ndarray,
    *,
    made: np.ndarray,
    n_parties: int,
    day_start: np.ndarray,
    owner: np.ndarray | None = None,
) -> Books:
    """Return empty books.

    Parameters
    ----------
    points
        Records with the fields `item`, `scale`, `standard_cost`, `price` and `defaulted_cost` of
        `network.layout.POINT`, shape (P,).
    made
        Shape (P,): true where stock is carried as made, false where as bought.
    n_parties
        Number of customers and suppliers; movements name them by row.
    day_start
        Shape (D + 1,): the tick with which each of D local days begins, then that with which the last one ends;
        ascending, the first at or before 0 and the second after it. The array is kept, not copied.
    owner
        Shape (P,): row of the party that owns the stock of a point, -1 = ours. None = all ours.

    Raises
    ------
    UsageError
        If the arrays do not fit each other, or the days do not begin with that of tick 0.
    """
    n_points = len(points)
    owners = np.full(n_points, -1, np.int64) if owner is None else np.asarray(owner, np.int64)
    _refuse_misfits(points, made, owners, n_parties)
    _refuse_days(day_start)
    point = np.zeros(n_points, layout.BOOK_POINT)
    for name in ("item", "scale", "standard_cost", "price"):
        point[name] = points[name]
    point["uncosted"] = points["defaulted_cost"] != 0
    own = np.where(np.asarray(made, np.bool_), layout.INVENTORY_MADE, layout.INVENTORY_BOUGHT)
    point["account"] = np.where(owners < 0, own, layout.PAYABLES)
    point["owner"] = owners
    point["last_sold"] = point["sold_before"] = -1
    head = np.zeros(1, layout.HEAD)
    head["day_first"], head["day_end"] = day_start[:2]
    books: Books = make_books(
        head,
        point,
        np.zeros(64, layout.SLOT),
        np.zeros(layout.N_ACCOUNTS, np.int64),
        np.zeros(layout.N_TALLIES, np.int64),
        np.zeros(n_parties + 1, layout.PARTY_BALANCE),
        np.zeros((32, N_COLUMNS), np.int64),
        day_start,
        np.zeros(0, layout.ENTRY),
    )
    return books


def _refuse_misfits(points: np.ndarray, made: np.ndarray, owners: np.ndarray, n_parties: int) -> None:
    n_points = len(points)
    if len(made) != n_points or len(owners) != n_points:
        raise UsageError(
            f"books: {len(made)} classes and {len(owners)} owners; expected {n_points}, one for each point"
        )
    if n_points == 0:
        return
    if owners.min() < -1 or owners.max() >= n_parties:
        raise UsageError(f"books: owners {owners.min()} to {owners.max()}; expected -1 to {n_parties - 1}")
    for name, least in (("scale", 1), ("standard_cost", 0), ("price", 0)):
        if points[name].min() < least:
            row = int(points[name].argmin())
            raise UsageError(f"books, point {row}, {name}: {points[name][row]}; expected at least {least}")


def _refuse_days(day_start: np.ndarray) -> None:
    if len(day_start) < 2 or not day_start[0] <= 0 < day_start[1] or (np.diff(day_start) < 0).any():
        raise UsageError(
            f"books: days that begin with ticks {day_start[:3].tolist()} ...; expected at least one day, the first that"
            " of tick 0, and then ascending"
        )


def to_arrays(books: Books) -> dict[str, np.ndarray]:
    """Return what a snapshot keeps, as int64 copies: records as shape (n, number of fields), without spare room.

    The answer depends on the movements alone, not on how they were cut into calls. The days are the network's.
    """
    live = live_arrays(books)
    head = live["head"].copy()
    head["entries"] = head["recording"] = head["refused"] = 0
    used = np.flatnonzero(live["slot"]["value"])
    slot = live["slot"][: used[-1] + 1 if len(used) else 0].copy()
    slot["account"][slot["value"] == 0] = 0
    kept = {**live, "head": head, "slot": slot, "closing": live["closing"][: int(head["day"][0])].copy()}
    del kept["entry"], kept["day_start"]
    return {
        name: array.view(np.int64).reshape(-1, _WIDTHS[name]).copy() if array.dtype.names else array.copy()
        for name, array in kept.items()
    }


def from_arrays(kept: dict[str, np.ndarray], day_start: np.ndarray) -> Books:
    """Return the books that `to_arrays` gave the arrays of, with the days that they were made with.

    Raises
    ------
    UsageError
        If an array is missing, has another shape than this version's books, or if the books do not balance or were
        made with other days.
    """
    own: dict[str, np.ndarray] = {"day_start": day_start, "entry": np.zeros(0, layout.ENTRY)}
    for name, width in _WIDTHS.items():
        given = kept.get(name)
        if given is None or given.ndim != _RANKS.get(name, 2) or given.shape[-1] != width:
            found = "nothing" if given is None else f"shape {given.shape}"
            raise UsageError(f"snapshot of the books, {name}: {found}; expected a width of {width}")
        array = np.array(given, np.int64, order="C", copy=True)
        dtype = _DTYPES.get(name)
        own[name] = array if dtype is None else array.reshape(-1).view(dtype)
    if len(own["head"]) != 1 or len(own["closing"]) != own["head"]["day"][0] or len(own["party"]) == 0:
        rows = {name: len(own[name]) for name in ("head", "closing", "party")}
        raise UsageError(f"snapshot of the books: rows {rows}; expected one head, a closing for each day, a party")
    head = own["head"][0]
    open_day = [int(head["day_first"]), int(head["day_end"])]
    if day_start[head["day"] : head["day"] + 2].tolist() != open_day:
        raise UsageError(
            f"snapshot of the books: day {head['day']} from tick {open_day[0]} to {open_day[1]}; no such day"
        )
    if own["balance"].sum() != 0:
        raise UsageError(f"snapshot of the books: the accounts sum to {own['balance'].sum()} cents; expected 0")
    books: Books = make_books(*[own[name] for name in FIELDS])
    return books

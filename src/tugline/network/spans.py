"""Rows that belong to an owner, as spans start[owner] .. start[owner + 1] - 1 of a sorted column."""

import numpy as np

from tugline.network.exact import IntArray


def offsets(owner: IntArray, n: int) -> IntArray:
    """Return where the rows of each of `n` owners start once sorted by owner; shape (n + 1,)."""
    start = np.zeros(n + 1, np.int64)
    np.cumsum(np.bincount(owner, minlength=n), out=start[1:])
    return start


def ranges(start: IntArray, stop: IntArray) -> IntArray:
    """Return the ranges start[i] .. stop[i] - 1, one after the other."""
    length = stop - start
    rows: IntArray = np.arange(int(length.sum()), dtype=np.int64)
    rows += np.repeat(start - np.cumsum(length) + length, length)
    return rows


def spanned(start: IntArray, stop: IntArray) -> tuple[IntArray, IntArray]:
    """Return (position of the owner, row) for every row of the spans start .. stop - 1."""
    return np.repeat(np.arange(len(start), dtype=np.int64), stop - start), ranges(start, stop)


def distinct(*keys: IntArray) -> IntArray:
    """Return the distinct values of the given columns, sorted."""
    # numpy's own `unique` hashes integers since 2.3, which took 8 times as long on a million keys as this sort.
    every = np.sort(np.concatenate(keys))
    new = np.ones(len(every), np.bool_)
    new[1:] = every[1:] != every[:-1]
    return every[new]


def places(keys: IntArray, wanted: IntArray) -> IntArray:
    """Return the row of each wanted key in the sorted, distinct `keys`, or -1."""
    if not len(keys):
        return np.full(len(wanted), -1, np.int64)
    row = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[row] == wanted, row, -1)


def lines_at(start: IntArray, location: IntArray, items: IntArray, places: IntArray) -> tuple[IntArray, IntArray]:
    """Return (owner, row) of all lines of `items[owner]` that hold at `places[owner]`.

    Lines are sorted by item, item i has `start[i] .. start[i + 1] - 1`; a line with location -1 holds everywhere.
    """
    first, last = start[items], start[items + 1]
    owner = np.repeat(np.arange(len(items), dtype=np.int64), last - first)
    row = ranges(first, last)
    here = (location[row] < 0) | (location[row] == places[owner])
    return owner[here], row[here]

"""What people say of the promise of an order line: a date, another one, none any more, or that it is ordered."""

import numpy as np

from tugline.facts.kinds import Kind

OF_PROMISES = (Kind.PROMISE_MADE, Kind.PROMISE_CHANGED, Kind.PROMISE_ACCEPTED)
"""Kinds of fact that speak of the promise of an open line, in the order of its life."""


def fill_in_promise(row: np.void, text: str, line: np.void) -> str:
    """Fill in what becomes of a line's promise; return why nothing can, empty = it can."""
    row["quantity"] = line["quantity"] - line["shipped"]
    if row["kind"] == Kind.PROMISE_ACCEPTED:
        row["due"] = line["promised"]
        return "" if line["reserved_until"] else f"{text!r} is not reserved: it is ordered already"
    if row["kind"] == Kind.PROMISE_CHANGED:
        row["due"] = 0
        return "" if line["promised"] else f"{text!r} was promised no date: there is nothing to take back"
    if line["promised"]:
        row["kind"] = Kind.PROMISE_CHANGED
    return ""

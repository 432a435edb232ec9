"""Customers who come by a schedule instead of by chance: on each day one order that is known, or none."""

import numpy as np

from tugline.studies.customers import Customers, History

SURE = (1 << 63) - 1
NONE_COMES, ONE_COMES = range(2)


def scheduled(history: History, day: int, orders: np.ndarray) -> Customers:
    """Return customers of whom one comes on each day that has an order.

    Parameters
    ----------
    history
        Whole orders; only its lines are looked at.
    day
        Local day of the first.
    orders
        For each day the order of the history that comes, -1 = nobody does; shape (days,).
    """
    counts = np.array([[SURE, SURE], [0, SURE]], np.int64)
    come = orders >= 0
    first = np.where(come, orders, 0)
    row = np.where(come, ONE_COMES, NONE_COMES)
    return Customers(history, day, counts, row, np.arange(len(history.start) - 1), first, first + 1)

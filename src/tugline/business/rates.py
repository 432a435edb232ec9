"""Rates of use: what customers took before the start, day by day, and what that asks of every point upstream.

Estimates are made here, above the engine, in floats; they reach it as whole numbers in `ParameterSet` facts.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tugline.network.layout import MAKE, MOVE
from tugline.network.network import Network
from tugline.network.spans import ranges

DAYS_AT_MOST = 365
"""History further back than this says little about now."""
DAYS = DAYS_AT_MOST + 1
ENTRIES = 200_000
"""Demand is exploded about so many entries at a time, so that what it asks of components need not all be held."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What customers asked for: stock point (row), local day (0 = the first day), and quantity (integer units)."""

    point: np.ndarray
    day: np.ndarray
    quantity: np.ndarray


@dataclass(frozen=True, slots=True)
class Rates:
    """Use per day of every stock point, mean and variance, in integer units; `days` = length of the history."""

    mean: np.ndarray
    variance: np.ndarray
    days: int


def first_sources(network: Network) -> np.ndarray:
    """Return the source that each point is pulled from first, -1 = none; sources are sorted by priority."""
    has = network.point["source_stop"] > network.point["source_start"]
    return np.where(has, network.point["source_start"], -1)


def measure(network: Network, demand: Demand) -> Rates:
    """Return the rates that the history before the start gives.

    Notes
    -----
    The demand of every day before the start is exploded through the first sources: what a day's orders ask of each
    point upstream by bills, yields and moves. Mean = sum / N and variance = sum of squares / N - mean^2 of these daily
    quantities over the last N days, days without demand included. So two wheels of one bicycle vary together, as they
    do in life. The variance is never taken below the mean, that of single customers who come at random (Poisson).
    """
    n = len(network.point)
    recent = (demand.day < 0) & (demand.day >= -DAYS_AT_MOST)
    days = int(-demand.day[recent].min()) if recent.any() else 0
    total, squares = np.zeros(n), np.zeros(n)
    order = np.argsort(demand.day[recent], kind="stable")
    day = demand.day[recent][order]
    draws = _draws(network)
    first = 0
    while first < len(day):
        # Whole days, so that each day's use of a point is known when it is squared.
        stop = int(np.searchsorted(day, day[min(first + ENTRIES, len(day)) - 1], side="right"))
        some = order[first:stop]
        use = _Use(demand.point[recent][some], day[first:stop], demand.quantity[recent][some].astype(float))
        _explode(network, draws, use, total, squares)
        first = stop
    mean = total / max(1, days)
    return Rates(mean, np.maximum(squares / max(1, days) - mean**2, mean), days)


class _Use(NamedTuple):
    """Quantities that days ask of stock points; a point and a day may stand there several times."""

    point: np.ndarray
    day: np.ndarray
    quantity: np.ndarray


class _Draws(NamedTuple):
    """What points draw by first sources: point p by links start[p] .. start[p + 1] - 1, from which, how many."""

    start: np.ndarray
    to: np.ndarray
    factor: np.ndarray


def _explode(network: Network, draws: _Draws, use: _Use, total: np.ndarray, squares: np.ndarray) -> None:
    """Add each point's daily quantities and their squares, level by level, customers first."""
    start, to, factor = draws
    levels = network.point["level"]
    for level in range(network.n_levels):
        here = levels[use.point] == level
        key, place = np.unique(use.point[here] * DAYS + use.day[here], return_inverse=True)
        # Days are negative: floor division and remainder take them apart again.
        point, day = key // DAYS + 1, key % DAYS - DAYS
        quantity = np.bincount(place, weights=use.quantity[here], minlength=len(key))
        np.add.at(total, point, quantity)
        np.add.at(squares, point, quantity**2)
        many, link = start[point + 1] - start[point], ranges(start[point], start[point + 1])
        use = _Use(
            np.concatenate([use.point[~here], to[link]]),
            np.concatenate([use.day[~here], np.repeat(day, many)]),
            np.concatenate([use.quantity[~here], factor[link] * np.repeat(quantity, many)]),
        )


def _draws(network: Network) -> _Draws:
    first, source, need = first_sources(network), network.source, network.need
    points = np.flatnonzero(first >= 0)
    rows = first[points]
    kinds = source["kind"][rows]
    moves = (kinds == MOVE) & (source["from_point"][rows] >= 0)
    made = kinds == MAKE
    bills = source["need_stop"][rows[made]] - source["need_start"][rows[made]]
    bill = ranges(source["need_start"][rows[made]], source["need_stop"][rows[made]])
    record = source[np.repeat(rows[made], bills)]
    each = need["numerator"][bill] / need["denominator"][bill]
    each = each * record["yield_denominator"] / record["yield_numerator"]
    by = np.concatenate([points[moves], np.repeat(points[made], bills)])
    order = np.argsort(by, kind="stable")
    start = np.searchsorted(by[order], np.arange(len(network.point) + 1))
    to = np.concatenate([source["from_point"][rows[moves]], need["point"][bill]])[order]
    return _Draws(start, to, np.concatenate([np.ones(int(moves.sum())), each])[order])

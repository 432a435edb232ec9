"""Rates of use: what customers took before the start, day by day, and what that asks of every point upstream.

Estimates are made here, above the engine, in floats; they reach it as whole numbers in `ParameterSet` facts.
"""

from dataclasses import dataclass

import numpy as np

from tugline.network.layout import MAKE, MOVE
from tugline.network.network import Network

DAYS_AT_MOST = 365
"""History further back than this says little about now."""
CELLS = 8_000_000
"""Days are exploded so many at a time that all stock points together have about this many numbers."""


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
    point, day, quantity = demand.point[recent], -demand.day[recent] - 1, demand.quantity[recent].astype(float)
    draws = _draws(network)
    step = max(1, CELLS // max(1, n))
    for first in range(0, days, step):
        some = (day >= first) & (day < first + step)
        cell = point[some] * step + day[some] - first
        use = np.zeros((n, step))
        np.add.at(use.ravel(), cell, quantity[some])
        for draw in draws:
            use[draw.to] += np.add.reduceat(draw.factor[:, None] * use[draw.by], draw.start, axis=0)
        total += use.sum(axis=1)
        squares += (use**2).sum(axis=1)
    mean = total / max(1, days)
    return Rates(mean, np.maximum(squares / max(1, days) - mean**2, mean), days)


@dataclass(frozen=True, slots=True)
class _Draw:
    """What the points of one level draw from deeper ones: link i draws `factor[i]` for each unit of point `by[i]`.

    The links from `start[j]` on, up to the next start, draw from point `to[j]`.
    """

    by: np.ndarray
    factor: np.ndarray
    start: np.ndarray
    to: np.ndarray


def _draws(network: Network) -> list[_Draw]:
    """Return the links from each level to deeper ones through first sources, customers first."""
    first, levels = first_sources(network), network.point["level"]
    source, need = network.source, network.need
    draws = []
    for level in range(network.n_levels):
        points = np.flatnonzero((levels == level) & (first >= 0))
        rows = first[points]
        kinds = source["kind"][rows]
        moves = (kinds == MOVE) & (source["from_point"][rows] >= 0)
        made = kinds == MAKE
        bills = source["need_stop"][rows[made]] - source["need_start"][rows[made]]
        bill = np.repeat(source["need_start"][rows[made]], bills) + _within(bills)
        record = source[np.repeat(rows[made], bills)]
        factor = need["numerator"][bill] / need["denominator"][bill]
        factor = factor * record["yield_denominator"] / record["yield_numerator"]
        by = np.concatenate([points[moves], np.repeat(points[made], bills)])
        below = np.concatenate([source["from_point"][rows[moves]], need["point"][bill]])
        if len(by):
            order = np.argsort(below, kind="stable")
            to, start = np.unique(below[order], return_index=True)
            factors = np.concatenate([np.ones(int(moves.sum())), factor])
            draws.append(_Draw(by[order], factors[order], start, to))
    return draws


def _within(lengths: np.ndarray) -> np.ndarray:
    """Return 0 .. n-1 for each length n, one after another."""
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]) if len(lengths) else np.zeros(0, np.int64)
    return np.arange(int(lengths.sum())) - np.repeat(starts, lengths)

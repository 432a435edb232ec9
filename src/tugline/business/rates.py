"""Rates of use: what customers took before the start, day by day, and what that asks of every point upstream.

Estimates are made here, above the engine, in floats; they reach it as whole numbers in `ParameterSet` facts.
"""

from dataclasses import dataclass

import numpy as np

from tugline.network.layout import MAKE, MOVE
from tugline.network.network import Network

DAYS_AT_MOST = 365
"""History further back than this says little about now."""


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
    Mean = sum / N and variance = sum of squares / N - mean^2 over the last N days before the start, days without demand
    included. A component's use is that of its parents by their bills; independent parents add their variances. The
    variance is never taken below the mean, that of single customers who come at random (Poisson).
    """
    n = len(network.point)
    recent = (demand.day < 0) & (demand.day >= -DAYS_AT_MOST)
    days = int(-demand.day[recent].min()) if recent.any() else 0
    mean, variance = np.zeros(n), np.zeros(n)
    if days:
        key = demand.point[recent] * (DAYS_AT_MOST + 1) - demand.day[recent]
        keys, place = np.unique(key, return_inverse=True)
        per_day = np.bincount(place, weights=demand.quantity[recent].astype(float))
        point = keys // (DAYS_AT_MOST + 1)
        mean = np.bincount(point, weights=per_day, minlength=n) / days
        variance = np.bincount(point, weights=per_day**2, minlength=n) / days - mean**2
    _pass_upstream(network, mean, variance)
    return Rates(mean, np.maximum(variance, mean), days)


def _pass_upstream(network: Network, mean: np.ndarray, variance: np.ndarray) -> None:
    """Add what each level draws from the levels above it, customers first."""
    first = first_sources(network)
    levels = network.point["level"]
    source, need = network.source, network.need
    for level in range(network.n_levels):
        points = np.flatnonzero((levels == level) & (first >= 0) & (mean > 0))
        rows = first[points]
        kinds = source["kind"][rows]
        moves = (kinds == MOVE) & (source["from_point"][rows] >= 0)
        np.add.at(mean, source["from_point"][rows[moves]], mean[points[moves]])
        np.add.at(variance, source["from_point"][rows[moves]], variance[points[moves]])
        made = kinds == MAKE
        bills = source["need_stop"][rows[made]] - source["need_start"][rows[made]]
        bill = np.repeat(source["need_start"][rows[made]], bills) + _within(bills)
        record = source[np.repeat(rows[made], bills)]
        factor = need["numerator"][bill] / need["denominator"][bill]
        factor = factor * record["yield_denominator"] / record["yield_numerator"]
        np.add.at(mean, need["point"][bill], factor * np.repeat(mean[points[made]], bills))
        np.add.at(variance, need["point"][bill], factor**2 * np.repeat(variance[points[made]], bills))


def _within(lengths: np.ndarray) -> np.ndarray:
    """Return 0 .. n-1 for each length n, one after another."""
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]) if len(lengths) else np.zeros(0, np.int64)
    return np.arange(int(lengths.sum())) - np.repeat(starts, lengths)

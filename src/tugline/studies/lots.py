"""What an order costs beside its price, what it costs to hold, and the rule for lots that a planner goes by.

The rules are kernels of `studies.mrp`; what they weigh is one number for each point: what an order costs, as so many
units held for a day.
"""

import math
from typing import NamedTuple

import numpy as np

from tugline.network.layout import COST_SCALE, MAKE
from tugline.network.spans import ranges
from tugline.studies.ageing import KEEPS
from tugline.studies.mrp import (
    FIXED_QUANTITY,
    LARGEST_WORTH,
    LOT,
    PERIOD,
    SILVER_MEAL,
    WAGNER_WHITIN,
)

WEEK = 7
PPM = 1_000_000
DAYS_IN_YEAR = 365
CENTS = 100
HOUR_SECONDS = 3600
RULES = {
    "lot-for-lot": PERIOD, "eoq": FIXED_QUANTITY, "silver-meal": SILVER_MEAL, "wagner-whitin": WAGNER_WHITIN,
}  # fmt: skip
"""Rules for lots by the names that users give them."""
CYCLES_AHEAD = 2
"""A plan looks ahead over so many of the longest cycles, so that its end does not decide on the lots of today."""


class Weighed(NamedTuple):
    """What lots are weighed by, of each point: shape (P,)."""

    order_cents: np.ndarray
    """What one order costs beside its price, set-ups included; 0 = nothing, or not known."""
    unit_cents: np.ndarray
    """Standard cost of one integer unit, a float; 0 = not known."""
    use: np.ndarray
    """Integer units used a day."""


def set_up_cents(
    source: np.ndarray, operation: np.ndarray, resource: np.ndarray, *, tick_seconds: int
) -> np.ndarray:  # fmt: skip
    """Return what all set-ups of one lot cost at each source, in cents: open hours at the rates of their resources.

    Parameters
    ----------
    source, operation, resource
        Records of the network. Of steps with alternatives the first counts, as in standard costs.
    """
    made = np.flatnonzero((source["kind"] == MAKE) & (source["supplier"] < 0))
    first, stop = source["operation_start"][made], source["operation_stop"][made]
    rows, owner = ranges(first, stop), np.repeat(made, stop - first)
    usual = operation["alternative"][rows] == 0
    rows, owner = rows[usual], owner[usual]
    hours = operation["setup_ticks"][rows] * tick_seconds / HOUR_SECONDS
    rate = resource["cost_per_hour"][operation["resource"][rows]] * (CENTS / COST_SCALE)
    cents: np.ndarray = np.rint(np.bincount(owner, weights=hours * rate, minlength=len(source))).astype(np.int64)
    return cents


def worth(weighed: Weighed, carrying_rate_ppm: int) -> np.ndarray:
    """Return what an order costs as unit-days of holding, 0 where one of the two is not known, shape (P,)."""
    held = weighed.unit_cents * (carrying_rate_ppm / PPM / DAYS_IN_YEAR)
    known = (held > 0) & (weighed.order_cents > 0)
    days = weighed.order_cents / np.where(known, held, 1.0)
    found: np.ndarray = np.where(known, np.maximum(1, np.rint(np.minimum(days, LARGEST_WORTH))), 0).astype(np.int64)
    return found


def economic_quantity(use: np.ndarray, worth_: np.ndarray) -> np.ndarray:
    """Return the economic order quantity [1]_ in integer units, at least 1: sqrt(2 x use a day x worth in unit-days).

    References
    ----------
    .. [1] Harris, How many parts to make at once, Factory, The Magazine of Management 10, 1913.
    """
    found: np.ndarray = np.maximum(1, np.rint(np.sqrt(2.0 * use * worth_))).astype(np.int64)
    return found


def lots_of(rule: str, weighed: Weighed, carrying_rate_ppm: int, keep_days: np.ndarray | None = None) -> np.ndarray:
    """Return how the lots of each point are found: records of `LOT`, shape (P,).

    Parameters
    ----------
    rule
        One of `RULES`, or "" for what a planner would choose who knows the costs: Silver-Meal, and never less than a
        week, as he plans once a week.
    keep_days
        Days that goods keep, shape (P,), `KEEPS` where they do not spoil; None = nothing spoils.

    Notes
    -----
    Where it is not known what an order costs, or what holding does, a lot is for a week under any rule; so it is under
    lot-for-lot, since the week is the bucket that is planned in.
    """
    found = np.zeros(len(weighed.use), LOT)
    found["worth"] = worth(weighed, carrying_rate_ppm)
    found["quantity"] = economic_quantity(weighed.use, found["worth"])
    known = (found["worth"] > 0) & (rule != "lot-for-lot")
    found["rule"] = np.where(known, RULES.get(rule, SILVER_MEAL), PERIOD)
    found["cover"] = np.where(known & (rule != ""), 1, WEEK)
    if keep_days is not None:
        found["keeps"] = np.where(keep_days < KEEPS, keep_days, 0)
        sells = np.where(keep_days < KEEPS, np.ceil(weighed.use * keep_days), found["quantity"])
        found["quantity"] = np.maximum(1, np.minimum(found["quantity"], sells)).astype(np.int64)
    return found


def safety_that_sells(safety: np.ndarray, use: np.ndarray, lots: np.ndarray) -> np.ndarray:
    """Return safety stock, integer units, of which no more is kept than is used in the days before goods spoil.

    Parameters
    ----------
    use
        Integer units used a day, shape (P,).
    """
    # The last of the days is that of the lot itself: what lies above it is thrown away.
    most = np.floor(use * np.maximum(0, lots["keeps"] - 1)).astype(np.int64)
    kept: np.ndarray = np.where(lots["keeps"] > 0, np.minimum(safety, most), safety)
    return kept


def cycle_days(lots: np.ndarray, use: np.ndarray) -> int:
    """Return the days that a plan looks ahead for lots: some of the longest cycles of the economic quantity."""
    weighed = (lots["rule"] != PERIOD) & (use > 0)
    if not weighed.any():
        return 0
    longest = float(np.max(lots["quantity"][weighed] / use[weighed]))
    return CYCLES_AHEAD * math.ceil(min(longest, DAYS_IN_YEAR))

"""The figures that a study shows, and how: their titles and units, their means with intervals, their differences."""

import math
from typing import NamedTuple

from tugline.studies.bridge import Step, Sum
from tugline.studies.compare import Difference, Estimate

MONEY, DAYS, SHARE, YEARLY, COUNT, PER_SKU = "money", "days", "share", "a year", "orders", "currency"
SHOWN = (
    ("on_time_share", "On time", SHARE), ("fill_rate", "Fill rate", SHARE),
    ("till_service", "Found all they came for", SHARE), ("lost_sales", "Lost sales", MONEY),
    ("days_to_delivery_p50", "Order to delivery, half of lines", DAYS),
    ("days_to_delivery_p95", "Order to delivery, 95 % of lines", DAYS),
    ("average_inventory", "Stock", MONEY), ("average_wip", "Work in process", MONEY),
    ("orders_placed", "Orders and lots begun", COUNT), ("order_cost", "Order cost", MONEY),
    ("inventory_turns", "Inventory turns", YEARLY), ("dio", "Days of inventory", DAYS),
    ("cash_conversion_cycle", "Cash conversion cycle", DAYS), ("markdown_rate", "Markdown rate", SHARE),
    ("net_revenue", "Net revenue", MONEY), ("gross_margin", "Gross margin", MONEY),
    ("waste", "Waste", MONEY), ("variances", "Variances, in the contribution", MONEY),
    ("contribution", "Contribution after carrying and ordering cost", MONEY),
    ("gross_margin_rate", "Gross margin rate", SHARE), ("revenue_per_sku", "Revenue per SKU", PER_SKU),
)  # fmt: skip
"""Figures that a study shows, in their order: name, title, unit. Money is in cents in a study."""
POINTS = "points"
"""What shares differ by."""
NOTHING = 1e-9
"""Half-widths of so small a part of their mean are what sums of floats leave, and no interval."""
NO_DIFFERENCE = "no difference shown"
"""Said of a figure whose interval holds 0."""


class Words(NamedTuple):
    """A figure as text, and its interval, empty where it has none."""

    text: str
    interval: str = ""


def number(value: float, unit: str) -> str:
    """Return a figure as text."""
    return _written(value, unit, _decimals(unit, value))


def unit_words(unit: str, currency: str) -> str:
    """Return the unit of a figure as it stands beside its title; a share has none."""
    return {MONEY: currency, PER_SKU: currency, SHARE: ""}.get(unit, unit)


def mean_words(estimate: Estimate, unit: str) -> Words:
    """Return a mean with the half of its interval; of money both in the currency, where the estimate is in cents."""
    scale = 0.01 if unit == MONEY else 1.0
    mean, half = estimate.mean * scale, (estimate.high - estimate.mean) * scale
    if math.isinf(half) or half <= NOTHING * abs(mean):
        return Words(number(mean, unit))
    decimals = _telling(_decimals(unit, mean, half), unit, half)
    return Words(_written(mean, unit, decimals), f"± {_written(half, unit, decimals)}")


def difference_words(found: Difference, unit: str) -> Words:
    """Return a difference with its interval; that it is not shown is all that is said of one whose interval holds 0."""
    if not found.shown:
        return Words(NO_DIFFERENCE)
    scale = 0.01 if unit == MONEY else 1.0
    mean, low, high = (value * scale for value in (found.mean, found.low, found.high))
    # Shares differ by points: 97 % is 29 points more than 68 %, and not 29 % more.
    unit, by, after = (POINTS, 100, " points") if unit == SHARE else (unit, 1, "")
    decimals = _telling(_decimals(unit, mean * by, low * by, high * by), unit, low * by, high * by)
    text, *ends = (_written(value * by, unit, decimals) for value in (mean, low, high))
    return Words(f"{'+' if mean > 0 else ''}{text}{after}", " to ".join(ends) if low < high else "")


def step_words(step: Step | Sum) -> Words:
    """Return what a step or a sum of a bridge adds, in the currency, and its interval.

    The number stands even where no difference is shown, since the steps add up; that none is shown is said beside it.
    """
    if step.low == step.high:
        return Words(number(step.amount / 100, MONEY))
    low, high = step.low / 100, step.high / 100
    decimals = _telling(0, MONEY, low, high) if step.shown else 0
    interval = " to ".join(_written(end, MONEY, decimals) for end in (low, high))
    return Words(
        _written(step.amount / 100, MONEY, decimals), interval if step.shown else f"{interval}: {NO_DIFFERENCE}"
    )


def _decimals(unit: str, *values: float) -> int:
    """Return how many decimals figures that stand together have: none where one of them is large."""
    if unit in (MONEY, SHARE, POINTS):
        return 0 if unit == MONEY else 1
    largest = max(map(abs, values))
    return 0 if largest >= 99.5 else 1 if unit == COUNT else 2


def _telling(decimals: int, unit: str, *values: float) -> int:
    """Return as many decimals as it takes for none of the values to look like 0, four more at most."""
    by = 100 if unit == SHARE else 1
    for more in range(5):
        if all(value == 0 or round(value * by, decimals + more) != 0 for value in values):
            return decimals + more
    return decimals


def _written(value: float, unit: str, decimals: int) -> str:
    shown = round(100 * value if unit == SHARE else value, decimals) + 0.0
    return f"{shown:,.{decimals}f}{'%' if unit == SHARE else ''}"

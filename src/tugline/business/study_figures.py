"""The figures that a study shows, and how: their titles and units, their means with intervals, their differences."""

import math
from typing import NamedTuple

from tugline.studies.bridge import Step, Sum
from tugline.studies.compare import Difference, Estimate
from tugline.units.quantity import format_share, format_whole

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
NO_DIFFERENCE = "no difference shown"
"""Said of a figure whose interval holds 0."""


class Words(NamedTuple):
    """A figure as text, and its interval, empty where it has none."""

    text: str
    interval: str = ""


def number(value: float, unit: str) -> str:
    """Return a figure as text."""
    if unit == SHARE:
        return format_share(value)
    if unit == MONEY:
        return format_whole(value)
    return f"{value:,.2f}" if abs(value) < 1000 else f"{value:,.0f}"


def unit_words(unit: str, currency: str) -> str:
    """Return the unit of a figure as it stands beside its title; a share has none."""
    return {MONEY: currency, PER_SKU: currency, SHARE: ""}.get(unit, unit)


def mean_words(estimate: Estimate, unit: str) -> Words:
    """Return a mean with the half of its interval; of money both in the currency, where the estimate is in cents."""
    scale = 0.01 if unit == MONEY else 1.0
    half = estimate.high - estimate.mean
    spread = "" if math.isinf(half) or half == 0 else f"± {number(half * scale, unit)}"
    return Words(number(estimate.mean * scale, unit), spread)


def difference_words(found: Difference, unit: str) -> Words:
    """Return a difference with its interval; that it is not shown is all that is said of one whose interval holds 0."""
    if not found.shown:
        return Words(NO_DIFFERENCE)
    scale = 0.01 if unit == MONEY else 1.0
    low, high = number(found.low * scale, unit), number(found.high * scale, unit)
    interval = f"{low} to {high}" if found.low < found.high else ""
    return Words(f"{found.mean * scale:+,.0f}" if unit == MONEY else _signed(found.mean, unit), interval)


def step_words(step: Step | Sum) -> Words:
    """Return what a step or a sum of a bridge adds, in the currency, and its interval.

    The number stands even where no difference is shown, since the steps add up; that none is shown is said beside it.
    """
    amount = number(step.amount / 100, MONEY)
    if step.low == step.high:
        return Words(amount)
    interval = f"{number(step.low / 100, MONEY)} to {number(step.high / 100, MONEY)}"
    return Words(amount, interval if step.shown else f"{interval}: {NO_DIFFERENCE}")


def _signed(value: float, unit: str) -> str:
    return ("+" if value > 0 else "") + number(value, unit)

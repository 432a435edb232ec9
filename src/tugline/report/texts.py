"""Numbers, money, dates and shares as people read them; the same in a terminal and on a page."""

import math
from collections.abc import Collection, Mapping

from tugline.business.views import Result
from tugline.units.quantity import format_estimate, plural
from tugline.units.quantity import format_number as number
from tugline.units.time import to_minute

SIGNS = {"lead time": "ᴸ", "stock": "ˢ", "cost": "ᶜ"}
LEGEND = "ᴸ lead time, ˢ stock or ᶜ cost is a default, not a figure of yours"


def money(value: float) -> str:
    """Return an amount of money to the cent."""
    return f"{value:,.2f}"


def brief_money(value: float) -> str:
    """Return an amount in three digits or so, for the axis of a chart: 950, 12.3k, 1.2M."""
    rounded = float(f"{value:.3g}")
    for size, sign in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(rounded) >= size:
            return f"{format_estimate(rounded / size)}{sign}"
    return format_estimate(rounded)


def brief_stock(value: float | None, currency: str) -> tuple[str, str]:
    """Return what stock is worth, in a few digits, and the unit of that."""
    return ("no value", "known") if value is None else (brief_money(value), currency)


def days(value: float) -> str:
    """Return a length of time in days."""
    return "1 day" if value == 1 else f"{number(round(value, 1))} days"


def late(late_days: float) -> str:
    """Return how late something is, empty if it is not: under a day in hours."""
    if late_days <= 0:
        return ""
    if late_days < 1:
        return f"{max(1, math.floor(late_days * 24))} h late"
    return f"{math.floor(late_days)} d late"


def day(moment: str | None) -> str:
    """Return the local date of an ISO moment, empty for none."""
    return moment[:10] if moment else ""


def as_of(result: Result) -> str:
    """Return the moment that a result is of; where the clock's step is longer than a minute, that all of it is in."""
    if result.tick == "day":
        return f"as of {day(result.as_of)}, that day included"
    if result.tick == "hour":
        return f"as of {to_minute(result.as_of)}, that hour included"
    if result.tick == "second":
        return f"as of {result.as_of[:19].replace('T', ' ')}"
    return f"as of {to_minute(result.as_of)}"


def standing_still(result: Result) -> str:
    """Return since when nothing has happened, empty if something did at the very moment of the result."""
    if result.quiet_since is None:
        return ""
    return f"nothing happens after {to_minute(result.quiet_since)}: stock and books are still what they were then"


def signs(rests_on: Collection[str]) -> str:
    """Return one sign for every default that a figure rests on, always in the same order."""
    return "".join(sign for what, sign in SIGNS.items() if what in rests_on)


COUNTED = (("order_lines", "order line"), ("sales", "sale"), ("pulls", "pull"), ("facts", "fact"))


def counted(counts: Mapping[str, int]) -> list[str]:
    """Return what a business has taken in and done so far, in words; what there is none of is left out."""
    return [plural(counts[key], name) for key, name in COUNTED if counts.get(key)]

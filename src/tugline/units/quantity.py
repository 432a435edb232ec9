"""Exact decimals as scaled integers, and back: no float ever stands between a text and a number."""

import re

_DECIMAL = re.compile(r"([+-]?)(\d*)(?:\.(\d*))?", re.ASCII)


def parse_scaled(text: str, decimals: int) -> int:
    """Return `text` times 10**decimals, exactly.

    Raises
    ------
    ValueError
        The text is no plain decimal (`12`, `-0.5`), or has more decimals than asked for.
    """
    match = _DECIMAL.fullmatch(text)
    if match is None or not (match[2] or match[3]):
        raise ValueError(f"{text!r} is no decimal number")
    fraction = (match[3] or "").rstrip("0")
    if len(fraction) > decimals:
        raise ValueError(f"{text!r} has more than {decimals} decimals")
    value = int((match[2] or "0") + fraction.ljust(decimals, "0"))
    return -value if match[1] == "-" else value


def format_scaled(value: int, decimals: int) -> str:
    """Return value / 10**decimals as the shortest exact decimal."""
    sign, value = ("-" if value < 0 else ""), abs(int(value))
    whole, fraction = divmod(value, 10**decimals)
    digits = f"{fraction:0{decimals}d}".rstrip("0") if decimals else ""
    return f"{sign}{whole}" + (f".{digits}" if digits else "")


def format_quantity(value: int, decimals: int) -> str:
    """Return a quantity in integer units as people write it in the item's unit: 1500 with 3 decimals is `1.5`."""
    return format_scaled(value, decimals)


def format_money(cents: int) -> str:
    """Return cents as currency with two decimals: 123450 is `1234.50`."""
    sign, cents = ("-" if cents < 0 else ""), abs(int(cents))
    return f"{sign}{cents // 100}.{cents % 100:02d}"


def format_estimate(value: float) -> str:
    """Return an estimate in three digits, never more than it knows and never with an exponent: 2620.4 is `2,620`."""
    rounded = float(f"{value:.3g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 100 else f"{rounded:.12f}".rstrip("0").rstrip(".")


def format_number(value: float) -> str:
    """Return a number with thousands apart and no needless decimals."""
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,.3f}".rstrip("0").rstrip(".")


def format_whole(value: float) -> str:
    """Return an amount of money without cents, for sums that nobody pays; what rounds to nothing has no sign."""
    return f"{value:,.0f}".removeprefix("-") if abs(value) <= 0.5 else f"{value:,.0f}"


def format_share(value: float) -> str:
    """Return a share as a percentage."""
    return f"{value:.1%}"


def format_price(value: float) -> str:
    """Return a price per unit, exactly: to the cent, or to the hundredth of a cent where it is that fine."""
    exact = f"{value:,.4f}"
    return exact.removesuffix("00")


def plural(count: int, one: str, many: str = "") -> str:
    """Return "1 line", "2,000 lines"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"

"""What can be wrong with one cell: stable codes, what was expected, and a guess at what was meant."""

import re
from difflib import get_close_matches
from enum import IntEnum

from tugline.network.columns import DAYS_MAX, KINDS, Column
from tugline.units.quantity import format_scaled


class Fault(IntEnum):
    """What is wrong with a cell; NONE = nothing."""

    NONE = 0
    NUMBER = 1
    DECIMALS = 2
    NEGATIVE = 3
    RANGE = 4
    CHOICE = 5
    FLAG = 6
    DURATION = 7
    DATE = 8
    MOMENT = 9
    TIME = 10
    NAME = 11


def code_of(fault: Fault) -> str:
    """Return the stable code of a fault."""
    return f"cell.{fault.name.lower()}"


def expected(fault: Fault, column: Column) -> str:
    """Return what the column takes, in the words of its kind."""
    kind = KINDS[column.kind]
    if fault == Fault.CHOICE:
        return "one of " + ", ".join(column.choices)
    if fault == Fault.DECIMALS:
        return kind.written
    if fault == Fault.NEGATIVE:
        return f"{column.low} or more"
    if fault == Fault.RANGE:
        return f"{kind.written}, {_range(column)}"
    return kind.written


def _range(column: Column) -> str:
    kind = KINDS[column.kind]
    high = str(column.high) if column.high is not None else format_scaled(kind.limit, _decimals_of_limit(column.kind))
    if column.kind == "duration" and column.high is None:
        high = f"{DAYS_MAX}d"
    if column.above is not None:
        return f"above {column.above} and at most {high}"
    low = f"-{high}" if column.low is None else str(column.low)
    return f"from {low} to {high}"


def _decimals_of_limit(kind: str) -> int:
    return 0 if kind == "quantity" else KINDS[kind].decimals


def maybe(fault: Fault, text: str, column: Column) -> str:
    """Return a guess at what was meant, or nothing."""
    if fault == Fault.CHOICE:
        close = get_close_matches(text.lower(), column.choices, n=1)
        return f"{close[0]!r}?" if close else ""
    if fault == Fault.NUMBER:
        return _number(text)
    # Only a share of a whole was meant as per cent: what may be 20 is 25 times as much, and not a quarter.
    whole = column.kind == "ratio" and (column.high is None or column.high <= 1)
    if fault == Fault.RANGE and whole and re.fullmatch(r"\d{1,2}", text):
        return f"{format_scaled(int(text), 2)}?"
    if fault == Fault.DURATION:
        return _duration(text)
    if fault in {Fault.DATE, Fault.MOMENT}:
        return _date(text)
    return "a text on one line?" if fault == Fault.NAME else ""


def _number(text: str) -> str:
    if percent := re.fullmatch(r"(\d{1,2})\s*%", text):
        return f"{format_scaled(int(percent[1]), 2)}?"
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d*)?", text):
        return f"{text.replace(',', '')}?"
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+,\d+", text):
        return f"{text.replace('.', '').replace(',', '.')}?"
    if re.fullmatch(r"-?\d+,\d+", text):
        return f"{text.replace(',', '.')}?"
    return ""


def _duration(text: str) -> str:
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return f"{text}min, {text}h or {text}d?"
    short = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([A-Za-z]+)\.?", text)
    units = {"m": "min", "mins": "min", "minute": "min", "minutes": "min", "hour": "h", "hours": "h", "hr": "h",
             "hrs": "h", "day": "d", "days": "d", "week": "w", "weeks": "w", "wk": "w", "sec": "s", "secs": "s",
             "second": "s", "seconds": "s"}  # fmt: skip
    if short and short[2].lower() in units | dict.fromkeys(units.values()):
        unit = units.get(short[2].lower(), short[2].lower())
        return f"{short[1]}{unit}?"
    return ""


def _date(text: str) -> str:
    day_first = re.match(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", text)
    if day_first:
        return f"{day_first[3]}-{int(day_first[2]):02d}-{int(day_first[1]):02d}?"
    slashes = re.match(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    if slashes:
        first, second = int(slashes[1]), int(slashes[2])
        ways = {(first, second), (second, first)}
        return " or ".join(sorted(f"{slashes[3]}-{m:02d}-{d:02d}" for m, d in ways if m <= 12)) + "?"
    return ""

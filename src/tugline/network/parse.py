"""Texts of a column to its typed values, by kind: each distinct text is read once."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tugline.network.columns import KINDS, Column
from tugline.network.decimals import scaled
from tugline.network.exact import IntArray
from tugline.network.faults import Fault
from tugline.network.tables import MISSING
from tugline.units.time import DAY_SECONDS, EPOCH, epoch_of_local, is_bare_date, parse_span

NUMBERS = frozenset({"integer", "quantity", "price", "money", "ratio", "degrees", "days"})
FLAGS = {"yes": 1, "true": 1, "1": 1, "no": 0, "false": 0, "0": 0}
_NAIVE = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$"


@dataclass(frozen=True, slots=True)
class Parsed:
    """The value of each distinct text and what is wrong with it; `second` is there for kinds of two numbers."""

    first: IntArray
    fault: np.ndarray
    second: IntArray | None = None


def parse(values: Any, column: Column, zone: ZoneInfo) -> Parsed:
    """Return the values of a pyarrow array of texts. Names and texts have none: only their faults count."""
    if column.kind in NUMBERS:
        numbers, fault = scaled(values, KINDS[column.kind].decimals)
        return _in_range(numbers, fault, column)
    if column.kind in {"name", "text"}:
        return Parsed(np.zeros(len(values), np.int64), _name_faults(values, column))
    if column.kind == "moment":
        return _moments(values, zone, day_end=column.day_end)
    return _each(values, column, _READERS[column.kind])


def _in_range(numbers: IntArray, fault: np.ndarray, column: Column) -> Parsed:
    """Note numbers outside the column's own limits and those of its kind."""
    kind = KINDS[column.kind]
    unit = 10**kind.decimals
    # Of quantities the limit counts whole units: the same for all items, however fine they are counted.
    limit = kind.limit * unit if column.kind == "quantity" else kind.limit
    high = column.high * unit if column.high is not None else limit
    low = -high if column.low is None else column.low * unit
    sound = fault == Fault.NONE
    fault[sound & ((numbers < low) | (numbers > high))] = Fault.RANGE
    if column.low == 0:
        fault[sound & (numbers < 0)] = Fault.NEGATIVE
    if column.above is not None:
        fault[sound & (numbers <= column.above * unit) & (fault == Fault.NONE)] = Fault.RANGE
    return Parsed(numbers, fault)


def _name_faults(values: Any, column: Column) -> np.ndarray:
    fault = np.zeros(len(values), np.uint8)
    if column.kind == "name" and len(values):
        broken = pc.match_substring_regex(values, r"[\x00-\x1f\x7f]")
        fault[broken.to_numpy(zero_copy_only=False)] = Fault.NAME
    return fault


def _each(values: Any, column: Column, read: Callable[[str, Column], tuple[int, int]]) -> Parsed:
    first, second = np.full(len(values), MISSING, np.int64), np.full(len(values), MISSING, np.int64)
    fault = np.zeros(len(values), np.uint8)
    for place, text in enumerate(values.to_pylist()):
        try:
            first[place], second[place] = read(text, column)
        except _Faulty as error:
            fault[place] = error.fault
    return Parsed(first, fault, second)


class _Faulty(Exception):  # noqa: N818  (never leaves this module)
    """A cell that cannot be read."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def _choice(text: str, column: Column) -> tuple[int, int]:
    if text not in column.choices:
        raise _Faulty(Fault.CHOICE)
    return column.choices.index(text), MISSING


def _flag(text: str, _: Column) -> tuple[int, int]:
    if text.lower() not in FLAGS:
        raise _Faulty(Fault.FLAG)
    return FLAGS[text.lower()], MISSING


def _rational(text: str, _: Column) -> tuple[int, int]:
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+|\d+\s*/\s*\d+)", text, re.ASCII) or len(text) > 60:
        raise _Faulty(Fault.NUMBER)
    above, _slash, below = text.partition("/")
    if below and not int(below):
        raise _Faulty(Fault.NUMBER)
    return _ratio(Fraction(above.strip()) / int(below or 1), "rational")


def _ratio(value: Fraction, kind: str) -> tuple[int, int]:
    if value < 0:
        raise _Faulty(Fault.NEGATIVE)
    if max(value.numerator, value.denominator) > KINDS[kind].limit:
        raise _Faulty(Fault.RANGE)
    return value.numerator, value.denominator


def _span(text: str) -> tuple[Fraction, int | None]:
    if text.startswith("-"):
        raise _Faulty(Fault.NEGATIVE)
    try:
        return parse_span(text)
    except ValueError as error:
        raise _Faulty(Fault.DURATION) from error


def _duration(text: str, column: Column) -> tuple[int, int]:
    seconds, days = _span(text)
    if seconds > KINDS["duration"].limit or (column.above is not None and seconds <= column.above):
        raise _Faulty(Fault.RANGE)
    return ceil(seconds), MISSING if days is None else days


def _rate(text: str, _: Column) -> tuple[int, int]:
    return _ratio(_span(text)[0], "rate")


def _date(text: str, _: Column) -> tuple[int, int]:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise _Faulty(Fault.DATE) from error
    # A program's date may come with a midnight; any other time says more than a date can hold.
    if moment.tzinfo is not None or moment.time() != dt.time():
        raise _Faulty(Fault.DATE)
    return moment.toordinal(), MISSING


def _time(text: str, _: Column) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,2}):(\d{2})(:00(\.0+)?)?", text, re.ASCII)
    if match is None or int(match[2]) > 59 or int(match[1]) * 60 + int(match[2]) > 1440:
        raise _Faulty(Fault.TIME)
    return int(match[1]) * 60 + int(match[2]), MISSING


def _moments(values: Any, zone: ZoneInfo, *, day_end: bool) -> Parsed:
    """Return epoch seconds; plain local times go through in one stroke, others one by one.

    With `day_end` a bare date is the last second of that local day, else its midnight.
    """
    first, fault = np.full(len(values), MISSING, np.int64), np.zeros(len(values), np.uint8)
    if not len(values):
        return Parsed(first, fault)
    plain = pc.match_substring_regex(values, _NAIVE).to_numpy(zero_copy_only=False)
    local = np.zeros(len(values), np.int64)
    try:
        local[plain] = pc.cast(values.filter(pa.array(plain)), pa.timestamp("s")).cast(pa.int64()).to_numpy()
    except pa.ArrowInvalid:  # a day or an hour that does not exist
        plain[:] = False
    for place in np.flatnonzero(~plain).tolist():
        try:
            moment = dt.datetime.fromisoformat(values[place].as_py())
        except ValueError:
            fault[place] = Fault.MOMENT
            continue
        if moment.tzinfo is None:
            local[place], plain[place] = (moment - EPOCH.replace(tzinfo=None)) // dt.timedelta(seconds=1), True
        else:
            first[place] = (moment - EPOCH) // dt.timedelta(seconds=1)
    ends = bare_dates(values, plain) if day_end else np.zeros(len(values), np.bool_)
    first[plain] = epoch_of_local(local[plain] + DAY_SECONDS * ends[plain], zone) - ends[plain]
    fault[(fault == Fault.NONE) & ((first < _EARLIEST) | (first > _LATEST))] = Fault.MOMENT
    return Parsed(first, fault)


def bare_dates(values: Any, among: np.ndarray | bool = True) -> np.ndarray:
    """Return which texts are a day without a time, among some; those longer than any date are not looked at.

    Each distinct text comes here once.
    """
    bare: np.ndarray = among & (pc.utf8_length(values).to_numpy(zero_copy_only=False) <= len("2014-06-10"))
    for place in np.flatnonzero(bare).tolist():
        bare[place] = is_bare_date(values[place].as_py())
    return bare


_EARLIEST = (dt.datetime(1800, 1, 1, tzinfo=dt.UTC) - EPOCH) // dt.timedelta(seconds=1)
_LATEST = (dt.datetime(9990, 1, 1, tzinfo=dt.UTC) - EPOCH) // dt.timedelta(seconds=1)

_READERS: dict[str, Callable[[str, Column], tuple[int, int]]] = {
    "choice": _choice,
    "flag": _flag,
    "rational": _rational,
    "duration": _duration,
    "rate": _rate,
    "date": _date,
    "time": _time,
}

"""Columns of decimal texts to scaled integers: vectorised where all are well written, one by one where not."""

import re
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tugline.network.exact import IntArray
from tugline.network.faults import Fault

DIGITS = 18
"""So many digits fit an int64 whatever they are."""
_DECIMAL = re.compile(r"([+-]?)(\d*)(?:\.(\d*))?")


def scaled(values: Any, decimals: int) -> tuple[IntArray, np.ndarray]:
    """Return texts times 10**decimals, and what is wrong with each (`Fault`).

    Parameters
    ----------
    values
        A pyarrow array of texts, none of them null.
    """
    if not len(values):
        return np.zeros(0, np.int64), np.zeros(0, np.uint8)
    # The cast would take an exponent, which a spreadsheet writes where it has lost digits.
    if not pc.any(pc.match_substring(values, "e", ignore_case=True)).as_py():
        try:
            exact = pc.cast(values, pa.decimal128(DIGITS, decimals))
        except pa.ArrowInvalid:
            return _one_by_one(values, decimals)
        # A decimal128 is two little-endian halves; 18 digits fit the lower one.
        halves = np.frombuffer(exact.buffers()[1], np.int64)[2 * exact.offset :]
        return halves[: 2 * len(exact) : 2].copy(), np.zeros(len(exact), np.uint8)
    return _one_by_one(values, decimals)


def _one_by_one(values: Any, decimals: int) -> tuple[IntArray, np.ndarray]:
    numbers, faults = np.zeros(len(values), np.int64), np.zeros(len(values), np.uint8)
    for place, text in enumerate(values.to_pylist()):
        numbers[place], faults[place] = _scaled(text, decimals)
    return numbers, faults


def _scaled(text: str, decimals: int) -> tuple[int, Fault]:
    match = _DECIMAL.fullmatch(text)
    if match is None or not (match[2] or match[3]) or not text.isascii():
        return 0, Fault.NUMBER
    fraction = (match[3] or "").rstrip("0")
    if len(fraction) > decimals:
        return 0, Fault.DECIMALS if decimals else Fault.NUMBER
    digits = (match[2] + fraction.ljust(decimals, "0")).lstrip("0")
    if len(digits) > DIGITS:
        return 0, Fault.NEGATIVE if match[1] == "-" else Fault.RANGE
    value = int(digits or "0")
    return (-value if match[1] == "-" else value), Fault.NONE

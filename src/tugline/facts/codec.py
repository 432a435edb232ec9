"""Typed facts to rows and back."""

from array import array
from collections.abc import Sequence
from functools import reduce
from itertools import chain
from operator import or_
from typing import Any

import msgspec
import numpy as np

from tugline.errors import UsageError
from tugline.facts.fact import Fact
from tugline.facts.kinds import COLUMNS, FACT, KIND, N_COLUMNS
from tugline.facts.limits import RANGES, check_rows, name_of, out_of_range
from tugline.facts.values import CLASSES

_FIELDS = N_COLUMNS - 1
_BLOCK = 1024
"""Facts taken at once: few enough that their numbers stay in the processor's cache."""


def _orders() -> tuple[np.ndarray, np.ndarray]:
    """Say, per kind, which column each place of its class holds, and in which place each column is.

    A class holds the columns that it declares itself first; its tag, the kind, comes before them all.
    """
    held = np.zeros((256, N_COLUMNS), np.int64)
    for kind, shape in CLASSES.items():
        held[kind] = [KIND, *(COLUMNS.index(name) for name in shape.__struct_fields__)]
    return held, np.argsort(held, axis=1)


_HELD, _PLACE = _orders()
_ENCODER = msgspec.msgpack.Encoder()
_ANY: Any = reduce(or_, CLASSES.values())
_DECODER: msgspec.msgpack.Decoder[list[Fact]] = msgspec.msgpack.Decoder(list[_ANY])


def to_rows(facts: Sequence[Fact], *, check: bool = True) -> np.ndarray:
    """Return facts as rows of the dtype `FACT`, in the same order.

    Raises
    ------
    UsageError
        A value is out of its range; the message names the fact, the column and the range.
    """
    n = len(facts)
    places = np.empty((n, N_COLUMNS), np.int64)
    places[:, 0] = np.fromiter([fact.kind for fact in facts], np.int64, count=n)
    try:
        # An array refuses texts and fractions, which numpy would turn into whole numbers in silence.
        for start in range(0, n, _BLOCK):
            block = facts[start : start + _BLOCK]
            values = array("q", list(chain.from_iterable(map(msgspec.structs.astuple, block))))
            places[start : start + _BLOCK, 1:] = np.frombuffer(values, np.int64).reshape(len(block), _FIELDS)
    except (OverflowError, TypeError) as problem:
        raise _misfit(facts) from problem
    rows = np.take_along_axis(places, _PLACE[places[:, 0]], axis=1).view(FACT).reshape(n)
    if check:
        check_rows(rows)
    return rows


def from_rows(rows: np.ndarray) -> list[Fact]:
    """Return rows of the dtype `FACT` as typed facts, in the same order.

    Raises
    ------
    UsageError
        A row is of no known kind.
    """
    table = np.ascontiguousarray(rows).view(np.int64).reshape(len(rows), N_COLUMNS)
    kinds = table[:, KIND]
    if not np.isin(kinds, list(CLASSES)).all():
        check_rows(rows)
    places = np.take_along_axis(table, _HELD[kinds], axis=1)
    blocks = (places[start : start + _BLOCK] for start in range(0, len(places), _BLOCK))
    # Through msgpack: a call with 17 keyword arguments per fact takes twice as long (measured).
    return list(chain.from_iterable(_DECODER.decode(_ENCODER.encode(block.tolist())) for block in blocks))


def _misfit(facts: Sequence[Fact]) -> UsageError:
    """Find the value that is no int64 at all."""
    for at, fact in enumerate(facts):
        for column, value in msgspec.structs.asdict(fact).items():
            if not isinstance(value, int):
                said = f"{value!r}; expected a whole number"
                return UsageError(f"fact {at} ({name_of(fact.kind)}), {column}: {said}")
            if not RANGES[column][0] <= value <= RANGES[column][1]:
                return out_of_range(at, fact.kind, column, value)
    return UsageError("facts could not be read as whole numbers")

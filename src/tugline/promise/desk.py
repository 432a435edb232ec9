"""The planner's bundle of arrays: what is free, and what has been given away."""

from typing import Any

import numpy as np
from numba import from_dtype, types
from numba.experimental import structref

from tugline.promise import layout
from tugline.state.bundle import Bundle, boxed, new, owned, register
from tugline.state.kernel import kernel


@register
class DeskType(Bundle):
    """Numba type of `Desk`."""


class Desk(structref.StructRefProxy):
    """Free time of every unit, free stock of every point, and who has taken what; make one with `shop.new_desk`."""


def _rows(dtype: np.dtype[Any]) -> types.Array:
    return from_dtype(dtype)[::1]


INT = types.int64[::1]
_FIELDS = [
    ("head", _rows(layout.HEAD)),
    ("chain", _rows(layout.CHAIN)),  # of lanes, then points
    ("block", _rows(layout.BLOCK)),
    ("key", INT),  # entries of block b: rows b * BLOCK_SIZE ...; GAPS: first free tick; LEVELS: tick
    ("value", INT),  # GAPS: first tick taken again; LEVELS: what the level changes by
    ("lane", _rows(layout.LANE)),
    ("pool", _rows(layout.POOL)),
    ("choice", _rows(layout.CHOICE)),
    ("member", INT),
    ("step", _rows(layout.STEP)),
    ("step_start", INT),  # steps of source r: rows step_start[r] .. step_start[r + 1] - 1
    ("demand", _rows(layout.DEMAND)),
    ("given", _rows(layout.GIVEN)),
    ("owed", _rows(layout.OWED)),
    ("job", _rows(layout.JOB)),
    ("booking", _rows(layout.BOOKING)),
    ("use", _rows(layout.USE)),
    ("receipt", _rows(layout.RECEIPT)),
]
boxed(DeskType, Desk)
DESK = DeskType(_FIELDS)
FIELDS = tuple(name for name, _ in _FIELDS)


@kernel
def make_desk(
    head: Any, chain: Any, block: Any, key: Any, value: Any, lane: Any, pool: Any, choice: Any, member: Any,
    step: Any, step_start: Any, demand: Any, given: Any, owed: Any, job: Any, booking: Any, use: Any, receipt: Any,
) -> Any:  # fmt: skip
    """Return a `Desk` of the given arrays."""
    d = new(DESK)
    d.head = head
    d.chain = chain
    d.block = block
    d.key = key
    d.value = value
    d.lane = lane
    d.pool = pool
    d.choice = choice
    d.member = member
    d.step = step
    d.step_start = step_start
    d.demand = demand
    d.given = given
    d.owed = owed
    d.job = job
    d.booking = booking
    d.use = use
    d.receipt = receipt
    return d


@kernel
def _arrays(d: Any) -> Any:
    return owned(d)


def arrays(desk: Desk) -> dict[str, np.ndarray]:
    """Return the desk's arrays by name; they are the live arrays until one grows."""
    return dict(zip(FIELDS, _arrays(desk), strict=True))


def entries(arrays: dict[str, np.ndarray], chain: int) -> list[tuple[int, int]]:
    """Return the keys and values of a chain in turn, by the arrays of a desk; they are those of `Desk`."""
    found: list[tuple[int, int]] = []
    block = int(arrays["chain"]["head"][chain])
    while block >= 0:
        first = block * layout.BLOCK_SIZE
        last = first + int(arrays["block"]["count"][block])
        found += zip(arrays["key"][first:last].tolist(), arrays["value"][first:last].tolist(), strict=True)
        block = int(arrays["block"]["next"][block])
    return found


def copy_desk(desk: Desk) -> Desk:
    """Return an independent copy, for what-if questions."""
    copied: Desk = make_desk(*[np.array(rows, copy=True) for rows in _arrays(desk)])
    return copied

"""The tape that a pulse writes: facts in journal order, and what they move for the books."""

from typing import Any

import numpy as np
from numba import from_dtype, types
from numba.experimental import structref

from tugline.facts.kinds import FACT
from tugline.state.bundle import Bundle, boxed, new, owned, register
from tugline.state.growing import doubled
from tugline.state.kernel import kernel
from tugline.state.movement import MOVEMENT, write_movement


@register
class TapeType(Bundle):
    """Numba type of `Tape`."""


class Tape(structref.StructRefProxy):
    """Growing lists of facts and movements; make one with `new_tape`."""

    fact: Any
    movement: Any
    length: Any


_FIELDS = [
    ("fact", from_dtype(FACT)[::1]),
    ("movement", from_dtype(MOVEMENT)[::1]),
    ("length", types.int64[::1]),  # [facts, movements]
]
boxed(TapeType, Tape)
TAPE = TapeType(_FIELDS)


@kernel
def make_tape(fact: Any, movement: Any, length: Any) -> Any:
    """Return a `Tape` of the given arrays."""
    t = new(TAPE)
    t.fact = fact
    t.movement = movement
    t.length = length
    return t


@kernel
def _tape_arrays(t: Any) -> Any:
    return owned(t)


def new_tape(capacity: int = 1024) -> Tape:
    """Return an empty tape with room for `capacity` facts and movements; both lists grow when they must."""
    tape: Tape = make_tape(np.zeros(capacity, FACT), np.zeros(capacity, MOVEMENT), np.zeros(2, np.int64))
    return tape


def facts_of(tape: Tape) -> np.ndarray:
    """Return the facts on the tape, shape (n,); a view that holds until the tape is written again."""
    fact, _, length = _tape_arrays(tape)
    return fact[: length[0]]


def movements_of(tape: Tape) -> np.ndarray:
    """Return the movements on the tape, shape (n,); a view that holds until the tape is written again."""
    _, movement, length = _tape_arrays(tape)
    return movement[: length[1]]


def clear(tape: Tape) -> None:
    """Forget everything on the tape."""
    _tape_arrays(tape)[2][:] = 0


@kernel
def next_row(t: Any) -> int:
    """Return the row of a new fact, all zero; no older record of the tape may be used after this."""
    n = t.length[0]
    if n == len(t.fact):
        t.fact = doubled(t.fact)
    t.length[0] = n + 1
    row = t.fact[n]
    row.seq = 0
    row.pulse = 0
    row.tick = 0
    row.kind = 0
    row.code = 0
    row.point = 0
    row.party = 0
    row.source = 0
    row.resource = 0
    row.lot = 0
    row.reference = 0
    row.quantity = 0
    row.amount = 0
    row.due = 0
    row.occurred_at = 0
    row.priority = 0
    row.cause = 0
    row.actor = 0
    return n


@kernel
def copy_row(t: Any, given: Any) -> int:
    """Append a copy of a fact and return its row."""
    n = t.length[0]
    if n == len(t.fact):
        t.fact = doubled(t.fact)
    t.length[0] = n + 1
    t.fact[n] = given
    return n


@kernel
def note_movement(
    t: Any, row: Any, kind: int, code: int, point: int, slot: int, quantity: int, amount: int, party: int, final: int
) -> None:
    """Append what the fact `row` moves; the fields are those of `MOVEMENT`."""
    n = t.length[1]
    if n == len(t.movement):
        t.movement = doubled(t.movement)
    t.length[1] = n + 1
    write_movement(t.movement[n], row.seq, row.tick, kind, code, point, slot, quantity, amount, party, final)

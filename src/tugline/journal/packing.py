"""Facts as bytes: what is like the fact before it takes no room. `docs/design/journal.md` fixes the format.

Per fact: its kind in one byte; two bytes that say which of the 16 columns besides seq and kind differ from the last
fact of the same kind in the batch (pulse and tick: from the last fact of any kind; at first: from 0); then each
difference as a zigzag varint.
"""

import numpy as np

from tugline.errors import UsageError
from tugline.facts.kinds import COLUMNS, FACT, KIND, N_COLUMNS, PULSE, SEQ, TICK
from tugline.facts.limits import check_rows
from tugline.state.kernel import kernel

BYTES_MAX = 3 + 16 * 10
"""Bytes of the widest fact."""
PACKED = tuple(column for column in range(N_COLUMNS) if column not in (SEQ, KIND))
_COLUMN = np.array(PACKED)
_ANY = 2  # pulse and tick are the first two packed columns
assert PACKED[:_ANY] == (PULSE, TICK)

_LOW, _HIGH = -(1 << 61), 1 << 62  # a difference of two such values fits an int64
_OUT_OF_ORDER, _BAD_KIND, _OUT_OF_RANGE = 1, 2, 3
_ONE, _SEVEN, _MORE, _LOW_BITS = np.uint64(1), np.uint64(7), np.uint64(128), np.uint64(127)


@kernel
def _pack(table: np.ndarray, first_seq: int, out: np.ndarray) -> tuple[int, int, int]:
    """Fill `out` and return (bytes used, row, refusal); refusal 0 = all is well."""
    last = np.zeros((256, len(_COLUMN)), np.int64)
    at = 0
    for row in range(len(table)):
        kind = table[row, KIND]
        if table[row, SEQ] != first_seq + row:
            return at, row, _OUT_OF_ORDER
        if kind <= 0 or kind > 255:
            return at, row, _BAD_KIND
        out[at] = kind
        mask_at = at + 1
        at += 3
        mask = 0
        for bit in range(len(_COLUMN)):
            value = table[row, _COLUMN[bit]]
            like = kind if bit >= _ANY else 0
            change = value - last[like, bit]
            if change == 0:
                continue
            if value < _LOW or value > _HIGH:
                return at, row, _OUT_OF_RANGE
            last[like, bit] = value
            mask |= 1 << bit
            rest = np.uint64(change) << _ONE if change > 0 else (np.uint64(-(change + 1)) << _ONE) | _ONE
            while rest >= _MORE:
                out[at] = (rest & _LOW_BITS) | _MORE
                rest >>= _SEVEN
                at += 1
            out[at] = rest
            at += 1
        out[mask_at] = mask & 255
        out[mask_at + 1] = mask >> 8
    return at, 0, 0


@kernel
def _unpack(data: np.ndarray, stops: np.ndarray, counts: np.ndarray, first_seq: int, table: np.ndarray) -> int:
    """Fill `table` with the facts of several batches; return the number of batches that read to their exact end."""
    last = np.zeros((256, len(_COLUMN)), np.int64)
    at, row = 0, 0
    for batch in range(len(stops)):
        last[:] = 0
        stop = stops[batch]
        for _ in range(counts[batch]):
            if at + 3 > stop:
                return batch
            kind = np.int64(data[at])
            mask = np.int64(data[at + 1]) | (np.int64(data[at + 2]) << 8)
            at += 3
            table[row, SEQ] = first_seq + row
            table[row, KIND] = kind
            for bit in range(len(_COLUMN)):
                like = kind if bit >= _ANY else 0
                if mask >> bit & 1:
                    rest, shift, more = np.uint64(0), np.uint64(0), True
                    while more:
                        if at >= stop or shift > np.uint64(63):
                            return batch
                        byte = np.uint64(data[at])
                        at += 1
                        rest |= (byte & _LOW_BITS) << shift
                        shift += _SEVEN
                        more = bool(byte >= _MORE)
                    half = np.int64(rest >> _ONE)
                    last[like, bit] += half if rest & _ONE == np.uint64(0) else -half - 1
                table[row, _COLUMN[bit]] = last[like, bit]
            row += 1
        if at != stop:
            return batch
    return len(stops)


def pack(rows: np.ndarray, first_seq: int) -> bytes:
    """Return rows as bytes.

    Raises
    ------
    UsageError
        The rows are not numbered `first_seq`, `first_seq` + 1, ..., or one holds a kind or a value that no fact has.
    """
    table = np.ascontiguousarray(rows).view(np.int64).reshape(len(rows), N_COLUMNS)
    out = np.empty(len(rows) * BYTES_MAX, np.uint8)
    used, row, refusal = _pack(table, first_seq, out)
    if refusal == _OUT_OF_ORDER:
        said = f"fact {row}, seq: {table[row, SEQ]}; expected {first_seq + row}"
        raise UsageError(said, hint="Maybe it was decided on another state; leave seq 0 to have it numbered.")
    if refusal:
        check_rows(rows[row : row + 1])
        raise UsageError(f"fact {row}: {dict(zip(COLUMNS, table[row].tolist(), strict=True))}; expected a fact")
    return out[:used].tobytes()


def unpack(packed: list[bytes], counts: list[int], first_seq: int) -> tuple[np.ndarray, int]:
    """Return the rows of consecutive batches, and how many batches could be read to their end.

    Parameters
    ----------
    packed, counts
        Bytes and number of facts of each batch.
    first_seq
        Number of the first fact of the first batch.
    """
    rows = np.empty(sum(counts), FACT)
    stops = np.cumsum([len(data) for data in packed])
    data = np.frombuffer(b"".join(packed), np.uint8)
    table = rows.view(np.int64).reshape(len(rows), N_COLUMNS)
    return rows, int(_unpack(data, stops, np.array(counts, np.int64), first_seq, table))

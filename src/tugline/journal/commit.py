"""Facts of one commit as batches, each linked to the one before it."""

from collections.abc import Mapping

import msgspec
import numpy as np

from tugline.facts.keys import Keys
from tugline.journal.chain import Batch, digest, link
from tugline.journal.known import pack_keys
from tugline.journal.packing import pack

BATCH_MAX = 65_536
"""Most facts in one batch; a commit of more is several batches in one transaction."""


def numbered(rows: np.ndarray, first: int) -> np.ndarray:
    """Return rows numbered from `first` on where none has a number yet, else the rows as they are."""
    if rows["seq"][0] or rows["seq"].any():
        return rows
    rows = rows.copy()
    rows["seq"] = np.arange(first, first + len(rows))
    return rows


def batched(
    rows: np.ndarray,
    first_seq: int,
    head: bytes,
    *,
    engine: str,
    names: bytes,
    bodies: Mapping[int, bytes],
    keys: Keys | None,
) -> list[Batch]:
    """Return numbered rows as batches that follow the one with sha256 `head`; the first one holds the names.

    Raises
    ------
    UsageError
        See `packing.pack`.
    """
    batches = []
    for start in range(0, len(rows), BATCH_MAX):
        part = rows[start : start + BATCH_MAX]
        stop = start + len(part)
        contents = (names if start == 0 else b"", _keys_of(keys, start, stop), _bodies_of(bodies, start, stop))
        batch = Batch(
            last_seq=first_seq + stop - 1,
            n=len(part),
            tick=int(part["tick"][-1]),
            engine=engine,
            facts=pack(part, first_seq + start),
            digests=(digest(contents[0]), digest(contents[1]), digest(contents[2])),
            sha256=b"",
            parts=contents,
        )
        batch.sha256 = head = link(head, batch)
        batches.append(batch)
    return batches


def _keys_of(keys: Keys | None, start: int, stop: int) -> bytes:
    return pack_keys(keys.part(start, stop)) if keys is not None else b""


def _bodies_of(bodies: Mapping[int, bytes], start: int, stop: int) -> bytes:
    own = {index - start: body for index, body in sorted(bodies.items()) if start <= index < stop} if bodies else {}
    return msgspec.msgpack.encode(own) if own else b""

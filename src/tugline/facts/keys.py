"""Identity of a row from outside: the key says which row it is, the content hash says whether it changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from tugline.facts.kinds import FACT

STATED = (
    "kind",
    "code",
    "point",
    "party",
    "source",
    "resource",
    "lot",
    "quantity",
    "amount",
    "due",
    "occurred_at",
    "priority",
)
"""The columns in which an outside row speaks; the others are given by whoever takes it in."""

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys of some facts of one batch.

    Parameters
    ----------
    index
        Positions in the batch's rows, int64, shape ``(n,)``, ascending.
    digest
        What `key_digests` gives, uint64, shape ``(n, 2)``.
    content
        What `content_hashes` gives, int64, shape ``(n,)``.
    """

    index: np.ndarray
    digest: np.ndarray
    content: np.ndarray

    def __post_init__(self) -> None:
        n = len(self.index)
        assert self.digest.shape == (n, 2), self.digest.shape
        assert self.content.shape == (n,), self.content.shape
        assert n < 2 or (self.index[1:] >= self.index[:-1]).all(), "positions ascend"

    def __len__(self) -> int:
        return len(self.index)

    def moved(self, by: int) -> "Keys":
        """Return the same keys for rows that stand `by` positions later."""
        return Keys(self.index + by, self.digest, self.content)

    def part(self, start: int, stop: int) -> "Keys":
        """Return the keys of rows start .. stop - 1, positions counted from `start`."""
        low, high = np.searchsorted(self.index, (start, stop))
        return Keys(self.index[low:high] - start, self.digest[low:high], self.content[low:high])


def joined(parts: Sequence[Keys]) -> Keys:
    """Return several sets of keys as one, in the given order."""
    return Keys(
        np.concatenate([part.index for part in parts]) if parts else np.empty(0, np.int64),
        np.concatenate([part.digest for part in parts]) if parts else np.empty((0, 2), np.uint64),
        np.concatenate([part.content for part in parts]) if parts else np.empty(0, np.int64),
    )


def key_digests(source: str, texts: Sequence[str]) -> np.ndarray:
    """Return the keys of rows as 16 bytes each, uint64, shape ``(n, 2)``.

    Parameters
    ----------
    source
        Where the rows come from: a table or an interface. The same text from another source is another key.
    texts
        The rows' primary keys.

    Notes
    -----
    The first half of sha256 over source, a zero byte and text: keys come from outside, so nobody may be able to make
    two of them meet.
    """
    start = source.encode() + b"\0"
    halves = [sha256(start + text).digest()[:16] for text in map(str.encode, texts)]
    return np.frombuffer(b"".join(halves), "<u8").astype(np.uint64, copy=False).reshape(len(halves), 2)


def content_hashes(rows: np.ndarray) -> np.ndarray:
    """Return a hash of what each row states, int64, shape ``(n,)``.

    Rows must carry the journal's name ids: rows of a compiled network change with the network.
    """
    assert rows.dtype == FACT
    mixed = np.full(len(rows), _GOLDEN, np.uint64)
    for column in STATED:
        mixed = (mixed ^ rows[column].astype(np.uint64)) * _MIX_1
        mixed ^= mixed >> np.uint64(29)
        mixed *= _MIX_2
        mixed ^= mixed >> np.uint64(32)
    return mixed.view(np.int64)


def with_ordinals(texts: Sequence[str], order: Iterable[int] | None = None) -> list[str]:
    """Return texts made distinct by their ordinal among equal ones: real tills do repeat lines exactly.

    Parameters
    ----------
    order
        Positions in the order in which equal texts are counted; by default that in which they stand. Where it follows
        from what the rows say, the same rows in another order get the same texts.
    """
    seen: dict[str, int] = {}
    numbered = list(texts)
    for place in range(len(numbered)) if order is None else order:
        text = texts[place]
        ordinal = seen[text] = seen.get(text, 0) + 1
        numbered[place] = f"{text}\t{ordinal}"
    return numbered

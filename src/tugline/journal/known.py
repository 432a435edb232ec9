"""The keys of outside rows that were taken in: which fact each became, and with what content."""

import numpy as np

from tugline.facts.keys import Keys

KEY = np.dtype([("row", "<u4"), ("high", "<u8"), ("low", "<u8"), ("content", "<i8")])
"""One key in a batch; `row` counts from the batch's first fact."""
_ENTRY = np.dtype([("high", np.uint64), ("low", np.uint64), ("seq", np.int64), ("content", np.int64)])
_GROWTH = 8


def pack_keys(keys: Keys) -> bytes:
    """Return the keys of one batch as bytes."""
    packed = np.empty(len(keys), KEY)
    packed["row"], packed["content"] = keys.index, keys.content
    packed["high"], packed["low"] = keys.digest[:, 0], keys.digest[:, 1]
    return packed.tobytes()


def unpack_keys(packed: bytes) -> Keys:
    """Return what `pack_keys` was given."""
    keys = np.frombuffer(packed, KEY)
    digest = np.stack([keys["high"], keys["low"]], axis=1)
    return Keys(keys["row"].astype(np.int64), digest, keys["content"].astype(np.int64))


class KeyIndex:
    """Finds keys. Sorted runs, merged as they grow, 32 bytes a key.

    A unique index in the database took 10 us a key at a million keys (random places of a tree); this takes 0.3 us.
    """

    def __init__(self) -> None:
        self._runs: list[np.ndarray] = []

    def __len__(self) -> int:
        return sum(len(run) for run in self._runs)

    def add(self, keys: Keys, first_seq: int) -> None:
        """Add the keys of a batch whose first fact has number `first_seq`."""
        run = np.empty(len(keys), _ENTRY)
        run["high"], run["low"] = keys.digest[:, 0], keys.digest[:, 1]
        run["seq"], run["content"] = keys.index + first_seq, keys.content
        while self._runs and len(run) * _GROWTH >= len(self._runs[-1]):
            run = np.concatenate([self._runs.pop(), run])
        self._runs.append(run[np.argsort(run["high"], kind="stable")])

    def find(self, digest: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return, for keys of shape ``(n, 2)``, the number of the fact each became (0 = unknown) and its content."""
        seq, content = np.zeros(len(digest), np.int64), np.zeros(len(digest), np.int64)
        for run in self._runs:
            places = np.searchsorted(run["high"], digest[:, 0])
            asked = np.arange(len(digest))
            while len(asked):
                inside = places < len(run)
                asked, places = asked[inside], places[inside]
                same = run["high"][places] == digest[asked, 0]
                asked, places = asked[same], places[same]
                hit = run["low"][places] == digest[asked, 1]
                seq[asked[hit]], content[asked[hit]] = run["seq"][places[hit]], run["content"][places[hit]]
                asked, places = asked[~hit], places[~hit] + 1
        return seq, content

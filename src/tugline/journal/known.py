"""The keys of outside rows that were taken in: which fact each became, and with what content."""

import numpy as np

from tugline.facts.keys import Keys

KEY = np.dtype([("row", "<u4"), ("high", "<u8"), ("low", "<u8"), ("content", "<i8")])
"""One key in a batch; `row` counts from the batch's first fact."""
_ENTRY = np.dtype([("low", np.uint64), ("seq", np.int64), ("content", np.int64)])
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

    A unique index in the database took 10 us a key at a million keys (random places of a tree); this takes under 1 us.
    """

    def __init__(self) -> None:
        # Each run is its first halves, sorted and lying close together for the search, and what belongs to them.
        self._runs: list[tuple[np.ndarray, np.ndarray]] = []

    def __len__(self) -> int:
        return sum(len(high) for high, _ in self._runs)

    def add(self, keys: Keys, first_seq: int) -> None:
        """Add the keys of a batch whose first fact has number `first_seq`."""
        entries = np.empty(len(keys), _ENTRY)
        entries["low"], entries["seq"], entries["content"] = keys.digest[:, 1], keys.index + first_seq, keys.content
        run = _sorted(keys.digest[:, 0], entries)
        while self._runs and len(run[0]) * _GROWTH >= len(self._runs[-1][0]):
            older = self._runs.pop()
            run = _sorted(np.concatenate([older[0], run[0]]), np.concatenate([older[1], run[1]]))
        self._runs.append(run)

    def find(self, digest: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return, for keys of shape ``(n, 2)``, the number of the fact each became (0 = unknown) and its content."""
        seq, content = np.zeros(len(digest), np.int64), np.zeros(len(digest), np.int64)
        # Asked in order, neighbours in a run are still in the processor's cache.
        order = np.argsort(digest[:, 0])
        high, low = digest[order, 0], digest[order, 1]
        for ours, entries in self._runs:
            places, asked = np.searchsorted(ours, high), np.arange(len(order))
            while len(asked):
                inside = places < len(ours)
                asked, places = asked[inside], places[inside]
                same = ours[places] == high[asked]
                asked, places = asked[same], places[same]
                found = entries[places]
                hit = found["low"] == low[asked]
                seq[order[asked[hit]]], content[order[asked[hit]]] = found["seq"][hit], found["content"][hit]
                asked, places = asked[~hit], places[~hit] + 1
        return seq, content


def _sorted(high: np.ndarray, entries: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    order = np.argsort(high, kind="stable")
    return high[order], entries[order]

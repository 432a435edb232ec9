"""Rows of the quarantine that somebody tries again: which were taken in, and which are refused once more."""

from collections.abc import Sequence

import numpy as np

from tugline.errors import UsageError
from tugline.journal.journal import Journal
from tugline.journal.store import Quarantined

KEY, SAYS = "key", "says"
"""What a row in quarantine says besides itself: its key and its content; if stated in Python also `said.SIGNAL`."""
GONE = "A row that was mended in its table waits no longer: the next run takes it in."


class Retries:
    """What is tried again of one journal's quarantine, and what is put there meanwhile."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._keys: dict[int, str] = {}
        self._digests: dict[int, np.ndarray] = {}
        self._put: set[int] = set()

    def put(self, rows: Sequence[Quarantined]) -> None:
        """Put rows into quarantine."""
        self._put.update(self._journal.quarantine(rows))

    def begin(self, waiting: Sequence[Quarantined], number: int) -> Quarantined:
        """Return the waiting row of a number, which is tried again: whether it is refused counts from here on.

        Raises
        ------
        UsageError
            There is no such row.
        """
        row = next((row for row in waiting if row.id == number), None)
        if row is None:
            raise UsageError(f"quarantine {number}; expected the number of a waiting row", hint=GONE)
        self._keys[number] = row.content.get(KEY, "")
        self._put.discard(number)
        return row

    def queued(self, number: int, digests: np.ndarray) -> None:
        """Note with which keys, shape (n, 2), a row waits for its time."""
        if len(digests):
            self._digests[number] = digests[:1]
            self._keys[number] = key_of(digests[0])

    def settle(self) -> None:
        """Let go of rows that were taken in; one that waits for another reason now waits in another row."""
        if not self._digests:
            return
        seq, _ = self._journal.known(np.concatenate(list(self._digests.values())))
        rows = {row.id: row for row in self._journal.quarantined()}
        others = {row.content[KEY] for row in rows.values() if KEY in row.content and row.id not in self._digests}
        for number, fact in zip(list(self._digests), seq.tolist(), strict=True):
            if number in rows and not fact and self._keys[number] not in others:
                continue
            del self._digests[number]
            if number in rows:
                self._journal.release_quarantine(number)

    def refused(self, waiting: Sequence[Quarantined]) -> list[Quarantined]:
        """Return the waiting rows that were tried again and refused again, for the same reason or another."""
        keys = {key for key in self._keys.values() if key}
        again = (row for row in waiting if row.id in self._put)
        return [row for row in again if row.id in self._keys or row.content.get(KEY) in keys]


def key_of(digest: np.ndarray) -> str:
    """Return a key as text."""
    return digest.tobytes().hex()

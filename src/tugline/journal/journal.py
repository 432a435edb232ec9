"""The journal: facts in, durable and in order; the same facts out, checked."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

import numpy as np

from tugline.errors import JournalCorruptError, RefusedError, StorageError, UsageError
from tugline.facts.keys import Keys
from tugline.facts.kinds import FACT
from tugline.journal import snapshots
from tugline.journal.chain import Batch, genesis
from tugline.journal.commit import batched, numbered
from tugline.journal.reading import Reader
from tugline.journal.store import WAITING, Quarantined, Store


class Journal(Reader):
    """An append-only record of facts over a store; one writer.

    Its methods may be called from any thread; they take turns. Facts carry name ids here, never rows of a network:
    `translate.Translator` turns one into the other.
    """

    def __init__(self, store: Store, *, engine: str) -> None:
        """Open a journal and check its newest batch.

        Parameters
        ----------
        engine
            Version of the engine, stored with every batch.

        Raises
        ------
        JournalCorruptError
            The newest batch is not whole.
        """
        super().__init__(store)
        self._engine = engine
        self._failed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def append(self, rows: np.ndarray, *, bodies: Mapping[int, bytes] | None = None, keys: Keys | None = None) -> int:
        """Make facts durable, all or none, together with the names interned before; return the first one's number.

        Parameters
        ----------
        rows
            Dtype `FACT`. Either numbered on from `last_seq`, or with seq 0 throughout: then they are numbered here.
        bodies
            What rules do not read, by position in `rows`.
        keys
            Keys of those that are rows from outside.

        Raises
        ------
        UsageError
            The numbers do not go on from `last_seq`, or a value is none that a fact can have.
        RefusedError
            A key was taken in before, or stands twice among `keys`.
        StorageError
            The store failed; nothing was written.
        """
        assert rows.dtype == FACT, rows.dtype
        assert not bodies or 0 <= min(bodies) <= max(bodies) < len(rows), "a body belongs to one of the rows"
        assert keys is None or not len(keys) or 0 <= keys.index[0] <= keys.index[-1] < len(rows), "so does a key"
        with self._lock:
            first = self._last_seq + 1
            if not len(rows):
                return first
            self._recover()
            rows = numbered(rows, first)
            if keys is not None and len(keys):
                self._refuse_known(keys)
            names = self._names.pending() if self._names else b""
            batches = batched(rows, first, self._head, engine=self._engine, names=names, bodies=bodies or {}, keys=keys)
            try:
                self._store.write(batches)
            except StorageError:
                self._failed = True
                raise
            self._take(batches, keys, first)
            return first

    def intern(self, kind: str, texts: Sequence[str]) -> np.ndarray:
        """Return name ids of texts, int64, shape ``(n,)``; new ones become durable with the next append.

        An id means the same name for ever. The same text under another kind is another name.
        """
        with self._lock:
            return self._book().intern(kind, texts)

    def save_snapshot(self, seq: int, network_hash: str, layout_hash: str, arrays: Mapping[str, np.ndarray]) -> None:
        """Keep the arrays of a state that holds the facts up to `seq`, which must be durable."""
        with self._lock:
            if not 0 <= seq <= self._last_seq:
                raise UsageError(f"a snapshot at fact {seq}; expected 0 to {self._last_seq}")
            self._store.save_snapshot(snapshots.take(seq, network_hash, layout_hash, arrays))

    def load_snapshot(self, network_hash: str, layout_hash: str) -> tuple[int, dict[str, np.ndarray]] | None:
        """Return (seq, arrays) of the newest snapshot that fits and is whole, None if there is none.

        A damaged one is passed over: it only saves time. `verify` names it.
        """
        with self._lock, suppress(JournalCorruptError):
            for snapshot in self._store.snapshots():
                fits = (snapshot.network_hash, snapshot.layout_hash) == (network_hash, layout_hash)
                if fits and snapshot.last_seq <= self._last_seq and snapshots.is_whole(snapshot):
                    return snapshot.last_seq, snapshots.decode(snapshot.content)
        return None

    def reach(self, tick: int) -> None:
        """Keep the tick up to which time has passed without a fact, if it is later than the one that is kept.

        It is beside the facts: without it, time has passed up to the newest of them.
        """
        with self._lock:
            if tick > self._store.reached():
                self._store.reach(tick)

    def quarantine(self, rows: Sequence[Quarantined]) -> list[int]:
        """Put rows from outside away, durably, and return their numbers; the same row has one, and waits again."""
        with self._lock:
            return self._store.quarantine(rows)

    def quarantined(self, state: str = WAITING) -> list[Quarantined]:
        """Return the rows in a state (`waiting` or `released`), oldest first."""
        with self._lock:
            return [row for row, _ in self._store.quarantined() if row.state == state]

    def release_quarantine(self, number: int) -> None:
        """Mark a row as released: it was taken in, or somebody decided that it never will be.

        Raises
        ------
        UsageError
            No such row waits.
        """
        with self._lock:
            if not self._store.release(number):
                raise UsageError(f"quarantine {number}; expected the number of a waiting row")

    def close(self) -> None:
        """Let go of the journal. Names that no fact was appended after are forgotten. May be called twice."""
        with self._lock:
            self._store.close()

    def _recover(self) -> None:
        """After a failed write, go on only if the store holds exactly what was acknowledged."""
        if not self._failed:
            return
        last = self._store.last()
        if (last.sha256 if last else genesis(self.meta)) != self._head:
            raise StorageError(
                f"the journal {self.path} holds more than was acknowledged, after a write that failed",
                hint="Close it and open it again: what it holds is whole.",
            )
        self._failed = False

    def _take(self, batches: Sequence[Batch], keys: Keys | None, first: int) -> None:
        last = batches[-1]
        self._last_seq, self._last_tick, self._head = last.last_seq, last.tick, last.sha256
        if self._names is not None:
            self._names.written()
        if keys is not None and len(keys):
            self._keys().add(keys, first)

    def _refuse_known(self, keys: Keys) -> None:
        seq, _ = self._keys().find(keys.digest)
        if seq.any():
            at = int(np.argmax(seq > 0))
            raise RefusedError(f"row {int(keys.index[at])} was taken in before, as fact {int(seq[at])}")
        high = np.sort(keys.digest[:, 0])
        if (high[1:] == high[:-1]).any() and len(set(map(bytes, keys.digest))) < len(keys):
            raise RefusedError("two rows of one batch have the same key")

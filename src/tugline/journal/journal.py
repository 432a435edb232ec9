"""The journal: facts in, durable and in order; the same facts out, checked."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from threading import RLock
from types import TracebackType
from typing import Self

import msgspec
import numpy as np

from tugline.errors import JournalCorruptError, RefusedError, StorageError, UsageError
from tugline.facts.keys import Keys
from tugline.facts.kinds import FACT
from tugline.journal import snapshots
from tugline.journal.chain import PARTS, Batch, digest, genesis
from tugline.journal.checking import CHUNK, Report, damaged_beside, scan, whole_batches
from tugline.journal.commit import batched, numbered
from tugline.journal.known import KeyIndex, unpack_keys
from tugline.journal.names import NameBook
from tugline.journal.packing import unpack
from tugline.journal.store import WAITING, Quarantined, Store

_BODIES = msgspec.msgpack.Decoder(dict[int, bytes])


class Journal:
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
        self._store = store
        self._engine = engine
        self._lock = RLock()
        self._failed = False
        self._names: NameBook | None = None
        self._index: KeyIndex | None = None
        self._last_seq, self._last_tick, self._head = 0, 0, genesis(store.meta)
        self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> str:
        """Where it lies."""
        return self._store.path

    @property
    def meta(self) -> Mapping[str, str]:
        """What it says of itself: format, business, world."""
        return self._store.meta

    @property
    def last_seq(self) -> int:
        """Number of the newest durable fact, 0 if there is none."""
        return self._last_seq

    @property
    def last_tick(self) -> int:
        """Tick of the newest durable fact, 0 if there is none."""
        return self._last_tick

    @property
    def head(self) -> str:
        """sha256 of the newest batch, hexadecimal: it stands for everything before it too."""
        return self._head.hex()

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

    def names(self, kind: str) -> dict[int, str]:
        """Return all names of a kind by id, oldest first."""
        with self._lock:
            return self._book().of_kind(kind)

    def texts(self, ids: Sequence[int] | np.ndarray) -> list[str]:
        """Return names by id, whatever their kind; 0 is the empty text."""
        with self._lock:
            return self._book().texts(ids.tolist() if isinstance(ids, np.ndarray) else ids)

    def known(self, digests: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return which facts outside rows became, and with what content.

        Parameters
        ----------
        digests
            What `facts.keys.key_digests` gives, shape ``(n, 2)``.

        Returns
        -------
        seq, content
            int64, shape ``(n,)``; seq 0 = not taken in yet.
        """
        with self._lock:
            return self._keys().find(digests)

    def read(self, after_seq: int = 0, until_seq: int | None = None) -> Iterator[np.ndarray]:
        """Give the durable facts after `after_seq`, in order, in chunks of dtype `FACT`, checked against the chain.

        From the start the whole chain is checked; from later on, its links from there. Other calls may come between
        two chunks; facts appended meanwhile are not given.

        Raises
        ------
        JournalCorruptError
            A batch is damaged; the facts before it were given already.
        """
        with self._lock:
            until = self._last_seq if until_seq is None else min(until_seq, self._last_seq)
            at, previous = self._link_before(after_seq)
        while at < until:
            batches = self._batches(at)
            whole, reason = whole_batches(batches, at, previous)
            if whole:
                first = at + 1
                rows, n_read = unpack([batch.facts for batch in whole], [batch.n for batch in whole], first)
                at, previous = whole[-1].last_seq, whole[-1].sha256
                if n_read < len(whole):
                    raise self._corrupt(batches[n_read].first_seq, "its facts cannot be read")
                yield rows[max(after_seq + 1 - first, 0) : max(until + 1 - first, 0)]
            if reason or not batches:
                raise self._placed(at + 1, reason or f"it should go on to {until}")

    def bodies(self, after_seq: int = 0, until_seq: int | None = None) -> Iterator[tuple[int, bytes]]:
        """Give (seq, body) of the durable facts in a range that have one, in order."""
        until = self._last_seq if until_seq is None else until_seq
        for first, packed in self._parts("body", after_seq):
            for index, body in sorted(_BODIES.decode(packed).items()):
                if after_seq < first + index <= until:
                    yield first + index, body

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

    def quarantine(self, rows: Sequence[Quarantined]) -> list[int]:
        """Put rows from outside away, durably, and return their numbers; the same row is put away once."""
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

    def verify(self) -> Report:
        """Check everything: the whole chain, names, keys and bodies, the store's structure, snapshots, quarantine."""
        facts, batches, head, reason = scan(self._batches, genesis(self.meta), self._last_seq)
        first_bad = facts + 1 if reason else 0
        for part in PARTS:
            try:
                self._parts(part, 0)
            except JournalCorruptError as error:
                if not first_bad or error.first_bad < first_bad:
                    first_bad, reason = error.first_bad, error.reason
        with self._lock:
            structure = self._store.check()
            notes = damaged_beside(self._store)
        if structure and not first_bad:
            first_bad, reason = self._last_seq + 1, structure
        return Report(facts, batches, head.hex(), first_bad, reason, notes)

    def close(self) -> None:
        """Let go of the journal. Names that no fact was appended after are forgotten. May be called twice."""
        with self._lock:
            self._store.close()

    def _open(self) -> None:
        last = self._store.last()
        if last is None:
            return
        at, previous = self._link_before(last.first_seq - 1)
        whole, reason = whole_batches([last], at, previous)
        if whole and tuple(map(digest, last.parts)) != last.digests:
            reason = "its names, keys or bodies were changed"
        if reason:
            raise self._placed(at + 1, reason)
        self._last_seq, self._last_tick, self._head = last.last_seq, last.tick, last.sha256

    def _batches(self, after_seq: int) -> list[Batch]:
        with self._lock:
            return self._store.batches(after_seq, CHUNK)

    def _placed(self, first_bad: int, reason: str) -> JournalCorruptError:
        """Return the error for damage that was met on the way; a link may be wrong in the batch before it."""
        at, _, _, earlier = scan(self._batches, genesis(self.meta), first_bad - 1)
        return self._corrupt(at + 1, earlier) if earlier else self._corrupt(first_bad, reason)

    def _link_before(self, seq: int) -> tuple[int, bytes]:
        at, previous = self._store.before(seq)
        return (at, previous) if at else (0, genesis(self.meta))

    def _recover(self) -> None:
        """After a failed write, go on only if the store holds exactly what was acknowledged."""
        if not self._failed:
            return
        last = self._store.last()
        if (last.sha256 if last else genesis(self.meta)) != self._head:
            raise StorageError(
                f"the journal {self.path} holds more than was acknowledged, after a write that failed",
                hint="Maybe close it and open it again: what it holds is whole.",
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

    def _book(self) -> NameBook:
        if self._names is None:
            book = NameBook()
            for first, packed in self._parts("name", 0):
                try:
                    book.load(packed)
                except ValueError as error:
                    raise self._corrupt(first, str(error)) from error
            self._names = book
        return self._names

    def _keys(self) -> KeyIndex:
        if self._index is None:
            index = KeyIndex()
            for first, packed in self._parts("key", 0):
                index.add(unpack_keys(packed), first)
            self._index = index
        return self._index

    def _parts(self, part: str, after_seq: int) -> list[tuple[int, bytes]]:
        """Return (first_seq, content) of one of `PARTS`, checked."""
        found = []
        with self._lock:
            for first, content, expected in self._store.parts(part, after_seq, self._last_seq):
                if digest(content) != expected:
                    raise self._corrupt(first, f"the {part} part of its batch was changed")
                found.append((first, content))
        return found

    def _corrupt(self, first_bad: int, reason: str) -> JournalCorruptError:
        return JournalCorruptError(self.path, first_bad=first_bad, reason=reason)

"""Reading a journal: nothing leaves it unchecked."""

from collections.abc import Iterator, Mapping, Sequence
from threading import RLock

import msgspec
import numpy as np

from tugline.errors import JournalCorruptError
from tugline.facts.kinds import FACT, NEVER
from tugline.journal.chain import PARTS, Batch, digest, genesis
from tugline.journal.checking import CHUNK, Report, cut_off, damaged_beside, goes_on, scan, whole_batches
from tugline.journal.known import KeyIndex, unpack_keys
from tugline.journal.names import NameBook
from tugline.journal.packing import unpack
from tugline.journal.store import Store

_BODIES = msgspec.msgpack.Decoder(dict[int, bytes])


class Reader:
    """The part of a `Journal` that reads. Its methods may be called from any thread; they take turns."""

    def __init__(self, store: Store) -> None:
        """Check the first and the newest batch.

        Raises
        ------
        JournalCorruptError
            One of them is not whole, or does not hang on what is before it.
        """
        self._store = store
        self._lock = RLock()
        self._names: NameBook | None = None
        self._index: KeyIndex | None = None
        self._last_seq, self._last_tick, self._head = 0, 0, genesis(store.meta)
        self._open()

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
    def reached(self) -> int:
        """Tick up to which time has passed: that of the newest fact, or a later one up to which nothing happened."""
        with self._lock:
            return max(self._last_tick, self._store.reached())

    @property
    def head(self) -> str:
        """sha256 of the newest batch, hexadecimal: it stands for everything before it too."""
        return self._head.hex()

    def names(self, kind: str) -> dict[int, str]:
        """Return all names of a kind by id, oldest first."""
        with self._lock:
            return self._book().of_kind(kind)

    def name_id(self, kind: str, text: str) -> int:
        """Return the id of a name, 0 if there is none of this kind."""
        with self._lock:
            return self._book().find(kind, text)

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
            batches = self._batches(at, min(CHUNK, until - at))
            whole, reason = whole_batches(batches, at, previous)
            if whole:
                first = at + 1
                rows, n_read = unpack([batch.facts for batch in whole], [batch.n for batch in whole], first)
                at, previous = whole[-1].last_seq, whole[-1].sha256
                if n_read < len(whole):
                    raise self._corrupt(batches[n_read].first_seq, "its facts cannot be read")
                yield rows[max(after_seq + 1 - first, 0) : max(until + 1 - first, 0)]
            if reason or not batches:
                raise self._placed(at + 1, reason or goes_on(until))

    def facts(self, seq: Sequence[int] | np.ndarray) -> np.ndarray:
        """Return some durable facts by their numbers, each once and in order; every batch is read once at most."""
        wanted, found = np.unique(np.asarray(seq, np.int64)), [np.zeros(0, FACT)]
        while len(wanted):
            rows = next(self.read(int(wanted[0]) - 1, int(wanted[-1])))
            inside = wanted[wanted <= rows["seq"][-1]]
            found.append(rows[inside - rows["seq"][0]])
            wanted = wanted[len(inside) :]
        return np.concatenate(found)

    def bodies(self, after_seq: int = 0, until_seq: int | None = None) -> Iterator[tuple[int, bytes]]:
        """Give (seq, body) of the durable facts in a range that have one, in order."""
        until = self._last_seq if until_seq is None else until_seq
        for first, packed in self._parts("body", after_seq):
            for index, body in sorted(_BODIES.decode(packed).items()):
                if after_seq < first + index <= until:
                    yield first + index, body

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
            structure = self._store.check() or cut_off(self._store, self._last_seq)
            notes = damaged_beside(self._store)
        if structure and not first_bad:
            first_bad, reason = self._last_seq + 1, structure
        return Report(facts, batches, head.hex(), first_bad, reason, notes)

    def _open(self) -> None:
        try:
            last = self._store.last()
        except JournalCorruptError as error:
            raise self._placed(NEVER, error.reason) from error
        if last is None:
            return
        _, reason = whole_batches(self._batches(0, 1)[:1], 0, self._head)
        if reason:
            raise self._placed(1, reason)
        at, previous = self._link_before(last.first_seq - 1)
        whole, reason = whole_batches([last], at, previous)
        if whole and tuple(map(digest, last.parts)) != last.digests:
            reason = "its names, keys or bodies were changed"
        if reason:
            raise self._placed(at + 1, reason)
        self._last_seq, self._last_tick, self._head = last.last_seq, last.tick, last.sha256

    def _batches(self, after_seq: int, n_facts: int = CHUNK) -> list[Batch]:
        with self._lock:
            return self._store.batches(after_seq, n_facts)

    def _placed(self, first_bad: int, reason: str) -> JournalCorruptError:
        """Return the error for damage that was met on the way; a link may be wrong in the batch before it.

        `first_bad` NEVER = behind the last batch that is whole.
        """
        at, _, _, earlier = scan(self._batches, genesis(self.meta), first_bad - 1)
        if first_bad == NEVER and earlier == goes_on(NEVER - 1):
            return self._corrupt(at + 1, reason)
        return self._corrupt(at + 1, earlier) if earlier else self._corrupt(first_bad, reason)

    def _link_before(self, seq: int) -> tuple[int, bytes]:
        at, previous = self._store.before(seq)
        return (at, previous) if at else (0, genesis(self.meta))

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

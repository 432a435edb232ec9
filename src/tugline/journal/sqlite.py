"""A store in one SQLite file: WAL, a sync at every commit, readers beside the one writer."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import apsw
import msgspec

from tugline.errors import JournalCorruptError, StorageError
from tugline.journal.chain import PARTS, Batch
from tugline.journal.driver import WriterLock, told
from tugline.journal.snapshots import Snapshot
from tugline.journal.statements import load
from tugline.journal.store import Quarantined

_SQL = load("sqlite.sql")
_ROW = (int, int, int, str, bytes, bytes, bytes, bytes, bytes)
_TABLES = frozenset({"meta", "batch", *PARTS, "snapshot", "quarantine"})
_CACHE_KIB = 16_384
_EMPTY = (
    "If it was a journal, restore a backup of it. If it never was one, or there is no backup, delete the file and run "
    "again: what the tables say is taken in anew."
)
_ELSEWHERE = "Name the journal with --journal, or another file for a new one."


class SqliteStore:
    """Keeps each batch as one row, its facts packed.

    Parameters
    ----------
    path
        The file; made with `meta` if it is not there and `create` is set.
    meta
        What a new journal says of itself.
    read_only
        Take no lock and change nothing; another process may be writing.
    synchronous
        `full` syncs every commit. `normal` may lose the newest commits when the power fails; it is there for the test
        that shows the difference.
    vfs
        SQLite's way to files, empty = the system's own; for tests with faults. Needs `alone` where it has no shared
        memory.
    alone
        Keep even readers out.
    """

    def __init__(
        self,
        path: Path,
        *,
        meta: Mapping[str, str],
        create: bool = True,
        read_only: bool = False,
        synchronous: Literal["full", "normal"] = "full",
        vfs: str = "",
        alone: bool = False,
    ) -> None:
        self.path = str(path)
        if not vfs:
            _refuse_no_file(path, create=create)
        self._made = path if not vfs and not read_only and not path.exists() else None
        with told(self.path, first_bad=1):
            self._lock = None if read_only else WriterLock(path)
        try:
            with told(self.path, first_bad=1):
                self._db = _connect(self.path, read_only=read_only, vfs=vfs or None)
                self._prepare(synchronous, read_only=read_only, alone=alone)
                self.meta = self._meta(meta, create=create and not read_only)
                self._made = None
        except BaseException:
            self.close()
            raise

    def write(self, batches: Sequence[Batch]) -> None:
        """See `Store`."""
        rows = [(b.last_seq, b.n, b.tick, b.engine, *b.digests, b.sha256, b.facts) for b in batches]
        with told(self.path, first_bad=batches[0].first_seq):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._db.executemany(_SQL["add_batch"], rows)
                for which, part in enumerate(PARTS):
                    content = [(batch.last_seq, batch.parts[which]) for batch in batches if batch.parts[which]]
                    if content:
                        self._db.executemany(_SQL[f"add_{part}"], content)
                self._db.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def last(self) -> Batch | None:
        """See `Store`."""
        with told(self.path, first_bad=1):
            gone = self._all("beyond")[0][0]
            rows = self._all("last")
            if gone is not None:
                reason = f"the batch that ends with {gone} is not there, and parts of it are"
                raise JournalCorruptError(self.path, first_bad=rows[0][0] + 1 if rows else 1, reason=reason)
            if not rows:
                return None
            batch = _batch(rows[0])
            if batch is None:
                raise JournalCorruptError(self.path, first_bad=1, reason="the newest batch cannot be read")
            contents = [self._all(f"content_of_{part}", batch.last_seq) for part in PARTS]
            names, keys, bodies = (content[0][0] if content else b"" for content in contents)
            batch.parts = (names, keys, bodies)
            return batch

    def before(self, seq: int) -> tuple[int, bytes]:
        """See `Store`."""
        with told(self.path, first_bad=1):
            rows = self._all("before", seq)
        if not rows:
            return 0, b""
        last_seq, sha256 = rows[0]
        return int(last_seq), bytes(sha256)

    def batches(self, after_seq: int, n_facts: int) -> list[Batch]:
        """See `Store`."""
        found: list[Batch] = []
        enough = after_seq + n_facts
        try:
            with told(self.path, first_bad=after_seq + 1):
                for row in self._db.execute(_SQL["batches"], (after_seq,)):
                    batch = _batch(row)
                    if batch is None:
                        break
                    found.append(batch)
                    if batch.last_seq >= enough:
                        return found
        except JournalCorruptError:
            if not found:
                raise
        # Where the rest cannot be read, what could be is given; the next call begins at the damage and names it.
        return found

    def parts(self, part: str, after_seq: int, until_seq: int) -> Iterator[tuple[int, bytes, bytes]]:
        """See `Store`."""
        at = after_seq
        rows = self._db.execute(_SQL[f"parts_{part}"], (after_seq, until_seq))
        while True:
            with told(self.path, first_bad=at + 1):
                row = next(rows, None)
            if row is None:
                return
            at, content, expected = row
            yield at, content if isinstance(content, bytes) else b"", expected

    def save_snapshot(self, snapshot: Snapshot) -> None:
        """See `Store`."""
        s = snapshot
        row = (s.last_seq, s.network_hash, s.layout_hash, s.sha256, s.content)
        with told(self.path, first_bad=1), self._db:
            self._db.execute(_SQL["add_snapshot"], row)
            self._db.execute(_SQL["drop_snapshots"])

    def snapshots(self) -> Iterator[Snapshot]:
        """See `Store`."""
        with told(self.path, first_bad=1):
            for row in self._db.execute(_SQL["snapshots"]):
                yield Snapshot(*row)

    def reach(self, tick: int) -> None:
        """See `Store`."""
        with told(self.path, first_bad=1), self._db:
            self._db.execute(_SQL["reached_schema"])
            self._db.execute(_SQL["reach"], (tick,))

    def reached(self) -> int:
        """See `Store`."""
        with told(self.path, first_bad=1):
            if ("reached",) not in self._all("tables"):
                return 0
            return int(next(iter(self._all("reached")), (0,))[0])

    def quarantine(self, rows: Sequence[Quarantined]) -> list[int]:
        """See `Store`."""
        numbers = []
        with told(self.path, first_bad=1), self._db:
            for row in rows:
                content = msgspec.json.encode(dict(row.content)).decode()
                values = (row.identity(), row.table, row.line, content, row.why)
                numbers.append(int(self._all("add_quarantine", *values)[0][0]))
        return numbers

    def quarantined(self) -> list[tuple[Quarantined, bytes]]:
        """See `Store`."""
        with told(self.path, first_bad=1):
            rows = self._all("quarantined")
        return [
            (Quarantined(table, line, _content(content), why, number, state), identity)
            for number, identity, table, line, content, why, state in rows
        ]

    def release(self, number: int) -> bool:
        """See `Store`."""
        with told(self.path, first_bad=1):
            return bool(self._all("release", number))

    def check(self) -> str:
        """See `Store`."""
        try:
            with told(self.path, first_bad=1):
                found = [str(row[0]) for row in self._db.execute("PRAGMA integrity_check")]
                strays = self._all("strays")
        except JournalCorruptError as error:
            return error.reason
        found = [line for line in found if line != "ok"]
        return "; ".join(found + [f"a {part} of a batch that is not there ({seq})" for part, seq in strays])

    def close(self) -> None:
        """See `Store`."""
        try:
            if hasattr(self, "_db"):
                with told(self.path, first_bad=1):
                    self._db.close()
        finally:
            # Whoever interrupts the making of a journal leaves no empty file, which would be refused from then on.
            if self._made is not None and self._made.exists() and not self._made.stat().st_size:
                self._made.unlink()
            if self._lock is not None:
                self._lock.release()

    def _all(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        return list(self._db.execute(_SQL[statement], values))

    def _prepare(self, synchronous: str, *, read_only: bool, alone: bool) -> None:
        if alone:
            self._db.execute("PRAGMA locking_mode = EXCLUSIVE")  # before anything opens the log
        self._db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        if read_only:
            return
        mode = self._db.execute("PRAGMA journal_mode = WAL").fetchall()[0][0]
        if mode != "wal":
            raise StorageError(f"the journal {self.path} cannot use a write-ahead log, only {mode!r}")
        self._db.execute(f"PRAGMA synchronous = {synchronous.upper()}")

    def _meta(self, meta: Mapping[str, str], *, create: bool) -> dict[str, str]:
        """Return what the journal says of itself, after making its tables if it is new."""
        tables = {name for (name,) in self._all("tables")}
        if not tables:
            if not create:
                raise StorageError(f"{self.path} is no journal", hint="Maybe it was never written to.")
            with self._db:
                self._db.execute(_SQL["schema"])
                self._db.executemany(_SQL["add_meta"], sorted(meta.items()))
        elif lost := sorted(_TABLES - tables):
            if not tables & _TABLES:
                raise StorageError(f"{self.path} is no journal: it is a database of something else", hint=_ELSEWHERE)
            reason = f"its table {lost[0]} is not there"
            raise JournalCorruptError(self.path, first_bad=1, reason=reason)
        return {str(name): str(value) for name, value in self._all("meta")}

    def _roll_back(self) -> None:
        """Undo what is left of a transaction; the failure that led here is the one to tell."""
        if self._db.in_transaction:
            try:
                self._db.execute("ROLLBACK")
            except apsw.Error:
                # SQLite has then rolled back by itself, or will when the file is opened next.
                return


def _refuse_no_file(path: Path, *, create: bool) -> None:
    """Refuse a file that is not there and may not be made, a folder, and an empty file: it may have been a journal."""
    if path.is_dir():
        raise StorageError(f"the journal {path} is a folder", hint=_ELSEWHERE)
    if not path.exists():
        if not create:
            raise StorageError(f"there is no journal {path}", hint="Maybe it lies in another folder.")
    elif not path.stat().st_size:
        raise StorageError(f"{path} is no journal: the file is empty", hint=_EMPTY)


def _connect(path: str, *, read_only: bool, vfs: str | None) -> apsw.Connection:
    flags = apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
    db = apsw.Connection(path, flags=flags, vfs=vfs)
    db.set_busy_timeout(0 if not read_only else 2000)
    return db


def _batch(row: tuple[Any, ...]) -> Batch | None:
    """Return a row as a batch, None if a value is of another type than was written."""
    if tuple(map(type, row)) != _ROW:
        return None
    last_seq, n, tick, engine, names, keys, bodies, sha256, facts = row
    return Batch(last_seq, n, tick, engine, facts, (names, keys, bodies), sha256)


def _content(text: str) -> dict[str, str]:
    """Return a quarantined row's content; one that was altered beyond reading is shown as it is."""
    try:
        return msgspec.json.decode(text, type=dict[str, str])
    except msgspec.DecodeError:
        return {"": text}

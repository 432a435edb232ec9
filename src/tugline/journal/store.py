"""What a journal asks of the place where its batches lie. `memory` and `sqlite` are the two there are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

import msgspec

from tugline.journal.chain import Batch
from tugline.journal.snapshots import Snapshot

WAITING, RELEASED = "waiting", "released"


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A row from outside that could not be taken in: visible, and to be tried again once its cause is mended.

    Parameters
    ----------
    table, line
        Where it came from; line 0 = not from a file.
    content
        The row as it was, by column.
    why
        What was wrong, in words.
    id, state
        Given by the journal: its number, and whether it is `waiting` or `released`.
    """

    table: str
    line: int
    content: Mapping[str, str]
    why: str
    id: int = 0
    state: str = WAITING

    @property
    def said(self) -> str:
        """What the row says, in one text; of one that was altered, whatever is left of it."""
        return self.content.get("row", " ".join(self.content.values()))

    def identity(self) -> bytes:
        """Return a hash of where it came from and what it says: the same row has one number."""
        said = msgspec.json.encode([self.table, self.line, dict(self.content)], order="sorted")
        return sha256(said).digest()


class Store(Protocol):
    """A durable, ordered list of batches, and beside it snapshots and a quarantine.

    Every method may raise `StorageError`; none may leave half of its work behind.
    """

    path: str

    @property
    def meta(self) -> Mapping[str, str]:
        """What the journal says of itself."""

    def write(self, batches: Sequence[Batch]) -> None:
        """Append batches in one transaction; they are durable when this returns."""

    def last(self) -> Batch | None:
        """Return the newest batch with all its parts, None if there is none."""

    def before(self, seq: int) -> tuple[int, bytes]:
        """Return last_seq and sha256 of the newest batch that ends before or at `seq`, (0, b"") if there is none."""

    def batches(self, after_seq: int, n_facts: int) -> list[Batch]:
        """Return the next batches that end after `after_seq`, without parts, until they hold `n_facts` or more."""

    def parts(self, part: str, after_seq: int, until_seq: int) -> Iterator[tuple[int, bytes, bytes]]:
        """Give (first_seq, content, expected sha256) of one of `PARTS`, for the batches that have one.

        Only batches that end after `after_seq` and not after `until_seq`, in order; content that is gone is empty.
        """

    def save_snapshot(self, snapshot: Snapshot) -> None:
        """Keep a snapshot and the one before it; older ones are thrown away."""

    def snapshots(self) -> Iterator[Snapshot]:
        """Give the snapshots there are, newest first."""

    def reach(self, tick: int) -> None:
        """Keep the tick up to which time has passed, if it is later than the one that is kept."""

    def reached(self) -> int:
        """Return that tick, 0 if none is kept."""

    def quarantine(self, rows: Sequence[Quarantined]) -> list[int]:
        """Put rows away and return their numbers; a row that is there already keeps its number."""

    def quarantined(self) -> list[tuple[Quarantined, bytes]]:
        """Return every row that was put away, with its identity at that time, oldest first."""

    def release(self, number: int) -> bool:
        """Mark a row as released; say whether it was waiting."""

    def check(self) -> str:
        """Look for damage in the store's own structure and say what was found, the empty text if nothing."""

    def close(self) -> None:
        """Let go of everything. May be called twice."""

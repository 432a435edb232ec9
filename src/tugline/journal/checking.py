"""Following the chain, and what `verify` says about it."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from tugline.errors import JournalCorruptError
from tugline.journal import snapshots
from tugline.journal.chain import Batch, link
from tugline.journal.store import RELEASED, WAITING, Store

CHUNK = 65_536
"""Facts that are read and checked at once, at least."""


@dataclass(frozen=True, slots=True)
class Report:
    """What `verify` found.

    Parameters
    ----------
    first_bad
        The facts before this number are whole; 0 = all are.
    reason
        What is wrong there, in words.
    head
        sha256 of the newest whole batch, hexadecimal. Kept elsewhere, it also shows that nothing was cut off the end.
    notes
        Damage outside the facts (a snapshot, a row in quarantine), which no figure depends on.
    """

    facts: int
    batches: int
    head: str
    first_bad: int = 0
    reason: str = ""
    notes: tuple[str, ...] = ()


def whole_batches(batches: Sequence[Batch], at: int, previous: bytes) -> tuple[Sequence[Batch], str]:
    """Return the leading batches that hang on the chain, and what is wrong with the next one, if any is left."""
    for n, batch in enumerate(batches):
        if batch.n < 1 or batch.first_seq != at + 1:
            return batches[:n], f"the next batch begins with {batch.first_seq}"
        if link(previous, batch) != batch.sha256:
            before = "the one before it" if at else "what the journal says of itself (its table meta)"
            return batches[:n], f"its batch or {before} was changed"
        at, previous = batch.last_seq, batch.sha256
    return batches, ""


def scan(batches_after: Callable[[int], Sequence[Batch]], root: bytes, until: int) -> tuple[int, int, bytes, str]:
    """Follow the chain from its root; return the last whole fact, its batches, their head, and what is wrong then."""
    at, n_batches, head, reason = 0, 0, root, ""
    while at < until and not reason:
        try:
            found = batches_after(at)
        except JournalCorruptError as error:
            return at, n_batches, head, error.reason
        whole, reason = whole_batches(found, at, head)
        if whole:
            at, head = whole[-1].last_seq, whole[-1].sha256
            n_batches += len(whole)
        if not found:
            reason = goes_on(until)
    return at, n_batches, head, reason


def goes_on(until: int) -> str:
    """Return what is wrong with a chain that ends before the fact `until`."""
    return f"it should go on to {until}"


def cut_off(store: Store, last_seq: int) -> str:
    """Return what shows that the journal once held more than the facts up to `last_seq`, empty if nothing does."""
    with suppress(JournalCorruptError):  # the structure check has named it already
        for snapshot in store.snapshots():
            if snapshot.last_seq > last_seq and snapshots.is_whole(snapshot):
                return f"there is a snapshot of the facts up to {snapshot.last_seq}"
    return ""


def damaged_beside(store: Store) -> tuple[str, ...]:
    """Name the snapshots and the rows in quarantine that are not as they were saved."""
    return (*_damaged_snapshots(store), *_damaged_quarantine(store))


def _damaged_snapshots(store: Store) -> list[str]:
    damaged = []
    with suppress(JournalCorruptError):  # the structure check has named it already
        damaged = [
            f"the snapshot at fact {s.last_seq} is damaged" for s in store.snapshots() if not snapshots.is_whole(s)
        ]
    return damaged


def _damaged_quarantine(store: Store) -> list[str]:
    try:
        rows = store.quarantined()
    except JournalCorruptError as error:
        return [f"the quarantine cannot be read: {error.reason}"]
    return [
        f"quarantine {row.id} was changed"
        for row, identity in rows
        if row.identity() != identity or row.state not in (WAITING, RELEASED)
    ]

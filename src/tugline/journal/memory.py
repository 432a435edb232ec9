"""A store in memory: for studies, forks and tests. Nothing outlives the process."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tugline.journal.chain import PARTS, Batch
from tugline.journal.snapshots import Snapshot
from tugline.journal.store import RELEASED, WAITING, Quarantined


class MemoryStore:
    """Keeps packed batches (about 12 bytes a fact) in a list."""

    def __init__(self, meta: Mapping[str, str]) -> None:
        self.path = ":memory:"
        self.meta = dict(meta)
        self._batches: list[Batch] = []
        self._ends: list[int] = []
        self._reached = 0
        self._snapshots: list[Snapshot] = []
        self._quarantine: dict[bytes, Quarantined] = {}

    def write(self, batches: Sequence[Batch]) -> None:
        """See `Store`."""
        self._batches.extend(batches)
        self._ends.extend(batch.last_seq for batch in batches)

    def last(self) -> Batch | None:
        """See `Store`."""
        return self._batches[-1] if self._batches else None

    def before(self, seq: int) -> tuple[int, bytes]:
        """See `Store`."""
        at = bisect_right(self._ends, seq)
        return (self._ends[at - 1], self._batches[at - 1].sha256) if at else (0, b"")

    def batches(self, after_seq: int, n_facts: int) -> list[Batch]:
        """See `Store`."""
        start = bisect_right(self._ends, after_seq)
        stop = min(bisect_right(self._ends, after_seq + n_facts - 1) + 1, len(self._ends))
        return self._batches[start:stop]

    def parts(self, part: str, after_seq: int, until_seq: int) -> Iterator[tuple[int, bytes, bytes]]:
        """See `Store`."""
        which = PARTS.index(part)
        for batch in self._batches[bisect_right(self._ends, after_seq) : bisect_right(self._ends, until_seq)]:
            if batch.digests[which]:
                yield batch.first_seq, batch.parts[which], batch.digests[which]

    def save_snapshot(self, snapshot: Snapshot) -> None:
        """See `Store`."""
        self._snapshots = [snapshot, *self._snapshots[:1]]

    def snapshots(self) -> Iterator[Snapshot]:
        """See `Store`."""
        return iter(self._snapshots)

    def reach(self, tick: int) -> None:
        """See `Store`."""
        self._reached = max(self._reached, tick)

    def reached(self) -> int:
        """See `Store`."""
        return self._reached

    def quarantine(self, rows: Sequence[Quarantined]) -> list[int]:
        """See `Store`."""
        numbers = []
        for row in rows:
            identity = row.identity()
            known = self._quarantine.get(identity)
            number = known.id if known else len(self._quarantine) + 1
            self._quarantine[identity] = replace(row, id=number, state=WAITING)
            numbers.append(number)
        return numbers

    def quarantined(self) -> list[tuple[Quarantined, bytes]]:
        """See `Store`."""
        return [(row, identity) for identity, row in self._quarantine.items()]

    def release(self, number: int) -> bool:
        """See `Store`."""
        for identity, row in self._quarantine.items():
            if row.id == number and row.state == WAITING:
                self._quarantine[identity] = replace(row, state=RELEASED)
                return True
        return False

    def check(self) -> str:
        """See `Store`."""
        return ""

    def close(self) -> None:
        """See `Store`."""

"""Group commit: many callers, one thread that writes, one sync for all that came in meanwhile."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, Full, Queue
from threading import Lock, Thread
from time import monotonic
from types import TracebackType
from typing import Self

import numpy as np

from tugline.errors import RefusedError, TryAgainError, UsageError
from tugline.facts.keys import Keys, joined
from tugline.journal.journal import Journal

FACTS_AT_MOST = 256
WAIT_MS = 2.0
QUEUE_AT_MOST = 4096


@dataclass(frozen=True, slots=True)
class _Submission:
    rows: np.ndarray
    bodies: Mapping[int, bytes]
    keys: Keys | None
    future: "Future[int]" = field(default_factory=Future)


class JournalWriter:
    """The one thread that appends to a journal.

    A commit is made when `facts_at_most` facts have come in, or `wait_ms` after the first of them. A future is done
    only after its facts are durable; its result is the number of the first of them.
    """

    def __init__(
        self,
        journal: Journal,
        *,
        facts_at_most: int = FACTS_AT_MOST,
        wait_ms: float = WAIT_MS,
        queue_at_most: int = QUEUE_AT_MOST,
    ) -> None:
        self._journal = journal
        self._facts_at_most = facts_at_most
        self._wait = wait_ms / 1000
        self._queue: Queue[_Submission | None] = Queue(queue_at_most)
        self._closing = Lock()
        self._closed = False
        self._thread = Thread(target=self._run, name="tugline-journal")
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(
        self,
        rows: np.ndarray,
        *,
        bodies: Mapping[int, bytes] | None = None,
        keys: Keys | None = None,
        timeout: float | None = None,
    ) -> "Future[int]":
        """Hand facts over to be appended all or none, in the order of the calls; see `Journal.append`.

        Waits while the queue is full, at most `timeout` seconds.

        Raises
        ------
        TryAgainError
            The queue stayed full.
        UsageError
            The writer is closed.
        """
        submission = _Submission(rows, bodies or {}, keys)
        with self._closing:
            if self._closed:
                raise UsageError("the journal's writer is closed")
            try:
                self._queue.put(submission, timeout=timeout)
            except Full:
                raise TryAgainError("the journal's queue is full", hint="Send less at once.") from None
        return submission.future

    def close(self) -> None:
        """Write what was handed over, then stop. May be called twice; the journal stays open."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        going_on = True
        while going_on:
            first = self._queue.get()
            group = [] if first is None else [first]
            going_on = first is not None and self._gather(group)
            if group:
                self._commit(group)

    def _gather(self, group: list[_Submission]) -> bool:
        """Add what comes in until there is enough or time is up; return False when the writer closes."""
        n_facts = len(group[0].rows)
        until = monotonic() + self._wait
        while n_facts < self._facts_at_most:
            left = until - monotonic()
            try:
                more = self._queue.get(timeout=left) if left > 0 else self._queue.get_nowait()
            except Empty:
                return True
            if more is None:
                return False
            group.append(more)
            n_facts += len(more.rows)
        return True

    def _commit(self, group: Sequence[_Submission]) -> None:
        group = [one for one in group if one.future.set_running_or_notify_cancel()]
        if not group:
            return
        starts = np.cumsum([0] + [len(one.rows) for one in group]).tolist()
        try:
            first = self._journal.append(
                np.concatenate([one.rows for one in group]),
                bodies={
                    start + at: body
                    for start, one in zip(starts, group, strict=False)
                    for at, body in one.bodies.items()
                },
                keys=joined(
                    [one.keys.moved(start) for start, one in zip(starts, group, strict=False) if one.keys is not None]
                ),
            )
        except (RefusedError, UsageError) as error:
            if len(group) == 1:
                group[0].future.set_exception(error)
            else:
                # One of them is at fault; the others shall not pay for it.
                for one in group:
                    self._commit_alone(one)
        except BaseException as error:  # noqa: BLE001 - whoever waits must hear of it, whatever it is
            for one in group:
                one.future.set_exception(error)
        else:
            for start, one in zip(starts, group, strict=False):
                one.future.set_result(first + start)

    def _commit_alone(self, one: _Submission) -> None:
        try:
            one.future.set_result(self._journal.append(one.rows, bodies=one.bodies, keys=one.keys))
        except BaseException as error:  # noqa: BLE001 - as above
            one.future.set_exception(error)

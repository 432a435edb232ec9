"""Group commit: acknowledged only after the commit, each on its own terms."""

import threading
import time

import numpy as np
import pytest

from tugline.errors import RefusedError, StorageError, TryAgainError, UsageError
from tugline.facts.keys import Keys, key_digests
from tugline.journal.journal import Journal
from tugline.journal.memory import MemoryStore
from tugline.journal.opening import open_journal
from tugline.journal.writer import JournalWriter


class GuardedStore(MemoryStore):
    """A store that writes only when it is let."""

    def __init__(self):
        super().__init__({"format": "1"})
        self.gate = threading.Event()
        self.failure = None
        self.commits = 0

    def write(self, batches):
        assert self.gate.wait(10)
        if self.failure:
            raise self.failure
        self.commits += 1
        super().write(batches)


@pytest.fixture
def guarded():
    store = GuardedStore()
    return store, Journal(store, engine="0")


def one_key(text):
    return Keys(np.array([0]), key_digests("orders", [text]), np.array([1]))


def test_nothing_is_acknowledged_before_it_is_committed(guarded, facts):
    store, journal = guarded
    with JournalWriter(journal, wait_ms=0) as writer:
        future = writer.submit(facts(2))
        time.sleep(0.05)
        assert not future.done()
        assert journal.last_seq == 0
        store.gate.set()
        assert future.result(10) == 1
        assert journal.last_seq == 2


def test_what_comes_in_during_a_commit_is_committed_together(guarded, facts):
    store, journal = guarded
    with JournalWriter(journal, wait_ms=0) as writer:
        first = writer.submit(facts(1))
        time.sleep(0.05)
        rest = [writer.submit(facts(2), bodies={1: b"%d" % n}, keys=one_key(str(n))) for n in range(50)]
        store.gate.set()
        assert first.result(10) == 1
        assert [future.result(10) for future in rest] == [2 + 2 * n for n in range(50)]
    assert store.commits == 2
    assert list(journal.bodies()) == [(3 + 2 * n, b"%d" % n) for n in range(50)]
    assert journal.known(key_digests("orders", ["7"]))[0].tolist() == [16]


def test_a_commit_is_not_larger_than_was_asked(guarded, facts):
    store, journal = guarded
    with JournalWriter(journal, facts_at_most=10, wait_ms=1000) as writer:
        futures = [writer.submit(facts(5)) for _ in range(6)]
        store.gate.set()
        assert [future.result(10) for future in futures] == [1, 6, 11, 16, 21, 26]
    assert store.commits == 3


def test_one_that_is_refused_does_not_take_the_others_with_it(guarded, facts):
    store, journal = guarded
    with JournalWriter(journal, wait_ms=50) as writer:
        good = writer.submit(facts(1), keys=one_key("A"))
        twin = writer.submit(facts(1), keys=one_key("A"))
        bad = writer.submit(facts(1, first_seq=99))
        last = writer.submit(facts(1), keys=one_key("B"))
        store.gate.set()
        assert good.result(10) == 1
        with pytest.raises(RefusedError):
            twin.result(10)
        with pytest.raises(UsageError):
            bad.result(10)
        assert last.result(10) == 2


def test_a_failing_disk_is_told_to_all_who_wait_and_the_writer_goes_on(guarded, facts):
    store, journal = guarded
    store.failure = StorageError("no room")
    store.gate.set()
    with JournalWriter(journal, wait_ms=50) as writer:
        futures = [writer.submit(facts(1)) for _ in range(3)]
        for future in futures:
            with pytest.raises(StorageError):
                future.result(10)
        store.failure = None
        assert writer.submit(facts(1)).result(10) == 1


def test_a_full_queue_says_try_again(guarded, facts):
    store, journal = guarded
    with JournalWriter(journal, facts_at_most=1, queue_at_most=2) as writer:
        futures = [writer.submit(facts(1))]
        time.sleep(0.05)
        futures += [writer.submit(facts(1)) for _ in range(2)]
        with pytest.raises(TryAgainError):
            writer.submit(facts(1), timeout=0.01)
        store.gate.set()
        assert [future.result(10) for future in futures] == [1, 2, 3]


def test_closing_writes_what_was_handed_over_and_takes_no_more(guarded, facts):
    store, journal = guarded
    writer = JournalWriter(journal, wait_ms=1000)
    futures = [writer.submit(facts(1)) for _ in range(5)]
    store.gate.set()
    writer.close()
    writer.close()
    assert [future.result(0) for future in futures] == [1, 2, 3, 4, 5]
    with pytest.raises(UsageError, match="closed"):
        writer.submit(facts(1))


def test_many_threads_append_to_one_file_and_every_fact_is_there_once(file, facts):
    n_threads, n_each = 8, 25
    answers = []
    with open_journal(file) as journal, JournalWriter(journal) as writer:

        def work(thread):
            for n in range(n_each):
                journal.intern("point", [f"{thread} {n}"])
                answers.append(writer.submit(facts(2), keys=one_key(f"{thread} {n}")).result(30))

        threads = [threading.Thread(target=work, args=(thread,)) for thread in range(n_threads)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(answers) == list(range(1, 2 * n_threads * n_each, 2))
    with open_journal(file) as journal:
        report = journal.verify()
        assert (report.first_bad, report.facts) == (0, 2 * n_threads * n_each)
        assert report.batches < n_threads * n_each, "commits were not shared"
        assert len(journal.names("point")) == n_threads * n_each

"""The power goes, the disk is full, a write fails: what was acknowledged is there, and the journal is whole.

The disk here keeps every write aside until its file is synced. When the power goes, luck decides which of those had
reached the platter: some not at all, some only with their first sectors. A run with `synchronous=NORMAL` must lose
facts and a run without a cut must lose none: so we know that the test can tell.
"""

# ruff: noqa: N802 - the methods of a VFS are named by SQLite

import random

import apsw
import numpy as np
import pytest

from tugline.errors import StorageError
from tugline.journal.journal import Journal
from tugline.journal.sqlite import SqliteStore

SECTOR = 512
META = {"format": "1", "business": "faults", "world": "plain"}
PER_COMMIT = 3


class Disk:
    """What is on the disk for sure, and the writes since the last sync."""

    def __init__(self):
        self.files, self.pending = {}, {}
        self.torn = 0
        self.left, self.failure = None, apsw.IOError

    def spend(self):
        """Count one write or sync down; fail all from the one that was chosen."""
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise self.failure("fault by intent")

    def keep(self, name, where, what):
        self.pending.setdefault(name, []).append((where, what))

    def seen(self, name):
        data = bytearray(self.files.get(name, b""))
        for change in self.pending.get(name, ()):
            carry_out(data, *change)
        return data

    def sync(self, name):
        self.files[name] = bytes(self.seen(name))
        self.pending.pop(name, None)

    def cut(self, luck):
        for name, changes in self.pending.items():
            data = bytearray(self.files.get(name, b""))
            for where, what in changes:
                fate = luck.random()
                if what is not None and len(what) > SECTOR and fate > 0.8:
                    carry_out(data, where, what[: SECTOR * luck.randrange(1, len(what) // SECTOR)])
                    self.torn += 1
                elif fate > 0.5:
                    carry_out(data, where, what)
            self.files[name] = bytes(data)
        self.pending, self.left = {}, None


def carry_out(data, where, what):
    if what is None:
        del data[where:]
        return
    if len(data) < where:
        data.extend(bytes(where - len(data)))
    data[where : where + len(what)] = what


class DiskFile:
    """An open file of the disk. It has no shared memory, so a write-ahead log needs the file to itself."""

    def __init__(self, disk, name):
        self.disk, self.name, self.data = disk, name, disk.seen(name)

    def xRead(self, amount, offset):
        return bytes(self.data[offset : offset + amount])

    def xWrite(self, data, offset):
        self.disk.spend()
        self.disk.keep(self.name, offset, bytes(data))
        carry_out(self.data, offset, bytes(data))

    def xTruncate(self, size):
        self.disk.spend()
        self.disk.keep(self.name, size, None)
        carry_out(self.data, size, None)

    def xSync(self, flags):
        self.disk.spend()
        self.disk.sync(self.name)

    def xFileSize(self):
        return len(self.data)

    def xCheckReservedLock(self):
        return False

    def xFileControl(self, op, pointer):
        return False

    def xSectorSize(self):
        return SECTOR

    def xDeviceCharacteristics(self):
        return 0

    def xClose(self):
        pass

    def xLock(self, level):
        pass

    def xUnlock(self, level):
        pass


class DiskVFS(apsw.VFS):
    """SQLite's way to the disk that is in use."""

    def __init__(self):
        self.disk = Disk()
        super().__init__("disk", base="")

    def xOpen(self, name, flags):
        flags[1] = flags[0]
        return DiskFile(self.disk, name.filename() if isinstance(name, apsw.URIFilename) else name)

    def xDelete(self, filename, syncdir):
        self.disk.files.pop(filename, None)
        self.disk.pending.pop(filename, None)

    def xAccess(self, pathname, flags):
        return pathname in self.disk.files or pathname in self.disk.pending

    def xFullPathname(self, name):
        return name


@pytest.fixture(scope="module")
def vfs():
    made = DiskVFS()
    yield made
    made.unregister()


def opened(file, synchronous="full"):
    store = SqliteStore(file, meta=META, synchronous=synchronous, vfs="disk", alone=True)
    try:
        return Journal(store, engine="0")
    except BaseException:
        store.close()
        raise


def let_go(journal):
    """Close as a process that has died: the disk takes nothing more."""
    try:
        journal.close()
    except StorageError:
        return


def append_until_fault(file, rows, synchronous):
    """Append commit by commit; return the number of facts that were acknowledged."""
    acknowledged = 0
    try:
        journal = opened(file, synchronous)
    except StorageError:
        return 0
    try:
        for start in range(0, len(rows), PER_COMMIT):
            journal.intern("point", [f"name {start}"])
            journal.append(rows[start : start + PER_COMMIT], bodies={0: bytes(start % 90)})
            acknowledged += PER_COMMIT
    except StorageError:
        pass
    let_go(journal)
    return acknowledged


def facts_after(file, rows):
    """Open after the fault, check everything, and return how many facts there are."""
    with opened(file) as journal:
        assert journal.verify().first_bad == 0
        assert journal.verify().notes == ()
        back = np.concatenate([rows[:0], *journal.read()])
        back["seq"] = 0
        assert (back == rows[: len(back)]).all()
        assert len(back) % PER_COMMIT == 0, "half of a commit"
        assert len(journal.names("point")) == len(back) // PER_COMMIT
        journal.append(rows[:1])
        return len(back)


def steps_of(vfs, file, rows):
    """Return how many writes and syncs a run without a fault needs."""
    vfs.disk = Disk()
    vfs.disk.left = 1 << 60
    assert append_until_fault(file, rows, "full") == len(rows)
    return (1 << 60) - vfs.disk.left


def some(n):
    """Return n steps at random."""
    return lambda luck, steps: [luck.randrange(steps) for _ in range(n)]


def each_twice(_luck, steps):
    """Return all steps there are, so that none is left to chance, twice: what a cut tears differs."""
    return [*range(steps)] * 2


def cuts(vfs, file, rows, synchronous, at, seed):
    """Cut the power at some steps; return (facts lost, writes torn, cuts)."""
    luck = random.Random(seed)
    steps = at(luck, steps_of(vfs, file, rows))
    lost = torn = 0
    for step in steps:
        disk = vfs.disk = Disk()
        disk.left = step
        acknowledged = append_until_fault(file, rows, synchronous)
        disk.cut(luck)
        lost += max(acknowledged - facts_after(file, rows), 0)
        torn += disk.torn
    return lost, torn, len(steps)


@pytest.mark.parametrize("at", [some(100), pytest.param(each_twice, marks=pytest.mark.slow)], ids=["some", "each"])
def test_a_power_cut_loses_nothing_that_was_acknowledged(vfs, file, facts, at):
    lost, torn, made = cuts(vfs, file, facts(40 * PER_COMMIT), "full", at, seed=100)
    assert lost == 0
    assert made >= 100
    assert torn > made // 20, "hardly a write was torn: the test does not bite"


def test_without_a_sync_at_every_commit_a_power_cut_does_lose_facts(vfs, file, facts):
    lost, *_ = cuts(vfs, file, facts(40 * PER_COMMIT), "normal", some(40), seed=1)
    assert lost > 0


@pytest.mark.parametrize("synchronous", ["full", "normal"])
def test_without_a_cut_nothing_is_lost_whatever_the_syncs(vfs, file, facts, synchronous):
    rows = facts(40 * PER_COMMIT)
    vfs.disk = Disk()
    assert append_until_fault(file, rows, synchronous) == len(rows)
    assert facts_after(file, rows) == len(rows)


@pytest.mark.parametrize("failure", [apsw.IOError, apsw.FullError])
def test_whichever_write_fails_the_journal_is_whole_and_goes_on(vfs, file, facts, failure):
    rows = facts(6 * PER_COMMIT)
    steps = steps_of(vfs, file, rows)
    for step in range(steps):
        disk = vfs.disk = Disk()
        disk.left, disk.failure = step, failure
        acknowledged = append_until_fault(file, rows, "full")
        disk.left = None
        assert facts_after(file, rows) in (acknowledged, acknowledged + PER_COMMIT)


def test_the_same_journal_goes_on_after_the_disk_was_full(vfs, file, facts):
    rows = facts(30)
    disk = vfs.disk = Disk()
    with opened(file) as journal:
        journal.append(rows[:10])
        disk.left, disk.failure = 1, apsw.FullError
        journal.intern("point", ["a"])
        for _ in range(2):
            with pytest.raises(StorageError, match="no room") as caught:
                journal.append(rows[10:20])
            assert caught.value.exit_code == 4
            assert journal.last_seq == 10
        disk.left = None
        assert journal.append(rows[10:20]) == 11
        assert journal.names("point") == {1: "a"}
        assert journal.verify().first_bad == 0
        assert journal.verify().facts == 20

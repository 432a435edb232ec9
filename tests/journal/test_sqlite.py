"""Journals in a file: opening, one writer, readers beside it, damage."""

import sqlite3

import numpy as np
import pytest

from tugline.errors import JournalCorruptError, RefusedError, StorageError, TryAgainError
from tugline.facts.keys import Keys, key_digests
from tugline.journal.opening import open_journal
from tugline.journal.sqlite import SqliteStore
from tugline.journal.store import Quarantined


def seqs(journal):
    return [int(seq) for rows in journal.read() for seq in rows["seq"]]


def test_everything_is_there_after_opening_again(file, facts):
    with open_journal(file, business="Bikes", world="plain") as journal:
        ids = journal.intern("point", ["a", "b"])
        given = Keys(np.array([1]), key_digests("orders", ["A-1"]), np.array([5]))
        journal.append(facts(3), bodies={0: b"note"}, keys=given)
        journal.quarantine([Quarantined("orders", 2, {"item": "?"}, "unknown")])
        journal.save_snapshot(3, "n", "l", {"x": np.arange(3)})
        head = journal.head
    with open_journal(file, create=False) as journal:
        assert (journal.last_seq, journal.head) == (3, head)
        assert journal.last_tick == facts(3)["tick"][-1]
        assert journal.meta == {"format": "1", "business": "Bikes", "world": "plain"}
        assert journal.names("point") == dict(zip(ids.tolist(), "ab", strict=True))
        assert journal.intern("point", ["b", "c"]).tolist() == [2, 3]
        assert journal.known(given.digest)[0].tolist() == [2]
        assert list(journal.bodies()) == [(1, b"note")]
        assert [row.why for row in journal.quarantined()] == ["unknown"]
        assert journal.load_snapshot("n", "l")[1]["x"].tolist() == [0, 1, 2]
        with pytest.raises(RefusedError):
            journal.append(facts(2), keys=given)


def test_names_that_no_fact_followed_are_forgotten(file, facts):
    with open_journal(file) as journal:
        journal.intern("point", ["a"])
    with open_journal(file) as journal:
        assert journal.names("point") == {}
        assert journal.intern("party", ["b"]).tolist() == [1]
        journal.append(facts(1))
    with open_journal(file) as journal:
        assert journal.texts([1]) == ["b"]


def test_one_writes_at_a_time_and_others_are_told_to_try_again(file, facts):
    with open_journal(file) as journal:
        journal.append(facts(2))
        with pytest.raises(TryAgainError, match="another process writes") as caught:
            open_journal(file)
        assert caught.value.exit_code == 75
    with open_journal(file) as journal:
        assert journal.last_seq == 2


def test_readers_see_what_was_durable_beside_the_writer(file, facts):
    with open_journal(file) as journal:
        journal.append(facts(2))
        with open_journal(file, read_only=True) as reader:
            journal.append(facts(2))
            assert seqs(reader) == [1, 2]
            with pytest.raises(StorageError):
                reader.append(facts(1))
        with open_journal(file, read_only=True) as reader:
            assert seqs(reader) == [1, 2, 3, 4]


@pytest.mark.parametrize("said", [{"business": "Trikes"}, {"world": "plant"}])
def test_a_journal_of_another_business_or_world_is_refused(file, said):
    open_journal(file, business="Bikes", world="plain").close()
    with pytest.raises(RefusedError, match="belongs to"):
        open_journal(file, **said)
    open_journal(file, business="Bikes", world="plain").close()


def test_a_journal_of_a_newer_format_is_refused(file):
    open_journal(file).close()
    with sqlite3.connect(file) as db:
        db.execute("UPDATE meta SET value = '2' WHERE name = 'format'")
    db.close()
    with pytest.raises(RefusedError, match="expected at most 1"):
        open_journal(file)


def test_a_journal_that_is_not_there_is_not_made_when_it_must_not_be(file):
    for how in ({"create": False}, {"read_only": True}):
        with pytest.raises(StorageError):
            open_journal(file, **how)
    assert not file.exists()


def test_a_file_that_is_no_journal_is_refused_untouched(file):
    text = b"items, not facts\n" * 500
    file.write_bytes(text)
    with pytest.raises(StorageError):
        open_journal(file)
    assert file.read_bytes() == text


def test_a_changed_world_breaks_the_chain_at_its_root(file, facts):
    with open_journal(file, world="plain") as journal:
        journal.append(facts(2))
        journal.append(facts(2))
    with sqlite3.connect(file) as db:
        db.execute("UPDATE meta SET value = 'plant' WHERE name = 'world'")
    db.close()
    with pytest.raises(JournalCorruptError, match="what the journal says of itself") as caught:
        open_journal(file)
    assert caught.value.first_bad == 1


def test_a_damaged_snapshot_is_passed_over_and_named(file, facts):
    with open_journal(file) as journal:
        journal.append(facts(9))
        journal.save_snapshot(4, "n", "l", {"x": np.arange(100)})
        journal.save_snapshot(9, "n", "l", {"x": np.arange(200)})
    with sqlite3.connect(file) as db:
        db.execute("UPDATE snapshot SET content = CAST(content || x'00' AS BLOB) WHERE last_seq = 9")
    db.close()
    with open_journal(file) as journal:
        assert journal.load_snapshot("n", "l")[0] == 4
        report = journal.verify()
        assert report.first_bad == 0
        assert report.notes == ("the snapshot at fact 9 is damaged",)


def test_a_changed_row_in_quarantine_is_named(file):
    with open_journal(file) as journal:
        journal.quarantine([Quarantined("orders", n, {"item": "?"}, "unknown") for n in (1, 2)])
    with sqlite3.connect(file) as db:
        db.execute("UPDATE quarantine SET content = '{' WHERE id = 2")
    db.close()
    with open_journal(file) as journal:
        assert journal.verify().notes == ("quarantine 2 was changed",)


def test_two_snapshots_are_kept_at_most(file, facts):
    with open_journal(file) as journal:
        journal.append(facts(9))
        for seq in range(9):
            journal.save_snapshot(seq, "n", "l", {})
    with sqlite3.connect(file) as db:
        assert [row[0] for row in db.execute("SELECT last_seq FROM snapshot")] == [7, 8]
    db.close()


@pytest.mark.parametrize(
    ("change", "first_bad"),
    [
        ("DELETE FROM batch WHERE last_seq = 6", 5),
        ("DELETE FROM batch WHERE last_seq = 2", 1),
        ("UPDATE batch SET last_seq = 7, n = 3 WHERE last_seq = 6", 5),
        ("UPDATE batch SET n = 1 WHERE last_seq = 6", 5),
        ("UPDATE batch SET tick = tick + 1 WHERE last_seq = 4", 3),
        ("UPDATE batch SET engine = '9' WHERE last_seq = 8", 7),
        ("UPDATE batch SET name_sha = x'' WHERE last_seq = 2", 1),
        ("UPDATE batch SET facts = (SELECT facts FROM batch WHERE last_seq = 8) WHERE last_seq = 4", 3),
        ("DELETE FROM name WHERE last_seq = 4", 3),
        ("DELETE FROM key WHERE last_seq = 6", 5),
        ("UPDATE body SET content = x'80' WHERE last_seq = 8", 7),
        ("UPDATE name SET last_seq = 3 WHERE last_seq = 4", 3),
        ("INSERT INTO name VALUES (6, x'90')", 11),
    ],
)
def test_edits_through_sql_are_found_where_they_begin(file, facts, change, first_bad):
    with open_journal(file) as journal:
        for n in range(5):
            journal.intern("point", [str(n)] if n != 2 else [])
            given = Keys(np.array([0]), key_digests("orders", [str(n)]), np.array([5]))
            journal.append(facts(2, seed=n), bodies={1: b"note"}, keys=given)
    with sqlite3.connect(file) as db:
        db.execute(change)
    db.close()
    try:
        with open_journal(file) as journal:
            report = journal.verify()
    except JournalCorruptError as error:  # opening looks at the first and the newest batch
        report = error
    assert report.first_bad == first_bad, report
    assert report.reason


def test_a_newest_batch_that_cannot_be_read_is_named_by_its_first_fact(file, facts):
    with open_journal(file) as journal:
        for n in range(3):
            journal.append(facts(2, seed=n))
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE name = 'batch'")
    db.close()
    with sqlite3.connect(file) as db:
        db.execute("UPDATE batch SET tick = 'late' WHERE last_seq = 6")
    db.close()
    with pytest.raises(JournalCorruptError) as caught:
        open_journal(file)
    assert caught.value.first_bad == 5


@pytest.mark.parametrize("step", ["_prepare", "_meta"])
def test_who_is_interrupted_while_a_journal_is_made_leaves_none(tmp_path, monkeypatch, step):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    path = tmp_path / "journal.db"
    with monkeypatch.context() as patched:
        patched.setattr(SqliteStore, step, interrupt)
        with pytest.raises(KeyboardInterrupt):
            SqliteStore(path, meta={"format": "1"})
    SqliteStore(path, meta={"format": "1"}).close()
    assert path.stat().st_size
    with monkeypatch.context() as patched:
        patched.setattr(SqliteStore, step, interrupt)
        with pytest.raises(KeyboardInterrupt):
            SqliteStore(path, meta={"format": "1"})
    assert path.stat().st_size, "one that was there before stays"

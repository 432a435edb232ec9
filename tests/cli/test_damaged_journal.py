"""Whatever row of a journal is deleted or changed: `verify` and `run` name the damage, and fail in no other way."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import tugline as tl
from tugline.business import core
from tugline.cli.app import exit_code
from tugline.exchange.template import create

OF_FACTS = {
    "meta": ("name", "value"),
    "batch": ("last_seq", "n", "tick", "engine", "name_sha", "key_sha", "body_sha", "sha256", "facts"),
    "name": ("last_seq", "content"),
    "key": ("last_seq", "content"),
    "body": ("last_seq", "content"),
}
BESIDE = {
    "snapshot": ("last_seq", "network_hash", "layout_hash", "sha256", "content"),
    "quarantine": ("identity", "origin", "line", "content", "state"),
}
UNSEEN = ("why",)
"""A reason in words: nothing tells whether it was changed, and nothing rests on it."""
PLACES = ("first", "middle", "last")


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Return the folder of a business that ran in four steps, and the whole file of its journal."""
    folder = create(tmp_path_factory.mktemp("damage") / "workshop").target
    path = folder / ".tugline" / "journal.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(core, "SNAPSHOT_EVERY", 10)
        with tl.open(folder, journal=path) as business:
            business.signal(tl.Order("X", "nothing", 1, "2026-03-02"))
            for day in ("2026-03-03", "2026-03-05", "2026-03-09"):
                business.advance(day)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        columns = {
            table: {row[1] for row in database.execute(f"PRAGMA table_info({table})")}
            for (table,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            if table != "reached"
        }
    known = {"id", *UNSEEN}
    assert {table: found - known for table, found in columns.items()} == {
        table: set(names) for table, names in {**OF_FACTS, **BESIDE}.items()
    }
    return folder, path.read_bytes()


@pytest.fixture
def damage(kept):
    """Return a function that changes a fresh copy of the journal by SQL, and gives it back as a folder."""
    folder, whole = kept
    path = folder / ".tugline" / "journal.db"

    def change(*statements):
        for ending in ("", "-wal", "-shm"):
            Path(f"{path}{ending}").unlink(missing_ok=True)
        path.write_bytes(whole)
        with closing(sqlite3.connect(path)) as database, database:
            for statement, values in statements:
                assert database.execute(statement, values).rowcount
        return folder

    return change


def rows(kept, table, column):
    """Return the values of a column, in the order of the rows."""
    folder, whole = kept
    (path := folder / ".tugline" / "journal.db").write_bytes(whole)
    with closing(sqlite3.connect(path)) as database:
        return [value for (value,) in database.execute(f"SELECT {column} FROM {table} ORDER BY 1")]


def chosen(values, place):
    return values[{"first": 0, "middle": len(values) // 2, "last": -1}[place]]


def other(value):
    """Return another value of the same type."""
    if isinstance(value, int):
        return value + 1
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1]) if value else bytes(32)
    return value + "x"


def said_by(command, folder, capsys):
    """Return exit code and everything said by a command on the folder."""
    more = ["--no-report", "--quiet", "--until", "2026-03-12"] if command == "run" else []
    code = exit_code([command, str(folder), *more])
    out, err = capsys.readouterr()
    return code, err + (out if command == "verify" else "")


def number_of(said):
    return int(re.search(r"damaged from (?:sequence number|fact) (\d+) on: \w", said)[1])


def bounds(kept):
    """Return the first fact of each batch by its last one."""
    lasts = rows(kept, "batch", "last_seq")
    return dict(zip(lasts, [1, *(last + 1 for last in lasts[:-1])], strict=True))


KEY = {"meta": "name", "snapshot": "id", "quarantine": "id"}
CHANGES = [
    (table, place, column)
    for table, columns in OF_FACTS.items()
    for column in (*columns, "")
    for place in (PLACES if table in {"batch", "meta", "key"} else PLACES[:1])
]


@pytest.mark.parametrize("command", ["verify", "run"])
@pytest.mark.parametrize(("table", "place", "column"), CHANGES)
def test_a_changed_or_deleted_row_of_the_facts_is_named(kept, damage, capsys, command, table, place, column):
    key = KEY.get(table, "last_seq")
    row = chosen(rows(kept, table, key), place)
    if column:
        value = dict(zip(rows(kept, table, key), rows_of(kept, table, column, key), strict=True))[row]
        folder = damage((f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (other(value), row)))
    else:
        folder = damage((f"DELETE FROM {table} WHERE {key} = ?", (row,)))
    code, said = said_by(command, folder, capsys)
    assert code == 4, said
    first = 1 if table == "meta" else bounds(kept)[row]
    # A row under another number is missing at its own, and stands where none should be.
    assert number_of(said) in ({first} if column != "last_seq" else {first, first + 1, row + 1}), said
    assert "fault of tugline" not in said


def rows_of(kept, table, column, key):
    """Return the values of a column, in the order of another."""
    folder, whole = kept
    (path := folder / ".tugline" / "journal.db").write_bytes(whole)
    with closing(sqlite3.connect(path)) as database:
        return [value for (value,) in database.execute(f"SELECT {column} FROM {table} ORDER BY {key}")]


@pytest.mark.parametrize("command", ["verify", "run"])
@pytest.mark.parametrize("table", ["meta", "batch", "name", "key", "body"])
def test_a_table_that_was_emptied_is_named(damage, capsys, command, table):
    code, said = said_by(command, damage((f"DELETE FROM {table} WHERE 1", ())), capsys)
    assert code == 4, said
    assert number_of(said) >= 1


@pytest.mark.parametrize("command", ["verify", "run"])
@pytest.mark.parametrize("table", [*OF_FACTS, *BESIDE])
def test_a_table_that_is_gone_is_named(kept, damage, capsys, command, table):
    folder = damage()
    with closing(sqlite3.connect(folder / ".tugline" / "journal.db")) as database, database:
        database.execute(f"DROP TABLE {table}")
    code, said = said_by(command, folder, capsys)
    assert code == 4, said
    assert f"its table {table} is not there" in said


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table, columns in BESIDE.items() for column in columns]
)
def test_what_was_changed_beside_the_facts_is_a_finding_that_stops_no_run(kept, damage, capsys, table, column):
    row = chosen(rows(kept, table, "id"), "last")
    value = dict(zip(rows(kept, table, "id"), rows_of(kept, table, column, "id"), strict=True))[row]
    change = (f"UPDATE {table} SET {column} = ? WHERE id = ?", (other(value), row))
    code, said = said_by("verify", damage(change), capsys)
    assert code == 1, said
    assert re.search(r"^beside the facts, .*: (the snapshot at fact \d+ is damaged|quarantine \d+ was changed)$", said)
    assert said_by("run", damage(change), capsys)[0] == 0


@pytest.mark.parametrize("table", BESIDE)
def test_what_was_deleted_beside_the_facts_stops_nothing(kept, damage, capsys, table):
    change = (f"DELETE FROM {table} WHERE 1", ())
    assert said_by("verify", damage(change), capsys)[0] == 0
    assert said_by("run", damage(change), capsys)[0] == 0


def test_a_row_of_the_quarantine_that_was_changed_is_still_listed(damage, capsys):
    folder = damage(("UPDATE quarantine SET content = 'torn'", ()))
    assert exit_code(["quarantine", str(folder)]) == 0
    assert "torn" in capsys.readouterr().out


def test_a_snapshot_shows_that_the_end_was_cut_off(kept, damage, capsys):
    last = rows(kept, "batch", "last_seq")[-1]
    cut = [(f"DELETE FROM {table} WHERE last_seq = ?", (last,)) for table in ("batch", "key")]
    code, said = said_by("verify", damage(*cut), capsys)
    assert code == 4
    assert number_of(said) == bounds(kept)[last]
    assert f"there is a snapshot of the facts up to {last}" in said


@pytest.mark.parametrize("command", ["verify", "run", "explain", "quarantine", "apply"])
def test_an_empty_file_is_no_journal_and_stays_as_it_is(kept, capsys, command):
    folder, _ = kept
    path = folder / ".tugline" / "journal.db"
    path.write_bytes(b"")
    assert exit_code([command, str(folder), *(["dio"] if command == "explain" else [])]) == 4
    message, advice = capsys.readouterr().err.splitlines()
    assert message.endswith("journal.db is no journal: the file is empty")
    assert advice.startswith("If it was a journal, restore a backup of it.")
    assert path.read_bytes() == b""


def test_another_file_is_no_journal(kept, capsys):
    folder, _ = kept
    path = folder / ".tugline" / "journal.db"
    path.write_text("some notes, " * 400)
    assert exit_code(["verify", str(folder)]) == 4
    assert "file is not a database" in capsys.readouterr().err


def test_a_database_of_something_else_is_left_alone(kept, tmp_path, capsys):
    folder, _ = kept
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE friends (name)")
    assert exit_code(["run", str(folder), "--journal", str(path), "--no-report"]) == 4
    assert "is no journal: it is a database of something else" in capsys.readouterr().err
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT name FROM sqlite_schema").fetchall() == [("friends",)]


def test_a_folder_is_no_journal(kept, tmp_path, capsys):
    assert exit_code(["run", str(kept[0]), "--journal", str(tmp_path), "--no-report"]) == 4
    assert "is a folder" in capsys.readouterr().err

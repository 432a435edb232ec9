"""One flipped bit, or a cut-off file, is found wherever it is."""

import shutil
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from tugline.errors import JournalCorruptError, TuglineError
from tugline.facts.keys import Keys, key_digests
from tugline.journal.opening import open_journal

BATCHES, PER_BATCH = 12, 40


def written(file, facts):
    """Write a journal; return the first fact and the stored contents of each batch, part by part."""
    contents = []
    with open_journal(file) as journal:
        for n in range(BATCHES):
            journal.intern("point", [f"point {n} {m}" for m in range(9)])
            given = Keys(np.arange(5), key_digests("orders", [f"{n}/{m}" for m in range(5)]), np.arange(5))
            first = journal.append(facts(PER_BATCH, seed=n), bodies={3: b"a note of batch %d" % n}, keys=given)
            batch = journal._store.last()
            contents.append((first, [batch.facts, *batch.parts, batch.sha256]))
    db = sqlite3.connect(file)
    db.execute("VACUUM")  # leaves no old copies of moved pages, so that a flip hits what is read
    db.close()
    return contents


def judged(file):
    """Return the first bad fact that opening, verifying and reading name; 0 = nothing is wrong."""
    try:
        with open_journal(file) as journal:
            report = journal.verify()
            if not report.first_bad:
                assert sum(map(len, journal.read())) == BATCHES * PER_BATCH
            return report.first_bad
    except JournalCorruptError as error:
        return error.first_bad


def flipped(data, place, bit):
    return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


@pytest.mark.parametrize("flips", [120, pytest.param(1500, marks=pytest.mark.slow)])
def test_a_flipped_bit_in_what_was_written_is_found_and_placed(file, facts, tmp_path, flips):
    contents = written(file, facts)
    whole = file.read_bytes()
    luck = np.random.Generator(np.random.PCG64(flips))
    copy = tmp_path / "copy.db"
    assert judged(file) == 0
    for _ in range(flips):
        first, parts = contents[luck.integers(len(contents))]
        part = parts[luck.integers(len(parts))]
        assert whole.count(part) == 1
        place = whole.index(part) + int(luck.integers(len(part)))
        copy.write_bytes(flipped(whole, place, int(luck.integers(8))))
        assert judged(copy) == first


@pytest.mark.parametrize("flips", [150, pytest.param(3000, marks=pytest.mark.slow)])
def test_a_flipped_bit_anywhere_never_gives_a_wrong_fact(file, facts, tmp_path, flips):
    written(file, facts)
    with open_journal(file) as journal:
        right = np.concatenate(list(journal.read()))
    whole = file.read_bytes()
    luck = np.random.Generator(np.random.PCG64(flips + 1))
    copy = tmp_path / "copy.db"
    found = 0
    for _ in range(flips):
        copy.write_bytes(flipped(whole, int(luck.integers(len(whole))), int(luck.integers(8))))
        given = np.empty(0, right.dtype)
        try:
            with open_journal(copy, create=False) as journal:
                for rows in journal.read():
                    given = np.concatenate([given, rows])
                found += bool(journal.verify().first_bad)
        except TuglineError:
            found += 1
        assert (given == right[: len(given)]).all()
    assert found > flips // 4  # much of so small a file is free room


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_off_is_refused(file, facts, tmp_path, kept):
    written(file, facts)
    whole = file.read_bytes()
    copy = Path(shutil.copy(file, tmp_path / "copy.db"))
    copy.write_bytes(whole[: int(len(whole) * kept)])
    assert 0 < judged(copy) <= BATCHES * PER_BATCH


def test_reading_gives_what_is_whole_before_it_names_the_damage(file, facts):
    contents = written(file, facts)
    first, (data, *_) = contents[7]
    whole = file.read_bytes()
    file.write_bytes(flipped(whole, whole.index(data), 0))
    given = []
    with open_journal(file) as journal, pytest.raises(JournalCorruptError, match=f"number {first} on") as caught:
        given.extend(journal.read())
    assert caught.value.first_bad == first
    assert sum(map(len, given)) == first - 1
    assert caught.value.exit_code == 4

"""What every journal does, wherever its batches lie."""

from dataclasses import replace

import numpy as np
import pytest

from tugline.errors import RefusedError, UsageError
from tugline.facts.keys import Keys, key_digests
from tugline.facts.kinds import FACT
from tugline.journal.commit import BATCH_MAX
from tugline.journal.store import Quarantined


def read(journal, after_seq=0, until_seq=None):
    return np.concatenate([np.empty(0, FACT), *journal.read(after_seq, until_seq)])


def keys(*texts, source="orders", content=1):
    n = len(texts)
    return Keys(np.arange(n), key_digests(source, texts), np.full(n, content, np.int64))


def test_a_new_journal_is_empty_and_sound(journal):
    assert (journal.last_seq, journal.last_tick) == (0, 0)
    assert len(read(journal)) == 0
    assert journal.verify().first_bad == 0


def test_facts_come_back_in_order_and_numbered_from_one(journal, facts):
    one, two = facts(7, seed=1), facts(5, seed=2)
    assert journal.append(one) == 1
    assert journal.append(two) == 8
    back = read(journal)
    assert back["seq"].tolist() == list(range(1, 13))
    back["seq"] = 0
    assert (back == np.concatenate([one, two])).all()
    assert journal.last_seq == 12
    assert journal.last_tick == two["tick"][-1]


def test_appending_leaves_the_rows_of_the_caller_alone(journal, facts):
    rows = facts(3)
    before = rows.copy()
    journal.append(rows)
    assert (rows == before).all()


def test_rows_may_come_numbered_but_only_as_the_journal_goes_on(journal, facts):
    journal.append(facts(3, first_seq=1))
    for first_seq in (1, 3, 5):
        with pytest.raises(UsageError, match=f"seq: {first_seq}; expected 4"):
            journal.append(facts(2, first_seq=first_seq))
    assert journal.append(facts(2, first_seq=4)) == 4
    assert journal.last_seq == 5


def test_a_commit_of_no_facts_changes_nothing(journal, facts):
    head = journal.head
    assert journal.append(facts(0)) == 1
    assert journal.head == head


def test_a_commit_larger_than_a_batch_is_one_journal_all_the_same(journal, facts):
    n = 2 * BATCH_MAX + 3
    rows = facts(n)
    at = [0, BATCH_MAX - 1, BATCH_MAX, n - 1]
    given = Keys(np.array(at), key_digests("s", list("abcd")), np.arange(4))
    journal.append(rows, bodies={index: b"%d" % index for index in at}, keys=given)
    back = read(journal)
    back["seq"] = 0
    assert (back == rows).all()
    assert list(journal.bodies()) == [(index + 1, b"%d" % index) for index in at]
    assert journal.known(given.digest)[0].tolist() == [index + 1 for index in at]
    assert journal.verify().batches == 3


@pytest.mark.parametrize(("after", "until"), [(0, 0), (0, 1), (3, 3), (3, 4), (4, 99), (9, 2), (10, None), (99, None)])
def test_any_stretch_can_be_read(journal, facts, after, until):
    for _ in range(5):
        journal.append(facts(2))
    expected = [seq for seq in range(1, 11) if seq > after and seq <= (until if until is not None else 10)]
    assert read(journal, after, until)["seq"].tolist() == expected


@pytest.mark.parametrize("numbers", [[], [1], [12], [3, 3, 1], [12, 7, 8, 1], list(range(1, 13))])
def test_some_facts_are_found_by_their_numbers(journal, facts, numbers):
    for n in (7, 1, 4):
        journal.append(facts(n, seed=n))
    found = journal.facts(numbers)
    assert found["seq"].tolist() == sorted(set(numbers))
    assert (found == read(journal)[found["seq"] - 1]).all()


def test_facts_appended_while_reading_are_not_given(journal, facts):
    journal.append(facts(3))
    reading = journal.read()
    journal.append(facts(3))
    first = next(reading)
    journal.append(facts(3))
    assert len(first) + sum(map(len, reading)) <= 6


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [("kind", 0, "kind"), ("kind", 256, "kind"), ("quantity", -(1 << 62), "quantity"), ("due", (1 << 62) + 1, "due")],
)
def test_a_fact_that_cannot_be_is_refused_whole(journal, facts, column, value, said):
    rows = facts(4)
    rows[column][2] = value
    head = journal.head
    with pytest.raises(UsageError, match=said):
        journal.append(rows)
    assert (journal.last_seq, journal.head) == (0, head)


def test_names_get_ids_that_never_change(journal, facts):
    ids = journal.intern("point", ["a\tX", "b\tX", "a\tX"])
    assert ids.tolist() == [1, 2, 1]
    assert journal.intern("party", ["a\tX"]).tolist() == [3]
    journal.append(facts(1))
    assert journal.intern("point", ["c", "b\tX"]).tolist() == [4, 2]
    assert journal.names("point") == {1: "a\tX", 2: "b\tX", 4: "c"}
    assert journal.names("nothing") == {}
    assert [journal.name_id("point", text) for text in ("b\tX", "a", "c")] == [2, 0, 4]
    assert journal.name_id("nothing", "c") == 0
    assert journal.texts([3, 0, 4]) == ["a\tX", "", "c"]
    with pytest.raises(UsageError, match="name id 5"):
        journal.texts([5])


def test_names_may_be_any_text(journal, facts):
    texts = ["", "\0", "Zürich ☃", "a\nb", "x" * 70_000]
    ids = journal.intern("item", texts)
    journal.append(facts(1))
    assert journal.texts(ids) == texts


def test_a_key_is_known_after_its_row_was_taken_in(journal, facts):
    assert journal.known(key_digests("orders", ["A-1"]))[0].tolist() == [0]
    journal.append(facts(1))
    journal.append(facts(2), keys=keys("A-1", "A-2", content=77))
    seq, content = journal.known(key_digests("orders", ["A-2", "A-9", "A-1"]))
    assert seq.tolist() == [3, 0, 2]
    assert content.tolist() == [77, 0, 77]
    assert journal.known(key_digests("sales", ["A-1"]))[0].tolist() == [0]


def test_a_key_is_taken_in_once(journal, facts):
    journal.append(facts(2), keys=keys("A-1", "A-2"))
    head = journal.head
    for again in (keys("A-3", "A-2"), keys("A-3", "A-3")):
        with pytest.raises(RefusedError, match=r"taken in before|same key"):
            journal.append(facts(2), keys=again)
    assert (journal.last_seq, journal.head) == (2, head)
    assert journal.known(key_digests("orders", ["A-3"]))[0].tolist() == [0]


def test_bodies_lie_beside_their_facts(journal, facts):
    journal.append(facts(3), bodies={2: b"note", 0: b""})
    journal.append(facts(2), bodies={1: b"other"})
    assert list(journal.bodies()) == [(1, b""), (3, b"note"), (5, b"other")]
    assert list(journal.bodies(after_seq=1, until_seq=4)) == [(3, b"note")]


def test_a_snapshot_comes_back_as_arrays_that_may_be_changed(journal, facts):
    journal.append(facts(9))
    record = np.array([(1, 2), (3, 4)], [("a", np.int64), ("b", np.int64, 1)])
    arrays = {"stock": np.arange(6).reshape(2, 3), "head": np.array(7), "record": record, "none": np.empty((0, 4))}
    journal.save_snapshot(5, "net", "lay", arrays)
    seq, back = journal.load_snapshot("net", "lay")
    assert seq == 5
    assert list(back) == list(arrays)
    for name, array in arrays.items():
        assert back[name].dtype == array.dtype
        assert back[name].shape == array.shape
        assert (back[name] == array).all()
    back["stock"][0, 0] = 5


def test_only_a_snapshot_that_fits_is_loaded_and_the_newest_of_those(journal, facts):
    journal.append(facts(9))
    assert journal.load_snapshot("net", "lay") is None
    for seq, network in ((1, "net"), (2, "net"), (3, "other")):
        journal.save_snapshot(seq, network, "lay", {"x": np.array([seq])})
    assert journal.load_snapshot("net", "lay")[0] == 2
    assert journal.load_snapshot("net", "else") is None
    with pytest.raises(UsageError, match="snapshot at fact 10"):
        journal.save_snapshot(10, "net", "lay", {})


def test_a_row_in_quarantine_is_visible_once_and_can_be_released(journal):
    bad = Quarantined("orders", 7, {"item": "BK-??", "quantity": "2"}, "unknown item")
    assert journal.quarantine([bad, bad]) == [1, 1]
    other = Quarantined("orders", 8, {"item": "BK-??", "quantity": "2"}, "unknown item")
    assert journal.quarantine([other, bad]) == [2, 1]
    assert [(row.id, row.line, row.content["item"]) for row in journal.quarantined()] == [
        (1, 7, "BK-??"),
        (2, 8, "BK-??"),
    ]
    journal.release_quarantine(1)
    assert [row.id for row in journal.quarantined()] == [2]
    assert [row.id for row in journal.quarantined("released")] == [1]
    with pytest.raises(UsageError, match="quarantine 1"):
        journal.release_quarantine(1)
    assert journal.quarantine([replace(bad, why="unknown still")]) == [1]
    assert [(row.id, row.why) for row in journal.quarantined()] == [(1, "unknown still"), (2, other.why)]
    assert journal.verify().notes == ()


def test_the_head_depends_on_everything_that_was_said(journal, facts, tmp_path):
    from tugline.journal.opening import open_journal

    def head(*, business="", names=(), bodies=None, given=None, change=0):
        with open_journal(business=business) as other:
            other.intern("x", names)
            rows = facts(3)
            rows["quantity"][1] += change
            other.append(rows, bodies=bodies, keys=given)
            return other.head

    heads = [
        head(),
        head(business="b"),
        head(names=["n"]),
        head(bodies={0: b""}),
        head(given=keys("k")),
        head(given=keys("k", content=2)),
        head(change=1),
    ]
    assert len(set(heads)) == len(heads)
    assert head() == heads[0]
    journal.append(facts(3))
    assert journal.head == heads[0], "memory and file chain alike"
    assert journal.verify().head == journal.head

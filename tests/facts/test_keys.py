"""Identity of rows from outside."""

import hashlib

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.facts.codec import to_rows
from tugline.facts.keys import STATED, Keys, content_hashes, joined, key_digests, with_ordinals
from tugline.facts.kinds import COLUMNS
from tugline.facts.values import OrderPlaced


def test_a_key_is_the_first_half_of_sha256_over_source_and_text():
    digest = key_digests("orders", ["A-1\t1"])
    assert digest.tobytes() == hashlib.sha256(b"orders\0A-1\t1").digest()[:16]
    assert digest.shape == (1, 2)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["orders", "sales"]), st.text(max_size=6)), unique=True, min_size=2))
def test_different_rows_have_different_keys(rows):
    digests = {key_digests(source, [text]).tobytes() for source, text in rows}
    assert len(digests) == len(rows)


def test_only_what_a_row_states_changes_its_content():
    rows = to_rows([OrderPlaced(point=3, reference=4, quantity=5, party=6, due=7)])
    before = content_hashes(rows)
    for column in COLUMNS:
        changed = rows.copy()
        changed[column] += 1
        assert (content_hashes(changed) == before).all() == (column not in STATED), column


def test_contents_that_swap_two_columns_differ():
    one, other = to_rows([OrderPlaced(point=1, reference=0, quantity=2), OrderPlaced(point=2, reference=0, quantity=1)])
    assert content_hashes(np.array([one]))[0] != content_hashes(np.array([other]))[0]


def test_equal_lines_of_a_till_are_told_apart_by_their_ordinal():
    assert with_ordinals(["r1 milk", "r1 milk", "r1 bread"]) == ["r1 milk\t1", "r1 milk\t2", "r1 bread\t1"]


def test_keys_can_be_moved_joined_and_cut():
    keys = Keys(np.array([0, 2]), key_digests("s", ["a", "b"]), np.array([7, 8]))
    both = joined([keys, keys.moved(3)])
    assert both.index.tolist() == [0, 2, 3, 5]
    assert both.part(2, 5).index.tolist() == [0, 1]
    assert both.part(2, 5).content.tolist() == [8, 7]
    assert len(joined([])) == 0

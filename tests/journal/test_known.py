"""The index of keys."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tugline.facts.keys import Keys
from tugline.journal.known import KeyIndex, pack_keys, unpack_keys

digests = st.tuples(st.integers(0, 4), st.integers(0, 4))


@settings(deadline=None)
@given(st.lists(st.lists(digests, max_size=6), max_size=20))
def test_it_finds_what_a_dict_finds(batches):
    """Small numbers make many keys share their first half."""
    index, twin, seq = KeyIndex(), {}, 1
    for batch in batches:
        new = [digest for digest in dict.fromkeys(batch) if digest not in twin]
        keys = Keys(np.arange(len(new)), np.array(new, np.uint64).reshape(-1, 2), np.arange(len(new)) * 7)
        index.add(keys, seq)
        twin.update({digest: (seq + at, at * 7) for at, digest in enumerate(new)})
        seq += len(new)
    asked = [(high, low) for high in range(5) for low in range(5)]
    found = index.find(np.array(asked, np.uint64))
    assert list(zip(*(column.tolist() for column in found), strict=True)) == [twin.get(one, (0, 0)) for one in asked]
    assert len(index) == len(twin)


def test_keys_are_packed_in_28_bytes_and_come_back():
    keys = Keys(np.array([0, 65_535]), np.array([[1, 2], [(1 << 64) - 1, 0]], np.uint64), np.array([-5, 1 << 62]))
    data = pack_keys(keys)
    assert len(data) == 2 * 28
    back = unpack_keys(data)
    assert back.index.tolist() == keys.index.tolist()
    assert (back.digest == keys.digest).all()
    assert (back.content == keys.content).all()

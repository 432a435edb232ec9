"""The index from ids to slots: a dict, whatever is put and dropped in which order."""

from hypothesis import given
from hypothesis import strategies as st

from tugline.state.arena import arrays, new_state
from tugline.state.index import drop, find, put
from tugline.state.layout import ORDER_KEY

ids = st.one_of(st.integers(1, 40), st.integers(1, 1 << 60), st.integers(1, 1000).map(lambda n: ORDER_KEY + n))


@given(st.lists(st.tuples(ids, st.integers(0, 1000)), max_size=300))
def test_what_was_put_and_not_dropped_is_found(moves):
    state, known = new_state(1, 1), {}
    for key, value in moves:
        if key in known:
            assert find(state, key) == known.pop(key)
            drop(state, key)
        else:
            assert find(state, key) == -1
            put(state, key, value)
            known[key] = value
    assert {key: find(state, key) for key in known} == known
    head = arrays(state)["head"][0]
    assert head["keys_used"] - head["keys_dead"] == len(known)


def test_nothing_is_found_under_none_or_less(state):
    put(state, 7, 3)
    assert [find(state, key) for key in (0, -1, -7, 8)] == [-1] * 4


def test_it_grows_past_its_first_size_and_forgets_the_dead(state):
    for key in range(1, 20_001):
        put(state, key, 2 * key)
        if key > 100:
            drop(state, key - 100)
    assert [find(state, key) for key in (19_900, 19_901, 20_000)] == [-1, 39_802, 40_000]
    keys = arrays(state)["keys"]
    assert (keys > 0).sum() == 100
    assert len(keys) == 1024, "a hundred live keys need no more room, however many there were"
    for key in range(30_001, 35_001):
        put(state, key, key)
    keys = arrays(state)["keys"]
    assert len(keys) >= 2 * 5100
    assert all(find(state, key) == key for key in range(30_001, 35_001))

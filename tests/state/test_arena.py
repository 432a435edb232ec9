"""States are made of arrays, copied whole, and never share any."""

import numpy as np

from tugline.facts.kinds import NEVER
from tugline.state.arena import KEPT_FIELDS, STATE_FIELDS, arrays, copy_state, new_state, state_from_arrays
from tugline.state.index import put
from tugline.state.work import mark_dirty


def test_a_new_state_holds_nothing(state):
    every = arrays(state)
    assert tuple(every) == STATE_FIELDS
    head = every["head"][0]
    assert (head["next_review"], head["next_release"], head["last_line"]) == (NEVER, NEVER, -1)
    assert every["stock"]["first_wait"].tolist() == [-1] * 5
    assert every["loop"]["pack"].tolist() == [1] * 5
    assert len(every["given"]) == 3


def test_a_copy_is_equal_and_independent(state):
    put(state, 5, 7)
    twin = copy_state(state)
    for name in KEPT_FIELDS:
        assert np.array_equal(arrays(state)[name], arrays(twin)[name]), name
        assert not np.shares_memory(arrays(state)[name], arrays(twin)[name]), name
    put(twin, 6, 8)
    assert arrays(state)["head"]["keys_used"][0] == 1


def test_work_lists_are_not_kept_but_made_anew(state):
    mark_dirty(state, 3)
    kept = {name: arrays(state)[name] for name in KEPT_FIELDS}
    again = arrays(state_from_arrays(kept))
    assert again["dirty_flag"].tolist() == [0] * 5
    assert not set(KEPT_FIELDS) & {"dirty", "dirty_flag", "gained", "gained_flag", "fresh"}


def test_a_state_without_points_can_be_made():
    assert len(arrays(new_state(0, 0))["stock"]) == 0

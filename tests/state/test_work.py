"""What a pulse has to look at: each point once, lowest row first; each owner once, best rank first."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tugline.state import work
from tugline.state.arena import arrays, new_state
from tugline.state.kernel import kernel
from tugline.state.layout import FOR_LINE, FOR_PULL
from tugline.state.work import mark_dirty, mark_fresh, mark_gained, ranks_before

rows = st.lists(st.integers(0, 9), max_size=40)


@kernel
def take_dirty(s):
    return work.next_dirty(s)


@kernel
def sort(s):
    return work.sort_fresh(s)


@given(rows)
def test_points_are_looked_at_once_and_in_the_order_of_their_levels(marks):
    state = new_state(10, 1)
    for point in marks:
        mark_dirty(state, point)
    taken = []
    while (point := take_dirty(state)) >= 0:
        taken.append(point)
    assert taken == sorted(set(marks))
    assert not arrays(state)["dirty_flag"].any()


@given(rows)
def test_points_that_gained_are_listed_once(marks):
    state = new_state(10, 1)
    for point in marks:
        mark_gained(state, point)
    every = arrays(state)
    length = every["head"]["gained"][0]
    assert every["gained"][:length].tolist() == list(dict.fromkeys(marks))


@given(st.lists(st.tuples(st.sampled_from([FOR_LINE, FOR_PULL]), st.integers(0, 9), st.integers(0, 2)), max_size=40))
def test_owners_are_served_by_rank(marks):
    state = new_state(1, 1)
    every = arrays(state)
    every["pull"]["first_need"] = -1
    for slot in range(10):
        every["line"][slot]["id"], every["pull"][slot]["id"] = 100 + slot, 200 + slot
        every["line"][slot]["need"], every["need"][slot]["id"] = slot, 100 + slot
    for kind, slot, priority in marks:
        pool = every["need" if kind == FOR_LINE else "pull"]  # a line ranks as its need does
        pool[slot]["priority"] = priority
        mark_fresh(state, kind, slot)
        mark_fresh(state, kind, slot)

    def rank(owner):
        record = every["pull" if owner % 2 else "need"][owner // 2]
        return int(record["priority"]), 0, int(record["id"])

    n = sort(state)
    owners = arrays(state)["fresh"][:n].tolist()
    assert owners == sorted({2 * slot + (kind == FOR_PULL) for kind, slot, _ in marks}, key=rank)
    assert all(ranks_before(state, a, b) for a, b in pairwise(owners))


def test_a_pull_ranks_by_when_its_material_is_due(state):
    every = arrays(state)
    every["line"][0]["id"], every["line"][0]["need"], every["need"][1]["due"] = 1, 1, 100
    pull, need = every["pull"][0], every["need"][0]
    pull["id"], pull["due"], pull["first_need"], need["due"] = 2, 150, 0, 90
    assert ranks_before(state, 1, 0), "due at 150, but its material at 90: before the line whose goods are due at 100"
    pull["first_need"] = -1
    assert ranks_before(state, 0, 1)


def test_the_list_of_owners_grows(state):
    for slot in range(64):
        for kind in (FOR_LINE, FOR_PULL):
            mark_fresh(state, kind, slot)
    for _ in range(10):
        arrays(state)["line"]["queued"] = 0
        for slot in range(64):
            mark_fresh(state, FOR_LINE, slot)
    every = arrays(state)
    assert every["head"]["fresh"][0] == 64 * 12
    assert np.array_equal(every["fresh"][: 2 * 64 : 2], np.arange(0, 128, 2))

"""Pools grow, and a slot that was given back is given out again with nothing of its former life."""

import pytest

from tugline.state import pools
from tugline.state.arena import arrays, new_state
from tugline.state.kernel import kernel


@kernel
def take(s, kind):
    if kind == 0:
        return pools.take_line(s)
    if kind == 1:
        return pools.take_pull(s)
    if kind == 2:
        return pools.take_need(s)
    return pools.take_peg(s)


@kernel
def give_back(s, kind, slot):
    if kind == 0:
        pools.free_line(s, slot)
    elif kind == 1:
        pools.free_pull(s, slot)
    elif kind == 2:
        pools.free_need(s, slot)
    else:
        pools.free_peg(s, slot)


NAMES = ("line", "pull", "need", "peg")


@pytest.mark.parametrize("kind", range(4))
def test_slots_are_given_out_once_and_reused_last_in_first_out(kind):
    state = new_state(1, 1)
    assert [take(state, kind) for _ in range(1000)] == list(range(1000))
    pool = arrays(state)[NAMES[kind]]
    assert len(pool) >= 1000
    for slot in (5, 700, 3):
        give_back(state, kind, slot)
    assert [take(state, kind) for _ in range(4)] == [3, 700, 5, 1000]


@pytest.mark.parametrize("kind", [0, 1])
def test_a_line_or_pull_slot_is_clean_when_it_is_reused(kind):
    state = new_state(1, 1)
    slot = take(state, kind)
    record = arrays(state)[NAMES[kind]][slot]
    fresh = record.copy()
    for name in record.dtype.names:
        record[name] = 77
    give_back(state, kind, slot)
    assert take(state, kind) == slot
    again = arrays(state)[NAMES[kind]][slot]
    # A line stands alone in the ring of its order: the link to itself is its own slot.
    assert {name: int(again[name]) for name in again.dtype.names} == {
        name: int(fresh[name]) for name in fresh.dtype.names
    }


def test_a_need_keeps_no_rejection_of_its_former_life():
    state = new_state(1, 1)
    slot = take(state, 2)
    arrays(state)["need"][slot]["quiet_until"] = 77
    give_back(state, 2, slot)
    take(state, 2)
    assert arrays(state)["need"][slot]["quiet_until"] == 0


def test_cards_are_only_ever_added():
    state = new_state(1, 1)

    @kernel
    def cards(s, n):
        for _ in range(n):
            pools.take_card(s)

    cards(state, 100)
    assert arrays(state)["head"]["cards"][0] == 100
    assert len(arrays(state)["card"]) == 128

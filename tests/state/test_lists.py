"""The linked lists: always sorted, linked both ways, whatever is put in and taken out."""

from hypothesis import given
from hypothesis import strategies as st

from tugline.state.arena import arrays, new_state
from tugline.state.layout import FOR_LINE, PROPOSED
from tugline.state.needs import unwatch, watch
from tugline.state.supply import change_free, set_due

N = 8
small = st.integers(0, 3)
moves = st.lists(st.tuples(st.integers(0, N - 1), small, small), max_size=60)


def needs(state):
    """Give a state N needs at point 2 and return their records."""
    pool = arrays(state)["need"]
    for n in range(N):
        pool[n]["owner_kind"], pool[n]["id"], pool[n]["point"], pool[n]["quantity"] = FOR_LINE, 100 + n, 2, 1
        pool[n]["next_wait"] = pool[n]["previous_wait"] = -1
    return pool


def listed(state, first, link):
    found, at = [], arrays(state)["stock"][2][first]
    pool = arrays(state)["need" if link.endswith("wait") else "pull"]
    while at >= 0:
        found.append(int(at))
        at = pool[at][link]
    return found


@given(moves)
def test_needs_stand_by_priority_then_due_then_age(moves):
    state = new_state(5, 3)
    pool, inside = needs(state), {}
    for n, priority, due in moves:
        if n in inside:
            unwatch(state, n)
            unwatch(state, n)
            del inside[n]
        else:
            pool[n]["priority"], pool[n]["due"] = priority, due
            watch(state, n)
            watch(state, n)
            inside[n] = (priority, due, 100 + n)
    ranked = sorted(inside, key=inside.get)
    assert listed(state, "first_wait", "next_wait") == ranked
    assert listed(state, "last_wait", "previous_wait") == ranked[::-1]
    assert [n for n in range(N) if pool[n]["watching"]] == sorted(inside)


@given(moves)
def test_free_supply_stands_by_due_then_age(moves):
    state = new_state(5, 3)
    pool, due = arrays(state)["pull"], dict.fromkeys(range(N), 0)
    for slot in range(N):
        pool[slot]["id"], pool[slot]["point"], pool[slot]["priority"] = 50 + slot, 2, 0
        pool[slot]["next_open"] = pool[slot]["previous_open"] = pool[slot]["next_proposed"] = -1
    for slot, when, change in moves:
        change_free(state, slot, change if pool[slot]["free"] == 0 else -1)
        set_due(state, slot, when)
        due[slot] = when
    free = [slot for slot in range(N) if pool[slot]["free"] > 0]
    ranked = sorted(free, key=lambda slot: (due[slot], slot))
    assert listed(state, "first_free", "next_open") == ranked
    for before, after in zip([-1, *ranked], ranked, strict=False):
        assert pool[after]["previous_open"] == before
    assert not any(pool[slot]["state"] == PROPOSED for slot in range(N))

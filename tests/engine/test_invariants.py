"""Each sentence of the invariants is found out when it is broken, and only then."""

import re

import pytest

from tugline.engine.invariants import SENTENCES, broken
from tugline.facts.kinds import Kind
from tugline.state.arena import arrays
from tugline.state.index import find
from tugline.state.layout import FULL, WHOLE_ORDER


@pytest.fixture
def full(net, on):
    """A state with something of everything: needs of all kinds, proposals, cards, a whole order, reviews."""
    for name in ("chair", "leg", "bolt"):
        net.point(name)
    net.make("chair", 10, {"leg": 4, "bolt": 8})
    net.buy("leg", 100, minimum=50)
    net.buy("bolt", 50)
    bench = on(net)
    bench.at(
        0,
        *bench.loop("chair", "to_order", room=1),
        *bench.loop("leg", "to_order", review=500),
        *bench.loop("bolt", "kanban", mode="one_card", container=10, cards=2),
        bench.opened("chair", 1), bench.opened("leg", 3), bench.opened("bolt", 9),
        bench.card("bolt", 1, FULL), bench.card("bolt", 2, FULL),
    )  # fmt: skip
    bench.at(1, *(bench.order("chair", 2, due=100 + n, parcels=WHOLE_ORDER, order=7) for n in range(3)))
    bench.at(2, bench.added("chair", 1, due=9000), bench.added("chair", 2, due=8000))
    return bench


def a_pull(every, point):
    pool = every["pull"]
    return next(row for row in pool if row["id"] > 0 and row["point"] == point and row["state"] == 2)


def a_need(every, field):
    return next(row for row in every["need"] if row["owner_kind"] > 0 and row[field] > 0)


def break_free_list(every):
    first = every["stock"][0]["first_free"]
    every["pull"][first]["due"] = 10_000


def break_pegs(every):
    a_need(every, "pegged")["first_peg"] = -1


def break_index(every):
    every["slots"][every["keys"] == a_pull(every, 1)["id"]] += 2


def break_slots(every):
    every["head"][0]["free_need"] = 0


def break_ring(every):
    line = every["line"][0]
    line["next_in_order"] = 0


DAMAGE = {
    1: lambda every: every["stock"]["came_in"].__setitem__(1, 99),
    2: lambda every: [every["stock"][name].__setitem__(1, value) for name, value in (("on_hand", -1), ("went_out", 4))],
    3: lambda every: every["stock"]["allocated"].__setitem__(1, 4),
    4: lambda every: a_need(every, "pegged").__setitem__("pegged", -1),
    5: lambda every: every["stock"]["waiting"].__setitem__(2, 0),
    6: lambda every: every["line"]["released"].__setitem__(1, 2),
    7: lambda every: every["stock"]["on_order"].__setitem__(1, 0),
    8: lambda every: a_pull(every, 1).__setitem__("free", 1),
    9: break_pegs,
    10: lambda every: every["loop"]["under_way"].__setitem__(0, 7),
    11: lambda every: every["stock"]["first_wait"].__setitem__(2, -1),
    12: break_free_list,
    13: lambda every: every["stock"]["first_proposed"].__setitem__(0, -1),
    14: lambda every: a_need(every, "pegged").__setitem__("id", 12_345),
    15: break_ring,
    16: lambda every: every["card"]["pull"].__setitem__(0, -1),
    17: break_index,
    18: break_slots,
    19: lambda every: every["head"]["next_review"].__setitem__(0, 7),
    20: lambda every: every["dirty_flag"].__setitem__(0, 1),
    21: lambda every: every["stock"]["first_untaken"].__setitem__(1, -1),
    22: lambda every: every["stock"]["choosing"].__setitem__(1, 1),
}


def test_there_is_a_damage_for_every_sentence():
    assert sorted(DAMAGE) == list(range(1, len(SENTENCES)))
    assert len(set(SENTENCES)) == len(SENTENCES)


@pytest.mark.parametrize("number", sorted(DAMAGE))
def test_a_broken_sentence_is_found_out_by_its_number(full, number):
    state = full.replayed(full.facts())
    assert broken(state, full.grid) == 0
    DAMAGE[number](arrays(state))
    assert broken(state, full.grid) == number


def test_a_pull_that_somebody_has_taken_on_may_not_go(full):
    state = full.replayed(full.facts())
    a_pull(arrays(state), 1)["accepted"] = 1
    assert broken(state, full.grid) == 21


def test_a_hold_or_a_rejection_that_is_over_is_not_left_standing(full):
    for name, pool in (("held_until", "pull"), ("quiet_until", "loop"), ("quiet_until", "card")):
        state = full.replayed(full.facts())
        arrays(state)[pool][name][0] = 1
        assert broken(state, full.grid) == 19


def test_a_state_of_another_network_is_found_out(full, kit):
    other = kit.Net()
    other.point("alone")
    assert broken(full.state, other.grid()) > 0


def test_the_everything_state_holds_everything(full):
    every = arrays(full.state)
    stock = every["stock"]
    for field in ("allocated", "pegged", "waiting", "on_order"):
        assert stock[field].any(), field
    assert (stock["first_proposed"] >= 0).any()
    assert (stock["first_free"] >= 0).any()
    assert find(full.state, full.pulls()[0]["id"]) % 2 == 1
    assert {int(fact["kind"]) for fact in full.facts()} >= {Kind.CARD_ISSUED, Kind.PULL_PROPOSED, Kind.STOCK_ALLOCATED}


def test_the_page_on_the_engine_names_the_invariants(root):
    page = (root / "docs/design/engine.md").read_text()
    told = re.sub(r"\s+", " ", page)
    assert [sentence for sentence in SENTENCES if sentence not in told] == []

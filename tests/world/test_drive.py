"""Engine and world together: a small business runs by itself, however its run is cut."""

import numpy as np
import pytest

from tugline.facts.kinds import FACT, Kind
from tugline.facts.parameters import Parameter
from tugline.network.layout import BUY, CUSTOMER, MAKE
from tugline.state.arena import arrays, new_state
from tugline.state.layout import BASE_STOCK, TO_ORDER
from tugline.state.tape import clear, facts_of, new_tape
from tugline.world.arena import digest, new_world
from tugline.world.drive import advance
from tugline.world.observe import observe_all

UNTIL = 20_000
ROOM = 1 << 40


@pytest.fixture(scope="module")
def business(kit):
    """Chairs made to order from 4 legs each; legs bought to a base stock of 40."""
    net = kit.Net()
    saw = net.resource(calendar=net.calendar(*((d * 1440 + 480, d * 1440 + 960) for d in range(30))))
    customer = net.party(CUSTOMER, payment_ticks=500)
    supplier = net.party(payment_ticks=1_000)
    net.source(MAKE, [(1, 0, saw, 10, 30)], bill=[(1, 4)])
    net.source(BUY, supplier=supplier, lead_ticks=2_000, unit_cost=10_000)
    signals = [
        {"kind": Kind.PARAMETER_SET, "point": 1, "code": Parameter.KIND, "quantity": TO_ORDER},
        {"kind": Kind.PARAMETER_SET, "point": 2, "code": Parameter.KIND, "quantity": BASE_STOCK},
        {"kind": Kind.PARAMETER_SET, "point": 2, "code": Parameter.LEVEL, "quantity": 40},
        {"kind": Kind.STOCK_OPENED, "point": 2, "quantity": 40},
    ]
    for tick, quantity in [(100, 2), (700, 3), (700, 1), (1_500, 6)]:
        signals.append(
            {
                "kind": Kind.ORDER_PLACED,
                "tick": tick,
                "occurred_at": tick,
                "point": 1,
                "party": customer + 1,
                "quantity": quantity,
                "due": tick + 1_000,
                "amount": 500_000,
                "priority": 5,
            }
        )
    return net.grid(), kit.records(FACT, signals)


def run(business, room=ROOM, stops=()):
    grid, signals = business
    s, w, t, said = new_state(2, 2), new_world(grid), new_tape(8), new_tape(8)
    cursor, facts = 0, []
    for until in (*stops, UNTIL):
        tick = 0
        while tick <= until:
            cursor, tick = advance(s, grid, w, t, said, signals, cursor, until, room)
            facts.append(facts_of(t).copy())
            clear(t)
    return np.concatenate(facts), s, w


def test_an_order_is_made_from_stock_shipped_and_paid_and_the_stock_comes_back(business):
    facts, s, _ = run(business)
    told = (Kind.STARTED, Kind.RECEIVED, Kind.SHIPPED, Kind.PAID, Kind.PULL_PLACED)
    early = facts[np.isin(facts["kind"], told) & (facts["tick"] < 2_300)]
    story = [(int(row["tick"]), Kind(row["kind"]).name, int(row["quantity"])) for row in early]
    # Legs are bought again as soon as somebody wants them: 8, 16, 24, each 2,000 ticks on the way.
    # 2 chairs: material at 100, the saw opens at 480: 10 + 60 ticks, ready at 550. 3 chairs: 100 ticks from 700; then
    # 1 chair: 40 ticks. 6 chairs need 24 legs; 16 are left, 8 come at 2,100 (day 1, 11:00): 10 + 180 ticks.
    assert story == [
        (100, "PULL_PLACED", 8),
        (480, "STARTED", 2),
        (550, "RECEIVED", 2),
        (550, "SHIPPED", 2),
        (700, "PULL_PLACED", 16),
        (700, "STARTED", 3),
        (800, "RECEIVED", 3),
        (800, "STARTED", 1),
        (800, "SHIPPED", 3),
        (840, "RECEIVED", 1),
        (840, "SHIPPED", 1),
        (1_050, "PAID", 0),
        (1_300, "PAID", 0),
        (1_340, "PAID", 0),
        (1_500, "PULL_PLACED", 24),
        (2_100, "RECEIVED", 8),
        (2_100, "STARTED", 6),
        (2_290, "RECEIVED", 6),
        (2_290, "SHIPPED", 6),
    ]
    assert arrays(s)["stock"]["on_hand"].tolist() == [0, 40]
    paid = facts[facts["kind"] == Kind.PAID]
    assert paid["amount"][paid["code"] == 1].sum() == 12 * 5_000
    assert paid["amount"][paid["code"] == 2].sum() == 48 * 100


@pytest.mark.parametrize("room", [1, 7, 40])
def test_a_run_may_be_cut_anywhere_between_pulses(business, room):
    whole, s, w = run(business)
    cut, s_cut, w_cut = run(business, room, stops=(99, 100, 480, 481, 3_000))
    assert np.array_equal(whole, cut)
    assert digest(w) == digest(w_cut)
    assert all(np.array_equal(a, b) for a, b in zip(arrays(s).values(), arrays(s_cut).values(), strict=True))


def test_the_world_is_rebuilt_from_the_journal_alone(business):
    facts, _, w = run(business)
    rebuilt = new_world(business[0])
    observe_all(rebuilt, business[0], facts, 0, len(facts))
    assert digest(rebuilt) == digest(w)


def test_sequence_numbers_have_no_gaps_and_ticks_never_go_back(business):
    facts, _, _ = run(business)
    assert facts["seq"].tolist() == list(range(1, len(facts) + 1))
    assert (np.diff(facts["tick"]) >= 0).all()

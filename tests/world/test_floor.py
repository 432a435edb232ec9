"""Hand-worked timelines of the shop floor; one tick is one minute."""

import numpy as np
import pytest

from tugline.facts.kinds import Kind
from tugline.network.layout import MAKE


def starts(kit, told):
    return [(row["tick"], row["reference"], row["resource"]) for row in told if row["kind"] == Kind.STARTED]


def ends(told):
    return [(row["tick"], row["reference"]) for row in told if row["kind"] == Kind.FINISHED]


def test_an_operation_pauses_over_closed_time(kit):
    # Open 0-100 and 200-300; set-up 10 + 5 pieces x 20 = 110 ticks from 0: 100 before the break, 10 after it.
    net = kit.Net()
    press = net.resource(calendar=net.calendar((0, 100), (200, 300)), cost_per_hour=600_000)
    make = net.source(MAKE, [(10, 0, press, 10, 20, 30_000)])
    told = kit.Bench(net).run({0: kit.pull(7, make, 5)})
    # labour 5 x 3.00 = 15.00; 110 minutes at 60.00 an hour = 110.00
    assert kit.brief(told, "code", "resource", "quantity", "amount") == [
        (0, "STARTED", 10, 1, 5, 0),
        (210, "FINISHED", 10, 1, 5, 12_500),
        (210, "RECEIVED", 0, 0, 5, 0),
    ]


def test_work_that_ends_when_the_doors_close_ends_then_and_not_in_the_morning(kit):
    net = kit.Net()
    press = net.resource(calendar=net.calendar((0, 100), (200, 300)))
    make = net.source(MAKE, [(10, 0, press, 0, 50)])
    told = kit.Bench(net).run({0: kit.pull(1, make, 2) + kit.pull(2, make, 2)})
    assert starts(kit, told) == [(0, 1, 1), (200, 2, 1)]
    assert ends(told) == [(100, 1), (300, 2)]


def test_two_resources_together_work_only_while_both_are_open(kit):
    # Press 0-100, person 50-80 and 90-200: together open 50-80, 90-100. 35 ticks: 30 until 80, 5 until 95.
    net = kit.Net()
    press = net.resource(calendar=net.calendar((0, 100)))
    person = net.resource(calendar=net.calendar((50, 80), (90, 200)))
    make = net.source(MAKE, [(10, 0, press, 35, 0), (10, 0, person, 35, 0)])
    told = kit.Bench(net).run({0: kit.pull(1, make)})
    assert starts(kit, told) == [(50, 1, 1)]
    assert ends(told) == [(95, 1)]


def test_both_are_held_for_the_longest_row(kit):
    net = kit.Net()
    press, person = net.resource(cost_per_hour=60 * 10_000), net.resource(cost_per_hour=60 * 10_000)
    make = net.source(MAKE, [(10, 0, press, 40, 0), (10, 0, person, 15, 0)])
    alone = net.source(MAKE, [(10, 0, person, 5, 0)])
    told = kit.Bench(net).run({0: kit.pull(1, make) + kit.pull(2, alone)})
    assert starts(kit, told) == [(0, 1, 1), (40, 2, 2)]
    # each is paid for its own minutes, at 1.00 a minute: 40 + 15
    assert [row["amount"] for row in told if row["kind"] == Kind.FINISHED] == [5_500, 500]


def test_the_lowest_alternative_that_is_free_now_is_taken(kit):
    net = kit.Net()
    old, new = net.resource(), net.resource()
    make = net.source(MAKE, [(10, 0, new, 10, 0), (10, 1, old, 30, 0)])
    told = kit.Bench(net).run({0: kit.pull(1, make) + kit.pull(2, make) + kit.pull(3, make) + kit.pull(4, make)})
    # 1 on the new one 0-10, 2 on the old one 0-30, 3 on the new one 10-20, 4 on the new one 20-30.
    assert starts(kit, told) == [(0, 1, 2), (0, 2, 1), (10, 3, 2), (20, 4, 2)]


def test_priority_then_due_then_who_came_first(kit):
    net = kit.Net()
    press = net.resource()
    make = net.source(MAKE, [(10, 0, press, 10, 0)])
    waiting = [
        *kit.pull(5, make, priority=5, due=30),
        *kit.pull(4, make, priority=5, due=20),
        *kit.pull(6, make, priority=5, due=20),
        *kit.pull(9, make, priority=1, due=99),
    ]
    told = kit.Bench(net).run({0: kit.pull(1, make), 3: waiting})
    assert [reference for _, reference, _ in starts(kit, told)] == [1, 9, 4, 6, 5]


def test_several_units_work_at_once_and_a_shift_may_have_more(kit):
    # One unit until 100, three from 100 on.
    net = kit.Net()
    press = net.resource(units=1, calendar=net.calendar((0, 100, 0), (100, 200, 3)))
    make = net.source(MAKE, [(10, 0, press, 80, 0)])
    told = kit.Bench(net).run({0: [row for i in (1, 2, 3, 4, 5) for row in kit.pull(i, make)]})
    # 1: 0-80; 2: 80-160 over the change of shift; 3 and 4: 100-180; 5 needs a unit: 160, 40 open ticks are left.
    assert starts(kit, told) == [(0, 1, 1), (80, 2, 1), (100, 3, 1), (100, 4, 1), (160, 5, 1)]
    assert ends(told) == [(80, 1), (160, 2), (180, 3), (180, 4)]


def test_steps_follow_one_another_and_a_lead_time_keeps_the_receipt_back(kit):
    net = kit.Net()
    saw, drill = net.resource(), net.resource()
    steps = [(10, 0, saw, 0, 10), (20, 0, drill, 5, 0)]
    quick = net.source(MAKE, steps)
    slow = net.source(MAKE, steps, lead_ticks=100)
    told = kit.Bench(net).run({0: kit.pull(1, quick, 2) + kit.pull(2, slow, 2, priority=6)})
    assert [(row["tick"], row["reference"]) for row in told if row["kind"] == Kind.RECEIVED] == [(25, 1), (100, 2)]
    assert ends(told) == [(20, 1), (25, 1), (40, 2), (45, 2)]


def test_pieces_lost_on_the_way_are_started_in_addition(kit):
    # 9 good pieces at 90 % = 10 started, 10 ticks each.
    net = kit.Net()
    make = net.source(MAKE, [(10, 0, net.resource(), 0, 10)], yield_numerator=9, yield_denominator=10)
    told = kit.Bench(net).run({0: kit.pull(1, make, 9)})
    assert kit.brief(told, "quantity")[1:] == [(100, "FINISHED", 9), (100, "RECEIVED", 9)]


def test_work_in_progress_holds_its_resource_until_it_is_due(kit):
    net = kit.Net()
    press = net.resource()
    make = net.source(MAKE, [(10, 0, press, 10, 0)])
    opened = {**kit.pull(1, make, 4)[0], "kind": Kind.SUPPLY_OPENED, "code": 10, "due": 50}
    told = kit.Bench(net).run({0: [opened, *kit.pull(2, make)]})
    assert kit.brief(told, "reference")[:2] == [(50, "RECEIVED", 1), (50, "STARTED", 2)]


def test_overdue_open_supply_comes_in_the_next_tick(kit):
    net = kit.Net()
    make = net.source(MAKE)
    opened = {**kit.pull(1, make, 4)[0], "kind": Kind.SUPPLY_OPENED, "due": -30}
    assert kit.brief(kit.Bench(net).run({5: [opened]}), "quantity") == [(6, "RECEIVED", 4)]


def test_a_resource_that_is_down_starts_nothing_and_runs_on(kit):
    net = kit.Net()
    press = net.resource()
    make = net.source(MAKE, [(10, 0, press, 10, 0)])
    down = {"kind": Kind.RESOURCE_DOWN, "resource": press + 1}
    up = {"kind": Kind.RESOURCE_UP, "resource": press + 1}
    told = kit.Bench(net).run({0: kit.pull(1, make) + kit.pull(2, make), 5: [down], 30: [up]})
    assert starts(kit, told) == [(0, 1, 1), (30, 2, 1)]
    assert ends(told) == [(10, 1), (40, 2)]


def test_a_held_pull_lets_others_pass_until_its_hold_ends(kit):
    net = kit.Net()
    press = net.resource()
    make = net.source(MAKE, [(10, 0, press, 10, 0)])
    held = {"kind": Kind.PULL_HELD, "reference": 2, "due": 25}
    told = kit.Bench(net).run({0: [row for i in (1, 2, 3, 4, 5) for row in kit.pull(i, make)], 1: [held]})
    assert [reference for _, reference, _ in starts(kit, told)] == [1, 3, 4, 2, 5]


def test_a_closed_pull_gives_its_resource_back_at_once(kit):
    net = kit.Net()
    make = net.source(MAKE, [(10, 0, net.resource(), 50, 0)])
    closed = {"kind": Kind.PULL_CLOSED, "reference": 1}
    told = kit.Bench(net).run({0: kit.pull(1, make) + kit.pull(2, make), 20: [closed]})
    assert starts(kit, told) == [(0, 1, 1), (20, 2, 1)]
    assert ends(told) == [(70, 2)]


def test_an_edit_gives_a_waiting_pull_another_rank_and_quantity(kit):
    net = kit.Net()
    make = net.source(MAKE, [(10, 0, net.resource(), 0, 10)])
    edited = {"kind": Kind.PULL_EDITED, "reference": 3, "quantity": 4, "due": -5}
    again = {"kind": Kind.MATERIAL_ALLOCATED, "reference": 3}
    told = kit.Bench(net).run({0: kit.pull(1, make) + kit.pull(2, make) + kit.pull(3, make), 1: [edited, again]})
    assert starts(kit, told) == [(0, 1, 1), (10, 3, 1), (50, 2, 1)]


def test_material_that_is_taken_back_keeps_a_pull_from_starting(kit):
    net = kit.Net()
    make = net.source(MAKE, [(10, 0, net.resource(), 10, 0)])
    freed = {"kind": Kind.STOCK_FREED, "reference": 2, "quantity": 1}
    again = {"kind": Kind.MATERIAL_ALLOCATED, "reference": 2}
    told = kit.Bench(net).run({0: kit.pull(1, make) + kit.pull(2, make), 5: [freed], 40: [again]})
    assert starts(kit, told) == [(0, 1, 1), (40, 2, 1)]


def test_a_start_and_a_finish_told_from_outside_are_taken_as_said(kit):
    net = kit.Net()
    saw, drill = net.resource(), net.resource()
    make = net.source(MAKE, [(10, 0, saw, 10, 0), (20, 0, drill, 10, 0)], lead_ticks=0)
    blocked = {"kind": Kind.RESOURCE_DOWN, "resource": saw + 1}
    started = {"kind": Kind.STARTED, "reference": 1, "code": 10, "resource": saw + 1, "actor": 3}
    finished = {"kind": Kind.FINISHED, "reference": 1, "code": 10, "actor": 3}
    told = kit.Bench(net).run({0: [blocked, *kit.pull(1, make)], 20: [started], 25: [finished]})
    assert kit.brief(told, "code") == [(25, "STARTED", 20), (35, "FINISHED", 20), (35, "RECEIVED", 0)]


def test_without_operations_it_takes_the_lead_time_and_at_least_one_tick(kit):
    net = kit.Net()
    slow, quick = net.source(MAKE, lead_ticks=90), net.source(MAKE)
    told = kit.Bench(net).run({3: kit.pull(1, slow) + kit.pull(2, quick)})
    assert kit.brief(told, "reference") == [
        (3, "STARTED", 1),
        (3, "STARTED", 2),
        (4, "FINISHED", 2),
        (4, "RECEIVED", 2),
        (93, "FINISHED", 1),
        (93, "RECEIVED", 1),
    ]


def test_outside_processing_is_a_lead_time_and_an_invoice(kit):
    net = kit.Net()
    supplier = net.party(payment_ticks=30)
    net.resource()
    make = net.source(MAKE, [(10, 0, 0, 10, 0)], supplier=supplier, lead_ticks=60, unit_cost=25_000)
    told = kit.Bench(net).run({0: kit.pull(1, make, 4)})
    assert kit.brief(told, "party", "amount") == [
        (0, "STARTED", 0, 0),
        (60, "FINISHED", 1, 1_000),
        (60, "RECEIVED", 0, 0),
        (90, "PAID", 1, 1_000),
    ]


@pytest.mark.parametrize("seed", range(5))
def test_units_are_never_exceeded_and_work_is_conserved(kit, seed):
    random = np.random.RandomState(seed)
    net = kit.Net()
    units = [1, 2, 3]
    machines = [net.resource(u) for u in units]
    makes = []
    for _ in range(6):
        a, b, c = random.permutation(machines)
        makes.append(net.source(MAKE, [(10, 0, a, 3, 2), (20, 0, b, 1, 1), (20, 1, c, 2, 2), (30, 0, a, 1, 0), (30, 0, c, 2, 0)]))  # fmt: skip  # noqa: E501
    script = {}
    for id_ in range(1, 120):
        script.setdefault(int(random.randint(0, 200)), []).extend(
            kit.pull(id_, makes[random.randint(6)], int(random.randint(1, 6)), priority=int(random.randint(1, 4)))
        )
    told = kit.Bench(net).run(script)
    received = [row["reference"] for row in told if row["kind"] == Kind.RECEIVED]
    assert sorted(received) == list(range(1, 120))
    began = {}
    spans = [[] for _ in machines]
    for row in told:
        key = row.get("reference"), row.get("code")
        if row["kind"] == Kind.STARTED:
            assert key not in began, "one job, one start of a step"
            began[key] = row["tick"]
        elif row["kind"] == Kind.FINISHED:
            operations = net.operations[net.sources[row["source"] - 1]["operation_start"] :][:5]
            rows = [o for o in operations if o["step"] == row["code"]]
            chosen = next(o["alternative"] for o in rows if o["resource"] + 1 == row["resource"])
            held = [o for o in rows if o["alternative"] == chosen]
            work = max(max(1, o["setup_ticks"] + o["run_numerator"] * row["quantity"]) for o in held)
            assert row["tick"] - began[key] == work
            for o in held:
                spans[o["resource"]].append((began[key], row["tick"]))
    for machine, spans_here in zip(machines, spans, strict=True):
        changes = sorted([(start, 1) for start, _ in spans_here] + [(end, -1) for _, end in spans_here])
        assert np.cumsum([change for _, change in changes]).max() <= units[machine]


def test_a_pull_that_moves_stands_elsewhere_in_the_queue_and_one_that_shrinks_takes_less_time(kit):
    # 1, 2 and 3 want the press; 2 moves behind 3, and 3 is made smaller while it waits: 2 pieces of 10 ticks.
    net = kit.Net()
    press = net.resource()
    make = net.source(MAKE, [(10, 0, press, 0, 10)])
    pulls = [row for id_ in (1, 2, 3) for row in kit.pull(id_, make, 4)]
    moved = {"kind": Kind.PULL_MOVED, "reference": 2, "due": 10_000, "priority": 9}
    less = {"kind": Kind.PULL_WITHDRAWN, "reference": 3, "quantity": 2}
    told = kit.Bench(net).run({0: pulls, 5: [moved, less]})
    assert starts(kit, told) == [(0, 1, 1), (40, 3, 1), (60, 2, 1)]
    assert ends(told) == [(40, 1), (60, 3), (100, 2)]

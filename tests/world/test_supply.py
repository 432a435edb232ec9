"""Purchases and transfers, order lines and payments, worked out by hand; one tick is one minute."""

from tugline.facts.kinds import Kind
from tugline.ledger.layout import PAYABLES, RECEIVABLES
from tugline.network.layout import BUY, CUSTOMER, DROP, MOVE

DAY = 1440


def order(id_, quantity, *, party=0, price=12_500):
    return {
        "kind": Kind.ORDER_PLACED,
        "seq": id_,
        "point": 1,
        "party": party,
        "quantity": quantity,
        "amount": price,
    }


def ship(id_, quantity):
    return {"kind": Kind.SHIPMENT_RELEASED, "reference": id_, "point": 1, "quantity": quantity}


def test_a_purchase_waits_for_the_order_day_and_is_paid_after_the_terms(kit):
    # Orders on day 2 from 8:00 to 9:00 only; pulled on day 0 and at 8:30 on day 2; 3 days on the way; 30 days to pay.
    net = kit.Net()
    opens = 2 * DAY + 480
    supplier = net.party(payment_ticks=30 * DAY, order_calendar=net.calendar((opens, opens + 60)))
    buy = net.source(BUY, supplier=supplier, lead_ticks=3 * DAY, unit_cost=15_050)
    script = {100: kit.pull(1, buy, 10, material=False), opens + 30: kit.pull(2, buy, 4, material=False)}
    told = kit.Bench(net).run(script, 100 * DAY)
    assert kit.brief(told, "reference", "quantity", "amount", "due") == [
        (opens, "PULL_PLACED", 1, 10, 0, opens + 3 * DAY),
        (opens + 30, "PULL_PLACED", 2, 4, 0, opens + 30 + 3 * DAY),
        (opens + 3 * DAY, "RECEIVED", 1, 10, 15_050, 0),
        (opens + 3 * DAY + 30, "RECEIVED", 2, 4, 15_050, 0),
        (opens + 33 * DAY, "PAID", 0, 0, 1_505, 0),
        (opens + 33 * DAY + 30, "PAID", 0, 0, 602, 0),
    ]


def test_what_falls_due_in_one_tick_is_one_payment(kit):
    net = kit.Net()
    buy = net.source(BUY, supplier=net.party(payment_ticks=100), lead_ticks=10, unit_cost=10_000)
    told = kit.Bench(net).run({0: kit.pull(1, buy, 3, material=False) + kit.pull(2, buy, 4, material=False)})
    assert kit.brief(told, "code", "party", "amount")[4:] == [(110, "PAID", 2, 1, 700)]


def test_five_open_days_are_the_fifth_day_on_which_the_source_opens(kit):
    # Open Monday to Friday, 8:00-16:00; day 0 is a Monday. Pulled on Thursday at 10:00: Friday, Monday, ... Thursday.
    net = kit.Net()
    week = net.calendar(*((d * DAY + 480, d * DAY + 960) for d in range(28) if d % 7 < 5))
    buy = net.source(BUY, supplier=net.party(), lead_ticks=5, lead_open=1, calendar=week)
    told = kit.Bench(net).run({3 * DAY + 600: kit.pull(1, buy, material=False)}, 30 * DAY)
    assert kit.brief(told)[1] == (10 * DAY + 600, "RECEIVED")


def test_an_open_day_that_runs_past_midnight_counts_on_both_days(kit):
    net = kit.Net()
    nights = net.calendar((DAY - 60, DAY + 60), (5 * DAY, 5 * DAY + 1))
    two = net.source(BUY, supplier=net.party(), lead_ticks=2, lead_open=1, calendar=nights)
    told = kit.Bench(net).run({-DAY + 5: [], 5: kit.pull(1, two, material=False)}, 30 * DAY)
    # Day 1 opens from midnight to 1:00, day 5 for a minute.
    assert kit.brief(told)[1] == (5 * DAY + 5, "RECEIVED")


def test_a_lead_time_beyond_the_known_calendar_never_ends(kit):
    net = kit.Net()
    buy = net.source(BUY, supplier=net.party(), lead_ticks=3, lead_open=1, calendar=net.calendar((0, 10)))
    told = kit.Bench(net).run({0: kit.pull(1, buy, material=False)}, 300 * DAY)
    assert [row["kind"] for row in told] == [Kind.PULL_PLACED]


def test_freight_is_charged_with_the_receipt_unless_the_order_is_large(kit):
    net = kit.Net()
    supplier = net.party(payment_ticks=7, freight_free_value=5_000)
    buy = net.source(BUY, supplier=supplier, lead_ticks=10, unit_cost=10_000, freight_cost=1_234)
    told = kit.Bench(net).run({0: kit.pull(1, buy, 25, material=False), 100: kit.pull(2, buy, 50, material=False)})
    # 25 x 0.1234 = 3.085, half-even 3.08; the second order is worth 50.00 and goes free.
    assert kit.brief(told, "code", "party", "amount") == [
        (0, "PULL_PLACED", 0, 1, 0),
        (10, "RECEIVED", 0, 1, 10_000),
        (10, "FREIGHT_CHARGED", 1, 1, 308),
        (17, "PAID", 2, 1, 2_808),
        (100, "PULL_PLACED", 0, 1, 0),
        (110, "RECEIVED", 0, 1, 10_000),
        (117, "PAID", 2, 1, 5_000),
    ]


def test_a_drop_shipment_is_bought_alike(kit):
    net = kit.Net()
    drop = net.source(DROP, supplier=net.party(payment_ticks=5), lead_ticks=10, unit_cost=10_000)
    told = kit.Bench(net).run({0: kit.pull(1, drop, 1, material=False)})
    assert kit.brief(told) == [(0, "PULL_PLACED"), (10, "RECEIVED"), (15, "PAID")]


def test_a_transfer_leaves_when_its_goods_are_there(kit):
    net = kit.Net()
    move = net.source(MOVE, lead_ticks=20)
    material = {"kind": Kind.MATERIAL_ALLOCATED, "reference": 1}
    told = kit.Bench(net).run({0: kit.pull(1, move, 6, material=False), 50: [material]})
    assert kit.brief(told, "quantity", "due") == [(50, "STARTED", 6, 70), (70, "RECEIVED", 6, 0)]


def test_a_proposed_pull_asks_nothing_until_it_is_started(kit):
    net = kit.Net()
    buy = net.source(BUY, supplier=net.party(), lead_ticks=20)
    proposed = {**kit.pull(1, buy, material=False)[0], "kind": Kind.PULL_PROPOSED}
    told = kit.Bench(net).run({0: [proposed], 30: [{"kind": Kind.PULL_STARTED, "reference": 1}]})
    assert kit.brief(told) == [(30, "PULL_PLACED"), (50, "RECEIVED")]


def test_a_supplier_who_confirms_another_date_and_quantity_keeps_to_it(kit):
    net = kit.Net()
    buy = net.source(BUY, supplier=net.party(payment_ticks=5), lead_ticks=20, unit_cost=10_000)
    confirmed = {"kind": Kind.PULL_CONFIRMED, "reference": 1, "quantity": 8, "due": 45}
    told = kit.Bench(net).run({0: kit.pull(1, buy, 10, material=False), 5: [confirmed]})
    assert kit.brief(told, "quantity", "amount")[1:] == [(45, "RECEIVED", 8, 10_000), (50, "PAID", 0, 800)]


def test_a_part_received_from_outside_leaves_the_rest_to_come(kit):
    net = kit.Net()
    buy = net.source(BUY, supplier=net.party(), lead_ticks=20)
    part = {"kind": Kind.RECEIVED, "reference": 1, "point": 1, "quantity": 4, "actor": 9}
    told = kit.Bench(net).run({0: kit.pull(1, buy, 10, material=False), 7: [part]})
    assert kit.brief(told, "quantity")[1:] == [(20, "RECEIVED", 6)]


def test_a_refused_pull_brings_nothing(kit):
    net = kit.Net()
    buy = net.source(BUY, supplier=net.party(), lead_ticks=20)
    rejected = {"kind": Kind.PULL_REJECTED, "reference": 1}
    told = kit.Bench(net).run({0: kit.pull(1, buy, material=False), 1: [rejected]})
    assert kit.brief(told) == [(0, "PULL_PLACED")]


def test_what_is_withdrawn_before_it_is_placed_is_never_placed(kit):
    net = kit.Net()
    buy = net.source(BUY, supplier=net.party(), lead_ticks=20)
    held = {"kind": Kind.PULL_HELD, "reference": 1, "due": 30}
    less = {"kind": Kind.PULL_WITHDRAWN, "point": 1, "reference": 1, "quantity": 4}
    told = kit.Bench(net).run({0: [*kit.pull(1, buy, 10, material=False), held], 5: [less]})
    assert kit.brief(told, "quantity") == [(30, "PULL_PLACED", 6), (50, "RECEIVED", 6)]
    told = kit.Bench(net).run(
        {0: [*kit.pull(1, buy, 10, material=False), held], 5: [less], 6: [{**less, "quantity": 6}]}
    )
    assert told == []


def test_a_shipment_leaves_at_once_is_delivered_and_paid_after_the_terms(kit):
    net = kit.Net(terms=(60, 0, 0))
    customer = net.party(CUSTOMER, payment_ticks=100)
    net.source(BUY)
    script = {0: [order(1, 5, party=customer + 1), order(2, 2)], 10: [ship(1, 2), ship(2, 2)], 20: [ship(1, 3)]}
    told = kit.Bench(net).run(script)
    assert kit.brief(told, "reference", "quantity", "party", "amount") == [
        (10, "SHIPPED", 1, 2, 1, 12_500),
        (10, "DELIVERED", 1, 2, 1, 0),
        (10, "SHIPPED", 2, 2, 0, 12_500),
        (10, "DELIVERED", 2, 2, 0, 0),
        (20, "SHIPPED", 1, 3, 1, 12_500),
        (20, "DELIVERED", 1, 3, 1, 0),
        (70, "PAID", 0, 0, 0, 250),
        (110, "PAID", 0, 0, 1, 250),
        (120, "PAID", 0, 0, 1, 375),
    ]


def test_a_deposit_is_used_up_at_delivery_and_not_paid_again(kit):
    net = kit.Net(terms=(60, 0, 0))
    net.source(BUY)
    deposit = {"kind": Kind.DEPOSIT_RECEIVED, "reference": 1, "amount": 400}
    told = kit.Bench(net).run({0: [order(1, 4), deposit], 10: [ship(1, 2)], 20: [ship(1, 2)]})
    # 2 x 1.25 = 2.50 of the 4.00 with the first part, 1.50 with the second; 1.00 is left to pay.
    assert kit.brief(told, "amount") == [
        (10, "SHIPPED", 12_500),
        (10, "DELIVERED", 250),
        (20, "SHIPPED", 12_500),
        (20, "DELIVERED", 150),
        (80, "PAID", 100),
    ]


def test_goods_that_left_before_the_world_was_told_are_delivered(kit):
    net = kit.Net()
    net.source(BUY)
    shipped = {"kind": Kind.SHIPPED, "reference": 1, "point": 1, "quantity": 4, "amount": 12_500, "actor": 2}
    told = kit.Bench(net).run({0: [order(1, 4)], 10: [shipped]})
    assert kit.brief(told, "quantity") == [(10, "DELIVERED", 4), (10, "PAID", 0)]


def test_a_cancelled_line_ships_nothing_more(kit):
    net = kit.Net()
    net.source(BUY)
    told = kit.Bench(net).run({0: [order(1, 4), ship(1, 4), {"kind": Kind.ORDER_CANCELLED, "reference": 1}]})
    assert told == []


def test_money_that_was_paid_already_is_not_paid_again(kit):
    net = kit.Net(terms=(60, 0, 0))
    net.source(BUY)
    paid = {"kind": Kind.PAID, "code": 1, "amount": 200, "actor": 4}
    returned = {"kind": Kind.RETURNED, "reference": 1, "point": 1, "quantity": 1, "amount": 12_500, "actor": 4}
    told = kit.Bench(net).run({0: [order(1, 4), ship(1, 4)], 30: [paid], 45: [returned]})
    # 5.00 less 2.00 at 60; 1.25 given back at 105
    assert kit.brief(told, "amount")[2:] == [(60, "PAID", 300), (105, "PAID", -125)]


def test_debts_that_come_to_nothing_are_forgotten(kit):
    net = kit.Net(terms=(60, 0, 0))
    net.source(BUY)
    paid = {"kind": Kind.PAID, "code": 1, "amount": 500, "actor": 4}
    bench = kit.Bench(net)
    told = bench.run({0: [order(1, 4), ship(1, 4)], 30: [paid]})
    assert kit.brief(told)[2:] == []


def test_opening_balances_are_settled_when_they_are_due(kit):
    net = kit.Net(terms=(60, 40, 0))
    net.source(BUY)
    supplier = net.party(payment_ticks=70)
    opening = [
        {"kind": Kind.BALANCE_OPENED, "code": RECEIVABLES, "amount": 900, "due": 30},
        {"kind": Kind.BALANCE_OPENED, "code": PAYABLES, "amount": -500, "party": supplier + 1},
        {"kind": Kind.BALANCE_OPENED, "code": PAYABLES, "amount": -80, "party": supplier + 1, "due": 12},
    ]
    told = kit.Bench(net).run({0: opening})
    assert kit.brief(told, "code", "party", "amount") == [
        (12, "PAID", 2, 1, 80),
        (30, "PAID", 1, 0, 900),
        (70, "PAID", 2, 1, 500),
    ]


def test_pools_grow_without_losing_anything(kit):
    net = kit.Net()
    net.source(BUY)
    customers = [net.party(CUSTOMER, payment_ticks=100 + i) for i in range(300)]
    placed = [order(i + 1, 3, party=c + 1) for i, c in enumerate(customers)]
    told = kit.Bench(net).run({0: [*placed, *(ship(i + 1, 3) for i in range(300))]})
    assert [row["reference"] for row in told if row["kind"] == Kind.SHIPPED] == list(range(1, 301))
    assert [(r["tick"], r["party"]) for r in told if r["kind"] == Kind.PAID] == [(100 + i, i + 1) for i in range(300)]


def test_a_pulse_that_did_not_ask_the_world_loses_nothing(kit):
    net = kit.Net()
    buy = net.source(BUY, supplier=net.party(payment_ticks=9), lead_ticks=20, unit_cost=10_000)
    bench = kit.Bench(net)
    bench.run({0: kit.pull(1, buy, 3, material=False)}, 10)
    bench.close(50, [])
    assert [(Kind(row["kind"]).name, row["quantity"]) for row in bench.said(50)] == [("RECEIVED", 3)]

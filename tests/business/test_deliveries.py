"""In a plant a delivery follows its shipment, a deposit pays for it, and freight and overtime are owed as stated."""

import pytest

import tugline as tl

TABLES = {
    "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["bike", "oil"], "decimals": ["0", "1"], "cost": ["100", "3"], "price": ["200", "7.77"]},
    "sources": {"item": ["bike"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["5d"]},
    "stock": {"item": ["bike", "oil"], "location": ["main"] * 2, "on_hand": ["9", "5"]},
    "resources": {"resource": ["press"]},
    "customers": {"customer": ["ann"]},
}


def live(*said, until="2026-02-10", tables=TABLES):
    business = tl.open(tables)
    business.signal(*said)
    business.advance(until)
    assert business.verify() == []
    return business


def accounts(business):
    return {a.account: a.debit - a.credit for a in business.result().accounts if a.debit != a.credit}


def waits(business):
    return [row.why for row in business.quarantined()]


def test_what_has_left_whole_arrives_later():
    with live(
        tl.Order("A", "bike", 2, "2026-01-06", customer="ann", wanted="2026-01-12"),
        tl.Event("shipped", "A", "2026-01-08"),
        tl.Event("delivered", "A", "2026-01-10"),
    ) as business:
        assert waits(business) == []
        metrics = business.result().metrics
        assert (metrics["order_to_delivery_days"]["p50"], metrics["on_time_share"]) == (4, 1)


def test_a_line_is_delivered_when_all_that_is_wanted_now_has_arrived():
    order = tl.Order("A", "bike", 5, "2026-01-06", line="1", customer="ann", wanted="2026-01-12")
    less = tl.Order("A", "bike", 3, "2026-01-07", line="1", customer="ann", wanted="2026-01-12")
    with live(
        order, less, tl.Event("shipped", "A 1", "2026-01-08", 1), tl.Event("shipped", "A 1", "2026-01-09"),
        tl.Event("delivered", "A 1", "2026-01-10", 1), tl.Event("delivered", "A 1", "2026-01-11"),
    ) as business:  # fmt: skip
        assert waits(business) == []
        metrics = business.result().metrics
        assert (metrics["order_to_delivery_days"]["p50"], metrics["on_time_share"]) == (5, 1)


@pytest.mark.parametrize(("quantity", "there"), [(3, 2), (None, 0)])
def test_more_than_has_left_is_not_delivered(quantity, there):
    shipped = [tl.Event("shipped", "A", "2026-01-08")] if there else []
    with live(
        tl.Order("A", "bike", 2, "2026-01-06"), *shipped, tl.Event("delivered", "A", "2026-01-10", quantity)
    ) as business:
        assert waits(business) == [f"of 'A' {there} have left and not arrived; expected no more to be delivered"]


def test_a_deposit_pays_for_what_arrives_and_what_is_left_of_it_stays_owed():
    # 3.5 l at 7.77: shipped in parcels of 1.5 and 2.0, invoiced 11.655 and 15.54; 20 euros were paid ahead.
    order = tl.Order("B", "oil", "3.5", "2026-01-06", customer="ann", partial="yes")
    deposit = tl.Event("deposit", "B", "2026-01-07", amount=20)
    first = [tl.Event("shipped", "B", "2026-01-08", "1.5"), tl.Event("delivered", "B", "2026-01-09")]
    with live(order, deposit, until="2026-01-07") as business:
        assert accounts(business)["customer_deposits"] == -20
        business.signal(*first)
        business.advance("2026-01-09")
        # The first parcel is invoiced at 11.66, half to even, all of it from the deposit.
        assert (accounts(business)["customer_deposits"], accounts(business).get("receivables", 0)) == (-8.34, 0)
        business.signal(tl.Event("shipped", "B", "2026-01-12"), tl.Event("delivered", "B", "2026-01-13"))
        business.advance("2026-01-13")
        after = accounts(business)
        assert (after.get("customer_deposits", 0), after["receivables"], after["cash"]) == (0, 7.20, 20)
        assert business.verify() == []


def test_a_deposit_is_paid_back_by_a_negative_one():
    order = tl.Order("A", "bike", 2, "2026-01-06", customer="ann")
    with live(
        order, tl.Event("deposit", "A", "2026-01-07", amount=50), tl.Event("deposit", "A", "2026-01-08", amount=-50)
    ) as business:
        assert not accounts(business).keys() & {"customer_deposits", "cash"}


def test_freight_and_overtime_are_owed_and_paid():
    with live(
        tl.Event("freight_in", "acme", "2026-01-07", amount=12),
        tl.Event("freight_out", "", "2026-01-07", amount="3.5"),
        tl.Event("expedite", "acme", "2026-01-08", amount=40),
        tl.Event("overtime", "press", "2026-01-09", amount=75),
        tl.Event("paid", "acme", "2026-01-10", amount=52),
    ) as business:
        assert waits(business) == []
        found = accounts(business)
        assert [found[name] for name in ("freight_in", "freight_out", "expedite", "overtime", "cash")] == [
            12, 3.5, 40, 75, -52,
        ]  # fmt: skip
        assert found["payables"] == -78.5


def test_a_supplier_credits_freight_and_what_it_is_owed_and_the_freight_are_less_by_it():
    with live(
        tl.Event("freight_in", "acme", "2026-01-07", amount=12),
        tl.Event("freight_in", "acme", "2026-01-08", amount="-4.5"),
    ) as business:
        assert waits(business) == []
        assert (accounts(business)["freight_in"], accounts(business)["payables"]) == (7.5, -7.5)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (tl.Event("deposit", "A", "2026-01-07"), "'deposit' needs an amount"),
        (tl.Event("deposit", "", "2026-01-07", amount=1), "'deposit' needs an order line as its reference"),
        (tl.Event("deposit", "Z", "2026-01-07", amount=1), "'Z' is no open order line"),
        (tl.Event("freight_in", "nobody", "2026-01-07", amount=1), "'nobody' is no supplier"),
        (tl.Event("overtime", "nothing", "2026-01-07", amount=1), "resource 'nothing' is not known"),
        (
            tl.Event("freight_out", "", "2026-01-07", amount="-3.5"),
            "'freight_out' of -3.50 names no supplier who credits it; expected one, or above 0",
        ),
        (tl.Event("finished", "P1", "2026-01-07", amount=-1), "'finished' costs -1.00; expected 0 or more, or none"),
    ],
)
def test_money_without_its_amount_or_its_place_waits(said, why):
    with live(tl.Order("A", "bike", 2, "2026-01-06"), said) as business:
        assert [why in row for row in waits(business)] == [True]

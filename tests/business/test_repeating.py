"""The same row again has no effect; other content of an order line changes it; subscriptions come by themselves."""

import pytest

import tugline as tl


def tables(**more):
    return {
        "business": {"name": "b", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plain"},
        "items": {"item": ["bike"], "cost": ["100"], "price": ["200"]},
        "sources": {"item": ["bike"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["20d"]},
        **more,
    }


def order(quantity, wanted="2026-02-20", priority="5"):
    return {
        "order": ["1"], "line": ["1"], "customer": ["ann"], "item": ["bike"], "quantity": [quantity],
        "ordered_at": ["2026-01-06"], "wanted_at": [wanted], "priority": [priority],
    }  # fmt: skip


def run(journal, until, **more):
    with tl.open(tables(**more), journal=journal) as business:
        business.advance(until)
        line = business.result().promises
        return [(p.quantity, p.wanted[:10]) for p in line], business.facts, business.verify()


def test_the_same_row_again_has_no_effect(tmp_path):
    first = run(tmp_path / "j", "2026-01-08", orders=order("2"))
    assert run(tmp_path / "j", "2026-01-08", orders=order("2"))[:2] == first[:2]


@pytest.mark.parametrize(("quantity", "wanted"), [("5", "2026-02-20"), ("1", "2026-02-20"), ("2", "2026-03-01")])
def test_other_content_changes_the_line_once(tmp_path, quantity, wanted):
    run(tmp_path / "j", "2026-01-08", orders=order("2"))
    changed = run(tmp_path / "j", "2026-01-09", orders=order(quantity, wanted))
    assert changed[0] == [(float(quantity), wanted)]
    assert changed[2] == []
    again = run(tmp_path / "j", "2026-01-09", orders=order(quantity, wanted))
    assert again[:2] == changed[:2]


def test_more_of_a_changed_line_is_pulled_and_no_more(tmp_path):
    run(tmp_path / "j", "2026-01-08", orders=order("2"))
    with tl.open(tables(orders=order("5")), journal=tmp_path / "j") as business:
        business.advance("2026-01-09")
        assert sorted(pull.quantity for pull in business.result().pulls) == [2, 3]


def sales(quantity, price="200"):
    return {
        "receipt": ["r1"], "item": ["bike"], "quantity": [quantity], "price": [price], "sold_at": ["2026-01-06T10:00"],
    }  # fmt: skip


def test_a_changed_sale_is_taken_back_and_made_anew(tmp_path):
    stock = {"item": ["bike"], "location": ["main"], "on_hand": ["10"]}
    for quantity, price, on_hand, revenue in (
        ("3", "200", 7, 600), ("2", "200", 8, 400), ("2", "150", 8, 300), ("3", "200", 7, 600), ("3", "200", 7, 600),
    ):  # fmt: skip
        with tl.open(tables(stock=stock, sales=sales(quantity, price)), journal=tmp_path / "j") as business:
            business.advance("2026-01-08")
            balance = {a.account: a.credit - a.debit for a in business.result().accounts}
            assert balance["revenue"] + balance["returns"] == revenue
            assert business.result().stock[0].on_hand == on_hand
            assert business.verify() == []


def test_a_subscription_orders_at_every_turn_until_it_ends(tmp_path):
    weekly = {
        "customer": ["ann"], "item": ["bike"], "quantity": ["1"], "every": ["1w"], "starts_at": ["2025-12-29"],
        "ends_at": ["2026-01-27"],
    }  # fmt: skip
    # Turns: 29 December is before the start; 5, 12, 19 and 26 January are not.
    for until, lines in (("2026-01-13", 2), ("2026-03-01", 4)):
        with tl.open(tables(subscriptions=weekly), journal=tmp_path / "j") as business:
            business.advance(until)
            assert business.result().counts["order_lines"] == lines


def test_a_subscription_that_is_written_down_late_orders_what_it_missed_and_no_other_does(tmp_path):
    def weekly(quantity, *starts):
        n = len(starts)
        return {
            "customer": ["ann"] * n, "item": ["bike"] * n, "quantity": [quantity] * n, "every": ["1w"] * n,
            "starts_at": starts,
        }  # fmt: skip

    stages = [
        (weekly("1", "2026-01-06"), "2026-01-14", [1, 1]),
        # Of the new one the turns of 31 December, 7, 14 and 21 January, of which the first is before the start.
        (weekly("2", "2026-01-06", "2025-12-31"), "2026-01-21", [1, 1, 2, 2, 2, 2]),
        (weekly("2", "2026-01-06", "2025-12-31"), "2026-01-22", [1, 1, 2, 2, 2, 2]),
    ]
    for subscriptions, until, quantities in stages:
        with tl.open(tables(subscriptions=subscriptions), journal=tmp_path / "j") as business:
            business.advance(until)
            assert sorted(p.quantity for p in business.result().promises) == quantities
            assert business.quarantined() == []


@pytest.mark.parametrize(
    ("every", "hours"),
    [
        # The clocks of Berlin go forward on 29 March: eight o'clock stays eight o'clock, 168 hours do not.
        ("1w", ["2026-03-23T08:00", "2026-03-30T08:00", "2026-04-06T08:00"]),
        ("7d", ["2026-03-23T08:00", "2026-03-30T08:00", "2026-04-06T08:00"]),
        ("168h", ["2026-03-23T08:00", "2026-03-30T09:00", "2026-04-06T09:00"]),
    ],
)
def test_a_subscription_by_days_comes_at_one_time_of_the_day(every, hours):
    weekly = {
        "customer": ["ann"], "item": ["bike"], "quantity": ["1"], "every": [every], "starts_at": ["2026-03-23T08:00"],
    }  # fmt: skip
    settings = {**tables()["business"], "timezone": "Europe/Berlin", "start": "2026-03-01"}
    with tl.open({**tables(subscriptions=weekly), "business": settings}) as business:
        for until in ("2026-03-25", "2026-04-10"):
            business.advance(until)
        assert sorted(promise.wanted[:16] for promise in business.result().promises) == hours


def test_cards_that_a_loop_does_not_state_come_from_the_formula():
    # 240 a day, half a day, 10 % safety, 12 in a container: 11 cards (Monden).
    import numpy as np

    from tugline.business.policy import Choice, Situation, fill_in
    from tugline.business.rates import Rates

    rates = Rates(np.array([240.0]), np.array([240.0]), 30)
    situation = Situation(np.array([0.5]), np.array([0.0]), np.array([50]), np.array([False]), np.array([7]))
    assert fill_in(rates, situation, Choice(0, "kanban", {"container": 12})).parameters["cards"] == 11
    # A container that is not stated is as many whole lots of its source as cover a day: 5 of 50.
    assert fill_in(rates, situation, Choice(0, "kanban", {})).parameters["container"] == 250
    # One delivery a weekday but Sunday (6 in 7 days), filled after 1: 20 containers a day x 7 (1 + 1) / 6 = 46.7.
    loop = {"container": 12, "mode": 5, "review": -0b111111}
    assert fill_in(rates, situation, Choice(0, "kanban", loop)).parameters["cards"] == 47


def test_interest_is_taken_in_and_pulls_nothing(tmp_path):
    interests = {"at": ["2026-01-06T10:00"], "item": ["bike"], "user": ["u"], "kind": ["view"]}
    with tl.open(tables(interests=interests), journal=tmp_path / "j") as business:
        before = business.facts
        business.advance("2026-01-07")
        assert business.facts > before
        assert business.result().pulls == []


def test_a_price_in_a_foreign_currency_is_converted_by_the_rate_of_its_day(tmp_path):
    foreign = {**order("2"), "price": ["300"], "currency": ["USD"]}
    rates = {"currency": ["USD", "USD"], "date": ["2026-01-01", "2026-01-07"], "rate": ["0.9", "0.5"]}
    with tl.open(tables(orders=foreign, rates=rates)) as business:
        business.advance("2026-03-01")
        # 2 x 300 dollars at the rate of 1 January, which is in force on the 6th: 540 euros.
        assert {a.account: a.credit for a in business.result().accounts}["revenue"] == 540


def test_an_order_in_a_currency_without_a_rate_waits_in_quarantine(tmp_path):
    foreign = {**order("2"), "price": ["300"], "currency": ["USD"]}
    with tl.open(tables(orders=foreign)) as business:
        business.advance("2026-03-01")
        assert ["no rate of USD into EUR" in row.why for row in business.quarantine] == [True]
        assert business.result().counts["order_lines"] == 0


def test_a_changed_line_says_the_same_under_other_prices_and_priorities(tmp_path):
    open_row = {
        "order": ["1"], "line": ["1"], "customer": ["ann"], "item": ["bike"], "ordered_at": ["2026-01-06"],
        "wanted_at": ["2026-02-20"],
    }  # fmt: skip
    changed = {"orders": {**open_row, "quantity": ["3"]}}
    run(tmp_path / "j", "2026-01-08", orders={**open_row, "quantity": ["2"]})
    run(tmp_path / "j", "2026-01-09", **changed)
    other = tables(**changed, customers={"customer": ["ann"], "priority": ["2"]})
    other["items"]["price"] = ["210"]
    with tl.open(tables(**changed), journal=tmp_path / "j") as business:
        business.adopt(other)
        business.advance("2026-01-10")
        assert business.quarantined() == []
        facts = business.facts
    with tl.open(other, journal=tmp_path / "j") as business:
        business.advance("2026-01-11")
        assert (business.facts, business.quarantined()) == (facts, [])
    other["orders"] = {**open_row, "quantity": ["4"]}
    with tl.open(other, journal=tmp_path / "j") as business:
        business.advance("2026-01-12")
        assert [p.quantity for p in business.result().promises] == [4]
        assert business.verify() == []

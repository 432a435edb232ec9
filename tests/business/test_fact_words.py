"""A fact is told in words: quantities in their unit, money in the currency, times as dates, and what it speaks of."""

import re

import pytest

import tugline as tl

PLANT = {
    "business": {"name": "shop", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["cord"], "unit": ["m"], "decimals": ["2"], "cost": ["1.5"], "price": ["2.25"]},
    "customers": {"customer": ["ann"]},
    "sources": {"item": ["cord"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["3d"]},
    "orders": [
        {"order": "A", "line": "2", "item": "cord", "quantity": "12.5", "customer": "ann", "price": "2.1250",
         "ordered_at": "2026-01-06T09:00", "wanted_at": "2026-01-10"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def told():
    """Return what is told of each kind of fact of a plant's order, by the kind in words."""
    with tl.open(PLANT) as plant:
        plant.advance("2026-01-06T10:00")
        pull = plant.pulls[0].id
        plant.signal(
            tl.Event("accepted", pull, "2026-01-06T11:00"),
            tl.Event("confirmed", pull, "2026-01-06T12:00", quantity="12.5", due="2026-01-09T08:00"),
            tl.Event("received", pull, "2026-01-09T08:00"),
            tl.Event("shipped", "A 2", "2026-01-09T10:00"),
            tl.Event("paid", "ann", "2026-01-20T10:00", amount="26.56"),
        )
        plant.advance("2026-01-21")
        assert not plant.quarantined()
        facts = [plant.explain(f"F{seq}").splitlines() for seq in range(1, plant.facts + 1)]
        story = plant.explain("A 2")
    return {re.sub(r"^F\d+ \S+ \S+ ", "", fact[0]): fact[1:] for fact in facts}, pull, story


def fact(told, kind):
    return next((head, lines) for head, lines in told[0].items() if head.startswith(kind))


def test_an_order_says_quantity_price_and_when_it_is_wanted(told):
    head, lines = fact(told, "order placed")
    assert head == "order placed 12.5 m cord at main (ann) [2.1250 EUR each, wanted 2026-01-10 23:59]"
    assert {
        "  quantity: 12.5 m", "  money: 2.1250 EUR each", "  wanted: 2026-01-10 23:59", "  party: ann",
        "  order line: A line 2", "  stated by: orders table", "  says: the whole line at once",
    } <= set(lines)  # fmt: skip


def test_a_pull_says_what_its_loop_lacked_and_what_caused_it(told):
    head, lines = fact(told, "pull released")
    assert head.startswith("pull released 12.5 m cord at main (acme) [lacking 12.5, due 2026-01-10 23:59]")
    assert {"  source: buy from acme", "  says: loop to_order", "  caused by: order A line 2"} <= set(lines)


def test_an_acceptance_says_of_what_and_not_of_nothing(told):
    head, lines = fact(told, "pull accepted")
    assert not re.search(r"\b0\b", head)
    assert f"  of: {told[1]}: 12.5 m of cord at main, due 2026-01-10 23:59" in lines


def test_a_confirmation_says_how_much_by_when(told):
    _, lines = fact(told, "pull confirmed")
    assert {"  quantity: 12.5 m", "  expected: 2026-01-09 08:00"} <= set(lines)


def test_a_payment_says_whose_and_how_much(told):
    head, lines = fact(told, "paid")
    assert head == "paid (ann) [26.56 EUR]"
    assert {"  money: 26.56 EUR", "  says: by the customer", "  stated by: Python"} <= set(lines)


def test_no_fact_shows_a_raw_number_of_a_column(told):
    for lines in told[0].values():
        assert not [line for line in lines if " = " in line or re.match(r"  (seq|kind|tick|point|amount)\b", line)]


def test_a_closed_line_tells_what_was_asked_and_wanted(told):
    assert told[2].splitlines()[:3] == [
        "order A line 2",
        "  asked: 12.5 m of cord at main for ann, ordered 2026-01-06 09:00, wanted 2026-01-10 23:59",
        "  facts:",
    ]


def test_an_open_line_tells_what_is_promised():
    with tl.open({**PLANT, "business": {**PLANT["business"], "world": "plain"}}) as business:
        business.advance("2026-01-06T10:00")
        story = business.explain("A 2").splitlines()
        view = business.promises[0]
    assert story[2] == "  expected: leaves 2026-01-09 09:00 as things stand, in time"
    assert view.promised.startswith("2026-01-09T09:00")


@pytest.mark.parametrize("seed", range(6))
def test_every_fact_of_a_random_business_can_be_told(make, seed):
    business_tables = make(seed, world=["plain", "plant"][seed % 2])
    with tl.open(business_tables.tables()) as business:
        business.advance(business.last_signal or business.now)
        kinds = set()
        for seq in range(1, business.facts + 1, max(1, business.facts // 400)):
            head, *lines = business.explain(f"F{seq}").splitlines()
            kinds.add(" ".join(re.findall(r"[a-z]+", head.split(" ", 3)[3])[:2]))
            assert any(line.startswith("  stated by: ") for line in lines)
        assert len(kinds) > 3

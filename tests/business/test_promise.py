"""A quote is the day on which the order would ship if it were placed now, and changes nothing."""

import copy

import numpy as np
import pytest

import tugline as tl
from tugline.errors import UsageError

TABLES = {
    "business": {"name": "shop", "currency": "EUR", "timezone": "UTC", "start": "2024-01-01", "world": "plain"},
    "items": [
        {"item": "bike", "cost": "100", "price": "200"},
        {"item": "wheel", "cost": "10"},
        {"item": "oil", "decimals": "1"},
    ],
    "locations": [{"location": "shop"}, {"location": "works"}],
    "boms": [{"item": "bike", "component": "wheel", "quantity": "2", "location": "works"}],
    "sources": [
        {"item": "bike", "location": "shop", "kind": "move", "from": "works", "lead_time": "1d"},
        {"item": "bike", "location": "works", "kind": "make", "lead_time": "1d"},
        {"item": "wheel", "location": "works", "kind": "buy", "from": "acme", "lead_time": "3d"},
        {"item": "oil", "location": "shop", "kind": "buy", "from": "acme", "lead_time": "2d"},
    ],
    "customers": [{"customer": "ann", "priority": "1"}, {"customer": "bob"}],
    "stock": [
        {"item": "bike", "location": "shop", "on_hand": "1"}, {"item": "wheel", "location": "works", "on_hand": "2"},
    ],
    "orders": [],
}  # fmt: skip


def order(name, at, quantity="1", **more):
    return {"order": name, "item": "bike", "quantity": quantity, "ordered_at": at, **more}


def opened(*orders, until="2024-01-02", **more):
    business = tl.open({**copy.deepcopy(TABLES), "orders": list(orders), **more})
    business.advance(until)
    return business


def days(quote):
    return [(part.date[:10], part.quantity) for part in quote.split]


@pytest.fixture
def shop():
    # One order on the 2nd takes the bike that is there: there is a pulse on that day, and nobody waits after it.
    with opened(order("A", "2024-01-02")) as business:
        yield business


def test_what_is_there_ships_at_once():
    with opened() as business:
        quote = business.quote(item="bike", quantity=1)
        assert (quote.promised, quote.late_days, quote.cause) == ("2024-01-02T00:00:00+00:00", 0, "")
        assert days(quote) == [("2024-01-02", 1)]


def test_a_bike_whose_wheels_are_there_takes_a_day_to_make_and_a_day_to_come(shop):
    quote = shop.quote(item="bike", quantity=1, wanted="2024-01-10")
    assert (quote.item, quote.location, quote.quantity) == ("bike", "shop", 1)
    assert (quote.promised[:10], quote.late_days, quote.cause) == ("2024-01-04", 0, "")


def test_more_bikes_than_there_are_wheels_for_wait_three_days_for_them(shop):
    quote = shop.quote(item="bike", quantity=3)
    # Wheels on the 5th, made by the 6th, in the shop on the 7th; wanted now, the 2nd.
    assert (quote.promised[:10], quote.late_days) == ("2024-01-07", 5)
    assert "bike" in quote.cause or "wheel" in quote.cause


def test_the_split_says_what_could_come_sooner():
    with opened() as business:
        quote = business.quote(item="bike", quantity=3)
        # One is here; two more need four wheels, and two are there: bought on the 2nd, here on the 5th.
        assert quote.promised[:10] == "2024-01-07"
        assert days(quote) == [("2024-01-02", 1), ("2024-01-07", 2)]


def test_who_ordered_before_is_served_before(shop):
    with opened(order("A", "2024-01-02"), order("B", "2024-01-02T00:01"), until="2024-01-02T00:01") as business:
        # B has the wheels that are there; one bike more has to wait for new ones.
        quote = business.quote(item="bike", quantity=1)
        assert quote.promised[:16] == "2024-01-07T00:01"
        assert business.quote(item="bike", quantity=1, customer="ann").promised == quote.promised


def test_whose_priority_is_better_takes_what_nobody_has_yet():
    """Stock that a loop keeps goes by rank: a customer served first gets the next bike, before others who wait."""
    loops = [{"item": "bike", "location": "shop", "loop": "base_stock", "level": "0"}]
    with opened(order("A", "2024-01-02T00:00"), order("B", "2024-01-02T00:00"), loops=loops) as business:
        waits = business.quote(item="bike", quantity=1, customer="bob")
        first = business.quote(item="bike", quantity=1, customer="ann")
        assert first.promised[:10] == "2024-01-04"
        assert first.promised < waits.promised


def test_nothing_is_reserved_and_nothing_is_written(tmp_path):
    journal = tmp_path / "journal.db"
    with tl.open({**TABLES, "orders": [order("A", "2024-01-02")]}, journal=journal) as business:
        business.advance()
        before = (business.facts, business.digest, journal.read_bytes())
        quotes = [business.quote(item="bike", quantity=2, customer="ann") for _ in range(2)]
        assert quotes[0] == quotes[1]
        assert (business.facts, business.digest, journal.read_bytes()) == before
        assert business.verify() == []


@pytest.mark.parametrize("quantity", [1, 2, 5])
@pytest.mark.parametrize("until", ["2024-01-02", "2024-01-03T07:00", "2024-01-20"])
@pytest.mark.parametrize("parts", ["no", "yes"])
def test_an_order_that_is_placed_ships_as_it_was_quoted(quantity, until, parts):
    orders = [order(f"{n}", at, str(1 + n % 3)) for n in range(2, 20) if (at := f"2024-01-{n:02d}T07:00") <= until]
    with opened(*orders, order("pulse", until, "1"), until=until) as business:
        quote = business.quote(item="bike", quantity=quantity)
        business.signal(tl.Order("Q", item="bike", quantity=quantity, at=business.now, partial=parts))
        business.advance("2024-03-01")
        whole = [(quote.promised, quantity)]
        assert shipped(business, "Q") == (whole if parts == "no" else [(p.date, p.quantity) for p in quote.split])


def shipped(business, order):
    """Return when how much of an order left."""
    keys, clock = business._journal.names("line"), business.network.clock
    rows = np.concatenate(list(business._journal.read()))
    placed = rows[(rows["kind"] == 41) & np.isin(rows["reference"], [k for k, name in keys.items() if name == order])]
    left = rows[(rows["kind"] == 16) & np.isin(rows["reference"], placed["seq"])]
    return [(clock.iso(tick), n) for tick, n in zip(left["tick"].tolist(), left["quantity"].tolist(), strict=True)]


def test_what_no_source_brings_is_never_promised():
    tables = copy.deepcopy(TABLES)
    tables["sources"][2]["valid_to"] = "2024-01-01"
    with tl.open(tables) as business:
        business.advance("2024-01-01")
        quote = business.quote(item="bike", quantity=3)
        assert (quote.promised, quote.late_days) == (None, None)
        assert "wheel" in quote.cause
        assert days(quote) == [("2024-01-01", 1)]


def test_a_plant_is_quoted_what_the_plain_world_expects():
    tables = copy.deepcopy(TABLES)
    tables["business"]["world"] = "plant"
    with tl.open(tables) as business:
        assert business.quote(item="bike", quantity=2).promised[:10] == "2024-01-03"
        assert business.verify() == []


def test_quantities_are_exact(shop):
    assert shop.quote(item="oil", quantity=0.3).quantity == 0.3
    assert shop.quote(item="oil", quantity="2.5").split[0].quantity == 2.5


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"item": "cap", "quantity": 1}, "item 'cap' is no stock point"),
        ({"item": "bike", "quantity": 1, "location": "moon"}, "item 'bike' at 'moon' is no stock point"),
        ({"item": "bike", "quantity": 0.5}, "at most 0 decimals"),
        ({"item": "bike", "quantity": 0}, "above 0"),
        ({"item": "bike", "quantity": "many"}, "expected a number"),
        ({"item": "bike", "quantity": 10**18}, "quantity"),
        ({"item": "bike", "quantity": 1, "wanted": "soon"}, "expected ISO 8601"),
        ({"item": "bike", "quantity": 1, "customer": "zoe"}, "customer 'zoe' is not known"),
    ],
)
def test_a_question_that_makes_no_sense_is_told_so(shop, asked, expected):
    with pytest.raises(UsageError, match=expected):
        shop.quote(**asked)

"""What may leave now is listed until it is said that it left; lines that wait for more say for what."""

import pytest

import tugline as tl

TABLES = {
    "business": {"name": "plant", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
    "items": {"item": ["bike", "cart"], "cost": ["100", "50"], "price": ["200", "90"]},
    "sources": {"item": ["cart"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["10d"]},
    "stock": {"item": ["bike", "cart"], "location": ["main"] * 2, "on_hand": ["5", "0"]},
    "customers": {"customer": ["ann"]},
}


@pytest.fixture
def plant():
    """Return a maker of plants with five bikes and no cart that have taken in some orders by Thursday, the 8th."""
    opened = []

    def make(*orders, world="plant"):
        business = tl.open({**TABLES, "business": {**TABLES["business"], "world": world}})
        opened.append(business)
        business.signal(*orders)
        business.advance("2026-01-08")
        return business

    yield make
    for business in opened:
        business.close()


def order(number, item, quantity, **more):
    return tl.Order(number, item, quantity, "2026-01-05T09:00", **{"wanted": "2026-01-06", **more})


def listed(business):
    return [(each.order, each.line, each.quantity, each.late_days) for each in business.result().ship_now]


def test_a_line_whose_goods_are_there_is_listed_until_it_left(plant):
    business = plant(order("A", "bike", 2, customer="ann", line="1"), order("B", "bike", 1, wanted="2026-01-05"))
    assert listed(business) == [("B", "", 1.0, 3.0), ("A", "1", 2.0, 2.0)]
    shown = business.result().ship_now[1]
    assert (shown.customer, shown.item, shown.location) == ("ann", "bike", "main")
    assert shown.wanted == "2026-01-06T23:59:00+00:00"
    assert [each.cause for each in business.result().promises] == ["bike at main is there and ready to ship"] * 2
    business.signal(tl.Event("shipped", "A 1", "2026-01-08", quantity=1))
    business.advance("2026-01-08")
    assert listed(business) == [("B", "", 1.0, 3.0), ("A", "1", 1.0, 2.0)]
    business.signal(tl.Event("shipped", "B", "2026-01-08"))
    business.signal(tl.Event("shipped", "A 1", "2026-01-08"))
    business.advance("2026-01-08")
    assert listed(business) == []


def test_of_a_line_that_takes_parts_the_part_that_is_there_is_listed(plant):
    business = plant(order("A", "bike", 7, partial="yes"))
    assert listed(business) == [("A", "", 5.0, 2.0)]
    assert business.result().promises[0].cause.endswith("(bike) waits to be ordered")


def test_a_line_that_leaves_only_with_its_whole_order_says_what_the_order_lacks(plant):
    lines = [order("A", item, 1, line=line, partial="order") for line, item in (("1", "bike"), ("2", "cart"))]
    business = plant(*lines)
    assert listed(business) == []
    causes = {each.cause for each in business.result().promises}
    assert len(causes) == 1
    assert causes.pop().endswith("(cart) waits to be ordered")


def test_where_a_model_of_the_world_ships_nothing_stands_there(plant):
    business = plant(order("A", "bike", 2), order("B", "cart", 1), world="plain")
    assert listed(business) == []
    assert [each.order for each in business.result().promises] == ["B"]

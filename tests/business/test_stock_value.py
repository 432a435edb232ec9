"""What stock is worth is what the books carry, to the cent, and 0 is told apart from what nobody knows."""

import pytest

import tugline as tl
from tugline.report.stock_lists import stock_summary
from tugline.report.terminal import glance

BUSINESS = {"name": "s", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"}


def told(items, stock, orders=()):
    tables = {"business": BUSINESS, "items": items, "stock": stock}
    with tl.open(tables) as business:
        business.signal(*orders)
        business.advance("2026-01-06")
        result = business.result()
        return (
            result, dict(each[:2] for each in glance(result))["stock"], stock_summary(result),
            business.explain("stock value"),
        )  # fmt: skip


def stock(on_hand):
    return {"item": ["bike"], "location": ["main"], "on_hand": [on_hand]}


def test_stock_is_worth_to_the_cent_what_the_books_carry():
    """75 at 598.4354 are 44,882.655: half of a cent goes to the even one, 44,882.66."""
    result, _, _, explained = told({"item": ["bike"], "cost": ["598.4354"]}, stock("75"))
    (view,) = result.stock
    inventory = sum(each.debit for each in result.accounts if each.account.startswith("inventory"))
    assert view.value == result.stock_value == inventory == 44_882.66
    assert explained.startswith("stock value = 44,882.66 EUR")


@pytest.mark.parametrize("orders", [(), (tl.Order("A", "bike", 1, at="2026-01-05T09:00"),)])
def test_nothing_in_stock_is_worth_0_where_the_cost_is_known(orders):
    result, head, body, explained = told({"item": ["bike"], "cost": ["5"]}, stock("0"), orders)
    assert result.stock_value == 0
    assert head == "0 EUR"
    assert body.startswith("0 EUR at standard cost in ")
    assert explained.splitlines()[1:] == ["  nothing that is worth anything is on hand"]


@pytest.mark.parametrize("on_hand", ["0", "7"])
def test_where_no_cost_is_known_no_value_is(on_hand):
    orders = (tl.Order("A", "bike", 1, at="2026-01-05T09:00"),)
    result, head, body, explained = told({"item": ["bike"], "price": ["9"]}, stock(on_hand), orders)
    assert result.stock_value is None
    assert head == "no value known"
    assert body.startswith("no value known, as nothing has a cost, in ")
    assert explained.startswith("stock value: not known, as of ")


def test_stock_of_things_without_cost_has_no_value_though_others_have_a_cost():
    items = {"item": ["bike", "cart"], "cost": ["", "5"]}
    assert told(items, stock("7"))[0].stock_value is None
    both = {"item": ["bike", "cart"], "location": ["main"] * 2, "on_hand": ["7", "2"]}
    assert told(items, both)[0].stock_value == 10

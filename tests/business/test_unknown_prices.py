"""A price that no table names is not known: it is no 0, and a sum without it says so."""

import pytest

import tugline as tl
from tugline.report.pull_lists import buy_listing, purchase_listing


def shop(prices, minimum=""):
    """Return a shop that waits for two of each item; `prices` are (cost, purchase price) by item."""
    names = list(prices)
    tables = {
        "business": {"name": "s", "currency": "EUR", "timezone": "UTC", "start": "2026-01-05", "world": "plant"},
        "items": {"item": names, "cost": [cost for cost, _ in prices.values()]},
        "sources": {
            "item": names, "location": ["main"] * len(names), "kind": ["buy"] * len(names),
            "from": ["Acme"] * len(names), "unit_cost": [price for _, price in prices.values()],
        },
        "suppliers": {"supplier": ["Acme"], "minimum_value": [minimum]},
        "stock": {"item": names, "location": ["main"] * len(names), "on_hand": ["0"] * len(names)},
    }  # fmt: skip
    business = tl.open(tables)
    business.signal(*(tl.Order(name, name, 2, at="2026-01-05T09:00") for name in names))
    business.advance("2026-01-05T10:00")
    return business


def texts(listing):
    return [[" ".join(filter(None, (cell.text, cell.small))) for cell in row] for row in listing.rows]


def test_where_no_price_is_known_no_amount_is():
    with shop({"mug": ("", ""), "cup": ("", "")}, minimum="50") as business:
        result = business.result()
        (order,) = result.buy_list
        assert (order.amount, order.unpriced_lines, order.short_of_minimum) == (None, 2, None)
        assert {(line.unit_price, line.amount) for line in order.lines} == {(None, None)}
        listing = buy_listing(result, 8)
        assert listing.summary == "1 order, 2 lines, not known: no line has a price"
        assert texts(listing)[0][3:6] == ["not known", "50.00", "not known"]
        each = purchase_listing(result, order, 8)
        assert [row[4:6] for row in texts(each)] == [["not known"] * 2] * 2
        assert each.summary.endswith(
            "not known: no line has a price; minimum 50.00, by how much it falls short is not known"
        )
        told = business.explain("buy list")
        assert told.startswith("buy list = not known: no line has a price, as of")
        assert told.endswith("lines without a known price, which are not in it:\n    2 lines  Acme")
        told = business.explain("Acme").split("\n")
        assert told[0].startswith("buy list of Acme = not known: no line has a price, as of")
        assert [line.split(" at ")[1].split(",")[0] for line in told[2:]] == ["no known price"] * 2


def test_a_sum_of_which_only_a_part_is_known_says_so():
    with shop({"mug": ("", "3"), "cup": ("", "")}, minimum="50") as business:
        result = business.result()
        (order,) = result.buy_list
        assert (order.amount, order.unpriced_lines, order.short_of_minimum) == (6, 1, None)
        listing = buy_listing(result, 8)
        assert listing.summary == "1 order, 2 lines, 6 EUR and 1 line unpriced"
        assert texts(listing)[0][3] == "6.00 and 1 line unpriced"
        assert business.explain("buy list").startswith("buy list = 6.00 EUR and 1 line unpriced, as of")


def test_a_minimum_that_the_known_prices_reach_is_reached():
    with shop({"mug": ("", "3"), "cup": ("", "")}, minimum="5") as business:
        assert business.result().buy_list[0].short_of_minimum == 0


@pytest.mark.parametrize(("given", "amount"), [(("", "0"), 0), (("0", ""), 0), (("4", ""), 8), (("4", "3"), 6)])
def test_a_price_of_0_is_one_and_a_cost_stands_for_a_price(given, amount):
    with shop({"mug": given}) as business:
        (order,) = business.result().buy_list
        assert (order.amount, order.unpriced_lines) == (amount, 0)
        assert buy_listing(business.result(), 8).summary == f"1 order, 1 line, {amount} EUR"

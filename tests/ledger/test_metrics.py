from typing import Any

import numpy as np
import pytest

from tugline.errors import UsageError
from tugline.ledger.books import Books, new_books
from tugline.ledger.metrics import metrics
from tugline.ledger.post import post_all
from tugline.ledger.window import round_half_even

RECEIVABLES, PAYABLES = 2, 9


@pytest.fixture
def trade(make_points: Any, move: Any) -> Any:
    """Return books of a shop that, each day of one tick, buys one piece at 6.00 and sells one at 9.00, listed at 10.00.

    It starts with 100 pieces; customers pay after 20 days and suppliers are paid after 30.
    """

    def run(days: int, **changed: int) -> Books:
        books = new_books(make_points((6, 10, 0)), made=np.zeros(1, bool), n_parties=2, day_start=np.arange(20_000))
        post_all(books, move("STOCK_OPENED", point=0, quantity=100))
        for day in range(days):
            post_all(books, move("RECEIVED", code=2, point=0, quantity=1, amount=60_000, party=1, tick=day))
            sale = {"point": 0, "quantity": -1, "amount": 90_000, "party": 0, "tick": day} | changed
            post_all(books, move("SHIPPED", **sale))
            if day >= 20:
                post_all(books, move("PAID", code=1, amount=900, party=0, tick=day))
            if day >= 30:
                post_all(books, move("PAID", code=2, amount=600, party=1, tick=day))
        return books

    return run


def test_a_steady_year_worked_by_hand(trade: Any) -> None:
    # Days 35 to 399: stock 600.00, owed to us 20 × 9.00, owed by us 30 × 6.00 at the end of every day.
    found = metrics(trade(400), 399, carrying_rate_ppm=200_000)

    assert (found.first_day, found.days) == (35, 365)
    assert {name: found.value(name) for name in found} == {
        "average_inventory": 60_000,
        "average_wip": 0,
        "average_transit": 0,
        "inventory_turns": 3.65,  # 365 × 6.00 / 600.00
        "dio": 100.0,
        "gmroi": 1.825,  # 365 × 3.00 / 600.00
        "dso": 20.0,
        "dpo": 30.0,
        "cash_conversion_cycle": 90.0,
        "working_capital": 60_000 + 18_000 - 18_000,
        "net_revenue": 328_500,
        "gross_margin": 109_500,
        "gross_margin_rate": 1 / 3,
        "markdown_rate": 0.1,
        "realised_price_ratio": 0.9,
        "revenue_per_sku": 3285.0,
        "sell_through": 0.8,  # 400 of 500
        "carrying_cost_per_year": 12_000,
    }
    assert all(found[name].why_missing == "" for name in found)


def test_dell_in_fiscal_2004_has_a_cycle_of_minus_36_days(make_points: Any, move: Any) -> None:
    # Cost of sales 1,000.00 and sales 1,250.00 a day, with 3 days of stock, 31 of receivables and 70 of payables.
    books = new_books(make_points((1, 1.25, 0)), made=np.zeros(1, bool), n_parties=0, day_start=np.arange(20_000))
    post_all(books, move("STOCK_OPENED", point=0, quantity=3000))
    post_all(books, move("BALANCE_OPENED", code=RECEIVABLES, amount=31 * 125_000))
    post_all(books, move("BALANCE_OPENED", code=PAYABLES, amount=-70 * 100_000))
    for day in range(366):
        post_all(books, move("RECEIVED", code=2, point=0, quantity=1000, amount=10_000, tick=day))
        post_all(books, move("SHIPPED", point=0, quantity=-1000, amount=12_500, tick=day))
        post_all(books, move("PAID", code=1, amount=125_000, tick=day))
        post_all(books, move("PAID", code=2, amount=100_000, tick=day))

    found = metrics(books, 365)

    assert [found.value(name) for name in ("dso", "dio", "dpo")] == [31.0, 3.0, 70.0]
    assert found.value("cash_conversion_cycle") == -36.0


def test_a_figure_explains_itself_with_its_numbers(trade: Any) -> None:
    found = metrics(trade(400), 399, carrying_rate_ppm=200_000)

    assert found["dio"].explain() == "dio = average inventory 600.00 / cost of sales 2,190.00 × 365 days = 100.0"
    assert found["cash_conversion_cycle"].explain() == "cash_conversion_cycle = dio 100.0 + dso 20.0 − dpo 30.0 = 90.0"
    assert found["carrying_cost_per_year"].explain() == (
        "carrying_cost_per_year = average inventory 600.00 × carrying rate 20 % = 120.00"
    )
    assert found["markdown_rate"].explain() == (
        "markdown_rate = lost to markdowns 365.00 / sales at list price 3,650.00 = 0.1000"
    )
    assert found["revenue_per_sku"].explain() == "revenue_per_sku = net revenue 3,285.00 / items sold 1 = 3,285.00"
    assert all(found[name].explain().startswith(f"{name} = ") for name in found)


def test_before_a_year_has_passed_the_window_starts_at_the_start(trade: Any) -> None:
    # 28 days: receivables grow by 9.00 a day up to 20 × 9.00, so they average (1 + ... + 20 + 8 × 20) / 28 × 9.00.
    found = metrics(trade(28), 27)

    assert (found.first_day, found.days, found["dso"].window_days) == (0, 28, 28)
    assert found.value("dso") == (210 + 160) / 28
    assert found.value("dio") == 100.0
    assert found.value("inventory_turns") == 3.65


def test_under_28_days_all_averages_are_unknown_and_say_so(trade: Any) -> None:
    found = metrics(trade(27), 26, carrying_rate_ppm=1)

    known = {name for name in found if found.value(name) is not None}
    assert known == {"working_capital"}
    assert found["dio"].why_missing == "the window has 27 whole days; at least 28 are needed"
    assert metrics(trade(1), 0)["dio"].why_missing == "the window has 1 whole day; at least 28 are needed"
    assert found["cash_conversion_cycle"].why_missing == "dio is not known; dso is not known; dpo is not known"
    assert found["cash_conversion_cycle"].explain().startswith("cash_conversion_cycle is not known: dio is not known")
    assert "(average inventory / cost of sales × days)" in found["dio"].explain()


def test_the_day_that_still_runs_is_in_no_window(make_points: Any, move: Any) -> None:
    books = new_books(make_points((6, 10, 0)), made=np.zeros(1, bool), n_parties=0, day_start=np.arange(2000) * 10)
    for day in range(40):
        post_all(books, move("SALE_MADE", point=0, quantity=-1, amount=100_000, tick=10 * day + 3))

    assert metrics(books, 398).days == 39
    assert metrics(books, 398).value("net_revenue") == 39_000
    assert metrics(books, 399).value("net_revenue") == 40_000
    assert metrics(books, 499).value("net_revenue") == 40_000


def test_what_the_books_do_not_keep_by_day_is_unknown_for_a_tick_they_are_past(trade: Any) -> None:
    found = metrics(trade(100), 49)

    assert found.days == 50
    assert found.value("net_revenue") == 45_000
    assert found["revenue_per_sku"].why_missing == "the books are past the window and keep no items by day"
    assert found["sell_through"].why_missing == "the books are past that tick and keep no quantities by day"
    assert found.value("working_capital") == 60_000 + 18_000 - 18_000


def test_an_item_sold_today_counts_for_the_window_only_if_it_sold_in_it(make_points: Any, move: Any) -> None:
    books = new_books(
        make_points((6, 10, 0), (6, 10, 0)), made=np.zeros(2, bool), n_parties=0, day_start=np.arange(2000) * 10
    )
    post_all(books, move("SALE_MADE", point=0, quantity=-1, amount=100_000, tick=300))
    post_all(books, move("SALE_MADE", point=0, quantity=-1, amount=100_000, tick=400))
    post_all(books, move("SALE_MADE", point=0, quantity=-1, amount=100_000, tick=402))
    post_all(books, move("SALE_MADE", point=1, quantity=-1, amount=100_000, tick=403))

    def active(tick: int) -> dict[str, float]:
        return {part.name: part.value for part in metrics(books, tick)["revenue_per_sku"].inputs}

    assert active(405)["items sold"] == 1
    assert active(409)["items sold"] == 2
    assert metrics(books, 405, window_days=5)["revenue_per_sku"].inputs[1].value == 0


def test_one_item_at_many_points_is_one_sku(make_points: Any, move: Any) -> None:
    points = make_points((6, 10, 0), (6, 10, 0))
    points["item"] = 7
    books = new_books(points, made=np.zeros(2, bool), n_parties=0, day_start=np.arange(20_000))
    for point in (0, 1):
        post_all(books, move("SALE_MADE", point=point, quantity=-1, amount=100_000))

    assert metrics(books, 30).value("revenue_per_sku") == 20.0


def test_a_cost_that_nobody_gave_makes_what_needs_it_unknown(make_points: Any, move: Any) -> None:
    points = make_points((6, 10, 0), (0, 10, 0), defaulted=(1,))
    books = new_books(points, made=np.zeros(2, bool), n_parties=0, day_start=np.arange(20_000))
    post_all(books, move("STOCK_OPENED", point=1, quantity=5))
    for point in (0, 0, 1):
        post_all(books, move("SALE_MADE", point=point, quantity=-1, amount=100_000))
    found = metrics(books, 30, carrying_rate_ppm=1)

    lines, points_without = "no cost for 1 of 3 sale lines", "stock without a cost at 1 stock point"
    assert found["gross_margin"].why_missing == lines
    assert found["average_inventory"].why_missing == points_without
    assert found["inventory_turns"].why_missing.startswith(f"{lines}; {points_without}")
    assert found.value("net_revenue") == 3000
    assert found.value("markdown_rate") == 0.0
    assert found["carrying_cost_per_year"].value is found["working_capital"].value is None


def test_a_cost_given_as_0_is_a_cost(make_points: Any, move: Any) -> None:
    books = new_books(make_points((0, 10, 0)), made=np.zeros(1, bool), n_parties=0, day_start=np.arange(20_000))
    post_all(books, move("SALE_MADE", point=0, quantity=-1, amount=100_000))
    found = metrics(books, 30)

    assert found.value("gross_margin_rate") == 1.0
    assert found["dio"].why_missing == "nothing was sold at a cost"
    assert found["inventory_turns"].why_missing == "no stock was held at a cost"


def test_a_cost_set_later_counts_from_then_on(make_points: Any, move: Any) -> None:
    points = make_points((0, 10, 0), defaulted=(0,))
    books = new_books(points, made=np.zeros(1, bool), n_parties=0, day_start=np.arange(20_000))
    post_all(books, move("SALE_MADE", point=0, quantity=-1, amount=100_000))
    post_all(books, move("REVALUED", point=0, amount=60_000, tick=1))
    post_all(books, move("SALE_MADE", point=0, quantity=-1, amount=100_000, tick=2))

    assert metrics(books, 40)["gross_margin"].why_missing == "no cost for 1 of 2 sale lines"
    assert metrics(books, 40, window_days=39).value("gross_margin") == 400


def test_without_sales_payables_or_prices_each_figure_says_what_it_lacks(make_points: Any, move: Any) -> None:
    books = new_books(make_points((6, 0, 0)), made=np.zeros(1, bool), n_parties=0, day_start=np.arange(20_000))
    empty = metrics(books, 40)
    assert empty["dso"].why_missing == "there was no revenue"
    assert empty["dpo"].why_missing == "no payables in the window; nothing was sold at a cost"
    assert empty["gross_margin_rate"].why_missing == "there was no revenue"
    assert empty["markdown_rate"].why_missing == "none of 0 sale lines has both a list price and a price"
    assert empty["revenue_per_sku"].why_missing == "no item was sold"
    assert empty["sell_through"].why_missing == "nothing was supplied at a cost"
    assert empty["carrying_cost_per_year"].why_missing == "no carrying rate is given"
    assert empty.value("gross_margin") == empty.value("working_capital") == 0

    post_all(books, move("SALE_MADE", point=0, quantity=-1))
    unpriced = metrics(books, 40)
    assert unpriced["net_revenue"].why_missing == "none of 1 sale lines has a price"
    assert unpriced["dpo"].why_missing == "no payables in the window"
    assert unpriced["markdown_rate"].value is None


def test_lines_left_out_of_a_price_figure_are_counted_beside_it(make_points: Any, move: Any) -> None:
    books = new_books(
        make_points((6, 10, 0), (6, 0, 0)), made=np.zeros(2, bool), n_parties=0, day_start=np.arange(20_000)
    )
    post_all(books, move("SALE_MADE", point=0, quantity=-1, amount=50_000))
    post_all(books, move("SALE_MADE", point=0, quantity=-1))
    post_all(books, move("SALE_MADE", point=1, quantity=-1, amount=50_000))
    rate = metrics(books, 40)["markdown_rate"]

    assert rate.value == 0.5
    assert rate.to_dict()["inputs"] == {
        "lost to markdowns": 500,
        "sales at list price": 1000,
        "sold above list price": 0,
        "lines without a list price": 1,
        "lines without a price": 1,
    }


def test_sales_above_list_price_are_no_markdown_and_are_said_beside_it(make_points: Any, move: Any) -> None:
    """List price 10.00: 2 sold at 12.00, 5 at 7.00, and one of the dear ones comes back."""
    books = new_books(make_points((6, 10, 0)), made=np.zeros(1, bool), n_parties=0, day_start=np.arange(20_000))
    post_all(books, move("SALE_MADE", point=0, quantity=-2, amount=120_000))
    post_all(books, move("SALE_MADE", point=0, quantity=-5, amount=70_000))
    post_all(books, move("RETURNED", point=0, quantity=1, amount=120_000))
    found = metrics(books, 40)

    # 1 × 12.00 + 5 × 7.00 = 47.00 came in: 6 × 10.00, less 5 × 3.00, and 1 × 2.00 above list.
    assert found.value("net_revenue") == 4700 == 6000 - 1500 + 200
    assert found["markdown_rate"].explain() == (
        "markdown_rate = lost to markdowns 15.00 / sales at list price 60.00; besides, sold above list price 2.00"
        " = 0.2500"
    )


def test_returns_lower_revenue_margin_and_what_was_sold(shop: Any, move: Any) -> None:
    post_all(shop, move("STOCK_OPENED", point=2, quantity=4))
    post_all(shop, move("SHIPPED", point=2, quantity=-2, amount=1_500_000))
    post_all(shop, move("RETURNED", point=2, quantity=1, amount=1_500_000))
    found = metrics(shop, 399)

    assert (found.value("net_revenue"), found.value("gross_margin")) == (15_000, 5000)
    assert found.value("sell_through") == 0.25


def test_work_and_goods_on_the_road_have_averages_of_their_own(shop: Any, move: Any) -> None:
    post_all(shop, move("STARTED", code=0, point=0, slot=0, quantity=-1, tick=0))
    post_all(shop, move("STARTED", code=1, point=2, slot=1, quantity=-1, tick=200))
    found = metrics(shop, 399)

    # 4.00 for 40 days of 40, 100.00 for 20 days of 40.
    assert (found.value("average_wip"), found.value("average_transit")) == (400, 5000)


def test_working_capital_takes_allowances_payables_and_deposits_off(shop: Any, move: Any) -> None:
    post_all(shop, move("STOCK_OPENED", point=2, quantity=4))
    post_all(shop, move("WRITE_DOWN", amount=100))
    post_all(shop, move("FREIGHT_CHARGED", code=1, amount=20))
    post_all(shop, move("DEPOSIT_RECEIVED", amount=3))

    assert metrics(shop, 0).value("working_capital") == 40_000 - 100 - 20 - 3


def test_a_moment_before_the_first_whole_day_that_the_books_are_past_is_unknown(shop: Any, move: Any) -> None:
    post_all(shop, move("DEPOSIT_RECEIVED", amount=3, tick=8))

    assert metrics(shop, 5)["working_capital"].why_missing == "no day had ended by then, and the books are past it"


def test_a_window_without_days_and_a_negative_rate_are_refused(shop: Any) -> None:
    with pytest.raises(UsageError, match="window: 0 days; expected at least 1"):
        metrics(shop, 5, window_days=0)
    with pytest.raises(UsageError, match="carrying rate: -1 ppm"):
        metrics(shop, 5, carrying_rate_ppm=-1)


@pytest.mark.parametrize(
    ("top", "bottom", "expected"), [(1, 2, 0), (3, 2, 2), (-1, 2, 0), (-3, 2, -2), (10**40 + 1, 2, 5 * 10**39)]
)
def test_averages_round_halves_to_even_at_any_size(top: int, bottom: int, expected: int) -> None:
    assert round_half_even(top, bottom) == expected


def test_a_year_of_closings_near_the_limit_of_the_books_does_not_overflow(move: Any, make_points: Any) -> None:
    books = new_books(make_points((1, 0, 0)), made=np.zeros(1, bool), n_parties=0, day_start=np.arange(20_000))
    post_all(books, np.repeat(move("BALANCE_OPENED", code=RECEIVABLES, amount=1 << 55), 31))
    post_all(books, move("SHIPPED", point=0, quantity=-1, amount=10_000))

    assert metrics(books, 399).value("dso") is None  # the sale was 400 days ago
    assert metrics(books, 364).value("dso") == ((31 << 55) + 100) * 365 / 100

"""The figures say over which days they go, and that the trial balance goes further."""

import io

import pytest
from rich.console import Console

import tugline as tl
from tugline.report.book_lists import figures_listing, window
from tugline.report.html import render_html
from tugline.report.terminal import print_result

SHOP = {
    "business": {"name": "shop", "currency": "EUR", "timezone": "UTC", "start": "2024-01-01", "world": "plain"},
    "items": {"item": ["lamp"], "cost": ["10"], "price": ["25"]},
    "stock": {"item": ["lamp"], "location": ["main"], "on_hand": ["80"]},
    "sources": {"item": ["lamp"], "location": ["main"], "kind": ["buy"], "lead_time": ["1d"]},
}


def sold(*times):
    return {
        "receipt": [str(n) for n in range(len(times))], "item": ["lamp"] * len(times), "quantity": ["1"] * len(times),
        "sold_at": list(times),
    }  # fmt: skip


@pytest.fixture(scope="module")
def result():
    """40 whole days with one sale, and a second sale on the day that runs."""
    with tl.open({**SHOP, "sales": sold("2024-01-10", "2024-02-10T09:00")}) as shop:
        shop.advance("2024-02-10T12:00")
        yield shop.result()


SAID = "over 40 whole days, 2024-01-01 to the end of 2024-02-09; the trial balance goes on to 2024-02-10 12:00"


def test_a_sale_of_the_day_that_runs_is_in_the_accounts_only_and_the_list_says_so(result):
    revenue = next(account for account in result.accounts if account.account == "revenue")
    assert (result.metrics["net_revenue"], revenue.credit) == (25, 50)
    assert figures_listing(result, 100).summary == f"money in EUR, {SAID}"


def test_terminal_and_page_say_so(result):
    shown = io.StringIO()
    print_result(result, Console(file=shown, width=200), written={})
    assert SAID in " ".join(shown.getvalue().split())
    assert SAID in render_html(result)


def test_no_more_than_the_last_year_is_named():
    with tl.open({**SHOP, "sales": sold("2024-01-10", "2025-06-01")}) as shop:
        shop.advance("2025-06-01")
        said, told = window(shop.result()), shop.explain("net_revenue")
    assert said.startswith("over 365 whole days, 2024-06-01 to the end of 2025-05-31;")
    assert "over 365 whole days, 2024-06-01 to 2025-05-31;" in told


def test_without_a_whole_day_nothing_is_named():
    with tl.open(SHOP) as shop:
        shop.advance("2024-01-01T10:00")
        assert window(shop.result()) == "over whole days, of which none has ended yet; the trial balance goes to now"


def test_what_sell_through_counts_is_not_called_cost_of_sales(result):
    figure = next(figure for figure in result.figures if figure.name == "sell_through")
    assert figure.formula.startswith("sell_through = sold up to now at today's cost 20.00 / supplied up to now at")
    assert "cost of sales 10.00" in next(figure for figure in result.figures if figure.name == "gross_margin").formula

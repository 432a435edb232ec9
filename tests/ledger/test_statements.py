from typing import Any

import pytest

from tugline.ledger import layout
from tugline.ledger.accounts import ACCOUNTS, Nature
from tugline.ledger.books import live_arrays
from tugline.ledger.days import days_through
from tugline.ledger.post import post_all
from tugline.ledger.statements import (
    closings,
    daily_series,
    digest_items,
    disagreements,
    inventory_of,
    trial_balance,
    trial_balance_table,
)


@pytest.fixture
def traded(shop: Any, move: Any) -> Any:
    """Return books of three days: stock of 500.00 opened and one sold on credit on day 0, half paid on day 2."""
    post_all(shop, move("STOCK_OPENED", point=2, quantity=5, tick=0))
    post_all(shop, move("SHIPPED", point=2, quantity=-1, amount=1_500_000, party=0, tick=3))
    post_all(shop, move("PAID", code=1, amount=7500, party=0, tick=21))
    return shop


def test_the_trial_balance_lists_every_account_on_its_side(traded: Any) -> None:
    table = trial_balance_table(traded)

    assert [line.account for line in table] == list(ACCOUNTS[1:])
    shown = {line.account: (line.nature, line.debit, line.credit) for line in table if line.debit or line.credit}
    assert shown == {
        "cash": (Nature.ASSET, 7500, 0),
        "receivables": (Nature.ASSET, 7500, 0),
        "inventory_made": (Nature.ASSET, 40_000, 0),
        "opening_equity": (Nature.EQUITY, 0, 50_000),
        "revenue": (Nature.INCOME, 0, 15_000),
        "cost_of_sales": (Nature.EXPENSE, 10_000, 0),
    }
    assert sum(line.debit for line in table) == sum(line.credit for line in table) == 65_000
    assert trial_balance(traded) == 0


def test_the_digest_names_every_account_with_its_sign(traded: Any) -> None:
    items = dict(digest_items(traded))

    assert list(items) == list(ACCOUNTS[1:])
    assert (items["cash"], items["revenue"], items["payables"]) == (7500, -15_000, 0)


@pytest.mark.parametrize(("tick", "days"), [(-1, 0), (0, 0), (8, 0), (9, 1), (18, 1), (19, 2), (1234, 123)])
def test_a_day_is_whole_when_the_facts_of_its_last_tick_are_in(shop: Any, tick: int, days: int) -> None:
    assert days_through(shop, tick) == days


def test_the_series_ends_with_the_open_day_as_it_stands(traded: Any) -> None:
    series = daily_series(traded)

    assert {name: column.tolist() for name, column in series.items()} == {
        "day": [0, 1, 2],
        "inventory": [40_000] * 3,
        "work_in_process": [0] * 3,
        "transit": [0] * 3,
        "receivables": [15_000, 15_000, 7500],
        "payables": [0] * 3,
        "cash": [0, 0, 7500],
        "revenue": [15_000] * 3,
        "cost_of_sales": [10_000] * 3,
    }


def test_the_series_as_of_a_tick_has_whole_days_only_even_beyond_the_last_movement(traded: Any) -> None:
    assert daily_series(traded, 28)["receivables"].tolist() == [15_000, 15_000]
    assert daily_series(traded, 29)["receivables"].tolist() == [15_000, 15_000, 7500]
    assert daily_series(traded, 49)["receivables"].tolist() == [15_000, 15_000, 7500, 7500, 7500]
    assert daily_series(traded, 8)["day"].tolist() == []


def test_liabilities_and_returns_are_shown_the_way_people_say_them(shop: Any, move: Any) -> None:
    post_all(shop, move("RECEIVED", code=2, point=0, quantity=10, amount=40_000, party=1))
    post_all(shop, move("SHIPPED", point=0, quantity=-2, amount=60_000, party=0))
    post_all(shop, move("RETURNED", point=0, quantity=1, amount=60_000, party=0))

    series = daily_series(shop)
    assert series["payables"].tolist() == [4000]
    assert series["revenue"].tolist() == [600]


def test_inventory_is_bought_and_made_together(traded: Any, move: Any) -> None:
    post_all(traded, move("STOCK_OPENED", point=0, quantity=1, tick=21))

    assert inventory_of(closings(traded, 3)).tolist() == [40_000, 40_000, 40_400]


@pytest.mark.parametrize(
    ("field", "row", "column", "message"),
    [
        ("balance", layout.CASH, None, "all accounts: 1 cents; expected 0"),
        ("closing", 1, layout.CASH, "all accounts at the end of day 1: 1 cents; expected 0"),
        ("point", 2, "value", "inventory_made: 40000 cents; expected 40001"),
        ("slot", 0, "value", "work_in_process: 0 cents; expected 1"),
        ("party", 0, "receivable", "receivables: 7500 cents; expected 7501"),
        ("party", 1, "payable", "payables: 0 cents; expected 1"),
        ("party", 1, "deposit", "customer_deposits: 0 cents; expected 1"),
    ],
)
def test_whatever_does_not_fit_is_named(traded: Any, field: str, row: int, column: Any, message: str) -> None:
    assert disagreements(traded) == []
    array = live_arrays(traded)[field]
    if field == "slot":
        array["account"][row] = layout.WORK_IN_PROCESS
    if column is None:
        array[row] += 1
    elif isinstance(column, str):
        array[column][row] += 1
    else:
        array[row, column] += 1

    assert disagreements(traded) == [message]

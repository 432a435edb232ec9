"""What the books say as they stand: the trial balance, the days one by one, and whether all of it fits together."""

from typing import NamedTuple

import numpy as np

from tugline.ledger import layout
from tugline.ledger.accounts import ACCOUNTS, Nature, nature_of
from tugline.ledger.books import Books, live_arrays
from tugline.ledger.days import days_through
from tugline.ledger.layout import N_ACCOUNTS


class AccountLine(NamedTuple):
    """One line of the trial balance; one of `debit` and `credit` is 0, both in cents."""

    account: str
    nature: Nature
    debit: int
    credit: int


def trial_balance(books: Books) -> int:
    """Return the sum of all accounts in cents; anything but 0 means that the books are broken."""
    return int(live_arrays(books)["balance"].sum())


def trial_balance_table(books: Books) -> list[AccountLine]:
    """Return a line for every account in the order of the codes; the debits sum to what the credits sum to."""
    balance = live_arrays(books)["balance"].tolist()
    return [
        AccountLine(ACCOUNTS[code], nature_of(code), max(balance[code], 0), max(-balance[code], 0))
        for code in range(1, N_ACCOUNTS)
    ]


def digest_items(books: Books) -> tuple[tuple[str, int], ...]:
    """Return (account, cents) in the order of the codes, debit positive: the books' part of a business's digest."""
    balance = live_arrays(books)["balance"].tolist()
    return tuple((ACCOUNTS[code], balance[code]) for code in range(1, N_ACCOUNTS))


def closings(books: Books, days: int) -> np.ndarray:
    """Return the closing balances of days 0 .. days - 1, shape (days, N_COLUMNS): the accounts, then the tallies.

    A day after the last movement closes with what that left.
    """
    live = live_arrays(books)
    closed = min(days, int(live["head"]["day"][0]))
    now = np.concatenate([live["balance"], live["tally"]])
    return np.concatenate([live["closing"][:closed], np.tile(now, (days - closed, 1))])


def inventory_of(rows: np.ndarray) -> np.ndarray:
    """Return the stock at standard cost in rows of `closings`, shape (days,), cents."""
    total: np.ndarray = rows[:, layout.INVENTORY_BOUGHT] + rows[:, layout.INVENTORY_MADE]
    return total


def daily_series(books: Books, as_of_tick: int | None = None) -> dict[str, np.ndarray]:
    """Return columns of one row per local day, cents, for charts and reports.

    Balances are those at the end of the day, liabilities as positive amounts; `revenue` (net of returns) and
    `cost_of_sales` run from the start. Without `as_of_tick` the last row is the day that is still open, as it stands;
    with it, only whole days are given.
    """
    days = int(live_arrays(books)["head"]["day"][0]) + 1 if as_of_tick is None else days_through(books, as_of_tick)
    rows = closings(books, days)
    return {
        "day": np.arange(days, dtype=np.int64),
        "inventory": inventory_of(rows),
        "work_in_process": rows[:, layout.WORK_IN_PROCESS],
        "transit": rows[:, layout.TRANSIT],
        "receivables": rows[:, layout.RECEIVABLES],
        "payables": -rows[:, layout.PAYABLES],
        "cash": rows[:, layout.CASH],
        "revenue": -rows[:, layout.REVENUE] - rows[:, layout.RETURNS],
        "cost_of_sales": rows[:, layout.COST_OF_SALES],
    }


def disagreements(books: Books) -> list[str]:
    """Return in words whatever in the books does not fit together; an empty list means that all of it does.

    The accounts sum to 0, now and at the end of every day; stock at standard cost is the inventory accounts; what is
    under way for pulls is work in process and transit; the parties' balances are their accounts.
    """
    live = live_arrays(books)
    balance, point, slot, party = live["balance"], live["point"], live["slot"], live["party"]
    kept = closings(books, int(live["head"]["day"][0]))[:, :N_ACCOUNTS].sum(axis=1)
    pairs = [("all accounts", int(balance.sum()), 0)]
    pairs += [(f"all accounts at the end of day {day}", int(kept[day]), 0) for day in np.flatnonzero(kept).tolist()]
    for code in (layout.INVENTORY_BOUGHT, layout.INVENTORY_MADE):
        held = point["value"][(point["account"] == code) & (point["owner"] < 0)].sum()
        pairs.append((ACCOUNTS[code], int(balance[code]), int(held)))
    for code in (layout.WORK_IN_PROCESS, layout.TRANSIT):
        pairs.append((ACCOUNTS[code], int(balance[code]), int(slot["value"][slot["account"] == code].sum())))
    for code, field in (
        (layout.RECEIVABLES, "receivable"),
        (layout.PAYABLES, "payable"),
        (layout.CUSTOMER_DEPOSITS, "deposit"),
    ):
        pairs.append((ACCOUNTS[code], int(balance[code]), int(party[field].sum())))
    return [f"{name}: {found} cents; expected {expected}" for name, found, expected in pairs if found != expected]

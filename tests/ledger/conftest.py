"""A small business whose books can be worked out by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tugline.facts.kinds import Kind
from tugline.ledger.accounts import ACCOUNTS
from tugline.ledger.books import Books, live_arrays, new_books
from tugline.ledger.post import entries, post_all
from tugline.ledger.statements import disagreements
from tugline.network.layout import POINT
from tugline.state import movement as mv
from tugline.state.movement import MOVEMENT

RESERVED = {
    "WRITE_DOWN": mv.WRITE_DOWN,
    "REVALUED": mv.REVALUED,
    "EXCHANGE_DIFFERENCE": mv.EXCHANGE_DIFFERENCE,
}


@pytest.fixture
def make_points() -> Callable[..., np.ndarray]:
    """Return stock points of one item each: (standard cost, list price, decimals) in currency."""

    def make(*rows: tuple[float, float, int], defaulted: tuple[int, ...] = ()) -> np.ndarray:
        points = np.zeros(len(rows), POINT)
        for row, (cost, price, decimals) in enumerate(rows):
            points[row]["item"] = row
            points[row]["decimals"] = decimals
            points[row]["scale"] = 10**decimals
            points[row]["standard_cost"] = round(cost * 10_000)
            points[row]["price"] = round(price * 10_000)
        points["defaulted_cost"][list(defaulted)] = 1
        return points

    return make


@pytest.fixture
def shop(make_points: Callable[..., np.ndarray]) -> Books:
    """Return books of five points, three parties (0 to 2) and days of 10 ticks.

    RAW 4.00, PART 10.00, BIKE 100.00 made and listed at 150.00, the same BIKE in a store, and OIL 2.50 a litre in
    tenths, listed at 5.00, which belongs to party 1 until it is used.
    """
    points = make_points((4, 0, 0), (10, 0, 0), (100, 150, 0), (100, 150, 0), (2.5, 5, 1))
    points["item"] = [0, 1, 2, 2, 3]
    made = np.array([False, False, True, True, False])
    return new_books(
        points, made=made, n_parties=3, day_start=np.arange(2000) * 10, owner=np.array([-1, -1, -1, -1, 1])
    )


@pytest.fixture
def move() -> Callable[..., np.ndarray]:
    """Return one movement by the name of its kind; money of priced kinds in 1/10,000, other money in cents."""

    def one(kind: str, /, **fields: int) -> np.ndarray:
        row = np.zeros(1, MOVEMENT)
        row["kind"] = RESERVED[kind] if kind in RESERVED else Kind[kind]
        row["point"] = row["slot"] = row["party"] = -1
        for name, value in fields.items():
            row[name] = value
        return row

    return one


@pytest.fixture
def balances() -> Callable[[Books], dict[str, int]]:
    """Return the accounts that are not 0 by name, cents, debit positive."""

    def read(books: Books) -> dict[str, int]:
        cents: Any = live_arrays(books)["balance"].tolist()
        return {name: value for name, value in zip(ACCOUNTS, cents, strict=True) if value}

    return read


@pytest.fixture(scope="session")
def posting_table() -> dict[str, tuple[str, set[str], set[str]]]:
    """Return (movement, debited, credited) by the name of the posting, as docs/design/books.md tells them."""
    page = (Path(__file__).parents[2] / "docs" / "design" / "books.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.splitlines() if line.startswith("| ")]
    return {
        row[0]: (row[1], set(row[2].split(", ")) - {"–"}, set(row[3].split(", ")) - {"–"})
        for row in rows
        if len(row) == 5
    }


@pytest.fixture
def check_posting(shop: Books, move: Any, balances: Any, posting_table: Any) -> Callable[..., None]:
    """Return a check of one movement: what it changes in the accounts, after what came before."""

    def check(name: str, kind: str, fields: Any, changes: dict[str, int], before: Any = ()) -> None:
        for earlier, its_fields in before:
            post_all(shop, move(earlier, **its_fields))
        was = balances(shop)

        sides = entries(shop, move(kind, seq=99, **fields))

        now = balances(shop)
        found = {account: now.get(account, 0) - was.get(account, 0) for account in now | was}
        assert {account: cents for account, cents in found.items() if cents} == changes
        assert disagreements(shop) == []
        noted: dict[str, int] = {}
        for side in sides:
            account = ACCOUNTS[side["account"]]
            noted[account] = noted.get(account, 0) + int(side["amount"])
        assert {account: cents for account, cents in noted.items() if cents} == changes
        assert set(sides["seq"].tolist()) <= {99}
        debited, credited = ({account for account, cents in changes.items() if cents * sign > 0} for sign in (1, -1))
        assert posting_table[name] == (kind, debited, credited)

    return check

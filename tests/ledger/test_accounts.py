from pathlib import Path

import pytest

from tugline.errors import UsageError
from tugline.ledger.accounts import ACCOUNTS, CODES, OPENING_ACCOUNTS, nature_of, opening_code
from tugline.ledger.layout import COST_OF_SALES, N_ACCOUNTS, PAYABLES

PAGE = Path(__file__).parents[2] / "docs" / "design" / "books.md"


def test_every_code_has_one_name_and_a_nature() -> None:
    assert len(ACCOUNTS) == len(set(ACCOUNTS)) == N_ACCOUNTS
    assert ACCOUNTS[PAYABLES] == "payables"
    assert ACCOUNTS[COST_OF_SALES] == "cost_of_sales"
    assert all(CODES[ACCOUNTS[code]] == code for code in range(1, N_ACCOUNTS))


def test_the_design_page_says_what_each_account_is() -> None:
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in PAGE.read_text(encoding="utf-8").splitlines()]
    natures = {row[0]: row[1] for row in rows if len(row) == 3 and row[0] in CODES}

    assert natures == {ACCOUNTS[code]: nature_of(code).value for code in range(1, N_ACCOUNTS)}


def test_an_opening_account_is_found_by_its_name() -> None:
    assert [ACCOUNTS[opening_code(name)] for name in OPENING_ACCOUNTS] == list(OPENING_ACCOUNTS)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("inventory_bought", "follows from stock"),
        ("revenue", "follows from stock"),
        ("creditors", "no such account"),
        ("", "no such"),
    ],
)
def test_an_account_that_cannot_be_opened_is_refused_with_those_that_can(name: str, why: str) -> None:
    with pytest.raises(UsageError, match=why) as caught:
        opening_code(name)

    assert repr(name) in str(caught.value)
    assert "cash, receivables" in str(caught.value)

from pathlib import Path

from tugline.ledger.accounts import ACCOUNTS, CODES, OPENING_ACCOUNTS, nature_of
from tugline.ledger.layout import COST_OF_SALES, N_ACCOUNTS, PAYABLES
from tugline.network import schema_trade

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


def test_the_table_of_balances_offers_what_the_books_let_be_opened() -> None:
    assert schema_trade.OPENING_ACCOUNTS == OPENING_ACCOUNTS
    assert not {"inventory_bought", "inventory_made", "work_in_process", "transit", "revenue"} & set(OPENING_ACCOUNTS)

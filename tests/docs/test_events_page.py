"""The page on events names every word that is taken, and what it says of them is what the rules say."""

import re

import pytest

from tugline.business.event_rows import ANSWERS, KINDS, OF_MONEY, PRICED


@pytest.fixture(scope="module")
def rows(root):
    """Return for each word of the page's tables the cells that stand beside it, joined."""
    page = (root / "docs" / "howto" / "tell-what-happened.md").read_text(encoding="utf-8")
    found = {}
    for line in page.splitlines():
        if line.startswith("| `"):
            first, *others = [cell.strip() for cell in line.strip("|").split("|")]
            for word in re.findall(r"`(\w+)`", first):
                found[word] = found.get(word, "") + " ".join(others)
    return found


def test_every_word_has_a_row_and_every_row_is_a_word(rows):
    assert set(rows) == set(KINDS)


def test_the_words_of_money_want_an_amount(rows):
    assert {word for word, cells in rows.items() if "`amount`" in cells} == OF_MONEY | PRICED


def test_the_page_names_what_the_plain_world_says_itself(root):
    page = (root / "docs" / "howto" / "tell-what-happened.md").read_text(encoding="utf-8")
    last = page.split("In the plain world")[1]
    assert {word for word in ANSWERS if f"`{word}`" in last} == {"accepted", "received", "shipped", "delivered", "paid"}
    between = ["accepted", "placed", "confirmed", "started", "finished", "received"]
    assert {*between, "shipped", "delivered", "paid", "freight_in", "freight_out"} == ANSWERS

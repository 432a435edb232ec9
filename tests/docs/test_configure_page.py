"""The page on configured orders is true: its figures follow from the tables of its example."""

from math import prod

import pytest

import tugline as tl

PAGE = "docs/howto/configure-to-order.md"


@pytest.fixture(scope="module")
def computers(request):
    with tl.open(request.config.rootpath / "examples" / "computers") as business:
        business.advance("2026-03-03T09:00")
        yield business


def test_the_example_can_be_ordered_in_as_many_ways_as_the_page_says(computers, pages):
    network = computers.network
    options = network.options[network.items.name.index("pc")]
    assert prod(len(group.options) for group in options.groups) == 648
    assert "are 648 ways to order one item" in pages[PAGE]


def test_the_refusal_is_that_of_the_example(computers, pages):
    (refused,) = [row.why for row in computers.quarantined()]
    assert f"      {refused}\n" in pages[PAGE]


def test_the_price_is_that_of_the_desk(computers, pages):
    chosen = "cpu=16-core board=wide memory=64GB power=850W"
    assert f'--options "{chosen}"' in pages[PAGE]
    offer = computers.promise(item="pc", quantity=1, options=chosen)
    assert f"({offer.price:,.2f} each)" in pages[PAGE]


def test_the_rows_that_the_page_shows_stand_in_the_example(request, pages):
    rows = (request.config.rootpath / "examples" / "computers" / "options.csv").read_text().splitlines()
    shown = [line.strip("| ").split("|") for line in pages[PAGE].splitlines() if line.startswith("| pc |")]
    assert shown
    for cells in shown:
        text = ",".join(cell.strip() for cell in cells)
        assert any(row.rstrip(",") == text.rstrip(",") for row in rows), text

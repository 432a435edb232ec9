"""The page on delivery to customers: its tables are a business, and what it says of an offer is what is printed."""

import re
from io import StringIO

import pytest
from rich.console import Console

import tugline as tl
from tugline.report.offer_terminal import print_offer

PAGE = "docs/howto/deliver-to-customers.md"
REST = {
    "business.toml": 'name = "shop"\ncurrency = "EUR"\ntimezone = "Europe/Berlin"\nstart = "2026-01-05"\n',
    "items.csv": "item,cost,price\nbike,100,200\n",
    "locations.csv": "location\nshop\n",
    "stock.csv": "item,location,on_hand\nbike,shop,5\n",
}


@pytest.fixture
def shop(pages, tmp_path):
    """The business of the page on Monday at ten, with five bikes."""
    blocks = dict(re.findall(r"^`(\w+\.csv)`\n\n```\n(.*?)^```", pages[PAGE], flags=re.DOTALL | re.MULTILINE))
    assert sorted(blocks) == ["calendars.csv", "customers.csv", "lanes.csv"]
    for name, text in {**REST, **blocks}.items():
        (tmp_path / name).write_text(text)
    with tl.open(tmp_path) as business:
        business.advance("2026-01-05T10:00")
        yield business


def test_the_sentence_of_the_page_is_what_is_printed(pages, shop):
    to = StringIO()
    print_offer(shop.promise(item="bike", quantity=1, customer="Hansen Bikes"), Console(file=to, width=160))
    said = to.getvalue().splitlines()[0].rstrip()
    assert said.startswith("1 bike at shop: leaves")
    assert f"\n  {said}\n" in pages[PAGE]


def test_post_goes_while_it_is_in_time_then_express(shop):
    def carrier(wanted):
        return shop.promise(item="bike", quantity=1, customer="Anna", wanted=wanted).carrier

    assert [carrier(wanted) for wanted in ("2026-01-07", "2026-01-06", None)] == ["post", "express", "express"]


def test_a_parcel_that_leaves_on_friday_is_there_on_tuesday_by_post(shop):
    shop.advance("2026-01-09T10:00")
    offer = shop.promise(item="bike", quantity=1, customer="Anna", wanted="2026-01-20")
    assert (offer.leaves[:16], offer.promised[:16]) == ("2026-01-09T14:00", "2026-01-13T14:00")

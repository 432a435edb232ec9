"""An offer as text and as a document."""

import io

import msgspec
import pytest
from rich.console import Console

import tugline as tl
from tests.business.test_offering import WORKS
from tugline.business.likely_views import Likely
from tugline.report.offer_json import offer_json
from tugline.report.offer_terminal import print_offer


@pytest.fixture(scope="module")
def offers():
    with tl.open(WORKS) as business:
        business.advance("2026-01-05")
        yield {
            "soon": business.promise(item="bike", quantity=3, ways_out=True),
            "late": business.promise(item="bike", quantity=4, wanted="2026-01-06", ways_out=True),
        }


def told(offer, width):
    out = io.StringIO()
    print_offer(offer, Console(file=out, width=width, color_system=None))
    return out.getvalue()


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_date_comes_first_then_why_and_what_would_be_sooner(offers, width):
    lines = [line.rstrip() for line in told(offers["late"], width).splitlines()]
    said = " ".join(lines)
    assert lines[0].startswith("4 bike at works: 2026-01-08 14:00")
    assert "wanted by 2026-01-06 23:59, 2.00 days late" in said
    assert "Not earlier, since wheel at works is there on 2026-01-08 00:00." in said
    assert "Sooner, on 2026-01-06 10:00: 2 wheel at once instead of on 2026-01-08 00:00" in said
    assert "acme" in said
    assert max(map(len, lines)) <= width


def test_what_is_in_time_says_so_and_parts_are_told_where_they_come_sooner(offers):
    said = told(offers["soon"], 100)
    assert "as soon as can be" in said
    assert "In parts: 1 on 2026-01-05 00:00, 2 on 2026-01-05 12:00." in said
    assert "4.0" in said, "hours of the bench"


def test_the_document_has_what_its_page_says(offers, root):
    page = (root / "docs" / "reference" / "promise-json.md").read_text(encoding="utf-8")
    document = msgspec.json.decode(offer_json(offers["late"]))
    said = {name.strip(" `") for line in page.splitlines() if line.startswith("| `")
            for name in line.split("|")[1].split(",")}  # fmt: skip
    assert said == set(document) | set(document["uses"][0]) | set(Likely.__struct_fields__)
    assert document["way_out"] == document["ways_out"][0]
    assert (document["schema"], document["promised"][:10], document["late_days"]) == (1, "2026-01-08", 2.0)


def test_what_is_bought_in_place_of_what_others_give_is_told_apart(offers):
    offer = offers["late"]
    (bought,) = (use for use in offer.uses if use.kind == "purchase")
    assert " buy " in told(offer, 120)
    after = msgspec.structs.replace(bought, end="2026-01-09T00:00:00+00:00")
    uses = tuple(after if use is bought else use for use in offer.uses)
    assert "buy again" in told(msgspec.structs.replace(offer, uses=uses), 120)

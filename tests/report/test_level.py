"""Levelled work as text, as a page, as a document and as cards."""

import csv
import io

import msgspec
import pytest
from rich.console import Console

import tugline as tl
from tests.business.test_levelling import TABLES
from tests.report.test_plan_html import HOSTILE, Page
from tugline.business.level_views import LevelSolver
from tugline.report.level_html import render_level
from tugline.report.level_json import COLUMNS, cards_csv, level_json
from tugline.report.level_lists import box_listing
from tugline.report.level_terminal import print_level
from tugline.report.level_texts import interval_words, pace, release_words, solver_words, span


@pytest.fixture(scope="module")
def level():
    with tl.open(TABLES) as business:
        business.advance()
        yield business.level(resource="press", days=5)


@pytest.fixture(scope="module")
def idle():
    with tl.open({**TABLES, "orders": {**TABLES["orders"], "wanted_at": ["2026-06-01"] * 9}}) as business:
        business.advance()
        yield business.level(resource="press", days=5)


def told(level, width, **options):
    out = io.StringIO()
    print_level(level, Console(file=out, width=width, color_system=None), report=None, **options)
    return out.getvalue()


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_pace_comes_first_and_no_line_is_too_wide(level, width):
    lines = told(level, width).splitlines()
    said = " ".join(" ".join(lines).split())
    assert said.startswith("shoes press from 2026-01-05 00:00 to 2026-01-10 00:00, by goal chasing")
    assert "Takt 4 h 27 min: 9 pieces in 40 free hours. Pitch 4 h 27 min: a card of 1 each." in said
    assert (
        "In this sequence it takes 24.75 hours, 6.75 of them set-ups: there is enough, 15.25 hours are spare." in said
    )
    assert "Set-ups of one turn take 2 hours, so that every product can be made once every 0.46 days" in said
    assert "9 pulls would be held by --release until their places" in said
    assert max(map(len, lines)) <= width


def test_what_is_released_says_so(level):
    assert "9 pulls are held until their places" in told(level, 120, released=True)


def test_nothing_wanted_is_said_and_nothing_else(idle):
    assert "Nothing is wanted of press by then." in told(idle, 80)
    assert "Cards in turn" not in told(idle, 80)
    assert Page(render_level(idle)).said.count("Nothing is wanted") >= 1


def test_too_little_time_says_by_how_much(level):
    busy = msgspec.structs.replace(level, open_hours=20.0, on_time_planned=None, not_held=("L1",))
    assert pace(busy)[2].endswith("4.75 hours more than there are.")
    none = msgspec.structs.replace(busy, wheel=msgspec.structs.replace(level.wheel, interval_days=None))
    assert "no interval is long enough" in interval_words(none)
    assert release_words(busy, released=False)[1].startswith("1 lot cannot be held (L1)")


@pytest.mark.parametrize(("is_best", "ends"), [(True, "no order is better."), (False, "it had no more time.")])
def test_what_the_solver_made_of_the_plan_is_said(level, is_best, ends):
    solver = LevelSolver(
        late_hours_planned=3, late_hours_solved=1, setup_hours_planned=4.75, setup_hours_solved=1.75, is_best=is_best
    )
    solved = msgspec.structs.replace(level, method="solver", solver=solver, pitch_seconds=None)
    said = " ".join(told(solved, 120).split())
    assert "A card is a lot." in said
    assert (
        f"weighted hours late go from 3 to 1, and hours of set-ups from 4.75 to 1.75; {'no' if is_best else 'a'}"
        in said
    )
    assert solver_words(solved).endswith(ends)
    assert solver_words(solved) in Page(render_level(solved)).said


def test_a_box_with_more_slots_than_fit_says_so(level):
    listing = box_listing(level, 2)
    assert len(listing.columns) == 4
    assert listing.summary.endswith("; the first 2")


@pytest.mark.parametrize("name", ["shoes", HOSTILE])
def test_the_page_nests_asks_no_network_and_shows_words_as_words(level, name):
    products = tuple(msgspec.structs.replace(product, item=name) for product in level.products)
    cards = tuple(msgspec.structs.replace(card, item=name) for card in level.cards)
    parts = tuple(msgspec.structs.replace(part, item=name) for part in level.parts)
    page = Page(
        render_level(msgspec.structs.replace(level, business=name, products=products, cards=cards, parts=parts))
    )
    assert not [tag for tag, _ in page.elements if tag in {"script", "link", "iframe", "img"}]
    assert name in page.said
    assert len([svg for svg in page.all("svg") if svg.get("role") == "img"]) == 2


def test_the_document_has_what_its_page_says(level, root):
    page = (root / "docs" / "reference" / "level-json.md").read_text(encoding="utf-8")
    document = msgspec.json.decode(level_json(level))
    said = {name.strip(" `") for line in page.splitlines() if line.startswith("| `")
            for name in line.split("|")[1].split(",")}  # fmt: skip
    rows = (document, document["products"][0], document["parts"][0], document["cards"][0], document["wheel"])
    solver = set(LevelSolver.__struct_fields__)
    assert said == {name for row in rows for name in row} | solver
    assert set(document["holds"][0]) == {"pull", "until"}
    assert set(document["wheel"]["groups"][0]) == {"group", "items", "setup_hours"}
    assert (document["schema"], document["needed_hours"]) == (1, 24.75)


def test_cards_are_a_table_with_a_row_each(level):
    rows = list(csv.DictReader(io.StringIO(cards_csv(level))))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["number"], row["item"], row["lots"]) for row in rows] == [
        (str(card.number), card.item, " ".join(card.lots)) for card in level.cards
    ]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(12.5, "12.5 s"), (1000, "16 min 40 s"), (120, "2 min"), (16_000, "4 h 27 min"), (7200, "2 h")],
)
def test_lengths_of_time_are_said_in_units_that_fit(seconds, said):
    assert span(seconds) == said

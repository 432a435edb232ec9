"""The page as a browser, a screen reader and a hostile item name meet it."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tugline.report.html import ROWS, render_html

VOID = {"meta", "link", "br", "hr", "img", "input", "col", "wbr", "base", "area", "source"}
DRAWN = {"rect", "path", "circle", "line"}


class Page(HTMLParser):
    """Elements and words of a page; refuses tags that do not nest."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.markup = markup
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(markup)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"<{tag}> says an attribute twice"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in DRAWN, f"<{tag}/> is not closed in HTML"
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of a name."""
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def said(self) -> str:
        """Everything that a reader sees."""
        return "".join(self.words)


@pytest.fixture(params=["full", "empty", "hostile"])
def page(request, some_result, empty_result):
    """A page of each sort of result."""
    results = {"full": some_result(), "empty": empty_result(), "hostile": some_result(HOSTILE)}
    return Page(render_html(results[request.param]))


HOSTILE = """<script>alert('1')</script>"><img src=x onerror="alert(2)">&lt;b&gt;</td></table></style>{}%s"""


def test_no_name_becomes_markup_wherever_it_stands(some_result):
    plain, hostile = Page(render_html(some_result())), Page(render_html(some_result(HOSTILE)))
    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in plain.elements]
    assert not hostile.all("script")
    assert not hostile.all("img")
    assert not [key for _, attributes in hostile.elements for key in attributes if key.startswith("on")]


def test_a_hostile_name_is_shown_as_it_is_written(some_result):
    hostile = Page(render_html(some_result(HOSTILE)))
    assert hostile.said.count(HOSTILE) > 15


@given(name=st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=30))
def test_any_name_leaves_the_page_as_it_is_built(some_result, name):
    expected = [tag for tag, _ in Page(render_html(some_result())).elements]
    made = Page(render_html(some_result(f"x{name}x")))
    # A long name has its own words, never its own elements.
    assert sorted({tag for tag, _ in made.elements}) == sorted(set(expected))
    assert f"x{name}x" in made.said


def test_the_page_asks_no_network_and_runs_nothing(page):
    assert not page.all("script")
    assert not page.all("link")
    assert not page.all("iframe")
    assert not [attributes for _, attributes in page.elements if "src" in attributes or "style" in attributes]
    assert "url(" not in page.markup
    hrefs = [attributes["href"] for attributes in page.all("a")]
    assert all(href is not None and href.startswith("#") for href in hrefs)


def test_the_style_sheet_loads_nothing(some_result):
    style = re.search(r"<style>(.*?)</style>", render_html(some_result()), re.DOTALL)
    assert style is not None
    assert not re.search(r"url\(|@import|https?:", style[1])


def test_the_page_has_landmarks_one_heading_and_a_way_past_them(page):
    for landmark in ("header", "nav", "main", "footer", "h1", "title"):
        assert len(page.all(landmark)) == 1, landmark
    assert page.all("html") == [{"lang": "en"}]
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    hrefs = [str(attributes["href"]) for attributes in page.all("a")]
    assert page.all("a")[0].get("class") == "skip"
    assert {href.removeprefix("#") for href in hrefs} <= set(ids)


def test_headings_never_skip_a_level(page):
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_every_table_says_what_it_is_and_every_head_what_it_heads(page):
    assert len(page.all("caption")) == len(page.all("table"))
    assert {attributes.get("scope") for attributes in page.all("th")} <= {"row", "col", "rowgroup"}


def test_every_picture_has_words_or_says_that_it_needs_none(page):
    for attributes in page.all("svg"):
        described = attributes.get("role") == "img" and len(attributes.get("aria-label") or "") > 10
        assert described or attributes.get("aria-hidden") == "true"


def test_the_same_result_is_the_same_page(some_result):
    assert render_html(some_result()) == render_html(some_result())


def test_a_table_is_cut_and_says_how_many_rows_there_are_and_where(some_result):
    result = some_result()
    promises = [msgspec.structs.replace(result.promises[0], order=f"SO{n:05}") for n in range(2 * ROWS)]
    page = Page(render_html(msgspec.structs.replace(result, promises=promises)))
    assert f"SO{ROWS - 1:05}" in page.said
    assert f"SO{ROWS:05}" not in page.said
    assert f"{ROWS:,} of {2 * ROWS:,} rows are shown" in page.said
    assert "--json" in page.said


def test_what_to_ship_is_a_tile_and_stands_before_what_to_make(some_result):
    page = Page(render_html(some_result("Bikes")))
    assert "To ship" in page.said
    assert page.said.index("Ship now") < page.said.index("Make now")
    assert "To ship" not in Page(render_html(some_result("Bikes", ship_now=[]))).said


def test_books_that_do_not_balance_are_said_first(some_result):
    page = Page(render_html(some_result(trial_balance=-0.07)))
    assert page.said.index("BOOKS ARE OFF by -0.07 USD") < page.said.index("What to do now")


def test_a_figure_that_is_not_known_says_what_is_missing(some_result):
    page = Page(render_html(some_result("Bolt")))
    assert "Bolt has no cost" in page.said


def test_what_rests_on_a_default_is_marked_with_a_legend(some_result):
    page = Page(render_html(some_result()))
    assert "P7ᴸˢᶜ" in page.said
    assert "ᴸ lead time" in page.said


def test_the_page_says_what_when_and_by_which_state_it_was_made(some_result):
    page = Page(render_html(some_result("Bikes")))
    for words in ("Bikes", "2014-06-15 00:00", "plain world", "ab" * 6, "books balance"):
        assert words in page.said

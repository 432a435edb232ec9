"""The page of a plan: well-formed, without a script, small however large the plan, and never by colour alone."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import msgspec
import pytest

from tugline.report.plan_gantt import MOST_BARS, MOST_UNITS
from tugline.report.plan_html import ROWS, render_plan

VOID = {"meta"}
DRAWN = {"rect", "path", "line"}
HOSTILE = """<script>alert('1')</script>"><img src=x onerror="alert(2)">&lt;b&gt;</td></table></style>{}%s"""


class Page(HTMLParser):
    """Elements and words of a page; refuses tags that do not nest."""

    def __init__(self, markup):
        super().__init__()
        self.markup, self.open, self.elements, self.words = markup, [], [], []
        self.feed(markup)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs), f"<{tag}> says an attribute twice"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        assert tag in DRAWN, f"<{tag}/> is not closed in HTML"
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.words.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def said(self):
        return "".join(self.words)


@pytest.fixture(params=["full", "empty", "hostile"])
def page(request, some_plan, empty_plan):
    plans = {"full": some_plan(), "empty": empty_plan(), "hostile": some_plan(HOSTILE)}
    return Page(render_plan(plans[request.param]))


def test_the_page_asks_no_network_and_runs_nothing(page):
    assert not [tag for tag, _ in page.elements if tag in {"script", "link", "iframe", "img"}]
    assert not [attributes for _, attributes in page.elements if "src" in attributes or "style" in attributes]
    assert not [key for _, attributes in page.elements for key in attributes if key.startswith("on")]
    assert "url(" not in page.markup
    assert all(attributes["href"].startswith("#") for attributes in page.all("a"))


def test_no_name_becomes_markup_and_all_are_shown_as_they_are_written(some_plan):
    plain, hostile = Page(render_plan(some_plan())), Page(render_plan(some_plan(HOSTILE)))
    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in plain.elements]
    assert hostile.said.count(HOSTILE) > 15


def test_the_page_has_landmarks_one_heading_and_a_way_past_them(page):
    for landmark in ("header", "nav", "main", "footer", "h1"):
        assert len(page.all(landmark)) == 1, landmark
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {str(attributes["href"]).removeprefix("#") for attributes in page.all("a")} <= set(ids)


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


def bars(page):
    """The bars of operations by class: those that have a title."""
    return re.findall(
        r'<rect class="([^"]*)" x="[\d.]+%" y="(\d+)" width="[\d.]+%" height="(\d+)"><title>([^<]*)', page
    )


def test_a_late_bar_has_another_shape_and_every_bar_says_what_it_is(some_plan):
    drawn = bars(render_plan(some_plan("saw")))
    begun, late, own = drawn
    assert begun == ("op begun", "7", "10", begun[3])
    assert begun[3].startswith("saw2 1: 2 saw; step 1, 2026-01-05 00:00 to 2026-01-06 00:00; has begun")
    assert late[:3] == ("op late", "3", "18")
    assert late[3] == "saw1 1: 2 saw; step 1, 2026-01-06 00:00 to 2026-01-12 00:00; the line is 5 d late"
    assert own[:3] == ("op own", "10", "4")
    assert own[3].startswith("for stock: 2 saw")


def test_a_row_says_its_unit_only_where_there_are_several(some_plan):
    plan = some_plan("saw")
    assert "saw, unit 2" in Page(render_plan(plan)).said
    alone = msgspec.structs.replace(plan, operations=plan.operations[:1])
    assert "unit 1" not in Page(render_plan(alone)).said


def test_a_large_plan_gives_a_small_page_that_says_what_it_leaves_out(some_plan):
    plan = some_plan("saw")
    template = plan.operations[1]
    operations = tuple(
        msgspec.structs.replace(template, unit=n % 40 + 1, lot=f"L{n}", start=start, end=start[:14] + "30:00+00:00")
        for n in range(30_000)
        for start in [f"2026-{1 + n // 40 % 8 // 4:02}-{5 + n // 320 % 23:02}T{n % 24:02}:00:00+00:00"]
    )
    orders = tuple(msgspec.structs.replace(plan.orders[1], order=f"SO{n:05}") for n in range(10_000))
    markup = render_plan(msgspec.structs.replace(plan, operations=operations, orders=orders))
    assert len(markup.encode()) < 1_500_000
    page = Page(markup)
    assert 0 < len(bars(markup)) <= MOST_BARS
    assert f"of the {MOST_UNITS} units with most work in them, of 40" in page.said
    assert "of 30,000 operations; tugline plan --json has all" in page.said
    assert f"{ROWS:,} of 10,000 rows are shown" in page.said


def test_pegs_lead_from_a_late_line_to_stock_and_purchases_and_back(some_plan):
    said = Page(render_plan(some_plan("saw"))).said
    down = said[said.index("What the latest lines take") :]
    assert down.index("saw1 1: 2 saw, complete 2026-01-12, 5 d late") < down.index("2 saw from lot L3: moved from saw")
    assert down.index("2 saw from lot L3") < down.index("2 saw from lot L1: made on saw") < down.index("from stock")
    assert "3 saw from lot B1: bought from saw, placed 2026-01-05 00:00, there 2026-01-08 00:00" in down
    up = said[said.index("Who takes the supplies") :]
    assert up.index("saw from stock: 6 for 2 demands") < up.index("1 for saw of lot L1") < up.index("2 for saw1 1")
    assert "5 for saw of open pull P9: made on saw, 2026-01-05 00:00 to 2026-01-06 00:00, has begun" in up


def test_what_is_on_its_way_says_when_it_is_there(some_plan):
    plan = some_plan("saw")
    late = msgspec.structs.replace(plan.pegs[0], supply="P8")
    said = Page(render_plan(msgspec.structs.replace(plan, pegs=(late,)))).said
    assert "2 saw from open pull P8: on its way, there 2026-01-06 00:00" in said


def test_a_circle_of_pegs_ends(some_plan):
    plan = some_plan("saw")
    circle = msgspec.structs.replace(plan.pegs[1], demand="L1", supply="L3")
    assert "What this rests on" in Page(render_plan(msgspec.structs.replace(plan, pegs=(*plan.pegs, circle)))).said


def test_a_full_week_is_darker_and_says_its_share(some_plan):
    markup = render_plan(some_plan("saw"))
    assert 'class="n h5" title="week of 2026-01-05: 80.0 of 80 open hours">100%<' in markup
    assert 'class="n h2" title="week of 2026-01-12: 20.0 of 80 open hours">25%<' in markup

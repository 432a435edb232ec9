"""No study prints money before it has said how well the simulated present policy reproduces the history."""

import io

import msgspec
import pytest
from rich.console import Console

import tugline as tl
from tugline.business.study_words import NO_LUCK
from tugline.report.study_html import render_study
from tugline.report.study_json import study_json
from tugline.report.study_terminal import print_study
from tugline.report.twin_lists import TITLE, twin_listing

DAYS = [f"2026-{m:02}-{d:02}" for m in range(1, 5) for d in range(1, 29)]


def shop(**more):
    return {
        "business": {"name": "s", "currency": "EUR", "timezone": "UTC", "start": "2026-03-02", "world": "plain"},
        "items": {"item": ["lamp"], "cost": ["10"], "price": ["25"]},
        "suppliers": {"supplier": ["acme"]},
        "sources": {
            "item": ["lamp"], "location": ["main"], "kind": ["buy"], "from": ["acme"], "lead_time": ["9d"], **more,
        },
        "stock": {"item": ["lamp"], "location": ["main"], "on_hand": ["10"]},
        "sales": {"sold_at": [f"{day}T10:00" for day in DAYS], "item": ["lamp"] * len(DAYS),
                  "quantity": ["2"] * len(DAYS)},
        "orders": {"order": [f"A{i}" for i in range(len(DAYS))], "item": ["lamp"] * len(DAYS),
                   "quantity": ["1"] * len(DAYS), "ordered_at": [f"{day}T11:00" for day in DAYS]},
    }  # fmt: skip


@pytest.fixture(scope="module", params=[{"replay": True}, {"years": 0.2, "warm_up": 0}], ids=["replay", "study"])
def study(request):
    return tl.study(shop(), replications=2, **request.param)


def printed(study):
    out = io.StringIO()
    print_study(study, Console(file=out, width=120, no_color=True), report=None)
    return out.getvalue()


def test_a_terminal_shows_the_twin_before_any_money(study):
    text = printed(study)
    verdict = study.twin.says[0][:60]
    assert 0 < text.index(TITLE) < text.index(verdict) < text.index("EUR")
    assert text.index(study.twin.not_recorded[-1][:40]) < text.index("EUR")
    assert "policies" in text.splitlines()[0]


def test_a_page_shows_the_twin_before_any_money(study):
    page = render_study(study)
    body = page[page.index("<body") :]
    assert body.index(TITLE) < body.index(study.twin.says[0][:60]) < body.index("EUR")


def test_a_notebook_shows_the_twin_before_any_money(study):
    html = study._repr_html_()
    assert 0 < html.index(study.twin.says[0][:60]) < html.index("EUR")
    assert "<caption" in html


def test_a_document_holds_the_twin_before_any_money(study):
    document = study_json(study)
    assert document.index(b'"twin"') < document.index(b'"policies"')
    twin = msgspec.json.decode(document)["twin"]
    assert twin["verdict"] == twin["says"][0] == study.twin.says[0]
    (found,) = [f for f in twin["findings"] if f["aspect"].startswith("recorded sales")]
    assert found["difference"] == pytest.approx(found["twin"] - found["recorded"])
    assert found["recorded"] == 1.0
    assert set(found) == {
        "aspect", "of", "recorded", "twin", "difference", "unit", "n", "verdict", "assumption", "note",
    }  # fmt: skip


def test_what_differs_stands_first_and_says_so_in_words(study):
    rows = [row[4] for row in twin_listing(study.twin).plain_rows()]
    assert rows == sorted(rows, key=["differs", "may be chance", "reproduced"].index)
    assert "differs" in rows, "ten lamps are not enough for nine days of three, in which all were sold"


def test_a_figure_says_of_which_days_it_is_and_no_record_moves_with_the_length_of_a_study():
    """All orders and sales lie before the start, so nothing that came of them is known; only who came is compared."""
    late = {**shop(), "business": {**shop()["business"], "start": "2026-05-04"}}
    longer, shorter = (tl.study(late, replications=2, warm_up=0, years=years) for years in (0.5, 0.2))
    assert longer.twin.findings == shorter.twin.findings
    text = " ".join(printed(longer).split())
    twin = text[: text.index("pull:")]
    assert "recorded 2026-01-01 to 2026-04-28" in twin
    assert "the tables of orders and sales" in twin
    assert "2026-05-04 to" not in twin, "nothing of these days was compared"
    assert "lines a day against" in twin
    assert "taken from" not in twin, "no row says anything there"
    page = render_study(longer)
    assert "recorded 2026-01-01 to 2026-04-28" in page


def test_a_replay_of_one_world_claims_no_interval():
    exact, varied = (
        tl.study(shop(lead_time_spread=[s]), replay=True, replications=3, policies=["push", "present"])
        for s in ("", "0.7")
    )
    assert NO_LUCK.lower() in " ".join(printed(exact).lower().split())
    assert "±" not in printed(exact)
    assert "±" in printed(varied)
    assert NO_LUCK.lower() not in " ".join(printed(varied).lower().split())

"""An allotment as text and as a document."""

import io

import msgspec
import pytest
from rich.console import Console

from tests.business.test_allotting import opened
from tugline.report.allot_json import allot_json
from tugline.report.allot_terminal import print_allotment


@pytest.fixture(scope="module")
def allotment():
    with opened() as business:
        return business.allot(item="lamp", protect={1: 60})


def told(allotment, width):
    out = io.StringIO()
    print_allotment(allotment, Console(file=out, width=width, color_system=None))
    return out.getvalue()


def test_the_text_says_who_gets_what_of_which_supply(allotment):
    text = told(allotment, 150)
    assert "lamps  lamp at main as of 2026-01-05 00:00, by priority: in rank" in text
    assert "Open lines ask for 150: 80 in time, 40 later, 30 never; 40 left." in text
    assert "40 on hand, 20 2026-01-07 12:00, 20 2026-01-12 12:00 (late)" in text
    assert "Classes of priority" in text


@pytest.mark.parametrize("width", [60, 80, 200])
def test_it_fits_a_terminal_of_any_width(allotment, width):
    assert all(len(line) <= width for line in told(allotment, width).splitlines())


def test_what_is_not_shared_out_is_said(allotment):
    strange = msgspec.structs.replace(
        allotment, is_known=False, kept_for_work=30, overdue=20, not_counted=5, lines_of_choices=1, standing=True
    )
    text = told(strange, 150)
    assert "never counted here" in text
    assert "By the table quotas: what left and what was promised has its part" in text
    assert "Of 100 on hand 30 are kept for work" in text
    assert "20 of what comes should be there by now" in text
    assert "5 of open supply never come" in text
    assert "1 line with options of their own" in text


def test_the_document_has_what_python_has(allotment):
    document = msgspec.json.decode(allot_json(allotment))
    assert document.pop("schema") == 1
    assert document == msgspec.json.decode(msgspec.json.encode(allotment))


def test_every_key_of_the_document_is_documented(allotment, root):
    page = (root / "docs" / "reference" / "allot-json.md").read_text(encoding="utf-8")
    document = msgspec.json.decode(allot_json(allotment))
    rows = [document, *(document[name][0] for name in ("blocks", "channels", "classes", "lines"))]
    rows.append(document["lines"][0]["parts"][0])
    assert [key for row in rows for key in row if f"`{key}`" not in page] == []

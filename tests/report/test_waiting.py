"""A waiting list as text and as a document."""

import copy
import io

import msgspec
import pytest
from rich.console import Console

import tugline as tl
from tests.business.test_waiting import TABLES
from tugline.report.waiting_json import waiting_json
from tugline.report.waiting_terminal import print_waiting


@pytest.fixture(scope="module")
def waiting():
    limits = {"item": ["console"], "customer": ["bob"], "quantity": ["8"]}
    tables = {**copy.deepcopy(TABLES), "limits": limits}
    with tl.open(tables) as business:
        business.advance("2026-01-06")
        business.signal(tl.Order("F", "console", 1, at=business.now, customer="bob"))
        business.advance("2026-01-07")
        return business.waiting()


def told(waiting, width):
    out = io.StringIO()
    print_waiting(waiting, Console(file=out, width=width, color_system=None))
    return out.getvalue()


def test_the_text_says_who_waits_until_when_and_for_what(waiting):
    text = told(waiting, 150)
    assert "consoles  waiting list as of 2026-01-07 00:00" in text
    assert "(console) is ordered, due 2026-01-19" in text
    assert "mind: its customer waits until 2026-01-15 03:00; beside A" in text
    assert "limit: 8 console per customer; bob has 8 in B, and 1 are asked for" in text


@pytest.mark.parametrize("width", [60, 80, 200])
def test_it_fits_a_terminal_of_any_width(waiting, width):
    assert all(len(line) <= width for line in told(waiting, width).splitlines())


def test_nobody_waits_where_nothing_is_open(waiting):
    empty = msgspec.structs.replace(waiting, items=(), lines=(), lost=(), refused=())
    assert "nobody waits" in told(empty, 100)


def test_the_document_has_what_python_has(waiting):
    document = msgspec.json.decode(waiting_json(waiting))
    assert document.pop("schema") == 1
    assert document == msgspec.json.decode(msgspec.json.encode(waiting))


def test_every_key_of_the_document_is_documented(waiting, root):
    page = (root / "docs" / "reference" / "waiting-json.md").read_text(encoding="utf-8")
    document = msgspec.json.decode(waiting_json(waiting))
    rows = [document, *(document[name][0] for name in ("items", "lines", "lost", "refused"))]
    assert [key for row in rows for key in row if f"`{key}`" not in page] == []

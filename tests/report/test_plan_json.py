"""The document of a plan keeps the contract that its page tells."""

import json
import re

import msgspec
import pytest

from tugline.business.plan_views import Plan
from tugline.report.plan_json import plan_json

LEAST = {
    "": {
        "schema", "business", "as_of", "prefer", "on_time", "planning_seconds", "orders", "operations", "purchases",
        "moves", "pegs", "load",
    },
    "orders": {"order", "line", "item", "quantity", "priority", "due", "completes", "late_days", "cause"},
    "operations": {"order", "line", "item", "step", "resource", "unit", "start", "end", "quantity", "reference"},
    "purchases": {"item", "supplier", "quantity", "placed", "arrives"},
    "moves": {"item", "from", "to", "quantity", "leaves", "arrives"},
    "pegs": {"demand", "supply", "item", "quantity"},
    "load": {"resource", "week", "open_hours", "busy_hours"},
}  # fmt: skip
"""What others already read: more keys are welcome, fewer are not."""


@pytest.fixture
def document(some_plan):
    return json.loads(plan_json(some_plan("lathe")))


@pytest.fixture(scope="module")
def page(root):
    """The keys that the page on the document tells, by heading; the document itself has none."""
    text = (root / "docs" / "reference" / "plan-json.md").read_text(encoding="utf-8")
    told = {}
    for part in re.split(r"^## ", text, flags=re.MULTILINE):
        heading = part.splitlines()[0].strip("`# ")
        firsts = re.findall(r"^\| (`[^|]*) \|", part, flags=re.MULTILINE)
        told["" if not told else heading] = {key for cell in firsts for key in re.findall(r"`(\w+)`", cell)}
    return told


@pytest.mark.parametrize("part", LEAST)
def test_no_key_is_missing_that_somebody_reads(document, part):
    rows = document[part] if part else [document]
    assert rows
    assert all(LEAST[part] <= row.keys() for row in rows)


def test_every_key_is_on_the_page_and_no_other(document, page):
    assert page[""] == document.keys()
    assert page["changes"] == document["changes"].keys()
    parts = {part for part, rows in document.items() if isinstance(rows, list)}
    assert page.keys() - {"", "changes"} == parts
    assert {part: page[part] for part in parts} == {part: set(document[part][0]) for part in parts}


def test_a_document_comes_back_as_the_plan_it_was_made_of(some_plan):
    plan = some_plan('Ünïcode\n"quoted" </script>')
    assert msgspec.json.decode(plan_json(plan), type=Plan) == plan


def test_a_document_says_which_contract_it_keeps(empty_plan):
    document = json.loads(plan_json(empty_plan()))
    assert (document["schema"], document["on_time"], document["orders"]) == (1, None, [])

"""The catalogue in words and the one in code say the same."""

import re
from pathlib import Path

from tugline.facts.kinds import COLUMNS, Kind, phase
from tugline.facts.limits import name_of
from tugline.facts.values import CLASSES

PAGE = (Path(__file__).parents[2] / "docs" / "design" / "facts.md").read_text(encoding="utf-8")


def listed():
    """Return (name, number, phase) of every row of the page's tables of kinds."""
    current, rows = -1, []
    for line in PAGE.splitlines():
        if heading := re.match(r"## Phase (\d)", line):
            current = int(heading[1])
        elif row := re.match(r"\| (\w+) \| (\d+) \|", line):
            rows.append((row[1], int(row[2]), current))
    return rows


def test_the_page_lists_every_kind_with_its_number_and_phase():
    assert listed() == [(name_of(kind), int(kind), phase(kind)) for kind in Kind]


def test_every_kind_has_a_class_of_the_same_name_and_number():
    assert [(shape.__name__, int(shape.kind)) for shape in CLASSES.values()] == [(name_of(k), int(k)) for k in Kind]
    assert [shape.__struct_config__.tag for shape in CLASSES.values()] == [int(kind) for kind in Kind]


def test_the_page_lists_every_column_in_order():
    section = PAGE.split("## Columns")[1].split("## ")[0]
    assert tuple(re.findall(r"^\| (\w+) \|", section, re.MULTILINE)[1:]) == COLUMNS


def test_numbers_fit_the_byte_that_the_journal_keeps_for_a_kind():
    assert all(0 < kind < 256 for kind in Kind)

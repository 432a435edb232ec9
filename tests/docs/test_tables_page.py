"""The page on tables is what the tables' descriptions say."""

import runpy

import pytest

from tugline.loops.catalogue import LOOPS
from tugline.network.schema import SCHEMA
from tugline.network.settings import SECTIONS


@pytest.fixture(scope="module")
def page(root):
    return (root / "docs" / "reference" / "tables.md").read_text(encoding="utf-8")


def test_the_page_is_what_its_script_makes_of_the_tables(root, page):
    assert runpy.run_path(str(root / "scripts" / "tables_reference.py"))["page"]() == page


def test_every_table_and_column_is_on_the_page(page):
    parts = dict(part.split("\n", 1) for part in page.split("\n## ")[1:])
    for table in SCHEMA.values():
        for column in table.columns:
            assert f"| `{column.name}` |{' ★ ' if column.required else ' '}| {column.kind} |" in parts[table.name]
    assert [name for name in LOOPS if f"| `{name}` |" not in parts["Parameters of loops"]] == []


def test_every_setting_is_on_the_page(page):
    settings = [f"{section}.{key}".lstrip(".") for section, keys in SECTIONS.items() for key in keys]
    assert [name for name in settings if f"| `{name}` |" not in page] == []

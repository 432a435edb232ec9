"""The page on commands is what the commands say of themselves."""

import runpy

from tugline.cli.commands import app


def test_the_page_is_what_its_script_makes_of_the_commands(root):
    made = runpy.run_path(str(root / "scripts" / "cli_reference.py"))["page"]()
    assert (root / "docs" / "reference" / "cli.md").read_text(encoding="utf-8") == made


def test_every_command_is_on_the_page(root):
    page = (root / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    names = [name for name in app if not name.startswith("-")]
    assert names
    assert [name for name in names if f"## {name}\n" not in page] == []

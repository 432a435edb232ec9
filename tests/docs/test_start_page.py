"""The five-minute page works as it is written: its three files are a business that checks and runs."""

import re

import pytest

from tugline.cli.app import exit_code

NAMES = {"toml": ["business.toml"], "csv": ["items.csv", "orders.csv"]}


@pytest.fixture
def company(root, tmp_path):
    page = (root / "docs" / "start.md").read_text(encoding="utf-8")
    for kind, names in NAMES.items():
        blocks = re.findall(rf"```{kind}\n(.*?)```", page, re.DOTALL)
        assert len(blocks) == len(names)
        for name, block in zip(names, blocks, strict=True):
            (tmp_path / name).write_text(block, encoding="utf-8")
    return tmp_path


def test_the_pages_business_is_sound_and_runs(company, root, capsys):
    assert exit_code(["check", str(company)]) == 0
    assert exit_code(["run", str(company), "--no-report", "--quiet"]) == 0
    printed = capsys.readouterr().out
    assert "LOCK" in printed
    pull = re.search(r"explain my-company (P\d+)", (root / "docs" / "start.md").read_text(encoding="utf-8"))
    assert pull is not None
    assert exit_code(["explain", str(company), pull[1]]) == 0
    assert "why:" in capsys.readouterr().out

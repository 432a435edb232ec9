"""Each change a user can see leaves a fragment that can go into the changelog as it is."""

import re
import subprocess
import sys
from pathlib import Path

NAME = re.compile(r"(\d+|\+[a-z0-9-]+)\.(added|changed|deprecated|removed|fixed|security)(\.\d+)?\.md")


def fragments(root):
    return [path for path in (root / "changelog.d").iterdir() if path.name != ".gitignore"]


def test_every_fragment_is_named_after_an_issue_or_a_subject_and_a_kind(root):
    assert [path.name for path in fragments(root) if not NAME.fullmatch(path.name)] == []


def test_every_fragment_is_whole_sentences(root):
    unfinished = [
        path.name
        for path in fragments(root)
        if not re.fullmatch(r"[A-Z`].*[.]\n", path.read_text(), flags=re.DOTALL) or path.read_text().startswith("- ")
    ]
    assert unfinished == []


def test_the_fragments_make_a_changelog(root):
    towncrier = Path(sys.executable).with_name("towncrier")
    result = subprocess.run(
        [towncrier, "build", "--draft", "--version", "next"], cwd=root, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "## next" in result.stdout

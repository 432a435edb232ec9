"""The files of the house, read once."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (".ci", "benchmarks", "changelog.d", "docs", "examples", "scripts", "src", "tests", "validation")
TEXT = {"", ".cfg", ".css", ".html", ".ini", ".j2", ".md", ".py", ".sql", ".toml", ".txt", ".yaml", ".yml"}


def _ours(path):
    inside = path.relative_to(ROOT).parts[1:]
    return path.is_file() and path.suffix in TEXT and not any(part.startswith((".", "__")) for part in inside[:-1])


@pytest.fixture(scope="session")
def texts():
    """Every text file of ours by its path in the clone; data files and what tools write are left out."""
    paths = [path for path in ROOT.iterdir() if path.is_file() and path.suffix in TEXT and path.name[0] != "."]
    for folder in FOLDERS:
        paths += [path for path in (ROOT / folder).rglob("*") if _ours(path)]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in sorted(paths)}


@pytest.fixture(scope="session")
def sources(texts):
    """Every module of the package by its path."""
    return {path: text for path, text in texts.items() if path.startswith("src/") and path.endswith(".py")}

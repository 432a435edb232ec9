"""What every test shares: how Hypothesis looks for counterexamples, and where the raw data lies."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# A kernel's first call compiles for a second or more, so a deadline per example would fail at random. The build server
# must give the same answer twice, so there the examples are the same each time.
settings.register_profile("tugline", deadline=None, max_examples=60)
settings.register_profile("tugline-ci", deadline=None, max_examples=60, derandomize=True, print_blob=True)
settings.load_profile("tugline-ci" if os.environ.get("CI") else "tugline")


@pytest.fixture(scope="session")
def root():
    """The root of the clone."""
    return ROOT


SHARED = ROOT.parent / "shared" / "data"
NO_SHARED = "the raw tables (shared/data beside the clone) are not there"


def pytest_collection_modifyitems(items):
    """Skip what is marked `shared_data` where the raw tables are not there, and only there."""
    if not SHARED.is_dir():
        for item in items:
            if item.get_closest_marker("shared_data"):
                item.add_marker(pytest.mark.skip(reason=NO_SHARED))


@pytest.fixture(scope="session")
def shared_data():
    """The raw tables, in `shared/data` beside the clone; the test is skipped only where that folder is not there."""
    if not SHARED.is_dir():
        pytest.skip(NO_SHARED)
    return SHARED


@pytest.fixture
def folder_of(tmp_path):
    """Return a function that writes tables, columns by name, as the folder of a business that has never run."""

    def write(tables):
        folder = tmp_path / tables["business"]["name"]
        folder.mkdir()
        for name, columns in tables.items():
            if name == "business":
                lines, kind = [f'{key} = "{value}"' for key, value in columns.items()], "toml"
            else:
                lines, kind = [",".join(columns), *map(",".join, zip(*columns.values(), strict=True))], "csv"
            (folder / f"{name}.{kind}").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return folder

    return write

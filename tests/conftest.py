"""What every test shares: how Hypothesis looks for counterexamples, and where the raw data lies."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# A kernel's first call compiles for a second or more, so a deadline per example would fail at random. The build server
# must give the same answer twice, so there the examples are the same each time.
settings.register_profile("tugline", deadline=None)
settings.register_profile("tugline-ci", deadline=None, derandomize=True, print_blob=True)
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

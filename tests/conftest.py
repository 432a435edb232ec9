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


@pytest.fixture(scope="session")
def shared_data():
    """The raw tables, in `shared/data` beside the clone; the test is skipped only where that folder is not there."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the raw data folder shared/data is not beside the clone")
    return folder

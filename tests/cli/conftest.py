import subprocess
import sys

import pytest

from tugline.exchange.template import create


@pytest.fixture
def workshop(tmp_path):
    """Return the folder that `tugline init` makes."""
    return create(tmp_path / "workshop").target


@pytest.fixture
def tugline(tmp_path):
    """Return a function that runs the command in a process of its own, as a user would."""

    def run(*arguments, **kwargs):
        command = [sys.executable, "-c", "from tugline.cli import main; main()", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=tmp_path, check=False, **kwargs)

    return run

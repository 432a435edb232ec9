import subprocess
import sys
from typing import NamedTuple

import pytest

from tugline.cli.app import main
from tugline.exchange.template import create


@pytest.fixture
def workshop(tmp_path):
    """Return the folder that `tugline init` makes."""
    return create(tmp_path / "workshop").target


@pytest.fixture
def process(tmp_path):
    """Return a function that runs the command in a process of its own, as a user would."""

    def run(*arguments, **kwargs):
        command = [sys.executable, "-c", "from tugline.cli import main; main()", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=tmp_path, check=False, **kwargs)

    return run


class Done(NamedTuple):
    """What a command left."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def tugline(tmp_path, monkeypatch, capsysbinary):
    """Return a function that runs the command in this process: a new one loads kernels for longer than it works."""
    monkeypatch.chdir(tmp_path)
    # As a file is written; who runs the tests may have said how wide the terminal is.
    monkeypatch.delenv("COLUMNS", raising=False)

    def run(*arguments):
        capsysbinary.readouterr()
        with pytest.raises(SystemExit) as left:
            main([*map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return Done(left.value.code, out.decode(), err.decode())

    return run

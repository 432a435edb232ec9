"""The scripts can be run as they lie in a fresh clone."""

import os
import subprocess

import pytest

SCRIPTS = (".ci/run", "scripts/check", "scripts/fix", "scripts/lint", "scripts/lock", "scripts/setup", "scripts/test")


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_executable_and_parses(root, script):
    path = root / script
    assert os.access(path, os.X_OK)
    assert path.read_text().startswith("#!/usr/bin/env bash\n")
    assert subprocess.run(["bash", "-n", path], check=False).returncode == 0


@pytest.mark.parametrize("target", ["setup", "run", "test", "lint", "check", "fix", "lock", "bench", "clean", "help"])
def test_make_knows_the_target(root, target):
    result = subprocess.run(["make", "-n", target], cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_setup_refuses_an_interpreter_that_is_too_old_and_says_so(root, tmp_path):
    """In a copy of its own: nothing may touch the environment that runs this test."""
    (tmp_path / "scripts").mkdir()
    setup = tmp_path / "scripts" / "setup"
    setup.write_bytes((root / "scripts/setup").read_bytes())
    result = subprocess.run(
        ["bash", setup], env=os.environ | {"PYTHON": "false"}, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "PYTHON=false is not a Python 3.11 or newer" in result.stderr
    assert not (tmp_path / ".venv").exists()
